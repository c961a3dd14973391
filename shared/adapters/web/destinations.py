"""Where webhooks may send: to the internet, and on a laptop to this machine, too."""

from shared.adapters.web.client import checked_url

_WHAT = "must be an https URL of a public host, at port 443 or one of 1024 and above"
_ON_LAPTOP = f"{_WHAT}, or http://127.0.0.1 with any port"


def is_public_alone(url: str, *, on_laptop: bool) -> bool:
    """Return whether a URL may lead to public addresses alone (`public` of `checked_url`).

    All others are plain http on a laptop, which `checked_url` lets lead nowhere but to this machine.
    """
    return not (on_laptop and url[:5].lower() == "http:")


def check_destination(url: str, *, on_laptop: bool) -> None:
    """Raise `ValueError` saying what a URL has to be, without the URL, unless webhooks may send there."""
    try:
        checked_url(url, public=is_public_alone(url, on_laptop=on_laptop))
    except ValueError:
        raise ValueError(_ON_LAPTOP if on_laptop else _WHAT) from None

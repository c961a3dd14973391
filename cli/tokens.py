"""The command `token`."""

import click

from cli.terminal.command import Command
from cli.terminal.failures import CommandFailed
from cli.terminal.output import json_option, report
from cli.terminal.place import Place, with_place
from cli.terminal.secrets import Secret, secret_or_asked

_VARIABLE = "CUSTOMERS_CLIENT_SECRET"


@click.command("token", cls=Command)
@click.option("--client-id", required=True, metavar="ID", help="The client's id.")
@click.option(
    "--client-secret",
    metavar="-",
    type=Secret(),
    envvar=_VARIABLE,
    help="Read the client's secret from standard input; else from CUSTOMERS_CLIENT_SECRET, or from you.",
)
@click.option("--scope", help="Request only these of the client's scopes.")
@click.option("--url", help="The URL of the service; else that of the stack, or of `make run`.")
@json_option
@with_place
def token(
    place: Place,
    *,
    client_id: str,
    client_secret: str | None,
    scope: str | None,
    url: str | None,
    as_json: bool,
) -> None:
    """Get an access token from the service, and print it."""
    import json
    import urllib.error
    import urllib.parse
    import urllib.request
    from base64 import b64encode

    url = url or place.service_url
    form = {"grant_type": "client_credentials", **({"scope": scope} if scope else {})}
    secret = secret_or_asked(client_secret, option="--client-secret", variable=_VARIABLE)
    identity = "".join((urllib.parse.quote(client_id), ":", urllib.parse.quote(secret)))
    request = urllib.request.Request(  # noqa: S310 - the user names the service
        f"{url.rstrip('/')}/oauth/token",
        data=urllib.parse.urlencode(form).encode(),
        headers={"Authorization": f"Basic {b64encode(identity.encode()).decode()}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            issued = json.load(answer)
            access_token = str(issued["access_token"])
    except urllib.error.HTTPError as error:
        refusal = json.loads(error.read() or b"{}")
        reason = refusal.get("error_description") or refusal.get("error") or error.reason
        raise CommandFailed(f"the service issued no token: {reason}") from None
    except (OSError, ValueError):
        reason = f"no service answers at {url}; start it with `make run`, or give another --url"
        raise CommandFailed(reason) from None
    report(issued, access_token, as_json=as_json)

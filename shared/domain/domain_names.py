"""Domain names of e-mail addresses, and their form on the wire (IDNA 2008, RFC 5890 to 5893).

IDNA's tables are loaded when the first name needs them: most are plain ASCII.
"""

import unicodedata

MAX_LABEL_OCTETS = 63
MAX_NAME_OCTETS = 253
_ACE = "xn--"


def on_the_wire(domain: str) -> str:
    """Return the name in ASCII and in lower case, as mail is delivered to it.

    Raises `ValueError` for a name that cannot be registered, or that IDNA would change in more than case and
    composition: other dots, wide letters, characters that it drops.
    """
    _check_length(domain, MAX_NAME_OCTETS)
    name = ".".join(map(_label_on_the_wire, domain.split(".")))
    _check_length(name, MAX_NAME_OCTETS)
    return name


def written_out(domain: str) -> str:
    """Return the name with its letters instead of their codes. Raises `ValueError` as `on_the_wire` does."""
    return ".".join(map(_label_written_out, on_the_wire(domain).split(".")))


def lowered(text: str) -> str:
    """Return the text in lower case, letter by letter: whatever surrounds a letter does not change it."""
    return text.lower() if text.isascii() else "".join(map(str.lower, text))


def _label_on_the_wire(label: str) -> str:
    # Before anything else: what follows takes ever longer with the length.
    _check_length(label, MAX_LABEL_OCTETS)
    lower = lowered(label)
    if lower.isascii() and not lower.startswith(_ACE):
        return lower
    import idna

    composed = unicodedata.normalize("NFC", lower)
    try:
        # A label in ASCII has to stand for what gives the same label.
        encoded = idna.alabel(idna.ulabel(composed)).decode()
        kept = composed.isascii() or idna.uts46_remap(label, std3_rules=True) == composed
    except UnicodeError as error:
        raise ValueError(str(error)) from None
    if not kept or (composed.isascii() and encoded != composed):
        raise ValueError("IDNA would change the name")
    return encoded


def _label_written_out(label: str) -> str:
    if not label.startswith(_ACE):
        return label
    import idna

    return idna.ulabel(label)


def _check_length(text: str, octets: int) -> None:
    if len(text) > octets:
        raise ValueError(f"is longer than {octets} octets")

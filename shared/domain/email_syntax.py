"""The syntax of e-mail addresses (RFC 5321, with the characters of RFC 6531)."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

from shared.domain import domain_names
from shared.domain.patterns import Pattern

MAX_LOCAL_PART_OCTETS = 64

_ATOM = r'[^\x00-\x20"(),.:;<>@\[\\\]\x7f]+'
_QUOTED_TEXT = r'"(?:[^\x00-\x1f"\\\x7f]|\\[ -~])*"'
_ATOMS_TEXT = rf"{_ATOM}(?:\.{_ATOM})*"
_ATOMS = Pattern(_ATOMS_TEXT)
_QUOTED = Pattern(_QUOTED_TEXT)
_LOCAL_PART = Pattern(rf"{_ATOMS_TEXT}|{_QUOTED_TEXT}")
_QUOTED_PAIR = Pattern(r"\\(.)")
_DOMAIN_LABEL = Pattern("(?!-)[a-z0-9-]+(?<!-)")


def check_mailbox(value: str) -> None:
    """Raise `ValueError` unless it is an address: a local part, an `@`, and a domain or address literal."""
    local_part, at, domain = value.rpartition("@")
    if not (at and value.isprintable() and _LOCAL_PART.fullmatch(local_part) and _is_domain(domain)):
        raise ValueError("must be an e-mail address, such as anna@example.com")
    if len(local_part.encode()) > MAX_LOCAL_PART_OCTETS:
        raise ValueError(f"must have at most {MAX_LOCAL_PART_OCTETS} bytes in UTF-8 before the @")


def _is_domain(domain: str) -> bool:
    if domain.startswith("[") and domain.endswith("]"):
        return _is_address_literal(domain[1:-1])
    try:
        name = domain_names.on_the_wire(domain)
    except ValueError:
        return False
    return all(map(_DOMAIN_LABEL.fullmatch, name.split(".")))


def unquoted(local_part: str) -> str:
    """Return the local part in quotes only where it needs them."""
    if not _QUOTED.fullmatch(local_part):
        return local_part
    content = _QUOTED_PAIR.sub(r"\1", local_part[1:-1])
    if _ATOMS.fullmatch(content):
        return content
    escaped = content.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_address_literal(literal: str) -> bool:
    try:
        if literal.startswith("IPv6:"):
            IPv6Address(literal.removeprefix("IPv6:"))
        else:
            IPv4Address(literal)
    except ValueError:
        return False
    return True

"""The published setting `tokenExchange`: providers whose tokens are exchanged, and how they are verified.

The setting has a provider by each name, or describes the default one itself. A provider has either `jwks`, by
which its tokens are verified here, or the endpoint that says what a token is good for (RFC 7662).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from shared.domain import fields
from shared.domain.key_sets import MAX_KEYS
from shared.domain.tenants.configuration import DEFAULT_CONFIG

_JWKS = "jwks"
_SECRET_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_KINDS_OF_KEYS = ({"kty": "RSA"}, {"kty": "EC", "crv": "P-256"})
_NEEDED_ONLINE = ("domain", "token_introspect_endpoint", "client_id", "client_secret")


def providers_by_name(value: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return what the setting says of each provider. Its own members describe the default one."""
    own, named = _parts(value)
    return {DEFAULT_CONFIG: own, **named} if own else named


def introspection_url(provider: Mapping[str, Any]) -> str:
    """Return where a provider without `jwks` is asked: the path below its `domain`, or a URL of its own."""
    endpoint, domain = provider["token_introspect_endpoint"], provider["domain"]
    if "://" in endpoint:
        return str(endpoint)
    base = domain if "://" in domain else f"https://{domain}"
    return f"{base.rstrip('/')}/{endpoint.lstrip('/')}"


def audiences(provider: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the audiences, of which a token must have one; none where any will do."""
    named = provider.get("audience") or ()
    return (named,) if isinstance(named, str) else tuple(named)


def check_token_exchange(value: object) -> None:
    """Raise `ValueError` for a value that the setting cannot have."""
    if not isinstance(value, Mapping) or not value:
        raise ValueError("must be an object with one or more identity providers")
    own, named = _parts(value)
    if own and DEFAULT_CONFIG in named:
        raise ValueError(f"must not describe the provider {DEFAULT_CONFIG} twice")
    for name, provider in providers_by_name(value).items():
        try:
            fields.property_key(name)
            _check_provider(provider)
        except ValueError as error:
            raise ValueError(f"in the provider {name!r}: {error}") from None


def _parts(value: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Mapping[str, Any]]]:
    named = {name: each for name, each in value.items() if isinstance(each, Mapping) and name != _JWKS}
    return {name: each for name, each in value.items() if name not in named}, named


def _check_provider(provider: Mapping[str, Any]) -> None:
    for member, check in _MEMBERS.items():
        if provider.get(member) is not None:
            try:
                check(provider[member])
            except ValueError as error:
                raise ValueError(f"its {member} {error}") from None
    if provider.get(_JWKS) is not None:
        return
    missing = [member for member in _NEEDED_ONLINE if provider.get(member) is None]
    if missing:
        raise ValueError(f"it must have {_JWKS}, or {', '.join(_NEEDED_ONLINE)}; missing is {missing[0]}")
    try:
        fields.secure_url(introspection_url(provider))
    except ValueError as error:
        raise ValueError(f"the URL of domain and token_introspect_endpoint {error}") from None


def _text(value: object) -> None:
    if not (isinstance(value, str) and value):
        raise ValueError("must be a string that is not empty")
    fields.text(value)


def _texts(value: object) -> None:
    for each in value if isinstance(value, list) and value else [value]:
        _text(each)


def _flag(value: object) -> None:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")  # noqa: TRY004 - as every other problem of a value


def _public_keys(value: object) -> None:
    keys = value.get("keys") if isinstance(value, Mapping) else None
    if not (isinstance(keys, list) and keys and all(isinstance(key, Mapping) for key in keys)):
        raise ValueError("must be an object with a list of keys")
    if len(keys) > MAX_KEYS:
        raise ValueError(f"must have at most {MAX_KEYS} keys")
    if any(_SECRET_MEMBERS & key.keys() for key in keys):
        raise ValueError("must have public keys alone")
    if not any(kind.items() <= key.items() for kind in _KINDS_OF_KEYS for key in keys):
        raise ValueError("must have a key of RSA or P-256")


_MEMBERS: Mapping[str, Callable[[object], None]] = MappingProxyType(
    {
        "issuer": _text,
        "audience": _texts,
        "token_client_id": _text,
        "domain": _text,
        "token_introspect_endpoint": _text,
        "client_id": _text,
        "client_secret": _text,
        "storefront_client_id": _text,
        "storefront_client_secret": _text,
        "acceptsIdTokens": _flag,
        "trustsUnverifiedEmail": _flag,
        _JWKS: _public_keys,
    }
)

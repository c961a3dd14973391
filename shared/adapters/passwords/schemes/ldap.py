"""The hashes of LDAP servers (RFC 2307, and the modules of OpenLDAP): the scheme in braces, in any case."""

from shared.adapters.passwords.schemes import argon2, bcrypt, pbkdf2
from shared.adapters.passwords.schemes.digests import digest_of
from shared.adapters.passwords.schemes.stored_hash import StoredHash, Unreadable, decoded, fields, malformed

_ENCODED = r"\{([A-Za-z0-9-]+)\}(.+)"
_DIGESTS = {
    "MD5": ("md5", 16),
    "SHA": ("sha1", 20),
    "SHA256": ("sha256", 32),
    "SHA384": ("sha384", 48),
    "SHA512": ("sha512", 64),
}
_PBKDF2 = {
    "PBKDF2": "$pbkdf2$",
    "PBKDF2-SHA1": "$pbkdf2$",
    "PBKDF2-SHA256": "$pbkdf2-sha256$",
    "PBKDF2-SHA512": "$pbkdf2-sha512$",
}


def read(encoded: str) -> StoredHash:
    """Return what the text says. Raises `Unreadable`."""
    name, rest = fields(_ENCODED, encoded, "LDAP")
    scheme = name.upper()
    if scheme in _DIGESTS:
        return _digest(scheme, rest, is_salted=False)
    if scheme.startswith("S") and scheme[1:] in _DIGESTS:
        return _digest(scheme[1:], rest, is_salted=True)
    if scheme in _PBKDF2:
        return pbkdf2.read(f"{_PBKDF2[scheme]}{rest}")
    if scheme == "ARGON2":
        return argon2.read(rest)
    if scheme in {"CRYPT", "BCRYPT"} and rest.startswith("$2"):
        return bcrypt.read(rest)
    raise Unreadable("is of no scheme that can be verified")


def _digest(scheme: str, text: str, *, is_salted: bool) -> StoredHash:
    name, size = _DIGESTS[scheme]
    value = decoded(text, "LDAP")
    digest, salt = value[:size], value[size:]
    if bool(salt) != is_salted:
        raise malformed("LDAP")
    return digest_of(name, digest, "LDAP", behind=salt)

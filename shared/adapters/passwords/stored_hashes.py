"""Reads stored password hashes: what checking a password against one costs, and how that is done.

Reading hashes nothing. `schemes` has a module for each family of encodings; it is loaded when the first hash
of the family comes, and loads a library only for a check. hashlib does what it can; argon2, bcrypt and AES
are done by libraries that new passwords and tokens need, too.
"""

import re
from collections.abc import Callable

from shared.adapters.passwords.schemes.stored_hash import StoredHash, Unreadable
from shared.domain.log_in.password_hashes import HEXADECIMAL, LEGACY_PREFIX, MAX_HASH_LENGTH

Reader = Callable[[str], StoredHash]


def read(encoded: str) -> StoredHash:
    """Return the hash that the text describes. Raises `Unreadable`."""
    if len(encoded) > MAX_HASH_LENGTH:
        raise Unreadable(f"is longer than {MAX_HASH_LENGTH} characters")
    if encoded.isascii():
        for beginning, family in _FAMILIES:
            if re.match(beginning, encoded):
                return family()(encoded)
    raise Unreadable("is of no scheme that can be verified")


def _argon2() -> Reader:
    from shared.adapters.passwords.schemes.argon2 import read

    return read


def _bcrypt() -> Reader:
    from shared.adapters.passwords.schemes.bcrypt import read

    return read


def _scrypt() -> Reader:
    from shared.adapters.passwords.schemes.scrypt import read

    return read


def _pbkdf2() -> Reader:
    from shared.adapters.passwords.schemes.pbkdf2 import read

    return read


def _phpass() -> Reader:
    from shared.adapters.passwords.schemes.phpass import read

    return read


def _ldap() -> Reader:
    from shared.adapters.passwords.schemes.ldap import read

    return read


def _magento() -> Reader:
    from shared.adapters.passwords.schemes.magento import read

    return read


def _digests() -> Reader:
    from shared.adapters.passwords.schemes.digests import read

    return read


_FAMILIES: tuple[tuple[str, Callable[[], Reader]], ...] = (
    (r"\$?argon2", _argon2),
    (r"\$2|\$wp\$|\$?bcrypt", _bcrypt),
    (r"\$?scrypt|\$firescrypt\$", _scrypt),
    (r"\$?pbkdf2|1:", _pbkdf2),
    (r"\$[PH]\$", _phpass),
    (r"\{", _ldap),
    (f"{HEXADECIMAL}:", _magento),
    (rf"{HEXADECIMAL}\Z|(md5|sha1)\$|{LEGACY_PREFIX}", _digests),
)

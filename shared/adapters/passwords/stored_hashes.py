"""Reads stored password hashes: what checking a password against one costs, and how that is done.

Reading hashes nothing, and loads the library of a scheme only for a hash of that scheme. libpass reads the
encodings that it knows; argon2 and bcrypt are spoken to themselves, since going through it costs more to load
than to check; hashlib does what no library reads: Werkzeug's encodings, the PHC form of PBKDF2, and the
published form `1:<iterations>:<salt>:<hash>`.
"""

import hashlib
import math
import re
from base64 import b16decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hmac import compare_digest
from typing import Any

from shared.domain.log_in.password_hashes import (
    LEGACY_PREFIX,
    MAX_HASH_LENGTH,
    base64_bytes,
    original_uid_and_digest,
)

Costs = Mapping[str, int]
MOST: Costs = {
    "argon2 memory (KiB)": 128 * 1024,
    "argon2 passes": 10,
    "argon2 lanes": 8,
    "bcrypt cost": 14,
    "scrypt memory (KiB)": 128 * 1024,
    "scrypt memory (KiB) times p": 512 * 1024,
    "scrypt r": 32,
    "scrypt p": 16,
    "PBKDF2 iterations": 2_000_000,
}
"""The highest costs accepted: a check at any of them stays under 2 seconds and 256 MB on one vCPU."""

_SECONDS_AT_MOST = 2.0
_LEAST_HASH, _MOST_HASH = 16, 64
_WORK = (
    "argon2 memory (KiB)",
    "argon2 passes",
    "bcrypt cost",
    "scrypt memory (KiB) times p",
    "PBKDF2 iterations",
)
"""The costs that make a check take its time; the others of its scheme are about memory."""
_LEAST_ARGON2_SALT = 8
_BCRYPT_BYTES = 72
_SCRYPT_MEMORY = 2 * 1024 * MOST["scrypt memory (KiB)"]
_DIGESTS_BY_SIZE = {20: "sha1", 32: "sha256", 64: "sha512"}

_NUMBER = r"([1-9][0-9]{0,11})"
_BASE64 = r"([A-Za-z0-9+/]+={0,2})"
_BCRYPT64 = "[./A-Za-z0-9]"
_ARGON2 = (
    rf"\$argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?"
    rf"m={_NUMBER},t={_NUMBER},p={_NUMBER}\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)"
)
_BCRYPT = rf"(\$2[aby]\$(0[4-9]|[12][0-9]|3[01])\${_BCRYPT64}{{21}}[.Oeu]){_BCRYPT64}{{31}}"
_PHC_PBKDF2 = rf"\$pbkdf2-(sha1|sha256|sha512)\$i={_NUMBER}(?:,l={_NUMBER})?\${_BASE64}\${_BASE64}"
_WERKZEUG_PBKDF2 = rf"pbkdf2:(sha1|sha256|sha512):{_NUMBER}\$([^$]+)\$([0-9a-f]+)"
_WERKZEUG_SCRYPT = rf"scrypt:{_NUMBER}:{_NUMBER}:{_NUMBER}\$([^$]+)\$([0-9a-f]+)"
_PUBLISHED = rf"1:{_NUMBER}:([^:]+):([^:]+)"
_HEX_LENGTHS = frozenset(2 * size for size in _DIGESTS_BY_SIZE)

# How libpass treats texts that are not hashes: it raises, asserts, and warns of stray bits.
_MALFORMED = (ValueError, TypeError, AssertionError, UserWarning)


class Unreadable(ValueError):
    """No password can be checked against this text; says why and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class StoredHash:
    """A hash that was read. `costs`: what checking takes, by the names of `MOST`. `matches`: the check."""

    costs: Costs
    matches: Callable[[bytes], bool] = field(repr=False)

    @property
    def excess(self) -> str | None:
        """Which cost is beyond what is accepted, if one is."""
        for name, cost in self.costs.items():
            if cost > MOST[name]:
                return f"costs too much: {name} must be at most {MOST[name]}"
        return None

    @property
    def seconds(self) -> float:
        """How long a check takes on one vCPU, at most."""
        shares = {name: cost / MOST[name] for name, cost in self.costs.items()}
        if "bcrypt cost" in self.costs:  # a logarithm
            shares["bcrypt cost"] = 2.0 ** (self.costs["bcrypt cost"] - MOST["bcrypt cost"])
        work = [shares[name] for name in _WORK if name in shares]
        return _SECONDS_AT_MOST * math.prod(work) if work else 0.0


def read(encoded: str) -> StoredHash:
    """What the text says. Raises `Unreadable`."""
    if len(encoded) > MAX_HASH_LENGTH:
        raise Unreadable(f"is longer than {MAX_HASH_LENGTH} characters")
    if encoded.isascii():
        for beginning, reader in _READERS:
            if encoded.startswith(beginning):
                return reader(encoded)
    raise Unreadable("is of no scheme that can be verified")


def _fields(pattern: str, encoded: str, scheme: str) -> tuple[str, ...]:
    match = re.fullmatch(pattern, encoded)
    if match is None:
        raise _malformed(scheme)
    return match.groups()


def _decoded(text: str, scheme: str) -> bytes:
    try:
        return base64_bytes(text)
    except ValueError:
        raise _malformed(scheme) from None


def _malformed(scheme: str) -> Unreadable:
    return Unreadable(f"is not a well-formed {scheme} hash")


def _argon2(encoded: str) -> StoredHash:
    *numbers, salt, expected = _fields(_ARGON2, encoded, "argon2")
    memory, passes, lanes = map(int, numbers)
    enough = len(_decoded(salt, "argon2")) >= _LEAST_ARGON2_SALT and memory >= 8 * lanes
    if not enough or len(_decoded(expected, "argon2")) < _LEAST_HASH:
        raise _malformed("argon2")

    def matches(password: bytes) -> bool:
        from argon2 import PasswordHasher
        from argon2.exceptions import VerifyMismatchError

        try:
            return PasswordHasher().verify(encoded, password)
        except VerifyMismatchError:
            return False

    costs = {"argon2 memory (KiB)": memory, "argon2 passes": passes, "argon2 lanes": lanes}
    return StoredHash(costs, matches)


def _bcrypt(encoded: str) -> StoredHash:
    settings, cost = _fields(_BCRYPT, encoded, "bcrypt")

    def matches(password: bytes) -> bool:
        from bcrypt import hashpw

        # bcrypt takes no notice of what is behind 72 bytes, but this library refuses it.
        computed = hashpw(password[:_BCRYPT_BYTES], settings.encode())
        return compare_digest(computed, encoded.encode())

    return StoredHash({"bcrypt cost": int(cost)}, matches)


def _libpass(name: str, costs: Callable[[Any], Costs], encoded: str) -> StoredHash:
    from passlib import hash as handlers  # type: ignore[import-untyped]

    handler = getattr(handlers, name)
    try:
        parsed = handler.from_string(encoded)
    except _MALFORMED:
        raise _malformed(name) from None
    if parsed.checksum is None:
        raise _malformed(name)
    return StoredHash(costs(parsed), lambda password: bool(handler.verify(password, encoded)))


def _rounds(cost: str) -> Callable[[Any], Costs]:
    return lambda parsed: {cost: parsed.rounds}


def _scrypt_costs(log2_n: int, r: int, p: int) -> Costs:
    if log2_n >= 16 * r:  # RFC 7914 §6
        raise _malformed("scrypt")
    memory = (r << log2_n) // 8
    return {
        "scrypt r": r,
        "scrypt p": p,
        "scrypt memory (KiB)": memory,
        "scrypt memory (KiB) times p": memory * p,
    }


def _werkzeug_scrypt(encoded: str) -> StoredHash:
    *numbers, salt, expected_hex = _fields(_WERKZEUG_SCRYPT, encoded, "scrypt")
    n, r, p = map(int, numbers)
    expected = _from_hex(expected_hex, "scrypt")
    if n < 2 or n & (n - 1) or not _LEAST_HASH <= len(expected) <= _MOST_HASH:  # noqa: PLR2004 - RFC 7914 §6
        raise _malformed("scrypt")

    def matches(password: bytes) -> bool:
        computed = hashlib.scrypt(
            password, salt=salt.encode(), n=n, r=r, p=p, maxmem=_SCRYPT_MEMORY, dklen=len(expected)
        )
        return compare_digest(computed, expected)

    return StoredHash(_scrypt_costs(n.bit_length() - 1, r, p), matches)


def _pbkdf2(digest: str, iterations: int, salt: bytes, expected: bytes) -> StoredHash:
    if not _LEAST_HASH <= len(expected) <= _MOST_HASH:
        raise _malformed("PBKDF2")
    blocks = -(-len(expected) // hashlib.new(digest).digest_size)

    def matches(password: bytes) -> bool:
        computed = hashlib.pbkdf2_hmac(digest, password, salt, iterations, len(expected))
        return compare_digest(computed, expected)

    return StoredHash({"PBKDF2 iterations": iterations * blocks}, matches)


def _phc_pbkdf2(encoded: str) -> StoredHash:
    digest, iterations, length, salt, expected_text = _fields(_PHC_PBKDF2, encoded, "PBKDF2")
    expected = _decoded(expected_text, "PBKDF2")
    if length is not None and int(length) != len(expected):
        raise _malformed("PBKDF2")
    return _pbkdf2(digest, int(iterations), _decoded(salt, "PBKDF2"), expected)


def _werkzeug_pbkdf2(encoded: str) -> StoredHash:
    digest, iterations, salt, expected = _fields(_WERKZEUG_PBKDF2, encoded, "PBKDF2")
    return _pbkdf2(digest, int(iterations), salt.encode(), _from_hex(expected, "PBKDF2"))


def _published(encoded: str) -> StoredHash:
    """PBKDF2 with the digest that has the hash's length.

    Salt and hash are both hexadecimal where the hash has the length of a digest in hexadecimal digits, else
    both base64: no base64 text of a digest has such a length.
    """
    scheme = "1:<iterations>:<salt>:<hash>"
    iterations, salt, expected_text = _fields(_PUBLISHED, encoded, scheme)
    decode = _from_hex if len(expected_text) in _HEX_LENGTHS else _decoded
    expected = decode(expected_text, scheme)
    if len(expected) not in _DIGESTS_BY_SIZE:
        raise _malformed(scheme)
    return _pbkdf2(_DIGESTS_BY_SIZE[len(expected)], int(iterations), decode(salt, scheme), expected)


def _from_hex(text: str, scheme: str) -> bytes:
    try:
        return b16decode(text, casefold=True)
    except ValueError:
        raise _malformed(scheme) from None


def _legacy(encoded: str) -> StoredHash:
    try:
        original_uid, expected = original_uid_and_digest(encoded)
    except ValueError:
        raise _malformed("legacy") from None
    return StoredHash(
        {}, lambda password: compare_digest(hashlib.sha512(password + original_uid).digest(), expected)
    )


_READERS: tuple[tuple[str, Callable[[str], StoredHash]], ...] = (
    ("$argon2", _argon2),
    ("$2", _bcrypt),
    ("$bcrypt-sha256$", partial(_libpass, "bcrypt_sha256", _rounds("bcrypt cost"))),
    (
        "$scrypt$",
        partial(_libpass, "scrypt", lambda it: _scrypt_costs(it.rounds, it.block_size, it.parallelism)),
    ),
    ("scrypt:", _werkzeug_scrypt),
    ("$pbkdf2-sha1$", _phc_pbkdf2),
    ("$pbkdf2-sha256$i=", _phc_pbkdf2),
    ("$pbkdf2-sha512$i=", _phc_pbkdf2),
    ("$pbkdf2$", partial(_libpass, "pbkdf2_sha1", _rounds("PBKDF2 iterations"))),
    ("$pbkdf2-sha256$", partial(_libpass, "pbkdf2_sha256", _rounds("PBKDF2 iterations"))),
    ("$pbkdf2-sha512$", partial(_libpass, "pbkdf2_sha512", _rounds("PBKDF2 iterations"))),
    ("pbkdf2_sha1$", partial(_libpass, "django_pbkdf2_sha1", _rounds("PBKDF2 iterations"))),
    ("pbkdf2_sha256$", partial(_libpass, "django_pbkdf2_sha256", _rounds("PBKDF2 iterations"))),
    ("pbkdf2:", _werkzeug_pbkdf2),
    ("1:", _published),
    (LEGACY_PREFIX, _legacy),
)

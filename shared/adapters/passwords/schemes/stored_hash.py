"""A stored password hash of any scheme as it is read, and the most that its check may cost."""

import math
import re
from base64 import b16decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shared.domain.log_in.password_hashes import base64_bytes

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
    "phpass rounds": 64 * 1024,
}
"""The highest costs accepted: a check at any of them stays under 2 seconds and 256 MB on one vCPU."""

LEAST_HASH, MOST_HASH = 16, 64
"""How many bytes a hash of a scheme that can make any number of them has."""
NUMBER = r"([1-9][0-9]{0,11})"
BASE64 = r"([A-Za-z0-9+/]+={0,2})"

PHPS_WHITE_SPACE = b" \n\r\t\v\0"
"""The bytes that PHP's `trim` takes off."""

_SECONDS_AT_MOST = 2.0
_LEAST_SECONDS = 0.0006
"""A hundredth of what a native hash takes."""
_WORK = (
    "argon2 memory (KiB)",
    "argon2 passes",
    "bcrypt cost",
    "scrypt memory (KiB) times p",
    "PBKDF2 iterations",
    "phpass rounds",
)
"""The costs that make a check take its time; the others of its scheme are about memory."""


class Unreadable(ValueError):
    """No password can be checked against this text; says why and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class StoredHash:
    """A hash that was read. `costs`: what checking takes, by the names of `MOST`. `matches`: the check.

    `is_trivial`: a try costs less than `seconds` says, or tries serve for all customers at once.
    """

    costs: Costs
    matches: Callable[[bytes], bool] = field(repr=False)
    is_trivial: bool = False

    @property
    def is_weak(self) -> bool:
        """Whether whoever has the hash can find its password by trying, since a try costs next to nothing."""
        return self.is_trivial or self.seconds < _LEAST_SECONDS

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


def fields(pattern: str, encoded: str, scheme: str) -> tuple[str, ...]:
    """Return the groups of a pattern that the whole text has to match. Raises `Unreadable`."""
    match = re.fullmatch(pattern, encoded)
    if match is None:
        raise malformed(scheme)
    return match.groups()


def decoded(text: str, scheme: str) -> bytes:
    """Return the bytes of a text in base64. Raises `Unreadable`."""
    try:
        return base64_bytes(text)
    except ValueError:
        raise malformed(scheme) from None


def from_hex(text: str, scheme: str) -> bytes:
    """Return the bytes of a text in hexadecimal digits. Raises `Unreadable`."""
    try:
        return b16decode(text, casefold=True)
    except ValueError:
        raise malformed(scheme) from None


def malformed(scheme: str) -> Unreadable:
    """Return what to raise for a text that only begins like a hash of the scheme."""
    return Unreadable(f"is not a well-formed {scheme} hash")

"""The name of a stored hash's scheme, which is shown where the hash is not."""

import pytest

from shared.domain.log_in.password_hashes import scheme_of
from tests.unit.passwords.vectors import KNOWN


@pytest.mark.parametrize(
    ("known", "scheme"),
    [
        ("argon2id", "argon2id"),
        ("argon2i of version 16", "argon2i"),
        ("bcrypt 2a", "bcrypt"),
        ("bcrypt 2y", "bcrypt"),
        ("bcrypt over SHA-256", "bcrypt-sha256"),
        ("scrypt of passlib", "scrypt"),
        ("scrypt of Werkzeug", "scrypt"),
        ("PBKDF2 of passlib", "pbkdf2-sha256"),
        ("PBKDF2 sha1, published, base64", "pbkdf2"),
        ("PBKDF2 sha256, Django", "pbkdf2_sha256"),
        ("legacy", "hybris-sha512-uid-salt"),
    ],
)
def test_it_is_what_the_hash_begins_with_by_its_usual_name(known: str, scheme: str) -> None:
    _, encoded = KNOWN[known]

    assert scheme_of(encoded) == scheme


@pytest.mark.parametrize("encoded", [encoded for _, encoded in KNOWN.values()], ids=KNOWN)
def test_nothing_of_the_hash_itself_is_shown(encoded: str) -> None:
    assert set("$:") & set(scheme_of(encoded)) == set()
    assert len(scheme_of(encoded)) <= len("hybris-sha512-uid-salt")

"""How a legacy hash is stored (api.md §4, Import, `legacyAuth`)."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.log_in.password_hashes import (
    LEGACY_ALGORITHM,
    MAX_HASH_LENGTH,
    legacy_hash,
    original_uid_and_digest,
)
from tests.unit.passwords.vectors import bare, padded

UID = "anna@example.com"
DIGEST = hashlib.sha512(b"Secret-1anna@example.com").digest()
FORMULA = "hybris-sha512-uid-salt:YW5uYUBleGFtcGxlLmNvbQ==:"


@pytest.mark.parametrize("written", [padded(DIGEST), bare(DIGEST)])
def test_algorithm_id_and_hash_become_one_text(written: str) -> None:
    assert legacy_hash(LEGACY_ALGORITHM, written, UID) == FORMULA + padded(DIGEST)


@given(uid=st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_what_went_in_can_be_read_again(uid: str) -> None:
    assert original_uid_and_digest(legacy_hash(LEGACY_ALGORITHM, padded(DIGEST), uid)) == (
        uid.encode(),
        DIGEST,
    )


@pytest.mark.parametrize(
    ("algorithm", "hash_text", "uid", "said"),
    [
        ("md5", padded(DIGEST), UID, "algorithm must be hybris-sha512-uid-salt"),
        (LEGACY_ALGORITHM, "", UID, "hash must be a SHA-512 hash of 64 bytes in base64"),
        (LEGACY_ALGORITHM, DIGEST.hex(), UID, "hash must be a SHA-512 hash of 64 bytes in base64"),
        (LEGACY_ALGORITHM, padded(DIGEST[:63]), UID, "hash must be a SHA-512 hash of 64 bytes in base64"),
        (LEGACY_ALGORITHM, f"{padded(DIGEST)}\n", UID, "hash must be a SHA-512 hash of 64 bytes in base64"),
        (LEGACY_ALGORITHM, "é" * 88, UID, "hash must be a SHA-512 hash of 64 bytes in base64"),
        (LEGACY_ALGORITHM, padded(DIGEST), "", "context.originalUid must not be empty"),
        (
            LEGACY_ALGORITHM,
            padded(DIGEST),
            "\ud800",
            "context.originalUid must not contain unpaired surrogates",
        ),
        (LEGACY_ALGORITHM, padded(DIGEST), "u" * MAX_HASH_LENGTH, "context.originalUid is too long"),
    ],
)
def test_what_could_never_be_verified_is_refused_without_repeating_it(
    algorithm: str, hash_text: str, uid: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said) as refusal:
        legacy_hash(algorithm, hash_text, uid)

    assert not hash_text or hash_text not in str(refusal.value)
    assert UID not in str(refusal.value)


@pytest.mark.parametrize(
    "text", ["", "$2a$05$", FORMULA, f"hybris-sha512-uid-salt:YQ=={padded(DIGEST)}", f"x{FORMULA}"]
)
def test_any_other_text_is_not_a_legacy_hash(text: str) -> None:
    with pytest.raises(ValueError, match=r"hash|base64"):
        original_uid_and_digest(text)

"""Passwords are checked against hashes of every scheme (api.md §4, Import)."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.passwords.argon2id import Argon2id
from shared.adapters.passwords.verifier import StoredHashVerifier
from tests.unit.passwords.vectors import KNOWN, PBKDF2_4096, WRITERS, bare

ROOT = Path(__file__).parents[3]
BCRYPT_OF_72 = "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui"
SEVENTY_TWO = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

verifier = StoredHashVerifier()
salts = st.binary(min_size=8, max_size=16)


@pytest.mark.parametrize("scheme", KNOWN)
def test_the_password_of_a_known_hash_is_distinguished_from_others(scheme: str) -> None:
    password, encoded = KNOWN[scheme]

    assert verifier.objection(encoded) is None
    assert verifier.verify(encoded, password)
    assert not verifier.verify(encoded, f"{password} ")


@pytest.mark.parametrize("scheme", WRITERS)
def test_a_password_that_another_implementation_hashed_is_recognised(scheme: str) -> None:
    @given(password=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")), salt=salts)
    def holds(password: str, salt: bytes) -> None:
        encoded = WRITERS[scheme](password.encode(), salt)

        assert verifier.objection(encoded) is None
        assert verifier.verify(encoded, password)
        assert not verifier.verify(encoded, f"x{password}")

    holds()


def test_a_native_hash_is_verified_and_needs_no_other() -> None:
    encoded = Argon2id().hash("Passwörd")

    assert verifier.verify(encoded, "Passwörd")
    assert not verifier.verify(encoded, "Password")
    assert verifier.is_current(encoded)
    assert verifier.objection(encoded) is None


@pytest.mark.parametrize("scheme", KNOWN)
def test_an_imported_hash_is_to_be_replaced(scheme: str) -> None:
    assert not verifier.is_current(KNOWN[scheme][1])


@pytest.mark.parametrize(
    "settings", ["v=19$m=19456,t=2,p=2", "v=19$m=19456,t=3,p=1", "v=19$m=9216,t=2,p=1", "m=19456,t=2,p=1"]
)
def test_argon2id_of_another_cost_is_to_be_replaced(settings: str) -> None:
    assert not verifier.is_current(f"$argon2id${settings}$c29tZXNhbHQ${bare(bytes(32))}")


class TestUnusualPasswords:
    def test_bcrypt_ignores_everything_after_72_bytes(self) -> None:
        assert verifier.verify(BCRYPT_OF_72, SEVENTY_TWO)
        assert verifier.verify(BCRYPT_OF_72, f"{SEVENTY_TWO}chars after 72 are ignored")
        assert not verifier.verify(BCRYPT_OF_72, SEVENTY_TWO[:-1])

    def test_the_72_bytes_may_end_within_a_character(self) -> None:
        password = "€" * 30
        encoded = WRITERS["bcrypt"](password.encode(), b"")

        assert verifier.verify(encoded, password)

    @pytest.mark.parametrize("scheme", WRITERS)
    def test_a_password_of_megabytes_is_wrong(self, scheme: str) -> None:
        password = "x" * 2**20

        assert not verifier.verify(WRITERS[scheme](b"right", b"saltsalt"), password)

    @pytest.mark.parametrize("scheme", KNOWN)
    def test_a_lone_surrogate_is_wrong(self, scheme: str) -> None:
        password, encoded = KNOWN[scheme]

        assert not verifier.verify(encoded, f"{password}\ud800")

    @pytest.mark.parametrize("scheme", KNOWN)
    def test_a_nul_makes_it_wrong(self, scheme: str) -> None:
        password, encoded = KNOWN[scheme]

        assert not verifier.verify(encoded, f"{password}\0")
        assert not verifier.verify(encoded, f"{password}\0more")

    def test_a_native_password_may_have_one(self) -> None:
        encoded = Argon2id().hash("pass\0word")

        assert verifier.verify(encoded, "pass\0word")
        assert not verifier.verify(encoded, "pass")


class TestTextsThatAreNoHashes:
    @given(encoded=st.text(alphabet=st.characters()), password=st.text(alphabet=st.characters()))
    def test_any_text_is_objected_to_and_matches_nothing(self, encoded: str, password: str) -> None:
        assert verifier.objection(encoded) is not None
        assert not verifier.verify(encoded, password)

    @pytest.mark.parametrize("scheme", WRITERS)
    def test_a_damaged_hash_is_never_an_error(self, scheme: str) -> None:
        good = WRITERS[scheme](b"right", b"saltsalt")

        @given(
            start=st.integers(0, len(good)),
            length=st.integers(0, 8),
            instead=st.text(alphabet=st.one_of(st.characters(), st.sampled_from("$:,=.+/ 0A_")), max_size=3),
        )
        def holds(start: int, length: int, instead: str) -> None:
            damaged = good[:start] + instead + good[start + length :]
            objection = verifier.objection(damaged)

            assert verifier.verify(damaged, "right") in ({False} if objection else {True, False})
            assert not verifier.verify(damaged, "wrong")

        holds()

    @pytest.mark.parametrize(
        "encoded",
        [
            "",
            "1:10000:abcdefgh:ijklmnop",
            "1:4096:c2FsdA==",
            f"1:4096:c2FsdA==:{bare(PBKDF2_4096['sha256'][:24])}",
            f"1:4096:salt!:{bare(PBKDF2_4096['sha256'])}",
            f"1:4096:salt:{PBKDF2_4096['sha256'].hex()}",
            f"1:4096:c2FsdA==:{PBKDF2_4096['sha256'].hex()[:-1]}g",
            f"1:0:c2FsdA==:{bare(PBKDF2_4096['sha256'])}",
            f"2:4096:c2FsdA==:{bare(PBKDF2_4096['sha256'])}",
            f"$pbkdf2-sha256$i=4096,l=20$c2FsdA${bare(PBKDF2_4096['sha256'])}",
            f"$pbkdf2-sha256$i=4096$c2FsdA${bare(PBKDF2_4096['sha256'][:12])}",
            f"$pbkdf2-sha256$i=4096$c2FsdB${bare(PBKDF2_4096['sha256'])}",
            f"pbkdf2:md5:4096$salt${'0' * 32}",
            "pbkdf2:sha256:4096$salt$c5e",
            "$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg",
            "$pbkdf2-sha256$6400$é",
            f"scrypt:16385:8:1$salt${'0' * 128}",
            f"scrypt:1:8:1$salt${'0' * 128}",
            f"scrypt:65536:1:1$salt${'0' * 128}",
            f"scrypt:16384:8:1$salt${'0' * 24}",
            f"$scrypt$ln=16,r=1,p=1$aM15713r3Xsvxbi31lqr1Q${bare(bytes(32))}",
            f"$scrypt$ln=4,p=1,r=8$aM15713r3Xsvxbi31lqr1Q${bare(bytes(32))}",
            f"$argon2id$v=19$m=15,t=1,p=2$c29tZXNhbHQ${bare(bytes(32))}",
            f"$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ${bare(bytes(32))}",
            f"$argon2id$v=18$m=64,t=1,p=1$c29tZXNhbHQ${bare(bytes(32))}",
            f"$argon2id$v=19$m=64,t=1,p=1$c2FsdA${bare(bytes(32))}",
            f"$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ${bare(bytes(15))}",
            "$2a$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
            "$2a$05$CCCCCCCCCCCCCCCCCCCCCzE5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
            "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
            "hybris-sha512-uid-salt:YQ==",
            f"hybris-sha512-uid-salt::{bare(bytes(64))}",
            f"hybris-sha512-uid-salt:YQ==:{bare(bytes(32))}",
            "5f4dcc3b5aa765d61d8327deb882cf9",
        ],
    )
    def test_what_can_never_be_verified_is_objected_to(self, encoded: str) -> None:
        objection = verifier.objection(encoded)

        assert objection is not None
        assert objection.startswith("is ")
        assert not verifier.verify(encoded, "password")

    def test_a_text_of_more_than_1024_characters_is_objected_to(self) -> None:
        longest = f"pbkdf2:sha256:1${{}}${'0' * 64}"
        room = 1024 - len(longest.format(""))

        assert verifier.objection(longest.format("s" * room)) is None
        assert verifier.objection(longest.format("s" * (room + 1))) == "is longer than 1024 characters"


ARGON2 = f"$argon2id$v=19$m={{}},t={{}},p={{}}$c29tZXNhbHQ${bare(bytes(32))}"
PASSLIB_SCRYPT = f"$scrypt$ln={{}},r={{}},p={{}}$aM15713r3Xsvxbi31lqr1Q${bare(bytes(32))}"
WERKZEUG_SCRYPT = f"scrypt:{{}}:{{}}:{{}}$salt${'0' * 128}"
BCRYPT = "$2b${}$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
BCRYPT_SHA256 = "$bcrypt-sha256$v=2,t=2b,r={}$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2"
SHA1, SHA256 = PBKDF2_4096["sha1"], PBKDF2_4096["sha256"]


class TestCosts:
    @pytest.mark.parametrize(
        ("form", "accepted", "refused", "cost"),
        [
            (ARGON2, (131072, 10, 8), (131073, 10, 8), "argon2 memory (KiB) must be at most 131072"),
            (ARGON2, (131072, 10, 8), (131072, 11, 8), "argon2 passes must be at most 10"),
            (ARGON2, (131072, 10, 8), (131072, 10, 9), "argon2 lanes must be at most 8"),
            (BCRYPT, ("14",), ("15",), "bcrypt cost must be at most 14"),
            (BCRYPT_SHA256, ("14",), ("15",), "bcrypt cost must be at most 14"),
            (PASSLIB_SCRYPT, (17, 8, 4), (18, 8, 1), "scrypt memory (KiB) must be at most 131072"),
            (PASSLIB_SCRYPT, (17, 8, 4), (17, 9, 1), "scrypt memory (KiB) must be at most 131072"),
            (PASSLIB_SCRYPT, (17, 8, 4), (17, 8, 5), "scrypt memory (KiB) times p must be at most 524288"),
            (PASSLIB_SCRYPT, (4, 32, 16), (4, 33, 16), "scrypt r must be at most 32"),
            (PASSLIB_SCRYPT, (4, 32, 16), (4, 32, 17), "scrypt p must be at most 16"),
            (WERKZEUG_SCRYPT, (131072, 8, 4), (262144, 8, 1), "scrypt memory (KiB) must be at most 131072"),
            (WERKZEUG_SCRYPT, (16, 32, 16), (16, 32, 17), "scrypt p must be at most 16"),
            *(
                (form, (2_000_000,), (2_000_001,), "PBKDF2 iterations must be at most 2000000")
                for form in (
                    f"$pbkdf2-sha256${{}}$c2FsdA${bare(SHA256)}",
                    f"$pbkdf2-sha256$i={{}}$c2FsdA${bare(SHA256)}",
                    f"pbkdf2_sha256${{}}$salt${bare(SHA256)}=",
                    f"pbkdf2:sha256:{{}}$salt${SHA256.hex()}",
                    f"1:{{}}:c2FsdA==:{bare(SHA256)}",
                )
            ),
        ],
    )
    def test_a_hash_that_costs_too_much_is_objected_to(
        self, form: str, accepted: tuple[object, ...], refused: tuple[object, ...], cost: str
    ) -> None:
        assert verifier.objection(form.format(*accepted)) is None
        assert verifier.objection(form.format(*refused)) == f"costs too much: {cost}"

    def test_a_pbkdf2_hash_of_two_blocks_takes_the_iterations_twice(self) -> None:
        two_blocks = f"$pbkdf2-sha1$i={{}}$c2FsdA${bare(SHA1 + SHA1)}"

        assert verifier.objection(two_blocks.format(1_000_000)) is None
        assert verifier.objection(two_blocks.format(1_000_001)) is not None

    def test_the_right_password_of_a_hash_that_costs_too_much_is_not_verified(self) -> None:
        encoded = WRITERS["argon2id"](b"right", b"saltsalt")
        dear = encoded.replace("t=1", "t=11")

        assert verifier.verify(encoded, "right")
        assert not verifier.verify(dear, "right")

    @pytest.mark.parametrize("settings", [(131072, 8, 1), (16, 32, 16), (32768, 1, 16)])
    def test_scrypt_has_the_memory_that_it_may_cost(self, settings: tuple[int, int, int]) -> None:
        assert not verifier.verify(WERKZEUG_SCRYPT.format(*settings), "password")


class TestSecrecy:
    @pytest.mark.parametrize("scheme", KNOWN)
    def test_an_objection_repeats_nothing_of_the_hash(self, scheme: str) -> None:
        encoded = KNOWN[scheme][1]
        damaged = [f"{encoded}!", encoded[:-2], f"{encoded}\n", encoded + "A" * 1024, f"\u00e9{encoded}"]
        dear = [encoded.replace(cost, cost + "999") for cost in ("4096", "65536", "6400", "16384", "p=1")]

        objections = [
            objection for text in damaged + dear if (objection := verifier.objection(text)) is not None
        ]

        assert len(objections) >= len(damaged) - 1
        secret = encoded.rpartition("$")[2].rpartition(":")[2]
        parts = {secret[start : start + 6] for start in range(len(secret) - 5)}
        assert [said for said in objections if any(part in said for part in parts)] == []
        assert [said for said in objections if "c29tZXNhbHQ" in said or "SodiumChloride" in said] == []

    @pytest.mark.parametrize("scheme", KNOWN)
    def test_a_hash_that_was_read_is_not_shown(self, scheme: str) -> None:
        from shared.adapters.passwords.stored_hashes import read

        encoded = KNOWN[scheme][1]

        assert encoded[-12:] not in repr(read(encoded))


class TestLoading:
    SCRIPT = """
import sys
from shared.adapters.passwords.verifier import StoredHashVerifier
method, encoded = sys.argv[1:3]
getattr(StoredHashVerifier(), method)(encoded, *sys.argv[3:])
print(*sorted({"argon2", "bcrypt", "cryptography"} & set(sys.modules)))
"""

    def loaded(self, *call: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", self.SCRIPT, *call], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout.split()

    @pytest.mark.parametrize(
        ("scheme", "libraries"),
        [
            ("argon2id", ["argon2"]),
            ("bcrypt", ["bcrypt"]),
            ("scrypt of Werkzeug", []),
            ("PBKDF2 sha256, passlib", []),
            ("PBKDF2 sha256, published, base64", []),
            ("legacy", []),
        ],
    )
    def test_a_check_loads_the_library_of_its_scheme_only(self, scheme: str, libraries: list[str]) -> None:
        encoded = WRITERS[scheme](b"right", b"saltsalt")

        assert self.loaded("verify", encoded, "right") == libraries

    def test_asking_whether_a_hash_is_current_loads_no_library(self) -> None:
        assert self.loaded("is_current", Argon2id().hash("password")) == []

    @pytest.mark.parametrize("scheme", ["argon2id", "bcrypt"])
    def test_an_objection_needs_no_hashing_library(self, scheme: str) -> None:
        assert self.loaded("objection", WRITERS[scheme](b"right", b"saltsalt")) == []

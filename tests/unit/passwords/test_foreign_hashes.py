"""Hashes that other systems have made are verified, and the weak ones are known (api.md §4, Import)."""

import pytest

from shared.adapters.passwords.argon2id import NATIVE_PREFIX
from shared.adapters.passwords.schemes.stored_hash import MOST
from shared.adapters.passwords.stored_hashes import read
from shared.adapters.passwords.verifier import StoredHashVerifier
from shared.domain.log_in.password_hashes import scheme_of
from tests.unit.passwords.foreign_hashes import FIREBASES_OWN, PASSWORD, STRONG, WEAK

verifier = StoredHashVerifier()
ALL = STRONG | WEAK
SHORT = "JjhYlcOp9KkjDr/yIbcu3A"


@pytest.mark.parametrize("encoded", ALL.values(), ids=ALL)
def test_the_password_of_a_hash_is_distinguished_from_others(encoded: str) -> None:
    assert verifier.objection(encoded) is None
    assert verifier.verify(encoded, PASSWORD)
    assert not verifier.verify(encoded, PASSWORD.upper())


@pytest.mark.parametrize("encoded", ALL.values(), ids=ALL)
def test_it_is_replaced_at_the_first_log_in(encoded: str) -> None:
    assert not verifier.is_current(encoded)


@pytest.mark.parametrize("encoded", WEAK.values(), ids=WEAK)
def test_one_digest_is_weak_with_a_salt_or_without(encoded: str) -> None:
    assert verifier.is_weak(encoded)


@pytest.mark.parametrize(
    "encoded",
    [
        STRONG["Django, PBKDF2"].replace("1000000", "1"),
        STRONG["Django, PBKDF2"].replace("1000000", "999"),
        f"$pbkdf2-sha256$1$${SHORT}",
        f"$pbkdf2-sha256$100000$${SHORT}",
        f"{{PBKDF2}}1$${SHORT}",
        f"{{PBKDF2-SHA512}}100000$${SHORT}",
        f"pbkdf2:sha1:999$salt${'0' * 128}",
        f"1:999:{'0' * 32}:{'0' * 64}",
        f"scrypt:2:1:1$salt${'0' * 64}",
        f"$scrypt$ln=4,r=8,p=1$c2FsdHNhbHQ${SHORT}",
        STRONG["Django, scrypt"].replace("16384", "16"),
        FIREBASES_OWN[1].replace("ln=14", "ln=4"),
        "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$JjhYlcOp9KkjDr/yIbcu3A",
        STRONG["WordPress 6.1"].replace("$P$B", "$P$5"),
        STRONG["phpBB"].replace("$H$9", "$H$7"),
    ],
)
def test_one_of_a_costly_scheme_is_weak_where_it_costs_next_to_nothing_or_has_no_salt(encoded: str) -> None:
    assert verifier.objection(encoded) is None
    assert verifier.is_weak(encoded)


def test_it_is_weak_below_a_hundredth_of_what_a_native_one_costs() -> None:
    native = f"{NATIVE_PREFIX}c2FsdHNhbHRzYWx0c2FsdA$JjhYlcOp9KkjDr/yIbcu3HdZp2Mt/EIacDOUABA1Lmo"
    memory, expected = 16, native.rpartition("$")[2]
    while verifier.is_weak(f"$argon2id$v=19$m={memory},t=1,p=1$c2FsdHNhbHQ${expected}"):
        memory += 1

    least = verifier.seconds(f"$argon2id$v=19$m={memory},t=1,p=1$c2FsdHNhbHQ${expected}")
    assert least == pytest.approx(verifier.seconds(native) / 100, rel=0.05)


@pytest.mark.parametrize("encoded", STRONG.values(), ids=STRONG)
def test_whatever_takes_work_to_try_is_not(encoded: str) -> None:
    assert not verifier.is_weak(encoded)
    assert verifier.seconds(encoded) > 0


def test_the_example_of_firebase_itself() -> None:
    password, encoded = FIREBASES_OWN

    assert verifier.verify(encoded, password)
    assert not verifier.verify(encoded, "user2password")


def test_firebase_exports_the_alphabet_of_urls_too() -> None:
    password, encoded = FIREBASES_OWN

    assert verifier.verify(encoded.replace("+", "-").replace("/", "_"), password)


@pytest.mark.parametrize("scheme", ["WordPress 6.8", "WordPress 6.1"])
def test_wordpress_has_trimmed_the_password(scheme: str) -> None:
    assert verifier.verify(STRONG[scheme], f" {PASSWORD}\n")


@pytest.mark.parametrize("scheme", ["Django, bcrypt", "phpBB", "OpenLDAP, salted SHA-1"])
def test_within_a_password_white_space_counts(scheme: str) -> None:
    assert not verifier.verify(ALL[scheme], PASSWORD.replace(" ", "  "))


def test_the_scheme_of_an_ldap_server_is_known_in_any_case() -> None:
    encoded = WEAK["OpenLDAP, salted SHA-1"].replace("SSHA", "ssha")

    assert verifier.verify(encoded, PASSWORD)


@pytest.mark.parametrize(
    "encoded",
    [
        "$wp$2y$10$kZjnQ0gmAhskAPmQRzM2yOkVA/fA7bD3BOFXz6WL4hWXiJN2DgIW",
        "$wp$P$BPv7OCilizFua4GsYd9H1yhuy4v6dL0",
        "$P$BPv7OCilizFua4GsYd9H1yhuy4v6dL",
        "$P$4Pv7OCilizFua4GsYd9H1yhuy4v6dL0",
        "$P$BPv7OCilizFua4GsYd9H1yhuy4v6dLz",
        f"{'0' * 32}:salt:1",
        f"{'0' * 64}:salt:0",
        f"{'0' * 64}:salt:4",
        f"{'0' * 64}::2",
        f"{'0' * 64}:salt:3",
        f"{'0' * 64}:salt:3_16_2_67108864",
        f"{'0' * 64}:salt:3_32_2_4096",
        f"{'0' * 64}:salt:1:1:1:1:1",
        f"{'0' * 40}:salt",
        f"{'0' * 36}",
        "md5$salt$da7a056ba8b79d88b7c23d98391d58b54c5c624b",
        "{SSHA}2noFa6i3nYi3wj2YOR1YtUxcYks=",
        "{SHA}JFfJCDgNTVEgTgu4H+wAQpRkCxJXI3Qm",
        "{CRYPT}wgeq7eQbKoi1k",
        "{MYSQL}6edff8d71a91488b",
        "{SSHA}",
        "argon2$pbkdf2",
        "bcrypt_sha256$2b$12$5Sscjk3nw/TRjsujeF7fDedx5q2FIj4gDC28GR49Frhde4TN344O2",
        "scrypt$16385$salt$8$1$JjhYlcOp9KkjDr/yIbcu3HdZp2Mt/EIacDOUABA1Lmo=",
        "$scrypt$ln=64,r=8,p=1$YSBzYWx0$JjhYlcOp9KkjDr/yIbcu3HdZp2Mt/EIacDOUABA1Lmo",
        "$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9A==$Bw==",
        "$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9A==$Bw==$lSrfV15cpx95",
    ],
)
def test_what_can_never_be_verified_is_objected_to(encoded: str) -> None:
    objection = verifier.objection(encoded)

    assert objection is not None
    assert objection.startswith("is ")
    assert not verifier.verify(encoded, PASSWORD)
    assert not verifier.is_weak(encoded)
    assert verifier.seconds(encoded) == 0


@pytest.mark.parametrize(
    ("encoded", "cost"),
    [
        (STRONG["WordPress 6.8"].replace("$05$", "$15$"), "bcrypt cost must be at most 14"),
        (STRONG["Django, bcrypt"].replace("$05$", "$15$"), "bcrypt cost must be at most 14"),
        (STRONG["LDAP, crypt"].replace("$05$", "$31$"), "bcrypt cost must be at most 14"),
        (STRONG["WordPress 6.1"].replace("$P$B", "$P$F"), "phpass rounds must be at most 65536"),
        (STRONG["WordPress 6.1"].replace("$P$B", "$P$S"), "phpass rounds must be at most 65536"),
        (
            STRONG["Magento 2, Argon2id with its costs"].replace("67108864", "134218752"),
            "argon2 memory (KiB) must be at most 131072",
        ),
        (
            STRONG["Magento 2, Argon2id with its costs"].replace("_2_", "_11_"),
            "argon2 passes must be at most 10",
        ),
        (STRONG["Django, PBKDF2"].replace("1000000", "2000001"), "PBKDF2 iterations must be at most 2000000"),
        (STRONG["Django, Argon2id"].replace("p=8", "p=9"), "argon2 lanes must be at most 8"),
        (STRONG["Django, scrypt"].replace("16384", "262144"), "scrypt memory (KiB) must be at most 131072"),
        (FIREBASES_OWN[1].replace("ln=14", "ln=18"), "scrypt memory (KiB) must be at most 131072"),
        (FIREBASES_OWN[1].replace("p=1", "p=17"), "scrypt p must be at most 16"),
    ],
)
def test_a_hash_that_costs_too_much_is_objected_to(encoded: str, cost: str) -> None:
    assert verifier.objection(encoded) == f"costs too much: {cost}"


def test_upgrades_of_a_hash_cost_together() -> None:
    twice = read(f"{'0' * 64}:salt:3_32_6_67108864:3_32_5_134217728")

    assert twice.costs == {"argon2 memory (KiB)": MOST["argon2 memory (KiB)"], "argon2 passes": 11}
    assert twice.excess == "costs too much: argon2 passes must be at most 10"


@pytest.mark.parametrize("encoded", ALL.values(), ids=ALL)
def test_the_name_of_its_scheme_shows_nothing_of_a_hash(encoded: str) -> None:
    shown = scheme_of(encoded)

    assert shown
    assert shown.replace("-", "").replace("_", "").isalnum()
    assert len(shown) <= len("wordpress-bcrypt")

"""Imported password hashes: each is verified once, weak ones are kept for a time, and none burns CPU."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from cli.transfer.records import record_of
from shared.adapters.passwords.schemes.stored_hash import MOST
from shared.adapters.passwords.verifier import MAX_PASSWORD_BYTES
from shared.domain.log_in.retention import Retention
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.customer_managed.storefront import Storefront
from tests.component.migration.imports import (
    account_of,
    imported,
    reset_token,
    send,
    waiting_item,
    with_hash,
    with_legacy_hash,
)
from tests.component.migration.migration_days import run
from tests.component.stored_customers import customer_of
from tests.days import lasting_today
from tests.unit.passwords.foreign_hashes import FIREBASES_OWN, PASSWORD, STRONG, WEAK

OF_EACH_FAMILY = [
    STRONG[name]
    for name in (
        "WordPress 6.8",
        "WordPress 6.1",
        "Magento 2, Argon2id",
        "Magento 2, of Magento 1.9.4",
        "Django, Argon2id",
        "Django, bcrypt over SHA-256",
        "Django, scrypt",
        "OpenLDAP, PBKDF2",
        "Firebase",
        "scrypt with a key of 64 bytes",
    )
]
WEAK_ONES = [
    WEAK[name]
    for name in ("Magento 1, MD5", "Magento 2, SHA-256", "Django, MD5", "OpenLDAP, salted SHA-1", "MD5 alone")
]


@pytest.fixture
def importing(tenant: str) -> Api:
    return Api(tenant).as_("customer.import_manage", "customer.customer_manage")


def retain(tenant: str, *, days: int) -> Retention:
    """Have the tenant keep weak hashes for so many days more."""
    today = lasting_today()
    retention = Retention(end=today + timedelta(days=days), reminder=today)
    wiring().retentions.put(tenant, retention)
    return retention


def refusals(answer: Answer) -> list[dict[str, str]]:
    return [{each["field"]: each["message"] for each in element["details"]} for element in answer.json]


class TestLogIn:
    @pytest.mark.parametrize("encoded", OF_EACH_FAMILY)
    def test_a_hash_is_verified_once_and_then_replaced(
        self, importing: Api, storefront: Storefront, email: str, encoded: str
    ) -> None:
        imported(importing, with_hash(email, f"{encoded}\n"))
        assert account_of(importing, email).password_hash == encoded

        assert storefront.log_in(email, PASSWORD).status == 200

        stored = account_of(importing, email).password_hash or ""
        assert wiring().password_verifier.is_current(stored)
        assert storefront.log_in(email, PASSWORD).status == 200

    @pytest.mark.parametrize("encoded", WEAK_ONES)
    def test_a_weak_one_waits_for_it_as_long_as_the_retention_lasts(
        self, importing: Api, storefront: Storefront, email: str, encoded: str
    ) -> None:
        retain(importing.tenant, days=1)
        imported(importing, with_hash(email, encoded))
        assert account_of(importing, email).legacy
        assert waiting_item(importing, email) is not None

        assert storefront.log_in(email, PASSWORD).status == 200

        account = account_of(importing, email)
        assert not account.legacy
        assert wiring().password_verifier.is_current(account.password_hash or "")
        assert waiting_item(importing, email) is None

    def test_after_the_retention_it_does_not_count_and_is_erased(
        self, importing: Api, storefront: Storefront, email: str
    ) -> None:
        retention = retain(importing.tenant, days=1)
        (number,) = imported(importing, with_hash(email, WEAK["OpenLDAP, salted SHA-1"]))

        retain(importing.tenant, days=0)
        refused = storefront.log_in(email, PASSWORD)
        run(retention.end)

        assert refused.status == 401
        assert account_of(importing, email).password_hash is None
        assert reset_token(importing, number) is not None


class TestImport:
    @pytest.mark.parametrize("days", [None, 0])
    def test_without_a_retention_no_weak_hash_is_taken(self, importing: Api, days: int | None) -> None:
        if days is not None:
            retain(importing.tenant, days=days)

        answer = send(
            importing, *(with_hash(f"a{n}@example.com", encoded) for n, encoded in enumerate(WEAK.values()))
        )

        assert {element["code"] for element in answer.json} == {400}
        assert refusals(answer) == [
            {
                "account.passwordHash": "is weak and needs an active retention configuration: POST "
                f"/customer/{importing.tenant}/config/password-migration-retention first"
            }
        ] * len(WEAK)
        assert importing.numbers() == []

    @pytest.mark.parametrize("around", ["\n{}", " {}", "\t{}\r\n", "\u3000{}"])
    def test_white_space_disguises_none(self, importing: Api, around: str) -> None:
        legacy = account_hash(importing)

        answer = send(
            importing,
            with_hash("ben@example.com", around.format(WEAK["OpenLDAP, salted SHA-1"])),
            with_hash("cleo@example.com", around.format(legacy)),
        )

        assert [element["code"] for element in answer.json] == [400, 400]
        assert "legacyAuth" in refusals(answer)[1]["account.passwordHash"]

    def test_what_cannot_be_verified_needs_a_reset_and_no_retention(self, importing: Api) -> None:
        unknown = [
            "{CRYPT}wgeq7eQbKoi1k",
            f"{'0' * 64}:salt:4",
            "$S$C33783772bRXEx1aCsvY.dqgaaSu76XmVlKrW9Qu8IQl",
        ]

        answer = send(importing, *(with_hash(f"a{n}@example.com", each) for n, each in enumerate(unknown)))

        assert [element["code"] for element in answer.json] == [201] * len(unknown)
        for refusal in refusals(answer):
            assert refusal["account.passwordHash"].endswith("; the customer needs a password reset")


class TestCosts:
    @pytest.mark.parametrize(
        "encoded",
        [
            STRONG["WordPress 6.8"].replace("$05$", "$31$"),
            STRONG["WordPress 6.1"].replace("$P$B", "$P$S"),
            STRONG["Magento 2, Argon2id with its costs"].replace("67108864", "999999999999"),
            STRONG["Django, PBKDF2"].replace("1000000", "999999999999"),
            STRONG["Django, scrypt"].replace("$8$5$", "$8$999999$"),
            FIREBASES_OWN[1].replace("ln=14", "ln=40"),
        ],
    )
    def test_a_bomb_is_left_out_and_never_goes_off(
        self, importing: Api, storefront: Storefront, email: str, encoded: str
    ) -> None:
        answer = send(importing, with_hash(email, encoded))
        stored = account_of(importing, email).password_hash
        verified = wiring().password_verifier.verify(encoded, PASSWORD)  # else this takes days

        assert "costs too much" in refusals(answer)[0]["account.passwordHash"]
        assert (stored, verified) == (None, False)

    def test_a_long_password_makes_a_portable_hash_twice_as_costly_and_no_more(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rounds = 0
        md5 = hashlib.md5

        def counted(*arguments: Any, **options: Any) -> Any:
            nonlocal rounds
            rounds += 1
            return md5(*arguments, **options)

        monkeypatch.setattr(hashlib, "md5", counted)
        encoded = STRONG["WordPress 6.1"]

        wiring().password_verifier.verify(encoded, " " * 8 + "x" * (MAX_PASSWORD_BYTES - 8))

        assert rounds == 2 * (1 + 8192)
        assert wiring().password_verifier.seconds(encoded) == 2.0 * 8192 / MOST["phpass rounds"]

    def test_refusals_take_as_long_as_a_check_of_the_dearest_hash(self, importing: Api) -> None:
        imported(importing, with_hash("anna@example.com", STRONG["Django, PBKDF2"]))

        assert wiring().tenants.of(importing.tenant).refusal_seconds >= 2.0


def account_hash(api: Api) -> str:
    """Return a legacy hash as it is stored."""
    retain(api.tenant, days=1)
    imported(api, with_legacy_hash("anna@example.com"))
    wiring().retentions.delete(api.tenant)
    return account_of(api, "anna@example.com").password_hash or ""


def test_a_hash_is_exported_as_it_was_imported(importing: Api) -> None:
    retain(importing.tenant, days=1)
    expected: dict[str, Any] = with_hash("anna@example.com", WEAK["Magento 2, SHA-256"])["account"]
    (number,) = imported(importing, {"account": expected})
    customer = customer_of(importing.tenant, number)

    record = record_of(customer, account_of(importing, "anna@example.com"), sites_decide=False)

    assert record["account"] == expected

"""The customer of an import's record, and the records that cannot be read."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from cli.transfer.records import imported_customer, record_of, without_secrets
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.errors import ValidationFailed
from shared.domain.idempotency import Receipt
from shared.domain.log_in.account import Account
from shared.domain.log_in.password_hashes import LEGACY_ALGORITHM
from shared.use_cases.migration.import_customer import ImportedCustomer

CREATED = datetime(2025, 1, 31, 9, 30, tzinfo=UTC)
RECEIPT = Receipt(tenant="acme", principal="import", path="f", key="1", fingerprint="f")
ADDRESS = {"id": "home", "contactName": "Zoë"}
LEGACY = {
    "algorithm": LEGACY_ALGORITHM,
    "hash": "A" * 86 + "==",
    "context": {"originalUid": "zoë@example.com"},
}


def item_of(**record: Any) -> ImportedCustomer:
    return imported_customer(record, tenant="acme", receipt=RECEIPT)


def customer(**attributes: Any) -> Customer:
    given = {"tenant": "acme", "number": "zoe", "created_at": CREATED, "modified_at": CREATED, **attributes}
    return Customer(incarnation="i", **given)


def completed(given: Customer | None = None, /, **record: Any) -> Customer:
    item = item_of(**record)
    return replace(given or customer(contact_email=item.account_email), **item.attributes)


def account(**attributes: Any) -> Account:
    return Account(
        tenant="acme",
        email="zoe@example.com",
        customer_number="zoe",
        incarnation="i",
        created_at=CREATED,
        **attributes,
    )


class TestRecordOf:
    def test_its_members_are_in_a_fixed_order(self) -> None:
        record = record_of(
            customer(
                last_name="Weber",
                accounts=(AccountId("zoe@example.com", "p1"),),
                contact_email="other@example.com",
                company_registration_id="HRB 1",
                legal_entities=(LegalEntityReference("le", "ACME", "as1"),),
                restriction="DE",
                restriction_synced=True,
                mixins={"z": 1, "a": 2},
                mixin_schemas={"z": "https://example.com/z.json"},
                last_login=CREATED,
            ),
            account(password_hash="$2b$10$x", initial_password=True),
            sites_decide=False,
        )

        assert list(record) == [
            "id",
            "account",
            "lastName",
            "contactEmail",
            "preferredLanguage",
            "preferredCurrency",
            "preferredSite",
            "type",
            "active",
            "onHold",
            "restriction",
            "restrictionSynced",
            "b2b",
            "mixins",
            "metadata",
            "metadataCreatedAt",
            "lastLogin",
        ]
        assert record["account"] == {
            "email": "zoe@example.com",
            "providerId": "p1",
            "passwordHash": "$2b$10$x",
            "initialPassword": True,
        }
        assert record["b2b"] == {
            "companyRegistrationId": "HRB 1",
            "legalEntities": [{"id": "le", "name": "ACME", "contactAssignmentId": "as1"}],
        }
        assert list(record["mixins"]) == ["z", "a"]
        assert record["metadata"] == {"mixins": {"z": "https://example.com/z.json"}}

    def test_a_customer_without_a_log_in_has_no_account(self) -> None:
        assert "account" not in record_of(customer(), None, sites_decide=False)

    def test_a_legacy_hash_is_written_as_it_was_imported(self) -> None:
        stored = item_of(account={"email": "zoe@example.com", "legacyAuth": LEGACY}).password_hash
        who = customer(accounts=(AccountId("zoe@example.com"),))

        record = record_of(who, account(password_hash=stored, legacy=True), sites_decide=False)

        assert record["account"] == {"email": "zoe@example.com", "legacyAuth": LEGACY}

    @pytest.mark.parametrize(
        ("restriction", "synced", "sites_decide", "says"),
        [
            (None, False, False, None),
            (None, False, True, False),
            (None, True, False, True),
            ("DE", False, True, None),
            ("DE", True, True, True),
        ],
    )
    def test_whether_the_restriction_follows_the_site_is_said_where_an_import_would_not_know(
        self, restriction: str | None, synced: bool, sites_decide: bool, says: bool | None
    ) -> None:
        who = customer(restriction=restriction, restriction_synced=synced)

        assert record_of(who, None, sites_decide=sites_decide).get("restrictionSynced") is says


class TestImportedCustomer:
    def test_members_are_those_of_the_api(self) -> None:
        item = item_of(id="zoe", title="", active=False, mixins={"a": 1}, b2b={"companyRegistrationId": ""})

        assert (item.tenant, item.number, item.receipt) == ("acme", "zoe", RECEIPT)
        assert item.members == {
            "title": "",
            "active": False,
            "mixins": {"a": 1},
            "b2b": {"companyRegistrationId": None},
        }
        assert (item.account_email, item.password_hash, item.legacy, item.initial_password) == (
            None,
            None,
            False,
            False,
        )

    def test_unknown_and_read_only_members_are_ignored(self) -> None:
        assert item_of(email="x", version=3, businessModel=1, metadata={"version": 9}).members == {
            "metadata": {"version": 9}
        }

    def test_an_account_brings_its_hash(self) -> None:
        native = item_of(account={"email": "a@example.com", "passwordHash": "h", "initialPassword": True})
        legacy = item_of(account={"email": "a@example.com", "legacyAuth": LEGACY})

        assert (native.account_email, native.password_hash) == ("a@example.com", "h")
        assert (native.initial_password, native.legacy) == (True, False)
        assert (legacy.initial_password, legacy.legacy) == (False, True)

    def test_hashes_are_in_no_representation(self) -> None:
        item = item_of(account={"email": "a@example.com", "passwordHash": "s3cret-hash"})

        assert "s3cret-hash" not in repr(item)

    @pytest.mark.parametrize(
        ("contact_email", "becomes"),
        [(None, "Login@example.com"), ("login@EXAMPLE.com", "login@EXAMPLE.com"), ("b@example.com",) * 2],
    )
    def test_log_in_and_contact_email_are_each_as_the_record_has_them(
        self, contact_email: str | None, becomes: str
    ) -> None:
        given = {"contactEmail": contact_email} if contact_email else {}

        who = completed(account={"email": "Login@example.com", "providerId": "p1"}, **given)

        assert who.accounts == (AccountId("Login@example.com", "p1"),)
        assert who.contact_email == becomes

    def test_a_record_without_an_account_leaves_the_log_in_to_the_contact_email(self) -> None:
        item = item_of(contactEmail="b@example.com")

        assert item.members["contactEmail"] == "b@example.com"
        assert "accounts" not in item.attributes

    def test_times_are_those_of_the_record_in_utc_to_the_millisecond(self) -> None:
        who = completed(metadataCreatedAt="2025-01-31T10:30:00.1239+01:00", lastLogin="2025-02-01T00:00:00Z")

        assert who.created_at == CREATED.replace(microsecond=123000)
        assert who.last_login == datetime(2025, 2, 1, tzinfo=UTC)
        assert completed().created_at == CREATED
        assert completed().last_login is None

    def test_addresses_are_those_of_the_record(self) -> None:
        who = completed(
            addresses=[{"contactName": "A"}, {**ADDRESS, "isDefault": True, "tags": ["X"]}, {"city": "Bonn"}]
        )

        assert [address.texts.get("contactName") for address in who.addresses] == ["A", "Zoë", None]
        assert who.addresses[0].id
        assert who.default_address_id == "home"
        assert who.addresses[1].tags == ("X",)

    def test_legal_entities_are_those_of_the_record(self) -> None:
        who = completed(b2b={"legalEntities": [{"id": "le"}, {"id": "le2", "name": "ACME"}]})

        assert who.legal_entities == (LegalEntityReference("le"), LegalEntityReference("le2", "ACME"))

    def test_only_a_record_that_says_so_decides_whether_the_restriction_follows_the_site(self) -> None:
        given = customer(restriction="DE", restriction_synced=True)

        assert completed(given) == given
        assert completed(given, restrictionSynced=False).restriction is None
        synced = completed(given, restriction="FR", restrictionSynced=True)
        assert (synced.restriction, synced.restriction_synced) == ("FR", True)

    @pytest.mark.parametrize(
        ("record", "field"),
        [
            ({"id": "a b"}, "id"),
            ({"lastName": 5}, "lastName"),
            ({"account": {}}, "account.email"),
            ({"account": {"email": "no address"}}, "account.email"),
            ({"account": {"email": "a@example.com", "passwordHash": "h", "legacyAuth": LEGACY}}, "account"),
            ({"account": {"email": "a@example.com", "passwordHash": f"{LEGACY_ALGORITHM}:a:b"}}, "account"),
            (
                {"account": {"email": "a@example.com", "legacyAuth": {**LEGACY, "hash": "x"}}},
                "account.legacyAuth",
            ),
            ({"addresses": [ADDRESS, {"id": "ä"}]}, "addresses.1.id"),
            ({"addresses": [{**ADDRESS, "country": "XX"}]}, "addresses.0.country"),
            ({"addresses": [ADDRESS, ADDRESS]}, "addresses.1.id"),
            ({"addresses": [{"contactName": "A", "isDefault": True}] * 2}, "addresses.1.isDefault"),
            ({"addresses": [{"contactName": "A"}] * 201}, "addresses"),
            ({"addresses": {}}, "addresses"),
            ({"b2b": {"legalEntities": [{"id": ""}]}}, "b2b.legalEntities.0.id"),
            ({"b2b": {"legalEntities": [{"id": "a"}, {"id": "a"}]}}, "b2b.legalEntities"),
            ({"b2b": {"legalEntities": [{"id": str(n)} for n in range(97)]}}, "b2b.legalEntities"),
            ({"restrictionSynced": "yes"}, "restrictionSynced"),
            ({"metadataCreatedAt": "yesterday"}, "metadataCreatedAt"),
            ({"metadataCreatedAt": "2025-01-31T09:30:00"}, "metadataCreatedAt"),
            ({"metadataCreatedAt": 5}, "metadataCreatedAt"),
            ({"lastLogin": "0001-01-01T00:00:00+23:00"}, "lastLogin"),
        ],
    )
    def test_what_cannot_be_is_refused_and_its_place_named(self, record: dict[str, Any], field: str) -> None:
        with pytest.raises(ValidationFailed) as error:
            item_of(**record)

        assert {problem.field for problem in error.value.problems} == {field}


class TestWithoutSecrets:
    def test_known_members_stay_except_hashes(self) -> None:
        record = {
            "id": "a",
            "title": 5,
            "account": {"email": "a@b", "providerId": "p", "passwordHash": "x", "legacyAuth": {}, "pw": "x"},
            "addresses": [{"id": "b"}],
        }

        assert without_secrets(record) == {
            "id": "a",
            "account": {"email": "a@b", "providerId": "p"},
            "title": 5,
            "addresses": [{"id": "b"}],
        }

    @pytest.mark.parametrize("record", [{"password": "x"}, {"passwordHash": "x"}, {"account": "x"}])
    def test_what_may_be_a_secret_in_the_wrong_place_goes_too(self, record: dict[str, Any]) -> None:
        assert without_secrets(record) == {}

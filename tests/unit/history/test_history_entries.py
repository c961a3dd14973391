"""Entries of a customer's history: who changed which member, and what it was before."""

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from shared.domain import json_text
from shared.domain.callers.access import LegalEntityReference
from shared.domain.callers.writer import NOBODY, Writer
from shared.domain.customers.address import Address
from shared.domain.customers.customer import AccountId, Customer, DeletedCustomer, customer_document
from shared.domain.history import members as shown_members
from shared.domain.history.entries import Author, Happened, author_of, entry_document, entry_of
from shared.domain.history.members import shown_document
from tests.unit.generated_customers import LATER, START, create
from tests.unit.history.lives import lives, written

HOME = Address(id="home", texts={"contactName": "Anna", "city": "Berlin"})
BEFORE = replace(
    create({"lastName": "Weber", "contactEmail": "anna@example.com", "mixins": {"shop": {"points": 3}}}),
    addresses=(HOME,),
)
NEXT = replace(BEFORE, version=2, modified_at=LATER)
CANARY = "CANARY-93c1"
NOT_SHOWN = frozenset(
    {
        "id",
        "customerNumber",
        "email",
        "accounts",
        "businessModel",
        "defaultAddress",
        "metadataCreatedAt",
        "metadataModifiedAt",
        "lastLogin",
    }
)
"""The members of a customer's document that a history does not show: its log-in, and what others imply."""
PLACES = ("", "metadata", "b2b", "addresses", "address metadata", "legal entity")


def said(before: Customer | None, after: Customer, **others: Any) -> dict[str, Any]:
    entry = entry_of(written(before, after, **others))
    assert entry is not None
    return entry_document(entry)


def changes(before: Customer | None, after: Customer) -> dict[str, dict[str, Any]]:
    """What is said of each field."""
    return {change.pop("field"): change for change in said(before, after)["changes"]}


class TestMembers:
    def test_an_entry_says_who_changed_what_when_and_how_it_was(self) -> None:
        after = replace(NEXT, last_name="Meyer", title="Dr.")

        assert said(BEFORE, after, writer=Writer("back-office"), at=LATER) == {
            "version": 2,
            "at": "2026-02-01T09:30:00.000Z",
            "event": "customer.updated",
            "by": "back-office",
            "changes": [
                {"field": "title", "after": "Dr."},
                {"field": "lastName", "before": "Weber", "after": "Meyer"},
            ],
        }

    def test_a_creation_has_the_whole_document(self) -> None:
        told = said(None, BEFORE)

        assert told["event"] == "customer.created"
        assert {change["field"]: change["after"] for change in told["changes"]} == {
            "type": "CUSTOMER",
            "lastName": "Weber",
            "contactEmail": "anna@example.com",
            "preferredLanguage": "en_US",
            "preferredCurrency": "USD",
            "preferredSite": "main",
            "active": True,
            "onHold": False,
            "addresses.home.contactName": "Anna",
            "addresses.home.city": "Berlin",
            "addresses.home.isDefault": False,
            "addresses.home.metadata.version": 1,
            "mixins.shop.points": 3,
        }

    def test_an_address_is_told_by_its_id_and_member_by_member(self) -> None:
        moved = replace(HOME, texts={"contactName": "Anna", "city": "Köln", "street": "Ring"}, version=2)
        after = replace(NEXT, addresses=(Address(id="work", texts={"contactName": "Bo"}), moved))

        assert changes(BEFORE, after) == {
            "addresses.home.city": {"before": "Berlin", "after": "Köln"},
            "addresses.home.street": {"after": "Ring"},
            "addresses.home.metadata.version": {"before": 1, "after": 2},
            "addresses.work.contactName": {"after": "Bo"},
            "addresses.work.isDefault": {"after": False},
            "addresses.work.metadata.version": {"after": 1},
        }

    def test_a_mixin_is_told_member_by_member_and_a_list_as_a_whole(self) -> None:
        before = replace(BEFORE, mixins={"shop": {"points": 3, "likes": ["a"], "a.b": {"c": None}}})
        after = replace(NEXT, mixins={"shop": {"likes": ["a", "b"], "a.b": {"c": False}}, "new": {}})

        assert changes(before, after) == {
            "mixins.shop.points": {"before": 3},
            "mixins.shop.likes": {"before": ["a"], "after": ["a", "b"]},
            "mixins.shop.a\\.b.c": {"before": None, "after": False},
            "mixins.new": {"after": {}},
        }

    @pytest.mark.parametrize(
        ("before", "after"), [(1, True), (0, False), (Decimal("1.5"), Decimal("1.50")), (None, False)]
    )
    def test_values_that_are_equal_and_not_the_same_are_told(self, before: Any, after: Any) -> None:
        one, other = replace(BEFORE, mixins={"a": before}), replace(NEXT, mixins={"a": after})

        assert changes(one, other) == {"mixins.a": {"before": before, "after": after}}

    def test_companies_are_told_by_their_ids(self) -> None:
        before = replace(BEFORE, legal_entities=(LegalEntityReference("L1", "One", "A1"),))
        after = replace(
            NEXT, legal_entities=(LegalEntityReference("L2"), LegalEntityReference("L1", "First", "A1"))
        )

        assert changes(before, after) == {
            "b2b.legalEntities.L2": {"after": {}},
            "b2b.legalEntities.L1.name": {"before": "One", "after": "First"},
        }


class TestEvents:
    @pytest.mark.parametrize(
        ("before", "after", "event", "told"),
        [
            ({}, {"on_hold": True, "session_epoch": 1}, Happened.HELD, set()),
            ({"on_hold": True}, {"on_hold": False}, Happened.RELEASED, set()),
            ({}, {"on_hold": True, "title": "Dr."}, Happened.HELD, {"title"}),
            ({}, {"accounts": (AccountId("new@example.com"),)}, Happened.EMAIL_CHANGE, set()),
            (
                {},
                {"accounts": (AccountId("new@example.com"),), "on_hold": True},
                Happened.EMAIL_CHANGE,
                {"onHold"},
            ),
            ({"accounts": ()}, {}, Happened.UPDATED, set()),
            ({}, {"title": "Dr.", "session_epoch": 1}, Happened.UPDATED, {"title"}),
            ({}, {"version": 1, "session_epoch": 1}, Happened.SESSIONS_ENDED, set()),
            ({"unconfirmed_until": 9}, {"version": 1, "session_epoch": 1}, Happened.CONFIRMED, set()),
            (
                {"unconfirmed_until": 9},
                {"version": 1, "session_epoch": 1, "contact_email": "b@example.com"},
                Happened.CONFIRMED,
                {"contactEmail"},
            ),
        ],
    )
    def test_what_has_happened_is_named(
        self, before: dict[str, Any], after: dict[str, Any], event: Happened, told: set[str]
    ) -> None:
        entry = entry_of(written(replace(BEFORE, **before), replace(NEXT, **after)))

        assert entry is not None
        assert entry.event is event
        assert {".".join(change.path) for change in entry.changes} == told

    def test_a_log_in_is_not_told(self) -> None:
        assert entry_of(written(BEFORE, replace(BEFORE, last_login=LATER))) is None

    def test_a_deletion_is_not_told_as_the_history_goes_with_the_customer(self) -> None:
        mark = DeletedCustomer("acme", "1001", "first")

        assert entry_of(replace(written(BEFORE, BEFORE), after=mark)) is None
        assert entry_of(replace(written(BEFORE, BEFORE), after=None)) is None

    def test_what_leaves_the_version_has_a_place_behind_it(self) -> None:
        ended = [replace(BEFORE, session_epoch=epoch) for epoch in (1, 2)]

        writes = [written(None, BEFORE), written(BEFORE, ended[0]), written(*ended)]
        entries = list(map(entry_of, writes))

        assert [(entry.version, entry.step) for entry in entries if entry] == [(1, 0), (1, 1), (1, 2)]

    def test_a_new_password_is_an_event_of_its_own_without_values(self) -> None:
        after = replace(BEFORE, session_epoch=1)

        assert said(BEFORE, after, sets_password=True, writer=Writer("1001")) | {"at": ""} == {
            "version": 1,
            "at": "",
            "event": Happened.PASSWORD_SET,
            "by": "1001",
            "changes": [],
        }
        assert said(BEFORE, after)["event"] == Happened.SESSIONS_ENDED


class TestAuthors:
    @pytest.mark.parametrize(
        ("writer", "author"),
        [
            (Writer("back-office"), Author("back-office")),
            (Writer("back-office", "back-office"), Author("back-office", "back-office")),
            (Writer("back-office", acting_user="staff-7"), Author("staff-7", "back-office")),
            (Writer("1001", "storefront"), Author("1001", "storefront")),
            (Writer("staff-7 for 1001"), Author("staff-7", acting_for="1001")),
            (Writer("staff for you for 1001", "shop"), Author("staff for you", "shop", "1001")),
            (Writer("shop for 1001", acting_user="staff-7"), Author("staff-7", acting_for="1001")),
            (Writer("staff-7 for 2001"), Author("staff-7 for 2001")),
            (NOBODY, Author(None)),
        ],
    )
    def test_the_author_is_a_person_where_one_is_known(self, writer: Writer, author: Author) -> None:
        assert author_of(writer, "1001") == author

    def test_it_is_in_the_entry(self) -> None:
        told = said(BEFORE, NEXT, writer=Writer("staff-7 for 1001", "shop"))

        assert (told["by"], told["client"], told["actingFor"]) == ("staff-7", "shop", "1001")


class TestWhatIsHidden:
    @pytest.mark.parametrize("where", PLACES)
    def test_a_member_that_is_added_to_a_document_is_hidden(
        self, where: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def with_secret(shown: Customer) -> dict[str, Any]:
            document = customer_document(shown)
            places = {
                "": document,
                "metadata": document["metadata"],
                "b2b": document["b2b"],
                "addresses": document["addresses"][0],
                "address metadata": document["addresses"][0]["metadata"],
                "legal entity": document["b2b"]["legalEntities"][0],
            }
            places[where]["secret"] = {"token": CANARY}
            return document

        monkeypatch.setattr(shown_members, "customer_document", with_secret)
        before = replace(BEFORE, legal_entities=(LegalEntityReference("L1", "One"),))

        told = json_text.dumps([said(None, before), said(before, replace(before, version=2, title="Dr."))])

        assert CANARY not in told
        assert '"Dr."' in told

    def test_nothing_of_the_log_in_nor_of_what_others_have_stored_is_told(self) -> None:
        hidden: dict[str, Any] = {
            "accounts": (AccountId(f"{CANARY}@example.com", CANARY, (CANARY,)),),
            "incarnation": CANARY,
            "proof_id": CANARY,
            "trace": CANARY,
            "rest": {"secret": CANARY},
            "addresses": (replace(HOME, rest={"secret": CANARY, "metadata": {"secret": CANARY}}),),
            "legal_entities": (LegalEntityReference("L1", "One", "A1", (CANARY,)),),
            "session_epoch": 7,
            "unconfirmed_until": 1_800_000_000,
            "last_login": START,
        }
        secret = replace(BEFORE, **hidden)
        write = {"write_id": CANARY, "email_change": CANARY}

        told = [said(None, secret, **write), said(secret, replace(secret, version=2, title="Dr."), **write)]

        assert CANARY not in json_text.dumps(told)
        assert hidden.keys() <= {field.name for field in fields(Customer)}

    @given(lives())
    def test_of_every_member_it_is_decided_whether_it_is_shown(self, life: list[Any]) -> None:
        for write in life:
            document, shown = customer_document(write.after), shown_document(write.after)
            assert document.keys() - shown.keys() <= NOT_SHOWN | {"metadata", "b2b"}
            assert document["metadata"].keys() - shown.get("metadata", {}).keys() == {"version"}
            for each in document.get("addresses", ()):
                assert each.keys() - shown["addresses"][each["id"]].keys() == {"id"}

"""How customers are shown, and how large a list may get (api.md §1 and §4)."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.callers.access import EVERYWHERE, LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.errors import BadParameter
from shared.http import answers
from shared.http.answers import Expansion, expansion, for_anonymous, for_customer, for_seller, listed
from shared.http.request import request_from

EVERYTHING = frozenset("*")
CREATED = datetime(2026, 1, 31, 9, 30, 0, 250_000, UTC)


def customer(**attributes: Any) -> Customer:
    return Customer(
        tenant="acme", number="1001", created_at=CREATED, modified_at=CREATED, incarnation="x", **attributes
    )


class TestExpansion:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", Expansion()),
            ("expand=", Expansion()),
            ("expand=addresses", Expansion(addresses=EVERYTHING)),
            ("expand=accounts,addresses", Expansion(addresses=EVERYTHING, accounts=True)),
            ("expand=%20accounts%20,,", Expansion(accounts=True)),
            ("expand=accounts&expand=mixin", Expansion(accounts=True, mixins=frozenset("*"))),
            ("expand=mixin:a,mixin:b:c", Expansion(mixins=frozenset({"a", "b:c"}))),
            ("expand=mixin:*", Expansion(mixins=EVERYTHING)),
            ("expand=addresses:BILLING", Expansion(addresses=frozenset({"BILLING"}))),
            ("expand=addresses:A:b , addresses:*", Expansion(addresses=frozenset({"A:b", "*"}))),
        ],
    )
    def test_words_in_any_order(self, query: str, expected: Expansion) -> None:
        assert expansion(request_from({"rawQueryString": query})) == expected

    @pytest.mark.parametrize(
        "word",
        ["address", "mixin:", "addresses:", "accounts:a", "MIXIN", "mixins", "*", "accounts;addresses"],
    )
    def test_an_unknown_word_is_named(self, word: str) -> None:
        with pytest.raises(BadParameter, match=re.escape(f"contains '{word}'")):
            expansion(request_from({"rawQueryString": f"expand=addresses,{word}"}))

    @pytest.mark.parametrize(
        ("expand", "needs"),
        [
            (Expansion(), False),
            (Expansion(accounts=True), False),
            (Expansion(addresses=EVERYTHING), True),
            (Expansion(addresses=frozenset({"BILLING"})), True),
            (Expansion(mixins=frozenset({"a"})), True),
        ],
    )
    def test_what_lists_do_not_have_at_hand(self, expand: Expansion, needs: bool) -> None:
        assert expand.needs_documents is needs


class TestForSeller:
    def test_members_that_are_not_set_are_left_out(self) -> None:
        assert for_seller(customer(), Expansion(), EVERYWHERE) == {
            "id": "1001",
            "customerNumber": "1001",
            "type": "CUSTOMER",
            "preferredLanguage": "en_US",
            "preferredCurrency": "USD",
            "preferredSite": "main",
            "active": True,
            "onHold": False,
            "businessModel": "B2C",
            "metadata": {"version": 1},
            "metadataCreatedAt": "2026-01-31T09:30:00.250Z",
            "metadataModifiedAt": "2026-01-31T09:30:00.250Z",
        }

    def test_a_time_has_milliseconds_even_if_there_are_none(self) -> None:
        shown = for_seller(customer(last_login=datetime(2026, 1, 1, tzinfo=UTC)), Expansion(), EVERYWHERE)

        assert shown["lastLogin"] == "2026-01-01T00:00:00.000Z"

    def test_nothing_internal_is_shown(self) -> None:
        full = customer(
            restriction_synced=True, session_epoch=7, legal_entities=(LegalEntityReference("L1"),)
        )
        everything = Expansion(addresses=EVERYTHING, accounts=True, mixins=frozenset("*"))

        shown = for_seller(full, everything, EVERYWHERE)

        assert shown.keys().isdisjoint({"tenant", "incarnation", "sessionEpoch", "restrictionSynced"})
        assert shown["b2b"] == {"legalEntities": [{"id": "L1"}]}
        assert shown["accounts"] == []

    def test_only_what_is_asked_for_is_added(self) -> None:
        full = customer(
            accounts=(AccountId("anna@example.com"),),
            addresses=(Address(id="a", texts={}),),
            mixins={"a": 1, "b": 2},
        )

        assert for_seller(full, Expansion(accounts=True), EVERYWHERE)["accounts"] == [
            {"id": "anna@example.com"}
        ]
        assert for_seller(full, Expansion(mixins=frozenset("b")), EVERYWHERE)["mixins"] == {"b": 2}
        assert for_seller(full, Expansion(addresses=EVERYTHING), EVERYWHERE)["addresses"][0]["id"] == "a"
        assert for_seller(full, Expansion(), EVERYWHERE)["email"] == "anna@example.com"

    def test_what_is_asked_for_is_there_even_if_empty(self) -> None:
        bare, everything = customer(), Expansion(EVERYTHING, accounts=True, mixins=EVERYTHING)

        for shown in (for_seller(bare, everything, EVERYWHERE), for_customer(bare, everything)):
            assert (shown["addresses"], shown["accounts"], shown["mixins"]) == ([], [], {})
        assert for_seller(bare, Expansion(mixins=frozenset("a")), EVERYWHERE)["mixins"] == {}
        assert for_anonymous(everything).items() >= {"addresses": [], "mixins": {}, "accounts": ()}.items()
        assert for_anonymous(Expansion()).keys().isdisjoint({"addresses", "mixins"})

    @pytest.mark.parametrize(
        ("tags", "expected"),
        [("*", "abc"), ("B", "ab"), ("S", "b"), ("SB", "ab"), ("b", ""), ("X", ""), ("X*", "abc")],
    )
    def test_addresses_are_chosen_by_their_tags(self, tags: str, expected: str) -> None:
        tagged = {"a": ("B",), "b": ("B", "S"), "c": ()}
        addresses = tuple(Address(id=name, texts={}, tags=own) for name, own in tagged.items())

        shown = for_seller(customer(addresses=addresses), Expansion(frozenset(tags)), EVERYWHERE)

        assert "".join(address["id"] for address in shown["addresses"]) == expected


class TestListed:
    def test_it_counts_its_customers(self) -> None:
        answer = listed([{"id": "1"}, {"id": "2"}], {"X-Total-Count": "9"})

        assert (answer.status, answer.body) == (200, '[{"id":"1"},{"id":"2"}]')
        assert answer.headers == {"Count": "2", "X-Total-Count": "9"}

    def test_without_customers_it_is_an_empty_list(self) -> None:
        assert listed([], {}).body == "[]"

    @given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=12))
    def test_it_fits_or_names_a_size_that_does_and_is_the_largest(self, texts: list[str]) -> None:
        documents = [{"id": text} for text in texts]
        limit = 320

        with patch.object(answers, "MAX_ANSWER_BYTES", limit):
            try:
                fits = listed(documents, {})
            except BadParameter as refusal:
                size = int(refusal.message.partition("pageSize=")[2].split()[0])
                fits = listed(documents[:size], {})
                with pytest.raises(BadParameter):
                    listed(documents[: size + 1], {})

        assert fits.body is not None
        assert len(json.dumps(fits.body, ensure_ascii=False).encode()) <= limit + len('""')

"""/session-context/{tenant}/me/context: what a visit is about, before and after a log-in."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from session_context import get_own_context, update_own_context
from shared.adapters.dynamodb.keys import customer_context_key, visit_context_key
from shared.domain.log_in.session_contexts import MAX_ATTRIBUTES, MAX_BYTES
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.customer_data.stored import items_of
from tests.component.customer_managed.own import join_company, signed_up
from tests.component.customer_managed.storefront import Storefront, claims_of
from tests.component.session_context.calls import OWN, OwnContext, context_of
from tests.component.wire import Wire

ASKED_FOR = {"currency": "EUR", "siteCode": "main", "targetLocation": "DE", "language": "de-DE"}


@pytest.fixture
def visit(storefront: Storefront) -> dict[str, Any]:
    return storefront.new_visit(**ASKED_FOR)


@pytest.fixture
def visitor(storefront: Storefront, visit: dict[str, Any]) -> OwnContext:
    """A visitor whose token was asked for with everything."""
    return context_of(storefront, visit["access_token"])


@pytest.fixture
def customer(storefront: Storefront, visit: dict[str, Any], email: str) -> OwnContext:
    """The same visitor, logged in."""
    signed_up(storefront, email)
    return context_of(storefront, storefront.logged_in(email, token=visit["access_token"])["access_token"])


def stored(tenant: str) -> list[str]:
    return [item["sk"]["S"] for item in items_of(tenant) if "#V#" in item["pk"]["S"]]


class TestAVisit:
    def test_is_what_its_token_was_asked_for_and_nothing_is_stored(
        self, visitor: OwnContext, visit: dict[str, Any]
    ) -> None:
        shown = visitor.shown()

        assert shown == {
            "sessionId": visit["sessionId"],
            **ASKED_FOR,
            "context": {},
            "metadata": {"version": 1},
        }
        assert visitor.patch(currency="EUR", metadata={"version": 1}).status == 204
        assert stored(visitor.storefront.tenant) == []

    def test_is_changed_by_member_and_attribute(self, visitor: OwnContext) -> None:
        answer = visitor.patch(
            currency="USD", siteCode=None, context={"a": {"b": 1.50}}, customerId="1001", metadata={}
        )

        shown = visitor.shown()
        assert (answer.status, answer.text) == (204, "")
        assert (shown["currency"], shown["language"], "siteCode" in shown) == ("USD", "de-DE", False)
        assert (str(shown["context"]["a"]["b"]), shown["metadata"]["version"]) == ("1.5", 2)
        assert shown["metadata"]["createdAt"] == shown["metadata"]["modifiedAt"]
        assert "customerId" not in shown

    def test_has_attributes_of_its_own(self, visitor: OwnContext) -> None:
        added = visitor.add("campaign", {"id": "spring"})
        again = visitor.add("campaign", "summer")

        assert [(answer.status, answer.json) for answer in (added, again)] == [(201, "campaign")] * 2
        assert visitor.shown()["context"] == {"campaign": "summer"}
        assert visitor.remove("campaign").status == 204
        assert visitor.shown()["context"] == {}
        assert visitor.remove("campaign").status == 404

    def test_goes_on_with_the_refreshed_token_and_ends_with_the_visit(
        self, visitor: OwnContext, visit: dict[str, Any]
    ) -> None:
        visitor.add("campaign", "spring")
        storefront = visitor.storefront
        token = storefront.refreshed_visit(refresh_token=visit["refresh_token"]).json["access_token"]

        assert context_of(storefront, token).shown() == visitor.shown()
        raw = wiring().table.get(visit_context_key(storefront.tenant, visit["sessionId"]))
        assert raw is not None
        assert int(raw["expiresAt"]["N"]) == claims_of(token)["visitEndsAt"]

    def test_is_another_one_for_another_visitor(self, visitor: OwnContext) -> None:
        visitor.add("campaign", "spring")
        other = context_of(visitor.storefront, visitor.storefront.new_visit()["access_token"])

        assert other.shown()["context"] == {}


class TestTheVersion:
    def test_that_is_not_current_is_refused(self, visitor: OwnContext) -> None:
        assert visitor.patch(currency="USD", metadata={"version": 1}).status == 204

        stale = visitor.patch(currency="CHF", metadata={"version": 1})

        assert (stale.status, [*stale.problems]) == (409, ["metadata.version"])
        assert visitor.shown()["currency"] == "USD"
        assert visitor.patch(currency="CHF", metadata={"version": 2}).status == 204

    def test_that_a_rival_was_faster_with_is_refused_and_without_one_nothing_is_lost(
        self, visitor: OwnContext, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = wiring().session_contexts
        write, rivals = store.write, ["CHF", "GBP"]

        def late(*contexts: Any) -> bool:
            if rivals:
                monkeypatch.setattr(store, "write", write)
                visitor.patch(currency=rivals.pop())
                monkeypatch.setattr(store, "write", late)
            return write(*contexts)

        monkeypatch.setattr(store, "write", late)

        assert visitor.patch(language="fr", metadata={"version": 1}).status == 409
        assert visitor.patch(language="fr").status == 204
        assert (visitor.shown()["currency"], visitor.shown()["language"]) == ("CHF", "fr")


class TestALogIn:
    def test_goes_on_with_the_visit_as_it_was_asked_for(
        self, customer: OwnContext, visit: dict[str, Any]
    ) -> None:
        shown = customer.shown()

        assert {name: shown[name] for name in ASKED_FOR} == ASKED_FOR
        claims = claims_of(customer.token)
        assert (shown["sessionId"], shown["customerId"]) == (claims["ownSessionId"], claims["customerNumber"])
        assert claims["sessionId"] == visit["sessionId"]
        assert stored(customer.storefront.tenant) == []

    def test_goes_on_with_what_the_visitor_has_changed(
        self, visitor: OwnContext, customer: OwnContext
    ) -> None:
        visitor.patch(currency="USD", context={"campaign": "spring"})

        shown = customer.shown()
        assert (shown["currency"], shown["context"]) == ("USD", {"campaign": "spring"})
        assert shown["metadata"]["version"] == 2

        assert customer.add("wish", "ladder").status == 201
        assert customer.shown()["context"] == {"campaign": "spring", "wish": "ladder"}
        assert customer.shown()["metadata"]["version"] == 3
        assert visitor.shown()["context"] == {"campaign": "spring"}

    def test_is_for_the_company_of_the_session_as_it_is_now(
        self, storefront: Storefront, customer: OwnContext, email: str
    ) -> None:
        number = claims_of(customer.token)["customerNumber"]
        join_company(storefront.tenant, number)
        tokens = storefront.logged_in_elsewhere(email)

        shown = context_of(storefront, tokens["access_token"]).shown()

        assert (shown["customerId"], shown["legalEntityId"]) == (number, "L1")
        assert "legalEntityId" not in customer.shown()

    def test_lasts_as_long_as_the_session_unless_that_is_refreshed(self, customer: OwnContext) -> None:
        customer.add("wish", "ladder")
        claims = claims_of(customer.token)
        tenant, number = customer.storefront.tenant, claims["customerNumber"]

        session_id = claims["ownSessionId"]

        def expires_at() -> int:
            raw = wiring().table.get(customer_context_key(tenant, session_id, number))
            assert raw is not None
            return int(raw["expiresAt"]["N"])

        found = wiring().sessions.find(tenant, number, session_id)
        assert found is not None
        assert expires_at() == found[1].expires_at
        later = replace(found[1], expires_at=found[1].expires_at + 60, generation=1)
        assert wiring().sessions.rotate(found[1], later) == later
        customer.add("wish", "saw")
        assert expires_at() == later.expires_at

    def test_is_not_stored_once_the_customer_is_deleted(
        self, customer: OwnContext, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store, number = wiring().session_contexts, claims_of(customer.token)["customerNumber"]
        write, tenant = store.write, customer.storefront.tenant

        def late(*contexts: Any) -> bool:
            Api(tenant).delete(number)
            return write(*contexts)

        monkeypatch.setattr(store, "write", late)

        assert customer.add("wish", "ladder").status == 503
        assert stored(tenant) == []
        assert customer.get().status == 401

    def test_begins_afresh_after_a_log_out(
        self, storefront: Storefront, customer: OwnContext, visit: dict[str, Any], email: str
    ) -> None:
        customer.add("wish", "ladder")
        assert storefront.log_out(customer.token).status == 204
        assert customer.get().status == 401

        again = storefront.logged_in(email, token=visit["access_token"])["access_token"]

        own = context_of(storefront, again)
        assert own.shown()["context"] == {}
        assert own.add("wish", "saw").status == 201
        assert own.shown()["context"] == {"wish": "saw"}


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"currency": "EURO"}, "currency"),
        ({"language": "deutsch!"}, "language"),
        ({"siteCode": 1}, "siteCode"),
        ({"targetLocation": "x" * 257}, "targetLocation"),
        ({"context": []}, "context"),
        ({"context": {"a": 1}}, "context.a"),
        ({"context": {"a": [1]}}, "context.a"),
        ({"context": {"a b": "c"}}, "context.a b"),
        ({"context": {str(n): "" for n in range(MAX_ATTRIBUTES + 1)}}, "context"),
        ({"context": {"a": "ä" * (MAX_BYTES // 2)}}, "context"),
        ({"metadata": {"version": "1"}}, "metadata.version"),
    ],
)
def test_a_change_that_is_wrong_names_the_member(
    visitor: OwnContext, members: dict[str, Any], field: str
) -> None:
    answer = visitor.patch(**members)

    assert (answer.status, [*answer.problems]) == (400, [field])
    assert visitor.shown()["metadata"]["version"] == 1


@pytest.mark.parametrize(("key", "value"), [("", "a"), (None, "a"), ("a/b", "a"), ("a", None), ("a", 1)])
def test_an_attribute_that_is_wrong_is_refused(visitor: OwnContext, key: Any, value: Any) -> None:
    assert visitor.add(key, value).status == 400


def test_as_much_as_fits_is_stored(visitor: OwnContext) -> None:
    attributes = {f"a{number}": {"x": "y" * 250} for number in range(MAX_ATTRIBUTES)}

    assert visitor.patch(context=attributes).status == 204
    assert visitor.shown()["context"] == attributes
    assert visitor.add("more", "x").status == 400
    assert visitor.patch(context={"a0": None, "more": "x"}).status == 204


def test_the_requests_of_a_session(visitor: OwnContext, customer: OwnContext, storefront: Storefront) -> None:
    wire = Wire()
    wire.wiring.tenants.of(storefront.tenant)
    get, patch = wire.through(get_own_context.lambda_handler), wire.through(update_own_context.lambda_handler)
    session = Counter(BatchGetItem=1)

    for own, read, first, later in (
        (visitor, Counter(GetItem=1), Counter(PutItem=1), Counter(PutItem=1)),
        (customer, session + session, Counter(TransactWriteItems=1), Counter(PutItem=1)),
    ):
        with wire.counting() as requests:
            storefront.call(get, f"GET {OWN}", token=own.token)
        assert requests == read
        for currency, written in (("CHF", first), ("GBP", later)):
            with wire.counting() as requests:
                answer = storefront.call(patch, f"PATCH {OWN}", {"currency": currency}, token=own.token)
            assert answer.status == 204
            assert requests == read + written


def test_a_context_is_part_of_what_is_held_of_its_customer(customer: OwnContext) -> None:
    customer.add("wish", "ladder")
    claims = claims_of(customer.token)

    held = wiring().holdings.of(claims["tenant"], claims["customerNumber"])

    (shown,) = held["sessionContexts"]
    assert (shown["attributes"], shown["sessionId"]) == ({"wish": "ladder"}, claims["ownSessionId"])
    assert "family" not in shown

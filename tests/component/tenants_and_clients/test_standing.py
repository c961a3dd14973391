"""A suspended tenant, a disabled client and a deleted tenant of the same name can do nothing."""

import json
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from customer_managed.sessions import begin_visit
from local.stack.template import http_api, load_templates
from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import listed_client_key
from shared.adapters.dynamodb.stores import configurations
from shared.adapters.dynamodb.stores.configurations import CACHE_SECONDS
from shared.adapters.dynamodb.writes import Delete
from shared.domain.callers.client_management import by_operator
from shared.domain.instants import now
from shared.domain.log_in.sessions import IDLE
from shared.domain.tenants.standing import TenantIsBeingDeleted, UnknownTenant, being_deleted
from shared.runtime.wiring import wiring
from shared.use_cases.identity.create_service_client import create_service_client
from shared.use_cases.identity.manage_service_client import (
    add_client_secret,
    delete_client,
    disable_client,
    drop_client_secret,
    enable_client,
)
from shared.use_cases.tenants.create_tenant import create_tenant
from shared.use_cases.tenants.suspend_tenant import resume_tenant, suspend_tenant
from tenant_managed.customers import get_customer
from tests.component.api import Api
from tests.component.customer_managed.storefront import Storefront
from tests.component.identity.oauth import MANAGE, Client, ask, stored_client, token
from tests.component.legal_entities.client_management import ClientManagement
from tests.component.tenants import a_minute_later, set_value
from tests.component.tenants_and_clients.calls import called
from tests.component.wire import Wire

REVOKED = {"faultstring": "Invalid access token", "detail": {"errorcode": "oauth.v2.InvalidAccessToken"}}


def suspended(tenant: str) -> object:
    """The standing of the tenant once it is suspended."""
    return suspend_tenant(wiring().standings, tenant)


@pytest.fixture
def suspend(tenant: str) -> Callable[[], None]:
    """Suspends the tenant, and lets a minute go by."""

    def suspend() -> None:
        suspend_tenant(wiring().standings, tenant)
        a_minute_later(tenant)

    return suspend


class TestASuspendedTenant:
    def test_is_refused_with_every_operation_that_has_a_caller(self, tenant: str, suspend: Any) -> None:
        suspend()
        routes = [route for route in http_api(*load_templates()).routes if route.authorized]
        assert len(routes) > 40

        for route in routes:
            handler = __import__(route.function.module, fromlist=["lambda_handler"]).lambda_handler
            named = [segment for segment in route.segments if segment.startswith("{") and "+" not in segment]
            parameters = {name.strip("{}"): "x1" for name in named} | {"tenant": tenant}
            api = Api(tenant).as_("customer.customer_manage", "configuration.configuration_manage")
            answer = api.request(
                handler, f"{route.method} {route.path.removesuffix('/{proxy+}')}", **parameters
            )

            assert answer.status == 403, route.key
            assert answer.json["message"] == f"Tenant '{tenant}' is suspended.", route.key

    def test_gets_no_tokens(self, tenant: str, suspend: Any, storefront: Storefront) -> None:
        client = stored_client(tenant)
        visit = storefront.visit
        suspend()

        assert (ask(client).status, ask(client).json["error"]) == (400, "unauthorized_client")
        assert storefront.public(begin_visit.lambda_handler, "login").status == 403
        assert storefront.refreshed_visit(refresh_token=visit["refresh_token"]).status == 403

    def test_is_served_again_when_it_is_resumed(self, tenant: str, suspend: Any, api: Api) -> None:
        number = api.created()
        suspend()
        assert api.get(number).status == 403

        resume_tenant(wiring().standings, tenant)
        a_minute_later(tenant)

        assert api.get(number).status == 200

    def test_is_served_for_a_minute_by_a_function_that_has_looked_before(
        self, tenant: str, api: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        number = api.created()
        suspend_tenant(wiring().standings, tenant)
        assert api.get(number).status == 200

        later = SimpleNamespace(monotonic=lambda: time.monotonic() + CACHE_SECONDS)
        monkeypatch.setattr(configurations, "time", later)

        assert api.get(number).status == 403

    def test_of_another_tenant_nothing_is_said(self, tenant: str, other_tenant: str, suspend: Any) -> None:
        suspend()

        answer = replace(Api(tenant), token_tenant=other_tenant).get("1001")

        assert (answer.status, "suspended" in answer.text) == (403, False)


class TestADisabledClient:
    @pytest.fixture
    def client(self, tenant: str) -> Client:
        return stored_client(tenant, MANAGE)

    def test_gets_no_token_at_once_and_its_tokens_are_as_revoked_within_a_minute(
        self, tenant: str, client: Client
    ) -> None:
        mine, another = token(client), token(stored_client(tenant, MANAGE))
        assert called(tenant, mine).status == 404

        disable_client(wiring().service_clients, client.id, by_operator)

        assert (ask(client).status, ask(client).json["error"]) == (401, "invalid_client")
        a_minute_later(tenant)
        answer = called(tenant, mine)
        assert (answer.status, answer.json["fault"]) == (401, REVOKED)
        assert called(tenant, another).status == 404

    def test_is_as_before_once_it_is_enabled(self, tenant: str, client: Client) -> None:
        mine = token(client)
        disable_client(wiring().service_clients, client.id, by_operator)
        enable_client(wiring().service_clients, client.id, by_operator)
        a_minute_later(tenant)

        assert ask(client).status == 200
        assert called(tenant, mine).status == 404

    def test_ends_visits_and_sessions_that_began_through_it(
        self, tenant: str, storefront: Storefront, email: str
    ) -> None:
        storefront.sign_up(email)
        visit, session = storefront.visit, storefront.logged_in(email)
        other = Storefront(tenant, stored_client(tenant, "", public=True).id)

        disable_client(wiring().service_clients, storefront.client_id, by_operator)
        a_minute_later(tenant)

        assert storefront.validated(session["access_token"]).status == 401
        assert storefront.refreshed_visit(refresh_token=visit["refresh_token"]).status == 400
        assert storefront.public(begin_visit.lambda_handler, "login").status == 401
        assert other.refresh(session["refresh_token"]).status == 400
        assert other.log_in(email).status == 200

    def test_cannot_be_distinguished_from_a_deleted_one(self, tenant: str, client: Client) -> None:
        mine = token(client)

        delete_client(wiring().service_clients, wiring().tenants, client.id, by_operator)
        a_minute_later(tenant)

        assert (ask(client).status, ask(client).json["error"]) == (401, "invalid_client")
        assert called(tenant, mine).json["fault"] == REVOKED
        standing = wiring().standings.find(tenant)
        assert standing is not None
        until = standing.refused_clients[client.id]
        assert until is not None
        assert until >= time.time() + IDLE.total_seconds() - 60

    def test_is_served_at_once_where_it_was_deleted_and_is_made_again(self, tenant: str) -> None:
        client = stored_client(tenant, MANAGE)
        delete_client(wiring().service_clients, wiring().tenants, client.id, by_operator)
        again, secret = create_service_client(
            wiring().service_clients,
            wiring().tenants,
            tenant=tenant,
            name="again",
            scope=MANAGE,
            client_id=client.id,
        )
        assert secret is not None
        a_minute_later(tenant)

        assert called(tenant, token(Client(again.id, secret))).status == 404

    def test_is_refused_whoever_else_is_disabled_or_suspended_at_that_moment(self, tenant: str) -> None:
        clients = [stored_client(tenant).id for _ in range(4)]

        with ThreadPoolExecutor(5) as threads:
            done = [
                threads.submit(disable_client, wiring().service_clients, each, by_operator)
                for each in clients
            ]
            done.append(threads.submit(suspend_tenant, wiring().standings, tenant))  # type: ignore[arg-type]
        for each in done:
            each.result()

        standing = wiring().standings.find(tenant)
        assert standing is not None
        assert (set(standing.refused_clients), standing.state) == (set(clients), "suspended")

    def test_costs_no_request_in_a_warm_function(self, api: Api) -> None:
        number = api.created()
        api.get(number)
        wire = Wire()
        kept = wiring().configurations

        with pytest.MonkeyPatch.context() as patch, wire.counting() as requests:
            patch.setattr(kept, "_table", wire.table)
            assert (
                api.call(wire.through(get_customer.lambda_handler), "GET", "/customers/", number).status
                == 200
            )
            assert sum(requests.values()) == 1

            a_minute_later(api.tenant)
            api.call(wire.through(get_customer.lambda_handler), "GET", "/customers/", number)

        assert requests == {"GetItem": 2, "Query": 1}


class TestSecrets:
    def test_a_second_secret_works_along_with_the_first_until_that_is_dropped(self, tenant: str) -> None:
        client = stored_client(tenant)
        clients = wiring().service_clients
        stored = clients.find(client.id)
        assert stored is not None
        first = stored.secrets[0].id

        _, secret = add_client_secret(clients, client.id, by_operator)
        renewed = Client(client.id, secret)
        assert (ask(client).status, ask(renewed).status) == (200, 200)

        drop_client_secret(clients, client.id, first, by_operator)
        assert (ask(client).status, ask(renewed).status) == (401, 200)
        assert first not in secret

    def test_one_secret_of_an_earlier_version_counts_and_can_be_replaced(self, tenant: str) -> None:
        client = stored_client(tenant)
        raw = wiring().table._client.get_item(
            TableName=wiring().table.name,
            Key={"pk": {"S": f"CLIENT#{client.id}"}, "sk": {"S": "CLIENT"}},
        )["Item"]
        ((hash_, _),) = json.loads(raw.pop("secrets")["S"])
        del raw["writeId"]
        wiring().table._client.put_item(
            TableName=wiring().table.name, Item={**raw, "secretHash": {"S": hash_}}
        )
        assert ask(client).status == 200

        _, secret = add_client_secret(wiring().service_clients, client.id, by_operator)

        assert (ask(client).status, ask(Client(client.id, secret)).status) == (200, 200)


class TestTenantsExist:
    def test_an_unknown_one_is_refused_until_it_is_made(self) -> None:
        name = f"t{secrets.token_hex(6)}"
        api = Api(name)
        answer = api.listed()
        assert (answer.status, answer.json["message"]) == (403, f"Tenant '{name}' does not exist.")

        create_tenant(wiring().tenants, name)

        assert api.listed().status == 200

    def test_one_from_before_there_was_a_list_is_served(self) -> None:
        name = f"t{secrets.token_hex(6)}"
        set_value(name, "restrictions", ["DE"])

        assert Api(name).created({"restriction": "DE"})
        assert suspend_tenant(wiring().standings, name).state == "suspended"

    def test_a_token_of_an_earlier_tenant_of_that_name_is_no_longer_accepted(self, tenant: str) -> None:
        client = stored_client(tenant, MANAGE)
        at = int(time.time())
        claims: dict[str, Any] = {
            "iss": "https://customers.test",
            "sub": client.id,
            "client_id": client.id,
            "token_use": "access",
            "scope": MANAGE,
            "tenant": tenant,
            "exp": at + 600,
        }
        of_today = wiring().token_signer.sign({**claims, "iat": at})
        of_before = wiring().token_signer.sign({**claims, "iat": at - 60})

        assert called(tenant, of_today).status == 404
        assert called(tenant, of_before).json["fault"] == REVOKED

    def test_a_visit_to_an_earlier_tenant_of_that_name_does_not_go_on(self, tenant: str) -> None:
        shop = Storefront(tenant, stored_client(tenant, "", public=True).id)
        refresh_token, access_token = shop.visit["refresh_token"], shop.visit["access_token"]
        assert shop.refreshed_visit(refresh_token=refresh_token).status == 200

        wiring().standings.revise(tenant, lambda was: replace(was, created_at=now() + timedelta(minutes=1)))
        a_minute_later(tenant)

        assert shop.refreshed_visit(refresh_token=refresh_token).status == 400
        assert shop.refreshed_visit(anonymous_token=access_token).status == 400

    @pytest.mark.parametrize("call", [stored_client, suspended])
    def test_what_is_done_for_an_unknown_one_says_so(self, call: Callable[[str], object]) -> None:
        with pytest.raises(UnknownTenant):
            call(f"t{secrets.token_hex(6)}")

    def test_one_that_is_being_deleted_is_neither_resumed_nor_made_nor_given_clients(
        self, tenant: str
    ) -> None:
        wiring().standings.revise(tenant, lambda standing: being_deleted(standing, now()))

        for call in (
            lambda: resume_tenant(wiring().standings, tenant),
            lambda: create_tenant(wiring().tenants, tenant),
            lambda: stored_client(tenant),
        ):
            with pytest.raises(TenantIsBeingDeleted):
                call()


def test_a_company_of_an_unknown_tenant_is_not_stored(tenant: str) -> None:
    unknown, known = f"t{secrets.token_hex(6)}", ClientManagement(tenant)
    foreign = known.event("legalentity-created", 0, tenant=unknown, legalEntityId="L1", name="Bakery")

    assert known.failing(foreign, known.created()) == [0]
    assert list(wiring().table.query(TableItem.pk == f"{unknown}#L#L1")) == []


def test_a_client_of_an_unknown_tenant_gets_no_token(tenant: str) -> None:
    client = stored_client(tenant)
    wiring().tenant_items.forget(tenant)
    wiring().table.write(Delete(listed_client_key(tenant, client.id)))
    a_minute_later(tenant)

    answer = ask(client)

    assert (answer.status, answer.json["error"]) == (400, "unauthorized_client")
    assert answer.json["error_description"] == f"Tenant '{tenant}' does not exist."


def test_a_scope_of_which_the_client_has_nothing_is_invalid(tenant: str) -> None:
    client = stored_client(tenant)

    for scope in ("configuration.configuration_view", f"tenant={tenant} {MANAGE}", "nonsense"):
        answer = ask(client, scope=scope)
        assert (answer.status, answer.json["error"]) == (400, "invalid_scope"), scope
    assert ask(client, scope=f"customer.customer_read {MANAGE}").status == 200
    assert ask(client, scope=f"tenant={tenant}").status == 200

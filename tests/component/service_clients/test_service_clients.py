"""Service clients as the API shows and changes them (api.md §6)."""

import json
import time
from dataclasses import replace

import pytest

from iam import create_client
from shared.domain.callers import service_clients
from shared.domain.callers.client_management import by_operator
from shared.domain.callers.service_clients import hash_of
from shared.domain.log_in.sessions import IDLE
from shared.domain.tenants.standing import refusing
from shared.runtime.wiring import wiring
from shared.use_cases.identity.manage_service_client import find_client
from tests.component.api import Api
from tests.component.configuration.api import MANAGE as CONFIGURE
from tests.component.configuration.api import ConfigurationApi
from tests.component.identity.oauth import Client, ask, claims_of, stored_client, token
from tests.component.service_clients.calls import CLIENTS, MANAGE_CLIENTS, READ_CLIENTS, ClientApi
from tests.component.tenants import a_minute_later, set_value
from tests.component.wire import Wire

READ, MANAGE = "customer.customer_read", "customer.customer_manage"
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


@pytest.fixture
def clients(api: Api) -> ClientApi:
    """The operations, for a caller who manages clients, customers and the configuration."""
    set_value(api.tenant, "restrictions", ["DE", "FR"])
    return ClientApi(api.as_(MANAGE_CLIENTS, MANAGE, CONFIGURE))


def everything_stored() -> str:
    """All items of the table."""
    return json.dumps(wiring().table._client.scan(TableName=wiring().table.name)["Items"], default=repr)


class TestCreation:
    def test_a_new_client_gets_tokens_for_what_it_was_given(self, clients: ClientApi) -> None:
        answer = clients.create(READ, members={"restrictions": ["DE"]}, headers={"X-Acting-User": "anna"})

        client = Client(answer.json["client_id"], answer.json["client_secret"])
        claims = claims_of(token(client))
        assert (claims["scope"], claims["restriction"]) == (f"tenant={clients.caller.tenant} {READ}", ["DE"])
        assert answer.headers["Location"] == f"/iam/{clients.caller.tenant}/clients/{client.id}"
        assert answer.headers.items() >= NO_STORE.items()
        shown = clients.get(client.id)
        expected = {key: value for key, value in answer.json.items() if key != "client_secret"}
        assert shown.json == expected
        assert shown.json["createdBy"] == "anna"

    def test_its_secret_is_shown_once_and_stored_as_a_hash_alone(self, clients: ClientApi) -> None:
        answer = clients.create(READ, headers={"Idempotency-Key": "one"})
        again = clients.create(READ, headers={"Idempotency-Key": "one"})

        secret = answer.json["client_secret"]
        assert again.json["client_secret"] != secret
        assert again.json["client_id"] != answer.json["client_id"]
        assert answer.json["secrets"][0]["id"] == hash_of(secret)[:8]
        for shown in (clients.get(answer.json["client_id"]), clients.listed()):
            assert secret not in shown.text
            assert hash_of(secret) not in shown.text
        assert secret not in everything_stored()

    def test_a_storefront_has_no_secret(self, clients: ClientApi) -> None:
        answer = clients.create(members={"kind": "public"})

        assert (answer.status, answer.json["kind"], answer.json["secrets"]) == (201, "public", [])
        assert "client_secret" not in answer.json
        refused = clients.add_secret(answer.json["client_id"])
        assert (refused.status, "is public and has no secret" in refused.json["message"]) == (409, True)

    @pytest.mark.parametrize(
        ("members", "fields"),
        [
            ({"name": None}, {"name"}),
            ({"scopes": None}, {"scopes"}),
            ({"scopes": ["customer.everything", READ, "customer/customer_read"]}, {"scopes.0", "scopes.2"}),
            ({"scopes": [f"{READ}--"]}, {"scopes.0"}),
            ({"scopes": [f"{READ}--XX"]}, {"scopes.0"}),
            ({"scopes": [READ] * 51}, {"scopes"}),
            ({"restrictions": ["DE", "XX"]}, {"restrictions.1"}),
            ({"name": "\u00a0\ufeff "}, {"name"}),
            ({"restrictions": [""]}, {"restrictions.0"}),
            ({"kind": "user pool"}, {"kind"}),
        ],
    )
    def test_what_no_client_can_be_is_refused_with_its_member(
        self, clients: ClientApi, members: dict[str, object], fields: set[str]
    ) -> None:
        answer = clients.create(READ, members=members)

        assert (answer.status, set(answer.problems)) == (400, fields), answer.text

    def test_its_name_is_stored_without_white_space_around_it(self, clients: ClientApi) -> None:
        names = [
            clients.create(READ, name=name).json["name"] for name in (" ERP", "ERP\u00a0", "\u3000E RP\t")
        ]

        assert names == ["ERP", "ERP", "E RP"]

    def test_one_whose_tokens_no_call_could_carry_is_refused(self, clients: ClientApi) -> None:
        restrictions = [f"{number:02}{'x' * 62}" for number in range(50)]
        set_value(clients.caller.tenant, "restrictions", restrictions)
        words = [f"{READ}--{restriction}" for restriction in restrictions]

        answer = clients.create(*words, members={"restrictions": restrictions})

        assert answer.status == 400
        assert "of at most 4000" in answer.json["details"][0]["message"]
        assert clients.listed().json == []
        assert clients.create(READ, members={"restrictions": restrictions}).status == 201

    def test_a_tenant_has_only_so_many(self, clients: ClientApi, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(service_clients, "MAX_CLIENTS", 2)
        first = clients.created()
        clients.created()

        refused = clients.create()
        assert (refused.status, refused.json["type"]) == (409, "conflict_resource")
        assert "delete one first" in refused.json["message"]
        assert clients.delete(first.id).status == 204
        assert clients.create().status == 201

    def test_one_that_is_made_meanwhile_counts(
        self, clients: ClientApi, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(service_clients, "MAX_CLIENTS", 1)
        wire = Wire.warm(clients.caller.tenant)
        wire.before(clients.created)
        handler = wire.through(create_client.lambda_handler)

        answer = clients.caller.request(handler, f"POST {CLIENTS}", {"name": "ERP", "scopes": []})

        assert (answer.status, len(clients.listed().json)) == (409, 1)

    def test_deleted_ones_that_are_remembered_are_bounded(
        self, clients: ClientApi, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(service_clients, "MAX_REFUSED", 2)
        long_ago = 1
        wiring().standings.revise(
            clients.caller.tenant, lambda standing: refusing(standing, "gone", long_ago, now=0)
        )
        for _ in range(2):
            assert clients.delete(clients.created().id).status == 204

        refused = clients.create()
        assert (refused.status, "still remembered" in refused.json["message"]) == (409, True)


class TestList:
    def test_pages_show_all_clients_of_the_tenant_by_id_and_no_others(
        self, clients: ClientApi, other_tenant: str
    ) -> None:
        stored_client(other_tenant)
        made = sorted(
            [clients.created(READ).id, clients.created().id, stored_client(clients.caller.tenant).id]
        )

        reader = ClientApi(clients.caller.as_(READ_CLIENTS))
        answer = reader.listed(query={"pageSize": 2}, headers={"X-Total-Count": "true"})
        rest = reader.listed(query={"pageSize": 2, "pageNumber": 2})

        assert [each["client_id"] for each in [*answer.json, *rest.json]] == made
        assert answer.headers["X-Total-Count"] == "3"

    def test_one_from_before_its_creation_was_noted_is_shown(self, clients: ClientApi) -> None:
        client = stored_client(clients.caller.tenant)
        key = {"pk": {"S": f"CLIENT#{client.id}"}, "sk": {"S": "CLIENT"}}
        table = wiring().table
        raw = table._client.get_item(TableName=table.name, Key=key)["Item"]
        del raw["createdAt"]
        table._client.put_item(TableName=table.name, Item=raw)

        shown = clients.get(client.id).json

        assert (shown["createdAt"], shown["createdBy"], shown["name"]) == (None, None, "Shop")
        assert clients.update(client.id, "disabled").status == 200


class TestSecrets:
    def test_two_count_until_the_first_is_dropped(self, clients: ClientApi) -> None:
        client = clients.created(READ)

        answer = clients.add_secret(client.id)

        renewed = Client(client.id, answer.json["client_secret"])
        assert answer.status == 201
        assert answer.headers.items() >= NO_STORE.items()
        assert answer.json["id"] == hash_of(renewed.secret)[:8]
        assert [each["id"] for each in clients.get(client.id).json["secrets"]] == [
            hash_of(client.secret)[:8],
            answer.json["id"],
        ]
        assert (ask(client).status, ask(renewed).status) == (200, 200)
        assert clients.add_secret(client.id).status == 409
        assert clients.drop_secret(client.id, hash_of(client.secret)[:8]).status == 204
        assert (ask(client).status, ask(renewed).status) == (401, 200)

    def test_the_only_one_and_an_unknown_one_are_not_dropped(self, clients: ClientApi) -> None:
        client = clients.created(READ)

        only = clients.drop_secret(client.id, hash_of(client.secret)[:8])
        unknown = clients.drop_secret(client.id, "00000000")

        assert (only.status, unknown.status) == (409, 404)
        assert "add another one first" in only.json["message"]
        assert ask(client).status == 200


class TestStates:
    def test_a_disabled_client_gets_nothing_until_it_is_enabled(self, clients: ClientApi) -> None:
        client = clients.created(READ)

        disabled = clients.update(client.id, "disabled")
        assert (disabled.status, disabled.json["state"]) == (200, "disabled")
        assert ask(client).status == 401
        a_minute_later(clients.caller.tenant)
        standing = wiring().configurations.standing(clients.caller.tenant)
        assert standing is not None
        assert standing.refused_clients == {client.id: None}

        assert clients.update(client.id, "enabled").json["state"] == "enabled"
        assert ask(client).status == 200

    @pytest.mark.parametrize("state", [None, "", "deleted", True, ["disabled"]])
    def test_there_are_no_other_states(self, clients: ClientApi, state: object) -> None:
        answer = clients.update(clients.created().id, state)

        assert (answer.status, set(answer.problems)) == (400, {"state"})

    def test_a_deleted_client_is_gone_with_what_was_set_for_it(self, clients: ClientApi) -> None:
        client, tenant = clients.created(READ), clients.caller.tenant
        settings = ConfigurationApi(clients.caller.as_(CONFIGURE)).of_client(client.id)
        assert settings.create({"key": "x", "value": 1}).status == 201

        assert clients.delete(client.id).status == 204

        assert (clients.get(client.id).status, clients.delete(client.id).status) == (404, 404)
        assert ask(client).status == 401
        assert wiring().tenants.clients(tenant) == []
        standing = wiring().standings.find(tenant)
        assert standing is not None
        assert (standing.refused_clients[client.id] or 0) >= time.time() + IDLE.total_seconds() - 60

    def test_a_client_may_rotate_its_secret_and_not_shut_itself_out(self, clients: ClientApi) -> None:
        itself = clients.created(MANAGE_CLIENTS, READ)
        as_itself = ClientApi(replace(clients.caller.as_(MANAGE_CLIENTS, READ), subject=itself.id))

        assert as_itself.add_secret(itself.id).status == 201
        assert as_itself.drop_secret(itself.id, hash_of(itself.secret)[:8]).status == 204
        refused = [as_itself.update(itself.id, "disabled"), as_itself.delete(itself.id)]

        assert [each.status for each in refused] == [409, 409]
        assert all("cannot disable or delete itself" in each.json["message"] for each in refused)
        stored = find_client(wiring().service_clients, itself.id, by_operator)
        assert not stored.disabled

"""Attempts to get, by managing service clients, what the caller may not do itself."""

import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from iam import add_client_secret, create_client
from shared.domain.callers import service_clients
from shared.domain.callers.service_clients import hash_of
from shared.runtime.wiring import wiring
from shared.use_cases.identity import manage_service_client
from shared.use_cases.identity.adopt_client import adopt_client
from shared.use_cases.identity.create_service_client import create_service_client
from tests.component.api import Answer, Api
from tests.component.configuration.api import ConfigurationApi
from tests.component.identity.oauth import Client, ask, claims_of, stored_client, token
from tests.component.service_clients.calls import CLIENTS, MANAGE_CLIENTS, ONE, READ_CLIENTS, ClientApi
from tests.component.tenants import set_value
from tests.component.wire import Wire

READ, MANAGE = "customer.customer_read", "customer.customer_manage"
CONFIGURE = "configuration.configuration_manage"
MISSING_CONFIGURE = [{"message": f"missing scope: {CONFIGURE}"}]
STRONGER = {
    "a scope": ((READ, MANAGE), ()),
    "no restriction": ((READ,), ()),
    "another restriction": ((f"{READ}--FR",), ()),
    "one restriction more": ((READ,), ("DE", "FR")),
    "a scope for logging in on behalf": (("customer.login_on_behalf",), ()),
}
"""What callers who read German customers do not have, as scopes and restrictions of a client."""


@dataclass(frozen=True)
class Attack:
    """A caller who manages clients and reads German customers, and whoever it would like to be."""

    mallory: ClientApi
    victim: Client

    @property
    def stored(self) -> Any:
        """The victim as it is stored."""
        return wiring().service_clients.find(self.victim.id)

    def tried(self) -> dict[str, Answer]:
        """Every way to take the client over, or to get rid of it."""
        first = hash_of(self.victim.secret)[:8]
        return {
            "rotate": self.mallory.add_secret(self.victim.id),
            "drop": self.mallory.drop_secret(self.victim.id, first),
            "disable": self.mallory.update(self.victim.id, "disabled"),
            "enable": self.mallory.update(self.victim.id, "enabled"),
            "delete": self.mallory.delete(self.victim.id),
        }


@pytest.fixture
def mallory(api: Api) -> ClientApi:
    """The caller."""
    set_value(api.tenant, "restrictions", ["DE", "FR"])
    return ClientApi(api).as_(f"{READ}--DE")


@pytest.mark.parametrize(("scopes", "restrictions"), STRONGER.values(), ids=STRONGER)
def test_nobody_makes_a_client_that_may_do_more(
    mallory: ClientApi, scopes: tuple[str, ...], restrictions: tuple[str, ...]
) -> None:
    answer = mallory.create(*scopes, members={"restrictions": list(restrictions)})

    assert answer.status == 403
    missing = {problem["message"] for problem in answer.json["details"]}
    assert missing
    assert missing <= {f"missing scope: {scope}" for scope in scopes}
    assert mallory.listed().json == []


@pytest.mark.parametrize(("scopes", "restrictions"), STRONGER.values(), ids=STRONGER)
def test_nobody_takes_over_or_removes_a_client_that_may_do_more(
    mallory: ClientApi, scopes: tuple[str, ...], restrictions: tuple[str, ...]
) -> None:
    attack = Attack(mallory, stored_client(mallory.caller.tenant, " ".join(scopes), restrictions))
    before = attack.stored

    answers = attack.tried()

    assert {way: answer.status for way, answer in answers.items()} == dict.fromkeys(answers, 403)
    assert all("secret" not in answer.text for answer in answers.values())
    assert attack.stored == before


def entrances(tenant: str) -> dict[str, Client]:
    """Clients that customers and programs come in by, whatever their scopes: those of an operator."""
    ports = wiring().service_clients, wiring().tenants
    shop, _ = create_service_client(*ports, tenant=tenant, name="Shop", scope="", public=True)
    adopt_client(*ports, client_id=f"{tenant}-pool", tenant=tenant, name="Pool", scope="")
    return {
        "public": Client(shop.id, ""),
        "user pool": Client(f"{tenant}-pool", ""),
        "without scopes": stored_client(tenant, ""),
    }


def test_who_may_not_configure_takes_no_storefront_away(api: Api) -> None:
    low, configuring = ClientApi(api).as_(), ClientApi(api).as_(CONFIGURE)
    for kind, victim in entrances(api.tenant).items():
        attack = Attack(low, victim)
        before = attack.stored

        answers = attack.tried()

        for way, answer in answers.items():
            assert (answer.status, answer.json["details"]) == (403, MISSING_CONFIGURE), (kind, way)
        assert attack.stored == before
        assert configuring.update(victim.id, "disabled").status == 200
        assert low.update(victim.id, "enabled").status == 403
        assert configuring.delete(victim.id).status == 204


def test_who_may_not_configure_deletes_no_configurations_with_a_client(mallory: ClientApi) -> None:
    client = mallory.created(f"{READ}--DE")
    settings = ConfigurationApi(mallory.caller.as_(CONFIGURE)).of_client(client.id)
    assert settings.create({"key": "x", "value": 1}).status == 201

    answer = mallory.delete(client.id)

    assert (answer.status, answer.json["details"]) == (403, MISSING_CONFIGURE)
    assert (mallory.get(client.id).status, len(settings.listed().json)) == (200, 1)
    assert settings.delete("x").status == 204
    assert mallory.delete(client.id).status == 204


@pytest.mark.parametrize(
    ("held", "given"),
    [
        ("session-context.context_manage", "sessioncontext.context_manage"),
        ("sessioncontext.context_manage", "session-context.context_manage"),
        ("iam.group_manage", "iam.assignment_manage"),
        ("iam.group_manage_own", "iam.assignment_delete_own"),
    ],
)
def test_another_name_of_a_scope_is_not_another_right(api: Api, held: str, given: str) -> None:
    caller = ClientApi(api).as_(held)

    client = caller.created(given)

    assert caller.update(client.id, "disabled").status == 200
    assert ClientApi(api).as_(READ).update(client.id, "enabled").status == 403


def test_a_stronger_client_that_was_disabled_stays_so(mallory: ClientApi) -> None:
    attack = Attack(mallory, stored_client(mallory.caller.tenant, MANAGE))
    ClientApi(mallory.caller).as_(MANAGE).update(attack.victim.id, "disabled")

    assert mallory.update(attack.victim.id, "enabled").status == 403
    assert (attack.stored.disabled, ask(attack.victim).status) == (True, 401)


def test_a_step_by_step_escalation_ends_where_it_began(mallory: ClientApi) -> None:
    """A client of the caller's, with its token, makes nothing that the caller could not."""
    helper = mallory.created(MANAGE_CLIENTS, f"{READ}--DE")
    words = claims_of(token(helper))["scope"].split()

    of_helper = ClientApi(mallory.caller.as_(*words))

    assert of_helper.create(f"{READ}--DE").status == 201
    assert of_helper.create(READ).status == 403
    assert of_helper.create(CONFIGURE).status == 403


def test_a_token_for_less_than_the_client_may_do_manages_less(api: Api) -> None:
    administrator = stored_client(api.tenant, f"{MANAGE_CLIENTS} {MANAGE}")
    asked = claims_of(token(administrator, scope=f"{MANAGE_CLIENTS} {READ}"))["scope"].split()

    answer = ClientApi(api.as_(*asked)).add_secret(administrator.id)

    assert (answer.status, answer.json["details"]) == (403, [{"message": f"missing scope: {MANAGE}"}])


def test_another_tenants_client_is_as_if_there_was_none(mallory: ClientApi, other_tenant: str) -> None:
    attack = Attack(mallory, stored_client(other_tenant, f"{READ}--DE"))
    before, unknown = attack.stored, secrets.token_hex(16)

    answers = {**attack.tried(), "get": mallory.get(attack.victim.id)}

    assert {way: answer.status for way, answer in answers.items()} == dict.fromkeys(answers, 404)
    expected = mallory.get(unknown).text.replace(unknown, attack.victim.id)
    assert answers["get"].text == answers["rotate"].text == expected
    assert attack.stored == before
    assert mallory.listed().json == []


@pytest.mark.parametrize(
    "caller",
    [
        lambda api: api.as_(MANAGE_CLIENTS, READ, restrictions={"DE"}),
        lambda api: api.as_(f"{MANAGE_CLIENTS}--DE", f"{READ_CLIENTS}--DE", READ),
        lambda api: api.as_(READ, MANAGE, CONFIGURE, "iam.group_manage"),
        lambda api: api.of_customer("1001", "a-session", MANAGE_CLIENTS, READ),
    ],
    ids=["limited by its claim", "limited by a suffix", "without the scope", "a customer"],
)
def test_callers_who_are_limited_or_no_services_see_and_change_nothing(
    api: Api, store: Callable[..., str], caller: Callable[[Api], Api]
) -> None:
    store(number="1001")
    victim = stored_client(api.tenant, READ)
    attack = Attack(ClientApi(caller(api)), victim)
    before = attack.stored

    answers = [*attack.tried().values(), attack.mallory.get(victim.id), attack.mallory.listed()]
    answers.append(attack.mallory.create())

    assert {answer.status for answer in answers} <= {401, 403}
    assert attack.stored == before


def test_who_only_reads_clients_changes_none(api: Api) -> None:
    attack = Attack(ClientApi(api.as_(READ_CLIENTS, MANAGE)), stored_client(api.tenant, READ))

    assert {answer.status for answer in attack.tried().values()} == {403}
    assert attack.mallory.get(attack.victim.id).status == 200


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "\u200b", "a\nb", "a\x00b", "\u202enimda", "x" * 257, ["ERP"], {"$": 1}, 7),
        *("ERP\u200b", "\ufeffERP", "\u3164x", "E\u2028RP", "A\u034fB", "E\u00adRP", "ERP\U000e0041"),
    ],
    ids=repr,
)
def test_a_name_that_cannot_be_read_as_it_is_written_is_refused(mallory: ClientApi, name: Any) -> None:
    answer = mallory.create(name=name)

    assert (answer.status, set(answer.problems)) == (400, {"name"}), answer.text


@pytest.mark.parametrize("client_id", ["", "..", "CLIENT#a", "a/b", "a b", "ä", "x" * 65, "%23", "*"])
def test_an_id_leads_to_no_other_item(mallory: ClientApi, client_id: str) -> None:
    answers = [mallory.get(client_id), mallory.add_secret(client_id), mallory.delete(client_id)]

    assert {answer.status for answer in answers} <= {400, 404}


def test_nothing_but_its_state_is_changed_by_a_patch(mallory: ClientApi) -> None:
    client = mallory.created(f"{READ}--DE")
    more = {
        "scopes": [MANAGE],
        "restrictions": [],
        "tenant": "other",
        "secrets": [],
        "client_id": "acme-admin",
    }

    answer = mallory.update(client.id, "enabled", **more)

    assert (answer.status, answer.json["scopes"]) == (200, [f"{READ}--DE"])
    assert ask(client).status == 200


def test_a_client_whose_id_is_chosen_by_the_caller_gets_another(mallory: ClientApi) -> None:
    existing = stored_client(mallory.caller.tenant, MANAGE)

    answer = mallory.create(members={"client_id": existing.id, "id": existing.id, "secrets": ["known"]})

    assert answer.json["client_id"] != existing.id
    assert answer.json["secrets"][0]["id"] == hash_of(answer.json["client_secret"])[:8]


def test_a_secret_that_could_not_be_stored_is_nowhere(
    mallory: ClientApi,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = secrets.token_hex(32)
    client = mallory.created(f"{READ}--DE")
    for module in (service_clients, manage_service_client):
        monkeypatch.setattr(module, "new_secret", lambda: made)
    caplog.set_level(logging.INFO)
    wire = Wire.warm(mallory.caller.tenant)
    wire.fail("TransactWriteItems", "ValidationException", times=100)
    creates, adds = wire.through(create_client.lambda_handler), wire.through(add_client_secret.lambda_handler)
    body = {"name": "ERP", "scopes": [f"{READ}--DE"]}

    answers = [
        mallory.caller.request(creates, f"POST {CLIENTS}", body),
        mallory.caller.request(adds, f"POST {ONE}/secrets", clientId=client.id),
    ]

    assert [answer.status for answer in answers] == [500, 500]
    written = "".join(capfd.readouterr()) + "".join(str(vars(record)) for record in caplog.records)
    stored = json.dumps(wiring().table._client.scan(TableName=wiring().table.name)["Items"], default=repr)
    for where in (written, stored, *(answer.text for answer in answers)):
        assert made not in where
        assert hash_of(made) not in where

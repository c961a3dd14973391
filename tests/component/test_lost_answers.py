"""Answers of DynamoDB are lost, or requests arrive late, while rivals write: a write is made once."""

import time
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest

from shared.adapters.dynamodb.items.one_time_token import token_use
from shared.adapters.dynamodb.items.trace import KEPT
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token
from shared.domain.log_in.retention import Retention
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.configuration.api import MANAGE, ConfigurationApi
from tests.component.lost_answers import OverWire, run
from tests.component.stored_customers import customer_of
from tests.component.tenant_managed.addresses.calls import Addresses
from tests.component.wire import WRITES, Wire

pytestmark = pytest.mark.usefixtures("impatient")

HOME = {"id": "home", "contactName": "Anna"}


@pytest.fixture
def configurations(api: Api) -> ConfigurationApi:
    return ConfigurationApi(api.as_(MANAGE))


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def lossy(tenant: str, wire: Wire) -> OverWire:
    """The API, which loses the answer to each first write."""
    for request in WRITES:
        wire.fail(request, "lost", times=1)
    return OverWire(tenant, wire=wire)


@pytest.fixture(autouse=True)
def recreation(configure: Callable[[str, object], None]) -> None:
    """Numbers of deleted customers may be used again."""
    configure("enableRecreationOfDeletedCustomer", True)


@pytest.fixture
def late(tenant: str, wire: Wire) -> OverWire:
    """The API, whose first write of each kind arrives only when the wire delivers it."""
    for request in WRITES:
        wire.fail(request, "late", times=1)
    return OverWire(tenant, wire=wire)


class TestLost:
    """The first attempt was carried out, its answer lost, and a rival wrote before the second one."""

    @pytest.mark.parametrize("version", [{}, {"metadata": {"version": 1}}])
    def test_a_change_is_made_once_and_undoes_nothing_of_a_rivals(
        self, api: Api, wire: Wire, lossy: OverWire, version: dict[str, Any]
    ) -> None:
        number = api.created({"title": "old"})
        wire.meanwhile(lambda: api.patch(number, {"title": "the rival's"}))

        answer = lossy.patch(number, {"title": "own", "company": "ACME", **version})

        customer = api.get(number).json
        assert (answer.status, customer["title"], customer["company"]) == (200, "the rival's", "ACME")
        assert customer["metadata"]["version"] == 3

    @pytest.mark.parametrize("rivals", [1, KEPT - 1])
    def test_it_is_found_behind_as_many_writes_as_are_kept(
        self, api: Api, wire: Wire, lossy: OverWire, rivals: int
    ) -> None:
        number = api.created()

        def write() -> None:
            for rival in range(rivals):
                api.patch(number, {"title": f"{rival}"})

        wire.meanwhile(write)

        assert lossy.patch(number, {"company": "ACME", "metadata": {"version": 1}}).status == 200
        assert api.get(number).json["metadata"]["version"] == 2 + rivals

    def test_behind_more_of_them_nobody_can_tell_and_nothing_is_claimed(
        self, api: Api, wire: Wire, lossy: OverWire
    ) -> None:
        number = api.created()

        def write() -> None:
            for rival in range(2 * KEPT):
                api.patch(number, {"title": f"{rival}"})

        wire.meanwhile(write)

        assert lossy.patch(number, {"title": "own"}).status == 503
        assert api.get(number).json["title"] == f"{2 * KEPT - 1}"

    @pytest.mark.parametrize("email", [{}, {"contactEmail": "anna@example.com"}])
    def test_a_delete_spares_the_customer_that_a_rival_makes_of_the_number(
        self, api: Api, wire: Wire, lossy: OverWire, email: dict[str, str]
    ) -> None:
        number = api.created(email)
        wire.meanwhile(lambda: api.create({"id": number, "title": "the rival's", **email}))

        assert lossy.delete(number).status == 202
        assert api.get(number).json["title"] == "the rival's"

    @pytest.mark.parametrize("body", [{"type": "CONTACT"}, {"contactEmail": "anna@example.com"}])
    @pytest.mark.parametrize("rival", ["changes", "deletes", "recreates"])
    def test_a_create_is_no_duplicate_of_itself(
        self, api: Api, wire: Wire, lossy: OverWire, body: dict[str, str], rival: str
    ) -> None:
        def write() -> None:
            if rival == "changes":
                api.patch("1001", {"title": "the rival's"})
            else:
                api.delete("1001")
            if rival == "recreates":
                api.create({"id": "1001"})

        wire.meanwhile(write)

        assert lossy.create({"id": "1001", **body}).status == 201
        assert api.get("1001").status == (404 if rival == "deletes" else 200)

    def test_so_is_one_of_a_number_that_was_in_use(self, api: Api, wire: Wire, lossy: OverWire) -> None:
        api.delete(api.created({"id": "1001"}))
        wire.fail("PutItem", "lost", times=1, after=1)
        wire.meanwhile(lambda: api.patch("1001", {"title": "the rival's"}))

        assert lossy.create({"id": "1001"}).status == 201
        assert api.get("1001").json["title"] == "the rival's"

    @pytest.mark.parametrize("rival", ["changes", "deletes"])
    def test_an_address_is_made_and_removed_once(
        self, api: Api, wire: Wire, lossy: OverWire, rival: str
    ) -> None:
        number = api.created()
        of_rival, own = Addresses(api, number), Addresses(lossy, number)
        wire.meanwhile(
            lambda: (
                of_rival.patch("home", {"city": "Bonn"}) if rival == "changes" else of_rival.delete("home")
            )
        )
        assert own.create(HOME).status == 201
        assert of_rival.get("home").status == (200 if rival == "changes" else 404)

        of_rival.put("home", HOME)
        wire.fail("UpdateItem", "lost", times=1)
        wire.meanwhile(lambda: of_rival.create(HOME))
        assert own.delete("home").status == 204
        assert of_rival.get("home").status == 200

    def test_a_setting_that_a_rival_makes_after_the_removal_stays(
        self, configurations: ConfigurationApi, wire: Wire, lossy: OverWire
    ) -> None:
        configurations.create({"key": "own", "value": 1})
        wire.meanwhile(lambda: configurations.create({"key": "own", "value": 2}))

        assert ConfigurationApi(lossy.as_(MANAGE)).delete("own").status == 204
        assert configurations.value("own") == 2

    def test_a_setting_is_changed_once_and_undoes_nothing_of_a_rivals(
        self, configurations: ConfigurationApi, wire: Wire, lossy: OverWire
    ) -> None:
        configurations.create({"key": "own", "value": 1})
        wire.meanwhile(lambda: configurations.put("own", {"value": 3}))

        answer = ConfigurationApi(lossy.as_(MANAGE)).put("own", {"value": 2, "version": 1})

        assert (answer.status, answer.json["version"]) == (200, 2)
        assert configurations.get("own").json["value"] == 3

    def test_a_password_that_is_right_is_not_counted_for_wrong(self, tenant: str, wire: Wire) -> None:
        log_ins = wire.wiring.log_ins
        state = log_ins.state(tenant, "anna@example.com", "192.0.2.1")
        for guess in range(4):
            state = log_ins.count_try(state, "a source", f"guess {guess}", time.time()).state
        wire.fail("UpdateItem", "lost", times=1)

        assert len(log_ins.count_try(state, "a source", "the right one", time.time()).state.tries.tried) == 5


class TestLate:
    """The first attempt arrives after the second one was answered, and after what others did since."""

    def test_a_setting_that_was_deleted_since_is_not_back(
        self, configurations: ConfigurationApi, wire: Wire, late: OverWire
    ) -> None:
        assert ConfigurationApi(late.as_(MANAGE)).create({"key": "own", "value": 1}).status == 201
        configurations.delete("own")

        wire.deliver()

        assert configurations.get("own").status == 404

    def test_nor_is_one_undone_that_was_made_again_since(
        self, configurations: ConfigurationApi, wire: Wire, late: OverWire
    ) -> None:
        configurations.create({"key": "own", "value": 1})
        assert ConfigurationApi(late.as_(MANAGE)).put("own", {"value": 2}).status == 200
        configurations.delete("own")
        configurations.create({"key": "own", "value": 3})

        wire.deliver()

        assert configurations.get("own").json["value"] == 3

    @pytest.mark.parametrize("body", [{"type": "CONTACT"}, {"contactEmail": "anna@example.com"}])
    @pytest.mark.parametrize("first_of_its_number", [True, False])
    def test_a_customer_that_was_deleted_since_is_not_back(
        self, api: Api, wire: Wire, late: OverWire, body: dict[str, str], first_of_its_number: bool
    ) -> None:
        if not first_of_its_number:
            api.delete(api.created({"id": "1001"}))
            for request in ("PutItem", "TransactWriteItems"):
                wire.fail(request, "late", times=1, after=1)
        assert late.create({"id": "1001", **body}).status == 201
        assert api.delete("1001").status == 202

        wire.deliver()

        assert api.get("1001").status == 404
        assert api.created({"contactEmail": "anna@example.com"})

    def test_a_customer_that_was_made_again_since_is_not_deleted(
        self, api: Api, wire: Wire, late: OverWire
    ) -> None:
        number = api.created()
        assert late.delete(number).status == 202
        api.create({"id": number})

        wire.deliver()

        assert api.get(number).status == 200

    @pytest.mark.parametrize("removed", [True, False])
    def test_an_address_stays_as_it_was_left(
        self, api: Api, wire: Wire, late: OverWire, removed: bool
    ) -> None:
        addresses = Addresses(api, api.created())
        own = Addresses(late, addresses.number)
        if removed:
            assert own.create(HOME).status == 201
            addresses.delete("home")
        else:
            addresses.create(HOME)
            assert own.delete("home").status == 204
            addresses.create(HOME)

        wire.deliver()

        assert addresses.get("home").status == (404 if removed else 200)

    def test_a_password_migration_that_has_ended_does_not_begin_once_more(
        self, tenant: str, wire: Wire, late: OverWire
    ) -> None:
        retention = Retention(date(2099, 1, 2), date(2099, 1, 1), notifies=True)
        wire.wiring.retentions.put(tenant, retention)
        wiring().retentions.delete(tenant)

        wire.deliver()

        assert wiring().retentions.find(tenant) is None

    def test_a_one_time_token_that_was_used_since_is_not_good_once_more(
        self, api: Api, wire: Wire, late: OverWire
    ) -> None:
        number = api.created({"contactEmail": "anna@example.com"})
        customer = customer_of(api.tenant, number)
        purpose = TokenPurpose.OPT_IN
        token = new_one_time_token(customer, purpose, email="anna@example.com", now=time.time())
        assert wire.wiring.credentials.send(token, "anna@example.com")
        wiring().table.write(token_use(token))

        wire.deliver()

        assert wiring().credentials.awaiting(api.tenant, number, purpose) is None


@pytest.mark.parametrize("seed", range(2))
def test_writes_are_answered_and_made_as_if_no_answer_were_lost(
    configure: Callable[[str, object], None], tenant: str, other_tenant: str, seed: int
) -> None:
    ConfigurationApi(Api(other_tenant).as_(MANAGE)).set("enableRecreationOfDeletedCustomer", True)

    outcome = run(tenant, other_tenant, Random(seed), acknowledged=60, chance=0.5)

    assert outcome.wrong == []
    assert outcome.lost > 20

"""Who may see and change a tenant's configuration (api.md §1 and §2)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.component.api import ADMIN, Answer, Api
from tests.component.configuration.api import MANAGE, VIEW, ConfigurationApi

READS: dict[str, Callable[[ConfigurationApi], Answer]] = {
    "list": lambda api: api.listed(),
    "get": lambda api: api.get("own"),
    "list basic": lambda api: api.basic(),
    "list global": lambda api: api.globally(),
    "list clients": lambda api: api.clients(),
    "list of a client": lambda api: api.of_client("indexing").listed(),
    "get of a client": lambda api: api.of_client("indexing").get("own"),
}
WRITES: dict[str, Callable[[ConfigurationApi], Answer]] = {
    "create": lambda api: api.create({"key": "own", "value": 1}),
    "update": lambda api: api.put("own", {"value": 1}),
    "delete": lambda api: api.delete("own"),
    "create of a client": lambda api: api.of_client("indexing").create({"key": "own", "value": 1}),
    "update of a client": lambda api: api.of_client("indexing").put("own", {"value": 1}),
    "delete of a client": lambda api: api.of_client("indexing").delete("own"),
}
every_operation = pytest.mark.parametrize("call", (READS | WRITES).values(), ids=READS | WRITES)


@pytest.mark.parametrize("call", READS.values(), ids=READS)
def test_reading_takes_the_scope_to_view(api: Api, call: Callable[[ConfigurationApi], Answer]) -> None:
    assert call(ConfigurationApi(api.as_(VIEW))).status in {200, 404}
    assert call(ConfigurationApi(api.as_(MANAGE))).status in {200, 404}
    refused = call(ConfigurationApi(api.as_(*ADMIN)))
    assert (refused.status, refused.json["details"]) == (403, [{"message": f"missing scope: {VIEW}"}])


@pytest.mark.parametrize("call", WRITES.values(), ids=WRITES)
def test_writing_takes_the_scope_to_manage(api: Api, call: Callable[[ConfigurationApi], Answer]) -> None:
    assert call(ConfigurationApi(api.as_(MANAGE))).status in {201, 400, 404}
    refused = call(ConfigurationApi(api.as_(VIEW, *ADMIN)))
    assert (refused.status, refused.json["details"]) == (403, [{"message": f"missing scope: {MANAGE}"}])


@every_operation
def test_a_caller_limited_to_restrictions_may_do_neither(
    api: Api, call: Callable[[ConfigurationApi], Answer]
) -> None:
    for limited in (api.as_(f"{MANAGE}--DE"), api.as_(MANAGE, restrictions={"DE"})):
        answer = call(ConfigurationApi(limited))

        assert (answer.status, answer.json["type"]) == (403, "forbidden")
        assert "the whole tenant" in answer.json["message"]


@every_operation
def test_a_token_of_another_tenant_is_403(
    api: Api, other_tenant: str, call: Callable[[ConfigurationApi], Answer]
) -> None:
    stranger = replace(api.as_(MANAGE), token_tenant=other_tenant)

    assert call(ConfigurationApi(stranger)).status == 403


@every_operation
def test_a_name_that_no_tenant_can_have_is_400(api: Api, call: Callable[[ConfigurationApi], Answer]) -> None:
    answer = call(ConfigurationApi(replace(api, tenant="Acme")))

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert "'tenant'" in answer.json["message"]


@pytest.mark.parametrize("call", [ConfigurationApi.create, lambda api, **o: api.put("own", **o)], ids="cu")
def test_a_body_too_large_is_413_and_one_that_is_not_json_415(
    configurations: ConfigurationApi, call: Callable[..., Answer]
) -> None:
    assert call(configurations, raw="x" * (4 * 1024 * 1024 + 1)).status == 413
    assert call(configurations, raw="[]", content_type="text/plain").status == 415

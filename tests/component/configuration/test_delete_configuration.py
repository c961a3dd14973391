"""DELETE /configuration/{tenant}/configurations/{propertyKey} (api.md §3)."""

from shared.runtime.wiring import wiring
from tests.component.configuration.api import ConfigurationApi


def test_the_key_has_its_default_again(configurations: ConfigurationApi) -> None:
    tenant = configurations.caller.tenant
    configurations.create({"key": "customerActiveOnCreation", "value": False})
    assert not wiring().tenants.of(tenant).active_on_creation

    answer = configurations.delete("customerActiveOnCreation")

    assert (answer.status, answer.text) == (204, "")
    assert configurations.get("customerActiveOnCreation").status == 404
    assert wiring().tenants.of(tenant).active_on_creation


def test_one_that_is_not_set_is_404(configurations: ConfigurationApi) -> None:
    answer = configurations.delete("customerActiveOnCreation", headers={"If-Match": '"1"'})

    assert (answer.status, answer.json["type"]) == (404, "resource_not_found")


def test_if_match_names_the_current_version_or_it_is_412(configurations: ConfigurationApi) -> None:
    configurations.create({"key": "own", "value": 1})

    known = configurations.get("own").headers["ETag"]

    assert configurations.delete("own", headers={"If-Match": '"2"'}).status == 412
    assert configurations.value("own") == 1
    assert configurations.delete("own", headers={"If-Match": known}).status == 204


def test_it_may_be_set_again(configurations: ConfigurationApi) -> None:
    configurations.create({"key": "own", "value": 1})
    configurations.delete("own")

    assert configurations.create({"key": "own", "value": 2}).json[0]["version"] == 1

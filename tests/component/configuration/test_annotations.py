"""Members of a setting about itself: `description`, `restricted`, `readOnly`, `schemaUrl` (api.md §3)."""

from typing import Any

import pytest

from shared.runtime.wiring import wiring
from tests.component.configuration.api import ClientConfigurationApi, ConfigurationApi
from tests.component.tenants import set_value

SAID: dict[str, Any] = {
    "description": "Sites that are open",
    "restricted": False,
    "readOnly": False,
    "schemaUrl": "https://schemas.example.com/sites.json",
}


@pytest.fixture(params=["of the tenant", "of a client"])
def settings(
    request: pytest.FixtureRequest, configurations: ConfigurationApi
) -> ConfigurationApi | ClientConfigurationApi:
    """The settings of the tenant, or of a client."""
    return configurations if request.param == "of the tenant" else configurations.of_client("indexing")


def test_it_is_kept_and_returned(settings: ConfigurationApi) -> None:
    created = settings.create({"key": "sites", "value": ["DE"], **SAID})

    assert created.status == 201
    assert created.json[0].items() >= SAID.items()
    assert settings.get("sites").json == created.json[0] == settings.listed().json[0]


def test_what_a_write_does_not_name_stays(settings: ConfigurationApi) -> None:
    settings.create({"key": "sites", "value": ["DE"], **SAID})

    changed = settings.put("sites", {"value": ["FR"], "description": None})
    again = settings.put("sites", changed.json)
    said = settings.put("sites", {"value": ["FR"], "description": "Open"})

    assert changed.json.items() >= {**SAID, "value": ["FR"], "version": 2}.items()
    assert again.json == changed.json
    assert said.json == {**changed.json, "description": "Open", "version": 3} == settings.get("sites").json


def test_one_that_is_read_only_cannot_be_changed(settings: ConfigurationApi) -> None:
    settings.create({"key": "sites", "value": ["DE"], "readOnly": True})

    for change in (
        {"value": ["FR"]},
        {"value": ["DE"], "readOnly": False},
        {"value": ["DE"], "secured": True},
    ):
        answer = settings.put("sites", change)

        assert (answer.status, answer.problems) == (400, {"key": "must not be 'sites', which is readOnly"})
    assert settings.put("sites", {"value": ["DE"]}).json["version"] == 1
    assert settings.delete("sites").status == 204


def test_a_restricted_one_stays_and_stays_restricted(settings: ConfigurationApi) -> None:
    settings.create({"key": "sites", "value": ["DE"]})
    settings.put("sites", {"value": ["DE"], "restricted": True})

    deleted = settings.delete("sites")
    freed = settings.put("sites", {"value": ["DE"], "restricted": False})

    assert (deleted.status, deleted.problems) == (400, {"key": "must not be 'sites', which is restricted"})
    assert (freed.status, freed.problems) == (400, {"restricted": "must stay true"})
    assert settings.put("sites", {"value": ["FR"]}).status == 200


def test_a_schema_that_was_named_once_stays(settings: ConfigurationApi) -> None:
    settings.create({"key": "sites", "value": 1, **SAID}, {"key": "open", "value": 1, "schemaUrl": ""})

    other = settings.put("sites", {"value": 2, "schemaUrl": "https://schemas.example.com/other.json"})

    assert (other.status, other.problems) == (400, {"schemaUrl": f"must stay {SAID['schemaUrl']}"})
    assert "schemaUrl" not in settings.get("open").json
    assert settings.put("open", {"value": 1, "schemaUrl": SAID["schemaUrl"]}).json["version"] == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"description": 1}, "description"),
        ({"description": "x" * 257}, "description"),
        ({"restricted": "true"}, "restricted"),
        ({"readOnly": 1}, "readOnly"),
        ({"schemaUrl": "schemas/sites.json"}, "schemaUrl"),
        ({"schemaUrl": "javascript:alert(1)"}, "schemaUrl"),
    ],
)
def test_what_is_wrong_is_400(settings: ConfigurationApi, said: dict[str, Any], field: str) -> None:
    created = settings.create({"key": "sites", "value": 1, **said})

    assert (created.status, list(created.problems)) == (400, [f"0.{field}"])


def test_the_service_writes_its_own_settings_whatever_is_said_of_them(
    configurations: ConfigurationApi,
) -> None:
    configurations.create(
        {"key": "password.refusalSeconds", "value": 1, "readOnly": True, "restricted": True}
    )

    set_value(configurations.caller.tenant, "password.refusalSeconds", 2)

    shown = configurations.get("password.refusalSeconds").json
    assert (shown["value"], shown["readOnly"], shown["restricted"]) == (2, True, True)
    assert wiring().tenants.of(configurations.caller.tenant).refusal_seconds == 2

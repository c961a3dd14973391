"""Secured values are encrypted and never come back (api.md §3)."""

from typing import Any

import pytest

from shared.adapters.dynamodb.keys import configuration_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Put
from shared.runtime.wiring import wiring
from tests.component.configuration.api import ConfigurationApi

SECRET = "correct horse battery"
PROVIDER = {"issuer": "https://accounts.example.com", "clientSecret": SECRET}


def secret(configurations: ConfigurationApi, key: str) -> Any:
    return wiring().tenants.secret(configurations.caller.tenant, key)


def stored(configurations: ConfigurationApi, table: Table, key: str) -> dict[str, Any]:
    item = table.get(configuration_key(configurations.caller.tenant, key))
    assert item is not None
    return item


@pytest.mark.parametrize("secured", [True, False, None])
def test_an_identity_provider_is_secured_whatever_is_said(
    configurations: ConfigurationApi, secured: bool | None
) -> None:
    configurations.create({"key": "sso.any", "value": PROVIDER, "secured": secured})
    configurations.put("sso.any", {"value": {**PROVIDER, "audience": "shop"}, "secured": secured})

    assert configurations.get("sso.any").json == {"key": "sso.any", "secured": True, "version": 2}
    assert secret(configurations, "sso.any") == {**PROVIDER, "audience": "shop"}


def test_no_answer_log_or_item_has_the_value_in_clear(
    configurations: ConfigurationApi,
    table: Table,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers = [
        configurations.create({"key": "own", "value": {"a": SECRET}, "secured": True}),
        configurations.get("own"),
        configurations.listed(),
        configurations.create({"key": "own", "value": {"a": SECRET}, "secured": True}),
        configurations.put("own", {"value": {"a": SECRET}, "version": 7}),
        configurations.put("own", {"value": [SECRET]}),
        configurations.put("own", {"value": SECRET * 900}),
        configurations.put("own", {"value": SECRET, "version": "7"}),
    ]

    statuses = [answer.status for answer in answers]
    assert statuses == [201, 200, 200, 409, 409, 200, 400, 400]
    assert not any(SECRET in answer.text for answer in answers)
    assert SECRET not in str([vars(record) for record in caplog.records]) + capsys.readouterr().out
    assert SECRET not in str(stored(configurations, table, "own"))
    assert SECRET not in str(vars(wiring().tenants.of(configurations.caller.tenant)))


def test_the_pieces_of_a_long_value_are_good_in_their_places_alone(
    configurations: ConfigurationApi, table: Table
) -> None:
    configurations.create({"key": "own", "value": "0" * 13_000, "secured": True})
    item = stored(configurations, table, "own")
    first, second, third, fourth = item["ciphertext"]["S"].split(",")
    assert secret(configurations, "own") == "0" * 13_000

    for pieces in (
        [first, third, second, fourth],
        [first, second, second, fourth],
        [first, second, fourth],
        [first, second, third],
        [first],
    ):
        table.write(Put({**item, "ciphertext": {"S": ",".join(pieces)}}))
        with pytest.raises(ValueError, match="is not the key"):
            secret(configurations, "own")


def test_only_the_service_itself_reads_it(configurations: ConfigurationApi) -> None:
    configurations.create(
        {"key": "own", "value": {"a": SECRET}, "secured": True}, {"key": "open", "value": 1}
    )

    configuration = wiring().tenants.of(configurations.caller.tenant)

    assert secret(configurations, "own") == {"a": SECRET}
    assert secret(configurations, "unknown") is None
    assert configuration["open"] == 1
    with pytest.raises(KeyError):
        configuration["own"]


def test_the_same_value_changes_nothing_and_another_one_does(
    configurations: ConfigurationApi, table: Table
) -> None:
    configurations.create({"key": "own", "value": SECRET, "secured": True})
    before = stored(configurations, table, "own")

    assert configurations.put("own", {"value": SECRET}).json["version"] == 1
    assert stored(configurations, table, "own") == before
    assert configurations.put("own", {"value": "other"}).json == {
        "key": "own",
        "secured": True,
        "version": 2,
    }
    assert secret(configurations, "own") == "other"


def test_one_stays_secured_unless_a_new_value_says_otherwise(
    configurations: ConfigurationApi, table: Table
) -> None:
    configurations.create({"key": "own", "value": SECRET, "secured": True})

    assert configurations.put("own", {"secured": False}).status == 400
    opened = configurations.put("own", {"value": "open", "secured": False})
    assert opened.json == {"key": "own", "value": "open", "secured": False, "version": 2}
    assert "ciphertext" not in stored(configurations, table, "own")

    closed = configurations.put("own", {"value": "open", "secured": True})
    assert closed.json == {"key": "own", "secured": True, "version": 3}
    assert "value" not in stored(configurations, table, "own")


def test_one_may_be_longer_than_what_kms_encrypts_at_once(
    configurations: ConfigurationApi, table: Table
) -> None:
    longest = "é" * 8191

    answer = configurations.create({"key": "own", "value": f"{longest}x", "secured": True})
    assert answer.problems == {"0.value": "must have at most 16384 bytes as JSON if it is secured"}
    assert configurations.create({"key": "own", "value": longest, "secured": True}).status == 201
    assert configurations.put("own", {"value": f"{longest}x"}).status == 400

    assert secret(configurations, "own") == longest
    pieces = stored(configurations, table, "own")["ciphertext"]["S"].split(",")
    assert len(pieces) == 4
    assert configurations.put("own", {"value": longest}).json["version"] == 1

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api_docs.get_events import lambda_handler
from tools.openapi import events_json

SAMPLE = Path(__file__).parents[3] / "events" / "api_docs" / "get_events.json"


@pytest.fixture
def event() -> dict[str, Any]:
    sample: dict[str, Any] = json.loads(SAMPLE.read_text())
    return sample


def test_the_schemas_are_served_to_anyone_as_json(event: dict[str, Any]) -> None:
    answer = lambda_handler(event, None)

    assert answer["statusCode"] == 200
    assert answer["headers"]["Content-Type"] == "application/json"
    assert answer["headers"]["Cache-Control"] == "public, max-age=300"
    assert answer["body"] == events_json(), "run `make openapi`"
    Draft202012Validator.check_schema(json.loads(answer["body"]))


def test_a_client_that_has_the_schemas_is_not_sent_them_again(event: dict[str, Any]) -> None:
    event["headers"]["if-none-match"] = lambda_handler(event, None)["headers"]["ETag"]

    answer = lambda_handler(event, None)

    assert answer["statusCode"] == 304
    assert "body" not in answer

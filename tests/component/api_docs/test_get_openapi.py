import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api_docs.get_openapi import lambda_handler
from shared.runtime.environment import environment
from shared.runtime.wiring import Wiring
from tools.openapi import openapi_json

SAMPLE = Path(__file__).parents[3] / "events" / "api_docs" / "get_openapi.json"


@pytest.fixture
def event() -> dict[str, Any]:
    sample: dict[str, Any] = json.loads(SAMPLE.read_text())
    return sample


def test_the_document_is_served_to_anyone_as_json(event: dict[str, Any]) -> None:
    answer = lambda_handler(event, None)

    assert answer["statusCode"] == 200
    assert answer["headers"]["Content-Type"] == "application/json"
    assert answer["headers"]["Cache-Control"] == "public, max-age=300"
    assert answer["headers"]["X-Request-Id"] == event["requestContext"]["requestId"]
    assert answer["body"] == openapi_json()


def test_a_client_that_has_the_document_is_not_sent_it_again(event: dict[str, Any]) -> None:
    tag = lambda_handler(event, None)["headers"]["ETag"]
    event["headers"]["if-none-match"] = tag

    answer = lambda_handler(event, None)

    assert answer["statusCode"] == 304
    assert answer["headers"]["ETag"] == tag
    assert "body" not in answer


def test_a_client_that_has_another_document_gets_this_one(event: dict[str, Any]) -> None:
    event["headers"]["if-none-match"] = '"an-earlier-release"'

    answer = lambda_handler(event, None)

    assert answer["statusCode"] == 200


def test_the_document_names_the_release_that_serves_it(
    event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = lambda_handler(event, None)
    named = replace(environment(), release='v1.2.3-"dirty"')
    served = lambda_handler.of(Wiring(environment=named))

    answer = served(event, None)

    assert json.loads(answer["body"])["info"]["x-release"] == 'v1.2.3-"dirty"'
    assert json.loads(before["body"])["info"]["x-release"] == "unknown"
    assert answer["headers"]["ETag"] != before["headers"]["ETag"]

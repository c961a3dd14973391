"""The local gateway answers as an HTTP API of API Gateway does."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from local.gateway.server import Gateway
from local.stack.template import http_api, load_template
from tests.component.local.conftest import Call, served
from tests.component.local.sample import SAMPLE_TEMPLATE

if TYPE_CHECKING:
    from local.health.log_figures import Refusal

JSON = {"Content-Type": "application/json"}
MIB = 1024 * 1024


def event_of(
    call: Call,
    method: str,
    path: str,
    headers: dict[str, str] | list[tuple[str, str]] | None = None,
    body: bytes | str = b"",
) -> dict[str, Any]:
    answer = call(method, path, headers, body)
    assert answer.status == 200
    event: dict[str, Any] = answer.json["event"]
    return event


class TestRoutes:
    def test_a_parameter_is_decoded(self, call: Call) -> None:
        event = event_of(call, "GET", "/items/caf%C3%A9%20%2B")

        assert event["pathParameters"] == {"item": "café +"}
        assert event["rawPath"] == "/items/café +"
        assert event["routeKey"] == "GET /items/{item}"

    def test_several_parameters_are_distinguished(self, call: Call) -> None:
        event = event_of(call, "GET", "/items/7/parts/b")

        assert event["pathParameters"] == {"item": "7", "part": "b"}

    def test_a_literal_segment_goes_before_a_parameter(self, call: Call) -> None:
        assert call("GET", "/items/search").body == b"SearchFunction"
        assert event_of(call, "POST", "/items/search")["routeKey"] == "POST /items/search"

    @pytest.mark.parametrize("rest", ["", "7", "7/", "7/parts"])
    def test_a_greedy_parameter_takes_the_rest_of_the_path_if_nothing_else_fits(
        self, call: Call, rest: str
    ) -> None:
        event = event_of(call, "POST", f"/items/{rest}")

        assert event["pathParameters"] == {"proxy": rest}
        assert event["rawPath"] == f"/items/{rest}"
        assert event["routeKey"] == "POST /items/{proxy+}"

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/"),
            ("GET", "/nothing"),
            ("GET", "/items"),
            ("GET", "/items/"),
            ("GET", "/items/7/"),
            ("GET", "//items/7"),
            ("POST", "/items"),
            ("GET", "/items/a%2Fb"),
            ("PUT", "/items/7"),
            ("HEAD", "/items/7"),
        ],
    )
    def test_a_path_that_is_not_a_route_is_404(self, call: Call, method: str, path: str) -> None:
        answer = call(method, path)

        assert answer.status == 404
        assert answer.header("content-type") == "application/json"
        assert method == "HEAD" or answer.body == b'{"message":"Not Found"}'


@pytest.mark.usefixtures("call")
def test_a_stage_with_a_name_is_the_first_segment_of_the_path() -> None:
    template = load_template(SAMPLE_TEMPLATE)
    template["Resources"]["Api"]["Properties"]["StageName"] = "shelf"

    with served(Gateway(http_api(template))) as call:
        event = event_of(call, "GET", "/shelf/items/7")
        outside = call("GET", "/items/7")

    assert event["routeKey"] == event["requestContext"]["routeKey"] == "GET /items/{item}"
    assert event["rawPath"] == event["requestContext"]["http"]["path"] == "/shelf/items/7"
    assert event["requestContext"]["stage"] == "shelf"
    assert event["pathParameters"] == {"item": "7"}
    assert outside.status == 404


class TestEvents:
    def test_the_event_is_of_format_2(self, call: Call) -> None:
        event = event_of(call, "GET", "/items/7", {"Host": "127.0.0.1:8080", "User-Agent": "test/1"})

        context = event["requestContext"]
        assert event["version"] == "2.0"
        assert event["isBase64Encoded"] is False
        assert event.keys().isdisjoint({"body", "cookies", "queryStringParameters"})
        assert context["http"] == {
            "method": "GET",
            "path": "/items/7",
            "protocol": "HTTP/1.1",
            "sourceIp": "127.0.0.1",
            "userAgent": "test/1",
        }
        assert context["domainName"] == "127.0.0.1"
        assert context["stage"] == "$default"
        assert context["routeKey"] == event["routeKey"]
        assert "authorizer" not in context
        assert context["time"].endswith(" +0000")
        assert context["timeEpoch"] > 1_700_000_000_000

    def test_the_function_sees_its_limits(self, call: Call) -> None:
        facts = call("GET", "/items/7").json

        assert facts["function"] == "EchoFunction"
        assert facts["memory"] == "512"
        assert 19 < facts["remainingSeconds"] <= 20

    def test_query_parameters_are_decoded_and_repeated_ones_joined(self, call: Call) -> None:
        event = event_of(call, "GET", "/items/7?q=a%20b&q=c%2Bd&empty=&bare&plus=a+b")

        assert event["rawQueryString"] == "q=a%20b&q=c%2Bd&empty=&bare&plus=a+b"
        assert event["queryStringParameters"] == {"q": "a b,c+d", "empty": "", "bare": "", "plus": "a b"}

    def test_header_names_are_lower_case_and_repeated_headers_joined(self, call: Call) -> None:
        event = event_of(call, "GET", "/items/7", [("X-Twice", "a"), ("x-twice", "b"), ("ETAG", "c")])

        assert event["headers"]["x-twice"] == "a,b"
        assert event["headers"]["etag"] == "c"

    def test_cookies_are_a_list_and_no_header(self, call: Call) -> None:
        event = event_of(call, "GET", "/items/7", {"Cookie": "a=1; b=2"})

        assert event["cookies"] == ["a=1", "b=2"]
        assert "cookie" not in event["headers"]

    @pytest.mark.parametrize(
        "media_type", ["application/json", "application/json; charset=utf-8", "text/csv", "Application/XML"]
    )
    def test_a_text_body_stays_text(self, call: Call, media_type: str) -> None:
        event = event_of(call, "POST", "/items/search", {"Content-Type": media_type}, "grüße")

        assert (event["body"], event["isBase64Encoded"]) == ("grüße", False)

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Content-Type": "application/x-www-form-urlencoded"},
            {"Content-Type": "application/merge-patch+json"},
            {"Content-Type": "application/octet-stream"},
        ],
    )
    def test_any_other_body_becomes_base64(self, call: Call, headers: dict[str, str]) -> None:
        event = event_of(call, "POST", "/items/search", headers, "a=b")

        assert event["isBase64Encoded"] is True
        assert base64.b64decode(event["body"]) == b"a=b"

    def test_a_text_body_that_is_not_utf_8_arrives_unchanged(self, call: Call) -> None:
        event = event_of(call, "POST", "/items/search", JSON, b"\xff{")

        assert event["isBase64Encoded"] is True
        assert base64.b64decode(event["body"]) == b"\xff{"


class TestAnswers:
    def test_status_headers_cookies_and_body_are_passed_on(self, call: Call) -> None:
        answer = call(
            "POST",
            "/answer",
            JSON,
            json.dumps(
                {
                    "statusCode": 201,
                    "headers": {"Location": "/items/8", "Count": 3, "Content-Length": "1"},
                    "cookies": ["a=1", "b=2; Secure"],
                    "body": "grüße",
                }
            ),
        )

        assert answer.status == 201
        assert answer.body == "grüße".encode()
        assert answer.header("location") == "/items/8"
        assert answer.header("count") == "3"
        assert answer.header("content-type") == "text/plain; charset=utf-8"
        assert [value for name, value in answer.headers if name == "set-cookie"] == ["a=1", "b=2; Secure"]
        assert answer.header("apigw-requestid")

    def test_a_base64_body_is_decoded(self, call: Call) -> None:
        binary = base64.b64encode(b"\x00\xff").decode()
        answer = call(
            "POST", "/answer", JSON, json.dumps({"statusCode": 200, "isBase64Encoded": True, "body": binary})
        )

        assert answer.body == b"\x00\xff"

    def test_an_answer_without_body_has_none(self, call: Call) -> None:
        answer = call("POST", "/answer", JSON, '{"statusCode": 204}')

        assert (answer.status, answer.body, answer.header("content-type")) == (204, b"", None)

    @pytest.mark.parametrize("text", ['{"a": 1}', '["a"]', "null", "7"])
    def test_an_answer_without_status_is_the_json_body(self, call: Call, text: str) -> None:
        answer = call("POST", "/answer", JSON, text)

        assert answer.status == 200
        assert answer.header("content-type") == "application/json"
        assert answer.json == json.loads(text)

    @pytest.mark.parametrize(
        "answer",
        [
            {"statusCode": "200"},
            {"statusCode": True},
            {"statusCode": 99},
            {"statusCode": 200, "headers": ["a"]},
            {"statusCode": 200, "headers": {"a": ["b"]}},
            {"statusCode": 200, "body": {"a": 1}},
            {"statusCode": 200, "body": "!", "isBase64Encoded": True},
            {"statusCode": 200, "cookies": "a=1"},
        ],
    )
    def test_a_malformed_answer_is_500(self, call: Call, answer: dict[str, Any]) -> None:
        refusal = call("POST", "/answer", JSON, json.dumps(answer))

        assert (refusal.status, refusal.json) == (500, {"message": "Internal Server Error"})

    @pytest.mark.parametrize("path", ["/crash", "/missing", "/huge"])
    def test_a_failing_function_is_500_and_reveals_nothing(self, call: Call, path: str) -> None:
        answer = call("GET", path)

        assert (answer.status, answer.body) == (500, b'{"message":"Internal Server Error"}')


class TestLimits:
    def test_a_body_over_10_mb_is_413(self, call: Call) -> None:
        answer = call("POST", "/items/search", JSON, b"x" * (10 * MIB + 1))

        assert (answer.status, answer.json) == (413, {"message": "Request Entity Too Large"})

    def test_an_event_over_6_mb_is_413(self, call: Call) -> None:
        answer = call("POST", "/items/search", JSON, b"x" * 6 * MIB)

        assert (answer.status, answer.json) == (413, {"message": "Request Entity Too Large"})

    def test_a_function_over_its_own_timeout_is_500(self, call: Call) -> None:
        answer = call("GET", "/slow")

        assert (answer.status, answer.json) == (500, {"message": "Internal Server Error"})

    @pytest.mark.usefixtures("call")
    def test_a_function_over_the_gateways_timeout_is_503(self) -> None:
        gateway = Gateway(http_api(load_template(SAMPLE_TEMPLATE)), integration_seconds=0.2)

        with served(gateway) as impatient_call:
            answer = impatient_call("GET", "/slow")

        assert (answer.status, answer.json) == (503, {"message": "Service Unavailable"})

    def test_functions_run_at_the_same_time(self, call: Call) -> None:
        with ThreadPoolExecutor(8) as clients:
            answers = list(clients.map(lambda _: call("GET", "/meet"), range(8)))

        assert [answer.status for answer in answers] == [204] * 8


class TestAuthorizer:
    def test_no_identity_is_401(self, call: Call) -> None:
        for headers in ({}, {"Authorization": ""}):
            answer = call("GET", "/guarded/7", headers)

            assert (answer.status, answer.body) == (401, b'{"message":"Unauthorized"}')

    def test_its_context_reaches_the_function(self, call: Call) -> None:
        event = event_of(call, "GET", "/guarded/7", {"authorization": "allow: context"})

        context = event["requestContext"]["authorizer"]["lambda"]
        assert context["type"] == "REQUEST"
        assert context["routeArn"].endswith("/$default/GET/guarded/7")

    def test_its_answers_are_cached_by_identity(self, call: Call) -> None:
        for word in ("allow: one", "allow: two"):
            for item in ("7", "8", "9"):
                event = event_of(call, "GET", f"/guarded/{item}", {"Authorization": word})

                assert event["requestContext"]["authorizer"]["lambda"]["calls"] == 1

    def test_a_denied_caller_is_403(self, call: Call) -> None:
        answer = call("GET", "/guarded/7", {"Authorization": "deny"})

        assert (answer.status, answer.body) == (403, b'{"message":"Forbidden"}')

    def test_a_malformed_verdict_is_500(self, call: Call) -> None:
        answer = call("GET", "/guarded/7", {"Authorization": "odd"})

        assert (answer.status, answer.body) == (500, b'{"message":"Internal Server Error"}')

    def test_its_failure_is_500_and_not_cached(self, call: Call) -> None:
        first, second = (call("GET", "/guarded/7", {"Authorization": "crash once"}) for _ in range(2))

        assert (first.status, first.body) == (500, b'{"message":"Internal Server Error"}')
        assert second.status == 200

    def test_a_route_without_it_needs_no_identity(self, call: Call) -> None:
        assert call("GET", "/items/7").status == 200


class TestCors:
    def test_a_preflight_is_answered_for_any_path(self, call: Call) -> None:
        answer = call(
            "OPTIONS", "/guarded/7", {"Origin": "https://shop.test", "Access-Control-Request-Method": "GET"}
        )

        assert (answer.status, answer.body) == (204, b"")
        assert answer.header("access-control-allow-origin") == "*"
        assert answer.header("access-control-allow-methods") == "GET,POST"
        assert answer.header("access-control-allow-headers") == "Authorization,If-Match"
        assert answer.header("access-control-max-age") == "600"

    def test_an_answer_to_a_page_names_what_it_may_read(self, call: Call) -> None:
        answer = call("GET", "/guarded/7", {"Origin": "https://shop.test"})

        assert answer.status == 401
        assert answer.header("access-control-allow-origin") == "*"
        assert answer.header("access-control-expose-headers") == "ETag,Count"

    def test_a_functions_own_cors_headers_are_dropped(self, call: Call) -> None:
        own = {"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "https://own.test"}}
        answer = call("POST", "/answer", JSON, json.dumps(own))

        assert answer.header("access-control-allow-origin") is None


@pytest.mark.usefixtures("call")
def test_what_the_gateway_answers_by_itself_is_told_with_what_it_has_called() -> None:
    told: list[Refusal] = []
    api = http_api(load_template(SAMPLE_TEMPLATE))
    gateway = Gateway(api, integration_seconds=0.2, on_refusal=told.append)

    with served(gateway) as call:
        call("GET", "/guarded/7")
        call("GET", "/guarded/7", {"Authorization": "deny"})
        call("GET", "/guarded/7", {"Authorization": "deny"})
        call("GET", "/nothing")
        call("POST", "/items/search", JSON, b"x" * (10 * MIB + 1))
        call("POST", "/items/search", JSON, b"x" * 6 * MIB)
        call("GET", "/slow")
        call("GET", "/items/7")

    assert [(each.status, each.asked, each.invoked) for each in told] == [
        (401, False, False),
        (403, True, False),
        (403, False, False),
        (404, False, False),
        (413, False, False),
        (413, False, False),
        (503, False, True),
    ]
    assert [each.operation is None for each in told] == [False, False, False, True, False, False, False]
    assert all(each.request_id for each in told)
    assert told[-1].milliseconds >= 200

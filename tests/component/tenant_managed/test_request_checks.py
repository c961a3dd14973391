"""Every operation checks in this order: 401, tenant 400, 403, 413/415, 400, 404 (api.md §1)."""

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from shared.runtime.wiring import Wiring
from tenant_managed.customers import create_customer, get_customer
from tests.component.api import MERGE_PATCH, Answer, Api
from tests.component.tenant_managed.examples import PROFILE, nested, shown
from tests.component.tenants import new_tenant

MANAGE, READ = "customer.customer_manage", "customer.customer_read"
MEBIBYTE = 1024 * 1024
Call = Callable[..., Answer]

OPERATIONS: dict[str, tuple[str, Call]] = {
    "list": (READ, lambda api, **options: api.listed(**options)),
    "search": (READ, lambda api, **options: api.search(**options)),
    "get": (READ, lambda api, **options: api.get("1001", **options)),
    "create": (MANAGE, lambda api, **options: api.create(**{"body": {"lastName": "Koch"}, **options})),
    "upsert": (MANAGE, lambda api, **options: api.put("1001", **options)),
    "update": (MANAGE, lambda api, **options: api.patch("1001", **options)),
    "delete": (MANAGE, lambda api, **options: api.delete("1001", **options)),
}
WITH_BODY = ("search", "create", "upsert", "update")
FAULT = {
    "fault": {"faultstring": "Invalid access token", "detail": {"errorcode": "oauth.v2.InvalidAccessToken"}}
}
EXPIRED = {
    "fault": {
        "faultstring": "Access Token expired",
        "detail": {"errorcode": "keymanagement.service.access_token_expired"},
    }
}


@pytest.fixture(params=OPERATIONS)
def operation(request: pytest.FixtureRequest) -> str:
    """Each of the seven operations."""
    return str(request.param)


@pytest.fixture(params=WITH_BODY)
def with_body(request: pytest.FixtureRequest) -> Call:
    """Each of those that read a body."""
    return OPERATIONS[request.param][1]


@pytest.fixture
def call(operation: str) -> Call:
    return OPERATIONS[operation][1]


class TestToken:
    @pytest.mark.parametrize(
        "authorizer",
        [
            None,
            {},
            {"lambda": None},
            {"lambda": {}},
            {"lambda": {"fault": "invalid"}},
            {"lambda": {"tenant": "acme", "subject": "x", "grants": {}}},
            {"lambda": {"tenant": "acme", "subject": "x", "grants": [], "expiresAt": 9**12}},
            {"lambda": {"tenant": "acme", "subject": "x", "grants": {MANAGE: "DE"}, "expiresAt": 9**12}},
            {"lambda": {"tenant": "acme", "subject": "x", "grants": {MANAGE: False}, "expiresAt": 9**12}},
            {"lambda": {"tenant": "acme", "subject": "x", "grants": {MANAGE: True}, "expiresAt": "soon"}},
            {"jwt": {"claims": {"tenant": "acme"}}},
        ],
        ids=shown,
    )
    def test_without_a_caller_that_the_authorizer_accepted_it_is_401(
        self, authorizer: dict[str, Any] | None
    ) -> None:
        event = Api("acme").event("GET", "/customers/", "1001")
        event["requestContext"]["authorizer"] = authorizer or {}

        document = get_customer.lambda_handler(event, None)

        assert (document["statusCode"], json.loads(document["body"])) == (401, FAULT)

    @pytest.mark.parametrize("seconds", [0, -1, -10_000])
    def test_an_expired_one_is_401_whatever_else_is_wrong(self, api: Api, call: Call, seconds: int) -> None:
        worst = replace(api, tenant="Ü", token_tenant="other", grants={}, expires_in=seconds)

        answer = call(worst, raw=b"\xff", content_type="text/plain", query="pageSize=0")

        assert (answer.status, answer.json) == (401, EXPIRED)

    def test_the_authorizers_word_that_it_expired_is_enough(self) -> None:
        event = Api("acme").event("GET", "/customers/", "1001")
        event["requestContext"]["authorizer"] = {"lambda": {"fault": "expired"}}

        document = get_customer.lambda_handler(event, None)

        assert json.loads(document["body"]) == EXPIRED


class TestTenant:
    @pytest.mark.parametrize("tenant", ["ab", "a" * 17, "Acme", "1acme", "ac-me", "acmé", "acme ", ""])
    def test_a_name_that_no_tenant_can_have_is_400_and_says_so(self, call: Call, tenant: str) -> None:
        answer = call(Api(tenant, grants={}, token_tenant="other"), raw=b"\xff")

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert "'tenant'" in answer.json["message"]

    @pytest.mark.parametrize("tenant", ["abc", "a234567890123456"])
    def test_one_of_three_to_sixteen_characters_is_fine(self, call: Call, tenant: str) -> None:
        assert call(Api(new_tenant(tenant))).status in {200, 201, 202, 204, 404}

    def test_a_token_of_another_tenant_is_403(self, api: Api, call: Call, other_tenant: str) -> None:
        answer = call(replace(api, token_tenant=other_tenant), raw="[")

        assert (answer.status, answer.json["type"]) == (403, "forbidden")
        assert other_tenant not in answer.text


class TestScope:
    UNRELATED = (
        "customer.import_manage",
        "configuration.configuration_manage",
        "customer.customerprofile_edit",
    )

    @pytest.mark.parametrize(
        "options",
        [
            {},
            {"raw": "["},
            {"raw": "x" * (4 * MEBIBYTE + 1)},
            {"query": "pageSize=0&expand=x"},
            {"query": "q=%ff"},
        ],
        ids=shown,
    )
    def test_one_that_is_missing_is_named_before_anything_of_the_request(
        self, api: Api, operation: str, options: dict[str, Any]
    ) -> None:
        scope, call = OPERATIONS[operation]

        answer = call(api.as_(*self.UNRELATED), **options)

        assert answer.status == 403
        assert answer.json["type"] == "forbidden"
        assert answer.json["details"] == [{"message": f"missing scope: {scope}"}]

    def test_manage_is_enough_for_all_and_read_for_reading(self, api: Api, operation: str) -> None:
        scope, call = OPERATIONS[operation]

        assert call(api.as_(MANAGE)).status != 403
        assert (call(api.as_(READ)).status == 403) is (scope == MANAGE)


class TestBody:
    def test_over_four_megabytes_it_is_413(self, api: Api, with_body: Call) -> None:
        answer = with_body(api, raw="x" * (4 * MEBIBYTE + 1), content_type="text/plain")

        assert (answer.status, answer.json["type"]) == (413, "payload_too_large")

    def test_bytes_count_and_not_characters(self, api: Api, with_body: Call) -> None:
        assert with_body(api, raw='{"x":"' + "ü" * (2 * MEBIBYTE) + '"}').status == 413

    def test_of_four_megabytes_it_is_read(self, api: Api, with_body: Call) -> None:
        number = api.created({"id": "1001"})

        answer = with_body(api, raw=f'{{"id":"new"{" " * (4 * MEBIBYTE - 12)}}}')

        assert answer.status in {200, 201, 204}
        assert api.get(number).status == 200

    @pytest.mark.parametrize(
        "media_type", ["text/plain", "text/json", "application/xml", "application/json-patch+json", "json"]
    )
    def test_of_another_media_type_it_is_415_whatever_is_in_it(
        self, api: Api, with_body: Call, media_type: str
    ) -> None:
        answer = with_body(api, raw=b"\xff", content_type=media_type)

        assert (answer.status, answer.json["type"]) == (415, "unsupported_media_type")

    @pytest.mark.parametrize("encoding", ["gzip", "br", "identity, deflate"])
    def test_compressed_it_is_415_and_names_the_encodings(
        self, api: Api, with_body: Call, encoding: str
    ) -> None:
        answer = with_body(api, raw=gzip.compress(b"{}"), headers={"Content-Encoding": encoding})

        assert (answer.status, answer.json["type"]) == (415, "unsupported_media_type")
        assert encoding.removeprefix("identity, ") in answer.json["message"]
        assert "'identity'" in answer.json["message"]

    @pytest.mark.parametrize(
        "media_type", ["application/json", "Application/JSON", "application/json; charset=utf-8", ""]
    )
    def test_of_json_it_is_read(self, api: Api, with_body: Call, media_type: str) -> None:
        api.created({"id": "1001"})

        assert with_body(api, body={"lastName": "Koch"}, content_type=media_type).status in {200, 201, 204}

    @pytest.mark.parametrize(
        ("name", "status"), [("search", 415), ("create", 415), ("upsert", 201), ("update", 200)]
    )
    def test_merge_patches_are_for_put_and_patch(self, api: Api, name: str, status: int) -> None:
        if name == "update":
            api.created({"id": "1001"})

        for media_type in (MERGE_PATCH, f"{MERGE_PATCH};charset=UTF-8"):
            answer = OPERATIONS[name][1](api, raw="{}", content_type=media_type)
            assert answer.status in {status, 204}

    @pytest.mark.parametrize(
        "raw",
        [
            "[]",
            "null",
            '"text"',
            "5",
            "true",
            " ",
            "{",
            "{}{}",
            "{'a':1}",
            '{"a":1,}',
            '{"mixins":{"a":NaN}}',
            '{"mixins":{"a":-Infinity}}',
            '{"mixins":{"a":01}}',
            '{"mixins":{"a":1e99999999999999999999}}',
            '{"lastName":"\\ud800"}',
            '{"\\udfff":1}',
            '{"lastName":"\n"}',
            '{"lastName":"a","lastName":"b"}',
            '{"mixins":{"a":{"x":1,"\\u0078":2}}}',
            '{"unknown":[{"x":1,"x":1}]}',
            "[" * 100_000,
            '{"a":' * 100_000,
            b"\xff",
            b'{"lastName":"\xe4"}',
            b'{"lastName":"\xed\xa0\x80"}',
            '{"lastName":"a"}'.encode("utf-16"),
        ],
        ids=shown,
    )
    def test_that_is_not_a_json_object_it_is_400_and_nothing_happens(
        self, api: Api, with_body: Call, raw: str | bytes
    ) -> None:
        answer = with_body(api, raw=raw)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert api.numbers() == []

    def test_a_member_given_twice_is_named(self, api: Api, with_body: Call) -> None:
        answer = with_body(api, raw='{"lastName":"a","lastName":"a"}')

        assert list(answer.problems) == ["lastName"]

    @pytest.mark.parametrize("name", ["upsert", "update"])
    def test_400_comes_before_404(self, api: Api, name: str) -> None:
        assert OPERATIONS[name][1](api, body={"lastName": 5}).status == 400

    def test_it_may_come_in_base64(self, api: Api) -> None:
        answer = api.create(raw='{"lastName":"Zoë"}'.encode())

        assert api.get(answer.json["id"]).json["lastName"] == "Zoë"

    @pytest.mark.parametrize("name", ["list", "get", "delete"])
    def test_where_there_is_none_to_read_it_is_not_looked_at(self, api: Api, name: str) -> None:
        api.created({"id": "1001"})

        answer = OPERATIONS[name][1](api, raw=b"\xff", content_type="text/plain")

        assert answer.status in {200, 202}

    def test_depth_and_size_of_what_is_unknown_do_not_matter(self, api: Api) -> None:
        assert api.create({"id": "1001", "unknown": nested(200), "more": "x" * MEBIBYTE}).status == 201


class TestQuery:
    def test_names_and_values_are_percent_decoded(self, api: Api) -> None:
        number = api.created({"lastName": "O'Neill & Søn", "company": "A+B"})

        for query in (
            "q=lastName%3A%22O%27Neill%20%26%20S%C3%B8n%22",
            "%71=lastName:%22O'Neill+%26+S%c3%b8n%22",
            "q=company:A%2BB&unknown=1&unknown=2",
            "&&q=&=x&pageSize=1",
        ):
            assert [customer["id"] for customer in api.listed(query=query).json] == [number]

    @pytest.mark.parametrize("query", ["q=%ff", "q=%ed%a0%80", "pageSize=%C3"])
    def test_one_that_is_not_utf_8_is_400(self, api: Api, query: str) -> None:
        answer = api.listed(query=query)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")

    @pytest.mark.parametrize("name", ["q", "sort", "next", "pageSize", "pageNumber"])
    def test_a_parameter_given_twice_is_400(self, api: Api, name: str) -> None:
        answer = api.listed(query=f"{name}=1&{name}=1")

        assert answer.status == 400
        assert f"'{name}'" in answer.json["message"]


class TestHeaders:
    @pytest.mark.parametrize("change", [str.lower, str.upper, str.title])
    def test_their_names_come_in_any_case(self, api: Api, change: Callable[[str], str]) -> None:
        api.created({"id": "1001"})

        def headers(**given: str) -> dict[str, str]:
            return {change(name.replace("_", "-")): value for name, value in given.items()}

        tag = api.get("1001").headers["ETag"]
        assert api.get("1001", headers=headers(if_none_match=tag)).status == 304
        assert api.patch("1001", {}, headers=headers(if_match='"9"')).status == 412
        assert api.listed(headers=headers(x_total_count="True")).headers["X-Total-Count"] == "1"

    def test_every_answer_says_which_request_it_is_of_and_who_may_keep_it(self, api: Api, call: Call) -> None:
        for caller in (api, api.as_(), replace(api, expires_in=0), replace(api, tenant="?")):
            answer = call(caller)

            assert answer.headers["X-Request-Id"] == "a-request"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "private, no-cache"
            assert answer.headers["Vary"] == "Authorization"
            assert ("Content-Type" in answer.headers) is bool(answer.text)
            assert all(isinstance(value, str) for value in answer.headers.values())

    def test_a_body_is_json(self, api: Api) -> None:
        assert api.listed().headers["Content-Type"] == "application/json"


class TestErrors:
    def test_every_one_has_the_same_shape(self, api: Api, other_tenant: str) -> None:
        api.created({"id": "1001", "contactEmail": "anna@example.com"})
        answers = [
            api.create({"lastName": 5, "mixins": 1}),
            api.create(raw="["),
            api.create({"id": "1001"}),
            api.create({"contactEmail": "anna@example.com"}),
            api.create(raw="{}", content_type="text/plain"),
            api.create(raw="x" * (4 * MEBIBYTE + 1)),
            api.patch("1001", {}, headers={"If-Match": '"9"'}),
            api.patch("1001", {"metadata": {"version": 9}}),
            api.get("1002"),
            api.as_().get("1001"),
            replace(api, token_tenant=other_tenant).get("1001"),
            api.listed(query={"q": "x"}),
        ]

        for answer in answers:
            error = answer.json
            assert error.keys() <= {"status", "type", "message", "details"}
            assert error["status"] == answer.status >= 400
            assert re.fullmatch("[a-z]+[a-z_]*[a-z]+", error["type"])
            assert error["message"]
            for detail in error.get("details", []):
                assert detail.keys() <= {"field", "type", "message"}
                assert detail["message"]

    def test_an_unforeseen_one_reveals_nothing_internal(
        self, api: Api, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def broken(_: Wiring) -> NoReturn:
            raise RuntimeError("secret of anna@example.com")

        handler = replace(get_customer.lambda_handler, uses=broken)

        answer = api.call(handler, "GET", "/customers/", "1001")

        (record,) = map(vars, caplog.records)
        assert (answer.status, answer.json["type"]) == (500, "internal_error")
        assert (record["error_type"], record["requestId"]) == ("RuntimeError", "a-request")
        assert "RuntimeError" not in answer.text
        assert "secret" not in answer.text + str(record) + capsys.readouterr().out


class TestLog:
    def test_it_is_one_line_per_request_without_personal_data(
        self, api: Api, capsys: pytest.CaptureFixture[str]
    ) -> None:
        api.created({**PROFILE, "id": "1001", "password": "correct horse"})
        api.listed(query={"q": 'contactEmail:"zoe@example.com"'})
        api.search({"q": "lastName:nobody"})
        api.create({**PROFILE, "lastName": 5})
        capsys.readouterr()

        api.call(create_customer.lambda_handler, "POST", "/customers", body=PROFILE, query="q=secret")

        (line,) = capsys.readouterr().out.splitlines()
        record = json.loads(line)
        assert (record["operation"], record["tenant"]) == ("create_customer", api.tenant)
        assert (record["status"], record["requestId"]) == (409, "a-request")
        assert "example.com" not in line
        assert "secret" not in line

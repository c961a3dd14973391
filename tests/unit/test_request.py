"""A gateway event as a request."""

import base64
import gzip
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.callers.access import Caller, CallerCustomer
from shared.domain.errors import BadParameter, PayloadTooLarge, PreconditionFailed, UnsupportedMediaType
from shared.domain.preconditions import names
from shared.http.request import (
    JSON,
    MAX_BODY_BYTES,
    MAX_HEAD_LENGTH,
    MAX_VISITORS_BODY_BYTES,
    MERGE_PATCH,
    Request,
    request_from,
)


def request(**event: Any) -> Request:
    return request_from(event)


class TestQuery:
    @pytest.mark.parametrize(
        ("query", "values"),
        [
            ("", {}),
            ("q=", {"q": [""]}),
            ("q=a+b%20c&q=%2B", {"q": ["a b c", "+"]}),
            ("%C3%BC=%F0%9F%98%80", {"ü": ["😀"]}),
            ("q=firstName:John&pageSize=3", {"q": ["firstName:John"], "pageSize": ["3"]}),
            ("q=a%26b%3Dc", {"q": ["a&b=c"]}),
            ("q=100%", {"q": ["100%"]}),
            ("&&", {}),
        ],
    )
    def test_it_is_decoded(self, query: str, values: dict[str, list[str]]) -> None:
        assert request(rawQueryString=query).query == values

    @pytest.mark.parametrize("query", ["q=%ff", "%c3=1", "q=%ed%a0%80"])
    def test_what_is_not_utf_8_is_refused(self, query: str) -> None:
        with pytest.raises(BadParameter, match="UTF-8"):
            request(rawQueryString=query).parameter("q")

    def test_a_parameter_is_given_once(self) -> None:
        assert request(rawQueryString="a=1").parameter("a") == "1"
        assert request(rawQueryString="a=").parameter("a") == ""
        assert request().parameter("a") is None
        with pytest.raises(BadParameter, match="'a'"):
            request(rawQueryString="a=1&a=1").parameter("a")

    @pytest.mark.parametrize(
        ("query", "value"), [("", True), ("f=true", True), ("f=False", False), ("f=FALSE", False)]
    )
    def test_a_flag_is_true_or_false(self, query: str, value: bool) -> None:
        assert request(rawQueryString=query).flag("f", default=True) is value

    @pytest.mark.parametrize("value", ["", "1", "yes", "truee"])
    def test_what_is_not_a_flag_is_refused(self, value: str) -> None:
        with pytest.raises(BadParameter, match="'f' must be true or false"):
            request(rawQueryString=f"f={value}").flag("f", default=True)

    @given(st.integers(1, 999_999_999))
    def test_a_whole_number_counts_from_one(self, number: int) -> None:
        assert request(rawQueryString=f"n={number}").whole_number("n", default=1) == number

    @given(
        st.integers(max_value=0).map(str)
        | st.integers(min_value=1000).map(str)
        | st.text("+-. ex٣", max_size=3)
        | st.just("1" * 5000)
    )
    def test_anything_else_is_refused(self, value: str) -> None:
        with pytest.raises(BadParameter, match="between 1 and 999"):
            request(rawQueryString=urlencode({"n": value})).whole_number("n", default=1, highest=999)


class TestBody:
    def test_bytes_come_in_base64(self) -> None:
        event = {"body": base64.b64encode('{"a":"ü"}'.encode()).decode(), "isBase64Encoded": True}

        assert request(**event).json_object() == {"a": "ü"}

    def test_a_body_that_is_not_base64_is_refused(self) -> None:
        with pytest.raises(BadParameter, match="base64"):
            request(body="?", isBase64Encoded=True)

    @pytest.mark.parametrize(
        "event", [{}, {"body": None}, {"body": ""}, {"body": "", "isBase64Encoded": True}]
    )
    def test_none_at_all_is_an_empty_object_of_any_media_type(self, event: dict[str, Any]) -> None:
        assert request(**event, headers={"Content-Type": "image/png"}).json_object() == {}

    @pytest.mark.parametrize(
        ("content_type", "media_type"),
        [
            ("application/json", JSON),
            ("APPLICATION/JSON ; charset=utf-8", JSON),
            ("application/merge-patch+json", MERGE_PATCH),
            ("", JSON),
            (";", JSON),
            ("text/plain", "text/plain"),
        ],
    )
    def test_the_media_type_is_without_parameters(self, content_type: str, media_type: str) -> None:
        assert request(headers={"cONTENT-tYPE": content_type}).media_type == media_type

    def test_without_a_media_type_it_is_json(self) -> None:
        assert request(body="{}").media_type == JSON

    @pytest.mark.parametrize(
        ("from_visitors", "highest"), [(False, MAX_BODY_BYTES), (True, MAX_VISITORS_BODY_BYTES)]
    )
    def test_a_body_is_taken_up_to_its_size(self, from_visitors: bool, highest: int) -> None:
        request(body="x" * highest).check_size(from_visitors=from_visitors)

        with pytest.raises(PayloadTooLarge, match=str(highest)):
            request(body="x" * (highest + 1)).check_size(from_visitors=from_visitors)

    @pytest.mark.parametrize("where", ["rawPath", "rawQueryString", "headers"])
    def test_all_that_is_before_the_body_is_bounded_too(self, where: str) -> None:
        text = "x" * (MAX_HEAD_LENGTH + 1)

        with pytest.raises(PayloadTooLarge, match=str(MAX_HEAD_LENGTH)):
            request(**{where: {"x-y": text} if where == "headers" else text}).check_size(from_visitors=False)

    def test_media_type_is_looked_at_before_content(self) -> None:
        text = {"content-type": "text/plain"}

        with pytest.raises(UnsupportedMediaType, match="application/json or application/merge-patch"):
            request(body="[", headers=text).json_object((JSON, MERGE_PATCH))

    def test_a_lone_surrogate_of_the_gateway_is_not_json(self) -> None:
        with pytest.raises(BadParameter, match="UTF-8"):
            request(body='{"a":"\ud800"}').json_object()


class TestContentEncoding:
    @pytest.mark.parametrize("encoding", ["gzip", "GZIP", "br", "identity, gzip", "deflate", "x" * 500])
    def test_a_compressed_body_is_refused_by_name(self, encoding: str) -> None:
        compressed = base64.b64encode(gzip.compress(b"{}")).decode()
        sent = request(headers={"Content-Encoding": encoding}, body=compressed, isBase64Encoded=True)

        for read in (sent.json_object, lambda: sent.json_list(at_most=1)):
            with pytest.raises(UnsupportedMediaType, match="'identity'") as caught:
                read()
            assert encoding.lower()[:4] in caught.value.message or "gzip" in caught.value.message
            assert len(caught.value.message) < 200

    @pytest.mark.parametrize("encoding", ["", "identity", "Identity", " identity ,"])
    def test_a_plain_body_may_say_so(self, encoding: str) -> None:
        assert request(headers={"Content-Encoding": encoding}, body='{"a":1}').json_object() == {"a": 1}

    def test_without_a_body_nothing_is_compressed(self) -> None:
        assert request(headers={"Content-Encoding": "gzip"}).json_object() == {}


class TestPreconditions:
    @pytest.mark.parametrize(
        ("header", "matches"),
        [
            (None, True),
            ('"3"', True),
            ('"1","3"', True),
            (' "1" , "3" ', True),
            ("*", True),
            ('"4"', False),
            ('"33"', False),
            ('"1,3"', False),
            ("", False),
        ],
    )
    def test_if_match_names_the_current_version(self, header: str | None, matches: bool) -> None:
        headers = {} if header is None else {"If-Match": header}
        precondition = request(headers=headers).precondition()

        if matches:
            precondition.check(3, '"3"')
        else:
            with pytest.raises(PreconditionFailed):
                precondition.check(3, '"3"')

    @pytest.mark.parametrize(
        ("header", "current"),
        [
            (None, False),
            ('"3"', True),
            ('W/"3"', True),
            ('"1", W/"3"', True),
            ("*", True),
            ('"4"', False),
            ("", False),
            (',"3",', True),
        ],
    )
    def test_if_none_match_names_what_the_client_has(self, header: str | None, current: bool) -> None:
        headers = {} if header is None else {"If-None-Match": header}

        assert names(request(headers=headers).known_tags, '"3"') is current

    @pytest.mark.parametrize("header", ["If-Match", "If-None-Match"])
    @pytest.mark.parametrize(
        "value", ["6", "6.1f0c2a9b", "W/6", '"6', '6"', "'6'", '"6" "7"', '"6", 7', "*, *", 'w/"6"']
    )
    def test_a_tag_without_its_quotes_is_refused(self, header: str, value: str) -> None:
        with pytest.raises(BadParameter, match=f"'{header}' must be .* in double quotes, .*: \"6\", not 6"):
            request(headers={header: value}).precondition()

    def test_a_long_header_is_read_in_linear_time(self) -> None:
        for value in (" " * 60_000 + "x", "," * 60_000 + "x", ', "' * 20_001, " ," * 30_000 + "x"):
            with pytest.raises(BadParameter):
                request(headers={"If-Match": value}).precondition()

    def test_a_write_expects_that_nothing_has_the_tags_of_if_none_match(self) -> None:
        precondition = request(headers={"If-None-Match": '"1", W/"3"'}).precondition()

        precondition.check(2, '"2"')
        with pytest.raises(PreconditionFailed):
            precondition.check(3, '"3"')


class TestPath:
    def test_tenant_and_number_are_checked_when_asked_for(self) -> None:
        good = request(pathParameters={"tenant": "acme", "customerNumber": "Ab_-9"})
        bad = request(pathParameters={"tenant": "ACME", "customerNumber": "00000000"})

        assert (good.tenant, good.customer_number) == ("acme", "Ab_-9")
        with pytest.raises(BadParameter, match="'tenant' must be 3 to 16 characters"):
            _ = bad.tenant
        with pytest.raises(BadParameter, match="'customerNumber' must not be 00000000"):
            _ = bad.customer_number


def service_call(forwarded: str | None, source_ip: str = "198.51.100.7") -> Request:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    read = request(headers=headers, requestContext={"http": {"sourceIp": source_ip}})
    return replace(read, caller=Caller(tenant="acme", subject="shop", grants={}, expires_at=0))


class TestSource:
    @pytest.mark.parametrize(
        ("address", "source"),
        [
            ("192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("", "unknown"),
            ("localhost", "unknown"),
            ("192.0.2.1:443", "192.0.2.1"),
            ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ],
    )
    def test_it_is_the_address_of_the_caller_or_its_network(self, address: str, source: str) -> None:
        assert request(requestContext={"http": {"sourceIp": address}}).source == source

    def test_what_a_visitor_says_of_where_it_is_does_not_count(self) -> None:
        headers = {"X-Forwarded-For": "203.0.113.9, 192.0.2.1"}
        visitor = Caller(tenant="acme", subject="anonymous", grants={}, expires_at=0, visit_id="v")
        read = request(headers=headers, requestContext={"http": {"sourceIp": "192.0.2.1"}})

        assert read.source == "192.0.2.1"
        assert replace(read, caller=visitor).source == "192.0.2.1"
        assert replace(read, caller=visitor).visitor_source is None

    @pytest.mark.parametrize(
        ("forwarded", "source"),
        [
            ("203.0.113.9, 198.51.100.7", "203.0.113.9"),
            ("203.0.113.9,198.51.100.7", "203.0.113.9"),
            ("10.0.0.1, 203.0.113.9, 198.51.100.7", "203.0.113.9"),
            ("2001:db8:1:2::9, 198.51.100.7", "2001:db8:1:2::/64"),
            ("::ffff:203.0.113.9, 198.51.100.7", "203.0.113.9"),
            ("203.0.113.9", "203.0.113.9"),
            ("198.51.100.7", None),
            ("nonsense, 198.51.100.7", None),
            ("", None),
            (None, None),
        ],
    )
    def test_a_service_passes_on_the_address_of_its_visitor(
        self, forwarded: str | None, source: str | None
    ) -> None:
        assert service_call(forwarded).visitor_source == source
        assert service_call(forwarded).source == "198.51.100.7"


@pytest.mark.parametrize(
    ("in_path", "calling", "concerned"),
    [
        ({"customerNumber": "1001"}, None, "1001"),
        ({"customerNumber": "1001"}, "1002", "1001"),
        ({}, "1002", "1002"),
        ({"customerNumber": "no#number"}, "1002", "1002"),
        ({}, None, None),
    ],
)
def test_a_call_concerns_the_customer_in_its_path_or_else_the_one_who_calls(
    in_path: dict[str, str], calling: str | None, concerned: str | None
) -> None:
    customer = CallerCustomer(calling, "a-session") if calling is not None else None
    caller = Caller(tenant="acme", subject="somebody", grants={}, expires_at=0, customer=customer)

    called = replace(request(pathParameters=in_path), caller=caller)

    assert called.customer_concerned == concerned

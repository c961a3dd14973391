"""The client of DynamoDB without an SDK: on the wire like botocore's, which takes over where it is needed."""

import json
import select
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from shared.adapters.aws import aws_session
from shared.adapters.dynamodb import client as client_module
from shared.adapters.dynamodb.client import make_client, prime
from shared.adapters.dynamodb.sdk_client import _query_client, make_sdk_client
from shared.adapters.dynamodb.signed_client import SignedClient
from shared.adapters.dynamodb.signed_query import query
from shared.adapters.signed_calls import CallFailed
from tests.loopback import LoopbackServer

KEY: dict[str, Any] = {"pk": {"S": "ä"}, "sk": {"S": "1"}}
ITEM = {"pk": {"S": "ä"}, "n": {"N": "1.50"}, "b": {"BOOL": True}}
CALLS: dict[str, dict[str, Any]] = {
    "get_item": {"TableName": "t", "Key": KEY, "ConsistentRead": True},
    "query": {"TableName": "t", "KeyConditionExpression": "pk = :1", "Limit": 2},
    "put_item": {"TableName": "t", "Item": {**ITEM, "set": {"SS": ["a", "b"]}}},
    "transact_write_items": {
        "TransactItems": [{"Delete": {"TableName": "t", "Key": KEY}}],
        "ClientRequestToken": "once",
    },
}
CONFIGURING = ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_PROFILE")


class Service:
    """Stands in for DynamoDB: `answers` are those to the next requests, which it keeps with their port."""

    def __init__(self) -> None:
        self.requests: list[tuple[int, dict[str, str], bytes]] = []
        self.answers: list[tuple[int, bytes]] = []
        self.closes = False
        self.hangs = threading.Event()

    def __enter__(self) -> Self:
        self._server = LoopbackServer(_handler_of(self))
        return self

    def __exit__(self, *_: object) -> None:
        self.hangs.set()
        self._server.close()

    @property
    def url(self) -> str:
        return self._server.url


def _handler_of(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            keys = {"AccessKeyId": "CONTAINER", "SecretAccessKey": "s", "Token": "t"}
            self._answer(200, json.dumps({**keys, "Expiration": "2099-01-01T00:00:00Z"}).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            service.requests.append((self.client_address[1], headers, body))
            status, answer = service.answers.pop(0) if service.answers else (200, b"{}")
            if status == 0:
                service.hangs.wait(5)
                self.close_connection = True
                return
            self._answer(status, answer)
            self.close_connection = self.close_connection or service.closes

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is said of requests."""

    return Handler


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No file of this machine configures a client."""
    for name in CONFIGURING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for made in (aws_session, _query_client):
        made.cache_clear()
    yield
    for made in (aws_session, _query_client):
        made.cache_clear()


def signed(service: Service, requests: list[None] | None = None) -> Any:
    noted = [] if requests is None else requests
    client: Any = make_client(lambda: noted.append(None), service.url)
    assert isinstance(client, SignedClient)
    return client


def sdk(service: Service) -> Any:
    return make_sdk_client(lambda: None, service.url, connecting=1, answering=5)


@pytest.mark.parametrize("call", CALLS)
def test_a_request_is_what_botocore_would_send(service: Service, call: str) -> None:
    for client in (signed(service), sdk(service)):
        getattr(client, call)(**CALLS[call])

    (_, ours, our_body), (_, theirs, their_body) = service.requests
    alike = ("content-type", "x-amz-target", "host", "accept-encoding", "content-length")
    assert json.loads(our_body) == json.loads(their_body)
    assert {name: ours[name] for name in alike} == {name: theirs[name] for name in alike}
    for name in ("x-amz-date", "authorization"):
        assert name in ours


def test_an_answer_is_what_dynamodb_said_and_each_request_is_counted(service: Service) -> None:
    service.answers = [(200, json.dumps({"Item": ITEM}).encode())]
    counted: list[None] = []

    answer = signed(service, counted).get_item(**CALLS["get_item"])

    assert answer == {"Item": ITEM}
    assert len(counted) == len(service.requests) == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, {"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException", "Message": "later"}),
        (
            400,
            {
                "__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
                "message": "no",
                "Item": ITEM,
            },
        ),
        (
            400,
            {
                "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
                "Message": "no",
                "CancellationReasons": [{"Code": "ConditionalCheckFailed", "Item": ITEM}, {"Code": "None"}],
            },
        ),
        (500, {"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError"}),
        (503, "<html>503</html>"),
    ],
    ids=str,
)
def test_an_error_says_what_botocores_says(service: Service, status: int, body: Any) -> None:
    text = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    service.answers = [(status, text)] * 2
    responses: list[Any] = []
    for client in (signed(service), sdk(service)):
        with pytest.raises(ClientError) as failed:
            client.get_item(**CALLS["get_item"])
        responses.append(failed.value.response)

    ours, theirs = responses
    assert ours["Error"]["Code"] == theirs["Error"]["Code"]
    assert ours["ResponseMetadata"]["HTTPStatusCode"] == status
    for name in ("Item", "CancellationReasons"):
        assert ours.get(name) == theirs.get(name)


def test_an_error_that_is_not_an_object_is_one_all_the_same(service: Service) -> None:
    service.answers = [(400, b"[1]")]

    with pytest.raises(ClientError, match="400"):
        signed(service).get_item(**CALLS["get_item"])


@pytest.mark.parametrize("body", [b"<html>", b"", b"[1]", b"null", b"\xff"], ids=str)
def test_an_answer_that_is_not_dynamodbs_leaves_open_what_was_done(service: Service, body: bytes) -> None:
    service.answers = [(200, body)] * 2
    client = signed(service)

    with pytest.raises(ConnectionClosedError):
        client.put_item(**CALLS["put_item"])
    assert isinstance(prime(client, "t"), ConnectionClosedError)


def test_an_error_has_a_class_of_its_name_for_the_log(service: Service) -> None:
    service.answers = [(400, b'{"__type": "x#ResourceNotFoundException"}')]

    with pytest.raises(ClientError) as failed:
        signed(service).get_item(**CALLS["get_item"])

    assert type(failed.value).__name__ == "ResourceNotFoundException"


def test_one_connection_serves_one_call_after_another(service: Service) -> None:
    client = signed(service)

    for _ in range(3):
        client.get_item(**CALLS["get_item"])

    assert len({port for port, _, _ in service.requests}) == 1


def test_a_connection_that_the_other_side_has_ended_is_not_used_again(service: Service) -> None:
    client = signed(service)
    service.closes = True

    for _ in range(3):
        client.get_item(**CALLS["get_item"])
        ((kept, _),) = client._service._connections._kept
        assert select.select([kept.sock], [], [], 5)[0]  # the end has come

    assert len({port for port, _, _ in service.requests}) == 3


def test_a_connection_that_was_not_used_for_long_is_not_used_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000_000.0]
    monkeypatch.setattr("shared.adapters.connections.time", SimpleNamespace(time=lambda: now[0]))
    client = signed(service)

    for pause in (0, 20, 21, 3600):
        now[0] += pause
        client.get_item(**CALLS["get_item"])

    first, second, third, fourth = (port for port, _, _ in service.requests)
    assert first == second
    assert len({second, third, fourth}) == 3


def test_threads_do_not_share_a_connection(service: Service) -> None:
    client = signed(service)
    service.answers = [(200, json.dumps({"Item": {"n": {"N": str(n)}}}).encode()) for n in range(40)]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: client.get_item(**CALLS["get_item"]), range(40)))

    assert sorted(int(answer["Item"]["n"]["N"]) for answer in answers) == list(range(40))


def test_nobody_who_listens_is_a_fault_of_the_connection() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        client: Any = make_client(lambda: None, url)

        with pytest.raises(EndpointConnectionError):
            client.get_item(**CALLS["get_item"])


def test_an_answer_that_does_not_come_is_given_up_and_so_is_half_of_one(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "_ANSWERING", 0.05)
    client = signed(service)
    service.answers = [(0, b"")]

    with pytest.raises(ReadTimeoutError):
        client.get_item(**CALLS["get_item"])
    service.answers = [(0, b"")]
    service.hangs.set()
    with pytest.raises(ConnectionClosedError):
        client.get_item(**CALLS["get_item"])
    assert client.get_item(**CALLS["get_item"]) == {}


def test_a_call_carries_the_trace_of_its_invocation_and_the_token_of_temporary_keys(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = "Root=1-65a;Parent=5;Sampled=1;Lineage=ä"
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "f")
    monkeypatch.setenv("AWS_EXECUTION_ENV", "AWS_Lambda_python3.13")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "temporary")
    monkeypatch.setenv("_X_AMZN_TRACE_ID", trace)

    for client in (signed(service), sdk(service)):
        client.get_item(**CALLS["get_item"])

    (_, ours, _), (_, theirs, _) = service.requests
    for name in ("x-amzn-trace-id", "x-amz-security-token"):
        assert ours[name] == theirs[name]
    assert "exec-env/AWS_Lambda_python3.13" in ours["user-agent"]


class TestWhereTheEnvironmentDoesNotSuffice:
    def test_keys_of_a_container_sign(self, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.delenv(name)
        monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"{service.url}/keys")

        client: Any = make_client(lambda: None, service.url)
        client.get_item(**CALLS["get_item"])

        ((_, headers, _),) = service.requests
        assert "Credential=CONTAINER/" in headers["authorization"]

    def test_a_profile_signs(self, service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.delenv(name)
        (tmp_path / ".aws").mkdir()
        (tmp_path / ".aws" / "credentials").write_text(
            "[team]\naws_access_key_id = PROFILE\naws_secret_access_key = s\n"
        )
        monkeypatch.setenv("AWS_PROFILE", "team")

        client: Any = make_client(lambda: None, service.url)
        client.get_item(**CALLS["get_item"])

        ((_, headers, _),) = service.requests
        assert "Credential=PROFILE/" in headers["authorization"]

    @pytest.mark.parametrize(
        "change",
        [
            {"AWS_SECRET_ACCESS_KEY": ""},
            {"AWS_DEFAULT_REGION": "", "AWS_REGION": ""},
            {"HTTPS_PROXY": "http://proxy:1"},
            {"https_proxy": "http://proxy:1"},
            {"AWS_ACCOUNT_ID": "123456789012"},
            {"AWS_PROFILE": "team"},
            {"AWS_DEFAULT_PROFILE": "team"},
        ],
        ids=str,
    )
    def test_the_sdk_takes_over(self, change: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
        made: list[None] = []
        for name, value in change.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(
            "shared.adapters.dynamodb.sdk_client.make_sdk_client", lambda *_, **__: made.append(None)
        )

        make_client(lambda: None)

        assert made

    def test_the_authorizers_query_is_the_sdks_too_and_as_patient(
        self, service: Service, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_ACCOUNT_ID", "123456789012")
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", service.url)
        throttled = b'{"__type": "x#ProvisionedThroughputExceededException"}'
        service.answers = [(400, throttled), (503, b"<html>"), (200, json.dumps({"Items": [ITEM]}).encode())]

        assert query("t", "p", "a", "b") == [ITEM]

        assert len(service.requests) == 3
        agents = [headers.get("user-agent", "") for _, headers, _ in service.requests]
        assert [agent for agent in agents if agent.startswith("customers")] == []
        service.answers = [(400, b'{"__type": "x#AccessDeniedException"}')]
        with pytest.raises(CallFailed, match="dynamodb: 400 AccessDeniedException"):
            query("t", "p", "a", "b")

    def test_files_that_configure_clients_count_unless_an_endpoint_is_given(
        self, service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        assert isinstance(make_client(lambda: None), SignedClient)
        config = tmp_path / "config"
        config.write_text("[default]\nuse_fips_endpoint = true\n")
        monkeypatch.setenv("AWS_CONFIG_FILE", str(config))

        by_sdk: Any = make_client(lambda: None)

        assert by_sdk.meta.endpoint_url == "https://dynamodb-fips.eu-central-1.amazonaws.com"
        assert isinstance(make_client(lambda: None, service.url), SignedClient)

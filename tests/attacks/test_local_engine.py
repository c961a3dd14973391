"""The laptop's engine answers who has its key, and no page; what is below /_local answers no other site."""

import json
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from local.engine import LOCK_FILE, Endpoint, Engine, start_engine
from local.gateway.local_routes import local_answer, signed_only
from local.http.messages import Request, Response
from local.http.signature import AccessKey
from shared.adapters.aws import aws_session

BODY = b'{"Limit":1}'
TARGET = "DynamoDB_20120810.ListTables"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    with start_engine(folder) as engine:
        yield engine


def signed(
    endpoint: Endpoint, body: bytes = BODY, target: str = TARGET, at: float = 0.0, **more: str
) -> dict[str, str]:
    """Return the headers of a call as a client of AWS signs it."""
    request = AWSRequest("POST", endpoint.url, {"X-Amz-Target": target, **more}, body)
    with pytest.MonkeyPatch.context() as patch:
        if at:
            moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() + at))
            patch.setattr("botocore.auth.get_current_datetime", lambda: _At(moment))
        SigV4Auth(Credentials(*endpoint.key), "dynamodb", "eu-central-1").add_auth(request)
    return {**dict(request.headers.items()), "Host": urlsplit(endpoint.url).netloc}


class _At:
    def __init__(self, moment: str) -> None:
        self._moment = moment

    def strftime(self, _: str) -> str:
        return self._moment


def call(
    engine: Engine, headers: dict[str, str], body: bytes = BODY, method: str = "POST", path: str = "/"
) -> tuple[int, dict[str, str], Any]:
    connection = HTTPConnection(urlsplit(engine.url).netloc, timeout=20)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        content = answer.read()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, content
    finally:
        connection.close()


def without(headers: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in names}


class TestEngine:
    def test_it_answers_who_has_the_key(self, engine: Engine) -> None:
        status, _, content = call(engine, signed(engine.endpoint))

        assert (status, json.loads(content)) == (200, {"TableNames": []})

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:8080"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Mode": "no-cors"},
            {"Host": "evil.example"},
            {"Host": "127.0.0.1.evil.example"},
            {"Host": "localhost@evil.example"},
            {"Host": "127.0.0.2"},
        ],
    )
    @pytest.mark.parametrize("has_key", [True, False])
    def test_a_page_gets_no_answer_even_with_the_key(
        self, engine: Engine, headers: dict[str, str], has_key: bool
    ) -> None:
        name = headers.get("Host")
        endpoint = engine.endpoint if name is None else engine.endpoint._replace(url=f"http://{name}")
        given = signed(endpoint) if has_key else {"X-Amz-Target": TARGET, "Host": urlsplit(engine.url).netloc}

        status, answered, content = call(engine, {**given, **headers})

        assert status == 403
        assert b"TableNames" not in content
        assert not [name for name in answered if name.startswith("access-control-")]

    def test_nobody_is_given_leave(self, engine: Engine) -> None:
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        status, answered, _ = call(engine, {**asked, "Host": "localhost"}, b"", "OPTIONS")

        assert status in (403, 404)
        assert not [name for name in answered if name.startswith("access-control-")]

    @pytest.mark.parametrize(
        "key",
        [
            AccessKey("local", "local"),
            AccessKey("", ""),
            AccessKey("test", "test"),
            AccessKey.new(),
        ],
    )
    def test_another_key_opens_nothing(self, engine: Engine, key: AccessKey) -> None:
        for tried in (key, key._replace(id=engine.key.id), key._replace(secret=engine.key.secret)):
            status, _, content = call(engine, signed(Endpoint(engine.url, tried)))

            assert status == 403, content
            assert engine.key.secret.encode() not in content

    def test_what_is_signed_cannot_be_changed(self, engine: Engine) -> None:
        given = signed(engine.endpoint)
        other_target = {**given, "X-Amz-Target": "DynamoDB_20120810.DeleteTable"}
        other_date = {**given, "X-Amz-Date": "20261129T000000Z"}
        unsigned_target = signed(engine.endpoint)
        unsigned_target["Authorization"] = unsigned_target["Authorization"].replace(
            "x-amz-target", "x-amz-other"
        )

        assert call(engine, given, b'{"Limit":2}')[0] == 403
        for changed in (other_target, other_date, unsigned_target, without(given, "Authorization")):
            assert call(engine, changed)[0] == 403

    @pytest.mark.parametrize("seconds", [-3600, 3600])
    def test_a_signature_is_good_for_minutes(self, engine: Engine, seconds: float) -> None:
        assert call(engine, signed(engine.endpoint, at=seconds))[0] == 403
        assert call(engine, signed(engine.endpoint, at=seconds / 10))[0] == 200

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/"),
            ("GET", "/_ministack/health"),
            ("GET", "/health"),
            ("POST", "/_ministack/reset"),
            ("POST", "/_localstack/health"),
            ("GET", "/_ministack/ses/messages"),
            ("PUT", "/bucket/key"),
            ("POST", "/?Action=ListUsers"),
            ("POST", "//"),
            ("DELETE", "/"),
        ],
    )
    def test_the_emulator_has_no_other_address(self, engine: Engine, method: str, path: str) -> None:
        status, _, _ = call(engine, signed(engine.endpoint), method=method, path=path)

        assert status in (403, 404)

    @pytest.mark.parametrize(
        "target",
        [
            "AmazonSQS.ListQueues",
            "AWSCognitoIdentityProviderService.ListUserPools",
            "TrentService.ListKeys",
            "DynamoDB_20120810.ExportTableToPointInTime",
            "DynamoDB_20120810.CreateBackup",
            "DynamoDB_20120810.ExecuteStatement",
            "",
        ],
    )
    def test_nor_another_service(self, engine: Engine, target: str) -> None:
        status, _, content = call(engine, signed(engine.endpoint, target=target), BODY)

        assert (status, b"UnknownOperationException" in content) == (400, True)

    def test_the_key_is_new_at_every_start_and_for_the_owner_alone(
        self, engine: Engine, folder: Path, tmp_path: Path
    ) -> None:
        with start_engine(tmp_path) as another:
            assert another.key.secret != engine.key.secret
            assert call(another, signed(Endpoint(another.url, engine.key)))[0] == 403

        assert (folder / LOCK_FILE).stat().st_mode & 0o777 == 0o600
        assert engine.key.secret in (folder / LOCK_FILE).read_text()

    def test_the_key_is_not_on_the_command_line(self, engine: Engine, folder: Path) -> None:
        pid = json.loads((folder / LOCK_FILE).read_text())["pid"]
        arguments = Path(f"/proc/{pid}/cmdline")
        if not arguments.exists():
            pytest.skip("there is no /proc here")

        assert engine.key.secret not in arguments.read_text()

    def test_a_body_that_is_too_large_is_not_read(self, engine: Engine) -> None:
        body = b"x" * (17 * 1024 * 1024)

        assert call(engine, signed(engine.endpoint, body), body)[0] == 413


def request(path: str, method: str = "POST", **headers: str) -> Request:
    lines = tuple((name.lower().replace("_", "-"), value) for name, value in headers.items())
    return Request("1", method, path, "", "HTTP/1.1", lines, "127.0.0.1", b"{}")


class TestLocalPages:
    """What is below /_local."""

    @pytest.mark.parametrize(
        "headers",
        [
            {"Host": "evil.example:8080"},
            {"Host": "127.0.0.1.evil.example"},
            {"Host": "localhost:8080", "Origin": "http://evil.example"},
            {"Host": "localhost:8080", "Origin": "null"},
            {"Host": "localhost:8080", "Origin": "http://localhost:3000"},
            {"Host": "localhost:8080", "Origin": "https://localhost:8080"},
            {"Host": "localhost:8080", "Sec_Fetch_Site": "cross-site"},
            {"Host": "localhost:8080", "Sec_Fetch_Site": "same-site"},
            {},
        ],
    )
    @pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PUT"])
    def test_another_site_is_refused(self, headers: dict[str, str], method: str) -> None:
        answers = {"mailbox": lambda _: Response(200, (), b"secret")}

        assert local_answer(answers, request("/_local/mailbox", method, **headers)).status == 403

    @pytest.mark.parametrize(
        "headers",
        [
            {"Host": "localhost:8080", "Origin": "http://localhost:8080", "Sec_Fetch_Site": "same-origin"},
            {"Host": "127.0.0.1:8080", "Sec_Fetch_Site": "none"},
            {"Host": "127.0.0.1:8080"},
        ],
    )
    def test_the_page_itself_and_programs_are_not(self, headers: dict[str, str]) -> None:
        answers = {"mailbox": lambda _: Response(200, (), b"{}")}

        assert local_answer(answers, request("/_local/mailbox", "GET", **headers)).status == 200

    def test_services_of_aws_are_for_who_has_the_key(self) -> None:
        key = AccessKey.new()
        answer = signed_only(key, lambda _: Response(200))
        made = AWSRequest("POST", "http://127.0.0.1:8080/_local/aws", {}, b"{}")
        SigV4Auth(Credentials(*key), "events", "eu-central-1").add_auth(made)
        given = {**dict(made.headers.items()), "Host": "127.0.0.1:8080"}

        assert answer(request("/_local/aws", **given)).status == 200
        assert answer(request("/_local/aws", **without(given, "Authorization"))).status == 403
        pretended = "AWS4-HMAC-SHA256 Credential=local"
        assert answer(request("/_local/aws", **{**given, "Authorization": pretended})).status == 403
        assert answer(request("/_local/aws/v2/email/outbound-emails", **given)).status == 403


def test_a_client_with_another_key_is_told_what_is_wrong(engine: Engine) -> None:
    client: Any = aws_session().create_client(
        "dynamodb",
        endpoint_url=engine.url,
        region_name="eu-central-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )

    with pytest.raises(ClientError, match="not signed with the key"):
        client.list_tables()

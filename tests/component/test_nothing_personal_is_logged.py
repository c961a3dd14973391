"""Every operation with canaries for all that is personal or secret; no output may hold one.

Searched is what is written to stdout and stderr and what is logged, at the level that is deployed: after
success, after refusals of every kind, and after errors that nobody foresaw and that quote the request.
"""

import copy
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent

from local.stack.template import function_properties, load_templates
from shared.adapters.mail.ses import SesMailService
from shared.domain.instants import instant_text, now
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.http.request import Request
from shared.runtime.batches import queue_trigger, stream_trigger
from shared.runtime.observability import logger
from shared.runtime.trigger import Invocation, Trigger
from shared.runtime.wiring import wiring
from tests.component.canaries import FORM, SOURCE, Event, authorize, handler_of, request, world_of
from tests.component.canary_world import CANARY, World, with_canaries
from tests.component.lambda_context import LambdaContext
from tests.component.messages.queues import consume, message
from tests.component.messages.ses import Ses
from tests.component.test_access_table import ACCESS, ANYONE, VISITOR
from tests.component.test_access_table import FIRST_ROUTES as ROUTES
from tests.component.tokens import Tokens
from tests.component.wire import Wire
from tests.jwt_issuer import DISCOVERY_PATH, TOKEN_PATH, JwtIssuer
from tools.rehearsal.samples import ALWAYS_REFUSED
from triggers import on_customer_message, on_mail_bounced

UNFORESEEN = "ValidationException"
every_route = pytest.mark.parametrize("key", sorted(ROUTES))


class Output:
    """Return everything written and logged since the last call."""

    def __init__(self, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
        self._capfd, self._caplog = capfd, caplog
        caplog.set_level(logging.INFO)

    def taken(self) -> str:
        """All of it, once."""
        written = "".join(self._capfd.readouterr())
        logged = [f"{vars(record)} {logging.Formatter().format(record)}" for record in self._caplog.records]
        self._caplog.clear()
        return "\n".join([written, *logged])


@pytest.fixture(scope="module")
def provider() -> Iterator[JwtIssuer]:
    with JwtIssuer() as running:
        yield running


@pytest.fixture(scope="module")
def wire(engine_url: str) -> Wire:
    return Wire()


@pytest.fixture
def output(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Output:
    return Output(capfd, caplog)


def assert_silent(output: Output, world: World, what: str) -> str:
    """The output, which holds nothing that it must not."""
    text = output.taken()
    for forbidden in (CANARY, SOURCE, *world.secrets):
        where = text.lower().find(forbidden.lower())
        assert where < 0, f"after {what}: {text[max(0, where - 200) : where + 100]!r}"
    return text


def status_of(answer: dict[str, Any]) -> int:
    status: int = answer["statusCode"]
    return status


def statuses_of(answer: dict[str, Any]) -> set[int]:
    """Return the status; of a list whose elements are answered one by one, theirs."""
    status = status_of(answer)
    return {element["code"] for element in json.loads(answer["body"])} if status == 207 else {status}


@every_route
def test_success_and_refusals_are_silent(key: str, output: Output, provider: JwtIssuer) -> None:
    route = ROUTES[key]
    world = world_of(route, provider)
    operation = handler_of(route)
    event = request(route, world, ROUTES)
    assert_silent(output, world, "the preparation")

    answer = operation(copy.deepcopy(event), None)

    status = status_of(answer)
    world.secrets += given_away(answer)
    served = status == 404 if operation.name in ALWAYS_REFUSED else status < 300
    assert served, f"{operation.name} must succeed here: prepare it in tests/component/canaries.py"
    assert f'"operation":"{operation.name}"' in assert_silent(output, world, "success").replace(" ", "")
    for name, spoiled in refused(event, key, world):
        assert status_of(operation(spoiled, None)) < 500, name
        assert_silent(output, world, name)


def given_away(answer: dict[str, Any]) -> list[str]:
    """The secrets and tokens that an answer shows to its caller, and that nobody else is to see."""
    document = (
        json.loads(answer.get("body") or "null")
        if "json" in answer["headers"].get("Content-Type", "")
        else None
    )
    members = document.items() if isinstance(document, dict) else ()
    return [value for name, value in members if name.endswith(("_secret", "_token", "Token")) and value]


def refused(event: Event, key: str, world: World) -> Iterator[tuple[str, Event]]:
    """The same request again, and spoiled in every way."""
    yield "the same again", copy.deepcopy(event)
    yield "the same with a key", changed(event, headers={"idempotency-key": CANARY, "if-match": CANARY})
    yield "wrong parameters", changed(event, rawQueryString=WRONG_QUERY)
    yield "a query that is not UTF-8", changed(event, rawQueryString=f"{CANARY}=%ff&tenant={CANARY}")
    yield (
        "a wrong path",
        changed(event, pathParameters=dict.fromkeys(event.get("pathParameters", {}), f"{CANARY} ü")),
    )
    yield "another media type", changed(event, body="{}", headers={"content-type": f"text/{CANARY}"})
    for body in (
        f"{CANARY} {{",
        f'"{CANARY}"',
        f'{{"{CANARY}": 1, "{CANARY}": 2}}',
        f'[{{"{CANARY}": "{CANARY}"}}]',
    ):
        yield f"the body {body}", changed(event, body=body, isBase64Encoded=False)
    yield "invalid base64", changed(event, body=f"{CANARY} ü", isBase64Encoded=True)
    yield (
        "a form",
        changed(event, body=f"{CANARY}={CANARY}&client_id={CANARY}", headers={"content-type": FORM}),
    )
    if "body" in event and not event["isBase64Encoded"]:
        document = json.loads(event["body"])
        yield "members of wrong types", changed(event, body=json.dumps(of_wrong_types(document)))
        yield "other secrets", changed(event, body=json.dumps(with_canaries(document, world, CANARY)))
    if ACCESS[key] is not ANYONE:
        yield "no caller", changed(event, authorizer={})
        for fault in ("invalid", "expired"):
            yield f"an {fault} token", changed(event, authorizer={"lambda": {"fault": fault}})
        tokens = Tokens(world.tenant, world.tenant, None)
        row = ACCESS[key]
        assert row is not ANYONE
        foreign = copy.deepcopy(event)
        is_visitors = VISITOR in row[1]
        authorize(foreign, tokens.customer()[1].access_token if is_visitors else tokens.visit().access_token)
        yield "somebody else's token", foreign


WRONG_QUERY = "&".join(
    f"{name}={CANARY}:("
    for name in (
        "q", "sort", "expand", "pageNumber", "pageSize", "next", "sendPasswordResetNotifications", "keys",
        "tenant", "client_id", "refresh_token", "anonymous_token", "currency", "refreshToken",
        "legalEntityId", "accessToken", "subjectAccessToken", "config", "code", "redirect_uri",
    )
)  # fmt: skip


def changed(event: Event, **members: Any) -> Event:
    """The event with other members; headers are added, the authorizer is that of its context."""
    copied = copy.deepcopy(event)
    copied["headers"] |= members.pop("headers", {})
    if "authorizer" in members:
        copied["requestContext"]["authorizer"] = members.pop("authorizer")
    return {**copied, **members}


def of_wrong_types(value: Any) -> Any:
    """The JSON value, but every text in it an object and every object's member of a canary's name."""
    if isinstance(value, dict):
        return {name: of_wrong_types(inner) for name, inner in value.items()} | {CANARY: CANARY}
    if isinstance(value, list):
        return [of_wrong_types(inner) for inner in value]
    return {CANARY: CANARY}


@every_route
def test_errors_of_storage_that_nobody_foresaw_are_silent(
    key: str, output: Output, provider: JwtIssuer, wire: Wire
) -> None:
    route = ROUTES[key]
    operation = handler_of(route)
    event = request(route, world_of(route, provider), ROUTES)
    with wire.counting() as requests:
        wire.started(operation)(event, None)
    asked = [*requests]

    for name in asked:
        world = world_of(route, provider)
        event = request(route, world, ROUTES)
        assert_silent(output, world, "the preparation")
        wire.fail(name, UNFORESEEN, times=100)
        answer = wire.started(operation)(event, None)
        wire.fail(name, UNFORESEEN, times=0)

        assert statuses_of(answer) - {400} == {500}, name  # elements may be refused before they are stored
        assert "unforeseen error" in assert_silent(output, world, f"{UNFORESEEN} of {name}")


@every_route
def test_errors_of_code_that_nobody_foresaw_are_silent(key: str, output: Output, provider: JwtIssuer) -> None:
    route = ROUTES[key]
    world = world_of(route, provider)
    event = request(route, world, ROUTES)

    def broken(asked: Request, _: object) -> Any:
        raise RuntimeError(f"{asked}")

    status = status_of(replace(handler_of(route), function=broken, repeat=None)(event, None))

    assert status == 500
    assert "unforeseen error" in assert_silent(output, world, "RuntimeError")


@pytest.mark.parametrize(
    "entry_point",
    [
        properties["Handler"].removesuffix(".lambda_handler").replace("/", ".")
        for properties in function_properties(*load_templates()).values()
        if properties["Handler"].startswith("triggers/")
    ],
)
def test_errors_of_what_happens_without_a_request_are_silent(entry_point: str, output: Output) -> None:
    handler = import_module(entry_point).lambda_handler

    def broken(*_: object) -> Any:
        raise RuntimeError(CANARY)

    with pytest.raises(Exception, match="RuntimeError") as raised:
        replace(handler, function=broken)({"detail": {CANARY: CANARY}}, LambdaContext())

    assert CANARY not in str(raised.value)
    assert "unforeseen error" in assert_silent(output, World(), "RuntimeError")


@pytest.mark.parametrize("source", ["a queue", "the stream"])
def test_what_fails_of_a_batch_is_silent_even_where_powertools_is_debugged(
    source: str, output: Output, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    powertools = logging.getLogger("aws_lambda_powertools")
    monkeypatch.setattr(powertools, "propagate", True)
    caplog.set_level(logging.DEBUG, powertools.name)
    records: list[Event]
    handler: Trigger[None]
    if source == "a queue":
        records = [message(CANARY, {CANARY: CANARY}, "m0")]
        handler = queue_trigger(uses=lambda _: None)(refuse)
    else:
        image = {"SequenceNumber": "m0", "NewImage": {CANARY: {"S": CANARY}}}
        records = [{"eventName": "INSERT", "dynamodb": image}]
        handler = stream_trigger(uses=lambda _: None, retries=lambda message, _: None)(report)

    answer = handler({"Records": records}, LambdaContext())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m0"}]}
    written = assert_silent(output, World(), f"a failure of {source}")
    assert "unforeseen error" in written
    assert "Adding metric" in written  # Powertools does speak


def report(changes: Sequence[Mapping[str, Any]], _: None) -> Mapping[int, Exception]:
    return {0: RuntimeError(str(changes[0]["dynamodb"]))}


def refuse(invocation: Invocation[EventBridgeEvent], _: None) -> None:
    raise RuntimeError(f"{invocation.event} {invocation.event.raw_event}")


@pytest.mark.parametrize(
    ("status", "code"), [(200, ""), (400, "MessageRejected"), (429, "TooManyRequestsException"), (500, "")]
)
@pytest.mark.parametrize("sender", [f"{CANARY}@shop.example", f"{CANARY}@{'ü' * 70}.example", None])
def test_a_message_and_what_its_service_says_are_silent(
    status: int, code: str, sender: str | None, output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World()
    address = f"https://{CANARY}.example/{world.one_time_token(TokenPurpose.PASSWORD_RESET)}"
    detail = {
        "tenant": world.tenant,
        "eventId": "an-event",
        "occurredAt": instant_text(now()),
        "customerNumber": world.customer.number,
        "email": world.email,
        "token": world.secrets[-1],
        "url": address,
        "site": "main",
        "language": "en",
        "expiresAt": int(time.time()) + 3600,
    }
    unreadable = {**detail, "eventId": "another", "email": None}
    events = [("customer.password-reset", each) for each in (detail, unreadable)]
    with Ses() as ses:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", ses.url)
        ses.fail(status, code, times=0 if status < 300 else 10)
        messaging = replace(wiring().message_ports, mail=SesMailService(None), sender=sender)
        handler = replace(on_customer_message.lambda_handler, uses=lambda _: messaging)
        assert_silent(output, world, "the preparation")

        again = consume(handler, *events)

    is_sent = status < 300 and sender == f"{CANARY}@shop.example"
    assert again == ([1] if is_sent else [0, 1])
    assert "unforeseen error" in assert_silent(output, world, f"{status} for a message of {sender}")


@pytest.mark.parametrize("member", ["bouncedRecipients", "timestamp"])
def test_mail_that_came_back_is_silent(member: str, output: Output) -> None:
    world = World()
    bounce = {
        "bounceType": "Permanent",
        "timestamp": "2026-11-22T09:00:00.000Z",
        "bouncedRecipients": [{"emailAddress": world.email, "diagnosticCode": CANARY}],
    }
    mail = {"tags": {"tenant": [world.tenant], "customerNumber": [world.customer.number]}}
    details = [{"bounce": bounce, "mail": mail}, {"bounce": {**bounce, member: CANARY}, "mail": mail}]
    assert_silent(output, world, "the preparation")

    again = consume(on_mail_bounced.lambda_handler, *(("Email Bounced", detail) for detail in details))

    assert again == [1]
    assert "unforeseen error" in assert_silent(output, world, f"a bounce without {member}")


@pytest.mark.parametrize("path", [TOKEN_PATH, DISCOVERY_PATH])
@pytest.mark.parametrize("status", [200, 400, 500])
@pytest.mark.parametrize("body", [f'{{"error": "{CANARY}", "error_description": "{CANARY}"}}', CANARY])
def test_what_an_identity_provider_says_is_silent(
    path: str, status: int, body: str, output: Output, provider: JwtIssuer
) -> None:
    route = ROUTES["POST /customer/{tenant}/socialLogin"]
    world = world_of(route, provider)
    event = request(route, world, ROUTES)
    provider.documents[path] = (status, body.encode())

    answer = handler_of(route)(event, None)

    assert 400 <= status_of(answer) < 600
    assert_silent(output, world, f"{status} from {path}")


LEAKS: dict[str, Callable[[Request], object]] = {
    "the body to stdout": lambda asked: sys.stdout.write(f"{asked.body!r}"),
    "the body to stderr": lambda asked: sys.stderr.write(f"{asked.body!r}"),
    "the body to the log": lambda asked: logger().info("asked", extra={"body": asked.body.decode()}),
    "the body to a library's log": lambda asked: logging.getLogger("library").warning("%s", asked.body),
    "the query to the log": lambda asked: logger().info(asked.query_string),
    "a header to the log": lambda asked: logger().info(asked.headers["authorization"]),
    "the path to the log": lambda asked: logger().info(asked.path),
    "the address to the log": lambda asked: logger().info(asked.source_ip),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_handler_that_writes_of_its_request_is_found(leak: str, output: Output) -> None:
    route, world = ROUTES["PUT /customer/{tenant}/customers/{customerNumber}"], World()
    operation = handler_of(route)

    def leaking(told: Callable[[Request], object], asked: Request, uses: Any) -> Any:
        told(asked)
        return operation.function(asked, uses)

    leaky = replace(operation, function=partial(leaking, LEAKS[leak]))

    assert status_of(leaky(request(route, world, ROUTES), None)) == 204
    with pytest.raises(AssertionError):
        assert_silent(output, world, leak)

"""What a storefront and a back office send, in their order, replayed against the service: `journeys/*.yaml`.

Each step has the call and what the page makes of the answer: its status, the members of its body that are
read, and the headers that are read. The words `text`, `number` and `truth` stand for a value of that type.
"""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from local.demo.tenant import STOREFRONT, TENANT
from tests.running.conftest import Service
from tests.waiting import wait_until

JOURNEYS = sorted((Path(__file__).parent / "journeys").glob("*.yaml"))
KINDS = {"text": (str,), "number": (int, float), "truth": (bool,)}

# What a page of another site may send and read without being granted it by name.
SIMPLE_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}
SIMPLE_REQUEST = {"accept", "accept-language", "content-language"}
SIMPLE_ANSWER = {
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "expires",
    "last-modified",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: Any


@dataclass
class Caller:
    """A storefront or back office, and what it has kept of the answers before."""

    service: Service
    origin: str | None
    kept: dict[str, Any]
    headers: Mapping[str, str]
    problems: list[str] = field(default_factory=list)

    def take(self, step: Mapping[str, Any]) -> list[str]:
        """Take a step, and return what is not as the page needs it."""
        self.problems = []
        answer = self._message(step["message"]) if "message" in step else self._call(step)
        if "answer" in step and answer.status != step["answer"]:
            self.problems.append(f"status {answer.status}, not {step['answer']}: {answer.body}")
            return self.problems
        for name, wanted in step.get("reads", {}).items():
            self._read(name, wanted, answer.headers)
        if "body" in step:
            self.problems += lacking(self._filled(step["body"]), answer.body, "body")
        for name, member in step.get("keep", {}).items():
            self.kept[name] = answer.body.get(member, "")
        return self.problems

    def _message(self, step: Mapping[str, str]) -> Answer:
        to, kind = self._filled(step["to"]), step["kind"]
        found = wait_until(lambda: [each for each in self.service.mailbox(to) if each["kind"] == kind])
        return Answer(200, {}, found[0])

    def _call(self, step: Mapping[str, Any]) -> Answer:
        method, path = self._filled(step["call"]).split(" ", 1)
        headers = self._filled({**self.headers, **step.get("headers", {})})
        if "token" in step:
            headers["Authorization"] = f"Bearer {self.kept.get(step['token'], '')}"
        body = None
        if "sends" in step:
            headers["Content-Type"] = "application/json"
            body = json.dumps(self._filled(step["sends"]))
        elif "form" in step:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = self._filled(step["form"])
        if self.origin is not None:
            self._ask(method, path, headers)
            headers["Origin"] = self.origin
        answer = self._send(method, path, headers, body)
        if self.origin is not None and answer.headers.get("access-control-allow-origin") not in (
            "*",
            self.origin,
        ):
            self.problems.append("the browser keeps the answer from the page")
        return answer

    def _ask(self, method: str, path: str, headers: Mapping[str, str]) -> None:
        """Ask for permission as a browser does before it sends what no form could send."""
        named = {name.lower() for name in headers} - SIMPLE_REQUEST
        if headers.get("Content-Type") in SIMPLE_TYPES:
            named -= {"content-type"}
        if method in ("GET", "POST") and not named:
            return
        question = {"Origin": self.origin or "", "Access-Control-Request-Method": method}
        if named:
            question["Access-Control-Request-Headers"] = ",".join(sorted(named))
        granted = self._send("OPTIONS", path, question, None)
        allowed = words(granted.headers.get("access-control-allow-headers", ""))
        methods = words(granted.headers.get("access-control-allow-methods", ""))
        if method.lower() not in {*methods, "get", "post"}:
            self.problems.append(f"the browser is not granted {method}")
        self.problems += [f"the browser is not granted {name}" for name in sorted(named - allowed)]

    def _send(self, method: str, path: str, headers: Mapping[str, str], body: str | None) -> Answer:
        connection = HTTPConnection(urlsplit(self.service.url).netloc, timeout=30)
        connection.request(method, path, body and body.encode(), dict(headers))
        response = connection.getresponse()
        text = response.read()
        received = {name.lower(): value for name, value in response.getheaders()}
        connection.close()
        is_json = received.get("content-type", "").startswith("application/json")
        return Answer(response.status, received, json.loads(text) if text and is_json else None)

    def _read(self, name: str, wanted: Any, headers: Mapping[str, str]) -> None:
        exposed = words(headers.get("access-control-expose-headers", "")) | SIMPLE_ANSWER
        if self.origin is not None and name.lower() not in exposed:
            self.problems.append(f"the browser keeps {name} from the page")
        value = headers.get(name.lower())
        self.problems += lacking(wanted, int(value) if value and value.isdigit() else value, name)

    def _filled(self, node: Any) -> Any:
        """The node with what was kept in place of each name in braces."""
        if isinstance(node, dict):
            return {name: self._filled(value) for name, value in node.items()}
        if isinstance(node, list):
            return [self._filled(value) for value in node]
        if isinstance(node, str):
            return re.sub(r"\{(\w+)\}", lambda found: str(self.kept.get(found[1], found[0])), node)
        return node


def words(header: str) -> set[str]:
    return {word.strip().lower() for word in header.split(",")}


def lacking(wanted: Any, found: Any, place: str) -> list[str]:
    """Return what is not there of what a page reads; there may be more than that.

    Each element of a list has to be as the one that is wanted, and there has to be one.
    """
    if isinstance(wanted, dict):
        if not isinstance(found, dict):
            return [f"{place} is {found!r}, not an object"]
        return [
            line
            for name, value in wanted.items()
            for line in (
                lacking(value, found[name], f"{place}.{name}")
                if name in found
                else [f"{place} lacks {name}: {found}"]
            )
        ]
    if isinstance(wanted, list) and len(wanted) == 1 and found:
        if not isinstance(found, list):
            return [f"{place} is {found!r}, not a list"]
        return [
            line
            for index, value in enumerate(found)
            for line in lacking(wanted[0], value, f"{place}[{index}]")
        ]
    kind = KINDS.get(wanted) if isinstance(wanted, str) else None
    if kind is None:
        return [] if found == wanted else [f"{place} is {found!r}, not {wanted!r}"]
    return [] if type(found) in kind else [f"{place} is {found!r}, not a {wanted}"]


@pytest.mark.parametrize("journey", JOURNEYS, ids=[path.stem for path in JOURNEYS])
def test_a_journey_is_answered_as_its_pages_need_it(service: Service, journey: Path) -> None:
    described = yaml.safe_load(journey.read_text())
    kept = {
        "tenant": TENANT,
        "shop": STOREFRONT,
        "secret": service.secret("acme-admin"),
        "secretDe": service.secret("acme-de"),
        "unique": f"{time.time_ns():x}",
    }
    caller = Caller(service, described.get("origin"), kept, described["headers"])

    problems = [f"{step['step']}: {problem}" for step in described["steps"] for problem in caller.take(step)]

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("wanted", "found", "missing"),
    [
        ({"id": "text"}, {"id": "1", "more": 1}, []),
        ({"id": "text"}, {"id": 1}, ["body.id is 1, not a text"]),
        ({"id": "text"}, {}, ["body lacks id: {}"]),
        ([{"id": "text"}], [{"id": "1"}, {}], ["body[1] lacks id: {}"]),
        ([{"id": "text"}], [], ["body is [], not [{'id': 'text'}]"]),
        ([], [1], ["body is [1], not []"]),
        ({}, None, ["body is None, not an object"]),
        ("number", True, ["body is True, not a number"]),
    ],
)
def test_what_a_page_would_miss_is_noticed(wanted: Any, found: Any, missing: list[str]) -> None:
    assert lacking(wanted, found, "body") == missing

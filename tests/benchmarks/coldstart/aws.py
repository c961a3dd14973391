"""The AWS that functions find: DynamoDB as an engine once answered, KMS, a bus and SES."""

import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import urllib3

from tests.benchmarks.loopback import Handler, serving

_TARGET = "X-Amz-Target"
_KMS, _BUS = "TrentService.", "AWSEvents."


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of DynamoDB's."""

    status: int
    body: bytes


@dataclass(slots=True)
class Aws:
    """The recorded answers. `engine`: where requests are passed on while `recording`.

    Of requests with the same target, the first gets what the first one was answered while recording, and so
    on; any that are more get what the last one did.
    """

    engine: str
    recording: bool = True
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    _seen: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pool: urllib3.PoolManager = field(default_factory=urllib3.PoolManager)

    def record(self) -> dict[str, list[Answer]]:
        """Pass requests on from now; what is answered goes into what is returned."""
        self.recording, self.answers = True, {}
        return self.answers

    def replay(self, answers: dict[str, list[Answer]]) -> None:
        """Answer as it was recorded from now."""
        self.recording, self.answers = False, answers
        self._seen.clear()

    def answer(self, target: str, body: bytes, headers: dict[str, str]) -> Answer:
        """The answer to a request."""
        if target.startswith(_KMS):
            return _kms(body)
        if target.startswith(_BUS):
            return _published(body)
        if not target:
            return Answer(200, b'{"MessageId": "an-id"}')  # SES, whose requests name no target
        if self.recording:
            response = self._pool.request("POST", self.engine, body=body, headers=headers)
            answer = Answer(response.status, response.data)
            with self._lock:
                self.answers.setdefault(target, []).append(answer)
            return answer
        with self._lock:
            position = self._seen[target]
            self._seen[target] += 1
        recorded = self.answers[target]
        return recorded[min(position, len(recorded) - 1)]


@contextmanager
def serving_aws(engine: str) -> Iterator[tuple[str, Aws]]:
    """The URL to be used as endpoint, and what is served there."""
    aws = Aws(engine)
    with serving(_Handler, aws) as address:
        yield f"http://{address}", aws


def _kms(body: bytes) -> Answer:
    """Return the plaintext as ciphertext, and back."""
    request = json.loads(body)
    text = request.get("Plaintext") or request["CiphertextBlob"]
    return Answer(
        200, json.dumps({"KeyId": request["KeyId"], "Plaintext": text, "CiphertextBlob": text}).encode()
    )


def _published(body: bytes) -> Answer:
    """All of the events are taken."""
    entries = [{"EventId": "an-id"} for _ in json.loads(body)["Entries"]]
    return Answer(200, json.dumps({"FailedEntryCount": 0, "Entries": entries}).encode())


class _Handler(Handler):
    def do_POST(self) -> None:  # noqa: N802 - http.server's name
        headers = dict(self.headers.items())  # with the host that was signed
        answer = self.served.answer(self.headers.get(_TARGET, ""), self.body(), headers)
        self.answer(answer.status, answer.body, {"Content-Type": "application/x-amz-json-1.0"})

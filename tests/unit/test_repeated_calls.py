"""Calls without an SDK that fail: which are repeated, and what is said of those that are not."""

import json
from http.client import BadStatusLine
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from cli.terminal.failures import explained
from shared.adapters import signed_calls
from shared.adapters.signed_calls import ATTEMPTS, KMS, CallFailed, SignedService, call
from shared.adapters.tokens.kms_key_cipher import KmsKeyCipher
from shared.adapters.tokens.signed_kms_cipher import SignedKmsCipher
from shared.domain.callers.secret_uses import SEALING
from shared.domain.errors import StorageUnavailable

GOOD = (200, b'{"Plaintext": "YQ=="}')
REFUSAL = "User: u is not authorized to perform: kms:Decrypt on resource: arn:k"


class Answers:
    """What a service answers, or raises, one after the other and the last for good; `waits` in between."""

    def __init__(self) -> None:
        self.next: list[tuple[int, bytes] | Exception] = []
        self.asked = 0
        self.waits: list[float] = []

    def send(self, operation: str, body: bytes) -> tuple[int, bytes]:
        self.asked += 1
        answer = self.next.pop(0) if len(self.next) > 1 else self.next[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """A service reached without an SDK."""
    answers = Answers()
    monkeypatch.setattr(SignedService, "send", lambda _, *request: answers.send(*request))
    monkeypatch.setattr("shared.adapters.signed_calls.time.sleep", answers.waits.append)
    return answers


def error(code: str, message: str = "") -> tuple[int, bytes]:
    return 400, json.dumps({"__type": f"com.amazonaws#{code}", "message": message}).encode()


@pytest.mark.parametrize(
    "passing",
    [
        *map(
            error,
            (
                "ThrottlingException",
                "ProvisionedThroughputExceededException",
                "RequestLimitExceeded",
                "TooManyRequestsException",
            ),
        ),
        (500, b'{"__type": "KMSInternalException"}'),
        (503, b"[]"),
        (503, b'"busy"'),
        (503, b"null"),
        (502, b"<html>"),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b"{}"),
        (200, b"\xff"),
        TimeoutError(),
        BadStatusLine(""),
    ],
    ids=str,
)
def test_what_passes_is_waited_out(answers: Answers, passing: Any) -> None:
    answers.next = [passing, passing, GOOD]

    assert call(KMS, "Decrypt", {}, "Plaintext") == {"Plaintext": "YQ=="}
    assert len(answers.waits) == 2
    assert min(answers.waits) > 0


def test_what_does_not_pass_ends_after_some_attempts_or_some_time(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers.next = [(503, b"[]")]

    with pytest.raises(CallFailed, match="503"):
        call(KMS, "Decrypt", {}, "Plaintext")
    assert (answers.asked, len(answers.waits)) == (ATTEMPTS, ATTEMPTS - 1)

    monkeypatch.setattr(signed_calls, "_PATIENCE", -1)
    with pytest.raises(CallFailed, match="503"):
        call(KMS, "Decrypt", {}, "Plaintext")
    assert answers.asked == ATTEMPTS + 1


def test_a_refusal_is_not_repeated(answers: Answers) -> None:
    answers.next = [error("AccessDeniedException", REFUSAL)]

    with pytest.raises(CallFailed, match=r"^kms: 400 AccessDeniedException$"):
        call(KMS, "Decrypt", {}, "Plaintext")
    assert answers.asked == 1


Cipher = KmsKeyCipher | SignedKmsCipher


def cipher(kind: type[Cipher], code: str, answers: Answers) -> Cipher:
    """A cipher whose KMS answers with an error."""
    made = kind("a-key")
    answers.next = [error(code)]
    if isinstance(made, KmsKeyCipher):
        made.__dict__["_client"] = SimpleNamespace(encrypt=failing(code), decrypt=failing(code))
    return made


def failing(code: str) -> Any:
    def fail(**_: object) -> None:
        raise ClientError({"Error": {"Code": code, "Message": ""}}, "Decrypt")

    return fail


@pytest.mark.parametrize("kind", [KmsKeyCipher, SignedKmsCipher])
class TestEitherCipher:
    @pytest.mark.parametrize("code", ["ThrottlingException", "RequestLimitExceeded"])
    def test_is_unavailable_while_kms_is_throttled(
        self, answers: Answers, kind: type[Cipher], code: str
    ) -> None:
        throttled = cipher(kind, code, answers)

        for work in (throttled.encrypt, throttled.decrypt):
            with pytest.raises(StorageUnavailable) as busy:
                work(b"a", SEALING)
            assert "AWS throttles" in (explained(busy.value) or "")

    def test_fails_where_kms_refuses_and_says_so_in_one_line(
        self, answers: Answers, kind: type[Cipher]
    ) -> None:
        refused = cipher(kind, "AccessDeniedException", answers)

        for work in (refused.encrypt, refused.decrypt):
            with pytest.raises(CallFailed) as failed:
                work(b"a", SEALING)
            assert "these AWS credentials do not allow" in (explained(failed.value) or "")


@pytest.mark.parametrize(
    ("code", "said", "says"),
    [
        ("AccessDeniedException", REFUSAL, "do not allow kms:Decrypt on arn:k"),
        ("ExpiredTokenException", "", "the AWS credentials have expired"),
        ("UnrecognizedClientException", "no", "AWS does not know these credentials"),
        ("DisabledException", "it is disabled", "the KMS key cannot be used"),
        ("", "", "kms: TimeoutError; check the network, --region"),
    ],
)
def test_a_failed_call_is_explained_as_the_sdks_is(code: str, said: str, says: str) -> None:
    failure = CallFailed("kms", f"400 {code}" if code else "TimeoutError", code, said, is_passing=not code)

    assert says in (explained(failure) or "")
    assert said in ("", *says.split(": ")) or said not in str(failure)


def test_a_failed_call_of_the_sdk_is_explained_by_its_cause() -> None:
    failure = CallFailed("kms", "EndpointConnectionError", is_passing=True)
    failure.__cause__ = EndpointConnectionError(endpoint_url="https://kms.test")

    assert "https://kms.test cannot be reached" in (explained(failure) or "")

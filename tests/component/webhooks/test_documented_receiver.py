"""The receiver of docs/webhooks.md, as it stands there."""

import base64
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from local.machine.paths import PROJECT_ROOT
from shared.domain.webhooks.signature import signed_headers
from tests.processes import free_port

SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two octets ..").decode()
FORMER = "whsec_" + base64.b64encode(b"the one before ................").decode()


def program() -> str:
    text = (PROJECT_ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    return str(found)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with receiver(tmp_path_factory.mktemp("receiver"), SECRET) as url:
        yield url


@contextmanager
def receiver(folder: Path, secret: str) -> Iterator[str]:
    file = folder / "receiver.py"
    file.write_text(program(), encoding="utf-8")
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "SECRET": secret, "PORT": str(port)}
    with subprocess.Popen(
        [sys.executable, "-I", file], env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def answer(url: str, body: bytes, headers: dict[str, str]) -> int:
    request = Request(url, data=body, headers=headers)
    until = time.monotonic() + 10
    while True:
        try:
            with urlopen(request, timeout=5) as response:
                return int(response.status)
        except HTTPError as error:
            return error.code
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def test_it_has_twelve_lines() -> None:
    assert len([line for line in program().splitlines() if line]) == 12


def test_it_takes_what_we_sign_also_while_the_secret_is_changed(url: str) -> None:
    for secrets in ([SECRET], [FORMER, SECRET], [SECRET, FORMER]):
        assert (
            answer(
                url,
                '{"a":"ü"}'.encode(),
                signed_headers("id", datetime.now(UTC), '{"a":"ü"}'.encode(), secrets),
            )
            == 204
        )


def test_it_refuses_what_somebody_else_signed_or_changed_or_sends_late(url: str) -> None:
    at = datetime.now(UTC)
    assert answer(url, b"{}", signed_headers("id", at, b"{}", [FORMER])) == 401
    assert answer(url, b"[]", signed_headers("id", at, b"{}", [SECRET])) == 401
    assert answer(url, b"{}", signed_headers("id", at, b"{}", [SECRET]) | {"webhook-id": "other"}) == 401
    assert answer(url, b"{}", signed_headers("id", at - timedelta(hours=1), b"{}", [SECRET])) == 401


def test_a_secret_of_other_characters_signs_with_its_octets(tmp_path: Path) -> None:
    plain = "the-secret-of-the-crm"
    with receiver(tmp_path, plain) as url:
        assert answer(url, b"{}", signed_headers("id", datetime.now(UTC), b"{}", [plain])) == 204

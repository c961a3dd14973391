"""`make sam-local`, after what it builds: what it makes, how it refuses, and how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest

from local.machine.paths import PROJECT_ROOT
from local.stack.template import http_api, load_templates
from tests.contract import test_samples as of_samples
from tools.rehearsal.samples import samples, trigger_samples

STOP_SECONDS = 30
DAY = 86_400


def started(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """It as a shell starts it in the background, where Ctrl-C is ignored unless a program sees to that."""
    command = [sys.executable, "-m", "tools.sam", "--folder", str(folder), *words]
    return subprocess.Popen(
        ["/bin/sh", "-c", 'trap "" INT; exec "$@"', "sh", *command],
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Its preparations; at the end Ctrl-C ends it and everything is gone."""
    folder = tmp_path_factory.mktemp("sam-local") / "sam"
    with started(folder, "--host", "localhost") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ready"), process.stderr
        yield folder
        services = urlsplit(
            json.loads((folder / "env.json").read_text())["AuthorizerFunction"]["TOKEN_ISSUER"]
        )
        process.send_signal(signal.SIGINT)
        assert process.wait(STOP_SECONDS) == 130
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert not folder.exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((services.hostname, services.port), timeout=1)


def copies(folder: Path) -> dict[str, dict[str, Any]]:
    """The prepared samples, by their names below events/."""
    return {
        str(path.relative_to(folder / "events").with_suffix("")): json.loads(path.read_text())
        for path in sorted((folder / "events").rglob("*.json"))
    }


def test_there_is_a_copy_of_every_functions_sample(folder: Path) -> None:
    templates = load_templates()
    expected = [*samples(http_api(*templates)), *trigger_samples(*templates)]

    assert set(copies(folder)) == {f"{sample.audience}/{sample.operation}" for sample in expected}
    assert set(copies(folder)) == set(of_samples.SAMPLES)


def test_copies_are_events_of_the_gateway_like_the_samples(folder: Path) -> None:
    for name, copy in copies(folder).items():
        if name.startswith("triggers/"):
            continue
        of_samples.test_the_path_of_a_sample_is_its_route_filled_in(copy)
        of_samples.test_a_sample_has_the_same_query_in_both_places(copy)
        of_samples.test_header_names_of_a_sample_are_lower_case_as_the_gateway_sends_them(copy)
        if name != of_samples.AUTHORIZER:
            of_samples.test_the_body_of_a_sample_is_as_long_as_it_says(copy)
            of_samples.test_a_sample_has_a_token_where_the_gateway_asks_for_one(copy)


def test_their_tokens_are_good_for_a_day_in_the_tenant_that_they_are_of(folder: Path) -> None:
    tenants = set()
    for copy in copies(folder).values():
        if "authorization" not in copy.get("headers", {}):
            continue
        token = copy["headers"]["authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, options={"verify_signature": False})
        assert claims["exp"] - time.time() > DAY - 600
        named = claims["tenant"]
        assert named == copy["pathParameters"]["tenant"]
        tenants.add(named)

    assert len(tenants) > 40, "each has a tenant of its own"


def test_only_its_user_reads_what_it_makes(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_second_one_is_refused_and_leaves_the_first_alone(folder: Path) -> None:
    second = started(folder, "--host", "localhost")
    _, said = second.communicate(timeout=STOP_SECONDS)

    assert second.returncode == 1
    assert said == f"{folder} is in use by another `make sam-local`; stop that one first.\n"
    assert (folder / "env.json").exists()


def test_without_docker_it_says_so_in_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.sam", "--folder", str(tmp_path / "sam")],
        cwd=PROJECT_ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "sam local runs functions in containers, but no Docker engine answers; install or start Docker.\n"
    )
    assert not (tmp_path / "sam").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()

    refused = started(tmp_path, "--host", "localhost")
    _, said = refused.communicate(timeout=STOP_SECONDS)

    assert refused.returncode == 1
    assert said == f"{tmp_path} contains other files, which would be deleted; choose another folder.\n"
    assert (tmp_path / "photo.jpg").exists()

"""All commands of README.md and docs/walkthrough.md do what they say, pasted in this order."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from local.machine.paths import PROJECT_ROOT
from tests.running.conftest import Service, running_service
from tests.waiting import wait_until


def commands() -> str:
    documents = [PROJECT_ROOT / "README.md", PROJECT_ROOT / "docs" / "walkthrough.md"]
    text = "".join(document.read_text() for document in documents)
    blocks: list[str] = re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return "\n".join(block for block in blocks if block != "make run\n")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_they_lead_from_the_first_token_to_another_email_address(tmp_path: Path, shell: str) -> None:
    if (interpreter := shutil.which(shell)) is None:
        pytest.skip(f"{shell} is not installed")
    # Given curl that fails when the service refuses, or does not answer
    (tmp_path / ".curlrc").write_text("fail\nmax-time = 30\n")

    with running_service(tmp_path / "state") as service:
        # When everything is pasted, on the port and with the state of this service
        script = commands().replace(".local/state", str(service.state_dir))
        done = subprocess.run(
            [interpreter, "-euo", "pipefail", "-c", script],
            cwd=PROJECT_ROOT,
            env={**os.environ, "CURL_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        listed = service.customers("mailbox")
        contact = contact_of_a_company(service)

    # Then nothing was refused, and Eva can be reached and logs in at her new address
    assert done.returncode == 0, done.stdout + done.stderr
    walk, _, events = done.stdout.partition('{"version":"0"')
    profile = walk.rpartition('"customerNumber"')[2]
    assert '"contactEmail":"eva.weber@example.com"' in profile
    assert '"accounts":[{"id":"eva.weber@example.com"}]' in profile
    assert '"street":"Gartenweg"' in profile
    assert "order.order_manage_own" in done.stdout
    # Two messages that she asked for, and two that tell what has changed: the password, and the address.
    assert sorted(row.split()[2] for row in listed.stdout.splitlines()) == [
        "anna@example.com",
        "ben@muster.example",
        "eva.weber@example.com",
        *["eva@example.com"] * 3,
    ]

    # And the change was published, as companies are
    assert '"detail-type":"customer.email-change-request"' in events
    assert contact["b2b"]["legalEntities"][-1]["name"] == "Lindhof Möbel GmbH"


def contact_of_a_company(service: Service) -> Any:
    """The customer who is a contact in the end; events take a moment."""
    token = service.token("acme-admin")

    def contact() -> Any:
        _, customer = service.get("/customer/acme/customers/1001", token)
        entities = customer.get("b2b", {}).get("legalEntities", [])
        return customer if any(entity["id"] == "le-500" for entity in entities) else None

    return wait_until(contact)

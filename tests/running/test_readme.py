"""The commands of README.md, "Try it", and docs/walkthrough.md do what they say, pasted in this order."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from local.paths import PROJECT_ROOT
from tests.running.conftest import Service, running_service


def commands() -> str:
    first_steps = (PROJECT_ROOT / "README.md").read_text().partition("\n## Try it\n")[2].partition("\n## ")[0]
    walk = (PROJECT_ROOT / "docs" / "walkthrough.md").read_text()
    blocks: list[str] = re.findall(r"^```sh\n(.*?)^```$", first_steps + walk, re.DOTALL | re.MULTILINE)
    return "\n".join(block for block in blocks if block != "make run\n")


def test_they_lead_from_the_first_token_to_another_email_address(tmp_path: Path) -> None:
    # Given curl that fails when the service refuses
    (tmp_path / ".curlrc").write_text("fail\n")

    with running_service(tmp_path / "state") as service:
        # When everything is pasted, with what this start has printed
        script = commands().replace("http://127.0.0.1:8080", service.url)
        script = script.replace("acme-admin:<secret>", f"acme-admin:{service.secret('acme-admin')}")
        customers = f"{sys.executable} -m cli --state-dir {service.state_dir}"
        script = script.replace(".venv/bin/customers", customers)
        done = subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", script],
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
    assert [row.split()[2] for row in listed.stdout.splitlines()] == [
        "eva.weber@example.com",
        "eva@example.com",
        "anna@example.com",
    ]

    # And the change was told of, as companies are
    assert '"detail-type":"customer.email-change-request"' in events
    assert contact["b2b"]["legalEntities"][-1]["name"] == "Lindhof Möbel GmbH"


def contact_of_a_company(service: Service) -> Any:
    """The customer who is a contact in the end; events take a moment."""
    token = service.token("acme-admin")
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        _, customer = service.get("/customer/acme/customers/1001", token)
        if any(entity["id"] == "le-500" for entity in customer.get("b2b", {}).get("legalEntities", [])):
            return customer
        time.sleep(0.1)
    raise AssertionError("nothing came of the events")

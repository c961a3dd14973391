"""The commands of README.md, "Try it", do what they are there for, pasted one after the other."""

import os
import re
import subprocess
from pathlib import Path

from local.paths import PROJECT_ROOT
from tests.running.conftest import running_service


def commands() -> str:
    section = (PROJECT_ROOT / "README.md").read_text().partition("\n## Try it\n")[2].partition("\n## ")[0]
    blocks: list[str] = re.findall(r"^```sh\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    return "\n".join(block for block in blocks if block != "make run\n")


def test_they_lead_from_the_first_token_to_another_email_address(tmp_path: Path) -> None:
    # Given curl that fails when the service refuses
    (tmp_path / ".curlrc").write_text("fail\n")

    with running_service(tmp_path / "state") as service:
        # When everything is pasted, with what this start has printed
        script = commands().replace("http://127.0.0.1:8080", service.url)
        script = script.replace("acme-admin:<secret>", f"acme-admin:{service.secret('acme-admin')}")
        done = subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", script],
            env={**os.environ, "CURL_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        listed = service.customers("mailbox")

    # Then nothing was refused, and Eva can be reached and logs in at her new address
    assert done.returncode == 0, done.stdout + done.stderr
    profile = done.stdout.rpartition('"customerNumber"')[2]
    assert '"contactEmail":"eva.weber@example.com"' in profile
    assert '"accounts":[{"id":"eva.weber@example.com"}]' in profile
    assert '"street":"Gartenweg"' in profile
    assert [row.split()[2] for row in listed.stdout.splitlines()] == [
        "eva.weber@example.com",
        "eva@example.com",
        "anna@example.com",
    ]

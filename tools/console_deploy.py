"""`make console-deploy`: fills the stack of operations/console.yaml with the console's files and settings."""

import argparse
import json
import mimetypes
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from local.machine.paths import CONSOLE
from shared.adapters.aws import aws_session

CONFIGURATION = "config.json"
_INDEX = "index.html"
_SERVED = frozenset({".css", ".html", ".js", ".svg"})
_MEMBERS = {
    "IssuerName": "name",
    "AuthorizationEndpoint": "authorizationEndpoint",
    "TokenEndpoint": "tokenEndpoint",
    "ClientId": "clientId",
    "Scope": "scope",
    "Token": "token",
    "Tenant": "tenant",
    "EndSession": "endSession",
}
"""Of an issuer in `config.json`, by the stack's parameters."""


def configuration_of(parameters: Mapping[str, str]) -> dict[str, Any]:
    """Return the content of `config.json`. What a parameter leaves empty is left out."""
    issuer = {member: parameters[name] for name, member in _MEMBERS.items() if parameters.get(name)}
    return {"api": parameters["ApiUrl"], "signIn": {"issuers": [issuer]}}


def files_of(folder: Path) -> list[Path]:
    """Return the files that a browser loads, the page itself last: it must find what it names."""
    found = (file for file in folder.rglob("*") if file.suffix in _SERVED and file.is_file())
    return sorted(found, key=lambda file: (file.name == _INDEX, file))


def fill(storage: Any, bucket: str, folder: Path, configuration: Mapping[str, Any]) -> list[str]:  # noqa: ANN401 - a client of S3
    """Write the files into the bucket and delete what else is there; return the names of that."""
    names = [CONFIGURATION]
    _put(storage, bucket, CONFIGURATION, json.dumps(configuration, ensure_ascii=False).encode())
    for file in files_of(folder):
        names.append(file.relative_to(folder).as_posix())
        _put(storage, bucket, names[-1], file.read_bytes())
    pages = storage.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    surplus = [each["Key"] for page in pages for each in page.get("Contents", ()) if each["Key"] not in names]
    for name in surplus:
        storage.delete_object(Bucket=bucket, Key=name)
    return surplus


def main(words: Sequence[str]) -> None:
    """Fill the stack, and have CloudFront forget what it has kept."""
    parser = argparse.ArgumentParser(prog="python -m tools.console_deploy", description=__doc__)
    parser.add_argument("stack", help="name of the stack of operations/console.yaml")
    stack = parser.parse_args(words).stack
    session: Any = aws_session()  # whose clients have the calls of their service
    (described,) = session.create_client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    parameters = {each["ParameterKey"]: each["ParameterValue"] for each in described["Parameters"]}
    outputs = {each["OutputKey"]: each["OutputValue"] for each in described["Outputs"]}
    fill(session.create_client("s3"), outputs["Bucket"], CONSOLE, configuration_of(parameters))
    session.create_client("cloudfront").create_invalidation(
        DistributionId=outputs["DistributionId"],
        InvalidationBatch={
            "Paths": {"Quantity": 1, "Items": ["/*"]},
            "CallerReference": str(time.time_ns()),
        },
    )
    sys.stdout.write(f"{outputs['Url']}\n")


def _put(storage: Any, bucket: str, name: str, body: bytes) -> None:  # noqa: ANN401 - a client of S3
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_text = not media_type.startswith("image/")
    # Browsers ask each time whether what they have is still the newest.
    storage.put_object(
        Bucket=bucket,
        Key=name,
        Body=body,
        ContentType=f"{media_type}; charset=utf-8" if is_text else media_type,
        CacheControl="no-store" if name == CONFIGURATION else "no-cache",
    )


if __name__ == "__main__":
    main(sys.argv[1:])

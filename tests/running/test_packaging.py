"""The layers of `make build`: smaller than what was installed, and as good as all of it."""

import ast
import importlib.metadata
import json
import shutil
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import xform_name
from botocore.httpsession import DEFAULT_CA_BUNDLE

from local.engine import Endpoint
from local.environment import function_environment
from local.http.signature import AccessKey
from local.machine.paths import PROJECT_ROOT
from local.stack.template import load_template, load_templates
from tests.policies import statements_of
from tests.running.packages import INSTALLED, run
from tools.packaging.aws_data import OPERATIONS
from tools.packaging.certificates import AMAZON_ROOTS, RootMissing, amazon_roots
from tools.packaging.layer import cut

PACKAGES = (
    "annotated_types",
    "botocore",
    "dateutil",
    "jmespath",
    "pydantic",
    "pydantic_core",
    "pynamodb",
    "simplejson",
    "typing_inspection",
    "urllib3",
)
MODULES = ("six.py", "typing_extensions.py")
CALLS: dict[str, dict[str, dict[str, Any]]] = {
    "dynamodb": {
        "BatchGetItem": {"RequestItems": {"t": {"Keys": [{"pk": {"S": "1"}}], "ConsistentRead": True}}},
        "BatchWriteItem": {"RequestItems": {"t": [{"PutRequest": {"Item": {"pk": {"S": "1"}}}}]}},
        "DeleteItem": {"TableName": "t", "Key": {"pk": {"S": "1"}}},
        "GetItem": {"TableName": "t", "Key": {"pk": {"S": "1"}}},
        "PutItem": {"TableName": "t", "Item": {"pk": {"S": "1"}, "n": {"N": "1"}, "b": {"BOOL": True}}},
        "Query": {"TableName": "t", "KeyConditionExpression": "pk = :1", "Select": "COUNT"},
        "TransactWriteItems": {"TransactItems": [{"Put": {"TableName": "t", "Item": {"pk": {"S": "1"}}}}]},
        "UpdateItem": {"TableName": "t", "Key": {"pk": {"S": "1"}}, "UpdateExpression": "SET a = b"},
    },
    "events": {"PutEvents": {"Entries": [{"Source": "s", "DetailType": "d", "Detail": "{}"}]}},
    "kms": {
        "Decrypt": {"CiphertextBlob": b"1", "KeyId": "k"},
        "Encrypt": {"Plaintext": b"1", "KeyId": "k"},
    },
    "sesv2": {
        "SendEmail": {
            "FromEmailAddress": "a@example.com",
            "Destination": {"ToAddresses": ["b@example.com"]},
            "Content": {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
        }
    },
    "sqs": {"SendMessageBatch": {"QueueUrl": "u", "Entries": [{"Id": "1", "MessageBody": "{}"}]}},
}
SENDING = """
import json, sys
from ast import literal_eval
import botocore.session
from botocore import xform_name
from botocore.awsrequest import AWSResponse

sent = []

def answer(request, **_):
    sent.append([request.method, request.url, request.headers.get("X-Amz-Target", b"").decode(),
                 json.loads(request.body)])
    return AWSResponse(request.url, 400, {}, type("Raw", (), {"stream": lambda self: [b"{}"]})())

session = botocore.session.get_session()
for region in ("eu-central-1", "us-gov-west-1", "cn-north-1"):
    for service, operations in literal_eval(sys.argv[1]).items():
        client = session.create_client(service, region_name=region)
        client.meta.events.register("before-send", answer)
        for operation, parameters in operations.items():
            try:
                getattr(client, xform_name(operation))(**parameters)
            except client.exceptions.ClientError:
                pass
for request in sent:
    request[3].pop("ClientRequestToken", None)
print(json.dumps(sent))
"""
VALIDATING = """
import sys
from pydantic import BaseModel, ValidationError

class Body(BaseModel):
    name: str | None = None
    inner: "Body | None" = None

print(Body.model_validate({"inner": {"name": "a"}}).model_dump(exclude_unset=True))
try:
    Body.model_validate({"name": 1})
except ValidationError as error:
    print([problem["loc"] for problem in error.errors()])
"""

DECLARING = """
from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.operand import Path

class Name(MapAttribute):
    last = UnicodeAttribute()

print((Name.last == "Doe") & Path("version").does_not_exist(), NumberAttribute().serialize(1))
"""


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed botocore and pydantic, as a layer that has been cut."""
    packages = tmp_path_factory.mktemp("layer") / "python"
    for name in PACKAGES:
        shutil.copytree(INSTALLED / name, packages / name)
        distribution = importlib.metadata.distribution(name.replace("dateutil", "python-dateutil"))
        metadata = Path(str(distribution.locate_file(""))) / metadata_folder(distribution)
        shutil.copytree(metadata, packages / metadata.name)
    for name in MODULES:
        shutil.copy(INSTALLED / name, packages / name)
    cut(packages)
    return packages


@pytest.fixture(scope="module")
def sent_with_all() -> str:
    """The requests that clients send with all of botocore."""
    return run(SENDING, INSTALLED, repr(CALLS))


def metadata_folder(distribution: importlib.metadata.Distribution) -> str:
    (folder,) = {file.parts[0] for file in distribution.files or () if file.parts[0].endswith(".dist-info")}
    return folder


def test_clients_send_what_they_would_send_with_all_of_botocore(layer: Path, sent_with_all: str) -> None:
    sent = run(SENDING, layer, repr(CALLS))

    assert {service: calls.keys() for service, calls in CALLS.items()} == OPERATIONS
    assert len(json.loads(sent)) == 3 * sum(map(len, CALLS.values()))
    assert sent == sent_with_all


def test_what_is_deployed_of_packages_is_as_they_are_published(layer: Path) -> None:
    kept = [file.relative_to(layer) for file in layer.rglob("*.py")]

    assert len(kept) > 150
    assert [file for file in kept if (layer / file).read_bytes() != (INSTALLED / file).read_bytes()] == []


def test_a_layer_without_these_packages_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "jwt").mkdir()

    cut(tmp_path)

    assert [path.name for path in tmp_path.rglob("*")] == ["jwt"]


OF_THE_COMMAND_LINE_ALONE = {"Scan"}
"""The action of a pass through the whole table, to delete a tenant."""


def constants_and_attributes(folder: Path) -> Iterator[str]:
    for module in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.Attribute):
                yield node.attr


def test_every_request_that_functions_make_of_the_table_is_kept() -> None:
    model = botocore.session.get_session().get_service_model("dynamodb")
    named = {xform_name(operation): operation for operation in model.operation_names}

    used = named.keys() & set(constants_and_attributes(PROJECT_ROOT / "shared"))

    assert {named[name] for name in used} - OF_THE_COMMAND_LINE_ALONE == OPERATIONS["dynamodb"]


def test_what_the_command_line_alone_asks_of_the_table_no_function_may_do() -> None:
    allowed = json.dumps(statements_of(*load_templates()))

    assert [action for action in OF_THE_COMMAND_LINE_ALONE if f"dynamodb:{action}" in allowed] == []


def test_every_service_that_functions_call_is_kept() -> None:
    called = {
        node.args[0].value
        for module in (PROJECT_ROOT / "shared").rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "create_client"
        and isinstance(node.args[0], ast.Constant)
    }

    assert {"dynamodb", "kms"} <= called <= OPERATIONS.keys()


def test_models_validate(layer: Path) -> None:
    printed = run(VALIDATING, layer)

    assert printed.splitlines() == ["{'inner': {'name': 'a'}}", "[('name',)]"]


def test_attributes_and_expressions_need_nothing_of_models(layer: Path) -> None:
    printed = run(DECLARING, layer)

    assert printed == run(DECLARING, INSTALLED)
    assert not (layer / "pynamodb" / "models.py").exists()


def test_versions_can_be_asked_for(layer: Path) -> None:
    version = run("from importlib.metadata import version; print(version('botocore'))", layer)

    assert version.strip() == importlib.metadata.version("botocore")
    assert {path.name for path in layer.glob("*.dist-info/*")} == {"METADATA"}
    assert all(path.stat().st_size < 100 for path in layer.glob("*.dist-info/METADATA"))


@pytest.mark.parametrize("rest", ["", "\n", "\nVersion: of the description\n", "\r\n\r\nName: x"])
def test_versions_are_kept_of_packages_with_and_without_a_description(tmp_path: Path, rest: str) -> None:
    folder = tmp_path / "acme-1.0.dist-info"
    folder.mkdir()
    metadata = folder / "METADATA"
    metadata.write_bytes(f"Metadata-Version: 2.1\nName: acme\nLicense: MIT\nVersion: 1.0\n{rest}".encode())

    cut(tmp_path)

    assert metadata.read_text() == "Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n"


def test_nothing_is_left_of_services_that_are_not_called(layer: Path) -> None:
    data = layer / "botocore" / "data"

    assert {path.name for path in data.iterdir() if path.is_dir()} == OPERATIONS.keys()
    assert sum(path.stat().st_size for path in data.rglob("*")) < 200_000
    assert '"documentation"' not in (data / "kms" / "2014-11-01" / "service-2.json").read_text()


def trusted(bundle: Path) -> list[dict[str, Any]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(bundle)
    return context.get_ca_certs()


def test_no_root_that_aws_is_trusted_by_expires_within_a_year(layer: Path) -> None:
    in_a_year = time.time() + 365 * 24 * 3600

    roots = trusted(layer / "botocore" / "cacert.pem")

    assert [root for root in roots if ssl.cert_time_to_seconds(root["notAfter"]) < in_a_year] == []


def test_aws_is_trusted_by_amazons_own_roots_alone(layer: Path) -> None:
    bundle = load_template()["Globals"]["Function"]["Environment"]["Variables"]["AWS_CA_BUNDLE"]

    roots = trusted(layer.parent / Path(bundle).relative_to("/opt"))

    assert len(roots) == len(AMAZON_ROOTS)
    assert all("Amazon" in str(root["subject"]) or "Starfield" in str(root["subject"]) for root in roots)


def test_a_root_that_is_missing_fails_the_build() -> None:
    bundle = Path(DEFAULT_CA_BUNDLE).read_text(encoding="utf-8")
    some = amazon_roots(bundle).partition("-----END")[0]

    with pytest.raises(RootMissing, match="Amazon Root CA"):
        amazon_roots(some)


def test_the_laptop_does_not_use_the_bundle_in_the_layer(tmp_path: Path) -> None:
    environment = function_environment(
        tmp_path, Endpoint("http://127.0.0.1:8000", AccessKey.new()), "http://localhost"
    )

    assert "AWS_CA_BUNDLE" not in environment
    assert "POWERTOOLS_SERVICE_NAME" in environment

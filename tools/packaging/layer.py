"""A layer without what no function uses; what stays of packages is as they were published."""

import shutil
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

from tools.packaging.aws_data import cut_data
from tools.packaging.certificates import amazon_roots
from tools.packaging.symbols import blank_symbols

_UNUSED = (
    "**/__pycache__",
    "**/*.pyi",
    "**/py.typed",
    "*/tests",
    "*.data",
    "annotated_types/test_cases.py",
    "aws_lambda_powertools/event_handler",
    "aws_lambda_powertools/logging/buffer/handler.py",
    "aws_lambda_powertools/logging/formatters",
    "aws_lambda_powertools/logging/utils.py",
    "aws_lambda_powertools/metrics/provider/datadog",
    "aws_lambda_powertools/utilities/[!_bdjt]*",
    "aws_lambda_powertools/utilities/data_classes/*_authorizer_event.py",
    "aws_lambda_powertools/utilities/data_classes/*_mq_event.py",
    "aws_lambda_powertools/utilities/data_classes/iot_registry_event.py",
    "aws_lambda_powertools/utilities/data_classes/s3_object_event.py",
    "aws_lambda_powertools/utilities/data_masking",
    "botocore/crt/auth.py",
    "botocore/docs/translator.py",
    "botocore/stub.py",
    "cffi",  # makes bindings; those that are made need `_cffi_backend` alone
    "pycparser",
    "cryptography/cobblestone.py",
    "cryptography/fernet.py",
    "cryptography/hazmat/asn1",
    "cryptography/hazmat/primitives/kdf",
    "cryptography/hazmat/primitives/twofactor",
    "dateutil/easter.py",
    "dateutil/rrule.py",
    "dateutil/tz/win.py",
    "dateutil/utils.py",
    "dateutil/zoneinfo",
    "idna/cli.py",
    "idna/codec.py",
    "idna/compat.py",
    "pydantic/color.py",
    "pydantic/deprecated",
    "pydantic/experimental/arguments_schema.py",
    "pydantic/experimental/pipeline.py",
    "pydantic/mypy.py",
    "pydantic/networks.py",
    "pydantic/type_adapter.py",
    "pydantic/validate_call_decorator.py",
    "pydantic/v1",
    "pynamodb/_schema.py",
    "pynamodb/connection",  # of models, as are the next five; items are containers of attributes
    "pynamodb/indexes.py",
    "pynamodb/models.py",
    "pynamodb/pagination.py",
    "pynamodb/settings.py",
    "pynamodb/signals.py",
    "pynamodb/transactions.py",
    "requirements.*",
    "shared/events.yaml",
    "shared/openapi.yaml",
    "shared/requirements.*",
    "simplejson/tool.py",
    "urllib3/contrib/emscripten",
    "urllib3/contrib/pyopenssl.py",
    "urllib3/contrib/socks.py",
)
_METADATA = "METADATA"
_IDENTIFYING = ("Metadata-Version:", "Name:", "Version:")


def cut(packages: Path) -> None:
    """Remove from a layer what no function uses."""
    remove(packages, _UNUSED)
    if (packages / "botocore").exists():
        _cut_botocore(packages / "botocore")
    for metadata in packages.glob("*.dist-info"):
        _keep_name_and_version(metadata)
    for library in packages.rglob("*.so"):
        blank_symbols(library)


def remove(packages: Path, patterns: Iterable[str]) -> None:
    """Remove the files and folders that match."""
    for pattern in patterns:
        for path in list(packages.glob(pattern)):
            _remove(path)


def _cut_botocore(botocore: Path) -> None:
    everything = botocore / "everything"
    (botocore / "data").rename(everything)
    cut_data(everything, botocore / "data")
    shutil.rmtree(everything)
    bundle = botocore / "cacert.pem"
    bundle.write_text(amazon_roots(bundle.read_text(encoding="utf-8")), encoding="utf-8")


def _keep_name_and_version(folder: Path) -> None:
    """Keep what `importlib.metadata.version` reads."""
    lines = (folder / _METADATA).read_text(encoding="utf-8").splitlines(keepends=True)
    for path in folder.iterdir():
        _remove(path)
    headers = takewhile(str.strip, lines)  # a description may follow, after an empty line
    kept = (line for line in headers if line.startswith(_IDENTIFYING))
    (folder / _METADATA).write_text("".join(kept), encoding="utf-8")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()

"""The command that packs what `sam build` has built (`make build`)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from local.machine.paths import PROJECT_ROOT
from tests.running.packages import INSTALLED, failing
from tools.packaging import __main__ as packaging
from tools.packaging.aws_data import OPERATIONS

SERVICES = {*OPERATIONS, "sqs"}


def _most_services(folder: str, names: list[str]) -> set[str]:
    """Leave out all services that no function calls, except one: to copy 400 of them takes longest."""
    of_data = Path(folder).name == "data"
    return {name for name in names if of_data and name not in SERVICES and Path(folder, name).is_dir()}


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build folder, for which the command is run."""
    packages = tmp_path / "SharedLayer" / "python"
    bundle = packages / "botocore" / "cacert.pem"
    bundle.parent.mkdir(parents=True)
    shutil.copy(INSTALLED / "botocore" / "cacert.pem", bundle)
    data = INSTALLED / "botocore" / "data"
    shutil.copytree(data, packages / "botocore" / "data", ignore=_most_services)
    failing(tmp_path / "CryptographyLayer")
    failing(tmp_path / "GetFunction")
    monkeypatch.setattr(sys, "argv", ["packaging", str(tmp_path)])
    return tmp_path


def test_packing_needs_no_package() -> None:
    command = [sys.executable, "-S", "-m", "tools.packaging", "--help"]

    done = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_files_have_no_time_of_their_own(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packaging.main()

    assert len({path.stat().st_mtime for path in build.glob("*/**/*")}) == 1
    printed = capsys.readouterr().out
    assert "CryptographyLayer: 0." in printed
    assert "SharedLayer: 0." in printed


@pytest.mark.parametrize("layer", packaging.LARGEST_ZIPS)
def test_a_layer_that_is_too_large_fails_the_build(
    layer: str, build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(packaging.LARGEST_ZIPS, layer, 100)

    with pytest.raises(SystemExit, match=rf"{layer} must not have more than 0\.00 MB"):
        packaging.main()


def test_a_function_that_is_too_large_fails_the_build(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packaging, "LARGEST_FUNCTION", 100)

    with pytest.raises(SystemExit, match=r"GetFunction must not have more than 0\.00 MB"):
        packaging.main()

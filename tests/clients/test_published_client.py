"""The published TypeScript client against the service: `make clients CLIENT=<folder of its package>`."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.clients.programs import HERE, binary, caller, done, needs_node
from tests.running.conftest import Service

PACKAGE = os.environ.get("CLIENT")

needs_client = pytest.mark.skipif(
    not PACKAGE,
    reason="needs the package of the published client: `make clients CLIENT=<folder of its package.json>`",
)


def built(package: Path, folder: Path) -> Path:
    """Return the module of the client: compiled from its sources, or as the package has it if it has none.

    Nothing is written into the package. Its types are not checked: that is for its own tests.
    """
    described: dict[str, Any] = json.loads((package / "package.json").read_text())
    sources = package / "src" / "index.ts"
    if not sources.exists():
        exported = described.get("exports", {}).get(".") or described["main"]
        while not isinstance(exported, str):
            exported = next(exported[key] for key in ("require", "import", "default") if key in exported)
        return package / exported
    output = folder / "client"
    options = {
        "target": "es2022",
        "module": "commonjs",
        "moduleResolution": "node10",
        "esModuleInterop": True,
        "noCheck": True,
        "types": [],
        "rootDir": str(package / "src"),
        "outDir": str(output / "src"),
    }
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "files": [str(sources)]}))
    done(binary("tsc"), "--project", folder, folder=folder)
    # The sources may read their own version, and are modules of another kind here than in their package.
    shutil.copy(package / "package.json", output)
    (output / "src" / "package.json").write_text('{"type": "commonjs"}')
    return output / "src" / "index.js"


@needs_client
@needs_node
def test_the_published_client_works_unchanged(service: Service, tmp_path: Path) -> None:
    module = built(Path(PACKAGE or "").resolve(), tmp_path)

    seen = json.loads(done("node", HERE / "published_client.mjs", module, *caller(service), folder=tmp_path))

    assert not seen["failed"], "\n".join(f"{step}: {error}" for step, error in seen["failed"].items())
    assert seen["leftOut"] == []

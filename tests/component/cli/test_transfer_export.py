"""`customers export`: which customers come in which order, and into what file."""

import json
import secrets
import stat
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cli.transfer.exporting import private_file
from shared.adapters.dynamodb.keys import BY_CREATION
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Item
from shared.domain.errors import StorageUnavailable
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.component.api import Api
from tests.component.cli.transfers import BCRYPT, WHOLE, exported, lines, made_tenant, place, run, written
from tests.processes import started


@pytest.fixture
def tenant() -> str:
    return made_tenant()


def test_customers_come_by_number_in_compact_json(api: Api, tmp_path: Path) -> None:
    for number in ("b", "a", "C", "10"):
        api.created({"id": number, "lastName": "Öst", "mixins": {"z": Decimal("1.50"), "a": {}}})

    records = exported(api.tenant, tmp_path / "out.ndjson").decode().splitlines()

    assert [json.loads(record)["id"] for record in records] == ["10", "C", "a", "b"]
    assert records[0].startswith('{"id":"10","lastName":"Öst","preferredLanguage":"en_US",')
    assert '"mixins":{"z":1.50,"a":{}}' in records[0]


def test_hashes_are_exported_only_when_asked_for(api: Api, tmp_path: Path) -> None:
    run("import", written(tmp_path / "in.ndjson", [WHOLE]), "--tenant", api.tenant)

    run("export", tmp_path / "out.ndjson", "--tenant", api.tenant)

    assert lines(tmp_path / "out.ndjson")[0]["account"] == {"email": "login@example.com"}
    assert BCRYPT in exported(api.tenant, tmp_path / "out.csv").decode()


def test_the_file_is_for_its_owner_alone_whatever_was_there(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "out.ndjson"
    path.write_text("old")
    path.chmod(0o644)
    (tmp_path / "out.ndjson.part").write_text("of an export that was killed")

    assert exported(api.tenant, path) == b""

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["out.ndjson"]


def test_without_a_file_it_goes_to_standard_output(
    api: Api, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    api.created({"id": "a"})

    codes = [run("export", *to, "--tenant", api.tenant) for to in ([], ["-"], ["-", "--format", "csv"])]

    ndjson, again, csv = capfdbinary.readouterr().out.partition(b"id,account.email")
    assert codes == [0, 0, 0]
    assert ndjson.count(b'{"id":"a",') == 2
    assert again + csv.partition(b"\r\na,")[1] == b"id,account.email\r\na,"


def test_a_reader_that_has_seen_enough_ends_it_quietly(api: Api) -> None:
    api.created({"mixins": {"n": "x" * 200_000}})
    export = [sys.executable, "-m", "cli", *place(), "export", "--tenant", api.tenant]
    with started(export, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (141, "")


def test_a_folder_that_does_not_exist_is_reported_in_one_line(api: Api, tmp_path: Path) -> None:
    failure = run("export", tmp_path / "no" / "out.ndjson", "--tenant", api.tenant)

    assert "out.ndjson.part: No such file or directory" in str(failure)


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.ndjson"
    path.write_text("old")

    def export() -> None:
        with private_file(path) as file:
            file.write(b"new")
            raise StorageUnavailable

    with pytest.raises(StorageUnavailable):
        export()

    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["out.ndjson"]


def test_customers_of_every_restriction_and_shard_come_and_deleted_ones_do_not(tmp_path: Path) -> None:
    tenant = f"t{secrets.token_hex(6)}"
    create_tenant(wiring().tenants, tenant, restrictions=["DE", "FR"], shards=4)
    api = Api(tenant)
    numbers = [f"n{position:03}" for position in range(120)]
    for position, number in enumerate(numbers):
        api.created({"id": number, "restriction": (None, "DE", "FR")[position % 3]})
    api.delete("n007")

    exported(tenant, tmp_path / "out.ndjson")

    assert [r["id"] for r in lines(tmp_path / "out.ndjson")] == [n for n in numbers if n != "n007"]


@pytest.mark.parametrize("moves", [{"d": None}, {"f": None}, {"d": None, "f": None}, {"d": "FR", "f": None}])
def test_customers_that_change_their_restriction_meanwhile_come(
    moves: dict[str, str | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = f"t{secrets.token_hex(6)}"
    create_tenant(wiring().tenants, tenant, restrictions=["DE", "FR"])
    api = Api(tenant)
    for number, restriction in {"d": "DE", "f": "FR", "n": None}.items():
        api.created({"id": number, "restriction": restriction})
    query = Table.query

    def moving(table: Table, condition: Any, **parameters: Any) -> list[Item]:
        rows = list(query(table, condition, **parameters))
        if rows and parameters.get("index") == BY_CREATION:
            while moves:
                number, restriction = moves.popitem()
                assert api.patch(number, {"restriction": restriction}).status == 200
        return rows

    monkeypatch.setattr(Table, "query", moving)

    exported(tenant, tmp_path / "out.ndjson")

    assert [record["id"] for record in lines(tmp_path / "out.ndjson")] == ["d", "f", "n"]

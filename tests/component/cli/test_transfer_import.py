"""`customers import`: what becomes of a file's records."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.domain.log_in.password_hashes import LEGACY_ALGORITHM
from tests.component.api import Api
from tests.component.cli.transfers import (
    ARGON2,
    BCRYPT,
    LEGACY,
    WHOLE,
    exported,
    lines,
    made_tenant,
    retain,
    run,
    written,
)
from tests.component.stored_accounts import stored_account
from tests.component.tenant_managed.examples import PROFILE


@pytest.fixture
def tenant() -> str:
    return made_tenant()


def test_a_record_becomes_the_customer_that_it_describes(api: Api, tmp_path: Path) -> None:
    path = written(tmp_path / "all.ndjson", [{**WHOLE, "restriction": "DE"}])

    assert run("import", path, "--tenant", api.tenant) == 0

    shown = api.get("zoe", query={"expand": "addresses,accounts,mixin:*"}).json
    account = stored_account(api.tenant, "LOGIN@example.com")
    assert {name: shown[name] for name in PROFILE if name not in ("b2b", "metadata")} == {
        name: PROFILE[name] for name in PROFILE if name not in ("b2b", "metadata")
    }
    assert (shown["email"], shown["active"], shown["onHold"]) == ("login@example.com", False, True)
    assert (shown["restriction"], shown["businessModel"]) == ("DE", "B2B")
    assert shown["metadata"] == {"mixins": PROFILE["metadata"]["mixins"], "version": 1}
    assert (shown["metadataCreatedAt"], shown["lastLogin"]) == (
        WHOLE["metadataCreatedAt"],
        WHOLE["lastLogin"],
    )
    assert shown["defaultAddress"]["id"] == "home"
    assert {address["id"] for address in shown["addresses"]} == {"home", "office"}
    assert account is not None
    assert (account.password_hash, account.initial_password, account.customer_number) == (
        BCRYPT,
        True,
        "zoe",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["all.ndjson"]


def test_a_record_of_the_api_needs_no_more_than_an_account(api: Api, tmp_path: Path) -> None:
    item = {"account": {"email": "anna@example.com", "passwordHash": ARGON2}, "lastName": "Weber"}

    assert run("import", written(tmp_path / "a.ndjson", [item]), "--tenant", api.tenant) == 0

    (shown,) = api.listed().json
    assert (shown["lastName"], shown["contactEmail"]) == ("Weber", "anna@example.com")
    assert len(shown["id"]) == 8


def test_a_record_without_an_account_needs_a_log_in_only_where_create_would_make_one(
    api: Api, tmp_path: Path
) -> None:
    records = [
        {"id": "nobody"},
        {"id": "contact", "type": "CONTACT", "contactEmail": "anna@example.com"},
        {"id": "customer", "contactEmail": "anna@example.com"},
    ]

    assert run("import", written(tmp_path / "a.ndjson", records), "--tenant", api.tenant) == 0

    accounts = {n: api.get(n, query={"expand": "accounts"}).json["accounts"] for n in ("nobody", "contact")}
    assert accounts == {"nobody": [], "contact": []}
    assert api.get("customer").json["email"] == "anna@example.com"


def test_what_cannot_be_imported_is_reported_and_the_rest_is_imported(
    api: Api, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api.created({"id": "taken", "contactEmail": "taken@example.com"})
    path = tmp_path / "all.ndjson"
    records = [
        {"id": "good"},
        {"id": "taken"},
        {"id": "a", "account": {"email": "Taken@example.com", "passwordHash": ARGON2}},
        {"id": "b", "restriction": "XX", "lastName": "Weber"},
        {"id": "c", "addresses": [{"country": "EL"}]},
        {"id": "d", "type": "CONTACT", "account": {"email": "d@example.com"}},
        {
            "id": "e",
            "account": {"email": "e@example.com", "legacyAuth": {"algorithm": "md5", "hash": "s3c"}},
        },
        {"id": "f", "account": {"email": "f@example.com", "passwordHash": LEGACY}},
        {"id": "g", "mixins": {"n": "x" * 360_000}},
    ]
    path.write_text("\n{\n" + "".join(json.dumps(record) + "\n" for record in records))

    code = run("import", path, "--tenant", api.tenant, "--rejects", tmp_path / "bad.ndjson")

    rejects = lines(tmp_path / "bad.ndjson")
    said = capsys.readouterr().err
    assert code == 3
    assert "imported 1, rejected 9, already imported 0 in " in said
    assert {reject["line"]: reject.get("record", {}).get("id") for reject in rejects} == {
        2: None,
        4: "taken",
        5: "a",
        6: "b",
        7: "c",
        8: "d",
        9: "e",
        10: "f",
        11: "g",
    }
    assert rejects[0] == {"line": 2, "reason": "The line is not JSON in UTF-8."}
    assert rejects[1]["reason"] == "Customer 'taken' already exists."
    assert rejects[2] == {
        "line": 5,
        "reason": f"Duplicate account 'Taken@example.com' for tenant '{api.tenant}'.",
        "record": {"id": "a", "account": {"email": "Taken@example.com"}},
    }
    assert rejects[3] == {
        "line": 6,
        "reason": "Validation failed. See details for what to change.",
        "details": [
            {"field": "restriction", "message": "must be one of the restrictions configured for the tenant"}
        ],
        "record": {"id": "b", "lastName": "Weber", "restriction": "XX"},
    }
    assert rejects[4]["details"][0]["field"] == "addresses.0.country"
    assert rejects[5]["details"] == [
        {"field": "type", "message": "must not be CONTACT for a customer with an account"}
    ]
    assert stat.S_IMODE((tmp_path / "bad.ndjson").stat().st_mode) == 0o600
    for secret in ("s3c", ARGON2, LEGACY):
        assert secret not in (tmp_path / "bad.ndjson").read_text() + said
    assert sorted(api.numbers()) == ["good", "taken"]


def test_mended_rejects_can_be_imported(api: Api, tmp_path: Path) -> None:
    path = written(tmp_path / "a.ndjson", [{"id": "a", "restriction": "XX"}])
    assert run("import", path, "--tenant", api.tenant) == 3
    (reject,) = lines(tmp_path / "a.ndjson.rejects.ndjson")

    mended = written(tmp_path / "b.ndjson", [{**reject["record"], "restriction": "DE"}])

    assert run("import", mended, "--tenant", api.tenant) == 0
    assert api.get("a").json["restriction"] == "DE"


def test_of_a_damaged_file_every_line_is_imported_or_can_be_mended_and_imported(
    api: Api, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given a file in which one row has an unclosed quote, and others have cells that cannot be read
    path = tmp_path / "a.csv"
    rows = [f'n{number},Anna,"Weber, {number}",yes' for number in range(300)]
    rows[7] = 'n7,"Anna,Weber,yes'
    rows[8] = "n8,Anna,Weber,perhaps"
    rows[9] = "n9,Anna,We\udcfcber,true "
    rows[250] = "n250,Anna"
    path.write_bytes("\n".join(["id,firstName,lastName,active", *rows, ""]).encode(errors="surrogateescape"))

    # When it is imported
    assert run("import", path, "--tenant", api.tenant, "--encoding", "utf-8") == 3

    # Then each line is counted, those that are not imported have their record, and mended it is imported
    rejects = lines(tmp_path / "a.csv.rejects.ndjson")
    assert "imported 296, rejected 4, already imported 0 in" in capsys.readouterr().err
    assert [(reject["line"], reject["record"]) for reject in rejects] == [
        (9, {"id": "n7", "firstName": "Anna", "lastName": "Weber", "active": True, "guessed": True}),
        (10, {"id": "n8", "firstName": "Anna", "lastName": "Weber", "active": "perhaps"}),
        (11, {"id": "n9", "firstName": "Anna", "lastName": "We\\xfcber", "active": True, "guessed": True}),
        (252, {"cells": ["n250", "Anna"]}),
    ]
    unedited = written(tmp_path / "unedited.ndjson", [reject["record"] for reject in rejects])
    assert run("import", unedited, "--tenant", api.tenant, "--mode", "upsert") == 3
    again = [reject["record"] for reject in lines(tmp_path / "unedited.ndjson.rejects.ndjson")]
    assert again == [*(reject["record"] for reject in rejects[:3]), {}]
    mended = [{**each, "active": True} for each in again[:3]] + [{"id": "n250"}]
    for each in mended:
        each.pop("guessed", None)
    assert run("import", written(tmp_path / "b.ndjson", mended), "--tenant", api.tenant) == 0
    exported(api.tenant, tmp_path / "all.ndjson")
    assert {each["id"] for each in lines(tmp_path / "all.ndjson")} == {f"n{number}" for number in range(300)}


def test_a_file_of_a_spreadsheet_is_imported_as_it_is(
    api: Api, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "Mappe1.csv"
    path.write_bytes(
        "sep=;\r\nId;Account.Email;First Name;active;Umsatz;\r\n"
        "a;j.gross@example.com ;Jürgen;WAHR;1.200,50;\r\n;;;;;\r\n".encode("cp1252")
    )

    without = run("import", path, "--tenant", api.tenant)
    code = run("import", path, "--tenant", api.tenant, "--ignore-columns", "Umsatz")

    shown = api.get("a").json
    assert "columns that are not known: 'Umsatz'; rename them, or import without them" in str(without)
    assert code == 0
    assert (shown["firstName"], shown["email"], shown["active"]) == ("Jürgen", "j.gross@example.com", True)
    assert "read as Windows-1252; name another with --encoding" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--delimiter", "ab"), "must be one character"),
        (("--encoding", "klingon"), "must be an encoding of text"),
        (("--ignore-columns", ","), "is not a list of names"),
    ],
)
def test_options_that_cannot_be_are_explained(
    api: Api, tmp_path: Path, options: tuple[str, str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", tmp_path / "a.csv", "--tenant", api.tenant, *options) == 2

    assert says in capsys.readouterr().err


def test_a_record_nested_as_deeply_as_can_be_read_is_rejected(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    deep = ['{"mixins": {"a": ' + "[" * depth + "]" * depth + "}}\n" for depth in range(100, 1200, 50)]
    path.write_text("".join(deep))

    assert run("import", path, "--tenant", api.tenant) == 3

    assert len(lines(tmp_path / "a.ndjson.rejects.ndjson")) == len(deep)


def test_a_hash_that_cannot_be_verified_is_left_out_and_counted(
    api: Api, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {"account": {"email": "anna@example.com", "passwordHash": "$md5$s3cret"}}

    assert run("import", written(tmp_path / "a.ndjson", [record]), "--tenant", api.tenant) == 0

    account = stored_account(api.tenant, "anna@example.com")
    assert account is not None
    assert account.password_hash is None
    assert "1 customer must reset the password" in capsys.readouterr().err


def test_a_legacy_hash_needs_a_retention_configuration(api: Api, tmp_path: Path) -> None:
    account = {"legacyAuth": {"algorithm": LEGACY_ALGORITHM, "hash": "A" * 86 + "=="}}
    account["legacyAuth"]["context"] = {"originalUid": "zoë#1"}  # type: ignore[assignment]
    path = written(tmp_path / "a.ndjson", [{"id": "a", "account": {**account, "email": "a@example.com"}}])

    without = run("import", path, "--tenant", api.tenant)
    retain(api.tenant)
    with_one = run("import", path, "--tenant", api.tenant)

    stored = stored_account(api.tenant, "a@example.com")
    assert (without, with_one) == (3, 0)
    assert stored is not None
    assert (stored.password_hash, stored.legacy) == (LEGACY, True)


def test_csv_decides_by_its_first_line_which_members_there_are(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"\xef\xbb\xbfid,account.email,title,lastName,addresses\r\n"
        b'anna,anna@example.com,"""""",M\xc3\xbcller,"[{""contactName"": ""Anna""}]"\r\n'
    )

    assert run("import", path, "--tenant", api.tenant) == 0

    shown = api.get("anna", query={"expand": "addresses"}).json
    assert (shown["title"], shown["lastName"]) == ("", "Müller")
    assert "firstName" not in shown
    assert shown["addresses"][0]["contactName"] == "Anna"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", b"{}", "its name must end in .ndjson or .csv"),
        ("a.csv", b"id,email\na,b\n", "import without them: --ignore-columns email"),
        ("a.csv", b"", "the file is empty"),
        ("a.ndjson", b"id,lastName\na,b\nc,d\n", "its name must end in .csv"),
        ("none.ndjson", None, "No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_imported_is_reported_in_one_line(
    api: Api, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    failure = run("import", tmp_path / name, "--tenant", api.tenant)

    assert says in str(failure)
    assert "\n" not in str(failure)
    assert [path.name for path in tmp_path.iterdir()] == [name] * (content is not None)
    assert api.numbers() == []


def test_rejects_never_go_into_the_file_itself(api: Api, tmp_path: Path) -> None:
    path = written(tmp_path / "a.ndjson", [{"id": "a"}])

    assert "must not be the file that is imported" in str(
        run("import", path, "--tenant", api.tenant, "--rejects", tmp_path / "." / "a.ndjson")
    )
    assert lines(path) == [{"id": "a"}]


@pytest.mark.parametrize("command", ["import", "export"])
def test_a_tenant_that_does_not_exist_is_refused(command: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.ndjson", [{"id": "a"}])

    failure = run(command, path, "--tenant", "nobody")

    assert "there is no tenant nobody" in str(failure)
    assert lines(path) == [{"id": "a"}]


def test_a_customer_deleted_since_an_export_comes_back_and_one_who_is_there_stays_as_is(
    api: Api, configure: Callable[[str, object], None], tmp_path: Path
) -> None:
    configure("enableRecreationOfDeletedCustomer", True)
    records = [{**WHOLE, "restriction": None}, {"id": "anna", "contactEmail": "anna@example.com"}]
    assert run("import", written(tmp_path / "all.ndjson", records), "--tenant", api.tenant) == 0
    assert exported(api.tenant, tmp_path / "before.ndjson")
    api.delete("zoe")
    api.patch("anna", {"lastName": "Weber"})

    code = run("import", tmp_path / "before.ndjson", "--tenant", api.tenant)

    account = stored_account(api.tenant, "login@example.com")
    assert code == 3
    assert [reject["reason"] for reject in lines(tmp_path / "before.ndjson.rejects.ndjson")] == [
        "Customer 'anna' already exists."
    ]
    assert account is not None
    assert (account.password_hash, account.customer_number) == (BCRYPT, "zoe")
    assert api.get("anna").json["lastName"] == "Weber"

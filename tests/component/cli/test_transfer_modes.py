"""`customers import --mode`: what becomes of customers who are known."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.transfer.modes import Mode
from tests.component.api import Api
from tests.component.cli.transfers import ARGON2, BCRYPT, WHOLE, exported, lines, made_tenant, run, written
from tests.component.stored_accounts import stored_account


@pytest.fixture
def tenant() -> str:
    return made_tenant()


def imported(api: Api, path: Path, mode: Mode | str, *options: str) -> int | str:
    return run("import", path, "--tenant", api.tenant, "--mode", str(mode), *options)


def rejects(path: Path) -> list[Any]:
    return lines(path.with_name(f"{path.name}.rejects.ndjson"))


@pytest.mark.parametrize("name", ["all.csv", "all.ndjson"])
@pytest.mark.parametrize("mode", [Mode.UPDATE, Mode.UPSERT])
def test_what_was_exported_changes_nothing(
    api: Api, tmp_path: Path, name: str, mode: Mode, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given customers with everything that can be exported
    nameless = [{"id": "x", "city": "Berlin"}, {"city": "Rome"}]
    people = [
        WHOLE,
        {"id": "anna", "contactEmail": "anna@example.com", "restriction": "DE"},
        {"id": "c", "addresses": nameless},
    ]
    assert run("import", written(tmp_path / "in.ndjson", people), "--tenant", api.tenant) == 0
    before = exported(api.tenant, tmp_path / name)
    versions = [api.get(number).json["metadata"]["version"] for number in ("zoe", "anna", "c")]

    # When their export is imported
    assert imported(api, tmp_path / name, mode) == 0

    # Then they are as they were
    said = capsys.readouterr().err
    assert "imported 0, updated 0, unchanged 3, rejected 0, already imported 0 in " in said
    assert "of 1 known customer, the password was left as it is" in said
    assert exported(api.tenant, tmp_path / f"again-{name}") == before
    if name == "all.ndjson":  # nor does what was imported, whose second address has no id
        assert imported(api, written(tmp_path / "c.ndjson", people[2:]), mode) == 0
        assert "updated 0, unchanged 1," in capsys.readouterr().err
    assert [api.get(number).json["metadata"]["version"] for number in ("zoe", "anna", "c")] == versions


def test_an_update_touches_what_a_row_names(api: Api, tmp_path: Path) -> None:
    # Given a customer with a profile and addresses
    assert run("import", written(tmp_path / "in.ndjson", [WHOLE]), "--tenant", api.tenant) == 0
    before = api.get("zoe", query={"expand": "addresses,mixin:*"}).json
    addresses = [{"id": "home", "city": "Rome"}, {"contactName": "New", "isDefault": True}]
    path = tmp_path / "some.csv"
    path.write_text(
        "id;firstName;lastName;middleName;active;mixins;addresses\n"
        f'zoe;Zora;;\\N;1;"{json.dumps({"more": 1}).replace(chr(34), 2 * chr(34))}";'
        f'"{json.dumps(addresses).replace(chr(34), 2 * chr(34))}"\n'
    )

    # When a row names some of it
    assert imported(api, path, Mode.UPDATE) == 0

    # Then an empty cell leaves, null clears, mixins are merged, and addresses are changed or added
    after = api.get("zoe", query={"expand": "addresses,mixin:*"}).json
    assert (after["firstName"], after["active"]) == ("Zora", True)
    assert after["lastName"] == before["lastName"]
    assert "middleName" in before
    assert "middleName" not in after
    assert after["mixins"] == {**before["mixins"], "more": 1}
    assert after["metadata"]["version"] == before["metadata"]["version"] + 1
    kept = {address["id"]: address for address in before["addresses"]}
    by_id = {address["id"]: address for address in after["addresses"]}
    home, new = by_id["home"], by_id[(by_id.keys() - kept.keys()).pop()]
    assert by_id["office"] == kept["office"]
    assert (home["contactName"], home["city"], home["country"]) == ("Zoë", "Rome", "DE")
    assert (new["contactName"], after["defaultAddress"]["id"]) == ("New", new["id"])
    unchanged = {name: value for name, value in after.items() if before.get(name) == value}
    assert {"title", "company", "contactPhone", "b2b", "onHold", "lastLogin", "metadataCreatedAt"} <= set(
        unchanged
    )
    account = stored_account(api.tenant, "login@example.com")
    assert account is not None
    assert account.password_hash == BCRYPT

    # And importing it again changes nothing more, not even with an address that has no id
    assert imported(api, path, Mode.UPDATE) == 0
    assert api.get("zoe", query={"expand": "addresses,mixin:*"}).json == after


def test_a_customer_is_found_by_the_log_in_where_there_is_no_id(
    api: Api, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api.created({"id": "anna", "contactEmail": "anna@example.com"})
    path = tmp_path / "a.csv"
    path.write_text("account.email,lastName\nANNA@example.com ,Weber\nben@example.com,Maier\n,Kunz\n")

    update = imported(api, path, Mode.UPDATE)
    reasons = [(each["line"], each["details"]) for each in rejects(path)]
    upsert = imported(api, path, Mode.UPSERT)
    again = imported(api, path, Mode.UPSERT)

    assert (update, upsert, again) == (3, 0, 0)
    assert reasons == [
        (3, [{"field": "account.email", "message": "is not the log-in of a known customer"}]),
        (4, [{"message": "needs an id, or account.email, to tell whom to update"}]),
    ]
    first, second = [line for line in capsys.readouterr().err.splitlines() if "unchanged" in line][1:]
    assert "imported 2, updated 0, unchanged 1, rejected 0, already imported 0" in first
    # Only a line that has no name for its customer is known by its receipt.
    assert "imported 0, updated 0, unchanged 2, rejected 0, already imported 1" in second
    assert api.get("anna").json["lastName"] == "Weber"
    assert sorted(each["lastName"] for each in api.listed().json) == ["Kunz", "Maier", "Weber"]


def test_what_an_update_cannot_do_is_rejected_with_the_reason(api: Api, tmp_path: Path) -> None:
    # Given customers, among them one whose log-in is another's
    people = [
        {"id": "a", "contactEmail": "a@example.com"},
        {"id": "b", "account": {"email": "b@example.com"}, "addresses": [{"id": "x", "contactName": "B"}]},
        {"id": "gone"},
    ]
    assert run("import", written(tmp_path / "in.ndjson", people), "--tenant", api.tenant) == 0
    api.delete("gone")
    changes: list[dict[str, Any]] = [
        {"id": "nobody", "lastName": "x"},
        {"id": "gone", "lastName": "x"},
        {"id": "a", "contactEmail": "B@example.com"},
        {"id": "a", "account": {"email": "b@example.com"}},
        {"id": "a", "account": {"email": "a@example.com", "providerId": "p1"}},
        {"id": "a", "lastName": "x", "metadata": {"version": 7}},
        {"id": "a", "contactEmail": None},
        {"id": "a", "type": "CONTACT"},
        {"id": "a", "restriction": "XX"},
        {"id": "a", "b2b": {"legalEntities": [{"id": "le"}]}},
        {"id": "a", "metadataCreatedAt": "2020-01-01T00:00:00Z"},
        {"id": "a", "restrictionSynced": True},
        {"id": "b", "addresses": None},
        {"id": "b", "addresses": [{"id": "y", "country": "EL"}]},
        {"id": "b", "addresses": [{"id": "x", "isDefault": True}, {"id": "x", "isDefault": True}]},
    ]
    before = exported(api.tenant, tmp_path / "before.ndjson")

    # When they are updated
    path = written(tmp_path / "changes.ndjson", changes)
    assert imported(api, path, Mode.UPDATE) == 3

    # Then each reason is told, with the record, and nobody is changed
    told = [
        (reject["reason"], *(each["field"] for each in reject.get("details", ()))) for reject in rejects(path)
    ]
    failed = "Validation failed. See details for what to change."
    assert told == [
        ("Customer 'nobody' not found.",),
        ("Customer 'gone' not found.",),
        (f"Duplicate account 'B@example.com' for tenant '{api.tenant}'.",),
        (failed, "account.email"),
        (failed, "account.providerId"),
        (told[5][0], "metadata.version"),
        (failed, "contactEmail"),
        (failed, "type"),
        (failed, "restriction"),
        (failed, "b2b.legalEntities"),
        (failed, "metadataCreatedAt"),
        (failed, "restrictionSynced"),
        (failed, "addresses"),
        (failed, "addresses.0.country"),
        (failed, "addresses.1.isDefault"),
    ]
    assert [reject["record"]["id"] for reject in rejects(path)] == [change["id"] for change in changes]
    assert exported(api.tenant, tmp_path / "after.ndjson") == before


def test_an_upsert_creates_who_is_not_known_with_the_password_and_leaves_those_of_others(
    api: Api, tmp_path: Path
) -> None:
    api.created({"id": "a", "contactEmail": "a@example.com"})
    records = [
        {"id": "a", "account": {"email": "a@example.com", "passwordHash": ARGON2}, "lastName": "Weber"},
        {"id": "b", "account": {"email": "b@example.com", "passwordHash": ARGON2}},
        {"id": "c", "account": {"email": "a@example.com", "passwordHash": ARGON2}},
        {},
    ]
    path = written(tmp_path / "in.ndjson", records)

    assert imported(api, path, Mode.UPSERT) == 3

    hashes = [stored_account(api.tenant, f"{name}@example.com") for name in "ab"]
    assert [account and account.password_hash for account in hashes] == [None, ARGON2]
    assert api.get("a").json["lastName"] == "Weber"
    assert [(each["line"], each["reason"].split(" ")[0]) for each in rejects(path)] == [
        (3, "Duplicate"),
        (4, "Validation"),
    ]
    assert ARGON2 not in str(rejects(path))


def test_a_row_may_name_the_version_that_it_changes(api: Api, tmp_path: Path) -> None:
    for number in ("a", "b", "c"):
        api.created({"id": number})
    path = tmp_path / "a.csv"
    path.write_text("id,metadata.version,lastName\na,1,Weber\nb,7,Weber\nc,one,Weber\n")

    assert imported(api, path, Mode.UPDATE) == 3

    assert [api.get(number).json.get("lastName") for number in ("a", "b", "c")] == ["Weber", None, None]
    assert [each["details"][0]["field"] for each in rejects(path)] == ["metadata.version"] * 2


def test_who_has_no_log_in_gets_one_by_an_update(api: Api, tmp_path: Path) -> None:
    api.created({"id": "a", "lastName": "Weber"})
    path = written(tmp_path / "in.ndjson", [{"id": "a", "account": {"email": "a@example.com"}}])

    assert imported(api, path, Mode.UPDATE) == 0

    shown = api.get("a").json
    assert (shown["email"], shown["contactEmail"]) == ("a@example.com", "a@example.com")


@pytest.mark.parametrize("mode", [Mode.UPDATE, Mode.UPSERT])
def test_lines_that_name_one_customer_differently_are_done_in_their_order(
    api: Api, tmp_path: Path, mode: Mode
) -> None:
    # Given customers who are known, some with a log-in, and those whom only the file brings
    known = [{"id": f"k{n}", "contactEmail": f"k{n}@example.com"} for n in range(10)]
    known += [{"id": f"n{n}"} for n in range(10)]
    assert run("import", written(tmp_path / "known.ndjson", known), "--tenant", api.tenant) == 0
    people = [each["id"] for each in known]
    if mode == Mode.UPSERT:
        people += [f"y{n}" for n in range(10)]
    records: list[Any] = []
    for person in people:
        email = f"{person}@example.com"
        by_number, by_log_in = {"id": person}, {"account": {"email": email.upper()}}
        first = {"contactEmail": email} if person.startswith("n") else {"company": "first"}
        records += [
            {**by_number, **first, "title": "first"},
            *([{**by_number, **by_log_in}] if person.startswith("y") else []),
            {**by_log_in, "lastName": "n1"},
            {**by_number, "lastName": "n2"},
            {**by_log_in, "lastName": "n3"},
        ]

    # When lines name them by id, by log-in, or by both
    assert imported(api, written(tmp_path / "in.ndjson", records), mode) == 0

    # Then nobody else is created, and everybody is as the last line says
    assert sorted(api.numbers()) == sorted(people)
    shown = [api.get(each).json for each in people]
    assert {(each["lastName"], each["title"]) for each in shown} == {("n3", "first")}


@pytest.mark.parametrize(("mode", "code", "name"), [(Mode.CREATE, 3, "n0"), (Mode.UPSERT, 0, "n39")])
def test_lines_of_one_customer_are_done_in_their_order(
    api: Api, tmp_path: Path, mode: Mode, code: int, name: str
) -> None:
    first = [{"id": "a", "lastName": "n0", "company": "first"}]
    rest = [{"id": "a ", "lastName": f"n{number}"} for number in range(1, 40)]

    assert imported(api, written(tmp_path / "in.ndjson", first + rest), mode) == code

    shown = api.get("a").json
    assert (shown["lastName"], shown["company"]) == (name, "first")


def test_a_file_of_rejects_is_not_taken_for_customers(api: Api, tmp_path: Path) -> None:
    path = written(tmp_path / "a.ndjson", [{"line": 3, "reason": "why", "record": {"id": "a"}}])

    assert imported(api, path, Mode.CREATE) == 3

    (reject,) = rejects(path)
    assert "extract the records" in reject["details"][0]["message"]
    assert api.numbers() == []

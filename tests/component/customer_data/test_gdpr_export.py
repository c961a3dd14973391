"""`customers gdpr-export`: one JSON document about one customer."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from shared.runtime.wiring import wiring
from shared.use_cases.customers.export_customer import export_customer
from tests.component.api import Api
from tests.component.cli.transfers import run
from tests.component.customer_data.lives import Lives
from tests.component.customer_data.stored import Deletions

Document = dict[str, Any]


def exported(capsys: pytest.CaptureFixture[str], tenant: str, *which: str) -> Document:
    """The document that the command prints, without fail."""
    capsys.readouterr()
    assert run("gdpr-export", "--tenant", tenant, *which) == 0
    document: Document = json.loads(capsys.readouterr().out)
    return document


def without_times(document: Document) -> Document:
    return {name: value for name, value in document.items() if not name.endswith("At")}


def test_it_contains_everything_about_a_customer(
    lives: Lives, email: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number = lives.full(email, customerDetails={"firstName": "Zoë", "lastName": "Weber"})

    document = exported(capsys, lives.tenant, number)

    profile = lives.api.get(number, query={"expand": "addresses,accounts,mixin:*"}).json
    assert (document["tenant"], document["customerNumber"]) == (lives.tenant, number)
    assert profile.items() <= document["profile"].items()
    assert document["profile"]["updatedBy"] == "client-management"
    (account,) = document["accounts"]
    assert without_times(account) == {
        "email": email,
        "password": {"scheme": "argon2id"},
        "mailRefusal": "BOUNCE",
    }
    assert [each["clientId"] for each in document["sessions"]] == [lives.storefront.client_id] * 2
    assert {each["purpose"] for each in document["oneTimeTokens"]} == {"PASSWORD_RESET", "EMAIL_CHANGE"}
    (company,) = document["legalEntities"]
    assert (company["legalEntityId"], company["assignments"][0]["ended"]) == ("le-1", False)
    assert sorted(call["path"].rpartition("/")[2] for call in document["repeatableCalls"]) == [
        "addresses",
        "addresses",
        "signup",
    ]
    assert document["wrongPasswords"][0]["times"] == 1
    (entry,) = document["history"]
    assert (entry["entry"]["event"], entry["entry"]["by"]) == ("customer.created", "a-client")
    assert document["messagesAskedFor"][0]["times"] == 1
    assert document["identityProviders"] == document["notices"] == document["passwordMigration"] == []
    assert {"what", "why"} == document["omitted"][0].keys()


def test_of_an_imported_customer_it_names_the_scheme_and_the_id_in_the_old_system(
    lives: Lives, email: str, capsys: pytest.CaptureFixture[str]
) -> None:
    document = exported(capsys, lives.tenant, lives.imported(email))

    password = {"scheme": "hybris-sha512-uid-salt", "originalUid": "u1"}
    assert [account["password"] for account in document["accounts"]] == [password]
    assert [each["email"] for each in document["passwordMigration"]] == [email]
    assert [each["kind"] for each in document["notices"]] == ["PASSWORD_MIGRATION_REMINDER"]


def test_a_customer_without_anything_has_empty_sections(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    document = exported(capsys, api.tenant, api.created({"type": "CONTACT"}))

    about = {"tenant", "customerNumber", "exportedAt", "profile", "omitted"}
    assert all(document[section] == [] for section in document.keys() - about)


def test_former_names_are_shown_as_they_were_written(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    long = "\u00c4" + "\u5b57" * 255  # not all of it fits into an index twice
    number = api.created({"lastName": "\u00c4rger", "contactEmail": "\u00c4@b.de", "company": ""})
    assert api.patch(number, {"lastName": long, "company": None}).status == 200
    assert api.patch(number, {"lastName": "Z"}).status == 200

    places = exported(capsys, api.tenant, number)["formerPlaces"]

    told = [{name: each[name] for name in ("lastName", "contactEmail", "company")} for each in places]
    assert told[0] == {"lastName": "\u00c4rger", "contactEmail": "\u00c4@b.de", "company": ""}
    assert told[1] == {"lastName": "a" + long[1:], "contactEmail": "\u00c4@b.de", "company": None}


def test_times_are_written_as_the_api_writes_them(
    lives: Lives, email: str, capsys: pytest.CaptureFixture[str]
) -> None:
    document = exported(capsys, lives.tenant, lives.full(email))

    sections = [value for value in document.values() if isinstance(value, list)]
    times = [
        value for section in sections for each in section for name, value in each.items() if name[-2:] == "At"
    ]
    assert len(times) > 10
    assert all(time.endswith("Z") and len(time) == 24 for time in times)


class TestByEmail:
    def test_it_is_what_the_customer_logs_in_with_in_any_case(
        self, api: Api, capsys: pytest.CaptureFixture[str]
    ) -> None:
        number = api.created({"contactEmail": "o'neill@example.com"})
        api.created({"contactEmail": "other@example.com"})

        assert exported(capsys, api.tenant, "--email", "O'Neill@example.com")["customerNumber"] == number

    def test_or_is_reached_by(self, api: Api, capsys: pytest.CaptureFixture[str]) -> None:
        number = api.created({"contactEmail": "anna@example.com"})
        api.patch(number, {"contactEmail": "office@example.com"})

        assert exported(capsys, api.tenant, "--email", "office@example.com")["customerNumber"] == number
        assert exported(capsys, api.tenant, "--email", "anna@example.com")["customerNumber"] == number

    def test_where_it_is_several_customers_it_asks_for_a_number(self, api: Api) -> None:
        for number in ("1001", "1002"):
            api.created({"id": number, "type": "CONTACT", "contactEmail": "office@example.com"})

        failure = run("gdpr-export", "--tenant", api.tenant, "--email", "office@example.com")

        assert (
            failure
            == "customers: several customers have this e-mail address; give one of their numbers: 1001, 1002"
        )

    def test_where_it_is_nobody_it_says_so(self, tenant: str) -> None:
        failure = run("gdpr-export", "--tenant", tenant, "--email", "nobody@example.com")

        assert failure == f"customers: tenant {tenant} has no customer with this e-mail address"


class TestFile:
    def test_it_is_for_its_owner_alone(self, api: Api, tmp_path: Path) -> None:
        number, path = api.created({"firstName": "Zoë"}), tmp_path / "zoe.json"

        assert run("gdpr-export", "--tenant", api.tenant, number, "--output", path) == 0

        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert json.loads(path.read_text())["profile"]["firstName"] == "Zoë"
        assert "Zoë" in path.read_text()

    def test_a_folder_that_does_not_exist_is_reported_in_one_line(self, api: Api, tmp_path: Path) -> None:
        path = tmp_path / "no" / "anna.json"

        failure = run("gdpr-export", "--tenant", api.tenant, api.created(), "--output", path)

        assert str(failure).endswith("anna.json.part: No such file or directory")


class TestDeletedCustomer:
    def test_what_it_has_left_is_shown_until_it_is_cleaned_up(
        self, lives: Lives, email: str, deletions: Deletions
    ) -> None:
        number = lives.full(email)
        lives.api.delete(number)
        before = export_customer(wiring().holdings, lives.tenant, number)
        deletions.dealt_with()

        after = export_customer(wiring().holdings, lives.tenant, number)

        assert "profile" not in before
        assert before["deletion"]["by"] == "a-client"
        assert all(
            before[section] for section in ("sessions", "oneTimeTokens", "legalEntities", "repeatableCalls")
        )
        about = {"tenant", "customerNumber", "exportedAt", "deletion", "omitted"}
        assert all(after[section] == [] for section in after.keys() - about)
        assert after["deletion"] == before["deletion"]

    def test_what_another_customer_has_taken_over_is_not_shown(self, lives: Lives, email: str) -> None:
        number = lives.of_provider(email)
        lives.api.delete(number)
        lives.of_provider(email)

        document = export_customer(wiring().holdings, lives.tenant, number)

        assert document["identityProviders"] == []
        assert len(document["legalEntities"]) == 1

    def test_the_next_customer_with_the_address_is_not_shown(self, lives: Lives, email: str) -> None:
        lives.api.delete(lives.imported(email))
        number = lives.api.created({"contactEmail": email})

        document = export_customer(wiring().holdings, lives.tenant, number)

        assert len(document["accounts"]) == 1
        assert document["passwordMigration"] == []

    def test_one_that_never_was_is_not_found(self, tenant: str) -> None:
        failure = run("gdpr-export", "--tenant", tenant, "1001")

        assert "1001" in str(failure)


@pytest.mark.parametrize("which", [[], ["1001", "--email", "anna@example.com"]])
def test_either_a_number_or_an_address_is_to_be_named(tenant: str, which: list[str]) -> None:
    assert run("gdpr-export", "--tenant", tenant, *which) == 2

"""`GET …/customers/{n}/export`: everything about a customer, for whoever manages customers."""

import pytest

from shared.http import answers
from shared.runtime.wiring import wiring
from shared.use_cases.customers import export_customer as exporting
from shared.use_cases.customers.export_customer import export_customer
from tenant_managed.customers import export_customer as operation
from tests.component.api import Answer, Api
from tests.component.customer_data.lives import Lives
from tools.rehearsal.stored import keep_history

ROUTE = "GET /customer/{tenant}/customers/{customerNumber}/export"


def exported(api: Api, number: str) -> Answer:
    return api.request(operation.lambda_handler, ROUTE, customerNumber=number)


def with_changes(api: Api, *names: str) -> str:
    """The number of a customer who has had these last names, and has all of that in its history."""
    number = api.created({"lastName": names[0]})
    states = [wiring().customers.find(api.tenant, number)]
    for name in names[1:]:
        assert api.patch(number, {"lastName": name}).status == 200
        states.append(wiring().customers.find(api.tenant, number))
    keep_history(*states)  # type: ignore[arg-type] # all of them are there
    return number


def test_it_is_what_the_command_exports(lives: Lives, email: str) -> None:
    number = lives.full(email, customerDetails={"firstName": "Zoë", "lastName": "Weber"})

    answer = exported(lives.api, number)

    assert answer.status == 200, answer.text
    whole = export_customer(wiring().holdings, lives.tenant, number)
    assert answer.json.keys() == whole.keys()
    alike = whole.keys() - {"exportedAt", "history"}
    assert {name: answer.json[name] for name in alike} == {name: whole[name] for name in alike}
    assert [each["entry"] for each in answer.json["history"]] == [each["entry"] for each in whole["history"]]
    assert answer.json["sessions"]


def test_a_long_history_ends_somewhere_and_it_says_where(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    number = with_changes(api, "Weber", "Meyer", "Koch")
    monkeypatch.setattr(exporting, "_MOST_HISTORY", 1)

    document = exported(api, number).json

    assert [each["entry"]["version"] for each in document["history"]] == [3]
    assert document["omitted"][-1]["what"] == "changes before version 3"


def test_a_whole_history_leaves_nothing_to_say(api: Api) -> None:
    number = with_changes(api, "Weber", "Meyer")

    document = exported(api, number).json

    assert [each["entry"]["version"] for each in document["history"]] == [2, 1]
    assert not any("version" in each["what"] for each in document["omitted"])


def test_what_has_no_room_in_an_answer_is_refused_with_a_way_to_get_it(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = api.created({"lastName": "Weber"})
    monkeypatch.setattr(answers, "MAX_ANSWER_BYTES", 1000)

    answer = exported(api, number)

    assert answer.status == 400
    assert answer.json["message"] == (
        "The document is larger than 1000 bytes; the command 'customers gdpr-export' has no limit."
    )


def test_nobody_is_exported_who_is_not_there(api: Api) -> None:
    number = api.created({"lastName": "Weber"})
    api.delete(number)

    assert exported(api, number).status == 404
    assert exported(api, "1009").status == 404

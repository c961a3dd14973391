"""`GET …/customers/{n}/export`: everything about a customer, for whoever manages customers."""

import pytest

from shared.domain import json_text
from shared.http import answers
from shared.runtime.wiring import wiring
from shared.use_cases.customers import export_customer as exporting
from shared.use_cases.customers.export_customer import export_customer
from tenant_managed.customers import export_customer as operation
from tests.component.api import Answer, Api
from tests.component.customer_data.lives import Lives
from tests.component.stored_customers import customer_of
from tools.rehearsal.stored import keep_history

OF_ALL_SERVICES = (
    "customer.customer_manage",
    "customermanagement.contactassignment_read",
    "iam.user_read",
    "session-context.context_read",
)
ROUTE = "GET /customer/{tenant}/customers/{customerNumber}/export"


def exported(api: Api, number: str) -> Answer:
    return api.request(operation.lambda_handler, ROUTE, customerNumber=number)


def with_changes(api: Api, *names: str) -> str:
    """The number of a customer who has had these last names, and has all of that in its history."""
    number = api.created({"lastName": names[0]})
    states = [customer_of(api.tenant, number)]
    for name in names[1:]:
        assert api.patch(number, {"lastName": name}).status == 200
        states.append(customer_of(api.tenant, number))
    keep_history(*states)
    return number


def test_it_is_what_the_command_exports(lives: Lives, email: str) -> None:
    number = lives.full(email, customerDetails={"firstName": "Zoë", "lastName": "Weber"})

    answer = exported(lives.api.as_(*OF_ALL_SERVICES), number)

    assert answer.status == 200, answer.text
    whole = export_customer(wiring().holdings, lives.tenant, number)
    assert answer.json.keys() == whole.keys()
    alike = whole.keys() - {"exportedAt", "history"}
    assert {name: answer.json[name] for name in alike} == {name: whole[name] for name in alike}
    assert [each["entry"] for each in answer.json["history"]] == [each["entry"] for each in whole["history"]]
    assert answer.json["sessions"]


def test_a_long_history_ends_somewhere_and_it_says_where(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    number = with_changes(api, "Weber", "Meyer", "Koch")
    newest = exported(api, number).json["history"][0]
    monkeypatch.setattr(exporting, "_MOST_HISTORY", json_text.size_as_text(json_text.dumps(newest)) + 1)

    document = exported(api, number).json

    assert [each["entry"]["version"] for each in document["history"]] == [3]
    assert document["omitted"][-1]["what"] == "changes before version 3"


def test_a_change_that_has_no_room_is_named_and_not_shown(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    number = with_changes(api, "Weber", "Meyer")
    monkeypatch.setattr(exporting, "_MOST_HISTORY", 1)

    document = exported(api, number).json

    assert document["history"] == []
    assert document["omitted"][-1]["what"] == "all changes"


@pytest.mark.parametrize("text", ['"' * 165_000, "\\" * 165_000, '"\\' * 82_500])
def test_a_history_of_texts_that_grow_in_the_answer_leaves_room_for_the_rest(api: Api, text: str) -> None:
    number = api.created({"lastName": "Weber"})
    states = [customer_of(api.tenant, number)]
    for place in range(6):
        assert api.patch(number, {"mixins": {"shop": {"text": f"{place}{text}"}}}).status == 200
        states.append(customer_of(api.tenant, number))
    keep_history(*states)

    answer = exported(api, number)

    assert answer.status == 200, answer.text[:200]
    assert answer.json["history"]


def test_what_other_services_show_needs_their_scopes(lives: Lives, email: str) -> None:
    number = lives.full(email)

    document = exported(lives.api, number).json

    others = ("legalEntities", "contactAssignments", "sessionContexts")
    assert [document[name] for name in others] == [[], [], []]
    assert document["sessions"]
    assert document["repeatableCalls"]
    told = {each["why"]: each["what"] for each in document["omitted"]}
    assignments = (
        "needs the scope customermanagement.contactassignment_read, for customers of every restriction"
    )
    assert told[assignments] == "legalEntities, contactAssignments"
    assert any("session-context.context_read" in why for why in told)
    own = exported(lives.api.as_("customer.customer_manage", "session-context.context_read"), number).json
    assert own["sessionContexts"]
    assert not own["legalEntities"]
    limited = lives.api.as_("customer.customer_manage", "customermanagement.contactassignment_read--DE")
    assert exported(limited, number).json["legalEntities"] == []


def test_numbers_that_tell_writes_apart_are_left_out_as_it_says(api: Api) -> None:
    number = api.created({"lastName": "Weber"}, headers={"X-Acting-User": "u-17"})

    for document in (exported(api, number).json, export_customer(wiring().holdings, api.tenant, number)):
        assert document["profile"]["writer"] == {"client": "a-client", "actingUser": "u-17"}


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

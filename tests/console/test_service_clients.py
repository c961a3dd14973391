"""How a person gives programs access to the tenant, and takes it away."""

import json
from pathlib import Path

import pytest

from tests.console.person import Person
from tests.running.conftest import Service

READ = "customer.customer_read"
CONFIGURE = "configuration.configuration_manage"
CONTEXT = "session-context.context_manage"
SHOWN_SECRET = "return document.querySelector('dialog pre')?.textContent"


def test_a_person_gives_a_program_a_secret_renews_it_and_takes_it_away(
    person: Person, service: Service, pictures: Path
) -> None:
    # given
    person.signs_in("admin")
    person.opens("settings/clients")

    # when
    person.clicks("New service client")
    person.types("name", "Warehouse")
    person.clicks(READ)
    person.clicks("DE")
    person.takes_picture(pictures / "new-client.png")
    person.clicks("Create")

    # then
    person.sees("This secret is shown only now")
    first = person.waits_for(SHOWN_SECRET)
    client_id = person.address().rsplit("/", 1)[-1]
    token = service.token(client_id, first)
    _, seen = service.get("/customer/acme/customers?pageSize=100", token)
    assert {each["restriction"] for each in seen} == {"DE"}
    person.takes_picture(pictures / "secret.png")

    # when
    person.clicks("Close")
    person.clicks("Add a second secret")
    person.sees("This secret is shown only now")
    second = person.waits_for(SHOWN_SECRET)
    person.clicks("Close")
    person.does_not_see(first, second)
    person.clicks("Drop")
    dropped = person.runs("return document.querySelector('dialog h2').textContent").split()[-1].rstrip("?")
    person.types(f"Type {dropped} to confirm", dropped)
    person.clicks("Drop", within=f"Type {dropped}")

    # then
    person.sees(f"The secret {dropped} is dropped.", "Add a second secret")
    assert service.token(client_id, second)

    # when
    person.clicks("Disable")

    # then
    person.sees("Warehouse is disabled", "disabled")

    # when
    person.clicks("Undo")

    # then
    person.sees("enabled", "Disable")
    assert service.token(client_id, second)

    # when
    person.clicks("Delete")
    person.types(f"Type {client_id} to confirm", client_id)
    person.clicks("Delete", within=f"Type {client_id}")

    # then
    person.sees("Warehouse is deleted.", "acme-reader")
    person.opens(f"settings/clients/{client_id}")
    person.sees(f"There is no service client {client_id}.")


def test_what_was_chosen_is_kept_when_the_dialog_is_left(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.opens("settings/clients")
    person.clicks("New service client")
    person.types("name", "Warehouse")
    person.clicks(READ)

    # when
    person.presses("\ue00c")  # escape
    person.clicks("Go on editing")

    # then
    person.waits_for("return document.querySelector('dialog [name=name]')?.value === 'Warehouse'")
    assert person.runs("return [...document.querySelectorAll('dialog :checked')].map((e) => e.value)") == [
        "service",
        READ,
    ]
    person.clicks("Cancel")


def test_a_client_that_may_do_more_is_not_offered_for_change(person: Person, service: Service) -> None:
    # given
    scope = f"{READ} customer.login_on_behalf"
    done = service.customers("client", "create", "--tenant", "acme", "--name", "Shop", "--scope", scope)
    stronger = json.loads(done.stdout)["client_id"]
    person.signs_in("admin")

    # when
    person.opens(f"settings/clients/{stronger}")

    # then
    person.sees("You cannot change this client", "customer.login_on_behalf")
    assert not {"Disable", "Delete", "Add a second secret"} & set(person.offered())


def test_a_refusal_is_shown_in_the_services_words(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.opens("settings/clients/acme-admin")

    # when
    person.clicks("Disable")

    # then
    person.sees("which cannot disable or delete itself")
    person.clicks("Close")


def test_who_may_not_read_clients_is_not_offered_them(person: Person) -> None:
    # given
    person.signs_in("reader")

    # when
    person.opens("settings/clients")

    # then
    person.sees("There is no such page, or you may not see it.")


def test_the_name_of_a_client_stays_text(person: Person, service: Service, admin: str) -> None:
    # given
    name = "<img src=x onerror=window.broken=1>'\"><svg/onload=window.broken=1>"
    status, made = service.post("/iam/acme/clients", admin, {"name": name, "scopes": [READ]})
    assert status == 201
    person.signs_in("admin")

    # when
    person.opens("settings/clients")
    person.sees(name)
    person.opens(f"settings/clients/{made['client_id']}")
    person.sees(name, "Add a second secret")
    person.clicks("Delete")
    person.types(f"Type {made['client_id']} to confirm", made["client_id"])
    person.clicks("Delete", within="to confirm")

    # then
    person.sees(f"{name} is deleted.")
    assert person.runs("return window.broken") is None


@pytest.mark.parametrize(
    ("client", "own", "lacking"),
    [
        ({"kind": "service", "scopes": ["iam.assignment_manage"]}, ["iam.group_manage"], []),
        ({"kind": "service", "scopes": ["sessioncontext.context_manage--DE"]}, [f"{CONTEXT}--DE"], []),
        ({"kind": "service", "scopes": ["iam.assignment_delete_own"]}, [], ["iam.assignment_delete_own"]),
        ({"kind": "service", "scopes": []}, [READ], [CONFIGURE]),
        ({"kind": "public", "scopes": [READ]}, [READ], [CONFIGURE]),
        ({"kind": "user pool", "scopes": [CONFIGURE]}, [f"{CONFIGURE}--DE"], [CONFIGURE]),
        ({"kind": "public", "scopes": []}, [CONFIGURE], []),
    ],
)
def test_what_a_person_lacks_for_a_client_is_what_the_service_says(
    person: Person, client: dict[str, object], own: list[str], lacking: list[str]
) -> None:
    found = person.runs(
        "const { lacking } = await import('/console/views/settings/rights.js');"
        f"return lacking({json.dumps({'restrictions': [], **client})}, new Set({json.dumps(own)}));"
    )

    assert found == lacking


def test_who_may_not_configure_is_not_offered_what_takes_that(person: Person, service: Service) -> None:
    # given
    scope = f"iam.client_manage configuration.configuration_view {READ}"
    done = service.customers("client", "create", "--tenant", "acme", "--name", "Low", "--scope", scope)
    made = json.loads(done.stdout)
    admin = service.token("acme-admin")
    settings = "/configuration/acme/clients/{}/configurations"
    kept = service.post("/iam/acme/clients", admin, {"name": "Kept", "scopes": [READ]})[1]["client_id"]
    assert service.post(settings.format(kept), admin, [{"key": "x", "value": 1}])[0] == 201
    token = service.token(made["client_id"], made["client_secret"])
    person.signs_in("admin")
    person.runs(
        "const { begin, claimed } = await import('/console/session.js');"
        f"begin({{ ...claimed('{token}'), name: 'Low', token: '{token}' }});"
    )

    # when
    person.opens("settings/clients/acme-storefront")

    # then
    person.sees("You cannot change this client, as you do not have configuration.configuration_manage")
    assert not {"Disable", "Delete"} & set(person.offered())

    # when
    person.opens(f"settings/clients/{kept}")

    # then
    person.sees("You cannot delete this client: it has configurations", "Disable")
    assert "Delete" not in person.offered()

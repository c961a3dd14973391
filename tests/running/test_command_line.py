"""`customers`, on the state of a running service."""

import json

import pytest

from tests.running.conftest import Service


def test_a_tenant_and_a_client_made_by_hand_are_ready_for_use(service: Service) -> None:
    made = service.customers(
        "tenant", "create", "handmade", "--restriction", "DE", "--set", "token.accessSeconds=600"
    )
    assert (made.returncode, made.stdout) == (0, "")

    printed = service.customers(
        "client", "create", "--tenant", "handmade", "--name", "a shop", "--scope", "customer.customer_read"
    )
    client = json.loads(printed.stdout)
    token = service.token(client["client_id"], client["client_secret"])

    assert set(client) == {"client_id", "client_secret"}
    assert service.get("/customer/handmade/customers", token) == (200, [])
    assert service.get("/customer/acme/customers", token)[0] == 403


def test_the_demo_clients_see_what_their_grants_reach(service: Service) -> None:
    status, everyone = service.get("/customer/acme/customers?pageSize=1000", service.token("acme-reader"))
    _, germans = service.get("/customer/acme/customers?pageSize=1000", service.token("acme-de"))

    assert (status, len(everyone)) == (200, 200)
    assert {c["restriction"] for c in germans} == {"DE"}
    assert len(germans) == sum(c.get("restriction") == "DE" for c in everyone)


def test_settings_are_set_and_shown_with_their_defaults(service: Service) -> None:
    service.customers("tenant", "create", "settings1", "--restriction", "DE")

    done = service.customers("config", "set", "--tenant", "settings1", "customerActiveOnCreation", "false")
    one = service.customers("config", "get", "--tenant", "settings1", "customerActiveOnCreation")
    every = service.customers("config", "get", "--tenant", "settings1")

    assert (done.returncode, one.stdout) == (0, "false\n")
    assert json.loads(every.stdout)["restrictions"] == ["DE"]
    assert json.loads(every.stdout)["token.accessSeconds"] == 14400


def test_a_public_client_has_no_secret(service: Service) -> None:
    printed = service.customers(
        "client",
        "create",
        "--tenant",
        "acme",
        "--name",
        "web",
        "--scope",
        "customer.customer_read",
        "--public",
    )

    assert json.loads(printed.stdout)["client_secret"] is None


def test_tokens_outlive_a_rotation_of_the_signing_key(service: Service) -> None:
    token = service.token("acme-reader")

    rotated = service.customers("keys", "rotate")

    assert rotated.returncode == 0
    assert service.get("/customer/acme/customers?pageSize=1", token)[0] == 200


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["tenant", "create", "Bad-Name"], 1, "must be 3 to 16 characters"),
        (["tenant", "create", "acme"], 1, "tenant acme exists already"),
        (["config", "set", "--tenant", "acme", "restrictions", "true"], 1, "must be a list of texts"),
        (["config", "set", "--tenant", "acme", "restrictions", "DE"], 2, "is not JSON"),
        (["config", "get", "--tenant", "acme", "nothing"], 1, "has no setting nothing"),
        (["client", "create", "--tenant", "acme", "--name", "x", "--scope", "no.such"], 1, "no.such"),
        (["tenant", "create", "abc", "--set", "key"], 2, "is not KEY=JSON"),
        (["--endpoint-url", "http://127.0.0.1:1", "keys", "rotate"], 1, "--endpoint-url goes with --table"),
        (["--table", "t", "keys", "rotate"], 1, "--kms-key is needed"),
        (["--state-dir", "no-such-folder", "keys", "rotate"], 1, "start the service once with `make run`"),
        (
            ["token", "--client-id", "a", "--client-secret", "b", "--url", "http://127.0.0.1:9"],
            1,
            "no service answers",
        ),
        ([], 2, "COMMAND"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    service: Service, arguments: list[str], code: int, says: str
) -> None:
    done = service.customers(*arguments)

    assert done.returncode == code
    assert says in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    if code == 1:
        assert done.stderr.count("\n") == 1


def test_wrong_client_credentials_are_said_in_one_line(service: Service) -> None:
    done = service.customers(
        "token", "--url", service.url, "--client-id", "acme-admin", "--client-secret", "wrong"
    )

    assert done.returncode == 1
    assert done.stderr.startswith("customers: no token: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [[], ["tenant"], ["client", "create"], ["config", "set"], ["token"]])
def test_every_command_explains_itself(service: Service, command: list[str]) -> None:
    done = service.customers(*command, "--help")

    assert done.returncode == 0
    assert done.stdout.startswith("usage: ")


def test_it_works_on_any_table_it_is_pointed_to(service: Service) -> None:
    engine = json.loads((service.state_dir / "engine.lock").read_text())["url"]
    table = ("--table", "customers", "--endpoint-url", engine)

    done = service.customers(*table, "config", "get", "--tenant", "acme", "restrictions")

    assert (done.returncode, json.loads(done.stdout)) == (0, ["DE", "FR"])
    assert (
        service.customers("--table", "none", *table[2:], "config", "get", "--tenant", "acme").returncode == 1
    )


def test_explain_shows_the_plan_and_what_it_costs(service: Service) -> None:
    asked = ("explain", "--tenant", "acme", "--q", "lastName:~^M", "--sort", "lastName")

    planned = service.customers(*asked)
    analyzed = service.customers(*asked, "--analyze")

    assert planned.returncode == 0, planned.stderr
    assert "source     Texts(index=by_name, texts=[Text(value=m, is_beginning=True)])" in planned.stdout
    assert "estimated  at most " in planned.stdout
    assert "actual     " not in planned.stdout
    assert "actual     " in analyzed.stdout


def test_explain_says_what_is_wrong_with_a_query_in_one_line(service: Service) -> None:
    done = service.customers("explain", "--tenant", "acme", "--q", "lastName:(")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "position 11" in done.stderr

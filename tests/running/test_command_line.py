"""`customers`, on the state of a running service."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from local.engine import running_engine
from tests.running.conftest import Service


def test_a_tenant_and_a_client_made_by_hand_are_ready_for_use(service: Service) -> None:
    made = service.customers(
        "tenant", "create", "handmade", "--restriction", "DE", "--set", "token.accessSeconds=600"
    )
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "created the tenant handmade\n")

    printed = service.customers(
        "client", "create", "--tenant", "handmade", "--name", "a shop", "--scope", "customer.customer_read"
    )
    client = json.loads(printed.stdout)
    token = service.token(client["client_id"], client["client_secret"])

    assert set(client) == {"client_id", "client_secret"}
    assert service.get("/customer/handmade/customers", token) == (200, [])
    assert service.get("/customer/acme/customers", token)[0] == 403


def test_a_client_of_a_user_pool_is_adopted_once(service: Service) -> None:
    service.customers("tenant", "create", "adopting")
    command = ("client", "adopt", "--client-id", "7a3k5urk1ft4fl3mg5e62d9ado", "--tenant", "adopting")
    rights = ("--name", "ERP", "--scope", "customer.customer_read", "--restriction", "DE")

    done = service.customers(*command, *rights)
    again = service.customers(*command, *rights[:-1], "FR")
    token = service.customers(
        "token", "--url", service.url, "--client-id", command[3], "--client-secret", "-", stdin="x"
    )

    said = f"adopted the client {command[3]} for the tenant adopting\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", said)
    assert (again.returncode, again.stderr) == (1, f"customers: Client '{command[3]}' already exists.\n")
    assert token.returncode == 1


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


def test_a_secured_setting_is_not_shown_again(service: Service) -> None:
    service.customers("tenant", "create", "settings2")
    command = ("config", "set", "--tenant", "settings2")
    provider = json.dumps({"issuer": "https://accounts.example.com", "clientSecret": "hunter2"})

    done = [
        service.customers(*command, "--secured", "own", "-", stdin='"hunter2"'),
        service.customers(*command, "sso.any", "-", stdin=provider),
        service.customers(*command, "own", "-", stdin='"hunter3"'),
    ]
    refused = [
        service.customers(*command, "--secured", "other", '"hunter2"'),
        service.customers(*command, "sso.any", provider),
        service.customers(*command, "own", '"hunter3"'),
        service.customers(*command, "own", "-", stdin="hunter3"),
    ]
    shown = [
        service.customers("config", "get", "--tenant", "settings2", "own").stdout,
        service.customers("config", "get", "--tenant", "settings2").stdout,
    ]

    assert [(each.returncode, each.stdout) for each in done] == [(0, "")] * 3
    assert [each.returncode for each in refused] == [1] * 4
    assert all("standard input" in each.stderr and "hunter" not in each.stderr for each in refused)
    assert "hunter" not in "".join(each.stderr for each in done)
    assert shown[0] == '{"secured":true}\n'
    assert json.loads(shown[1])["sso.any"] == json.loads(shown[1])["own"] == {"secured": True}
    assert "hunter" not in shown[1]


def test_a_setting_can_be_left_to_its_default_again(service: Service) -> None:
    service.customers("tenant", "create", "settings3", "--set", "customerActiveOnCreation=false")
    before = service.customers("config", "get", "--tenant", "settings3", "customerActiveOnCreation")

    done = service.customers("config", "unset", "--tenant", "settings3", "customerActiveOnCreation")
    after = service.customers("config", "get", "--tenant", "settings3", "customerActiveOnCreation")

    assert (before.stdout, done.returncode, after.stdout) == ("false\n", 0, "true\n")


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
        (["tenant", "create", "acme"], 1, "Tenant 'acme' already exists."),
        (["config", "set", "--tenant", "acme", "restrictions", "true"], 1, "must be a list of strings"),
        (["config", "set", "--tenant", "acme", "restrictions", '["DE"]'], 1, "with 'FR': "),
        (["config", "set", "--tenant", "acme", "restrictions", "DE"], 2, "is not JSON"),
        (
            ["config", "set", "--tenant", "acme", "--secured", "restrictions", "[]"],
            1,
            "must not be true for 'restrictions'",
        ),
        (["config", "set", "--tenant", "acme", "a b", "1"], 1, "key: must be 1 to 256 characters"),
        (["config", "unset", "--tenant", "acme", "restrictions"], 1, "with 'DE': "),
        (["config", "unset", "--tenant", "acme", "shards"], 1, "is fixed when the tenant is created"),
        (["config", "unset", "--tenant", "acme", "nothing"], 1, "Configuration 'nothing' not found"),
        (
            ["tenant", "create", "abc", "--set", "customerActiveOnCreation=1"],
            1,
            "customerActiveOnCreation: must",
        ),
        (["config", "get", "--tenant", "acme", "nothing"], 1, "has no setting nothing"),
        (["client", "create", "--tenant", "acme", "--name", "x", "--scope", "no.such"], 1, "no.such"),
        (["tenant", "create", "abc", "--set", "key"], 2, "is not KEY=JSON"),
        (
            ["--endpoint-url", "http://127.0.0.1:1", "keys", "rotate"],
            1,
            "--endpoint-url works only with --table",
        ),
        (["--table", "t", "keys", "rotate"], 1, "give --stack, or --kms-key"),
        (["--state-dir", "no-such-folder", "keys", "rotate"], 1, "start the service once with `make run`"),
        (
            ["token", "--client-id", "a", "--client-secret", "b"],
            2,
            "must be -, so that the secret is read from standard input and no other user sees it",
        ),
        (["token", "--client-id", "a"], 2, "with '--client-secret -', or in CUSTOMERS_CLIENT_SECRET"),
        (
            ["tenant", "create", "abc", "--set", 'sso.a={"issuer":"https://a.example"}'],
            1,
            "give its value on standard input to `customers config set --tenant abc sso.a -`",
        ),
        ([], 2, "Missing command."),
    ],
)
def test_what_is_wrong_is_reported_in_one_line(
    service: Service, arguments: list[str], code: int, says: str
) -> None:
    done = service.customers(*arguments)

    assert done.returncode == code
    assert says in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    if code == 1:
        assert done.stderr.count("\n") == 1


def test_wrong_client_credentials_are_reported_in_one_line(service: Service) -> None:
    done = service.customers(
        "token",
        "--url",
        service.url,
        "--client-id",
        "acme-admin",
        "--client-secret",
        "-",
        stdin="wrong",
    )

    assert done.returncode == 1
    assert done.stderr.startswith("customers: the service issued no token: ")
    assert done.stderr.count("\n") == 1


def test_customers_move_to_another_tenant_by_export_and_import(service: Service, tmp_path: Path) -> None:
    # Given the demo tenant's customers in a file, and a tenant with the same restrictions
    file, again = tmp_path / "acme.ndjson", tmp_path / "moved.ndjson"
    exported = service.customers("export", str(file), "--tenant", "acme", "--with-password-hashes")
    service.customers("tenant", "create", "moved", "--restriction", "DE", "--restriction", "FR")

    # When it is imported, twice
    imported, repeated = (service.customers("import", str(file), "--tenant", "moved") for _ in range(2))

    # Then they are all there, once
    assert (exported.returncode, imported.returncode, repeated.returncode) == (0, 0, 0), imported.stderr
    assert imported.stderr.startswith("imported 200, rejected 0, already imported 0 in ")
    assert repeated.stderr.startswith("imported 0, rejected 0, already imported 200 in ")
    service.customers("export", str(again), "--tenant", "moved", "--with-password-hashes")
    assert again.read_bytes() == file.read_bytes()
    assert len(file.read_bytes().splitlines()) == 200


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["tenant"],
        ["client", "create"],
        ["client", "adopt"],
        ["config", "set"],
        ["token"],
        ["import"],
        ["export"],
        ["mailbox"],
        ["mailbox", "show"],
        ["events"],
        ["events", "tail"],
        ["events", "put"],
        ["events", "dead"],
        ["events", "redrive"],
        ["schedule", "run"],
        ["costs"],
    ],
)
def test_every_command_explains_itself(service: Service, command: list[str]) -> None:
    done = service.customers(*command, "--help")

    assert done.returncode == 0
    assert done.stdout.startswith("Usage: ")


def test_what_runs_on_a_schedule_can_be_run_now(service: Service) -> None:
    done = service.customers("schedule", "run", "OnPasswordMigrationDayFunction")
    other = service.customers("schedule", "run", "OnCustomerChangeFunction")

    assert (done.returncode, done.stdout) == (0, "")
    assert '"operation":"on_password_migration_day"' in done.stderr
    assert other.returncode == 1
    assert other.stderr == (
        "customers: OnCustomerChangeFunction has no schedule; these do: OnPasswordMigrationDayFunction\n"
    )


def test_it_works_on_any_table_it_is_pointed_to(service: Service) -> None:
    engine = running_engine(service.state_dir)
    assert engine is not None
    credentials = {"AWS_ACCESS_KEY_ID": engine.key.id, "AWS_SECRET_ACCESS_KEY": engine.key.secret}
    table, command = ("--endpoint-url", engine.url), ("config", "get", "--tenant", "acme", "restrictions")

    def run(name: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return service.customers("--table", name, *table, *command, environment={**os.environ, **variables})

    done = run("customers", **credentials)
    assert (done.returncode, json.loads(done.stdout)) == (0, ["DE", "FR"])
    assert run("none", **credentials).returncode == 1
    assert run("customers", AWS_ACCESS_KEY_ID="another", AWS_SECRET_ACCESS_KEY="key").returncode == 1


def test_explain_says_the_plan_in_words_and_what_it_costs(service: Service) -> None:
    asked = ("explain", "--tenant", "acme", "--q", "lastName:~^M", "--sort", "lastName:desc")

    planned = service.customers(*asked)
    analyzed = service.customers(*asked, "--analyze")

    assert planned.returncode == 0, planned.stderr
    *words, estimated = planned.stdout.splitlines()
    assert words == [
        "reads      index by_name: customers whose lastName begins with 'm'",
        (
            "order      by lastName descending: in the order of the index, read backwards; "
            "a page that reads too much ends early, and 'next' goes on"
        ),
        "tests      lastName, for every customer that is read",
        "documents  all customers that are read are fetched whole, because the index holds only keys",
    ]
    assert estimated.startswith("estimated  at most ")
    assert "actual     " not in planned.stdout
    assert "actual     " in analyzed.stdout

    document = json.loads(service.customers(*asked, "--analyze", "--json").stdout)
    assert document["reads"] == words[0].removeprefix("reads").strip()
    assert document["actual"].keys() == {"customers", "requests", "readUnits", "scanned"}
    assert document["estimated"].keys() == {"customers", "documents", "requests", "readUnits"}


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("--page-number", "3", "--page-size", "20"),
        ("--q", "active:true"),
        ("--q", "addresses.city:Berlin"),
        ("--q", "addresses.country:FR"),
        ("--q", "id:(1000,1001)"),
        ("--q", "email:demo@example.com"),
        ("--q", "company:(a,b,c)"),
        ("--sort", "company"),
        ("--sort", "mixins.loyalty.points"),
    ],
)
def test_a_list_costs_no_more_than_is_estimated_and_not_the_same_whatever_it_reads(
    service: Service, asked: tuple[str, ...]
) -> None:
    done = service.customers("explain", "--tenant", "acme", "--analyze", *asked)

    estimated, actual = (
        [float(word) for word in line.replace(",", "").split() if word[0].isdigit()][-2:]
        for line in done.stdout.splitlines()
        if line.startswith(("estimated", "actual"))
    )
    assert actual[0] <= estimated[0], done.stdout
    assert 0 < actual[1] <= estimated[1], done.stdout
    if "addresses.country:FR" in asked:
        assert actual[1] > 200  # a unit for each of the customers, whose addresses the index lacks


def test_customers_are_found_by_words_as_a_table_or_as_json(service: Service) -> None:
    table = service.customers("find", "--tenant", "acme", "weber", "berl", "--limit", "2")
    document = json.loads(service.customers("find", "--tenant", "acme", "waber", "berl", "--json").stdout)

    assert table.returncode == 0, table.stderr
    heading, *rows = table.stdout.splitlines()
    assert heading.split() == ["NUMBER", "NAME", "COMPANY", "E-MAIL", "PHONE", "CITY"]
    assert ["Weber" in row and row.endswith("Berlin") for row in rows] == [True, True]
    assert "\x1b" not in table.stdout
    assert "2 customers found; there may be more" in table.stderr
    assert document["corrected"] == "weber berl"
    assert {each["lastName"] for each in document["customers"]} == {"Weber"}


def test_explain_says_what_is_wrong_with_a_query_in_one_line(service: Service) -> None:
    done = service.customers("explain", "--tenant", "acme", "--q", "lastName:(")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "position 11" in done.stderr


def test_costs_are_those_of_single_operations_or_of_all(service: Service) -> None:
    shown = service.customers("costs", "get_customer", "--format", "json")

    assert shown.returncode == 0, shown.stderr
    (cost,) = json.loads(shown.stdout)["operations"]
    assert (cost["operation"], cost["requests"]) == ("get_customer", {"GetItem": 1})
    assert cost["dollarsPerMillion"]["dynamodb"] == 0.125


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("costs", "read_minds"), "there is no operation read_minds; docs/costs.md lists them"),
        (("--table", "customers", "costs"), "leave out --stack and --table"),
    ],
)
def test_costs_that_cannot_be_found_are_refused_in_one_line(
    service: Service, arguments: tuple[str, ...], says: str
) -> None:
    done = service.customers(*arguments)

    assert done.returncode == 1
    assert says in done.stderr
    assert done.stderr.count("\n") == 1

"""`customers config`, `tenant create --set`: a misspelt setting is noticed, and a tenant's own is taken."""

import json

import pytest

from shared.domain.tenants.setting_rules import Annotations, new_setting
from shared.runtime.wiring import wiring
from tests.component.cli.running import customers
from tests.component.cli.transfers import made_tenant, place


def config(action: str, tenant: str, *arguments: str) -> str:
    """Return what an action wrote to standard error."""
    done = customers("config", action, "--tenant", tenant, *arguments, *place())
    assert done.code == 0
    return done.errors


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("token.accessSecond", "token.accessSeconds"),
        ("accessSeconds", "token.accessSeconds"),
        ("customeractiveoncreation", "customerActiveOnCreation"),
        ("restriction", "restrictions"),
    ],
)
def test_the_nearest_name_is_named_and_the_setting_is_set(
    key: str, nearest: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tenant = made_tenant()

    said = config("set", tenant, key, "1")

    warning = f"warning: the service does not know the setting {key}; did you mean {nearest}?"
    assert said.splitlines() == [warning, f"set {key} of the tenant {tenant}"]
    capsys.readouterr()
    config("get", tenant, key)
    assert capsys.readouterr().out == "1\n"


def test_a_name_unlike_any_known_one_is_the_tenants_own_with_one_warning() -> None:
    tenant = made_tenant()

    first, second = (config("set", tenant, "zzz.ours", value) for value in ("1", "2"))

    assert first.startswith("warning: the service does not know the setting zzz.ours\n")
    assert second == f"set zzz.ours of the tenant {tenant}\n"


@pytest.mark.parametrize(
    ("key", "value"), [("customerActiveOnCreation", "false"), ("restrictions", '["DE", "FR"]')]
)
def test_what_the_service_knows_is_set_without_a_warning(key: str, value: str) -> None:
    tenant = made_tenant()

    assert config("set", tenant, key, value) == f"set {key} of the tenant {tenant}\n"
    if key != "restrictions":
        assert config("unset", tenant, key) == f"reset {key} of the tenant {tenant} to its default\n"


def test_the_operator_unsets_what_the_tenant_has_restricted_and_changes_nothing_that_is_read_only() -> None:
    tenant, said = made_tenant(), Annotations(restricted=True, read_only=True)
    wiring().tenants.add_settings(tenant, [new_setting("ours", 1, annotations=said)])

    done = customers("config", "set", "--tenant", tenant, "ours", "2", *place())

    assert done.code == 1
    assert "which is readOnly" in done.errors
    assert config("unset", tenant, "ours") == f"reset ours of the tenant {tenant} to its default\n"
    assert config("set", tenant, "ours", "2").endswith(f"set ours of the tenant {tenant}\n")


def test_a_tenant_is_created_with_a_warning_too(tenant: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = customers(
        *(
            "tenant",
            "create",
            tenant,
            "--set",
            "token.acessSeconds=60",
            "--set",
            "sso.x={}",
            "--json",
            *place(),
        )
    )

    assert done.code == 1  # an identity provider needs a key to be encrypted with, and an issuer
    done = customers("tenant", "create", tenant, "--set", "token.acessSeconds=60", "--json", *place())
    assert done.errors.splitlines() == [
        (
            "warning: the service does not know the setting token.acessSeconds; "
            "did you mean token.accessSeconds?"
        ),
        f"created the tenant {tenant}",
    ]
    assert json.loads(capsys.readouterr().out) == {"tenant": tenant, "restrictions": [], "shards": 1}


def test_a_missing_setting_is_reported_with_the_nearest_name() -> None:
    done = customers("config", "get", "--tenant", made_tenant(), "restriction", *place())

    assert done.failure.endswith(" has no setting restriction; did you mean restrictions?")

"""What a tenant can configure (api.md §3)."""

import pytest

from shared.domain.configuration import DEFAULTS, MAX_RESTRICTIONS, SHARDS, Configuration, checked_setting
from shared.domain.errors import ValidationFailed


def test_what_is_not_set_has_its_default() -> None:
    configuration = Configuration({"restrictions": ["DE"]})

    assert configuration.restrictions == ("DE",)
    assert configuration.active_on_creation is True
    assert configuration.on_hold_on_creation is False
    assert configuration.restriction_follows_site is False
    assert configuration.allows_recreation is False
    assert configuration.password_reset_url is None
    assert configuration.access_token_seconds == 14400
    assert Configuration()["restrictions"] == []


def test_what_is_set_counts() -> None:
    configuration = Configuration(
        {
            "enableSyncBetweenRestrictionsAndSiteCodes": True,
            "enableRecreationOfDeletedCustomer": True,
            "customerActiveOnCreation": False,
            "customerOnHoldOnCreation": True,
            "customer.passwordreset.redirecturl": "https://shop.example/reset",
            "token.accessSeconds": 60,
            "ownKey": {"any": "value"},
        }
    )

    assert configuration.restriction_follows_site is True
    assert configuration.allows_recreation is True
    assert configuration.active_on_creation is False
    assert configuration.on_hold_on_creation is True
    assert configuration.password_reset_url == "https://shop.example/reset"
    assert configuration.access_token_seconds == 60
    assert configuration["ownKey"] == {"any": "value"}


@pytest.mark.parametrize("key", sorted(DEFAULTS.keys() - {SHARDS}))
def test_a_default_is_a_value_that_may_be_set(key: str) -> None:
    assert checked_setting(key, DEFAULTS[key]) == DEFAULTS[key]


def test_the_shards_of_a_tenant_are_fixed() -> None:
    with pytest.raises(ValidationFailed) as caught:
        checked_setting(SHARDS, 4)

    assert caught.value.problems[0].message == "is fixed when the tenant is created"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("restrictions", ["DE", "FR"]),
        ("restrictions", [f"R{n}" for n in range(MAX_RESTRICTIONS)]),
        ("token.accessSeconds", 1),
        ("ownKey", None),
        ("ownKey", [{"any": 1}]),
    ],
)
def test_a_value_of_the_right_type_is_accepted(key: str, value: object) -> None:
    assert checked_setting(key, value) is value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("restrictions", "DE"),
        ("restrictions", ["DE", 1]),
        ("restrictions", ["DE", ""]),
        ("restrictions", ["DE", "DE"]),
        ("restrictions", [f"R{n}" for n in range(MAX_RESTRICTIONS + 1)]),
        ("restrictions", None),
        ("customerActiveOnCreation", "true"),
        ("customerActiveOnCreation", 1),
        ("customer.passwordreset.redirecturl", None),
        ("token.accessSeconds", True),
        ("token.accessSeconds", 0),
        ("token.accessSeconds", -1),
        ("token.accessSeconds", 1.5),
    ],
)
def test_another_value_is_refused_and_its_key_named(key: str, value: object) -> None:
    with pytest.raises(ValidationFailed) as refusal:
        checked_setting(key, value)

    assert [problem.field for problem in refusal.value.problems] == [key]

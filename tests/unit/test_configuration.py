"""A tenant's configuration (api.md §3)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from shared.domain.tenants.configuration import Configuration

PROPERTIES: list[tuple[str, str, Any, Any, Any]] = [
    ("restrictions", "restrictions", (), ["DE", "FR"], ("DE", "FR")),
    ("restriction_follows_site", "enableSyncBetweenRestrictionsAndSiteCodes", False, True, True),
    ("shards", "shards", 1, 4, 4),
    ("allows_recreation", "enableRecreationOfDeletedCustomer", False, True, True),
    ("active_on_creation", "customerActiveOnCreation", True, False, False),
    ("on_hold_on_creation", "customerOnHoldOnCreation", False, True, True),
    ("double_opt_in", "signUp.doubleOptIn", False, True, True),
    ("lets_guests_claim", "signUp.claims", False, True, True),
    ("hides_accounts", "signUp.hidesExisting", False, True, False),
    ("refuses_common_passwords", "password.refuseCommon", True, False, False),
    ("refusal_seconds", "password.refusalSeconds", 0, Decimal("1.2"), 1.2),
    (
        "password_reset_url",
        "customer.passwordreset.redirecturl",
        None,
        "https://a.example",
        "https://a.example",
    ),
    ("email_change_url", "customer.changeemail.redirecturl", None, "https://b.example", "https://b.example"),
    ("sso_autoprovisioning", "ssoCustomerAutoprovisioningDisabled", True, True, False),
    ("sso_identifier_field", "ssoCustomerIdentifierField", "EMAIL", "SUBJECT", "SUBJECT"),
    ("session_seconds", "session.maxDays", 90 * 86_400, 1, 86_400),
    ("history_kept", "history.days", timedelta(days=365), 0, timedelta(0)),
    ("access_token_seconds", "token.accessSeconds", 14400, 60, 60),
]


@pytest.mark.parametrize(("name", "key", "default", "value", "expected"), PROPERTIES)
def test_what_is_not_set_has_its_default_and_what_is_set_counts(
    name: str, key: str, default: Any, value: Any, expected: Any
) -> None:
    assert getattr(Configuration(), name) == default
    assert getattr(Configuration({key: value}), name) == expected


def test_what_was_set_to_nothing_is_as_if_it_were_not_set() -> None:
    configuration = Configuration(
        {"customer.passwordreset.redirecturl": "", "customer.changeemail.redirecturl": ""}
    )

    assert (configuration.password_reset_url, configuration.email_change_url) == (None, None)


def test_a_tenants_own_keys_are_at_hand_too() -> None:
    assert Configuration({"ownKey": {"any": "value"}})["ownKey"] == {"any": "value"}
    assert Configuration()["restrictions"] == []


def test_accounts_are_hidden_only_where_nobody_can_log_in_before_a_confirmation() -> None:
    settings = {"signUp.hidesExisting": True, "signUp.doubleOptIn": True}

    assert Configuration(settings).hides_accounts

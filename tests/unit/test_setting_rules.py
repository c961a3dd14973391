"""A tenant's settings (api.md §3)."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import json_text
from shared.domain.errors import ValidationFailed
from shared.domain.tenants.configuration import DEFAULTS
from shared.domain.tenants.setting_rules import Setting, changed, new_setting, setting_document
from shared.domain.tenants.setting_values import MAX_RESTRICTIONS, MAX_SECRET_BYTES, MAX_VALUE_BYTES

FLAGS = [key for key, default in DEFAULTS.items() if isinstance(default, bool)]
NO_FLAGS: list[Any] = ["true", 1, 0, [], ""]
URLS = [key for key in DEFAULTS if key.endswith(".redirecturl")]
ISSUER = {"issuer": "https://accounts.example.com"}
JSON_VALUES = st.recursive(
    st.booleans() | st.integers(-(10**30), 10**30) | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def problem_with(key: str, value: object, *, secured: bool | None = None) -> tuple[str | None, str]:
    """Field and message of the one problem that there is."""
    with pytest.raises(ValidationFailed) as refusal:
        new_setting(key, value, secured=secured)
    (problem,) = refusal.value.problems
    return problem.field, problem.message


def nested(levels: int) -> Any:
    value: Any = []
    for _ in range(levels - 1):
        value = [value]
    return value


class TestKnownKeys:
    @pytest.mark.parametrize("key", DEFAULTS)
    def test_a_default_may_be_set(self, key: str) -> None:
        assert new_setting(key, DEFAULTS[key]) == Setting(key, DEFAULTS[key])

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("restrictions", ["DE", "Österreich", "a-b_c", 'DE#0"\\']),
            ("restrictions", [f"R{n}" for n in range(MAX_RESTRICTIONS)]),
            *((key, "https://shop.example/a?token={token}") for key in URLS),
            ("cust.notification.email.from", "shop@example.com"),
            ("ssoCustomerIdentifierField", "SUBJECT"),
            ("token.accessSeconds", 60),
            ("token.accessSeconds", 86_400),
            *(("password.refusalSeconds", value) for value in (0, 0.5, 1, Decimal("1.2"), 5)),
            ("session.maxDays", 1),
            ("session.maxDays", 365),
            ("history.days", 0),
            ("history.days", 3650),
        ],
    )
    def test_a_value_of_the_right_type_is_accepted(self, key: str, value: object) -> None:
        assert new_setting(key, value).value is value

    @pytest.mark.parametrize(
        ("key", "value", "says"),
        [
            *((key, value, "true or false") for key in FLAGS for value in NO_FLAGS),
            ("restrictions", "DE", "a list of strings"),
            ("restrictions", ["DE", 1], "a list of strings"),
            ("restrictions", {"DE": 1}, "a list of strings"),
            ("restrictions", ["DE", ""], "not be empty"),
            ("restrictions", ["D E"], "spaces or commas"),
            ("restrictions", ["D\u2003E"], "spaces or commas"),
            ("restrictions", ["D,E"], "spaces or commas"),
            ("restrictions", ["D\u0000E"], "control characters"),
            ("restrictions", ["D" * 257], "256 characters"),
            ("restrictions", ["DE", "FR", "DE"], "twice"),
            ("restrictions", [f"R{n}" for n in range(MAX_RESTRICTIONS + 1)], "at most 50"),
            *((key, value, "URL") for key in URLS for value in ("shop", "ftp://a.example", "https://a b")),
            *((key, 5, "a string") for key in [*URLS, "cust.notification.email.from"]),
            ("cust.notification.email.from", "shop", "e-mail address"),
            ("ssoCustomerIdentifierField", "email", "EMAIL or SUBJECT"),
            ("ssoCustomerIdentifierField", "", "EMAIL or SUBJECT"),
            ("ssoCustomerIdentifierField", ["EMAIL"], "EMAIL or SUBJECT"),
            *(
                ("token.accessSeconds", value, "a whole number from 60 to 86400")
                for value in (59, 86_401, True, Decimal("600.0"), "600", -1)
            ),
            *(
                ("password.refusalSeconds", value, "a number from 0 to 5")
                for value in (-1, Decimal("5.01"), 6, True, "1", [1])
            ),
            *(("session.maxDays", value, "a whole number from 1 to 365") for value in (0, 366, False, "90")),
            *(("history.days", value, "a whole number from 0 to 3650") for value in (-1, 3651, True, "365")),
        ],
    )
    def test_another_value_is_refused_and_the_error_says_what_it_must_be(
        self, key: str, value: object, says: str
    ) -> None:
        field, message = problem_with(key, value)

        assert field == "value"
        assert says in message

    @pytest.mark.parametrize("key", DEFAULTS)
    def test_what_the_service_works_by_cannot_be_secured(self, key: str) -> None:
        assert problem_with(key, DEFAULTS[key], secured=True)[0] == "secured"

    def test_shards_are_fixed(self) -> None:
        assert problem_with("shards", 4) == (
            "key",
            "must not be 'shards', which is fixed when the tenant is created",
        )


class TestIdentityProviders:
    @pytest.mark.parametrize(
        "more",
        [
            {},
            {"audience": "a", "clientId": "b", "clientSecret": "c" * 3000, "tokenUrl": "https://a.example/t"},
            {"audience": None, "own": [1]},
            {"issuer": "http://localhost:9000/realms/a"},
            {"issuer": "http://127.0.0.1"},
            {"issuer": "HTTP://[::1]:9000"},
            {"issuer": "http://laptop.localhost:9000"},
        ],
    )
    def test_one_is_secured_whatever_is_asked_for(self, more: dict[str, Any]) -> None:
        for secured in (None, False, True):
            assert new_setting("sso.any", {**ISSUER, **more}, secured=secured).secured

    @pytest.mark.parametrize(
        ("value", "says"),
        [
            ("https://accounts.example.com", "an object"),
            ({}, "issuer"),
            ({"issuer": None, "clientId": "a"}, "issuer"),
            ({"issuer": ""}, "its issuer must be a string that is not empty"),
            ({"issuer": 5}, "its issuer must be a string that is not empty"),
            ({"issuer": "accounts.example.com"}, "its issuer must be an absolute"),
            ({"issuer": "http://accounts.example.com"}, "its issuer must be an https URL"),
            ({"issuer": "http://localhost.example.com"}, "its issuer must be an https URL"),
            ({"issuer": "http://127.0.0.1.example.com"}, "its issuer must be an https URL"),
            ({"issuer": "http://laptop.localhost.example.com"}, "its issuer must be an https URL"),
            ({"issuer": "http://notlocalhost"}, "its issuer must be an https URL"),
            ({"issuer": "http://.localhost"}, "its issuer must be an https URL"),
            ({**ISSUER, "tokenUrl": "http://accounts.example.com"}, "its tokenUrl must be an https URL"),
            ({**ISSUER, "clientSecret": ["a"]}, "its clientSecret must be a string that is not empty"),
            ({**ISSUER, "clientId": "\u0000"}, "its clientId must not contain control characters"),
        ],
    )
    def test_one_that_cannot_be_is_refused(self, value: object, says: str) -> None:
        field, message = problem_with("sso.any", value)

        assert field == "value"
        assert says in message


class TestAnyValue:
    @given(JSON_VALUES)
    def test_a_key_of_the_tenants_own_takes_all_that_is_json(self, value: object) -> None:
        assert new_setting("own", value) == Setting("own", value)
        assert new_setting("own", value, secured=True) == Setting("own", value, secured=True)

    @pytest.mark.parametrize("value", [None, nested(21), 10**40 + 1, Decimal("1E+126"), [Decimal("1E-131")]])
    def test_null_and_what_is_too_deep_or_too_long_a_number_is_refused(self, value: object) -> None:
        assert problem_with("own", value)[0] == "value"

    def test_twenty_levels_are_not_too_deep(self) -> None:
        assert new_setting("own", nested(20)).value == nested(20)

    @pytest.mark.parametrize(("secured", "highest"), [(False, MAX_VALUE_BYTES), (True, MAX_SECRET_BYTES)])
    def test_its_json_has_a_limited_number_of_bytes(self, secured: bool, highest: int) -> None:
        value = "ü" * ((highest - 2) // 2)

        assert new_setting("own", value, secured=secured).value == value
        assert str(highest) in problem_with("own", f"{value}a", secured=secured)[1]

    @pytest.mark.parametrize("key", ["", "a b", "a/b", "a,b", "ä", "a" * 257, "a\n"])
    def test_a_key_that_no_path_could_name_is_refused(self, key: str) -> None:
        assert problem_with(key, 1)[0] == "key"


class TestChanges:
    @given(JSON_VALUES, JSON_VALUES, st.booleans(), st.none() | st.booleans())
    def test_the_version_grows_where_something_changes_and_only_there(
        self, before: object, after: object, was_secured: bool, secured: bool | None
    ) -> None:
        current = Setting("own", before, was_secured, version=7)

        result = changed(current, after, secured=secured)

        stays_secured = was_secured if secured is None else secured
        if json_text.same(before, after) and stays_secured == was_secured:
            assert result is current
        else:
            assert result == Setting("own", after, stays_secured, version=8)

    def test_one_that_stays_secured_has_the_limit_of_a_secured_one(self) -> None:
        with pytest.raises(ValidationFailed):
            changed(Setting("own", "a", secured=True), "a" * MAX_SECRET_BYTES)


def test_a_value_in_clear_is_in_no_representation() -> None:
    assert "hunter2" not in repr(Setting("own", "hunter2", secured=True))


def test_a_secured_value_is_not_shown() -> None:
    assert setting_document(Setting("own", "hunter2", True, 3)) == {
        "key": "own",
        "secured": True,
        "version": 3,
    }
    assert setting_document(Setting("own", False)) == {
        "key": "own",
        "value": False,
        "secured": False,
        "version": 1,
    }

"""The passwords and bodies that sign-ups are refused for."""

from typing import Any

import pytest

from customer_managed.sign_up import sign_up
from tests.component.customer_managed.storefront import PASSWORD, SIGN_UP, Storefront
from tests.component.tenants import Configure


class TestThePassword:
    @pytest.mark.parametrize("length", [6, 128])
    def test_has_a_limited_number_of_characters(
        self, storefront: Storefront, email: str, length: int
    ) -> None:
        password = "ü€😀wall9" * 16

        assert storefront.sign_up(email, password[:length]).status == 201
        assert storefront.log_in(email, password[:length]).status == 200

    @pytest.mark.parametrize("password", ["", "12345", "x" * 129, 123456, None])
    def test_is_not_just_anything(self, storefront: Storefront, email: str, password: Any) -> None:
        answers = [
            storefront.sign_up(email, password),
            storefront.sign_up(email, signup={"email": email, "password": password}),
        ]

        assert [answer.status for answer in answers] == [400, 400]
        assert [{*answer.problems} for answer in answers] == [{"password"}, {"signup.password"}]

    def test_may_not_be_a_common_one(self, storefront: Storefront, email: str) -> None:
        answers = [
            storefront.sign_up(email, "Password"),
            storefront.sign_up(email, signup={"email": email, "password": "QWERTYUIOP"}),
        ]

        assert [answer.status for answer in answers] == [400, 400]
        assert [{*answer.problems} for answer in answers] == [{"password"}, {"signup.password"}]

    def test_that_is_not_used_may_be_a_common_one(self, storefront: Storefront, email: str) -> None:
        log_in = {"email": email, "password": PASSWORD}

        assert storefront.sign_up(email, "password", signup=log_in).status == 201

    def test_may_be_a_common_one_where_the_tenant_does_not_mind(
        self, storefront: Storefront, configure: Configure, email: str
    ) -> None:
        configure("password.refuseCommon", False)

        assert storefront.sign_up(email, "password").status == 201


class TestTheBody:
    @pytest.mark.parametrize(
        ("body", "problems"),
        [
            (None, {"email", "password"}),
            ({"email": "no address", "password": PASSWORD}, {"email"}),
            (
                {"email": "a@example.com", "password": PASSWORD, "signup": {}},
                {"signup.email", "signup.password"},
            ),
            ({"email": "a@example.com", "password": PASSWORD, "customerDetails": []}, {"customerDetails"}),
            (
                {
                    "email": "a@example.com",
                    "password": PASSWORD,
                    "customerDetails": {"preferredCurrency": "XXQ"},
                },
                {"customerDetails.preferredCurrency"},
            ),
            (
                {
                    "email": "a@example.com",
                    "password": PASSWORD,
                    "customerAddress": {"contactName": "A", "country": "ZZ"},
                },
                {"customerAddress.country"},
            ),
        ],
    )
    def test_is_checked_member_by_member(self, storefront: Storefront, body: Any, problems: set[str]) -> None:
        answer = storefront.call(sign_up.lambda_handler, SIGN_UP, body)

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert answer.problems.keys() == problems

    def test_of_a_company_needs_the_names(self, storefront: Storefront, email: str) -> None:
        answer = storefront.sign_up(email, customerDetails={"b2b": {"companyRegistrationId": "HRB 1"}})

        assert answer.problems.keys() == {
            "customerDetails.firstName",
            "customerDetails.lastName",
            "customerDetails.company",
        }

"""Several sign-ups for one address, of which nobody knows yet whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.keys import customer_key, sign_up_key
from shared.adapters.dynamodb.writes import Update
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.proof import MAX_SIGN_UPS
from tests.attacks.two_parties import OTHERS, OWN, PROOFS, Scene
from tests.component.customer_managed.credential_calls import (
    confirm,
    let_an_hour_pass,
    request_reset,
    resend,
    reset,
    stored_token,
)
from tests.component.customer_managed.storefront import claims_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.table import Table


class TestSignUpsSideBySide:
    @pytest.fixture
    def numbers(self, scene: Scene) -> list[str]:
        """Two sign-ups of others, that of the owner, and one more of another."""
        scene.configure("signUp.doubleOptIn", True)
        passwords = (OTHERS, OTHERS, OWN, OTHERS)
        answers = [scene.storefront.sign_up(scene.email, password) for password in passwords]
        assert [answer.status for answer in answers] == [201] * 4
        return [str(answer.json["id"]) for answer in answers]

    def test_the_one_whose_link_is_used_becomes_the_account_and_ends_the_others(
        self, scene: Scene, numbers: list[str]
    ) -> None:
        others = [scene.sent(number, TokenPurpose.OPT_IN) for number in numbers[:2]]

        answer = confirm(scene.storefront, scene.sent(numbers[2], TokenPurpose.OPT_IN))

        assert claims_of(answer.json["access_token"])["customerNumber"] == numbers[2]
        assert scene.storefront.log_in(scene.email, OWN).status == 200
        assert scene.storefront.log_in(scene.email, OTHERS).status == 401
        assert [scene.api.get(number).status for number in numbers] == [404, 404, 200, 404]
        assert [confirm(scene.storefront, token).status for token in others] == [400, 400]
        assert scene.api.numbers() == [numbers[2]]

    def test_each_has_a_message_of_its_own_as_far_as_the_hour_allows(
        self, scene: Scene, numbers: list[str]
    ) -> None:
        stored = [stored_token(scene.storefront.tenant, n, TokenPurpose.OPT_IN) for n in numbers]

        assert [token is not None for token in stored] == [True, True, True, False]
        assert len({token.nonce for token in stored if token is not None}) == 3

    @pytest.mark.parametrize("prove", PROOFS, ids=lambda each: each.__name__)
    def test_another_proof_confirms_the_latest_without_its_password(
        self, scene: Scene, numbers: list[str], prove: Callable[[Scene], str]
    ) -> None:
        scene.number = numbers[-1]

        assert prove(scene) == numbers[-1]

        assert scene.storefront.log_in(scene.email, OTHERS).status == 401
        assert [scene.api.get(number).status for number in numbers] == [404, 404, 404, 200]

    def test_a_message_that_is_asked_for_again_confirms_nobodys_password(
        self, scene: Scene, numbers: list[str]
    ) -> None:
        let_an_hour_pass(scene.storefront.tenant, scene.email, TokenPurpose.OPT_IN)
        resend(scene.storefront, scene.email)

        answer = confirm(scene.storefront, scene.sent(numbers[-1], TokenPurpose.OPT_IN))

        assert answer.status == 200
        assert scene.storefront.log_in(scene.email, OTHERS).status == 401

    def test_there_are_five_at_most_and_then_the_oldest_goes(self, scene: Scene, numbers: list[str]) -> None:
        more = [str(scene.storefront.sign_up(scene.email, OTHERS).json["id"]) for _ in range(3)]

        statuses = [scene.api.get(number).status for number in (*numbers, *more)]

        assert statuses == [404, 404, *[200] * MAX_SIGN_UPS]

    def test_nobody_lists_them_and_a_seller_reads_changes_and_deletes_one(
        self, scene: Scene, numbers: list[str]
    ) -> None:
        token = scene.sent(numbers[2], TokenPurpose.OPT_IN)

        assert scene.api.numbers() == scene.api.numbers(q=f"id:{numbers[2]}") == []
        assert scene.api.patch(numbers[2], {"firstName": "Anna"}).status == 200
        assert scene.api.delete(numbers[0]).status == 202
        assert confirm(scene.storefront, token).status == 200
        assert scene.api.numbers(q="firstName:Anna") == [numbers[2]]

    def test_they_keep_nobody_from_the_address(self, scene: Scene, numbers: list[str]) -> None:
        token = scene.sent(numbers[0], TokenPurpose.OPT_IN)

        created = scene.api.created({"contactEmail": scene.email, "password": OWN})

        assert confirm(scene.storefront, token).status == 400
        assert scene.storefront.sign_up(scene.email, OTHERS).status == 409
        assert claims_of(scene.storefront.logged_in(scene.email, OWN)["access_token"])["sub"] == created

    def test_what_is_unconfirmed_after_seven_days_is_gone(
        self, scene: Scene, table: Table, numbers: list[str]
    ) -> None:
        token = scene.sent(numbers[2], TokenPurpose.OPT_IN)
        for number in numbers:
            age(table, scene.storefront.tenant, scene.email, number)

        assert [scene.api.get(number).status for number in numbers] == [404] * 4
        assert scene.api.patch(numbers[2], {"firstName": "Anna"}).status == 404
        assert confirm(scene.storefront, token).status == 400
        assert scene.api.put(numbers[2], {"firstName": "Anna"}).status == 201
        number = scene.storefront.sign_up(scene.email, OWN).json["id"]
        request_reset(scene.storefront, scene.email)
        assert reset(scene.storefront, scene.sent(number, TokenPurpose.PASSWORD_RESET), OWN).status == 204


def age(table: Table, tenant: str, email: str, number: str) -> None:
    """Have the seven days of a sign-up be over, before DynamoDB has noticed."""
    over = [CustomerItem.expires_at.set(1)]
    for key in (sign_up_key(tenant, email, number), customer_key(tenant, number)):
        table.write(Update(key, over, CustomerItem.expires_at.exists()))

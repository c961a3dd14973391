"""Somebody opens an account with a stranger's address, and waits for the stranger to come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb.items.account import AccountItem
from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.keys import account_key, customer_key, sign_up_key
from shared.adapters.dynamodb.writes import Put, Update
from shared.domain.instants import now
from shared.domain.log_in.one_time_tokens import TokenPurpose
from tests.attacks.two_parties import (
    OPENINGS,
    OTHERS,
    OWN,
    PROOFS,
    Scene,
    by_a_provider,
    by_a_provider_that_counts_subjects,
    by_a_reset,
    by_an_import,
    by_sign_up,
    by_sign_up_with_double_opt_in,
    others_ways_in,
)
from tests.component.customer_managed.credential_calls import (
    confirm,
    confirm_change,
    let_an_hour_pass,
    request_change,
)
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import claims_of
from tests.component.migration.imports import PASSWORD as IMPORTED_PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.table import Table

# By subject, no account is opened that another subject has.
SEQUENCES = [
    pytest.param(opening, proof, id=f"{opening.__name__}-{proof.__name__}")
    for opening in OPENINGS
    for proof in PROOFS
    if opening is not by_a_provider_that_counts_subjects or proof is by_a_reset
]


@pytest.mark.parametrize(("open_", "prove"), SEQUENCES)
def test_the_owners_first_proof_keeps_the_profile_and_ends_all_that_the_other_has(
    scene: Scene, open_: Callable[[Scene], None], prove: Callable[[Scene], str]
) -> None:
    open_(scene)
    change = scene.others_change()

    number = prove(scene)

    assert number == scene.number
    assert others_ways_in(scene, change) == []


@pytest.mark.parametrize("prove", PROOFS, ids=lambda each: each.__name__)
def test_a_proof_after_the_first_one_leaves_the_owner_what_is_the_owners(
    scene: Scene, prove: Callable[[Scene], str]
) -> None:
    by_sign_up(scene)
    by_a_reset(scene)
    tokens = scene.storefront.logged_in_elsewhere(scene.email, OWN)
    let_an_hour_pass(scene.storefront.tenant, scene.email, TokenPurpose.PASSWORD_RESET)

    prove(scene)

    assert scene.storefront.log_in(scene.email, OWN).status == 200
    if prove is not by_a_reset:
        assert scene.storefront.validated(tokens["access_token"]).status == 200


class TestAccountsFromBefore:
    """Nothing is stored of how their address was proven."""

    def test_go_on_with_their_password_until_the_first_proof(self, scene: Scene) -> None:
        by_an_import(scene)

        assert scene.storefront.log_in(scene.email, IMPORTED_PASSWORD).status == 200
        by_a_reset(scene)
        assert scene.storefront.log_in(scene.email, IMPORTED_PASSWORD).status == 401

    def test_a_sign_up_that_lies_where_accounts_lie_is_confirmed(self, scene: Scene, table: Table) -> None:
        self.wait_as_before(scene, table)

        answer = confirm(scene.storefront, scene.sent(scene.number, TokenPurpose.OPT_IN))

        assert answer.status == 200
        assert scene.storefront.log_in(scene.email, OTHERS).status == 200

    def test_it_goes_when_another_one_is_confirmed(self, scene: Scene, table: Table) -> None:
        self.wait_as_before(scene, table)
        token = scene.sent(scene.number, TokenPurpose.OPT_IN)
        number = scene.storefront.sign_up(scene.email, OWN).json["id"]

        assert confirm(scene.storefront, scene.sent(number, TokenPurpose.OPT_IN)).status == 200
        assert scene.api.get(scene.number).status == 404
        assert confirm(scene.storefront, token).status == 400
        assert scene.storefront.log_in(scene.email, OWN).status == 200
        assert scene.storefront.log_in(scene.email, OTHERS).status == 401

    @pytest.mark.parametrize("double_opt_in", [True, False])
    def test_it_is_gone_after_seven_days(self, scene: Scene, table: Table, double_opt_in: bool) -> None:
        self.wait_as_before(scene, table)
        tenant = scene.storefront.tenant
        long_ago = [AccountItem.created_at.set(now() - timedelta(days=8))]
        table.write(Update(account_key(tenant, scene.email), long_ago, AccountItem.pk.exists()))

        scene.configure("signUp.doubleOptIn", double_opt_in)
        number = scene.storefront.sign_up(scene.email, OWN).json["id"]
        if double_opt_in:
            confirm(scene.storefront, scene.sent(number, TokenPurpose.OPT_IN))

        assert scene.storefront.log_in(scene.email, OWN).status == 200
        assert scene.api.delete(scene.number).status in {202, 404}
        assert scene.storefront.log_in(scene.email, OWN).status == 200

    @staticmethod
    def wait_as_before(scene: Scene, table: Table) -> None:
        """Have a sign-up wait in the place of an account, as all did once."""
        by_sign_up_with_double_opt_in(scene)
        tenant = scene.storefront.tenant
        at = sign_up_key(tenant, scene.email, scene.number)
        raw = table.get(at)
        assert raw is not None
        del raw["expiresAt"]
        table.write(Put({**raw, **account_key(tenant, scene.email).raw()}))
        table.delete_all([at])
        profile = customer_key(tenant, scene.number)
        table.write(Update(profile, [CustomerItem.expires_at.remove()], CustomerItem.pk.exists()))


class TestAProviderThatSaysNothingOfTheAddress:
    def test_opens_no_account_that_is_there(self, scene: Scene) -> None:
        by_sign_up(scene)

        answer = scene.sso.exchange(scene.others_token())

        assert (answer.status, answer.json["type"]) == (400, "bad_request")

    def test_opens_none_where_sign_ups_have_to_be_confirmed(self, scene: Scene) -> None:
        scene.configure("signUp.doubleOptIn", True)

        assert scene.sso.exchange(scene.others_token()).status == 400

    def test_opens_the_one_that_it_has_made_until_the_owner_comes(self, scene: Scene) -> None:
        by_a_provider(scene)

        again = scene.sso.exchanged(scene.others_token())

        assert claims_of(again["access_token"])["customerNumber"] == scene.number
        by_a_reset(scene)
        assert scene.sso.exchange(scene.others_token()).status == 400

    def test_is_trusted_where_the_tenant_says_so(self, scene: Scene) -> None:
        by_sign_up(scene)
        value = {"issuer": scene.provider.url, "clientId": "shop", "trustsUnverifiedEmail": True}
        scene.configure("sso.trusted", value)

        tokens = scene.sso.exchanged(scene.others_token(), config="trusted")

        assert claims_of(tokens["access_token"])["customerNumber"] == scene.number
        assert scene.storefront.log_in(scene.email, OTHERS).status == 401

    @pytest.mark.usefixtures("by_subject")
    def test_a_link_from_before_the_proof_is_made_anew_by_a_verified_address(self, scene: Scene) -> None:
        by_a_provider(scene)
        by_a_reset(scene)
        assert scene.sso.exchange(scene.others_token()).status == 409

        tokens = scene.sso.exchanged(scene.others_token(email_verified=True))

        assert claims_of(tokens["access_token"])["customerNumber"] == scene.number


def test_a_customer_moves_to_an_address_that_another_one_has_signed_up_with(scene: Scene) -> None:
    scene.configure("signUp.doubleOptIn", False)
    by_sign_up(scene)
    scene.configure("signUp.doubleOptIn", True)
    new_email = f"new.{scene.email}"
    waiting = scene.storefront.sign_up(new_email, "another pass phrase").json["id"]
    own = Own(scene.storefront, scene.number, scene.sessions[0]["access_token"])
    request_change(own, scene.email, new_email, OTHERS)

    moved = confirm_change(scene.storefront, scene.sent(scene.number, TokenPurpose.EMAIL_CHANGE))

    assert moved.status == 204
    assert scene.storefront.log_in(new_email, OTHERS).status == 200
    assert scene.storefront.log_in(new_email, "another pass phrase").status == 401
    assert confirm(scene.storefront, scene.sent(waiting, TokenPurpose.OPT_IN)).status == 400

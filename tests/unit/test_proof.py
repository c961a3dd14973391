"""What a proof of an address ends, over all sequences of the steps of its owner and of another party."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.log_in.proof import (
    Proof,
    Standing,
    after_proof,
    standing_of,
)
from tests.unit.proof_model import (
    OTHER,
    STEPS,
    Log,
    World,
)

MOST_STEPS = 6


@pytest.mark.parametrize(("double_opt_in", "joins"), [(False, False), (False, True), (True, True)])
def test_after_the_owners_first_proof_the_other_party_is_out_whatever_came_before(
    double_opt_in: bool, joins: bool
) -> None:
    ends = Counter[bool]()

    def go_on(world: World, steps: int) -> None:
        world.check()
        ends[world.owner_has_proved] += 1
        for take in STEPS.values() if steps else ():
            after = world.copied()
            take(after)
            if after != world:
                go_on(after, steps - 1)

    go_on(World(double_opt_in, joins), MOST_STEPS)

    assert min(ends[True], ends[False]) > 1000


@given(st.booleans(), st.booleans(), st.lists(st.sampled_from(list(STEPS)), min_size=6, max_size=40))
def test_so_it_is_after_more_steps(double_opt_in: bool, joins: bool, names: list[str]) -> None:
    world = World(double_opt_in, joins)

    for name in names:
        STEPS[name](world)
        world.check()


def log_of(*, confirmed: bool, proof_id: str | None = None, contested: bool = False) -> Log:
    log = World(double_opt_in=False).open(OTHER, password=OTHER, confirmed=confirmed)
    account = replace(log.account, contested=contested)
    return Log(replace(log.customer, proof_id=proof_id), account)


@pytest.mark.parametrize(
    ("confirmed", "proof_id", "standing"),
    [
        (False, None, Standing.UNCONFIRMED),
        (True, None, Standing.UNPROVEN),
        (True, "a", Standing.PROVEN),
    ],
)
def test_an_account_of_which_nothing_is_stored_is_unproven(
    confirmed: bool, proof_id: str | None, standing: Standing
) -> None:
    log = log_of(confirmed=confirmed, proof_id=proof_id)

    assert standing_of(log.customer, log.account) is standing


def test_a_proof_after_the_first_one_ends_nothing_by_itself() -> None:
    log = log_of(confirmed=True, proof_id="a")

    after = after_proof(log.customer, log.account, Proof.PROVIDER)

    assert (after.customer, after.account) == (log.customer, log.account)


def test_the_first_proof_is_named_once() -> None:
    log = log_of(confirmed=True)

    first = after_proof(log.customer, log.account, Proof.RESET, password_hash="a")
    second = after_proof(first.customer, first.account, Proof.RESET, password_hash="b")

    assert first.customer.proof_id is not None
    assert second.customer.proof_id == first.customer.proof_id
    assert second.customer.session_epoch == first.customer.session_epoch + 1


@pytest.mark.parametrize(
    ("resent", "contested", "kept"), [(False, True, OTHER), (True, True, None), (True, False, OTHER)]
)
def test_a_message_that_is_sent_again_confirms_the_password_of_the_only_sign_up(
    resent: bool, contested: bool, kept: str | None
) -> None:
    log = log_of(confirmed=False, contested=contested)

    after = after_proof(log.customer, log.account, Proof.CONFIRMATION, resent=resent)

    assert (after.account.confirmed, after.account.password_hash) == (True, kept)


@pytest.mark.parametrize(
    ("proof", "confirmed", "resent", "contested", "joins"),
    [
        (Proof.CONFIRMATION, False, False, False, True),
        (Proof.CONFIRMATION, False, True, False, True),
        (Proof.CONFIRMATION, False, True, True, False),
        (Proof.CONFIRMATION, True, False, False, True),
        (Proof.EMAIL_CHANGE, True, False, False, True),
        (Proof.RESET, False, False, False, False),
        (Proof.RESET, True, False, False, False),
        (Proof.PROVIDER, False, False, False, False),
        (Proof.PROVIDER, True, False, False, False),
    ],
)
def test_a_company_is_joined_by_whoever_keeps_the_password_of_the_sign_up(
    proof: Proof, confirmed: bool, resent: bool, contested: bool, joins: bool
) -> None:
    log = log_of(confirmed=confirmed, contested=contested)
    customer = replace(log.customer, joins_company=True)

    after = after_proof(customer, log.account, proof, password_hash="new", resent=resent)

    assert after.customer.joins_company is joins

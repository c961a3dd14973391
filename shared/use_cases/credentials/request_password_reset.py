"""Somebody has forgotten a password."""

import time

from shared.domain.log_in.account import looked_up
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token
from shared.use_cases.credentials.one_time_tokens import OneTimeTokenPorts
from shared.use_cases.sessions.proving import no_answer_before


def request_password_reset(ports: OneTimeTokenPorts, tenant: str, email: str, *, site: str | None) -> None:
    """Have a message with a one-time token sent to the account's own address, if there is such an account.

    Customers whom their tenant does not let in get none. The token's use confirms a sign-up that waits.
    Whether there is one shows neither in the answer nor in the time it takes.
    """
    with no_answer_before(ports.refusal_floor):
        found = ports.credentials.find(tenant, looked_up(email))
        if found is None:
            return
        customer, account = found
        if not customer.may_log_in:
            return
        token = new_one_time_token(
            customer,
            TokenPurpose.PASSWORD_RESET,
            email=account.email,
            now=time.time(),
            site=site,
            redirect_url=ports.tenants.of(tenant).password_reset_url,
        )
        ports.credentials.send(token, asked_for=account.email)

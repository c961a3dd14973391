"""Send the message of a double opt-in once more."""

import time

from shared.domain.log_in.account import looked_up
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token
from shared.domain.log_in.proof import Standing, standing_of
from shared.use_cases.credentials.one_time_tokens import OneTimeTokenPorts
from shared.use_cases.sessions.proving import no_answer_before


def resend_activation(ports: OneTimeTokenPorts, tenant: str, email: str) -> None:
    """Have a new token sent to an account that waits for its confirmation; the one before is void.

    It waits to be opened, or to join a company.
    Whether there is such an account shows neither in the answer nor in the time it takes.
    """
    with no_answer_before(ports.refusal_floor):
        found = ports.credentials.find(tenant, looked_up(email))
        if found is None:
            return
        customer, account = found
        standing = standing_of(customer, account)
        waits = standing is Standing.UNPROVEN and customer.joins_company
        if not (standing is Standing.UNCONFIRMED or waits):
            return
        token = new_one_time_token(
            customer,
            TokenPurpose.OPT_IN,
            email=account.email,
            now=time.time(),
            redirect_url=ports.tenants.of(tenant).opt_in_url,
            resent=True,
        )
        ports.credentials.send(token, asked_for=account.email)

"""Send the message of a double opt-in once more."""

import time

from shared.domain.log_in.account import looked_up
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token
from shared.use_cases.credentials.one_time_tokens import OneTimeTokenPorts
from shared.use_cases.sessions.proving import no_answer_before


def resend_activation(ports: OneTimeTokenPorts, tenant: str, email: str) -> None:
    """Have a new token sent to an account that waits for its confirmation; the one before is void.

    Whether there is such an account shows neither in the answer nor in the time it takes.
    """
    with no_answer_before(ports.refusal_floor):
        found = ports.credentials.find(tenant, looked_up(email))
        if found is None or found[1].confirmed:
            return
        customer, account = found
        token = new_one_time_token(
            customer,
            TokenPurpose.OPT_IN,
            email=account.email,
            now=time.time(),
            redirect_url=ports.tenants.of(tenant).opt_in_url,
            resent=True,
        )
        ports.credentials.send(token, asked_for=account.email)

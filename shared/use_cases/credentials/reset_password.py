"""Set a new password by the one-time token of a reset message."""

from shared.domain.log_in.one_time_tokens import InvalidOneTimeToken, TokenPurpose
from shared.domain.log_in.proof import Proof, Standing, after_proof, standing_of
from shared.domain.message_kinds import MessageKind
from shared.use_cases.credentials.changing import CredentialPorts, check_accepted
from shared.use_cases.credentials.one_time_tokens import holder_of
from shared.use_cases.messages.telling import told


def reset_password(ports: CredentialPorts, tenant: str, token: str, password: str) -> None:
    """Set the password, use the token up, end all sessions and forgive all wrong tries.

    The address is proven by that. The customer is told, unless it is the first password, and the first proof.
    Raises `ValidationFailed` for a password that is not accepted, which leaves the token as it is, and
    `InvalidOneTimeToken`.
    """
    customer, account, stored = holder_of(
        ports.credentials, ports.hashes, tenant, token, TokenPurpose.PASSWORD_RESET
    )
    check_accepted(ports, customer, password, "password")
    password_hash = ports.passwords().hash(password)
    waiting = not account.confirmed
    sign_ups = ports.credentials.sign_ups(tenant, account.email) if waiting else ()
    after = after_proof(customer, account, Proof.RESET, password_hash=password_hash, sign_ups=sign_ups)
    is_first = account.password_hash is None and standing_of(customer, account) is not Standing.PROVEN
    tells = not (waiting or is_first)
    notice = told(ports.credentials, customer, MessageKind.PASSWORD_CHANGED) if tells else None
    if not ports.credentials.prove(customer, account, after, uses=stored, notice=notice, clears_tries=True):
        raise InvalidOneTimeToken

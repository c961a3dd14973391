"""Set a new password by the one-time token of a reset message."""

from shared.domain.log_in.one_time_tokens import InvalidOneTimeToken, TokenPurpose
from shared.use_cases.credentials.changing import CredentialPorts, check_accepted
from shared.use_cases.credentials.one_time_tokens import holder_of


def reset_password(ports: CredentialPorts, tenant: str, token: str, password: str) -> None:
    """Set the password, use the token up, end all sessions and forgive all wrong tries.

    Raises `ValidationFailed` for a password that is not
    accepted, which leaves the token as it is, and `InvalidOneTimeToken`.
    """
    check_accepted(ports, tenant, password, "password")
    customer, account, stored = holder_of(
        ports.credentials, ports.hashes, tenant, token, TokenPurpose.PASSWORD_RESET
    )
    password_hash = ports.passwords().hash(password)
    if not ports.credentials.set_password(customer, account, password_hash, uses=stored):
        raise InvalidOneTimeToken

"""Set a new password by the one-time token of a reset message."""

from shared.domain.one_time_tokens import InvalidOneTimeToken, Purpose
from shared.use_cases.credentials.changing import CredentialChanging
from shared.use_cases.credentials.one_time_tokens import holder_of


def reset_password(changing: CredentialChanging, tenant: str, token: str, password: str) -> None:
    """Set the password, use the token up and end all sessions.

    Raises `InvalidOneTimeToken`, and `ValidationFailed` for a password that is not accepted, which leaves the
    token as it is.
    """
    customer, account, stored = holder_of(
        changing.credentials, changing.hashes, tenant, token, Purpose.PASSWORD_RESET
    )
    password_hash = changing.new_hash(tenant, password, "password")
    if not changing.credentials.set_password(customer, account, password_hash, uses=stored):
        raise InvalidOneTimeToken

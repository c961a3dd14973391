"""A sign-up with the address of an account, where it is answered like any other.

Nothing of what was entered is kept, nothing of the account is shown, and nothing changes before its owner has
used the link of a message: that is a reset, which proves the address.
"""

import time

from shared.domain.log_in.one_time_tokens import claim
from shared.domain.message_kinds import MessageKind
from shared.domain.tenants.configuration import Configuration
from shared.ports.log_in import CredentialStore
from shared.use_cases.messages.telling import told


def answer_for_owner(
    credentials: CredentialStore, configuration: Configuration, tenant: str, email: str
) -> bool:
    """Send the owner of the account what there is to say, and return whether the sign-up looks successful.

    A customer without a password may choose one, if the tenant lets guests claim their accounts. Otherwise
    the owner is told that there is one, at this address, even if it logs in with another. Customers who may
    not log in get no message.
    """
    found = credentials.find(tenant, email)
    customer, account = found if found is not None and found[1].confirmed else (None, None)
    if account is not None and account.password_hash is None and configuration.lets_guests_claim:
        if customer is None or not customer.may_log_in:
            return configuration.hides_accounts
        token = claim(customer, email=account.email, configuration=configuration, now=time.time())
        credentials.send(token, asked_for=account.email)
        return True
    if not configuration.hides_accounts:
        return False
    owner = customer or credentials.claimant(tenant, email)
    if owner is not None and owner.may_log_in:
        address = owner.email if owner is customer else owner.contact_email
        notice = told(credentials, owner, MessageKind.ACCOUNT_EXISTS, email=address)
        if notice is not None:
            credentials.tell(notice)
    return True

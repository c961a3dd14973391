"""The one table of which tokens may call what (api.md §2)."""

from dataclasses import dataclass, replace
from enum import StrEnum

ASSIST_BUYING = "customer.assistedBuying_manage"
"""Lets a service log in for a customer, to buy for it."""


class Principal(StrEnum):
    """The kind of caller that a token was issued to."""

    ANONYMOUS = "an anonymous visitor"
    CUSTOMER = "a customer"
    SERVICE = "a service"


_TOKEN_HOLDERS = frozenset({Principal.CUSTOMER, Principal.SERVICE})


@dataclass(frozen=True, slots=True)
class Requirement:
    """The tokens that an operation takes: a row of the table below.

    `scope`: the scope that a customer's or a service's token must grant; `own`: its `_own` form is enough.
    `tenant_wide`: the operation concerns customers of every restriction at once, so a limited grant is not
    enough. `oneself`: it concerns only the caller, however far the scope reaches. `as_admin`: with `_own`, it
    concerns colleagues, or the company, of which the caller is ADMIN. `of_colleague`: and a customer who may
    belong to others of the caller's companies. `by_role`: the scope of a customer's token that is as good as
    the `_own` form, as the role in its company decides what it may do, whatever that was when the token was
    issued. `shows_role`: the role is needed for what is shown. `assisted`: whoever acts for a customer
    (assisted buying) may do it, too.
    """

    scope: str | None = None
    own: bool = False
    tenant_wide: bool = False
    oneself: bool = False
    as_admin: bool = False
    of_colleague: bool = False
    by_role: str | None = None
    shows_role: bool = False
    assisted: bool = False
    principals: frozenset[Principal] = _TOKEN_HOLDERS


# The one table of which tokens may call what: an operation names its row to `@operation`, and any other token
# is rejected. tests/component/test_access_table.py tries every route with every kind of token.

_VISITORS = frozenset({Principal.ANONYMOUS})
_CUSTOMERS = frozenset({Principal.CUSTOMER})

# Customers as their tenant manages them. `_own` scopes: the contacts of one's own legal entities, or oneself.
# What a customer may see and write of its colleagues is in `shared/domain/customers/colleagues.py`.
READ_CUSTOMER = Requirement("customer.customer_read", own=True, assisted=True)
MANAGE_CUSTOMER = Requirement("customer.customer_manage", own=True, as_admin=True)
READ_SESSIONS = Requirement("customer.customer_read", own=True, as_admin=True)
EXPLAIN_LIST = Requirement("customer.customer_read")
READ_CHANGES = Requirement("customer.customer_read")
READ_ADDRESS = Requirement("customer.customer_read")
MANAGE_ADDRESS = Requirement("customer.customer_manage")
INVITE_CUSTOMER = Requirement("customer.customer_manage")
ADD_LOG_IN = Requirement("customer.customer_manage")
READ_HISTORY = Requirement("customer.customer_read")
EXPORT_CUSTOMER = Requirement("customer.customer_manage")
RESTORE_CUSTOMER = Requirement("customer.customer_manage")
ASSIST_CUSTOMER = Requirement(ASSIST_BUYING, principals=frozenset({Principal.SERVICE}))

# The tenant's own affairs.
IMPORT_CUSTOMERS = Requirement("customer.import_manage")
READ_RETENTION = Requirement("customer.import_read", tenant_wide=True)
MANAGE_RETENTION = Requirement("customer.import_manage", tenant_wide=True)
READ_CONFIGURATION = Requirement("configuration.configuration_view", tenant_wide=True)
MANAGE_CONFIGURATION = Requirement("configuration.configuration_manage", tenant_wide=True)

# Where a tenant's events are sent to.
_SERVICES = frozenset({Principal.SERVICE})
READ_WEBHOOKS = Requirement("webhook.subscription_read", tenant_wide=True, principals=_SERVICES)
MANAGE_WEBHOOKS = Requirement("webhook.subscription_manage", tenant_wide=True, principals=_SERVICES)

# The programs that work for a tenant. Nobody gives what it does not have: `client_management.py`.
READ_CLIENTS = Requirement("iam.client_read", tenant_wide=True, principals=_SERVICES)
MANAGE_CLIENTS = Requirement("iam.client_manage", tenant_wide=True, principals=_SERVICES)

# The context of any session. It has no restriction, whoever the session is of.
READ_CONTEXT = Requirement("session-context.context_read", tenant_wide=True, principals=_SERVICES)
MANAGE_CONTEXT = Requirement("session-context.context_manage", tenant_wide=True, principals=_SERVICES)
# Companies, their contacts and locations. `_own`: the companies that the caller belongs to; assignments, as
# ADMIN of its session's company. Assignments and locations have no restriction.
READ_LEGAL_ENTITY = Requirement("customermanagement.legalentity_read", own=True, assisted=True)
READ_HIERARCHY = Requirement("customermanagement.legalentity_read")
MANAGE_LEGAL_ENTITY = Requirement("customermanagement.legalentity_manage")
READ_CONTACT_ASSIGNMENT = Requirement(
    "customermanagement.contactassignment_read",
    own=True,
    tenant_wide=True,
    as_admin=True,
    by_role="customer.customer_manage_own",
)
MANAGE_CONTACT_ASSIGNMENT = Requirement(
    "customermanagement.contactassignment_manage",
    own=True,
    tenant_wide=True,
    as_admin=True,
    by_role="customer.customer_manage_own",
)
ASSIGN_CONTACT = replace(MANAGE_CONTACT_ASSIGNMENT, of_colleague=True)
READ_LOCATION = Requirement("customermanagement.location_read", tenant_wide=True)
MANAGE_LOCATION = Requirement("customermanagement.location_manage", tenant_wide=True)

# The groups of companies, which give contacts their role. `_own`: those of the session's company.
READ_GROUPS = Requirement(
    "iam.group_read",
    own=True,
    tenant_wide=True,
    by_role="customermanagement.legalentity_read_own",
    assisted=True,
)
READ_GROUP_USERS = Requirement(
    "iam.user_read", own=True, tenant_wide=True, by_role="customer.customer_read_own"
)
MANAGE_GROUP_USERS = Requirement(
    "iam.group_manage", own=True, tenant_wide=True, as_admin=True, by_role="customer.customer_manage_own"
)

# Calls of a storefront, before and after a log-in.
VISIT = Requirement(principals=_VISITORS)
LOG_IN = Requirement(principals=frozenset({Principal.ANONYMOUS, Principal.SERVICE}))
HOLD_SESSION = Requirement(principals=_CUSTOMERS, assisted=True)
SHOW_SCOPES = Requirement(principals=_CUSTOMERS, assisted=True, shows_role=True)
SHOW_OWN_SCOPES = Requirement(assisted=True, shows_role=True)
HOLD_CONTEXT = Requirement(principals=_CUSTOMERS | _VISITORS, assisted=True)
VIEW_PROFILE = Requirement(
    "customer.customerprofile_view", oneself=True, assisted=True, principals=_CUSTOMERS | _VISITORS
)
VIEW_OWN_ADDRESSES = Requirement(
    "customer.customerprofile_view", oneself=True, assisted=True, principals=_CUSTOMERS
)
EDIT_PROFILE = Requirement(
    "customer.customerprofile_edit", oneself=True, assisted=True, principals=_CUSTOMERS
)

# What a customer alone does, and nobody for it: how it logs in, and where it is logged in.
VIEW_OWN_SESSIONS = Requirement("customer.customerprofile_view", oneself=True, principals=_CUSTOMERS)
END_OWN_SESSIONS = Requirement("customer.customerprofile_edit", oneself=True, principals=_CUSTOMERS)
EDIT_CREDENTIALS = Requirement("customer.customerprofile_edit", oneself=True, principals=_CUSTOMERS)

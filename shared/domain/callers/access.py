"""Callers and their reach: scopes, restrictions and the `_own` rule (api.md §2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from shared.domain.callers.requirements import ASSIST_BUYING, Principal, Requirement
from shared.domain.errors import Forbidden, MissingScope
from shared.domain.roles import Role

RESTRICTION_MARK = "--"
OWN_SUFFIX = "_own"
LOG_IN_ON_BEHALF = "customer.login_on_behalf"
"""Lets a service say from which address its visitor logs in."""

PUBLISHED_NAMES = {
    "sessioncontext.context_manage": "session-context.context_manage",
    "iam.assignment_manage": "iam.group_manage",
    "iam.assignment_create_own": "iam.group_manage_own",
    "iam.assignment_delete_own": "iam.group_manage_own",
}
"""Scopes that say nothing except what another one says: no operation asks for them."""
_IMPLIED = {
    "customer.customer_manage": "customer.customer_read",
    "customer.customer_manage_own": "customer.customer_read_own",
    "customer.import_manage": "customer.import_read",
    "configuration.configuration_manage": "configuration.configuration_view",
    "session-context.context_manage": "session-context.context_read",
    "webhook.subscription_manage": "webhook.subscription_read",
    "customermanagement.legalentity_manage": "customermanagement.legalentity_read",
    "customermanagement.location_manage": "customermanagement.location_read",
    "customermanagement.contactassignment_manage": "customermanagement.contactassignment_read",
    "customermanagement.contactassignment_manage_own": "customermanagement.contactassignment_read_own",
    "iam.group_manage": "iam.user_read",
    "iam.group_manage_own": "iam.user_read_own",
    "iam.user_read": "iam.group_read",
    "iam.user_read_own": "iam.group_read_own",
    "iam.client_manage": "iam.client_read",
    **PUBLISHED_NAMES,
}
SCOPES = frozenset(
    {
        *_IMPLIED,
        *_IMPLIED.values(),
        "customer.customerprofile_view",
        "customer.customerprofile_edit",
        "customermanagement.legalentity_read_own",
        LOG_IN_ON_BEHALF,
        ASSIST_BUYING,
    }
)


@dataclass(frozen=True, slots=True)
class Grant:
    """How far one scope reaches: customers of the named restrictions, or of any (`None`)."""

    restrictions: frozenset[str] | None = None

    def covers(self, restriction: str | None) -> bool:
        """Return whether a customer with this restriction is within reach.

        One without needs an unlimited grant.
        """
        return self.restrictions is None or restriction in self.restrictions

    @property
    def only(self) -> str | None:
        """The restriction of a grant that is limited to one: that of what is made without naming any."""
        names = self.restrictions or frozenset()
        return next(iter(names)) if len(names) == 1 else None

    def within(self, limits: frozenset[str] | None) -> "Grant":
        """Return the grant as far as it is within these restrictions, of which `None` is any."""
        if limits is None or self.restrictions is None:
            return self if limits is None else Grant(limits)
        return Grant(self.restrictions & limits)

    def __or__(self, other: "Grant") -> "Grant":
        if self.restrictions is None or other.restrictions is None:
            return Grant()
        return Grant(self.restrictions | other.restrictions)


Grants = Mapping[str, Grant]


def grants_from(scopes: Iterable[str], restriction_claim: frozenset[str] | None) -> Grants:
    """Return the grants of a token's scopes; a word that is not a scope of this service grants nothing.

    A suffix (`…--DE`) limits its word; the restriction claim limits every word without a suffix. Several
    words for the same scope add up. Manage implies read, and a wide scope implies its `_own` form, with the
    same limits.
    """
    grants: dict[str, Grant] = {}

    def add(scope: str, grant: Grant) -> None:
        grants[scope] = grants[scope] | grant if scope in grants else grant
        if scope in _IMPLIED:
            add(_IMPLIED[scope], grant)
        if scope + OWN_SUFFIX in SCOPES:
            add(scope + OWN_SUFFIX, grant)

    for word in scopes:
        name, mark, restriction = word.partition(RESTRICTION_MARK)
        scope = name.replace("/", ".", 1)
        if scope in SCOPES:
            add(scope, Grant(frozenset({restriction}) if mark else restriction_claim))
    return grants


def covers(held: Grants, asked: Grants) -> bool:
    """Return whether every grant that is asked for is within the held one of the same scope.

    A published name counts as the scope that it stands for.
    """
    return all(
        scope in held and held[scope] | grant == held[scope]
        for scope, grant in asked.items()
        if scope not in PUBLISHED_NAMES
    )


@dataclass(frozen=True, slots=True)
class LegalEntityReference:
    """A legal entity as the profile of its contact names it. `rest`: see `Customer`."""

    id: str
    name: str | None = None
    contact_assignment_id: str | None = None
    rest: tuple[Any, ...] = field(default=(), compare=False, repr=False)


class Restricted(Protocol):
    """The members of a customer that decide who may see it."""

    @property
    def number(self) -> str:
        """The customer's number."""
        ...

    @property
    def restriction(self) -> str | None:
        """The customer's restriction, if it has one."""
        ...

    @property
    def legal_entities(self) -> tuple[LegalEntityReference, ...]:
        """The legal entities that the customer belongs to."""
        ...


@dataclass(frozen=True, slots=True)
class Access:
    """The reach of the caller of one operation, by its wide grant and by its `_own` grant.

    `legal_entities`: those that the session is for. `companies`: the ids of all that the caller belongs to.
    `administered`: of those, the ones that the caller is ADMIN of; none unless the operation asks for it.
    `assisted`: somebody acts for the customer who calls.
    """

    wide: Grant | None = None
    own: Grant | None = None
    number: str | None = None
    legal_entities: tuple[LegalEntityReference, ...] = ()
    companies: frozenset[str] = frozenset()
    administered: frozenset[str] = frozenset()
    assisted: bool = False

    def sees(self, customer: Restricted) -> bool:
        """Return whether the customer exists for this caller."""
        return self.sees_widely(customer) or self.sees_as_own(customer)

    def sees_widely(self, customer: Restricted) -> bool:
        """Return whether the wide grant alone reaches the customer."""
        return self.wide is not None and self.wide.covers(customer.restriction)

    def sees_as_own(self, customer: Restricted) -> bool:
        """Return whether the `_own` grant reaches the customer: itself, or one of the same legal entity."""
        if self.own is None or not self.own.covers(customer.restriction):
            return False
        if self.is_oneself(customer):
            return True
        mine = {entity.id for entity in self.legal_entities}
        return any(entity.id in mine for entity in customer.legal_entities)

    @property
    def reaches_colleagues(self) -> bool:
        """Whether the `_own` grant may reach others than the wide one does, besides the caller."""
        sees_everybody = self.wide is not None and self.wide.restrictions is None
        return self.own is not None and bool(self.legal_entities) and not sees_everybody

    def administers(self, entity_id: str) -> bool:
        """Return whether the caller manages the legal entity's contacts: widely, or as ADMIN of its own."""
        if self.wide is not None:
            return True
        return self.acts_for(entity_id) and entity_id in self.administered

    def acts_for(self, entity_id: str) -> bool:
        """Return whether the session of the customer who calls is for the legal entity."""
        return self.own is not None and any(each.id == entity_id for each in self.legal_entities)

    def may_assign(self, customer: Restricted) -> bool:
        """Return whether the caller may make the customer a contact: widely, or as ADMIN of a company of it.

        So nobody takes a stranger or a mere colleague into its company, to see and manage that one there.
        """
        if self.wide is not None:
            return True
        return any(entity.id in self.administered for entity in customer.legal_entities)

    @property
    def acting(self) -> str | None:
        """The number of the ADMIN who manages contacts, and leaves no company without one."""
        return self.number if self.wide is None else None

    def acting_on(self, customer: Restricted) -> str | None:
        """Return the number of the ADMIN, or the customer itself, who leaves no company without an ADMIN."""
        return None if self.sees_widely(customer) else self.number

    def is_oneself(self, customer: Restricted) -> bool:
        """Return whether the customer is the caller."""
        return self.number is not None and customer.number == self.number

    def sees_all_of(self, customer: Restricted) -> bool:
        """Return whether nothing of the customer is hidden from the caller, as it is of a colleague."""
        return self.sees_widely(customer) or (self.is_oneself(customer) and self.sees_as_own(customer))

    def manages(self, customer: Restricted) -> bool:
        """Return whether the caller may do more than look at the customer.

        The `_own` grant manages the caller, and colleagues of whose every company the caller is ADMIN.
        """
        if self.sees_all_of(customer):
            return True
        return self.sees_as_own(customer) and self.administered.issuperset(
            entity.id for entity in customer.legal_entities
        )


EVERYWHERE = Access(wide=Grant())
"""The reach of the service itself, for what it does without a caller's grant."""


OWN_SESSION = "ownSessionId"
"""The claim with a session's own id, where that of the visit (`sessionId`) is another log-in's, too."""


def session_id_of(claims: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a claim may be anything
    """Return the id of the session that a customer's claims are of, which no other session has."""
    return claims.get(OWN_SESSION, claims["sessionId"])


@dataclass(frozen=True, slots=True)
class CallerCustomer:
    """The customer that a customer token speaks for, and the session it belongs to.

    `family` tells its log-in from a later one under the same session id. `visit_id`: of the anonymous
    session that goes on in it, where it has another id. Once the session is checked, the others are known:
    `email` is that of the log-in, `actor` acts for it if somebody does, and the session ends at
    `session_ends_at`, in seconds since the epoch, unless it is refreshed; `session_company`: the legal
    entity that it is for now. `role`: its role in the token's legal entity, where that was asked for.
    """

    number: str
    session_id: str
    legal_entity_id: str | None = None
    legal_entities: tuple[LegalEntityReference, ...] = ()
    email: str | None = field(default=None, repr=False)
    family: str | None = None
    incarnation: str | None = None
    visit_id: str | None = None
    actor: str | None = None
    session_ends_at: int | None = None
    session_company: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """The principal of a request, as the authorizer established it.

    `subject`: who is recorded as the author of a change, a client id or a customer's number. `client_id`: of
    the program that the token was issued to. `visit_id`: the session of an anonymous visitor. `issued_at`:
    when the token was issued, in seconds since the epoch, if the token says so. `visit`: the storefront's
    description of a visit; of a customer's, it is known once the session is checked. `visit_ends_at`: when a
    visitor's tokens can no longer be refreshed, if the token says so. `groups`: of somebody of the staff, to
    whom the tenant's `staff.roles` gives the grants; None for any other caller. `limits`: the restrictions
    that a token of staff is limited to, if it is.
    """

    tenant: str
    subject: str
    grants: Grants
    expires_at: int
    customer: CallerCustomer | None = None
    client_id: str | None = None
    visit_id: str | None = None
    issued_at: int | None = None
    visit: Mapping[str, str] = field(default_factory=dict)
    visit_ends_at: int | None = None
    groups: frozenset[str] | None = None
    limits: frozenset[str] | None = None

    @property
    def principal(self) -> Principal:
        """The kind of caller that the token was issued to."""
        if self.customer is not None:
            return Principal.CUSTOMER
        return Principal.SERVICE if self.visit_id is None else Principal.ANONYMOUS

    @property
    def is_staff(self) -> bool:
        """Whether the token was issued to somebody of the staff."""
        return self.groups is not None

    @property
    def own(self) -> CallerCustomer:
        """The customer that the token was issued for. Raises `Forbidden` for any other token."""
        if self.customer is None:
            raise Forbidden("This operation requires the token of a customer.")
        return self.customer

    def access(self, requirement: Requirement) -> Access:
        """Return this caller's reach through the required scope.

        Raises `MissingScope` when it has none, and `Forbidden` when its reach is too limited or the operation
        is for other callers.
        """
        if self.principal not in requirement.principals:
            if self.principal is Principal.ANONYMOUS and requirement.scope is not None:
                raise MissingScope(requirement.scope)
            raise Forbidden(
                f"This operation requires the token of {' or '.join(sorted(requirement.principals))}."
            )
        assisted = self.customer is not None and self.customer.actor is not None
        if assisted and not requirement.assisted:
            raise Forbidden("Only the customer itself may do this, and nobody who acts for it.")
        if requirement.scope is None or self.principal is Principal.ANONYMOUS:
            return Access()
        wide = self.grants.get(requirement.scope)
        own = self._own_grant(requirement)
        if wide is None and own is None:
            raise MissingScope(requirement.scope)
        if requirement.tenant_wide and (wide or own or Grant()).restrictions is not None:
            raise Forbidden(
                "This operation concerns the whole tenant, but the caller is limited to restrictions."
            )
        if self.customer is None:
            return Access(wide, own)
        if requirement.oneself:
            return Access(own=wide, number=self.customer.number, assisted=assisted)
        entities = self.customer.legal_entities
        companies = frozenset(entity.id for entity in entities)
        if self.customer.legal_entity_id is not None:
            entities = tuple(e for e in entities if e.id == self.customer.legal_entity_id)
        return Access(wide, own, self.customer.number, entities, companies, assisted=assisted)

    def reads_widely(self, requirement: Requirement) -> bool:
        """Return whether the caller has the required scope itself, not only its `_own` form."""
        grant = self.grants.get(requirement.scope) if requirement.scope is not None else None
        if grant is None or self.principal not in requirement.principals:
            return False
        return grant.restrictions is None or not requirement.tenant_wide

    def _own_grant(self, requirement: Requirement) -> Grant | None:
        own = self.grants.get(f"{requirement.scope}{OWN_SUFFIX}") if requirement.own else None
        if own is None and requirement.by_role is not None and self.customer is not None:
            return self.grants.get(requirement.by_role)
        return own

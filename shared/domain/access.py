"""Who is calling and what they reach: scopes, restrictions and the `_own` rule (api.md §2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from shared.domain.errors import Forbidden, MissingScope

RESTRICTION_MARK = "--"
OWN_SUFFIX = "_own"

_IMPLIED = {
    "customer.customer_manage": "customer.customer_read",
    "customer.customer_manage_own": "customer.customer_read_own",
    "customer.import_manage": "customer.import_read",
    "configuration.configuration_manage": "configuration.configuration_view",
}
SCOPES = frozenset(
    {
        *_IMPLIED,
        *_IMPLIED.values(),
        "customer.customerprofile_view",
        "customer.customerprofile_edit",
    }
)


@dataclass(frozen=True, slots=True)
class Grant:
    """How far one scope reaches: customers of the named restrictions, or of any (`None`)."""

    restrictions: frozenset[str] | None = None

    def covers(self, restriction: str | None) -> bool:
        """Whether a customer with this restriction is within reach; one without needs an unlimited grant."""
        return self.restrictions is None or restriction in self.restrictions

    def __or__(self, other: "Grant") -> "Grant":
        if self.restrictions is None or other.restrictions is None:
            return Grant()
        return Grant(self.restrictions | other.restrictions)


Grants = Mapping[str, Grant]


def grants_from(scopes: Iterable[str], restriction_claim: frozenset[str] | None) -> Grants:
    """The grants that a token's scope words add up to; words that are no scopes of ours grant nothing.

    A suffix (`…--DE`) limits its word, the restriction claim every word without one; several words for the
    same scope add up. Manage implies read, a wide scope its `_own` form, each as far as the word itself.
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


@dataclass(frozen=True, slots=True)
class Requirement:
    """The scope that an operation requires, and whether its `_own` form is enough.

    `tenant_wide`: it concerns customers of every restriction at once, so a limited grant does not do.
    """

    scope: str
    own: bool = False
    tenant_wide: bool = False


READ_CUSTOMER = Requirement("customer.customer_read", own=True)
MANAGE_CUSTOMER = Requirement("customer.customer_manage", own=True)
READ_ADDRESS = Requirement("customer.customer_read")
MANAGE_ADDRESS = Requirement("customer.customer_manage")
IMPORT_CUSTOMERS = Requirement("customer.import_manage")
READ_RETENTION = Requirement("customer.import_read", tenant_wide=True)
MANAGE_RETENTION = Requirement("customer.import_manage", tenant_wide=True)
READ_CONFIGURATION = Requirement("configuration.configuration_view", tenant_wide=True)
MANAGE_CONFIGURATION = Requirement("configuration.configuration_manage", tenant_wide=True)


@dataclass(frozen=True, slots=True)
class LegalEntity:
    """A company that a customer belongs to."""

    id: str
    name: str | None = None
    contact_assignment_id: str | None = None


class Restricted(Protocol):
    """What of a customer decides who may see it."""

    @property
    def number(self) -> str:
        """The customer's number."""
        ...

    @property
    def restriction(self) -> str | None:
        """The customer's restriction, if it has one."""
        ...

    @property
    def legal_entities(self) -> tuple[LegalEntity, ...]:
        """The companies that the customer belongs to."""
        ...


@dataclass(frozen=True, slots=True)
class Access:
    """What the caller of one operation reaches: by its wide grant, and by its `_own` grant."""

    wide: Grant | None = None
    own: Grant | None = None
    number: str | None = None
    legal_entities: tuple[LegalEntity, ...] = ()

    def sees(self, customer: Restricted) -> bool:
        """Whether the customer exists as far as this caller is concerned."""
        return self.sees_widely(customer) or self.sees_as_own(customer)

    def sees_widely(self, customer: Restricted) -> bool:
        """Whether the wide grant alone reaches the customer."""
        return self.wide is not None and self.wide.covers(customer.restriction)

    def sees_as_own(self, customer: Restricted) -> bool:
        """Whether the `_own` grant reaches the customer: themselves, or one of the same legal entity."""
        if self.own is None or not self.own.covers(customer.restriction):
            return False
        if self.number is not None and customer.number == self.number:
            return True
        mine = {entity.id for entity in self.legal_entities}
        return any(entity.id in mine for entity in customer.legal_entities)


@dataclass(frozen=True, slots=True)
class CallerCustomer:
    """The customer that a customer token speaks for, and the session it belongs to."""

    number: str
    session_id: str
    legal_entity_id: str | None = None
    legal_entities: tuple[LegalEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class Caller:
    """The principal of a request, as the authorizer established it.

    `subject` is who is said to have made a change: the client id, or a customer's number.
    """

    tenant: str
    subject: str
    grants: Grants
    expires_at: int
    customer: CallerCustomer | None = None

    def access(self, requirement: Requirement) -> Access:
        """What this caller reaches through the required scope.

        Raises `MissingScope` when it has none, `Forbidden` when it is too limited.
        """
        wide = self.grants.get(requirement.scope)
        own = self.grants.get(requirement.scope + OWN_SUFFIX) if requirement.own else None
        if wide is None and own is None:
            raise MissingScope(requirement.scope)
        if requirement.tenant_wide and wide is not None and wide.restrictions is not None:
            raise Forbidden("This caller is limited to restrictions, and this concerns the whole tenant.")
        if self.customer is None:
            return Access(wide, own)
        entities = self.customer.legal_entities
        if self.customer.legal_entity_id is not None:
            entities = tuple(e for e in entities if e.id == self.customer.legal_entity_id)
        return Access(wide, own, self.customer.number, entities)

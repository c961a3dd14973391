"""Request bodies of the operations on companies, contact assignments and locations."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from shared.domain import fields
from shared.domain.companies.contact_assignments import TYPES as ASSIGNMENT_TYPES
from shared.domain.companies.legal_entity_rules import TYPES, Change
from shared.domain.companies.location_rules import TYPES as LOCATION_TYPES
from shared.http.bodies.body import (
    AnyBody,
    Body,
    Currency,
    CustomerNumber,
    Document,
    EmptyIsAbsent,
    Metadata,
    Text,
    VersionedBody,
    at_most,
    parsed,
)
from shared.http.request import Request

MAX_LOCATIONS = 30
MAX_APPROVERS = 100
MAX_CONTACT_DETAILS = 20


def _named(value: str) -> str:
    if not value:
        raise ValueError("must not be empty")
    return value


def _one_of(types: tuple[str, ...]) -> AfterValidator:
    def checked(value: str) -> str:
        if value not in types:
            raise ValueError(f"must be {', '.join(types[:-1])} or {types[-1]}")
        return value

    return AfterValidator(checked)


def _amount(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        raise ValueError("must be a number of 0 or more")
    return fields.json_value([value])[0]


NamedText = Annotated[Text, AfterValidator(_named)]
CompanyId = Annotated[str, AfterValidator(fields.company_id)]
KnownCompanyId = Annotated[str, AfterValidator(fields.known_company_id)]


class AccountLimit(Body):
    """`accountLimit`."""

    currency: Annotated[Currency | None, EmptyIsAbsent] = None
    value: Annotated[Any, BeforeValidator(_amount)] = None


class LegalInfo(Body):
    """`legalInfo`."""

    legal_name: Text | None = None
    registration_date: Text | None = None
    tax_registration_number: Text | None = None
    registration_agency: Text | None = None
    country_of_registration: Text | None = None
    registration_id: Text | None = None


class ResourceId(Body):
    """Something else by its id; its other members are read-only here."""

    id: NamedText


class LegalEntityBody(VersionedBody):
    """The members that create and upsert share."""

    name: NamedText
    type: Annotated[str, _one_of(TYPES)] | None = None
    parent_id: Annotated[KnownCompanyId | None, EmptyIsAbsent] = None
    account_limit: AccountLimit | None = None
    legal_info: LegalInfo | None = None
    entities_addresses: Annotated[list[ResourceId], at_most(MAX_LOCATIONS)] | None = None
    approval_group: Annotated[list[ResourceId], at_most(MAX_APPROVERS)] | None = None
    restrictions: Annotated[list[NamedText], at_most(1)] | None = None
    mixins: Document | None = None
    metadata: Metadata | None = None


class LegalEntityCreate(LegalEntityBody):
    """Body of create."""

    id: CompanyId | None = None


class LegalEntityUpdate(LegalEntityBody):
    """Body of upsert, which says what the company is."""

    type: Annotated[str, _one_of(TYPES)]


class ContactDetails(Body):
    """`contactDetails`."""

    emails: Annotated[list[Text], at_most(MAX_CONTACT_DETAILS)] | None = None
    phones: Annotated[list[Text], at_most(MAX_CONTACT_DETAILS)] | None = None
    address_line1: Text | None = None
    address_line2: Text | None = None
    city: Text | None = None
    state: Text | None = None
    postcode: Text | None = None
    country_code: Annotated[
        Annotated[str, AfterValidator(fields.country)] | None,
        EmptyIsAbsent,
    ] = None
    tags: Annotated[list[Text], at_most(MAX_CONTACT_DETAILS)] | None = None


class LocationBody(VersionedBody):
    """Body of upsert, with the members that create has, too."""

    name: Text | None = None
    type: Annotated[str, _one_of(LOCATION_TYPES)]
    contact_details: ContactDetails
    mixins: Document | None = None
    metadata: Metadata | None = None


class LocationCreate(LocationBody):
    """Body of create."""

    id: CompanyId | None = None


class CustomerId(Body):
    """A customer by its number; its other members are read-only here."""

    id: CustomerNumber


class CompanyReference(Body):
    """A company by its id; its other members are read-only here."""

    id: KnownCompanyId


class ContactAssignmentBody(VersionedBody):
    """The members that create and upsert share."""

    legal_entity: CompanyReference
    customer: CustomerId
    type: Annotated[str, _one_of(ASSIGNMENT_TYPES)] | None = None
    primary: bool | None = None
    mixins: Document | None = None
    metadata: Metadata | None = None


class ContactAssignmentCreate(ContactAssignmentBody):
    """Body of create."""

    id: CompanyId | None = None


class ContactAssignmentUpdate(ContactAssignmentBody):
    """Body of upsert, which says what the contact is."""

    type: Annotated[str, _one_of(ASSIGNMENT_TYPES)]


def new_resource(request: Request, model: type[AnyBody], generated_id: str) -> Change:
    """Return what a POST creates, under the id in the body or this one.

    Raises errors of reading the request.
    """
    body = parsed(model, request.json_object())
    given: str | None = getattr(body, "id", None)
    members = _members(body)
    return Change(request.tenant, given or generated_id, members, request.author, id_is_new=given is None)


def replacement(request: Request, model: type[AnyBody], resource_id: str) -> Change:
    """Return what a PUT writes to the resource in its path. Raises errors of reading the request."""
    body = parsed(model, request.json_object())
    believed = body.believed_version if isinstance(body, VersionedBody) else None
    return Change(request.tenant, resource_id, _members(body), request.author, request.precondition(believed))


def _members(body: Body) -> dict[str, Any]:
    """Return the members that the client sent, checked, under the names of the API."""
    return body.model_dump(by_alias=True, exclude_none=True, exclude={"id"})

"""Request bodies of the seller's customer operations: types and constraints of each member.

A member's constraint is the check of that name in `shared/domain/fields.py`; rules across members are the
domain's. Unknown and read-only members are ignored: clients send back what they read.
"""

from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from shared.domain import fields
from shared.domain.customer import TYPES
from shared.domain.customer_rules import CustomerChange
from shared.domain.errors import Problem, ValidationFailed
from shared.http.request import JSON, MERGE_PATCH, Request

MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH = 6, 128
_NAME_OF_MEMBER = "[key]"  # what pydantic adds to the path of a member whose name is wrong
_NO_OBJECT = frozenset({"dict_type", "model_type"})  # which pydantic words for programmers in Python


def _customer_type(value: str) -> str:
    if value not in TYPES:
        raise ValueError(f"must be {' or '.join(TYPES)}")
    return value


def _password(value: str) -> str:
    if not MIN_PASSWORD_LENGTH <= len(value) <= MAX_PASSWORD_LENGTH:
        raise ValueError(f"must have {MIN_PASSWORD_LENGTH} to {MAX_PASSWORD_LENGTH} characters")
    return value


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


Text = Annotated[str, AfterValidator(fields.text)]
Url = Annotated[str, AfterValidator(fields.url)]
Email = Annotated[str, AfterValidator(fields.email)]
Language = Annotated[str, AfterValidator(fields.language)]
Currency = Annotated[str, AfterValidator(fields.currency)]
Site = Annotated[str, AfterValidator(fields.site)]
CustomerType = Annotated[str, AfterValidator(_customer_type)]
CustomerNumber = Annotated[str, AfterValidator(fields.customer_number)]
Password = Annotated[str, AfterValidator(_password)]
Document = Annotated[dict[str, Any], AfterValidator(fields.document)]
EmptyIsAbsent = BeforeValidator(_none_if_empty)


class _Body(BaseModel):
    model_config = ConfigDict(
        strict=True, extra="ignore", alias_generator=to_camel, hide_input_in_errors=True, defer_build=True
    )


class B2B(_Body):
    """`b2b` as far as it is writable."""

    company_registration_id: Annotated[Text | None, EmptyIsAbsent] = None


class Metadata(_Body):
    """`metadata`: the schema of each mixin, and the version that the writer believes to be current."""

    mixins: dict[Text, Annotated[Url | None, EmptyIsAbsent]] | None = None
    version: int | None = None


class CustomerBody(_Body):
    """The members that create, upsert and update have in common."""

    title: Text | None = None
    first_name: Text | None = None
    middle_name: Text | None = None
    last_name: Text | None = None
    company: Text | None = None
    contact_phone: Text | None = None
    contact_email: Annotated[Email | None, EmptyIsAbsent] = None
    photo_url: Annotated[Url | None, EmptyIsAbsent] = None
    preferred_language: Annotated[Language | None, EmptyIsAbsent] = None
    preferred_currency: Annotated[Currency | None, EmptyIsAbsent] = None
    preferred_site: Annotated[Site | None, EmptyIsAbsent] = None
    type: Annotated[CustomerType | None, EmptyIsAbsent] = None
    restriction: Text | None = None
    b2b: Annotated[B2B | None, Field(alias="b2b")] = None
    metadata: Metadata | None = None
    mixins: Document | None = None


class CustomerSignupBySeller(CustomerBody):
    """Body of create."""

    id: CustomerNumber | None = None
    password: Annotated[Password | None, Field(repr=False)] = None


class CustomerUpdateBySeller(CustomerBody):
    """Body of upsert and update, in either media type."""

    active: bool | None = None
    on_hold: bool | None = None


Body = TypeVar("Body", bound=CustomerBody)


def parsed(model: type[Body], document: dict[str, Any]) -> Body:
    """The body as a model. Raises `ValidationFailed` with one problem for each member that is wrong."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise ValidationFailed(
            *(
                Problem(_message(problem["type"], problem["msg"]), _field(problem["loc"]))
                for problem in error.errors(include_url=False, include_context=False, include_input=False)
            )
        ) from None


def members(body: CustomerBody) -> dict[str, Any]:
    """The members that the client sent, checked, under the names of the API."""
    return body.model_dump(by_alias=True, exclude_unset=True, exclude={"id", "password"})


def customer_change(request: Request) -> CustomerChange:
    """What a PUT or PATCH wants of the customer in its path. Raises what reading the request raises."""
    body = parsed(CustomerUpdateBySeller, request.json_object((JSON, MERGE_PATCH)))
    believed_version = body.metadata.version if body.metadata is not None else None
    return CustomerChange(
        tenant=request.tenant,
        number=request.customer_number,
        members=members(body),
        updated_by=request.principal,
        precondition=request.precondition(believed_version),
    )


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location if part != _NAME_OF_MEMBER)


def _message(kind: str, message: str) -> str:
    if kind in _NO_OBJECT:
        return "must be an object"
    return message.removeprefix("Value error, ").replace("Input should", "must", 1)

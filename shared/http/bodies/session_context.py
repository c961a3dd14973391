"""Request bodies of session contexts."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from shared.domain.log_in.session_contexts import (
    MAX_CHANGED_ATTRIBUTES,
    MEMBERS,
    ContextChange,
    attribute_name,
    attribute_value,
)
from shared.domain.preconditions import Precondition
from shared.http.bodies.body import Body, Currency, EmptyIsAbsent, Language, Site, Text, at_most, parsed
from shared.http.request import Request

AttributeName = Annotated[str, AfterValidator(attribute_name)]
AttributeValue = Annotated[Any, AfterValidator(attribute_value), Field(repr=False)]


def _value_or_none(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    return value if value is None else attribute_value(value)


ValueOrNone = Annotated[Any, AfterValidator(_value_or_none)]


class ContextMetadata(Body):
    """`metadata`: the version that the writer expects."""

    version: int | None = None


class SessionContextPatch(Body):
    """Body of a change by whoever holds the session."""

    site_code: Annotated[Site | None, EmptyIsAbsent] = None
    currency: Annotated[Currency | None, EmptyIsAbsent] = None
    target_location: Annotated[Text | None, EmptyIsAbsent] = None
    language: Annotated[Language | None, EmptyIsAbsent] = None
    context: Annotated[
        dict[AttributeName, ValueOrNone] | None,
        at_most(MAX_CHANGED_ATTRIBUTES),
    ] = Field(default=None, repr=False)
    metadata: ContextMetadata | None = None


class SessionContextPut(SessionContextPatch):
    """Body of a replacement by a service."""

    cart_id: Annotated[Text | None, EmptyIsAbsent] = None


class ContextAttribute(Body):
    """Body of the addition of an attribute."""

    key: AttributeName
    value: AttributeValue


def context_change(request: Request, model: type[SessionContextPatch]) -> ContextChange:
    """Return the change in the body, whose `context` is merged by attribute. Raises those of reading it."""
    body = parsed(model, request.json_object())
    given = body.model_dump(by_alias=True, exclude_unset=True)
    version = body.metadata.version if body.metadata is not None else None
    return ContextChange(
        members={name: given[name] for name in MEMBERS if name in given},
        attributes=given.get("context") or {},
        precondition=Precondition(version),
    )


def attribute_to_add(request: Request) -> tuple[str, ContextChange]:
    """Return the name of the attribute in the body, and the change. Raises the errors of reading it."""
    body = parsed(ContextAttribute, request.json_object())
    return body.key, ContextChange(attributes={body.key: body.value})

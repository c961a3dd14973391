"""Types and constraints of members of request bodies, and the wording of problems with them.

The constraint of a member is the check of the same name in `shared/domain/fields.py`; rules across members
are in the domain. Unknown and read-only members are ignored, because clients send back what they have read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from threading import RLock
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, WrapValidator
from pydantic.alias_generators import to_camel

from shared.domain import fields
from shared.domain.errors import MAX_PROBLEMS, Problem, ValidationFailed

_NAME_OF_MEMBER = "[key]"  # what pydantic adds to the path of a member whose name is wrong
_completing = RLock()
_NO_OBJECT = frozenset({"dict_type", "model_type"})  # pydantic's words for them are for Python programmers


MAX_SCHEMAS = 5_000
_CHECKED_TOGETHER = 100


def _until_wrong(value: object, check: Callable[[object], dict[str, Any]]) -> dict[str, Any]:
    """Check the members of an object by the hundred; what follows the first wrong ones is not looked at."""
    if not isinstance(value, dict) or len(value) <= _CHECKED_TOGETHER:
        return check(value)
    checked: dict[str, Any] = {}
    members = iter(value.items())
    while some := dict(islice(members, _CHECKED_TOGETHER)):
        checked |= check(some)
        if len(checked) > MAX_SCHEMAS:
            raise ValueError(f"must have at most {MAX_SCHEMAS} members")
    return checked


def at_most(most: int) -> BeforeValidator:
    """Of a list or an object with more elements or members than this, none is checked one by one."""

    def checked(value: object) -> object:
        if isinstance(value, list | dict) and len(value) > most:
            raise ValueError(
                f"must have at most {most} {'members' if isinstance(value, dict) else 'elements'}"
            )
        return value

    return BeforeValidator(checked)


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


Text = Annotated[str, AfterValidator(fields.text)]
PhotoUrl = Annotated[str, AfterValidator(fields.photo_url)]
SchemaUrl = Annotated[str, AfterValidator(fields.schema_url)]
DestinationUrl = Annotated[str, AfterValidator(fields.destination_url)]
Email = Annotated[str, AfterValidator(fields.email)]
Language = Annotated[str, AfterValidator(fields.language)]
Currency = Annotated[str, AfterValidator(fields.currency)]
Site = Annotated[str, AfterValidator(fields.site)]
CustomerNumber = Annotated[str, AfterValidator(fields.customer_number)]
Password = Annotated[str, AfterValidator(fields.password)]
Document = Annotated[dict[str, Any], AfterValidator(fields.document)]
EmptyIsAbsent = BeforeValidator(_none_if_empty)
Schemas = Annotated[dict[Text, Annotated[SchemaUrl | None, EmptyIsAbsent]], WrapValidator(_until_wrong)]


class Body(BaseModel):
    """A JSON object; unknown members are ignored."""

    model_config = ConfigDict(
        strict=True, extra="ignore", alias_generator=to_camel, hide_input_in_errors=True, defer_build=True
    )

    @classmethod
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, Any] | None = None,
    ) -> bool | None:
        """Complete the class when it is first used, in only one thread.

        pydantic's own method deletes what another thread has just built, which then uses the parent's.
        """
        with _completing:
            return super().model_rebuild(
                force=force,
                raise_errors=raise_errors,
                _parent_namespace_depth=_parent_namespace_depth + 1,
                _types_namespace=_types_namespace,
            )


class Metadata(Body):
    """`metadata`: the schema of each mixin, and the version that the writer expects."""

    mixins: Schemas | None = None
    version: int | None = None


class VersionedBody(Body):
    """The body of a change to a resource that has a version."""

    metadata: Metadata | None = None

    @property
    def believed_version(self) -> int | None:
        """The version that the writer expects, if the body names one."""
        return self.metadata.version if self.metadata is not None else None


AnyBody = TypeVar("AnyBody", bound=Body)


def parsed(model: type[AnyBody], document: object) -> AnyBody:
    """Return the body as a model.

    Raises `ValidationFailed` with one problem for each member that is wrong, of those that are shown.
    """
    try:
        return model.model_validate(document)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        raise ValidationFailed(
            *(
                Problem(_message(problem["type"], problem["msg"]), _field(problem["loc"]) or None)
                for problem in found[:MAX_PROBLEMS]
            )
        ) from None


Read = TypeVar("Read")


def each_read(elements: Sequence[object], read: Callable[[object], Read]) -> list[Read]:
    """Return what is read of each element. Raises `ValidationFailed`, whose problems name the elements."""
    found: list[Read] = []
    problems: list[Problem] = []
    for position, element in enumerate(elements):
        try:
            found.append(read(element))
        except ValidationFailed as error:
            problems += (_of_element(position, problem) for problem in error.problems)
    if problems:
        raise ValidationFailed(*problems)
    return found


def _of_element(position: int, problem: Problem) -> Problem:
    return replace(problem, field=f"{position}.{problem.field}" if problem.field else str(position))


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location if part != _NAME_OF_MEMBER)


def _message(kind: str, message: str) -> str:
    if kind in _NO_OBJECT:
        return "must be an object"
    if kind == "missing":
        return "is required"
    return message.removeprefix("Value error, ").replace("Input should", "must", 1)

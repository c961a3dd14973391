"""The operands that a field can be compared with, where its type is known."""

from shared.domain.query.conditions import Operand
from shared.domain.query.fields import FieldKind
from shared.domain.query.values import spelled_boolean, spelled_instant, spelled_number

_DATE = "a date in ISO 8601 (in a URL, '+' is written %2B)"
_BOOLEAN = "true or false, without quotes"
_EQUALITY_ALONE = {
    FieldKind.BOOLEAN: "true, false, missing or exists: the field is a boolean",
    FieldKind.OBJECT: "exists, missing, or conditions on its members in brackets: the field is an object",
}
_MATCHED_BY_NO_EXPRESSION = {
    **_EQUALITY_ALONE,
    FieldKind.NUMBER: "a number, missing or exists: the field is a number",
}


def wanted_instead(operand: Operand, kind: FieldKind, *, compared: bool) -> str | None:
    """Return the value that a field of this kind takes, if this operand is not one.

    `compared`: with `>`, `>=`, `<` or `<=`, where a bare number is a number in every field.
    """
    match kind:
        case FieldKind.BOOLEAN:
            fits, wanted = not operand.quoted and spelled_boolean(operand.text) is not None, _BOOLEAN
        case FieldKind.NUMBER:
            fits, wanted = _is_number(operand), "a number, without quotes"
        case FieldKind.INSTANT:
            fits, wanted = spelled_instant(operand.text) is not None, _DATE
        case FieldKind.TEXT | FieldKind.EMAIL:
            fits, wanted = not (compared and _is_number(operand)), "a text (a number in quotes)"
        case FieldKind.OBJECT:
            fits, wanted = False, _EQUALITY_ALONE[kind]
        case FieldKind.ANY:
            return None
    return None if fits else wanted


def wanted_instead_of_comparison(kind: FieldKind) -> str | None:
    """Return the condition that a field of this kind takes, if it has no order to compare by."""
    return _EQUALITY_ALONE.get(kind)


def wanted_instead_of_expression(kind: FieldKind) -> str | None:
    """Return the condition that a field of this kind takes, if no regular expression can match it."""
    return _MATCHED_BY_NO_EXPRESSION.get(kind)


def _is_number(operand: Operand) -> bool:
    return not operand.quoted and spelled_number(operand.text) is not None

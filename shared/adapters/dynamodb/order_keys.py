"""Sort keys of the indexes by a text: what `sort` compares of it, then what tells equal ones apart."""

import hashlib
from functools import lru_cache

from shared.domain.query.fields import FieldKind
from shared.domain.query.values import LONGEST_LETTER, MAX_COMPARED_BYTES, former_sort_text, sort_text

WITH_TEXT, WITHOUT_TEXT = "0", "1"
"""Beginnings of the sort keys of an index by a text. So "0" to "1" are those that have it."""
_LONGEST_PLACE = 120
"""Bytes behind a text in the key of an index, which has at most 900 of the text, and 1,024 in all."""


@lru_cache(maxsize=8)  # a change makes the keys of a customer, before and after it, several times
def order_key(value: str | None, number: str, kind: FieldKind = FieldKind.TEXT) -> str:
    """Sort key of an index by a text: what `sort` compares of it, then the number; no value comes last."""
    return _order_key(sort_text(value, kind) if value is not None else None, number)


def contact_order_key(legal_entity_id: str, created_at: str, entry: str, number: str) -> str:
    """Sort key of the index of assignments by company: those of one in the order of their creation.

    It ends with the customer's number, unless the id is so long that a digest takes the place of both.
    """
    place = f"{created_at}#{entry}#{number}"
    if len(place.encode()) > _LONGEST_PLACE:
        place = f"{created_at}#{hashlib.sha256(place.encode()).hexdigest()[:32]}#"
    return order_key(legal_entity_id, place)


def former_order_key(value: str | None, number: str, kind: FieldKind = FieldKind.TEXT) -> str:
    """Return the sort key of an index by a text, as tenants have it whose entries are in the former form."""
    return _order_key(former_sort_text(value, kind) if value is not None else None, number)


def text_of_order_key(key: str) -> str | None:
    """Return the text that a sort key is made of, or without accents and case if only that is whole there.

    None for no value.
    """
    form = compared_in(key)
    if form is None:
        return None
    compared, divider, text = form.partition("\0")
    is_cut = len(form.encode()) > MAX_COMPARED_BYTES - LONGEST_LETTER
    return text if divider and not is_cut else compared


def compared_in(key: str) -> str | None:
    """Return what a sort key of an index by a text has of it, in the form of the key; None for no value."""
    return key.removeprefix(WITH_TEXT).rpartition("\0")[0] if key.startswith(WITH_TEXT) else None


def _order_key(form: str | None, number: str) -> str:
    return f"{WITHOUT_TEXT}\0{number}" if form is None else f"{WITH_TEXT}{form}\0{number}"

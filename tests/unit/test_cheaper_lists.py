"""What would make a list cheaper, from its plan alone."""

import pytest

from shared.adapters.dynamodb.lists.explaining.cheaper import cheaper
from shared.adapters.dynamodb.lists.plan import plan
from shared.domain.callers.access import EVERYWHERE
from shared.domain.query.explanation import Advice
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query

SEARCHED_FROM_2026 = "active:true metadataCreatedAt:>=2026-01-01T00:00:00Z"


def advice(q: str | None = None, sort: str | None = None) -> dict[str, Advice]:
    chosen = plan(parse_query(q), parse_order(sort), EVERYWHERE)
    return {each.code: each for each in cheaper(chosen)}


@pytest.mark.parametrize(
    ("q", "sort", "codes"),
    [
        (None, None, []),
        (None, "company:desc", []),
        ("id:(1,2)", "firstName", []),
        ("email:anna@example.com", None, []),
        ("lastName:~^Do", "lastName", []),
        ("lastName:~^Do", None, ["sort_by_index"]),
        ("lastName:(Koch,Weber)", None, []),
        (None, "firstName", ["sort_by_index"]),
        (None, "mixins.a.b", ["leave_out", "sort_by_index"]),
        ("active:true", None, ["narrow", "narrow_creation"]),
        (SEARCHED_FROM_2026, None, ["narrow"]),
        ("active:true", "lastName", ["narrow", "narrow_creation", "leave_out_sort"]),
        ("addresses.city:Rome", None, ["narrow", "narrow_creation", "leave_out"]),
        ("lastName:~Do", None, ["begin", "narrow", "narrow_creation"]),
        (f"company:({','.join(map(str, range(21)))})", None, ["fewer_values", "narrow", "narrow_creation"]),
    ],
)
def test_what_would_be_cheaper(q: str | None, sort: str | None, codes: list[str]) -> None:
    assert [*advice(q, sort)] == codes


def test_advice_names_the_fields_that_it_is_about() -> None:
    assert advice("addresses.city:Rome", "mixins.a.b")["leave_out"].fields == ("addresses", "mixins")
    assert advice("lastName:~^Do")["sort_by_index"].fields == ("lastName",)
    assert advice(None, "firstName")["sort_by_index"].fields == (
        "metadataCreatedAt",
        "lastName",
        "contactEmail",
        "company",
    )
    narrow = advice("active:true")["narrow"]
    assert "metadataCreatedAt" not in narrow.fields
    assert all(field in narrow.text for field in narrow.fields)

"""The planner's choice of a source, for queries, orders and callers."""

import pytest

from shared.adapters.dynamodb.lists.candidates import indexable_part
from shared.adapters.dynamodb.lists.plan import (
    CUSTOMERS,
    MAX_TEXTS,
    Accounts,
    Contacts,
    Index,
    IndexRange,
    Numbers,
    Plan,
    Source,
    Text,
    Texts,
    plan,
)
from shared.adapters.dynamodb.lists.push_down import filter_of
from shared.domain.callers.access import Access, Grant, LegalEntityReference
from shared.domain.fields import folded_email
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from shared.domain.query.regular_expressions import compile_expression, literal_beginning
from shared.domain.query.values import sort_beginning, spelled_instant
from shared.domain.tenants.standing import TextEntries

WIDE = Access(wide=Grant(), own=Grant())
LIMITED = Access(wide=Grant(frozenset({"DE"})), own=Grant(frozenset({"DE"})))
OWN = Access(own=Grant(), number="1", legal_entities=(LegalEntityReference("le"),))
EVERYONE = IndexRange(Index.DIRECTORY)


def planned(q: str = "", sort: str = "", access: Access = WIDE) -> Plan:
    return plan(parse_query(q), parse_order(sort), access)


@pytest.mark.parametrize(
    ("q", "source"),
    [
        ("id:1001", Numbers(("1001",))),
        ("customerNumber:(1001,1002,1001)", Numbers(("1001", "1002"))),
        ('lastName:Weber id:"1001"', Numbers(("1001",))),
        ("id:(no/number,1002)", Numbers(("1002",))),
        ("email:Anna@Example.com", Accounts(("anna@example.com",))),
        ("accounts.id:(a@x.de,A@X.de)", Accounts(("a@x.de",))),
        ("b2b.legalEntities.id:le-1", Contacts(("le-1",))),
        ("lastName:Weber", Texts(Index.BY_NAME, (Text("weber\0Weber"),))),
        (
            "lastName:(Weber,WEBER,Koch)",
            Texts(Index.BY_NAME, (Text("weber\0Weber"), Text("weber\0WEBER"), Text("koch\0Koch"))),
        ),
        ("lastName:~^Web", Texts(Index.BY_NAME, (Text("web", is_beginning=True),))),
        ("lastName:~^Stra\u00df", Texts(Index.BY_NAME, (Text("strass", is_beginning=True),))),
        ("lastName:~^\u00c4r", Texts(Index.BY_NAME, (Text("ar", is_beginning=True),))),
        ("lastName:~^\u0308", EVERYONE),
        ("company:~^AC\\.B", Texts(Index.BY_COMPANY, (Text("ac", is_beginning=True),))),
        ("company:(~^ACME .*)", Texts(Index.BY_COMPANY, (Text("acme ", is_beginning=True),))),
        (
            "contactEmail:Anna@Example.com",
            Texts(Index.BY_EMAIL, (Text("anna@example.com"),)),
        ),
        ("contactEmail:~^anna", Texts(Index.BY_EMAIL, (Text("ann", is_beginning=True),))),
        ("contactEmail:~^änna", EVERYONE),
        ("firstName:Anna", EVERYONE),
        ("lastName:~Web", EVERYONE),
        ("lastName:null", EVERYONE),
        ('lastName:>"M"', EVERYONE),
        ("compoundLogicalQuery:(id:1 OR id:2)", EVERYONE),
        ("lastName:(" + ",".join(f"n{i}" for i in range(MAX_TEXTS + 1)) + ")", EVERYONE),
        ("email:~^anna", EVERYONE),
        ("id:(1 OR 2)", Numbers(("1", "2"))),
        ("id:(1 OR missing)", EVERYONE),
        ("lastName:(Weber OR Koch)", Texts(Index.BY_NAME, (Text("weber\0Weber"), Text("koch\0Koch")))),
        ("b2b.legalEntities:(name:Acme id:le-1)", Contacts(("le-1",))),
        ("b2b:(legalEntities:(id:le-1 name:Acme))", Contacts(("le-1",))),
        ("accounts:(id:A@x.de providerId:corp)", Accounts(("a@x.de",))),
        ("b2b.legalEntities:(id:le-1 OR name:Acme)", EVERYONE),
        ("addresses:(country:DE city:Paris)", EVERYONE),
        ("", EVERYONE),
    ],
)
def test_the_source_is_the_narrowest_that_the_query_allows(q: str, source: Source) -> None:
    assert planned(q).source == source


@pytest.mark.parametrize(
    ("q", "begin", "end"),
    [
        ('metadataCreatedAt:>="2026-01-01T00:00:00.000Z"', "2026-01-01", None),
        ("metadataCreatedAt:<2026-02-01", None, "2026-02-01"),
        ("metadataCreatedAt:(>2026-01-01 AND <=2026-02-01)", "2026-01-01", "2026-02-01"),
        ("metadataCreatedAt:>2026-01-01 metadataCreatedAt:>2026-01-05", "2026-01-05", None),
        ("metadataCreatedAt:2026-01-01", "2026-01-01", "2026-01-01"),
        ("metadataCreatedAt:~^2026", None, None),
    ],
)
def test_a_creation_time_bounds_the_range(q: str, begin: str | None, end: str | None) -> None:
    first = spelled_instant(begin) if begin is not None else None
    last = spelled_instant(end) if end is not None else None

    assert planned(q).source == IndexRange(Index.DIRECTORY, first, last)


@pytest.mark.parametrize(
    ("q", "sort", "source", "ordered", "descending"),
    [
        ("", "", EVERYONE, True, False),
        ("", "metadataCreatedAt:desc", EVERYONE, True, True),
        ("firstName:Anna", "", EVERYONE, True, False),
        ("", "lastName", IndexRange(Index.BY_NAME), True, False),
        ("", "company:desc", IndexRange(Index.BY_COMPANY), True, True),
        ("", "contactEmail", IndexRange(Index.BY_EMAIL), True, False),
        ("", "firstName", EVERYONE, False, False),
        ("", "lastName,firstName", EVERYONE, False, False),
        ("firstName:Anna", "lastName", EVERYONE, False, False),
        ("lastName:~^W", "lastName:desc", Texts(Index.BY_NAME, (Text("w", is_beginning=True),)), True, True),
        ("lastName:Weber", "company", Texts(Index.BY_NAME, (Text("weber\0Weber"),)), False, False),
        ("lastName:(a,b)", "lastName", Texts(Index.BY_NAME, (Text("a\0a"), Text("b\0b"))), False, False),
        ("id:1", "", Numbers(("1",)), False, False),
    ],
)
def test_a_source_in_the_order_asked_for_is_read_no_further_than_the_page(
    q: str, sort: str, source: Source, ordered: bool, descending: bool
) -> None:
    chosen = planned(q, sort)

    assert (chosen.source, chosen.ordered, chosen.descending) == (source, ordered, descending)
    assert chosen.filtered is bool(q)


def test_a_limited_caller_has_the_plans_of_any_other() -> None:
    assert planned("lastName:Weber", access=LIMITED) == planned("lastName:Weber")


class TestOwnCallers:
    def test_their_list_is_their_company_and_themselves(self) -> None:
        assert planned(sort="lastName", access=OWN).source == Contacts(("le",), "1")

    def test_keys_are_still_narrower(self) -> None:
        assert planned("id:7", access=OWN).source == Numbers(("7",))

    def test_a_limited_wide_grant_with_an_unlimited_own_one_goes_through_both_unordered(self) -> None:
        both = Access(wide=Grant(frozenset({"DE"})), own=Grant(), number="1")

        chosen = planned(access=both)

        assert (chosen.source, chosen.own, chosen.ordered) == (EVERYONE, Contacts((), "1"), False)

    def test_an_unlimited_wide_grant_leaves_nothing_to_add(self) -> None:
        everything = Access(wide=Grant(), own=Grant(frozenset({"DE"})), number="1")

        assert planned(access=everything).own is None


@pytest.mark.parametrize(
    ("pattern", "beginning"),
    [
        ("^Do", "Do"),
        ("^Do.*", "Do"),
        ("^Doe?", "Do"),
        ("^Doe*", "Do"),
        ("^Doe{2}", "Do"),
        ("^Doe+", "Doe"),
        ("^Do$", "Do"),
        ("^(Do)", ""),
        ("^[D]o", ""),
        ("^\\QDo", ""),
        ("^Do|^Du", ""),
        ("Do", ""),
        ("^", ""),
        ("^^Do", ""),
    ],
)
def test_the_literal_beginning_of_an_expression_errs_on_the_short_side(pattern: str, beginning: str) -> None:
    assert literal_beginning(pattern) == beginning


def test_what_an_expression_takes_for_the_same_letter_is_the_same_in_an_index() -> None:
    """An index folds cases, an expression ignores them by rules of its own: they have to agree.

    They do not about a mark that is an iota, too, so no beginning of an expression has one.
    """
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF]
    cased = [letter for letter in letters if letter.lower() != letter or letter.upper() != letter]

    differing = [
        (letter, variant)
        for letter in cased
        if letter.isprintable()
        for variant in {letter.lower(), letter.upper(), letter.title(), letter.casefold(), letter.swapcase()}
        if len(variant) == 1
        and compile_expression(f"^{letter}").search(variant.encode()) is not None
        and sort_beginning(variant) != sort_beginning(letter)
    ]

    assert set(differing) == {("\u0345", "\u0399"), ("\u0345", "\u03b9")}
    assert all(planned(f"lastName:~^{iota}a").source == EVERYONE for iota in "\u0345\u0399\u03b9\u1fbe")
    assert planned("lastName:~^a\u03b9").source == Texts(Index.BY_NAME, (Text("a", is_beginning=True),))
    assert folded_email("ſ") == "s"


def test_what_the_directory_can_test_leaves_out_documents() -> None:
    query = parse_query("lastName:Weber mixins.a.b:1 compoundLogicalQuery:(firstName:A OR addresses.city:B)")

    testable = indexable_part(query, CUSTOMERS.not_listed)

    assert testable == parse_query("lastName:Weber")


def test_the_directory_can_test_one_element_of_what_it_holds() -> None:
    query = parse_query("addresses:(city:B country:DE) accounts:(id:a@x.de providerId:corp)")

    assert indexable_part(query, CUSTOMERS.not_listed) == parse_query("accounts:(id:a@x.de providerId:corp)")


def test_one_element_is_never_left_to_dynamodb_to_test() -> None:
    filters = [
        filter_of(planned(f"firstName:A {q}"))
        for q in (
            "",
            "accounts:(id:~a providerId:corp)",
            "compoundLogicalQuery:(b2b:(legalEntities:exists) OR id:1)",
        )
    ]

    assert len(set(map(str, filters))) == 1


@pytest.mark.parametrize(
    ("operator", "tested"),
    [(">", ">="), (">=", ">="), ("<", "<="), ("<=", "<=")],
)
def test_dynamodb_tests_times_as_they_are_stored_in_milliseconds(operator: str, tested: str) -> None:
    stored = filter_of(planned(f'metadataModifiedAt:{operator}"2026-03-01T01:00:00.0009+01:00"'))

    assert str(stored) == f"modifiedAt {tested} {{'S': '2026-03-01T00:00:00.000Z'}}"


class TestEntriesInTheFormerForm:
    @pytest.mark.parametrize("entries", [TextEntries.FORMER, TextEntries.MOVING])
    @pytest.mark.parametrize("sort", ["lastName", "company:desc", "contactEmail"])
    def test_they_put_nobody_in_order(self, entries: TextEntries, sort: str) -> None:
        chosen = plan(parse_query(""), parse_order(sort), WIDE, entries)

        assert (chosen.source, chosen.ordered) == (EVERYONE, False)

    @pytest.mark.parametrize(
        ("q", "texts"),
        [
            ("lastName:\u00c4rger", (Text("\u00e4rger"), Text("arger\0\u00c4rger"))),
            (
                "lastName:~^\u00c4r",
                (Text("\u00e4r", is_beginning=True), Text("ar", is_beginning=True)),
            ),
            ("lastName:~^Ko", (Text("ko", is_beginning=True),)),
        ],
    )
    def test_they_lead_to_texts_in_either_form(self, q: str, texts: tuple[Text, ...]) -> None:
        chosen = plan(parse_query(q), parse_order("lastName"), WIDE, TextEntries.MOVING)

        assert (chosen.source, chosen.ordered) == (Texts(Index.BY_NAME, texts), False)

    def test_the_order_of_creation_is_as_ever(self) -> None:
        assert plan(parse_query(""), parse_order(""), WIDE, TextEntries.FORMER) == planned()

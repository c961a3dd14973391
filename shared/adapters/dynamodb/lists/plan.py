"""The way to the customers that a list asks for, chosen from the request alone as a plain value.

A source gives every customer that may match, perhaps more: what it gives is still tested against `q` and what
the caller may see. Where it gives them in the order asked for, a page is read no further than it reaches.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from shared.adapters.dynamodb.lists.needed import Path, created_between, equal_texts_of, needed_terms
from shared.adapters.dynamodb.lists.words_source import Words
from shared.domain import fields
from shared.domain.callers.access import Access
from shared.domain.query.conditions import (
    Condition,
    Equals,
    Matches,
    OneOf,
    Term,
    terms_of,
)
from shared.domain.query.evaluation import Query
from shared.domain.query.fields import FieldKind
from shared.domain.query.order import DEFAULT_ORDER, Order
from shared.domain.query.regular_expressions import literal_beginning
from shared.domain.query.values import (
    cut_to_compare,
    equal_texts,
    former_sort_text,
    sort_beginning,
    sort_text,
)
from shared.domain.tenants.standing import TextEntries

MAX_KEYS = 1000
"""Customers that are fetched by key at most, a hundred to a request."""
MAX_TEXTS = 20
"""Values of a list that are looked up in an index one by one; more are cheaper to find in one pass."""
MAX_KEY_BYTES = 1024
"""No account or legal entity has a longer key."""
_WHOLE_BYTES = 256
"""Texts of so many are whole in an index, which has them twice."""
_IOTA = re.compile("[\u0345\u0399\u03b9\u1fbe]")
"""An expression takes one for another, though the first is a mark, which an index leaves out."""


class Index(StrEnum):
    """The sorted indexes, a partition per restriction and shard. Only the directory holds more than keys."""

    DIRECTORY = "directory"
    BY_NAME = "by_name"
    BY_EMAIL = "by_email"
    BY_COMPANY = "by_company"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The customers with these numbers."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The customers that log in with these e-mail addresses (folded, perhaps in a former way)."""

    emails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contacts:
    """The customers of these legal entities, and the one with this number."""

    legal_entities: tuple[str, ...]
    number: str | None = None


@dataclass(frozen=True, slots=True)
class AssignmentsOf:
    """The contact assignments of the customers with these numbers."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Entries of an index whose text is, or begins with, this one (as `sort` compares it)."""

    value: str
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """The customers that an index by a text has under one of these."""

    index: Index
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class IndexRange:
    """All customers along an index; of the directory those created between two instants (microseconds)."""

    index: Index
    created_from: int | None = None
    created_to: int | None = None


Source = Numbers | Accounts | Contacts | AssignmentsOf | Texts | Words | IndexRange


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to a resource, whose fields they are by.

    `index_of`: the index that has a field in its order. `keys`: the fields whose values lead to it by key,
    with what makes the source of the values. `not_listed`: members that the directory does not hold. `own`:
    what an `_own` grant may add. `moves`: its moves within an order leave word of former places.
    `created_within`: the index in which entries of one text are in the order of creation.
    """

    index_of: Mapping[Path, Index]
    keys: Mapping[tuple[Path, ...], Callable[[tuple[str, ...]], Source | None]]
    not_listed: frozenset[str]
    own: Callable[[Access], Source | None]
    default_order: Order
    moves: bool = False
    created_within: Index | None = None

    @property
    def created(self) -> Path:
        """The field with the time of creation, by which the directory is sorted."""
        return self.default_order.fields[0].field.path

    @property
    def indexed_fields(self) -> tuple[str, ...]:
        """The names of all fields that lead to few resources quickly."""
        by_key = (path for paths in self.keys for path in paths)
        return tuple(".".join(path) for path in (*by_key, *self.index_of))


def numbers_of(texts: tuple[str, ...]) -> Numbers | None:
    """Return the source of resources by their ids; None for too many."""
    return Numbers(tuple(filter(_is_number, texts))) if len(texts) <= MAX_KEYS else None


def _accounts_of(emails: tuple[str, ...]) -> Accounts:
    folded = dict.fromkeys(form for email in emails for form in _forms(email))
    return Accounts(tuple(email for email in folded if len(email.encode()) <= MAX_KEY_BYTES))


def _contacts_of(entities: tuple[str, ...]) -> Contacts:
    return Contacts(tuple(entity for entity in entities if len(entity.encode()) <= MAX_KEY_BYTES))


def _own_contacts(access: Access) -> Contacts:
    return Contacts(tuple(entity.id for entity in access.legal_entities), access.number)


CUSTOMERS = Ways(
    index_of=MappingProxyType(
        {
            ("metadataCreatedAt",): Index.DIRECTORY,
            ("lastName",): Index.BY_NAME,
            ("contactEmail",): Index.BY_EMAIL,
            ("company",): Index.BY_COMPANY,
        }
    ),
    keys=MappingProxyType(
        {
            (("id",), ("customerNumber",)): numbers_of,
            (("email",), ("accounts", "id")): _accounts_of,
            (("b2b", "legalEntities", "id"),): _contacts_of,
        }
    ),
    not_listed=frozenset({"addresses", "mixins"}),
    own=_own_contacts,
    default_order=DEFAULT_ORDER,
    moves=True,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The way in which a list is answered.

    `ordered`: the source is in the order asked for; `descending` is the way it is read. `own`: the caller
    sees contacts of its legal entities besides customers of its restrictions, so both are read. `filtered`:
    something is left to test, so that the source may give more than the list has. `query` and `order`: what
    customers are tested by, and sorted by where they are not `ordered`. `moving`: the index along whose order
    customers may move, with word of the places that they had. `within`: the order is that of entries of one
    text.
    """

    source: Source
    ordered: bool
    descending: bool
    filtered: bool
    query: Query
    order: Order
    own: Source | None = None
    moving: Index | None = None
    ways: Ways = CUSTOMERS
    within: bool = False

    @property
    def sources(self) -> list[Source]:
        """All sources that are read."""
        return [self.source] if self.own is None else [self.source, self.own]

    @property
    def unlisted(self) -> frozenset[str]:
        """The members that filter or order look at and the directory does not hold."""
        return (self.query.top_level_fields() | self.order.top_level_fields()) & self.ways.not_listed

    @property
    def reads_documents(self) -> bool:
        """Whether all customers that are read are fetched whole."""
        return not isinstance(self.source, IndexRange) or bool(self.unlisted)

    @property
    def fields(self) -> list[str]:
        """The fields that are filtered and sorted by, by name."""
        fields = [term.field for term in terms_of(self.query.where)]
        if self.order != self.ways.default_order:
            fields += [sort.field for sort in self.order.fields]
        return list(dict.fromkeys(".".join(field.path) for field in fields))


def plan(
    query: Query,
    order: Order,
    access: Access,
    entries: TextEntries = TextEntries.PRESENT,
    ways: Ways = CUSTOMERS,
) -> Plan:
    """Return the cheapest way to the same customers, in the same order, as testing and sorting them all.

    `entries`: the form of the tenant's entries in the indexes by a text. In another form than the present one
    they lead to texts, but are not in order.
    """
    own = own_source(access, ways)
    if access.wide is None and own is not None:
        reached = _keys(query, ways) or own
        return Plan(
            reached, ordered=False, descending=False, filtered=True, query=query, order=order, ways=ways
        )
    along, descending = index_of_order(order, ways)
    index = along if along is Index.DIRECTORY or entries is TextEntries.PRESENT else None
    source = _keys(query, ways) or _texts(query, entries, ways)
    if source is None and query.is_empty and own is None and index is not None:
        source = IndexRange(index)
    if source is None:
        source = IndexRange(Index.DIRECTORY, *created_between(query, ways.created))
    within = own is None and along is Index.DIRECTORY and _is_of_one_text(source, ways)
    ordered = within or (own is None and _is_in_order(source, index))
    moving = None if own is not None or along is Index.DIRECTORY or not ways.moves else along
    filtered = not (query.is_empty or (within and _names_one_text(query, ways)))
    return Plan(source, ordered, ordered and descending, filtered, query, order, own, moving, ways, within)


def own_source(access: Access, ways: Ways) -> Source | None:
    """Return what the `_own` grant may add to those of the wide one, if it can add any."""
    if access.own is None or access.own == access.wide:
        return None
    if access.wide is not None and access.wide.restrictions is None:
        return None
    return ways.own(access)


def index_of_order(order: Order, ways: Ways) -> tuple[Index | None, bool]:
    """Return the index in whose order a list is, if there is one, and whether it is read backwards."""
    if len(order.fields) != 1:
        return None, False
    return ways.index_of.get(order.fields[0].field.path), order.fields[0].descending


def _is_in_order(source: Source, index: Index | None) -> bool:
    if isinstance(source, Texts):
        return source.index is index and len(source.texts) == 1
    return isinstance(source, IndexRange) and source.index is index


def _is_of_one_text(source: Source, ways: Ways) -> bool:
    """Return whether the entries of the source are those of one whole text, in the order of creation."""
    return (
        isinstance(source, Texts)
        and source.index is ways.created_within
        and len(source.texts) == 1
        and not source.texts[0].is_beginning
    )


def _names_one_text(query: Query, ways: Ways) -> bool:
    """Return whether nothing is asked for except the text, so that all of its entries match."""
    nodes = query.where.nodes
    return (
        len(nodes) == 1
        and isinstance(nodes[0], Term)
        and isinstance(nodes[0].condition, Equals)
        and ways.index_of.get(nodes[0].field.path) is ways.created_within
        and len(nodes[0].condition.operand.text.encode()) <= _WHOLE_BYTES
    )


def _keys(query: Query, ways: Ways) -> Source | None:
    """Return a source by primary key: of the resources themselves, or of what names them."""
    for paths, source_of in ways.keys.items():
        texts = equal_texts_of(query, *paths)
        source = None if texts is None else source_of(texts)
        if source is not None:
            return source
    return None


def _texts(query: Query, entries: TextEntries, ways: Ways) -> Texts | None:
    for term in needed_terms(query):
        index = ways.index_of.get(term.field.path)
        if index in {None, Index.DIRECTORY}:
            continue
        texts = _texts_of(term.condition, term.field.kind)
        if index is not None and 0 < len(texts) <= MAX_TEXTS:
            if entries is not TextEntries.PRESENT:
                # Former ones first: an entry that is moved meanwhile is found in the other form.
                texts = tuple(dict.fromkeys([*_former_texts_of(term.condition, term.field.kind), *texts]))
            return Texts(index, texts)
    return None


def _texts_of(condition: Condition, kind: FieldKind) -> tuple[Text, ...]:
    if isinstance(condition, Matches):
        beginning = sort_beginning(beginning_of_matches(condition.pattern, kind))
        return (Text(beginning, is_beginning=True),) if beginning else ()
    operands = texts_asked(condition)
    if kind is FieldKind.EMAIL:
        # However it is written: the entry of an address has that behind what is compared of it.
        texts = [sort_beginning(fields.folded_email(text)) for text in operands]
    else:
        texts = [sort_text(form, kind) for text in operands for form in equal_texts(text)]
    return tuple(map(Text, dict.fromkeys(texts)))


def _former_texts_of(condition: Condition, kind: FieldKind) -> list[Text]:
    """Return the same as entries in the former form have it."""
    if isinstance(condition, Matches):
        beginning = beginning_of_matches(condition.pattern, kind)
        return [Text(former_sort_text(beginning, kind), is_beginning=True)]
    if kind is FieldKind.EMAIL:
        # What was indexed when addresses were compared otherwise is still under that form.
        return [Text(cut_to_compare(form)) for text in texts_asked(condition) for form in _forms(text)]
    return [
        Text(former_sort_text(form, kind)) for text in texts_asked(condition) for form in equal_texts(text)
    ]


def texts_asked(condition: Condition) -> list[str]:
    """Return the values of which a text has to equal one; none if that is not what is asked."""
    match condition:
        case Equals(operand):
            return [operand.text]
        case OneOf(operands):
            return [operand.text for operand in operands]
        case _:
            return []


def _forms(email: str) -> tuple[str, ...]:
    return (fields.folded_email(email), *fields.former_folds(email))


def beginning_of_matches(pattern: str, kind: FieldKind) -> str:
    """Return the beginning that all indexed texts of matches share; empty if it is unknown."""
    beginning = literal_beginning(pattern)
    if kind is not FieldKind.EMAIL:
        return _IOTA.split(beginning)[0]
    # The index has local parts in compatibility form, where a mark that follows may change the last letter,
    # and without quotes, and domains on the wire.
    is_plain = beginning.isascii() and '"' not in beginning
    return beginning[:-1].partition("@")[0] if is_plain else ""


def _is_number(text: str) -> bool:
    try:
        fields.customer_number(text)
    except ValueError:
        return False
    return True

"""A list's plan in words: what is read, in which order, what is tested, and what is fetched whole."""

from collections.abc import Iterable

from shared.adapters.dynamodb.lists.plan import (
    NOT_LISTED,
    Accounts,
    Contacts,
    Index,
    Numbers,
    Plan,
    Source,
    Stream,
    Text,
    Texts,
    needs_documents,
)
from shared.domain.instants import instant_text
from shared.domain.query.conditions import terms_of
from shared.domain.query.evaluation import Query
from shared.domain.query.order import Order
from shared.domain.query.values import instant_of

_FIELDS = {
    Index.DIRECTORY: "metadataCreatedAt",
    Index.BY_NAME: "lastName",
    Index.BY_EMAIL: "contactEmail",
    Index.BY_COMPANY: "company",
}
_SHOWN_VALUES = 5


def plan_words(chosen: Plan, query: Query, order: Order, *, complete: bool) -> dict[str, str]:
    """Return the plan's parts, by what they are about. `complete`: the list shows whole customers."""
    own = {"and": _source(chosen.own)} if chosen.own is not None else {}
    return {
        "reads": _source(chosen.source),
        **own,
        "order": _order(chosen, order),
        "tests": _tests(chosen, query),
        "documents": _documents(chosen, query, order, complete=complete),
    }


def _source(source: Source) -> str:
    match source:
        case Numbers(numbers):
            return f"by key: the customers with the numbers {_listed(numbers)}"
        case Accounts(emails):
            return f"by key: the customers who log in with {_listed(emails)}"
        case Contacts(entities, number):
            own = f", and customer {number}" if number is not None else ""
            return f"the members of the legal entities {_listed(entities)}{own}"
        case Texts(index, texts):
            return f"index {index}: customers whose {_FIELDS[index]} {_listed(map(_text, texts), ' or ')}"
        case Stream(Index.DIRECTORY, lowest, highest):
            return f"index {Index.DIRECTORY}: {_created(lowest, highest)}"
        case Stream(index):
            return f"index {index}: all customers, by {_FIELDS[index]}"


def _text(text: Text) -> str:
    return f"begins with '{text.value}'" if text.is_beginning else f"is '{text.value}'"


def _created(lowest: int | None, highest: int | None) -> str:
    bounds = [
        f"{word} {instant_text(instant_of(instant))}"
        for word, instant in (("from", lowest), ("to", highest))
        if instant is not None
    ]
    return f"customers created {' '.join(bounds)}" if bounds else "all customers"


def _order(chosen: Plan, order: Order) -> str:
    fields = ", ".join(
        f"{'.'.join(sort.field.path)}{' descending' if sort.descending else ''}" for sort in order.fields
    )
    if chosen.ordered:
        return f"by {fields}: as the index has it, read {'backwards' if chosen.descending else 'forwards'}"
    return f"by {fields}: sorted in memory, after all customers were read"


def _tests(chosen: Plan, query: Query) -> str:
    if not chosen.filtered:
        return "nothing: what is read is the answer"
    fields = dict.fromkeys(".".join(term.field.path) for term in terms_of(query.where))
    return f"{', '.join(fields) or 'who sees it'}, of every customer that is read"


def _documents(chosen: Plan, query: Query, order: Order, *, complete: bool) -> str:
    if not (isinstance(chosen.source, Stream) and chosen.source.index is Index.DIRECTORY):
        read = "of the page" if chosen.ordered and not chosen.filtered else "that are read"
        return f"all customers {read} are fetched whole, as {_why(chosen.source)}"
    if needs_documents(query, order):
        fields = (query.top_level_fields() | order.top_level_fields()) & NOT_LISTED
        return (
            f"all customers that are read are fetched whole, as the index lacks {', '.join(sorted(fields))}"
        )
    if complete:
        return "the customers of the page are fetched whole"
    return "none is fetched: the index holds what is asked for"


def _why(source: Source) -> str:
    return "the index holds keys alone" if isinstance(source, Texts | Stream) else "only their keys are known"


def _listed(values: Iterable[str], comma: str = ", ") -> str:
    every = list(values)
    more = len(every) - _SHOWN_VALUES
    return comma.join(every[:_SHOWN_VALUES]) + (f" and {more} more" if more > 0 else "")

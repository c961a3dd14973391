"""A list's plan in words: what is read, in which order, what is tested, and what is fetched whole."""

from collections.abc import Iterable

from shared.adapters.dynamodb.lists.plan import (
    Accounts,
    AssignmentsOf,
    Contacts,
    Index,
    IndexRange,
    Numbers,
    Plan,
    Source,
    Text,
    Texts,
)
from shared.domain.instants import instant_text
from shared.domain.query.conditions import terms_of
from shared.domain.query.values import instant_of

_FIELDS = {
    Index.DIRECTORY: "metadataCreatedAt",
    Index.BY_NAME: "lastName",
    Index.BY_EMAIL: "contactEmail",
    Index.BY_COMPANY: "company",
}
_SHOWN_VALUES = 5


def plan_words(chosen: Plan, *, complete: bool) -> dict[str, str]:
    """Return the plan's parts, by what they are about. `complete`: the list shows whole customers."""
    own = {"and": _source(chosen.own)} if chosen.own is not None else {}
    return {
        "reads": _source(chosen.source),
        **own,
        "order": _order(chosen),
        "tests": _tests(chosen),
        "documents": _documents(chosen, complete=complete),
    }


def _source(source: Source) -> str:
    match source:
        case Numbers(numbers) | AssignmentsOf(numbers):
            named = "what these name: " if isinstance(source, AssignmentsOf) else ""
            return f"by key: {named}the customers with the numbers {_listed(numbers)}"
        case Accounts(emails):
            return f"by key: the customers who log in with {_listed(emails)}"
        case Contacts(entities, number):
            own = f", and customer {number}" if number is not None else ""
            return f"the contacts of the legal entities {_listed(entities)}{own}"
        case Texts(index, texts):
            return f"index {index}: customers whose {_FIELDS[index]} {_listed(map(_text, texts), ' or ')}"
        case IndexRange(Index.DIRECTORY, lowest, highest):
            return f"index {Index.DIRECTORY}: {_created(lowest, highest)}"
        case IndexRange(index):
            return f"index {index}: all customers, by {_FIELDS[index]}"


def _text(text: Text) -> str:
    exact = text.value.rpartition("\0")[2]
    return f"begins with '{exact}'" if text.is_beginning else f"is '{exact}'"


def _created(lowest: int | None, highest: int | None) -> str:
    bounds = [
        f"{word} {instant_text(instant_of(instant))}"
        for word, instant in (("from", lowest), ("to", highest))
        if instant is not None
    ]
    return f"customers created {' '.join(bounds)}" if bounds else "all customers"


def _order(chosen: Plan) -> str:
    fields = ", ".join(
        f"{'.'.join(sort.field.path)}{' descending' if sort.descending else ''}"
        for sort in chosen.order.fields
    )
    if chosen.ordered:
        return (
            f"by {fields}: in the order of the index, read {'backwards' if chosen.descending else 'forwards'}"
        )
    return f"by {fields}: sorted in memory, after all customers were read"


def _tests(chosen: Plan) -> str:
    if not chosen.filtered:
        return "nothing: what is read is the answer"
    fields = dict.fromkeys(".".join(term.field.path) for term in terms_of(chosen.query.where))
    return f"{', '.join(fields) or 'who may see it'}, for every customer that is read"


def _documents(chosen: Plan, *, complete: bool) -> str:
    if not (isinstance(chosen.source, IndexRange) and chosen.source.index is Index.DIRECTORY):
        read = "of the page" if chosen.ordered and not chosen.filtered else "that are read"
        return f"all customers {read} are fetched whole, because {_why(chosen.source)}"
    if chosen.unlisted:
        lacks = ", ".join(sorted(chosen.unlisted))
        return f"all customers that are read are fetched whole, because the index lacks {lacks}"
    if complete:
        return "the customers of the page are fetched whole"
    return "none is fetched whole: the index holds all that is shown"


def _why(source: Source) -> str:
    return (
        "the index holds only keys" if isinstance(source, Texts | IndexRange) else "only their keys are known"
    )


def _listed(values: Iterable[str], comma: str = ", ") -> str:
    every = list(values)
    more = len(every) - _SHOWN_VALUES
    return comma.join(every[:_SHOWN_VALUES]) + (f" and {more} more" if more > 0 else "")

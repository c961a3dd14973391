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
from shared.adapters.dynamodb.lists.words_source import Words
from shared.domain.instants import instant_text
from shared.domain.query.conditions import terms_of
from shared.domain.query.values import instant_of

FIELDS = {
    Index.DIRECTORY: "metadataCreatedAt",
    Index.BY_NAME: "lastName",
    Index.BY_EMAIL: "contactEmail",
    Index.BY_COMPANY: "company",
}
SHOWN_VALUES = 5


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
        case Words(texts, are_beginnings):
            how = "begins with" if are_beginnings else "is"
            found = _listed((f"{how} '{text}'" for text in texts), " or ")
            return f"index of words: customers of whom a word {found}"
        case Accounts(emails):
            return f"by key: the customers who log in with {_listed(emails)}"
        case Contacts(entities, number):
            own = f", and customer {number}" if number is not None else ""
            return f"the contacts of the legal entities {_listed(entities)}{own}"
        case Texts(index, texts):
            return f"index {index}: customers whose {FIELDS[index]} {_listed(map(_text, texts), ' or ')}"
        case IndexRange(index, lowest, highest):
            by = "" if index is Index.DIRECTORY else f", by {FIELDS[index]}"
            return f"index {index}: {_created(lowest, highest)}{by}"


def exact(text: Text) -> str:
    """Return a text of an index as it is shown, without the form that it is sorted by."""
    return text.value.rpartition("\0")[2]


def created_bounds(lowest: int | None, highest: int | None) -> dict[str, str]:
    """Return the bounds of creation that there are, as texts."""
    bounds = {"from": lowest, "to": highest}
    return {word: instant_text(instant_of(each)) for word, each in bounds.items() if each is not None}


def _text(text: Text) -> str:
    return f"begins with '{exact(text)}'" if text.is_beginning else f"is '{exact(text)}'"


def _created(lowest: int | None, highest: int | None) -> str:
    bounds = [f"{word} {instant}" for word, instant in created_bounds(lowest, highest).items()]
    return f"customers created {' '.join(bounds)}" if bounds else "all customers"


def _order(chosen: Plan) -> str:
    fields = ", ".join(
        f"{'.'.join(sort.field.path)}{' descending' if sort.descending else ''}"
        for sort in chosen.order.fields
    )
    if chosen.ordered:
        early = "; a page that reads too much ends early, and 'next' goes on" if chosen.filtered else ""
        direction = "backwards" if chosen.descending else "forwards"
        return f"by {fields}: in the order of the index, read {direction}{early}"
    return f"by {fields}: sorted in memory, after all customers were read"


def _tests(chosen: Plan) -> str:
    if not chosen.filtered:
        return "nothing: what is read is the answer"
    fields = dict.fromkeys(".".join(term.field.path) for term in terms_of(chosen.query.where))
    return f"{', '.join(fields) or 'who may see it'}, for every customer that is read"


def _documents(chosen: Plan, *, complete: bool) -> str:
    fetched = fetched_whole(chosen, complete=complete)
    if not _is_of_directory(chosen.source):
        read = "of the page" if fetched == "page" else "that are read"
        return f"all customers {read} are fetched whole, because {_why(chosen.source)}"
    if fetched == "read":
        lacks = ", ".join(sorted(chosen.unlisted))
        return f"all customers that are read are fetched whole, because the index lacks {lacks}"
    if fetched == "page":
        return "the customers of the page are fetched whole"
    return "none is fetched whole: the index holds all that is shown"


def fetched_whole(chosen: Plan, *, complete: bool) -> str:
    """Return which customers are fetched whole: all that are `read`, those of the `page`, or `none`."""
    if not _is_of_directory(chosen.source):
        return "page" if chosen.ordered and not chosen.filtered else "read"
    if chosen.unlisted:
        return "read"
    return "page" if complete else "none"


def _is_of_directory(source: Source) -> bool:
    return isinstance(source, IndexRange) and source.index is Index.DIRECTORY


def _why(source: Source) -> str:
    return (
        "the index holds only keys" if isinstance(source, Texts | IndexRange) else "only their keys are known"
    )


def _listed(values: Iterable[str], comma: str = ", ") -> str:
    every = list(values)
    more = len(every) - SHOWN_VALUES
    return comma.join(every[:SHOWN_VALUES]) + (f" and {more} more" if more > 0 else "")

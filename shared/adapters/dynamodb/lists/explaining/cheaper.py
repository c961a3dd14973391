"""Changes to a list that would make it cheaper, from its plan alone."""

from collections.abc import Iterator

from shared.adapters.dynamodb.lists.needed import needed_terms
from shared.adapters.dynamodb.lists.plan import MAX_TEXTS, Index, IndexRange, Plan, Texts
from shared.domain.query.conditions import Matches, OneOf, Term
from shared.domain.query.explanation import Advice


def cheaper(chosen: Plan) -> Iterator[Advice]:
    """Yield what would make a list cheaper, and nothing for one that reads no more than it shows."""
    if isinstance(chosen.source, Texts):
        yield from _of_texts(chosen, chosen.source)
    elif isinstance(chosen.source, IndexRange):
        yield from _of_range(chosen, chosen.source)


def _of_texts(chosen: Plan, source: Texts) -> Iterator[Advice]:
    if chosen.ordered or len(source.texts) > 1:
        return
    field = _field_of(chosen, source.index)
    yield Advice(
        "sort_by_index",
        f"Sort by {field} alone: reading then ends where the page is full, and nothing is sorted in memory.",
        (field,),
    )


def _of_range(chosen: Plan, source: IndexRange) -> Iterator[Advice]:
    if chosen.filtered:
        yield from _of_terms(chosen)
        created = ".".join(chosen.ways.created)
        fields = tuple(field for field in chosen.ways.indexed_fields if field != created)
        yield Advice(
            "narrow",
            f"Add a condition on an indexed field ({', '.join(fields)}) that few customers meet: equal to a "
            "value or one of a list, or of a text its beginning (~^Do).",
            fields,
        )
        if source.index is Index.DIRECTORY and source.created_from is None:
            text = f"Say since when the customers exist ({created}:>=…): only these are then read."
            yield Advice("narrow_creation", text, (created,))
    if chosen.unlisted:
        lacks = tuple(sorted(chosen.unlisted))
        yield Advice(
            "leave_out",
            f"Leave out {', '.join(lacks)} in 'q' and 'sort': the index holds everything else, so that no "
            "customer is fetched whole to be looked at.",
            lacks,
        )
    if not chosen.ordered:
        in_order = () if chosen.filtered else tuple(map(".".join, chosen.ways.index_of))
        by = f", or sort by one of these alone: {', '.join(in_order)}" if in_order else ""
        text = f"Leave out 'sort'{by}: reading then ends where the page is full."
        yield Advice("sort_by_index" if in_order else "leave_out_sort", text, in_order)


def _of_terms(chosen: Plan) -> Iterator[Advice]:
    """Yield what keeps conditions on indexed texts from leading to few customers."""
    for term in needed_terms(chosen.query):
        index = chosen.ways.index_of.get(term.field.path)
        if index is None or index is Index.DIRECTORY:
            continue
        name = _name_of(term)
        match term.condition:
            case Matches():
                text = f"Say how {name} begins ({name}:~^Do): the index finds beginnings."
                yield Advice("begin", text, (name,))
            case OneOf(operands) if len(operands) > MAX_TEXTS:
                text = f"Ask for at most {MAX_TEXTS} values of {name} at a time: the index finds so many."
                yield Advice("fewer_values", text, (name,))


def _field_of(chosen: Plan, index: Index) -> str:
    (path,) = (path for path, each in chosen.ways.index_of.items() if each is index)
    return ".".join(path)


def _name_of(term: Term) -> str:
    return ".".join(term.field.path)

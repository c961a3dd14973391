"""Where a page shows customers who move in the order of the list while it is walked through."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.adapters.dynamodb.items.former_place import FormerPlaceItem, stay_of
from shared.adapters.dynamodb.keys import FORMER_PLACE_PREFIX, customer_key
from shared.adapters.dynamodb.lists.rows import position_of_row
from shared.domain.customers.colleagues import visible_document
from shared.domain.query.walk import Stay, milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shared.adapters.dynamodb.lists.plan import Index, Plan
    from shared.adapters.dynamodb.lists.read_budget import ReadBudget
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.callers.access import Access
    from shared.domain.customers.customer import Customer
    from shared.domain.query.walk import Walk


class FormerPlace(NamedTuple):
    """A place that a customer had in the order of an index, and when."""

    stay: Stay
    position: Sequence[object]


class Moves:
    """Decides for one page of a list, which may go on with a walk."""

    def __init__(
        self,
        table: Table,
        plan: Plan,
        access: Access,
        budget: ReadBudget,
        *,
        walk: Walk | None,
        began: int,
    ) -> None:
        """`began`: when the page was asked for, in milliseconds since 1970."""
        self._table = table
        self._plan = plan
        self._access = access
        self._budget = budget
        self._walk = walk if plan.moving is not None else None
        self._began = began

    def shows(self, customer: Customer, row: Item, *, is_at_place: bool) -> bool:
        """Return whether the page shows a customer for this row. `is_at_place`: it is the present one."""
        if not self._plan.ordered or self._plan.moving is None:
            return is_at_place  # the rows say nothing of the order
        if self._walk is None:
            return is_at_place or milliseconds(customer.moved_at) >= self._began
        if is_at_place:
            stay = Stay(milliseconds(customer.moved_at))
        elif (found := stay_of(row) or self._stay_at(row, customer)) is not None:
            stay = found
        else:
            return False
        return self._walk.shows(customer.number, stay, partial(self._was_before_end, customer, self._walk))

    def position_of(
        self, customer: Customer, present: Sequence[object], former: Sequence[FormerPlace]
    ) -> Sequence[object] | None:
        """Return where in the order a customer is shown: at its present place, a former one, or nowhere.

        `former`: the places that it had, read before the customer was.
        """
        walk, since = self._walk, milliseconds(customer.moved_at)
        if walk is None or since < walk.places_of:
            return present
        if since not in {each.stay.until for each in former}:
            former = self._former_places(customer)
        # Of places that it left after it was read, the customer itself says nothing yet.
        places = [*(each for each in former if each.stay.until <= since), FormerPlace(Stay(since), present)]
        before = any(self._is_before_end(each, walk) for each in places)
        end, key_of = self._plan.order.key_of_position(walk.end), self._plan.order.key_of_position
        for stay, position in places:
            if walk.shows(customer.number, stay, lambda: before) and end < key_of(position):
                return position
        return None

    def is_elsewhere(self, customer: Customer, place: Sequence[object]) -> bool:
        """Return whether a customer has left its place for one at which the list will show it."""
        since = self._began if self._walk is None else self._walk.read
        if self._plan.moving is not None and milliseconds(customer.moved_at) >= since:
            return False
        return self._plan.order.position(visible_document(customer, self._access)) != place

    def _stay_at(self, row: Item, customer: Customer) -> Stay | None:
        """Return when the customer was at the place of a row that it has left since that was read."""
        if self._plan.moving is None:
            return None
        position = position_of_row(row, self._plan.moving)
        stays = [each.stay for each in self._former_places(customer) if each.position == position]
        return max(stays, key=lambda stay: stay.until, default=None)

    def _was_before_end(self, customer: Customer, walk: Walk) -> bool:
        return any(self._is_before_end(each, walk) for each in self._former_places(customer))

    def _is_before_end(self, place: FormerPlace, walk: Walk) -> bool:
        key_of = self._plan.order.key_of_position
        return place.stay.includes(walk.places_of) and not key_of(walk.end) < key_of(place.position)

    def _former_places(self, customer: Customer) -> list[FormerPlace]:
        if self._plan.moving is None:
            return []
        partition: Any = FormerPlaceItem.pk == customer_key(customer.tenant, customer.number).pk
        condition = partition & FormerPlaceItem.sk.startswith(FORMER_PLACE_PREFIX)
        rows = self._table.query(condition, consistent=True, meter=self._budget)
        return list(places_in(rows, self._plan.moving))


def places_in(rows: Iterable[Item], index: Index) -> Iterator[FormerPlace]:
    """Yield the places that rows tell of which customers had in the order of an index."""
    for row in rows:
        if (stay := stay_of(row)) is not None:
            yield FormerPlace(stay, position_of_row(row, index))

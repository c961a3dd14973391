"""Where a page shows customers who move in the order of the list while it is walked through."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.items.former_place import stay_of
from shared.adapters.dynamodb.keys import tenant_and_number
from shared.adapters.dynamodb.lists.index_ranges import WHOLE
from shared.adapters.dynamodb.lists.rows import position_of_row
from shared.domain.instants import now
from shared.domain.query.walk import Stay, milliseconds
from shared.domain.tenants.standing import LONGEST_CALL_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shared.adapters.dynamodb.lists.plan import Index, Plan
    from shared.adapters.dynamodb.lists.resource import Resource
    from shared.adapters.dynamodb.lists.rows import Rows
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.callers.access import Access
    from shared.domain.customers.customer import Customer
    from shared.domain.query.order import Key
    from shared.domain.query.walk import Walk


class FormerPlace(NamedTuple):
    """A place that a customer had in the order of an index, and when."""

    stay: Stay
    position: Sequence[object]


class Moves:
    """Decides for one page of a list, which may go on with a walk."""

    def __init__(
        self,
        rows: Rows,
        resource: Resource,
        plan: Plan,
        access: Access,
        *,
        walk: Walk | None,
        since: int,
    ) -> None:
        """`since` (milliseconds since 1970): without a walk, who has left a row since then is shown there."""
        self._resource = resource
        self._rows = rows
        self._plan = plan
        self._access = access
        self._walk = walk if plan.moving is not None else None
        self._places_since = since if self._walk is None else self._walk.places_of
        self._former: dict[str, list[FormerPlace]] = defaultdict(list)
        self._read_ahead_at: int | None = None

    def read_ahead(self) -> None:
        """Read the places that all customers had, before they are read; else `recall` reads those of some.

        An index of texts names them for less than a customer costs, even if all customers were renamed.
        """
        if self._walk is None or self._plan.moving is None:
            return
        self._read_ahead_at = milliseconds(now())
        for row in self._rows.along(self._plan.moving).former_places(WHOLE, self._walk):
            _, number = tenant_and_number(row["pk"]["S"])
            self._former[number] += places_in([row], self._plan.moving)

    def may_have_moved(self, customer: Customer) -> bool:
        """Return whether a customer, as the directory has it, may have left a place after `read_ahead`."""
        if self._read_ahead_at is None or self._plan.reads_documents:
            return False
        # A change has the time at which its call began.
        earliest = self._read_ahead_at - LONGEST_CALL_SECONDS * 1000
        return customer.moved_at is None and milliseconds(customer.modified_at) >= earliest

    def recall(self, customers: Iterable[Customer]) -> None:
        """Read the places that these customers had, as far as they have moved and too little is known."""
        walk = self._walk
        if walk is None:
            return
        unknown = [
            customer.number
            for customer in customers
            if (since := self._since(customer)) >= walk.places_of
            and since not in {each.stay.until for each in self._former.get(customer.number, ())}
        ]
        for number, places in zip(unknown, self._places_of(unknown), strict=True):
            self._former[number] = places

    def shows(self, customer: Customer, row: Item, *, is_at_place: bool) -> bool:
        """Return whether the page shows a customer for this row. `is_at_place`: it is the present one."""
        if not self._plan.ordered or self._plan.moving is None:
            return is_at_place  # the rows say nothing of the order
        if self._walk is None:
            return is_at_place or milliseconds(customer.moved_at) >= self._places_since
        if is_at_place:
            stay = Stay(milliseconds(customer.moved_at))
        elif (found := stay_of(row) or self._stay_at(row, customer)) is not None:
            stay = found
        else:
            return False
        return _is_its_own(stay, customer) and self._walk.shows(
            customer.number, stay, partial(self._is_first, stay, customer, self._walk)
        )

    def position_of(self, customer: Customer, present: Sequence[object]) -> Sequence[object] | None:
        """Return where in the order a customer is shown: at its present place, a former one, or nowhere.

        Its former places have been read ahead or recalled.
        """
        walk = self._walk
        if walk is None or (since := self._since(customer)) < walk.places_of:
            return present
        # Of places that it left after it was read, the customer itself says nothing yet.
        former = [
            each
            for each in self._former.get(customer.number, ())
            if each.stay.until <= since and _is_its_own(each.stay, customer)
        ]
        places = sorted([*former, FormerPlace(Stay(since), present)], key=lambda place: place.stay.since)
        for place in places:
            if walk.shows(customer.number, place.stay, lambda: True) and self._is_behind_end(place, walk):
                return place.position
        return None

    def is_elsewhere(self, customer: Customer, place: Key) -> bool:
        """Return whether the list shows a customer, as it is now, at another place, or has shown it.

        That it was found here need not mean much: the directory may have had it as it was before. Its former
        places have been recalled.
        """
        is_first_page = self._walk is None and self._plan.moving is not None
        if is_first_page and milliseconds(customer.moved_at) >= self._places_since:
            return False
        order = self._plan.order
        position = self.position_of(customer, order.position(self._resource.document(customer, self._access)))
        return position is None or order.key_of_position(position) != place

    def _since(self, customer: Customer) -> int:
        """Return since when a customer is at its place; the directory itself does not have that time."""
        if customer.moved_at is not None or self._plan.reads_documents:
            return milliseconds(customer.moved_at)
        return max((each.stay.until for each in self._former.get(customer.number, ())), default=0)

    def _stay_at(self, row: Item, customer: Customer) -> Stay | None:
        """Return when the customer was at the place of a row that it has left since that was read."""
        if self._plan.moving is None:
            return None
        position = position_of_row(row, self._plan.moving)
        stays = [each.stay for each in self._places_of_one(customer) if each.position == position]
        return max(stays, key=lambda stay: stay.until, default=None)

    def _is_first(self, stay: Stay, customer: Customer, walk: Walk) -> bool:
        return not any(
            each.stay.since < stay.since
            and each.stay.until >= walk.places_of
            and _is_its_own(each.stay, customer)
            and self._is_behind_end(each, walk)
            for each in self._places_of_one(customer)
        )

    def _is_behind_end(self, place: FormerPlace, walk: Walk) -> bool:
        key_of = self._plan.order.key_of_position
        return key_of(walk.end) < key_of(place.position)

    def _places_of_one(self, customer: Customer) -> list[FormerPlace]:
        return next(self._places_of([customer.number]), [])

    def _places_of(self, numbers: Sequence[str]) -> Iterator[list[FormerPlace]]:
        for rows in self._rows.former_places_of(numbers):
            yield list(places_in(rows, self._plan.moving)) if self._plan.moving is not None else []


def _is_its_own(stay: Stay, customer: Customer) -> bool:
    """Return whether a stay is the customer's, not that of a deleted one who had the number before."""
    return stay.until >= milliseconds(customer.created_at)


def places_in(rows: Iterable[Item], index: Index) -> Iterator[FormerPlace]:
    """Yield the places that rows tell of which customers had in the order of an index."""
    for row in rows:
        if (stay := stay_of(row)) is not None:
            yield FormerPlace(stay, position_of_row(row, index))

"""Ports for sending events to webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, timedelta

    from shared.domain.webhooks.deliveries import Delivery, DeliveryState, Outcome, Reception, Wake


class DeliveryQueue(Protocol):
    """Where deliveries wait for their first attempt."""

    def put(self, deliveries: Sequence[Delivery]) -> Mapping[int, Exception]:
        """Keep the deliveries until each was handled; of those that are not kept, by position, why."""
        ...


class WakeQueue(Protocol):
    """Has somebody look at the deliveries of a webhook that wait, at a time."""

    def put(self, wake: Wake) -> None:
        """Have it done then, or earlier where that is too far away. Raises an error of any kind."""
        ...


class DeliveryStore(Protocol):
    """The deliveries of webhooks, each for as long as it is kept. All raise `StorageUnavailable`."""

    def known(self, tenant: str, code: str, ids: Sequence[str]) -> tuple[Mapping[str, Delivery], Reception]:
        """Return those of the deliveries, by id, that there are, and how the webhook's receiver fares.

        For all of them one request; a write of the last moments may not be seen.
        """
        ...

    def find(self, tenant: str, code: str, delivery_id: str) -> Delivery | None:
        """Return a delivery as it is now."""
        ...

    def keep(self, delivery: Delivery, before: Delivery | None = None) -> None:
        """Store the delivery and that it is found when it is due, both or neither.

        `before`: what is stored of it.
        """
        ...

    def due(self, tenant: str, code: str, until: datetime, limit: int) -> Sequence[Delivery]:
        """Return waiting deliveries that are due, the first ones first."""
        ...

    def next_due(self, tenant: str, code: str) -> datetime | None:
        """Return when the first of the waiting deliveries is due."""
        ...

    def page(
        self,
        tenant: str,
        code: str,
        *,
        kept_since: datetime,
        state: DeliveryState | None,
        before: str | None,
        limit: int,
    ) -> tuple[Sequence[Delivery], str | None]:
        """Return deliveries that are kept since then, newest first, and behind which id the next page begins.

        `state`: only of that state, of as many as one page looks at. A page ends behind about a megabyte.
        """
        ...

    def between(
        self, tenant: str, code: str, *, kept_since: datetime, begin: str, end: datetime, limit: int
    ) -> tuple[Sequence[Delivery], str | None]:
        """Return deliveries of events from an id on that occurred before the end, oldest first.

        The id is that of the last one, if there are more.
        """
        ...

    def reception(self, tenant: str, code: str) -> Reception:
        """Return how the webhook's receiver fares, as it is now."""
        ...

    def revise_reception(
        self, tenant: str, code: str, rule: Callable[[Reception], Reception], known: Reception | None = None
    ) -> Reception:
        """Replace it by what the rule makes of it, also of a rival's write. Return it as stored.

        `known`: as it was read; where the rule leaves that as it is, there is no request.
        """
        ...

    def claim(self, tenant: str, code: str, until: datetime) -> bool:
        """Begin a look at the webhook's waiting deliveries, alone until then, or until its end is noted.

        Return False if none is due. Raises `BeingLookedAt`.
        """
        ...

    def begin_replay(self, tenant: str, code: str, pause: timedelta) -> None:
        """Note a replay of the webhook's deliveries. Raises `TooManyTries` within a pause of the last one."""
        ...

    def may_tell(self, tenant: str, email: str, event_id: str, at: datetime) -> bool:
        """Note that the address is told, by this event, that a webhook was disabled then.

        Return False if it, or all addresses together, was told as often as a day allows. The same event
        counts once.
        """
        ...

    def count(self, tenant: str, month: str, number: int) -> None:
        """Add to the number of deliveries that succeeded in a month (`2026-11`)."""
        ...

    def sent_by_month(self, tenant: str, first: str, last: str) -> Mapping[str, int]:
        """Return how many deliveries succeeded, by month, from the first to the last one."""
        ...


class Receivers(Protocol):
    """Whoever receives what webhooks send."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """Send a request with these headers, of which none is of the call itself; return what came of it."""
        ...


class DeliveryMeter(Protocol):
    """Keeps figures of deliveries, for whoever operates the service."""

    def __call__(self, ended: Sequence[Delivery], /) -> None:
        """Count deliveries of which an attempt has ended, or which were given up."""
        ...

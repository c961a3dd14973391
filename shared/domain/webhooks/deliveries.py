"""Deliveries of events to webhooks: when they are tried, and what an answer means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from shared.domain.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shared.domain.messages.events import Event

PATIENCE_SECONDS = 10.0
"""How long a receiver may take to answer."""
KEPT = timedelta(days=7)
RETRIES_AFTER = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long after each failed attempt a delivery is tried again; after the last it is dead."""
NOTICES_TO_ADDRESS, NOTICES_OF_TENANT = 3, 20
"""Messages a day that say that a webhook is disabled: nobody has shown that the address is theirs."""
DISABLED_AFTER = timedelta(days=3)
"""A receiver that has failed for this long, without any success, is sent nothing more."""
ATTEMPTS_OF_A_FAILING_RECEIVER = 5
"""Failures in a row that make a receiver count as failing; one that is silent does at once."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=1)
_GONE = 410
_SUCCESSES = range(200, 300)
_MILLISECOND, _SECOND = timedelta(milliseconds=1), timedelta(seconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS_OF_AN_INSTANT = 13


class DeliveryNotFound(NotFound):
    """The webhook has no delivery with this id; maybe it is no longer kept."""

    def __init__(self, delivery_id: str) -> None:
        super().__init__(f"Delivery '{delivery_id}' not found.")


class BeingLookedAt(Exception):
    """Somebody looks at the waiting deliveries of a webhook, alone until then, or has not come to an end."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class DeliveryState(StrEnum):
    """The state of a delivery. One that waits is tried when it is due."""

    WAITING = "WAITING"
    SUCCEEDED = "SUCCEEDED"
    DEAD = "DEAD"


class Result(StrEnum):
    """The end of an attempt, as deliveries are counted.

    `FAILED`: it waits for another one. `DISABLED`: the webhook was made inactive, or is gone.
    """

    DELIVERED = "delivered"
    FAILED = "failed"
    DEAD = "dead"
    DISABLED = "disabled"


class Failure(StrEnum):
    """Why an attempt failed, or why there was none."""

    SILENT = "NO_ANSWER"
    REFUSED = "NOT_2XX"
    UNREACHABLE = "UNREACHABLE"
    INACTIVE = "WEBHOOK_INACTIVE"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of an attempt. `status`: of the answer, if there was one."""

    at: datetime
    status: int | None = None
    failure: Failure | None = None

    @property
    def is_success(self) -> bool:
        """Whether the receiver has the event."""
        return self.failure is None

    @property
    def is_gone(self) -> bool:
        """Whether the receiver says that it wants no more events."""
        return self.status == _GONE


def outcome_of(status: int, at: datetime) -> Outcome:
    """Return what an answer's status means."""
    return Outcome(at, status, None if status in _SUCCESSES else Failure.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event on its way to a webhook.

    `id`: the same one for the same event, so that it is there once. `configuration_id`: of the `WebhookEvent`
    that it is for, if it is for one. `due`: when it is tried next. `last`: its latest attempt.
    `expires_at`: until when it is kept, if it is; its event may be older than that, of an imported customer.
    """

    tenant: str
    code: str
    id: str
    configuration_id: str | None
    event_type: str
    payload: Mapping[str, Any] = field(repr=False)
    state: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    due: datetime | None = None
    last: Outcome | None = None
    expires_at: datetime | None = None

    @property
    def event_id(self) -> str:
        """The id of the event."""
        return self.id.split("-")[1]

    @property
    def occurred_at(self) -> datetime:
        """When the event occurred."""
        return instant_of_number(self.id.split("-")[0])

    @property
    def result(self) -> Result:
        """The end of its latest attempt."""
        if self.state is DeliveryState.DEAD:
            is_given_up = self.last is not None and self.last.failure is Failure.INACTIVE
            return Result.DISABLED if is_given_up else Result.DEAD
        return Result.DELIVERED if self.state is DeliveryState.SUCCEEDED else Result.FAILED

    def is_kept_since(self, instant: datetime) -> bool:
        """Return whether it was first kept then or later, to the second; one not kept yet is."""
        return self.expires_at is None or self.expires_at - KEPT > instant - _SECOND

    def after(self, outcome: Outcome) -> Delivery:
        """Return the delivery after an attempt."""
        if outcome.is_success:
            return replace(
                self, state=DeliveryState.SUCCEEDED, attempts=self.attempts + 1, due=None, last=outcome
            )
        if self.attempts >= len(RETRIES_AFTER):
            return replace(self, state=DeliveryState.DEAD, attempts=self.attempts + 1, due=None, last=outcome)
        due = outcome.at + RETRIES_AFTER[self.attempts]
        return replace(self, state=DeliveryState.WAITING, attempts=self.attempts + 1, due=due, last=outcome)

    def given_up(self, at: datetime) -> Delivery:
        """Return the delivery as one that nobody is there for."""
        return replace(self, state=DeliveryState.DEAD, due=None, last=Outcome(at, failure=Failure.INACTIVE))

    def again(self, at: datetime) -> Delivery:
        """Return the delivery as one that is sent again, as often as a new one if need be."""
        return replace(self, state=DeliveryState.WAITING, attempts=0, due=at)


@dataclass(frozen=True, slots=True)
class Wake:
    """A look at the waiting deliveries of a webhook, at a time."""

    tenant: str
    code: str
    at: datetime


def delivery_of(
    event: Event, payload: Mapping[str, Any], *, code: str, configuration_id: str | None = None
) -> Delivery:
    """Return the delivery of an event to a webhook."""
    return Delivery(
        tenant=event.tenant,
        code=code,
        id=f"{instant_number(event.occurred_at)}-{event.id}"
        + (f"-{configuration_id}" if configuration_id is not None else ""),
        configuration_id=configuration_id,
        event_type=str(event.name),
        payload=payload,
    )


def instant_number(instant: datetime) -> str:
    """Return an instant as ids begin with it: they sort by time."""
    return f"{(instant - _EPOCH) // _MILLISECOND:0{_DIGITS_OF_AN_INSTANT}}"


def instant_of_number(number: str) -> datetime:
    """Return the instant that `instant_number` wrote."""
    return _EPOCH + int(number) * _MILLISECOND


@dataclass(frozen=True, slots=True)
class Reception:
    """How a webhook's receiver has fared since it was last well.

    `failures`: in a row. `is_failing`: it gets one attempt at a time, and none before `not_before`; all else
    waits. `wakes_at`: when waiting deliveries are looked at next; `claimed_until`: by somebody, until then.
    `last_look`: when the latest look began.
    """

    failing_since: datetime | None = None
    failures: int = 0
    is_failing: bool = False
    not_before: datetime | None = None
    wakes_at: datetime | None = None
    claimed_until: datetime | None = None
    last_look: datetime | None = None

    def after(self, outcomes: Iterable[Outcome]) -> Reception:
        """Return it after attempts, in the order in which they ended."""
        reception = self
        for outcome in sorted(outcomes, key=lambda each: each.at):
            reception = reception._after(outcome)
        return reception

    def _after(self, outcome: Outcome) -> Reception:
        if outcome.is_success:
            return self if self.failing_since is None else self.well()
        failures = self.failures + 1
        pause = min(_FIRST_PAUSE * 2 ** min(self.failures, 10), _LONGEST_PAUSE)
        is_failing = outcome.status is None or failures >= ATTEMPTS_OF_A_FAILING_RECEIVER
        return replace(
            self,
            failing_since=self.failing_since or outcome.at,
            failures=failures,
            is_failing=self.is_failing or is_failing,
            not_before=outcome.at + pause,
        )

    def well(self) -> Reception:
        """Return it as that of a receiver about which there is nothing to say."""
        return Reception(wakes_at=self.wakes_at, claimed_until=self.claimed_until, last_look=self.last_look)

    def wakes(self, at: datetime | None) -> Reception:
        """Return it with another time at which waiting deliveries are looked at."""
        return replace(self, wakes_at=at)

    def looked_at(self, again_at: datetime | None) -> Reception:
        """Return it at the end of a look, with the time of the next one."""
        return replace(self, wakes_at=again_at, claimed_until=None)

    def is_given_up(self, outcomes: Iterable[Outcome], receiver_since: datetime | None = None) -> bool:
        """Return whether the receiver, after these attempts, is to be sent nothing more.

        `receiver_since`: since when it is the receiver; failures before that were those of another one.
        """
        ended = list(outcomes)
        if any(outcome.is_gone for outcome in ended):
            return True
        since = self.failing_since
        if since is None:
            return False
        if receiver_since is not None:
            since = max(since, receiver_since)
        return any(each.at - since >= DISABLED_AFTER for each in ended)

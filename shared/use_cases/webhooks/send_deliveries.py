"""Send events to the receivers of webhooks.

A first attempt comes from a queue, and is all that a healthy receiver costs. What fails waits in the table,
and so does everything for a receiver that is failing: such a webhook has one look at what waits planned at a
time, which tries what is due, one at a time until the receiver is well again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from shared.domain.instants import instant_text, now
from shared.domain.message_kinds import MessageKind
from shared.domain.messages.events import Event, EventName
from shared.domain.side_by_side import side_by_side
from shared.domain.webhooks.deliveries import (
    PATIENCE_SECONDS,
    BeingLookedAt,
    Delivery,
    DeliveryState,
    Outcome,
    Reception,
    Wake,
)
from shared.domain.webhooks.payload import body_of, without
from shared.domain.webhooks.signature import signed_headers
from shared.domain.webhooks.values import is_of_the_call
from shared.domain.webhooks.webhook import WebhookNotFound, live
from shared.use_cases.webhooks.planning import is_lost, plan, plan_what_waits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shared.domain.webhooks.subscriptions import EventSubscription
    from shared.domain.webhooks.webhook import Destination, Webhook
    from shared.ports.deliveries import DeliveryMeter, DeliveryStore, Receivers, WakeQueue
    from shared.ports.messages import EventBus
    from shared.ports.tenants import TenantScope
    from shared.ports.webhooks import SecretSealer, WebhookStore

AT_ONCE = 10
"""Attempts of one look that run side by side, and messages of a batch: all of a batch are begun at once."""
_SECONDS_OF_AN_ATTEMPT = PATIENCE_SECONDS + 10.0
"""With what is read before and written after it: no request to the table begins in the last 7 s."""
_CLAIMED = timedelta(minutes=2)
"""Longer than a function runs, and shorter than until its message comes again."""
_NOTICE_KEPT = timedelta(days=7)


class OutOfTime(Exception):
    """The function may be ended before an attempt is, and before that is remembered."""


@dataclass(frozen=True, kw_only=True)
class SendingPorts:
    """Ports for sending events to webhooks. `read`: tells what a message of their queues is about."""

    webhooks: WebhookStore
    secrets: SecretSealer
    deliveries: DeliveryStore
    receivers: Receivers
    wakes: WakeQueue
    bus: EventBus
    meter: DeliveryMeter
    scope: TenantScope
    read: Callable[[Mapping[str, Any]], Delivery | Wake]


@dataclass(slots=True)
class _Case:
    """A delivery with what is stored of it, where it was sent, and what came of it in this run."""

    delivery: Delivery
    stored: Delivery | None
    url: str | None = field(default=None, repr=False)
    outcome: Outcome | None = None

    @property
    def has_failed(self) -> bool:
        """Whether it was tried in vain."""
        return self.outcome is not None and not self.outcome.is_success


def send_messages(
    ports: SendingPorts, messages: Sequence[Mapping[str, Any]], seconds_left: Callable[[], float]
) -> Mapping[int, Exception]:
    """Do what messages of the queues ask for, side by side; of those that have to come again, return why.

    None of them waits for another, whichever webhook that is for.
    """
    webhooks: dict[tuple[str, str], list[int]] = {}
    deliveries: dict[int, Delivery] = {}
    wakes: dict[int, Wake] = {}
    failed: dict[int, Exception] = {}
    for place, message in enumerate(messages):
        try:
            waiting = ports.read(message)
        except Exception as error:  # noqa: BLE001 - one that cannot be read, say of another release, comes again alone
            failed[place] = error
            continue
        if isinstance(waiting, Wake):
            wakes[place] = waiting
        else:
            deliveries[place] = waiting
            webhooks.setdefault((waiting.tenant, waiting.code), []).append(place)
    ended: list[Delivery] = []
    gathering = replace(ports, meter=ended.extend)

    def send(tenant: str, code: str, places: Sequence[int]) -> None:
        # Of what is there twice in a batch, one is enough.
        unique = {deliveries[place].id: deliveries[place] for place in places}
        try:
            with ports.scope(tenant):
                _send_of_webhook(gathering, tenant, code, list(unique.values()), seconds_left)
        except Exception as error:  # noqa: BLE001 - whatever it is, other webhooks do not wait for it
            failed.update(dict.fromkeys(places, error))

    def wake(place: int) -> None:
        try:
            look(gathering, wakes[place], seconds_left)
        except Exception as error:  # noqa: BLE001 - whatever it is, other webhooks do not wait for it
            failed[place] = error

    tasks: list[Callable[[], None]] = [partial(send, *key, places) for key, places in webhooks.items()]
    tasks += (partial(wake, place) for place in wakes)
    side_by_side(tasks)
    if ended:
        ports.meter(ended)
    return failed


def _send_of_webhook(
    ports: SendingPorts,
    tenant: str,
    code: str,
    deliveries: Sequence[Delivery],
    seconds_left: Callable[[], float],
) -> None:
    if seconds_left() < _SECONDS_OF_AN_ATTEMPT:
        raise OutOfTime
    known, reception = ports.deliveries.known(tenant, code, [each.id for each in deliveries])
    done = [known[each.id] for each in deliveries if each.id in known]
    fresh = [_Case(each, None) for each in deliveries if each.id not in known]
    webhook = ports.webhooks.find(tenant, code) if fresh else None
    if fresh and webhook is not None and reception.is_failing:
        due = max(now(), reception.not_before or now())
        for case in fresh:
            waits = replace(case.delivery, due=due)
            ports.deliveries.keep(waits)
            done.append(waits)
    elif fresh:
        _attempt(ports, webhook, fresh, {})
        done += [case.delivery for case in fresh]
        _note(ports, tenant, code, fresh, reception)
    # What was kept before, too: the run that kept it may have ended before it had this planned.
    waiting = [each.due for each in done if each.state is DeliveryState.WAITING and each.due is not None]
    if waiting:
        plan(ports.deliveries, ports.wakes, tenant, code, min(waiting))
    elif is_lost(reception):
        plan(ports.deliveries, ports.wakes, tenant, code, now())


def look(ports: SendingPorts, wake: Wake, seconds_left: Callable[[], float]) -> None:
    """Try what is due of a webhook, and plan the next look.

    Where none is due, another has taken its place, or its note is not written (yet): then what waits decides.
    """
    tenant, code = wake.tenant, wake.code
    with ports.scope(tenant):
        if wake.at > now():
            if ports.deliveries.reception(tenant, code).wakes_at == wake.at:
                ports.wakes.put(wake)
            else:
                plan_what_waits(ports.deliveries, ports.wakes, tenant, code)
            return
        try:
            is_due = ports.deliveries.claim(tenant, code, now() + _CLAIMED)
        except BeingLookedAt as other:
            # Should the other one be cut off, this is the look in its place.
            ports.wakes.put(replace(wake, at=other.until + timedelta(milliseconds=1)))
            return
        if not is_due:
            plan_what_waits(ports.deliveries, ports.wakes, tenant, code)
            return
        reception = ports.deliveries.reception(tenant, code)
        while seconds_left() >= _SECONDS_OF_AN_ATTEMPT:
            # Read each time: an attempt may have had it disabled, and its tenant may have changed it.
            webhook = ports.webhooks.find(tenant, code)
            is_active = webhook is not None and webhook.active
            limit = 1 if reception.is_failing and is_active else AT_ONCE
            due = ports.deliveries.due(tenant, code, now(), limit)
            if not due:
                break
            cases = [_Case(each, each) for each in due]
            _attempt(ports, webhook, cases, ports.webhooks.subscriptions(tenant))
            reception = _note(ports, tenant, code, cases, reception)
            if reception.is_failing and is_active:
                break
        _plan_next(ports, tenant, code)


def _plan_next(ports: SendingPorts, tenant: str, code: str) -> None:
    """Plan the look after this one, which ends with it."""
    at = None
    if (next_due := ports.deliveries.next_due(tenant, code)) is not None:
        not_before = ports.deliveries.reception(tenant, code).not_before
        # A little later than this one, which has begun.
        at = max(next_due, not_before or next_due, now() + timedelta(milliseconds=1))
        ports.wakes.put(Wake(tenant, code, at))
    reception = ports.deliveries.revise_reception(tenant, code, lambda each: each.looked_at(at))
    # What came in the meantime counted on this look, if it was kept before that was written.
    if (next_due := ports.deliveries.next_due(tenant, code)) is not None:
        earliest = max(next_due, reception.not_before or next_due)
        if at is None or earliest < at:
            plan(ports.deliveries, ports.wakes, tenant, code, earliest)


def _attempt(
    ports: SendingPorts,
    webhook: Webhook | None,
    cases: Sequence[_Case],
    subscriptions: Mapping[str, EventSubscription],
) -> None:
    """Try deliveries side by side, and keep what came of each. Raises if one could not be kept.

    `subscriptions`: for those that have waited, as the tenant may want less by now.
    """
    errors: list[Exception] = []

    def attempt(case: _Case) -> None:
        subscription = subscriptions.get(case.delivery.event_type)
        destination = _destination(webhook, case.delivery, subscription)
        try:
            if destination is None:
                case.delivery = case.delivery.given_up(now())
            else:
                case.url = destination.url
                case.outcome = _posted(ports, destination, case.delivery)
                case.delivery = case.delivery.after(case.outcome)
            ports.deliveries.keep(case.delivery, case.stored)
            ports.meter([case.delivery])
        except Exception as error:  # noqa: BLE001 - raised below, when the others have ended
            errors.append(error)

    side_by_side([partial(attempt, case) for case in cases])
    sent = [case for case in cases if case.outcome is not None and case.outcome.is_success]
    if sent:
        _count(ports, sent)
    if errors:
        raise errors[0]


def _destination(
    webhook: Webhook | None, delivery: Delivery, subscription: EventSubscription | None
) -> Destination | None:
    # A webhook that was deleted and made again is another one.
    if webhook is None or not delivery.is_kept_since(webhook.created_at):
        return None
    destination = webhook.destination(delivery.configuration_id)
    if destination is None or subscription is None:
        return destination
    if not subscription.subscribed:
        return None
    excluded = destination.excluded_fields.union(subscription.excluded_fields)
    return replace(destination, excluded_fields=excluded)


def _posted(ports: SendingPorts, destination: Destination, delivery: Delivery) -> Outcome:
    at = now()
    secrets = [ports.secrets.open(delivery.tenant, each.sealed) for each in live(destination.secrets, at)]
    body = body_of(without(delivery.payload, destination.excluded_fields))
    # One that was stored before a rule came must not make two requests of it, or another signature.
    headers = {name: value for name, value in destination.headers.items() if not is_of_the_call(name)}
    signed = signed_headers(delivery.event_id, at, body, secrets)
    return ports.receivers.post(destination.url, body, {**headers, **signed})


def _count(ports: SendingPorts, sent: Sequence[_Case]) -> None:
    month = instant_text(now())[:7]
    ports.deliveries.count(sent[0].delivery.tenant, month, len(sent))


def _note(ports: SendingPorts, tenant: str, code: str, cases: Sequence[_Case], known: Reception) -> Reception:
    """Note how the receiver fares, and disable the webhook if that is hopeless."""
    outcomes = _outcomes(cases)
    reception = ports.deliveries.revise_reception(tenant, code, lambda each: each.after(outcomes), known)
    failed = [case for case in cases if case.has_failed]
    if not reception.is_given_up(_outcomes(failed)):
        return reception

    def given_up(webhook: Webhook) -> Webhook:
        # What a former receiver said does not count.
        concerned = _outcomes([case for case in failed if _is_sent_to(webhook, case)])
        if not reception.is_given_up(concerned, webhook.receiver_since or webhook.created_at):
            return webhook
        is_gone = any(each.is_gone for each in concerned)
        return webhook.disable("GONE" if is_gone else "FAILING", now())

    try:
        webhook = ports.webhooks.revise(tenant, code, given_up)
    except WebhookNotFound:
        return reception
    if webhook.active:
        return reception
    _tell_disabled(ports, tenant, webhook)
    # Whoever makes the webhook active again begins with a receiver of which nothing is known.
    return ports.deliveries.revise_reception(tenant, code, Reception.well)


def _outcomes(cases: Sequence[_Case]) -> list[Outcome]:
    return [case.outcome for case in cases if case.outcome is not None]


def _is_sent_to(webhook: Webhook, case: _Case) -> bool:
    destination = webhook.destination(case.delivery.configuration_id)
    return destination is not None and destination.url == case.url


def _tell_disabled(ports: SendingPorts, tenant: str, webhook: Webhook) -> None:
    """Have the people behind a webhook told that the service has made it inactive."""
    if webhook.disabled is None or webhook.contact_email is None:
        return
    code, at = webhook.code, webhook.disabled.at
    # The same id where this is done again, so that it is sent once.
    event_id = hashlib.sha256(f"{tenant}\0{code}\0{instant_text(at)}".encode()).hexdigest()[:32]
    if not ports.deliveries.may_tell(tenant, webhook.contact_email, event_id, at):
        return
    detail = {
        "kind": MessageKind.WEBHOOK_DISABLED,
        "webhook": code,
        "email": webhook.contact_email,
        "expiresAt": int((at + _NOTICE_KEPT).timestamp()),
    }
    for refusal in ports.bus.put([Event(EventName.MESSAGE, tenant, event_id, at, detail)]).values():
        raise refusal

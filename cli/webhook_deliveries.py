"""The commands `webhooks deliveries`, `retry` and `replay`."""

import contextlib
import os
from collections.abc import Iterator
from time import sleep
from typing import Any

import click

from cli.terminal.failures import CommandFailed
from cli.terminal.output import done, json_option, report
from cli.terminal.parameters import tenant_option
from cli.terminal.place import Place, with_place
from cli.webhooks import code_argument, webhooks

__all__ = ["webhooks"]

_STATES = ("WAITING", "SUCCEEDED", "DEAD")
_QUEUE = "WEBHOOK_WAKE_QUEUE"


@webhooks.command("deliveries")
@code_argument
@tenant_option
@click.option("--state", type=click.Choice(_STATES), help="Only those of this state.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, help="The most to list (50).")
@json_option
@with_place
def list_deliveries(
    place: Place, *, code: str, tenant: str, state: str | None, limit: int, as_json: bool
) -> None:
    """List what a webhook was sent in the last seven days, newest events first."""
    with place.environment():
        from shared.domain.webhooks.deliveries import DeliveryState
        from shared.http.webhook_answers import delivery_document
        from shared.runtime.wiring import wiring
        from shared.use_cases.webhooks import resending

        wanted = DeliveryState(state) if state is not None else None
        found: list[dict[str, Any]] = []
        before: str | None = None
        while True:
            page, before = resending.list_deliveries(
                wiring().resending_ports, tenant, code, state=wanted, before=before, limit=limit - len(found)
            )
            found += map(delivery_document, page)
            if before is None or len(found) >= limit:
                break
    report(found, "\n".join(map(_line, found)) or "no deliveries", as_json=as_json)


@webhooks.command("retry")
@code_argument
@click.argument("delivery")
@tenant_option
@json_option
@with_place
def retry_delivery(place: Place, *, code: str, delivery: str, tenant: str, as_json: bool) -> None:
    """Send a delivery again at once, whatever became of it."""
    with _sending(place):
        from shared.runtime.wiring import wiring
        from shared.use_cases.webhooks import resending

        resending.retry_delivery(wiring().resending_ports, tenant, code, delivery)
    done(f"the delivery {delivery} will be sent again", {"id": delivery}, as_json=as_json)


@webhooks.command("replay")
@code_argument
@tenant_option
@click.option(
    "--from", "begin", required=True, metavar="TIME", help="Events from then on, as 2026-11-30T09:00Z."
)
@click.option("--to", "end", required=True, metavar="TIME", help="Events before that.")
@json_option
@with_place
def replay_deliveries(place: Place, *, code: str, tenant: str, begin: str, end: str, as_json: bool) -> None:
    """Send the deliveries of a time again, except those that still wait. It may be repeated if it stops."""
    count = 0
    with _sending(place):
        from shared.domain.errors import TooManyTries
        from shared.http.bodies.body import parsed
        from shared.http.bodies.webhook import ReplayPost
        from shared.runtime.wiring import wiring
        from shared.use_cases.webhooks import resending

        after: str | None = None
        while True:
            replay = parsed(ReplayPost, {"from": begin, "to": end, "next": after}).replay()
            try:
                number, after = resending.replay_deliveries(wiring().resending_ports, tenant, code, replay)
            except TooManyTries as early:
                sleep(early.retry_after)
                continue
            count += number
            if after is None:
                break
    done(f"{count} deliveries of the webhook {code} will be sent again", {"count": count}, as_json=as_json)


@contextlib.contextmanager
def _sending(place: Place) -> Iterator[None]:
    """The environment with the queue by which deliveries are sent; on this machine the service has to run."""
    if place.stack is not None:
        place.use_aws()
        os.environ[_QUEUE] = place.output("WebhookWakeQueueUrl")
    elif place.on_aws and _QUEUE not in os.environ:
        raise CommandFailed(f"give --stack, or its output WebhookWakeQueueUrl as {_QUEUE}")
    with place.environment():
        yield


def _line(document: dict[str, Any]) -> str:
    last = document.get("lastAttempt", {})
    outcome = last.get("status") or last.get("failure") or ""
    return f"{document['id']}  {document['eventType']}  {document['state']}  {outcome}".rstrip()

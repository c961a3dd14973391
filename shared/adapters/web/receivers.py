"""Whoever receives what webhooks send (`Receivers`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.web.client import Silent, Unreachable, post
from shared.adapters.web.destinations import is_public_alone
from shared.domain.instants import now
from shared.domain.webhooks.deliveries import PATIENCE_SECONDS, Failure, Outcome, outcome_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class WebReceivers:
    """They are called on public addresses alone, by https; `on_laptop`, also on this machine, by http."""

    def __init__(self, *, on_laptop: bool = False) -> None:
        self._on_laptop = on_laptop

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """See `Receivers.post`."""
        sent = {**headers, "Content-Type": "application/json", "Connection": "close"}
        public = is_public_alone(url, on_laptop=self._on_laptop)
        try:
            status = post(url, body, sent, seconds=PATIENCE_SECONDS, public=public)
        except Silent:
            return Outcome(now(), failure=Failure.SILENT)
        except Unreachable:
            return Outcome(now(), failure=Failure.UNREACHABLE)
        return outcome_of(status, now())

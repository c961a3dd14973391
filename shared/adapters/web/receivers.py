"""Whoever receives what webhooks send (`Receivers`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.web.client import Silent, Unreachable, post
from shared.domain.instants import now
from shared.domain.webhooks.deliveries import PATIENCE_SECONDS, Failure, Outcome, outcome_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection", "expect", "content-type"})
"""Headers that the request has of its own, so that nobody makes two requests of it."""


class WebReceivers:
    """`public`: they are called on public addresses alone, by https."""

    def __init__(self, *, public: bool) -> None:
        self._public = public

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """See `Receivers.post`."""
        others = {name: value for name, value in headers.items() if name.lower() not in _OURS}
        sent = {**others, "Content-Type": "application/json", "Connection": "close"}
        try:
            status = post(url, body, sent, seconds=PATIENCE_SECONDS, public=self._public)
        except Silent:
            return Outcome(now(), failure=Failure.SILENT)
        except Unreachable:
            return Outcome(now(), failure=Failure.UNREACHABLE)
        return outcome_of(status, now())

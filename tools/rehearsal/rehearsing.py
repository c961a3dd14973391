"""Calls every operation of the API once, in this process, as the gateway would call a warm function."""

import io
import secrets
from collections.abc import Collection, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass

from local.stack.template import Document, HttpApi
from shared.runtime.wiring import wiring
from tools.rehearsal.provider import Provider
from tools.rehearsal.recording import Recording, recording
from tools.rehearsal.samples import ALWAYS_REFUSED, Sample, samples
from tools.rehearsal.scene import EMAIL, VARIANTS, Scene

_REFUSED = 400


class RehearsalFailed(Exception):
    """An operation rejects its own sample; the message names the operation and the status."""


@dataclass(frozen=True, slots=True)
class Case:
    """A call: an operation's sample, or a variant of it."""

    sample: Sample
    variant: str | None = None

    @property
    def name(self) -> str:
        """The operation, and how the call differs from its sample."""
        operation = self.sample.operation
        return operation if self.variant is None else f"{operation}, {self.variant}"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A call that was made, its answer, and its recording."""

    case: Case
    tenant: str
    event: Document
    answer: Document
    recorded: Recording


def cases(api: HttpApi) -> list[Case]:
    """Return all calls to rehearse: at least one for each function that the gateway calls."""
    return [
        Case(sample, variant)
        for sample in samples(api)
        for variant in (None, *VARIANTS.get(sample.operation, ()))
    ]


def rehearse(api: HttpApi, *, metered: bool, only: Collection[str] = ()) -> Iterator[Rehearsal]:
    """Call every case, or those of some operations, each in its own tenant.

    `metered` as for `recording`. Raises `RehearsalFailed`.

    The process must have the environment of functions, and functions/ among its module paths.
    """
    by_operation = {sample.operation: sample for sample in samples(api)}
    _ = wiring().sealing_key.octets, wiring().hash_key.octets  # which a warm function has read
    with Provider(EMAIL) as provider:
        for case in cases(api):
            if only and case.sample.operation not in only:
                continue
            scene = Scene(by_operation, provider, f"t{secrets.token_hex(4)}")
            with redirect_stdout(io.StringIO()):  # the log of operations that prepare the call
                event = scene.event_of(case.sample, case.variant)
            with recording(metered=metered) as recorded:
                answer = case.sample.handler(event, None)
            refused = answer.get("statusCode", 200) >= _REFUSED
            if refused and case.sample.operation not in ALWAYS_REFUSED:
                raise RehearsalFailed(f"{case.name} rejects its sample with {answer['statusCode']}")
            yield Rehearsal(case, scene.tenant, event, answer, recorded)

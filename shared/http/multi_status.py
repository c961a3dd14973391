"""Lists whose elements are created or rejected one by one (207)."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from shared.domain import json_text
from shared.domain.errors import Problem, StorageUnavailable
from shared.domain.idempotency import KeptAnswer, Receipt
from shared.http.errors import detail, refusal, said
from shared.http.messages import Response
from shared.http.request import Request
from shared.ports.receipts import ReceiptStore
from shared.runtime.observability import log_unforeseen

_SECONDS = 18.0  # when the table is in trouble, one more element may take ten; the function has 29
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Created:
    """The id of what an element created, and remarks for its sender."""

    id: str
    remarks: tuple[Problem, ...] = ()


def each_created(
    request: Request,
    receipts: ReceiptStore,
    elements: Sequence[object],
    create: Callable[[object, Receipt | None], Created],
) -> Response:
    """Return 207 with an answer for each element, in order; they are created one after the other.

    With an `Idempotency-Key`, there is a receipt for each element: the same call again gives each element its
    first answer, and continues where an interrupted call stopped. Elements that are not begun in time get
    503. Raises `IdempotencyKeyReused` before anything is done.
    """
    if request.receipt is not None:
        receipts.claim(request.receipt)
    ends = time.monotonic() + _SECONDS

    def answer(element: object, receipt: Receipt | None) -> dict[str, Any]:
        if time.monotonic() > ends:
            return _refused(receipts, StorageUnavailable(), None)
        try:
            return _created(create(element, receipt))
        except Exception as error:  # noqa: BLE001 - an element's error is its answer, and the others continue
            return _refused(receipts, error, receipt)

    answers = [
        {"index": index, **answer(element, _receipt_of(request, index))}
        for index, element in enumerate(elements)
    ]
    return Response(HTTPStatus.MULTI_STATUS, json_text.dumps(answers))


def _receipt_of(request: Request, index: int) -> Receipt | None:
    return request.receipt and replace(request.receipt, element=index)


def _created(created: Created) -> dict[str, Any]:
    remarks = {"details": [detail(remark) for remark in created.remarks]} if created.remarks else {}
    return {"id": created.id, **_status(HTTPStatus.CREATED), **remarks}


def _refused(receipts: ReceiptStore, error: Exception, receipt: Receipt | None) -> dict[str, Any]:
    response = refusal(error)
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log_unforeseen(error)
    elif receipt is not None:
        try:
            kept = KeptAnswer(response.status, response.body or "")
            created_before = receipts.keep_answer(receipt, kept)
        except Exception as other:  # noqa: BLE001 - the first answer, or the error of keeping it
            return _refused(receipts, other, None)
        if created_before is not None:
            return _created(Created(created_before))
    document = json_text.loads(response.body or "{}")
    shown = {member: document[member] for member in ("message", "details") if member in document}
    if details := shown.get("details"):
        shown["message"] = _reasons(details)
    return {**_status(response.status), **shown}


def _reasons(details: Sequence[Mapping[str, str]]) -> str:
    """Return the first problems in one line, for a sender who shows or logs nothing else of an element."""
    told = [said(each) for each in details[:_TOLD]]
    further = len(details) - len(told)
    return "; ".join([*told, *([f"and {further} more"] if further else [])])


def _status(code: int) -> dict[str, Any]:
    return {"code": code, "status": HTTPStatus(code).phrase}

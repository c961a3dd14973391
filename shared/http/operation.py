"""The steps that all operations share, so that a handler contains only its own meaning.

Closed by default: no handler runs unless the authorizer has accepted the caller, who belongs to the tenant in
the path and has the required scope. The order of the checks is that of api.md §1. The call reaches nothing in
the table except what is that tenant's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from shared.domain.callers.requirements import Principal
from shared.domain.callers.writer import NOBODY
from shared.domain.errors import BadParameter, ExpiredToken, Forbidden, InvalidToken
from shared.domain.tenants.standing import served
from shared.http.authorizer_context import caller_from
from shared.http.errors import refusal
from shared.http.messages import UNKNOWN_PATH
from shared.http.proxies import trusted_proxies
from shared.http.request import request_from
from shared.runtime.deadline import Deadline
from shared.runtime.observability import log_unforeseen, recorded
from shared.runtime.reach import NO_TENANT, WorkingFor, confine
from shared.runtime.wiring import Wiring, wiring
from shared.runtime.writing import WritingAs, write_as

if TYPE_CHECKING:
    from shared.domain.callers.access import Access, Caller
    from shared.domain.callers.requirements import Requirement
    from shared.http.messages import Response
    from shared.http.request import Request
    from shared.runtime.observability import RequestRecord

PUBLIC: Final = None
"""Requirement of an operation that anyone may call."""

Dependency = TypeVar("Dependency")
_DEFAULT_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Vary": "Authorization",
    "X-Content-Type-Options": "nosniff",
}
Refusing = Callable[[BaseException, Mapping[str, str]], "Response"]
"""Makes the answer to a call that failed with an error, by that and the path's parameters."""
_KEPT_REFUSALS = frozenset(range(400, 500)) - {401, 429}


def _refused(error: BaseException, _parameters: Mapping[str, str]) -> Response:
    return refusal(error)


@dataclass(frozen=True, slots=True)
class Operation(Generic[Dependency]):
    """A Lambda handler.

    `uses`: the part of the wiring that the function uses. `takes_receipt`: it accepts an `Idempotency-Key`.
    `repeat` builds the answer again from the id of what the first call with the same key created, and implies
    `takes_receipt`. `refuses`: how errors are answered, where clients read them in another shape.
    """

    name: str
    function: Callable[[Request, Dependency], Response]
    requires: Requirement | None
    uses: Callable[[Wiring], Dependency]
    wiring: Wiring
    repeat: Callable[[Request, str], Response] | None = None
    takes_receipt: bool = False
    refuses: Refusing = _refused

    def of(self, wiring: Wiring) -> Operation[Dependency]:
        """Return the same operation with another wiring."""
        return replace(self, wiring=wiring)

    def prepare(self) -> None:
        """Make what every call needs, so that no call waits for it."""
        self.uses(self.wiring)
        if self.requires is not PUBLIC:
            _ = self.wiring.configurations

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        """Answer one gateway event."""
        with recorded(self.name) as record, Deadline(), WorkingFor(NO_TENANT), WritingAs(NOBODY):
            record.request_id = event.get("requestContext", {}).get("requestId", "")
            response = self._answer(event, record)
            record.status = response.status
        return _gateway_document(response, record.request_id)

    def _answer(self, event: Mapping[str, Any], record: RequestRecord) -> Response:
        try:
            if (event.get("pathParameters") or {}).get("proxy"):
                return UNKNOWN_PATH
            request = self._admitted(event, record)
            return self._respond(request)
        except Exception as error:  # noqa: BLE001 - the one place where every error becomes an answer
            response = self.refuses(error, event.get("pathParameters") or {})
            if response.status == 500:  # noqa: PLR2004
                log_unforeseen(error)
            return response

    def _admitted(self, event: Mapping[str, Any], record: RequestRecord) -> Request:
        if self.requires is PUBLIC:
            request = self._request(event)
            request.check_size(from_visitors=True)
            return request
        caller = self._caller(event)
        request = self._request(event)
        tenant = record.tenant = request.tenant
        if caller.tenant != tenant:
            raise Forbidden(f"The access token does not belong to tenant '{tenant}'.")
        served(self.wiring.configurations.standing(tenant), tenant)
        if caller.groups is not None:
            from shared.domain.callers.staff import with_roles

            caller = with_roles(caller, self.wiring.configurations.of(tenant).staff_roles)
        request = replace(request, caller=caller, access=self._access(self.requires, caller, request))
        request.check_size(from_visitors=Principal.ANONYMOUS in self.requires.principals)
        write_as(request.writer)
        return self._with_receipt(request) if self.takes_receipt else request

    def _access(self, requires: Requirement, caller: Caller, request: Request) -> Access:
        """Return the caller's reach. Whether a customer is ADMIN is read only if it may make a difference."""
        access = caller.access(requires)
        number = request.path_parameters.get("customerNumber")
        if not (requires.as_admin and number != access.number and access.reaches_colleagues):
            return access
        from shared.use_cases.sessions.admit import as_admin

        of_colleague = requires.of_colleague or number is not None
        return as_admin(self.wiring.memberships, caller, access, of_colleague=of_colleague)

    def _respond(self, request: Request) -> Response:
        if request.receipt is None or self.repeat is None:
            return self.function(request, self.uses(self.wiring))
        try:
            return self.function(request, self.uses(self.wiring))
        except Exception as error:
            response = self.refuses(error, request.path_parameters)
            if response.status not in _KEPT_REFUSALS:
                raise
            from shared.domain.idempotency import KeptAnswer

            kept = KeptAnswer(response.status, response.body or "")
            created_before = self.wiring.receipts.keep_answer(request.receipt, kept)
            if created_before is None:
                raise
            return self.repeat(request, created_before)

    def _caller(self, event: Mapping[str, Any]) -> Caller:
        """Return the caller, if its token is still valid now. Raises `InvalidToken`.

        The gateway may have cached the authorizer's verdict, so expiry is checked again. So are the caller's
        client, against the cached standing of the tenant, and the session of a customer.
        """
        context = event.get("requestContext", {}).get("authorizer", {}).get("lambda")
        if not isinstance(context, Mapping):
            raise InvalidToken
        caller = caller_from(context)
        if caller.expires_at <= time.time():
            raise ExpiredToken
        confine(caller.tenant)
        standing = self.wiring.configurations.standing(caller.tenant)
        if standing is not None:
            standing.admit(caller.client_id, caller.issued_at)
        if caller.customer is None:
            return caller
        from shared.use_cases.sessions.admit import admitted

        number = (event.get("pathParameters") or {}).get("customerNumber")
        with_role = self.requires is not PUBLIC and (
            self.requires.shows_role or (self.requires.as_admin and number != caller.customer.number)
        )
        return admitted(self.wiring.sessions, caller, with_role=with_role)

    def _request(self, event: Mapping[str, Any]) -> Request:
        environment = self.wiring.environment
        proxies = trusted_proxies(environment.trusted_proxies, environment.proxy_secrets)
        issuer = environment.issuer(event.get("requestContext", {}).get("domainName", ""))
        return request_from(event, proxies, issuer=issuer)

    def _with_receipt(self, request: Request) -> Request:
        """Return the request with its receipt, if it has a key, and with the value of its body."""
        key = request.headers.get("idempotency-key")
        if key is None:
            return request
        from shared.domain import json_text
        from shared.domain.idempotency import MAX_KEY_LENGTH, Receipt

        if not (0 < len(key) <= MAX_KEY_LENGTH and key.isascii() and key.isprintable()):
            raise BadParameter(f"Idempotency-Key must be 1 to {MAX_KEY_LENGTH} printable ASCII characters.")
        value = value_fingerprint = None
        with suppress(ValueError, RecursionError):  # what is not JSON has no value; the operation says so
            value = json_text.loads_strictly(request.body)
            canonical = json_text.canonical(value)
            value_fingerprint = self.wiring.keyed_hashes.of("request value", canonical).hex()
        receipt = Receipt(
            tenant=request.tenant,
            principal=request.principal,
            path=request.path,
            key=key,
            fingerprint=self.wiring.keyed_hashes.of("request", request.body).hex(),
            customer_number=request.customer_concerned,
            value_fingerprint=value_fingerprint,
        )
        return replace(request, receipt=receipt, value=value)


def operation(
    *,
    requires: Requirement | None,
    uses: Callable[[Wiring], Dependency],
    repeat: Callable[[Request, str], Response] | None = None,
    takes_receipt: bool = False,
    refuses: Refusing = _refused,
) -> Callable[[Callable[[Request, Dependency], Response]], Operation[Dependency]]:
    """Make a Lambda handler of a function from request to response; see `Operation`.

    In Lambda, its dependencies are built now, at init, so that no request waits for them.
    """

    def decorate(function: Callable[[Request, Dependency], Response]) -> Operation[Dependency]:
        name = function.__module__.rpartition(".")[2]
        takes = takes_receipt or repeat is not None
        made = Operation(name, function, requires, uses, wiring(), repeat, takes, refuses)
        if made.wiring.environment.in_lambda:
            made.prepare()
        return made

    return decorate


def _gateway_document(response: Response, request_id: str) -> dict[str, Any]:
    headers = {**_DEFAULT_HEADERS, "X-Request-Id": request_id, **response.headers}
    document: dict[str, Any] = {"statusCode": response.status, "headers": headers}
    if response.body is not None:
        headers.setdefault("Content-Type", "application/json")
        document["body"] = response.body
    return document

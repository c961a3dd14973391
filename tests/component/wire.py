"""A wire to the engine that fails as planned: throttled, in conflict, or with the answer lost."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError

from shared.adapters.dynamodb.client import make_client
from shared.adapters.dynamodb.lists.directory import Directory
from shared.adapters.dynamodb.lists.read_budget import ReadLimits
from shared.adapters.dynamodb.stores.accounts import Accounts
from shared.adapters.dynamodb.stores.credentials import Credentials
from shared.adapters.dynamodb.stores.customers import Customers
from shared.adapters.dynamodb.stores.holdings import Holdings
from shared.adapters.dynamodb.stores.legacy_accounts import LegacyAccounts
from shared.adapters.dynamodb.stores.legal_entities import LegalEntities
from shared.adapters.dynamodb.stores.log_ins import LogIns
from shared.adapters.dynamodb.stores.provider_accounts import ProviderAccounts
from shared.adapters.dynamodb.stores.retentions import Retentions
from shared.adapters.dynamodb.stores.service_clients import ServiceClients
from shared.adapters.dynamodb.stores.sessions import Sessions
from shared.adapters.dynamodb.stores.tenants import Tenants
from shared.adapters.dynamodb.table import Table
from shared.adapters.tokens.identity_providers import OpenIdProviders
from shared.http.operation import Operation
from shared.runtime import wiring
from shared.runtime.trigger import Trigger
from shared.use_cases.accounts.check_password import PasswordChecking
from shared.use_cases.credentials.changing import CredentialChanging
from shared.use_cases.customers.writing import CustomerWriting
from shared.use_cases.migration.import_customer import CustomerImporting
from shared.use_cases.migration.password_migration import PasswordMigration
from shared.use_cases.sessions.issuing import SessionKeeping
from shared.use_cases.sessions.log_in import LoggingIn
from shared.use_cases.sessions.log_out import LoggingOut
from shared.use_cases.sessions.proving import PasswordProving
from shared.use_cases.sessions.recognising import Recognising
from shared.use_cases.sessions.visiting import Visiting
from shared.use_cases.sign_up.confirm_sign_up import SignUpConfirming

THROTTLED = "ThrottlingException"
CONFLICT = "TransactionCanceledException"
Handler = TypeVar("Handler", Operation[Any], Trigger[Any])


class Wire:
    """Counts requests by DynamoDB operation, and makes the next ones of an operation fail."""

    def __init__(self) -> None:
        client: Any = make_client(lambda: None)
        self._session = client._endpoint.http_session
        client._endpoint.http_session = self
        self.requests: Counter[str] = Counter()
        self._faults: dict[str, Iterator[str | None]] = {}
        self.table = Table(client, os.environ["TABLE_NAME"])
        self.tenants = Tenants(self.table, wiring.key_cipher)
        self.customers = Customers(self.table, lambda: self.tenants)
        self.sessions = Sessions(self.table)
        self.credentials = Credentials(self.table, self.customers)
        self.directory = Directory(self.table, self.tenants, ReadLimits(units=20_000))

    def fail(self, operation: str, fault: str, times: int, *, after: int = 0) -> None:
        """Let requests of a DynamoDB operation fail, the next ones or those after some that do not.

        The fault is an error code, `lost` for a lost answer, or for the end of the process `killed`, or
        `killed late` when the request was carried out.
        """
        self._faults[operation] = iter([None] * after + [fault] * times)

    def through(self, handler: Handler) -> Handler:
        """The operation or trigger, talking to the engine over this wire."""
        writing = CustomerWriting(self.customers, self.tenants, wiring.passwords)
        keeping = SessionKeeping(self.sessions, self.tenants, wiring.token_signer(), wiring.keyed_hashes())
        checking = PasswordChecking(
            Accounts(self.table), wiring.password_verifier(), wiring.passwords, Retentions(self.table)
        )
        proving = PasswordProving(LogIns(self.table), checking, wiring.keyed_hashes(), floor=0)
        ours: dict[Any, Any] = {
            wiring.tenants: self.tenants,
            wiring.customers: self.customers,
            wiring.directory: self.directory,
            wiring.customer_writing: writing,
            wiring.sessions: self.sessions,
            wiring.session_keeping: keeping,
            wiring.logging_in: LoggingIn(keeping, proving),
            wiring.recognising: Recognising(
                keeping,
                OpenIdProviders(self.tenants, public=False),
                ProviderAccounts(self.table),
                writing,
            ),
            wiring.legal_entities: LegalEntities(self.table, self.customers),
            wiring.logging_out: LoggingOut(self.sessions, wiring.own_tokens()),
            wiring.service_clients: ServiceClients(self.table),
            wiring.visiting: Visiting(
                ServiceClients(self.table),
                self.tenants,
                wiring.token_signer(),
                wiring.keyed_hashes(),
                wiring.own_tokens(),
            ),
            wiring.credential_changing: CredentialChanging(
                self.credentials,
                self.sessions,
                self.tenants,
                wiring.keyed_hashes(),
                wiring.passwords,
                proving,
            ),
            wiring.holdings: Holdings(self.table),
            wiring.sign_up_confirming: SignUpConfirming(keeping, self.credentials),
            wiring.customer_importing: CustomerImporting(
                writing, wiring.password_verifier, Retentions(self.table)
            ),
            wiring.password_migration: PasswordMigration(
                Retentions(self.table), LegacyAccounts(self.table), self.tenants
            ),
        }
        uses = ours[handler.uses]
        return replace(handler, uses=lambda: uses)

    @contextmanager
    def counting(self) -> Iterator[Counter[str]]:
        """The requests made within."""
        self.requests.clear()
        yield self.requests

    def send(self, request: Any) -> Any:
        """Stands in for botocore's HTTP session."""
        operation = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
        self.requests[operation] += 1
        fault = next(self._faults.get(operation, iter(())), None)
        if fault is None:
            return self._session.send(request)
        if fault in {"lost", "killed late"}:
            self._session.send(request)
        if fault in {"killed", "killed late"}:
            raise Killed
        if fault == "lost":
            raise ConnectionClosedError(endpoint_url=request.url)
        return _error(request, fault)

    def close(self) -> None:
        """Stands in for botocore's HTTP session."""
        self._session.close()


class Killed(BaseException):
    """The process ends here."""


class _Raw:
    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self) -> Iterator[bytes]:
        yield self._body


def _error(request: Any, code: str) -> AWSResponse:
    """An error whose message quotes all of the request, as some of DynamoDB's do in part."""
    quoted = request.body.decode()
    body: dict[str, Any] = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "Message": quoted}
    if code == CONFLICT:
        body["CancellationReasons"] = [{"Code": "TransactionConflict"}, {"Code": "None"}]
    raw: Any = _Raw(json.dumps(body).encode())
    headers: Any = {"Content-Type": "application/x-amz-json-1.0"}
    return AWSResponse(request.url, 400, headers, raw)

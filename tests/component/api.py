"""The API as a caller sees it, from the gateway's event through the real handlers."""

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import simplejson

from shared.domain.callers.access import Caller, CallerCustomer, Grants, grants_from
from shared.http.authorizer_context import caller_context
from tenant_managed.customers import (
    create_customer,
    delete_customer,
    get_customer,
    list_customers,
    search_customers,
    update_customer,
    upsert_customer,
)

ADMIN = ("customer.customer_manage",)
MERGE_PATCH = "application/merge-patch+json"
SOMEBODY = ("contactEmail", "firstName", "middleName", "lastName", "company", "id")
Handler = Callable[[Mapping[str, Any], object], dict[str, Any]]


EVERYTHING = {"expand": "addresses,accounts,mixin:*"}
"""The query that shows all of a customer."""


@dataclass(frozen=True)
class Answer:
    """The answer that the gateway would send back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        """The body, exact to the digit."""
        return simplejson.loads(self.text, use_decimal=True)

    @property
    def problems(self) -> dict[str | None, str]:
        """The messages of the error's details, by field."""
        return {detail.get("field"): detail["message"] for detail in self.json.get("details", [])}


@dataclass(frozen=True)
class Api:
    """Calls operations for one tenant with one caller's grants."""

    tenant: str
    grants: Grants = field(default_factory=lambda: grants_from(ADMIN, None))
    token_tenant: str | None = None
    subject: str = "a-client"
    customer: CallerCustomer | None = None
    expires_in: int = 3600

    def as_(self, *scopes: str, restrictions: set[str] | None = None) -> "Api":
        """The same for a token with these scopes, and this restriction claim."""
        claim = frozenset(restrictions) if restrictions is not None else None
        return replace(self, grants=grants_from(scopes, claim))

    def of_customer(self, number: str, session: str, *scopes: str, legal_entity: str | None = None) -> "Api":
        """The same for a customer's token."""
        scopes = scopes or ("customer.customer_read_own", "customer.customer_manage_own")
        customer = CallerCustomer(number, session, legal_entity)
        return replace(self, grants=grants_from(scopes, None), subject=number, customer=customer)

    def create(self, body: Any = None, **options: Any) -> Answer:
        """POST /customers."""
        return self.call(create_customer.lambda_handler, "POST", "/customers", body=body, **options)

    def created(self, body: Any = None, **options: Any) -> str:
        """The number of a customer that is created without fail, by a middle name if by nothing else."""
        body = body or {}
        is_somebody = any(map(body.get, SOMEBODY))
        answer = self.create(body if is_somebody else {"middleName": "Kim", **body}, **options)
        assert answer.status == 201, answer.text
        return str(answer.json["id"])

    def get(self, number: str, **options: Any) -> Answer:
        """GET /customers/{number}."""
        return self.call(get_customer.lambda_handler, "GET", "/customers/", number, **options)

    def put(self, number: str, body: Any = None, **options: Any) -> Answer:
        """PUT /customers/{number}."""
        return self.call(upsert_customer.lambda_handler, "PUT", "/customers/", number, body, **options)

    def patch(self, number: str, body: Any = None, **options: Any) -> Answer:
        """PATCH /customers/{number}."""
        return self.call(update_customer.lambda_handler, "PATCH", "/customers/", number, body, **options)

    def delete(self, number: str, **options: Any) -> Answer:
        """DELETE /customers/{number}."""
        return self.call(delete_customer.lambda_handler, "DELETE", "/customers/", number, **options)

    def listed(self, **options: Any) -> Answer:
        """GET /customers."""
        return self.call(list_customers.lambda_handler, "GET", "/customers", **options)

    def search(self, body: Any = None, **options: Any) -> Answer:
        """POST /customers/search."""
        return self.call(search_customers.lambda_handler, "POST", "/customers/search", body=body, **options)

    def numbers(self, **query: Any) -> list[str]:
        """The numbers of the customers on a page."""
        answer = self.listed(query=query)
        assert answer.status == 200, answer.text
        return [customer["id"] for customer in answer.json]

    def call(
        self,
        handler: Handler,
        method: str,
        path: str,
        number: str | None = None,
        body: Any = None,
        **options: Any,
    ) -> Answer:
        """One call of an operation on customers."""
        document = handler(self.event(method, path, number, body, **options), None)
        return _answer(document)

    def event(
        self, method: str, path: str, number: str | None = None, body: Any = None, **options: Any
    ) -> dict[str, Any]:
        """The gateway's event of such a call."""
        if number is None:
            return self.event_of(f"{method} /customer/{{tenant}}{path}", body, **options)
        route = f"{method} /customer/{{tenant}}{path}{{customerNumber}}"
        return self.event_of(route, body, customerNumber=number, **options)

    def request(self, handler: Handler, route: str, body: Any = None, **options: Any) -> Answer:
        """One call of any operation; `options` as for `event_of`."""
        return _answer(handler(self.event_of(route, body, **options), None))

    def event_of(
        self,
        route: str,
        body: Any = None,
        *,
        query: Mapping[str, Any] | str = "",
        headers: Mapping[str, str] | None = None,
        raw: str | bytes | None = None,
        content_type: str = "application/json",
        **parameters: str,
    ) -> dict[str, Any]:
        """Return the gateway's event of a call to a route, with the tenant and these path parameters.

        `raw` is a body that is not made from a value, as bytes sent in base64.
        """
        method, template = route.split(" ")
        parameters = {"tenant": self.tenant, **parameters}
        path = template.format(**parameters)
        if raw is None and body is not None:
            raw = simplejson.dumps(body, use_decimal=True)
        caller = Caller(
            tenant=self.token_tenant or self.tenant,
            subject=self.subject,
            grants=self.grants,
            expires_at=int(time.time()) + self.expires_in,
            customer=self.customer,
        )
        event: dict[str, Any] = {
            "version": "2.0",
            "routeKey": route,
            "rawPath": path,
            "rawQueryString": query if isinstance(query, str) else urlencode(query),
            "headers": {"Content-Type": content_type, **(headers or {})},
            "pathParameters": parameters,
            "requestContext": {
                "requestId": "a-request",
                "domainName": "customers.test",
                "http": {"method": method, "path": path, "sourceIp": "192.0.2.1"},
                "authorizer": {"lambda": json.loads(json.dumps(caller_context(caller)))},
            },
            "isBase64Encoded": isinstance(raw, bytes),
        }
        if raw is not None:
            event["body"] = base64.b64encode(raw).decode() if isinstance(raw, bytes) else raw
        return event


def _answer(document: Mapping[str, Any]) -> Answer:
    return Answer(document["statusCode"], document["headers"], document.get("body", ""))

"""A gateway event (payload 2.0) as a request: parameters, headers in any case, and the body as JSON."""

from __future__ import annotations

import base64
import binascii
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from shared.domain import fields, json_text
from shared.domain.callers.access import Access, Caller
from shared.domain.callers.requirements import Principal
from shared.domain.callers.writer import Writer
from shared.domain.errors import BadParameter, InvalidToken, PayloadTooLarge, Problem, UnsupportedMediaType
from shared.domain.preconditions import Precondition, tags_in
from shared.http.proxies import TrustedProxies, network_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from shared.domain.idempotency import Receipt
    from shared.domain.json_text import Json

MAX_BODY_BYTES = 4 * 1024 * 1024
MAX_VISITORS_BODY_BYTES = 64 * 1024
MAX_HEAD_LENGTH = 64 * 1024
"""Of path, query string and headers together. The gateway takes 10 KB; a laptop's takes more."""
MAX_PARAMETERS = 100
JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"
ACTING_USER = "x-acting-user"
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Request:
    """A request, as a handler gets it. `caller` and `access` are missing only in public operations.

    `issuer`: our name for this client, as an issuer of tokens. `value`: of the body, if it was read before.
    """

    path: str
    path_parameters: Mapping[str, str]
    query_string: str
    headers: Mapping[str, str]
    body: bytes
    issuer: str
    request_id: str
    source_ip: str = ""
    method: str = ""
    proxies: TrustedProxies = field(default_factory=TrustedProxies)
    caller: Caller | None = None
    access: Access = field(default_factory=Access)
    receipt: Receipt | None = None
    value: Json = None

    @property
    def tenant(self) -> str:
        """The tenant in the path. Raises `BadParameter` when no tenant can have this name."""
        return self._path_parameter("tenant", fields.tenant)

    @property
    def customer_number(self) -> str:
        """The customer's number in the path. Raises `BadParameter` when no customer can have it."""
        return self._path_parameter("customerNumber", fields.customer_number)

    @property
    def address_id(self) -> str:
        """The id of the address in the path. Raises `BadParameter` when no address can have it."""
        return self._path_parameter("addressId", fields.address_id)

    @property
    def legal_entity_id(self) -> str:
        """The id of the company in the path. Raises `BadParameter` when no company can have it."""
        return self._path_parameter("legalEntityId", fields.known_company_id)

    @property
    def group_id(self) -> str:
        """The id of the group in the path. Raises `BadParameter` when no group can have it."""
        return self._path_parameter("groupId", fields.group_id)

    @property
    def user_id(self) -> str:
        """The number of the customer in the path, under the name that groups have for it.

        Raises `BadParameter` when no customer can have it.
        """
        return self._path_parameter("userId", fields.customer_number)

    @property
    def location_id(self) -> str:
        """The id of the location in the path. Raises `BadParameter` when no location can have it."""
        return self._path_parameter("locationId", fields.company_id)

    @property
    def contact_assignment_id(self) -> str:
        """The id of the assignment in the path, which may have come with an event.

        Raises `BadParameter` when no assignment can have it.
        """
        return self._path_parameter("contactAssignmentId", fields.known_company_id)

    @property
    def session_id(self) -> str:
        """The id of the session in the path. Raises `BadParameter` when no session can have it."""
        return self._path_parameter("sessionId", fields.session_id)

    @property
    def attribute_name(self) -> str:
        """The name of the attribute in the path. Raises `BadParameter` when no attribute can have it."""
        return self._path_parameter("attributeName", fields.property_key)

    @property
    def version(self) -> int:
        """The version in the path. Raises `BadParameter` when nothing can have it."""
        return int(self._path_parameter("version", fields.version))

    @property
    def property_key(self) -> str:
        """The key of the setting in the path. Raises `BadParameter` when no setting can have it."""
        return self._path_parameter("propertyKey", fields.property_key)

    @property
    def webhook_code(self) -> str:
        """The code of the webhook in the path. Raises `BadParameter` when no webhook can have it."""
        return self._path_parameter("code", fields.webhook_code)

    @property
    def delivery_id(self) -> str:
        """The id of the delivery in the path. Raises `BadParameter` when none can have it."""
        return self._path_parameter("deliveryId", fields.delivery_id)

    @property
    def client(self) -> str:
        """The client in the path that is configured. Raises `BadParameter` when none can have this name."""
        return self._path_parameter("client", fields.property_key)

    @property
    def client_id(self) -> str:
        """The id of the service client in the path. Raises `BadParameter` when no client can have it."""
        return self._path_parameter("clientId", fields.client_id)

    @property
    def secret_id(self) -> str:
        """The id of a client's secret in the path. Raises `BadParameter` when no secret can have it."""
        return self._path_parameter("secretId", fields.secret_id)

    @property
    def known_caller(self) -> Caller:
        """The caller. Raises `InvalidToken` in a public operation, where it is unknown."""
        if self.caller is None:
            raise InvalidToken
        return self.caller

    @property
    def principal(self) -> str:
        """The caller's name, for records. Visitors share a subject, so theirs is the session's id."""
        return self.caller.visit_id or self.caller.subject if self.caller is not None else ""

    @property
    def author(self) -> str:
        """The name for records of whoever made the call, a visitor's too; see `Writer.author`.

        Raises as `acting_user` does.
        """
        return self.writer.author or self.principal

    @property
    def writer(self) -> Writer:
        """The caller, as writes record it. Raises as `acting_user` does."""
        caller, by, client = self.known_caller, None, self.known_caller.client_id
        if caller.principal is not Principal.ANONYMOUS:
            by = caller.subject
        if caller.principal is Principal.SERVICE and not caller.is_staff:
            client = client or caller.subject
        return Writer(by, client, self.acting_user)

    @property
    def acting_user(self) -> str | None:
        """The person whom a service says it works for.

        Raises `BadParameter` for what cannot be the id of a person, and from anybody else: who calls as a
        person does so in its own name.
        """
        value = self.headers.get(ACTING_USER)
        if value is None:
            return None
        if self.caller is None or self.caller.principal is not Principal.SERVICE or self.caller.is_staff:
            raise BadParameter("X-Acting-User is for clients of services, whose tokens name no person.")
        try:
            return fields.acting_user(value)
        except ValueError as error:
            raise BadParameter(f"X-Acting-User {error}.") from None

    @property
    def customer_concerned(self) -> str | None:
        """The number of the customer in the path, or else of the customer who calls, if any."""
        with suppress(ValueError):
            return fields.customer_number(self.path_parameters.get("customerNumber", ""))
        customer = self.caller.customer if self.caller is not None else None
        return customer.number if customer is not None else None

    @property
    def source(self) -> str:
        """The network address of the program that calls, as far as headers can be trusted.

        Our proxies pass on the address that called them.
        """
        address, _ = self.proxies.origin(self.headers, self.source_ip)
        return network_of(address) or "unknown"

    @property
    def visitor_source(self) -> str | None:
        """The network address that a service says its visitor calls from: the last one that it passes on.

        None for any other caller, and for one that passes on none. Only `LOG_IN_ON_BEHALF` makes it count.
        """
        if self.known_caller.principal is not Principal.SERVICE:
            return None
        _, passed_on = self.proxies.origin(self.headers, self.source_ip)
        return network_of(next(reversed(passed_on), ""))

    @property
    def media_type(self) -> str:
        """The media type of the body, without its parameters; JSON if the client named none."""
        return self.headers.get("content-type", JSON).partition(";")[0].strip().lower() or JSON

    @property
    def query(self) -> Mapping[str, Sequence[str]]:
        """The values of each query parameter. Raises `BadParameter` when it is not well-formed."""
        try:
            return _values(self.query_string)
        except ValueError:
            raise BadParameter(
                f"The query string must be percent-encoded UTF-8, with at most {MAX_PARAMETERS} parameters."
            ) from None

    def parameter(self, name: str) -> str | None:
        """Return a query parameter. Raises `BadParameter` when it is given more than once."""
        values = self.query.get(name, [])
        if len(values) > 1:
            raise BadParameter(f"Query parameter '{name}' is given more than once.")
        return values[0] if values else None

    def required(self, name: str) -> str:
        """Return a required query parameter. Raises `BadParameter` if it is missing or empty."""
        value = self.parameter(name)
        if not value:
            raise BadParameter(f"Query parameter '{name}' is required.")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of a query parameter, separated by commas or repeated; empty ones are left out."""
        words = (word.strip() for value in self.query.get(name, []) for word in value.split(","))
        return tuple(filter(None, words))

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a query parameter that is `true` or `false`. Raises `BadParameter` for anything else."""
        value = self.parameter(name)
        if value is None:
            return default
        if value.lower() not in {"true", "false"}:
            raise BadParameter(f"Query parameter '{name}' must be true or false.")
        return value.lower() == "true"

    def whole_number(self, name: str, *, default: int, highest: int | None = None) -> int:
        """Return a query parameter that counts from 1. Raises `BadParameter` for anything else."""
        value = self.parameter(name)
        if value is None:
            return default
        span = "of 1 or more" if highest is None else f"between 1 and {highest}"
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0  # noqa: PLR2004
        if number < 1 or (highest is not None and number > highest):
            raise BadParameter(f"Query parameter '{name}' must be a whole number {span}.")
        return number

    def json_object(self, media_types: Collection[str] = (JSON,)) -> dict[str, Any]:
        """Return the members of the body; an empty body counts as `{}`.

        Raises `PayloadTooLarge`, `UnsupportedMediaType`, or `BadParameter` if it is not a JSON object.
        """
        value = self._json(media_types) if self.content else {}
        if not isinstance(value, dict):
            raise BadParameter("The body must be a JSON object.")
        return value

    def json_list(self, *, at_most: int) -> list[Any]:
        """Return the elements of the body, at least one. Raises as `json_object` does."""
        value = self._json((JSON,)) if self.content else None
        if not isinstance(value, list):
            raise BadParameter("The body must be a JSON list.")
        if not 1 <= len(value) <= at_most:
            raise BadParameter(f"The body has {len(value)} elements; send 1 to {at_most}.")
        return value

    def precondition(self, version: int | None = None) -> Precondition:
        """Return the state that the writer expects, by the version in the body and by entity tags.

        Raises `BadParameter`.
        """
        return Precondition(version, self._entity_tags("If-Match"), self.known_tags)

    @property
    def known_tags(self) -> frozenset[str]:
        """The states that the client has, by `If-None-Match`. Raises `BadParameter`."""
        return self._entity_tags("If-None-Match") or frozenset()

    @property
    def content(self) -> bytes:
        """The body, for those who read it. Raises `UnsupportedMediaType` if it is compressed."""
        encodings = {coding.strip() for coding in self.headers.get("content-encoding", "").lower().split(",")}
        if self.body and (foreign := encodings - {"", "identity"}):
            raise UnsupportedMediaType(
                f"The body has the Content-Encoding '{min(foreign)[:_SHOWN]}'; only 'identity' is read."
            )
        return self.body

    def check_size(self, *, from_visitors: bool) -> None:
        """Raise `PayloadTooLarge` for more than is looked at; less counts where anybody may send it."""
        head = sum(map(len, (self.path, self.query_string, *self.headers, *self.headers.values())))
        if head > MAX_HEAD_LENGTH:
            raise PayloadTooLarge(
                f"Path, query string and headers are longer than {MAX_HEAD_LENGTH} characters together."
            )
        highest = MAX_VISITORS_BODY_BYTES if from_visitors else MAX_BODY_BYTES
        if len(self.body) > highest and self.method != "DELETE":  # whose body is ignored
            raise PayloadTooLarge(f"The body is larger than {highest} bytes.")

    def _json(self, media_types: Collection[str]) -> Json:
        if self.media_type not in media_types:
            raise UnsupportedMediaType(f"Send the body as {' or '.join(media_types)}.")
        try:
            return json_text.loads_strictly(self.body) if self.value is None else self.value
        except json_text.DuplicateKey as error:
            raise BadParameter(
                "The body contains a member more than once.", [Problem("is given more than once", str(error))]
            ) from None
        except json_text.TooManyValues:
            raise BadParameter(f"The body must have at most {json_text.MAX_VALUES} values.") from None
        except json_text.NotJson:
            raise BadParameter("The body must be JSON in UTF-8.") from None

    def _entity_tags(self, header: str) -> frozenset[str] | None:
        value = self.headers.get(header.lower())
        if value is None:
            return None
        try:
            return tags_in(value)
        except ValueError as error:
            raise BadParameter(f"Header '{header}' {error}.") from None

    def _path_parameter(self, name: str, check: Callable[[str], str]) -> str:
        try:
            return str(check(self.path_parameters.get(name, "")))
        except ValueError as error:
            raise BadParameter(f"Path parameter '{name}' {error}.", [Problem(str(error), name)]) from None


def request_from(
    event: Mapping[str, Any], proxies: TrustedProxies | None = None, *, issuer: str = ""
) -> Request:
    """Return the request in a gateway event. Raises `BadParameter` when its body is not valid base64."""
    context = event.get("requestContext", {})
    return Request(
        path=event.get("rawPath", ""),
        path_parameters=event.get("pathParameters") or {},
        query_string=event.get("rawQueryString", ""),
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        body=_body(event),
        issuer=issuer,
        request_id=context.get("requestId", ""),
        source_ip=context.get("http", {}).get("sourceIp", ""),
        method=context.get("http", {}).get("method", ""),
        proxies=proxies or TrustedProxies(),
    )


@lru_cache(maxsize=1)  # an operation asks for one parameter after the other
def _values(query_string: str) -> Mapping[str, Sequence[str]]:
    """Return the values of each parameter. Raises `ValueError`."""
    query: dict[str, list[str]] = {}
    pairs = parse_qsl(query_string, keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS)
    for name, value in pairs:
        query.setdefault(name, []).append(value)
    return query


def _body(event: Mapping[str, Any]) -> bytes:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode(errors="surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise BadParameter("The body is marked as base64 but is not.") from None

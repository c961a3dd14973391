"""Service clients: who may ask for a service token, and what it may then do (api.md §6)."""

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shared.domain import fields
from shared.domain.callers.access import RESTRICTION_MARK, SCOPES, covers, grants_from
from shared.domain.callers.tokens import TENANT_WORD, is_tenant
from shared.domain.errors import Conflict, NotFound, Problem, TokenRefused, ValidationFailed
from shared.domain.instants import instant_text, now
from shared.domain.tenants.standing import (
    Standing,
    TenantIsBeingDeleted,
    admitting,
    refusing,
    still_refused,
)

SECRET_BYTES = 32
MAX_SECRETS = 2
MAX_CLIENTS = 100
"""Of a tenant, by the API: a list of them is read at once."""
MAX_REFUSED = 500
"""Disabled and deleted ones that are remembered: every function reads them with the tenant's standing."""
MAX_WORDS_LENGTH = 4000
"""Of scopes and restrictions, as its tokens have them: a gateway takes headers of 10,240 bytes in all."""
SERVICE_KIND, PUBLIC_KIND = "service", "public"
ENABLED, DISABLED = "enabled", "disabled"
_SCOPE = re.compile(r"[!#-\[\]-~]+")
_NO_SECRET_HASH = hashlib.sha256(b"").hexdigest()


class ClientNotFound(NotFound):
    """No client has this id."""

    def __init__(self, client_id: str) -> None:
        super().__init__(f"Client '{client_id}' does not exist.")


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """A client's secret as it is stored. `id`: the beginning of its hash, which gives nothing away.

    `created_at`: None for a secret of an earlier version, which did not store this time.
    """

    hash: str = field(repr=False)
    created_at: datetime | None = None

    @property
    def id(self) -> str:
        """The name of the secret, for dropping it."""
        return self.hash[:8]


@dataclass(frozen=True, slots=True)
class ServiceClient:
    """A program of a tenant. `restrictions` limit its unsuffixed scopes; a public one has no secret.

    `secrets`: each is valid, so that one can replace another without a gap. An adopted client belongs to the
    stack's user pool, which keeps its secret and issues its tokens. `created_by`: the caller of the API that
    made it, if one did. `created_at`: None for a client of an earlier version, which did not store this time.
    """

    id: str
    tenant: str
    name: str
    scopes: tuple[str, ...]
    restrictions: tuple[str, ...] = ()
    secrets: tuple[ClientSecret, ...] = ()
    adopted: bool = False
    disabled: bool = False
    created_at: datetime | None = None
    created_by: str | None = None

    @property
    def kind(self) -> str:
        """The kind of program that it is, in a word or two."""
        if self.adopted:
            return "user pool"
        return PUBLIC_KIND if self.public else SERVICE_KIND

    @property
    def state(self) -> str:
        """Whether it gets tokens, in a word."""
        return DISABLED if self.disabled else ENABLED

    @property
    def public(self) -> bool:
        """Whether it has no secret, because it runs where nothing stays secret; it gets no service tokens."""
        return not self.secrets and not self.adopted

    @property
    def is_entrance(self) -> bool:
        """Whether its scopes do not tell its reach: customers come in by it, or programs of a user pool."""
        return self.public or self.adopted or not self.scopes

    @property
    def restriction_claim(self) -> frozenset[str] | None:
        """The restrictions that the claim of its tokens names."""
        return frozenset(self.restrictions) or None

    @property
    def claims(self) -> dict[str, Any]:
        """The claims of its tokens besides their scope: its tenant, and its restrictions if it has any."""
        limits = {"restriction": list(self.restrictions)} if self.restrictions else {}
        return {"tenant": self.tenant, **limits}

    def granted(self, requested: str | None) -> tuple[str, ...]:
        """Return the scope of its token: the requested words that it may have, or without a request all.

        A word may ask for less than the client has. One that reaches further, by its scope or its
        restriction, is dropped. The word for the tenant comes first, as clients expect.
        """
        held = grants_from(self.scopes, self.restriction_claim)
        words = self.scopes if requested is None else tuple(dict.fromkeys(_words(requested)))

        def may_have(word: str) -> bool:
            asked = grants_from([word], self.restriction_claim)
            return bool(asked) and covers(held, asked)

        return (TENANT_WORD + self.tenant, *filter(may_have, words))


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """A client's request for a token, with its proof of who it is. Without `scope` it asks for all it has."""

    client_id: str
    client_secret: str = field(repr=False)
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceToken:
    """An access token, the seconds it lasts, and the scope that it has in the end."""

    access_token: str = field(repr=False)
    expires_in: int
    scope: str


def _words(scope: str) -> list[str]:
    words = scope.split()
    if not all(_SCOPE.fullmatch(word) for word in words):
        raise TokenRefused("invalid_scope", "scope contains invalid characters")
    return words


def is_client_id(text: str) -> bool:
    """Return whether a client may have this id."""
    try:
        fields.client_id(text)
    except ValueError:
        return False
    return True


def hash_of(secret: str) -> str:
    """Return the hash to store. A secret is long and random: one round of SHA-256 is beyond guessing."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def proves(client: ServiceClient | None, secret: str) -> bool:
    """Return whether the secret is one of the client's, taking as long for an unknown client."""
    given = hash_of(secret)
    stored = [each.hash for each in client.secrets] if client else []
    padded = [*stored, *[_NO_SECRET_HASH] * (MAX_SECRETS - len(stored))]
    matches = [hmac.compare_digest(given, each) for each in padded]
    return any(matches[: len(stored)])


def new_secret() -> str:
    """Return a secret that nobody knows."""
    return secrets.token_hex(SECRET_BYTES)


def with_secret(client: ServiceClient, secret: str) -> ServiceClient:
    """Return the client with one more secret. Raises `Conflict` for a client that cannot have one more."""
    if not client.secrets:
        kind = "in the user pool, which keeps its secret" if client.adopted else "public and has no secret"
        raise Conflict(f"Client '{client.id}' is {kind}.")
    if len(client.secrets) >= MAX_SECRETS:
        raise Conflict(f"Client '{client.id}' has {MAX_SECRETS} secrets; drop one of them first.")
    return replace(client, secrets=(*client.secrets, ClientSecret(hash_of(secret), now())))


def without_secret(client: ServiceClient, secret_id: str) -> ServiceClient:
    """Return the client without the secret of this id. Raises `NotFound`, `Conflict` for its only one."""
    left = tuple(each for each in client.secrets if each.id != secret_id)
    if left == client.secrets:
        raise NotFound(f"Client '{client.id}' has no secret '{secret_id}'.")
    if not left:
        raise Conflict(f"'{secret_id}' is the only secret of client '{client.id}'; add another one first.")
    return replace(client, secrets=left)


def new_service_client(
    tenant: str,
    name: str,
    scopes: tuple[str, ...],
    restrictions: tuple[str, ...] = (),
    *,
    public: bool = False,
    client_id: str | None = None,
    created_by: str | None = None,
) -> tuple[ServiceClient, str | None]:
    """Return a client and, unless it is public, its secret, which exists nowhere else.

    Raises `ValidationFailed` when the tenant's name, the id, the client's name or a scope is not valid.
    """
    client_id, at = client_id or secrets.token_hex(16), now()
    secret = None if public else new_secret()
    stored = (ClientSecret(hash_of(secret), at),) if secret else ()
    client = ServiceClient(
        client_id, tenant, name, scopes, restrictions, stored, created_at=at, created_by=created_by
    )
    return _checked(client), secret


def adopted_client(
    client_id: str, tenant: str, name: str, scopes: tuple[str, ...], restrictions: tuple[str, ...] = ()
) -> ServiceClient:
    """Return a client of the user pool. Only its restrictions limit it: no scope of a pool has a suffix.

    Raises `ValidationFailed` when the tenant's name, the id, the client's name or a scope is not valid.
    """
    client = ServiceClient(client_id, tenant, name, scopes, restrictions, adopted=True, created_at=now())
    return _checked(client)


def client_document(client: ServiceClient) -> dict[str, Any]:
    """Return the client as everybody is shown it. Its secrets appear as the beginnings of their hashes."""
    return {
        "client_id": client.id,
        "tenant": client.tenant,
        "name": client.name,
        "kind": client.kind,
        "state": client.state,
        "scopes": list(client.scopes),
        "restrictions": list(client.restrictions),
        "secrets": [secret_document(each) for each in client.secrets],
        "createdAt": instant_text(client.created_at) if client.created_at else None,
        "createdBy": client.created_by,
    }


def secret_document(secret: ClientSecret) -> dict[str, Any]:
    """Return what is shown of a secret later on."""
    return {"id": secret.id, "createdAt": instant_text(secret.created_at) if secret.created_at else None}


def welcoming(standing: Standing, client: ServiceClient, now: float) -> Standing:
    """Return the standing of a tenant that gets the client, which is served even if it was deleted before.

    Raises `TenantIsBeingDeleted`.
    """
    if standing.deleted_since is not None:
        raise TenantIsBeingDeleted(client.tenant)
    return admitting(standing, client.id, now)


def check_room(standing: Standing, listed: int, now: float) -> None:
    """Raise `Conflict` for a tenant that cannot get another client. `listed`: how many it has."""
    if listed >= MAX_CLIENTS:
        raise Conflict(f"The tenant has {listed} clients, of at most {MAX_CLIENTS}; delete one first.")
    refused = len(still_refused(standing, now))
    if refused >= MAX_REFUSED:
        raise Conflict(
            f"{refused} clients of the tenant were disabled or deleted and are still remembered, of at most "
            f"{MAX_REFUSED}; use those that there are."
        )


def agreeing(standing: Standing, client: ServiceClient, now: float) -> Standing:
    """Return the standing that refuses the client exactly if it is disabled."""
    if client.disabled:
        return refusing(standing, client.id, None, now)
    return admitting(standing, client.id, now)


def _checked(client: ServiceClient) -> ServiceClient:
    problems = [
        Problem(f"'{scope}' is not a scope; scopes are {', '.join(sorted(SCOPES))}", "scope")
        for scope in client.scopes
        if not (scope in SCOPES if client.adopted else is_client_scope(scope))
    ]
    if not is_tenant(client.tenant):
        problems.append(
            Problem("must be 3 to 16 characters from a-z and 0-9, and begin with a letter", "tenant")
        )
    if not is_client_id(client.id):
        problems.append(Problem("must be 1 to 64 letters, digits, '.', '_' and '-'", "client_id"))
    length = len(json.dumps([*client.scopes, *client.restrictions]))
    if length > MAX_WORDS_LENGTH:
        problems.append(
            Problem(
                f"scopes and restrictions have {length} characters, of at most {MAX_WORDS_LENGTH}: "
                "limit scopes by restrictions and not by suffixes, or make several clients"
            )
        )
    name = client.name
    try:
        name = client_name(name)
    except ValueError as error:
        problems.append(Problem(str(error), "name"))
    if problems:
        raise ValidationFailed(*problems)
    return replace(client, name=name)


def client_name(value: str) -> str:
    """Return a name that a client may have, without white space around it. Raises `ValueError`."""
    name = fields.text(value.strip())
    if not name:
        raise ValueError("must not be empty")
    if fields.UNSEEN_CHARACTER.search(name):
        raise ValueError("must not contain characters that cannot be seen, nor line breaks")
    return name


def client_scope(word: str) -> str:
    """Return a scope that a client may have. Raises `ValueError`."""
    if not is_client_scope(word):
        raise ValueError("must be a scope of this service, such as customer.customer_read--DE")
    return word


def is_client_scope(word: str) -> bool:
    """Return whether a client may have this scope, perhaps with a restriction as its suffix."""
    scope, mark, restriction = word.partition(RESTRICTION_MARK)
    return scope in SCOPES and bool(restriction) == bool(mark) and _SCOPE.fullmatch(word) is not None

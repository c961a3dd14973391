"""Errors in the domain's words. `shared/http/errors.py` gives each its status."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

MAX_PROBLEMS = 100
"""Nobody is shown more; a body of 4 MB can contain more than fit into an answer or a kept answer."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a request: where (`field`, dotted; None for the whole) and what to change."""

    message: str
    field: str | None = None
    type: str | None = None


class DomainError(Exception):
    """A request that cannot be served. `message` is for the client and holds nothing internal.

    `about`: the id of what it is about, where no path names it.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = (), *, about: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)
        self.about = about


class BadParameter(DomainError):
    """A path or query parameter, or a body that is not a JSON object at all."""


class InvalidQuery(BadParameter):
    """`q`, `sort` or the cursor cannot be understood; the message says where and what was expected."""


class ValidationFailed(DomainError):
    """Members of a body are wrong; one problem each."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("Validation failed. See details for what to change.", problems)

    def within(self, member: str) -> "ValidationFailed":
        """Return the same error for an object that is a member of the body."""
        return ValidationFailed(
            *(replace(each, field=f"{member}.{each.field}") if each.field else each for each in self.problems)
        )


class InvalidToken(DomainError):
    """The access token is malformed, forged, revoked or not meant for this service."""

    def __init__(self) -> None:
        super().__init__("Invalid access token")


class ExpiredToken(InvalidToken):
    """The access token was valid once."""

    def __init__(self) -> None:
        DomainError.__init__(self, "Access Token expired")


class Forbidden(DomainError):
    """The caller is known but may not do this."""


class MissingScope(Forbidden):
    """The token does not carry the scope that the operation requires."""

    def __init__(self, scope: str) -> None:
        super().__init__(
            "The access token does not grant this operation.", [Problem(f"missing scope: {scope}")]
        )


class Unauthorized(DomainError):
    """The credentials are not valid."""


class WrongCredentials(Unauthorized):
    """The one answer to every log-in that fails, for any reason."""

    def __init__(self) -> None:
        super().__init__("E-mail address or password is wrong.")


class UnknownClient(Unauthorized):
    """The tenant has no client of this id."""

    def __init__(self) -> None:
        super().__init__("The tenant has no client with this client_id.")


class NotFound(DomainError):
    """The resource that the path names does not exist."""


class CustomerNotFound(NotFound):
    """There is no such customer, or the caller may not see it; both have the same answer."""

    def __init__(self, number: str) -> None:
        super().__init__(f"Customer '{number}' not found.")


class AddressNotFound(NotFound):
    """The customer has no such address."""

    def __init__(self, address_id: str) -> None:
        super().__init__(f"Address '{address_id}' not found.")


class SessionNotFound(NotFound):
    """The customer has no such session, or it is over."""

    def __init__(self, session_id: str) -> None:
        super().__init__(f"Session '{session_id}' not found.")


class VersionNotFound(NotFound):
    """The customer has never had this version."""

    def __init__(self, number: str, version: int) -> None:
        super().__init__(f"Customer '{number}' has no version {version}.")


class Gone(DomainError):
    """The request names something that was there once, and is not kept any more."""


class Conflict(DomainError):
    """The request contradicts what is stored."""


class DuplicateAccount(Conflict):
    """Another customer of the tenant logs in with this e-mail address."""

    def __init__(self, email: str, tenant: str) -> None:
        super().__init__(f"Duplicate account '{email}' for tenant '{tenant}'.")


class DuplicateCustomer(Conflict):
    """The customer number is in use."""

    def __init__(self, number: str) -> None:
        super().__init__(f"Customer '{number}' already exists.")


class CustomerWasDeleted(Conflict):
    """The number belonged to a deleted customer and the tenant does not allow recreation."""

    def __init__(self, number: str) -> None:
        super().__init__(f"Customer '{number}' was deleted; its number cannot be used again.")


class LegalEntityWasDeleted(Conflict):
    """A customer cannot be created in a legal entity that was deleted."""

    def __init__(self, entity_id: str) -> None:
        super().__init__(f"Legal entity '{entity_id}' was deleted.")


class DuplicateAddress(Conflict):
    """The customer has an address with this id."""

    def __init__(self, address_id: str) -> None:
        super().__init__(f"Address '{address_id}' already exists.")


class NotInvitable(Conflict):
    """The customer cannot be asked to choose a first password, for this reason."""

    def __init__(self, number: str, reason: str) -> None:
        super().__init__(f"Customer '{number}' cannot be invited: it {reason}.")


class NotAssistable(Conflict):
    """Nobody can log in for the customer, for this reason."""

    def __init__(self, number: str, reason: str) -> None:
        super().__init__(f"Nobody can log in for customer '{number}': it {reason}.")


class CannotHaveLogIn(Conflict):
    """The customer cannot be given a log-in, for this reason."""

    def __init__(self, number: str, reason: str) -> None:
        super().__init__(f"Customer '{number}' cannot be given a log-in: it {reason}.")


class NoEmailAddress(Conflict):
    """There is no address that a message to the customer could go to."""

    def __init__(self) -> None:
        super().__init__("The customer has no e-mail address that a message could be sent to.")


class StaleVersion(Conflict):
    """The version in the request, in `metadata.version` or another `field`, is not the stored one.

    `stored`: None where the resource does not exist.
    """

    def __init__(self, sent: int, stored: int | None, field: str = "metadata.version") -> None:
        if stored is None:
            message, advice = "the resource does not exist", "leave it out to create the resource"
        else:
            message = f"the stored version is {stored}"
            advice = f"read the resource again and send version {stored}"
        super().__init__(f"Version {sent} is not current: {message}.", [Problem(advice, field)])


class PreconditionFailed(DomainError):
    """`If-Match` names another state than the stored one, or `If-None-Match` names that."""


class PayloadTooLarge(DomainError):
    """The request is larger than the service takes."""


class UnsupportedMediaType(DomainError):
    """The body is of a media type that the operation does not read."""


class IdempotencyKeyReused(DomainError):
    """The `Idempotency-Key` was used before with another body."""

    def __init__(self) -> None:
        super().__init__("Idempotency-Key was used before with another request body; send a new key.")


class RefusedBefore(DomainError):
    """The first call with this `Idempotency-Key` was refused; this is its answer again."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__("This call was refused before.")
        self.status = status
        self.body = body


class AnsweredBefore(DomainError):
    """The first call with this `Idempotency-Key` created this resource, and nothing was done again."""

    def __init__(self, resource_id: str) -> None:
        super().__init__("This call was carried out before.")
        self.resource_id = resource_id


class TokenRefused(DomainError):
    """No token for this request; `code` is the `error` of RFC 6749 §5.2."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class TooManyTries(DomainError):
    """The caller has to wait; `retry_after` says how many whole seconds."""

    def __init__(self, wait: float, *, of: str = "failed log-ins") -> None:
        super().__init__(f"Too many {of}; try again later.")
        self.retry_after = math.ceil(wait)


class ProviderUnavailable(DomainError):
    """An identity provider cannot be reached, or does not answer as one, so that nothing can be decided."""

    def __init__(self) -> None:
        super().__init__("The identity provider does not answer; try again in a minute.")


class StorageUnavailable(DomainError):
    """The table, or what encrypts its secrets, is throttled or contended beyond what retries can bridge."""

    def __init__(self) -> None:
        super().__init__("The service is busy; try again shortly.")

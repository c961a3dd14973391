"""Create and change webhooks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from shared.domain.errors import Problem, ValidationFailed
from shared.domain.instants import now
from shared.domain.preconditions import Precondition
from shared.domain.webhooks.changes import (
    MAX_SECRETS,
    GivenConfiguration,
    KeepSecret,
    Step,
    activated,
    check_webhook,
    configured,
    renewed,
    rotated,
    stepped,
)
from shared.domain.webhooks.subscriptions import check_destinations
from shared.domain.webhooks.webhook import (
    MAX_WEBHOOKS,
    ActiveWebhook,
    DuplicateWebhook,
    SealedSecret,
    Secrets,
    TooManyWebhooks,
    Webhook,
)
from shared.ports.webhooks import WebhookStore
from shared.use_cases.webhooks.ports import WebhookPorts


@dataclass(frozen=True, slots=True)
class GivenWebhook:
    """A webhook as a caller gives it; a member that is None is left as it is."""

    configuration: GivenConfiguration
    active: bool | None = None
    contact_email: str | None = field(default=None, repr=False)


def create_webhook(ports: WebhookPorts, tenant: str, code: str, given: GivenWebhook) -> Webhook:
    """Make a webhook, which is active unless it says otherwise.

    Raises `ValidationFailed`, `DuplicateWebhook`, `TooManyWebhooks`.
    """
    at = now()
    empty = Webhook(code=code, active=True, created_at=at, modified_at=at)
    return ports.webhooks.add(
        tenant, _checked(ports, tenant, _replaced(empty, given, _KeptSecrets(ports, tenant, at)))
    )


def check_new_webhook(ports: WebhookPorts, tenant: str, code: str, given: GivenWebhook) -> None:
    """Raise what `create_webhook` would, before its secret is made: any stands for it."""
    known = ports.webhooks.of_tenant(tenant)
    if any(webhook.code == code for webhook in known):
        raise DuplicateWebhook(code)
    if len(known) >= MAX_WEBHOOKS:
        raise TooManyWebhooks
    at = now()
    empty = Webhook(code=code, active=True, created_at=at, modified_at=at)
    _checked(ports, tenant, _replaced(empty, given, lambda *_: (SealedSecret(""),)))


def replace_webhook(
    ports: WebhookPorts, tenant: str, code: str, given: GivenWebhook, precondition: Precondition
) -> Webhook:
    """Put what is given in the place of what the webhook said, except its secrets.

    Raises `WebhookNotFound`, `ValidationFailed`, `PreconditionFailed`.
    """
    at = now()
    keep = _KeptSecrets(ports, tenant, at)
    rule = _rule(ports, tenant, lambda webhook: _replaced(webhook, given, keep), precondition, at)
    return ports.webhooks.revise(tenant, code, rule)


def update_webhook(
    ports: WebhookPorts, tenant: str, code: str, steps: Sequence[Step], precondition: Precondition
) -> Webhook:
    """Take the steps, one after the other, all of them or none.

    Raises `WebhookNotFound`, `ValidationFailed`, `PreconditionFailed`.
    """
    at = now()
    keep = _KeptSecrets(ports, tenant, at)

    def changed(webhook: Webhook) -> Webhook:
        for step in steps:
            webhook = stepped(webhook, step, keep)
        return webhook

    return ports.webhooks.revise(tenant, code, _rule(ports, tenant, changed, precondition, at))


def delete_webhook(
    webhooks: WebhookStore, tenant: str, code: str, precondition: Precondition, *, force: bool
) -> None:
    """Remove the webhook; one that is active only by force.

    Raises `WebhookNotFound`, `ActiveWebhook`, `PreconditionFailed`.
    """

    def check(webhook: Webhook) -> None:
        precondition.check(webhook.version, webhook.entity_tag)
        if webhook.active and not force:
            raise ActiveWebhook(code)

    webhooks.remove(tenant, code, check)


def _rule(
    ports: WebhookPorts,
    tenant: str,
    change: Callable[[Webhook], Webhook],
    precondition: Precondition,
    at: datetime,
) -> Callable[[Webhook], Webhook]:
    """Return the rule for the stored webhook: one that changes nothing makes no version."""

    def rule(current: Webhook) -> Webhook:
        precondition.check(current.version, current.entity_tag)
        after = change(current)
        if after == current:
            return current
        after = renewed(current, after, at)
        return _checked(ports, tenant, replace(after, version=current.version + 1, modified_at=at))

    return rule


def _replaced(webhook: Webhook, given: GivenWebhook, keep: KeepSecret) -> Webhook:
    after = configured(webhook, given.configuration, keep)
    if given.contact_email is not None:
        after = replace(after, contact_email=given.contact_email)
    return after if given.active is None else activated(after, active=given.active)


class _KeptSecrets:
    """Keeps secrets: one that is given again is not a new one, so that a call can be repeated.

    Each is sealed and opened once, however often a call names it and rivals have it applied again.
    """

    def __init__(self, ports: WebhookPorts, tenant: str, at: datetime) -> None:
        self._sealer, self._tenant, self._at = ports.secrets, tenant, at
        self._sealed: dict[str, str] = {}
        self._opened: dict[str, str | None] = {}

    def __call__(self, former: Secrets, given: str | None) -> Secrets:
        """See `KeepSecret`. One that cannot be opened, as after a planted item, is not kept."""
        if given is None:
            return former
        known = self._open(former[0].sealed) if former else None
        if known == given:
            return former
        return rotated(former if known is not None else (), self._seal(given), self._at)

    def _seal(self, secret: str) -> str:
        if secret not in self._sealed:
            if len(self._sealed) == MAX_SECRETS:
                raise ValidationFailed(Problem(f"one call can give at most {MAX_SECRETS} secrets"))
            sealed = self._sealed[secret] = self._sealer.seal(self._tenant, secret)
            self._opened[sealed] = secret
        return self._sealed[secret]

    def _open(self, sealed: str) -> str | None:
        if sealed not in self._opened:
            try:
                self._opened[sealed] = self._sealer.open(self._tenant, sealed)
            except ValueError:
                self._opened[sealed] = None
        return self._opened[sealed]


def _checked(ports: WebhookPorts, tenant: str, webhook: Webhook) -> Webhook:
    check_webhook(webhook, ports.check_destination)
    if webhook.active:
        others = ports.webhooks.of_tenant(tenant)
        check_destinations(webhook, [each for each in others if each.code != webhook.code])
    return webhook

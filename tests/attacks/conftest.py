"""Attacks run against the real handlers and a real engine, as the component tests do."""

from collections.abc import Callable

import pytest

from tests.attacks.two_parties import Scene
from tests.component.api import Api
from tests.component.conftest import (
    api,
    configure,
    described_events,
    empty_table,
    engine_url,
    few_changes,
    impatient,
    known_quick_hashes,
    no_key_of_another_provider,
    other_tenant,
    quick_hashes,
    rehearsed_provider,
    restrictions,
    store,
    table,
    tenant,
)
from tests.component.customer_managed.conftest import email, storefront
from tests.component.customer_managed.identity_providers.calls import Sso
from tests.component.customer_managed.identity_providers.conftest import by_subject, provider, sso
from tests.component.customer_managed.storefront import Storefront
from tests.component.events.conftest import bus, bus_url, heard, shared_bus, stream
from tests.jwt_issuer import JwtIssuer


@pytest.fixture
def scene(
    storefront: Storefront,
    api: Api,
    sso: Sso,
    provider: JwtIssuer,
    configure: Callable[[str, object], None],
    email: str,
) -> Scene:
    provider.describe_itself()
    return Scene(storefront, api, sso, provider, configure, email)


__all__ = [
    "api",
    "bus",
    "bus_url",
    "by_subject",
    "configure",
    "described_events",
    "email",
    "empty_table",
    "engine_url",
    "few_changes",
    "heard",
    "impatient",
    "known_quick_hashes",
    "no_key_of_another_provider",
    "other_tenant",
    "provider",
    "quick_hashes",
    "rehearsed_provider",
    "restrictions",
    "scene",
    "shared_bus",
    "sso",
    "store",
    "storefront",
    "stream",
    "table",
    "tenant",
]

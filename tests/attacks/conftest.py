"""Attacks run against the real handlers and a real engine, as the component tests do."""

from collections.abc import Callable, Iterator

import pytest

from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Put
from shared.runtime.wiring import wiring
from tests.attacks.stored_keys import KEYS_OF_THE_SERVICE
from tests.attacks.two_parties import Scene
from tests.component.api import Api
from tests.component.companies.api import MANAGE, CompanyApi
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
from tests.component.groups.calls import Company
from tests.component.process import forget
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


@pytest.fixture
def company(api: Api, store: Callable[..., str]) -> Company:
    """A company with an ADMIN, and with a colleague who has an assignment."""
    CompanyApi(api.as_(MANAGE)).created("Acme", id="acme")
    made = Company(api, "acme", store)
    made.contact("boss", "ADMIN")
    made.contact("bea")
    return made


@pytest.fixture
def restored_keys(table: Table) -> Iterator[None]:
    """The deployment's keys, as they were before the attack."""
    wiring().token_signer.load()
    wiring().keyed_hashes.of("any")
    _ = wiring().sealing_key.octets
    before = {key: table.get(key) for key in KEYS_OF_THE_SERVICE}
    yield
    for item in before.values():
        assert item is not None
        table.write(Put(item))
    forget("hash_key", "keyed_hashes", "sealing_key", "signing_keys", "token_signer", "own_tokens")
    forget("token_verifier")


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

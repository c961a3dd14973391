"""Attacks run against the real handlers and a real engine, as the component tests do."""

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
    restrictions,
    store,
    table,
    tenant,
)
from tests.component.customer_managed.conftest import email, storefront

__all__ = [
    "api",
    "configure",
    "described_events",
    "email",
    "empty_table",
    "engine_url",
    "few_changes",
    "impatient",
    "known_quick_hashes",
    "no_key_of_another_provider",
    "other_tenant",
    "quick_hashes",
    "restrictions",
    "store",
    "storefront",
    "table",
    "tenant",
]

"""A company with a customer who calls, as ADMIN or not, a colleague, and one who is elsewhere, too."""

import time
from dataclasses import dataclass

from shared.adapters.dynamodb.items.session import session_item
from shared.adapters.dynamodb.writes import Put
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import TEXTS, Address
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.instants import instant_from
from shared.domain.log_in.account import new_account
from shared.domain.log_in.sessions import Session
from shared.runtime.wiring import wiring
from tests.component.admins import make_admin
from tests.component.api import Api
from tests.component.tenants import new_tenant, set_value

OWN, COLLEAGUE, ELSEWHERE = "me", "colleague", "elsewhere"
ADMIN, OTHER = "ADMIN", "other"
TARGETS, ROLES = (OWN, COLLEAGUE, ELSEWHERE), (ADMIN, OTHER)
L1, L2 = LegalEntityReference("L1", "Bakery", "a-1"), LegalEntityReference("L2", "Brewery", "a-2")
COMPANIES = {OWN: (L1,), COLLEAGUE: (L1,), ELSEWHERE: (L1, L2)}
FOREIGN = ("L2", "Brewery", "a-2")
MOMENT = instant_from("2026-01-01T00:00:00.000Z")


@dataclass(frozen=True)
class Scene:
    """A tenant with a customer who calls, a colleague, and a colleague who is also in another company."""

    tenant: str
    api: Api
    me: Api


def customer(tenant: str, number: str) -> Customer:
    """Return a customer with a value of its own for every member."""
    addresses = tuple(
        Address(
            id=f"{number}-{place}",
            texts={**{text: f"{number}-{place}-{text}" for text in TEXTS}, "country": "DE"},
            tags=(f"{number}-{place}-tag",),
            mixins={"gate": {"code": f"{number}-{place}-code"}},
            mixin_schemas={"gate": f"https://example.com/{number}-{place}.json"},
        )
        for place in ("home", "work")
    )
    return Customer(
        tenant=tenant,
        number=number,
        created_at=MOMENT,
        modified_at=MOMENT,
        incarnation="first",
        title="Dr",
        first_name=f"{number}-first",
        middle_name=f"{number}-middle",
        last_name=f"{number}-last",
        company=f"{number}-company",
        contact_phone=f"{number}-phone",
        contact_email=f"{number}@example.com",
        photo_url=f"https://example.com/{number}.png",
        preferred_language="de",
        preferred_currency="EUR",
        preferred_site="DE",
        restriction="DE",
        restriction_synced=True,
        company_registration_id=f"HRB {number}",
        legal_entities=COMPANIES[number],
        accounts=(AccountId(f"{number}@example.com", f"idp-{number}"),),
        addresses=addresses,
        default_address_id=addresses[0].id,
        mixins={"loyalty": {"points": 1}},
        mixin_schemas={"loyalty": "https://example.com/loyalty.json"},
        last_login=instant_from("2026-02-03T04:05:06.789Z"),
    )


def scene_of(role: str, *, scopes: tuple[str, ...] = ()) -> Scene:
    """Make a scene in which the caller has this role in its company, L1."""
    tenant = new_tenant()
    set_value(tenant, "restrictions", ["DE", "FR"])
    set_value(tenant, "enableSyncBetweenRestrictionsAndSiteCodes", True)
    for number in TARGETS:
        made = customer(tenant, number)
        wiring().customers.create(made, new_account(made), recreates=False, created_by="test")
    if role == ADMIN:
        make_admin(tenant, OWN, "L1")
    for number in TARGETS:
        wiring().table.write(Put(session_item(session(tenant, number))))
    api = Api(tenant)
    return Scene(tenant, api, api.of_customer(OWN, "s-me", *scopes))


def session(tenant: str, number: str) -> Session:
    """Return a session of the customer that lives."""
    return Session(
        tenant=tenant,
        customer_number=number,
        id=f"s-{number}",
        visit_id=f"s-{number}",
        client_id="shop",
        incarnation="first",
        epoch=0,
        family="f",
        created_at=int(time.time()),
        expires_at=int(time.time()) + 3600,
    )

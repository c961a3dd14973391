"""The items that a called operation finds: a typical customer, a history, a delivery."""

import uuid
from datetime import timedelta
from itertools import pairwise

from shared.domain.callers.access import LegalEntityReference
from shared.domain.callers.writer import Writer
from shared.domain.customers.address import Address
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.history.entries import CustomerEntry, entry_of
from shared.domain.instants import now
from shared.domain.messages.events import EventName
from shared.domain.webhooks.deliveries import Delivery, DeliveryState, Wake
from shared.runtime.wiring import wiring


def typical_customer(tenant: str, number: str, email: str) -> Customer:
    """Return a customer of 1.5 KB, with an account, a legal entity, mixins and two addresses."""
    created_at = now()
    return Customer(
        tenant=tenant,
        number=number,
        created_at=created_at,
        modified_at=created_at,
        incarnation=uuid.uuid4().hex,
        title="MR",
        first_name="Ben",
        last_name="Muster",
        company="Muster GmbH",
        contact_phone="+49 40 7654321",
        contact_email=email,
        photo_url="https://images.example.com/customers/ben-muster-1001.jpg",
        preferred_language="de_DE",
        preferred_currency="EUR",
        restriction="DE",
        company_registration_id="HRB 12345",
        legal_entities=(LegalEntityReference("le-1", "Muster GmbH", "assignment-1"),),
        accounts=(AccountId(email),),
        addresses=(_address("home", "SHIPPING", "BILLING"), _address("work", "BILLING")),
        default_address_id="work",
        mixins={
            "loyalty": {
                "level": "gold",
                "points": 1250,
                "memberSince": "2021-04-01",
                "card": "4711-0815-2342",
            },
            "newsletter": {
                "topics": ["tools", "offers", "events"],
                "frequency": "weekly",
                "optedInBy": "shop",
            },
        },
        mixin_schemas={
            name: f"https://example.com/schemas/{name}.json" for name in ("loyalty", "newsletter")
        },
    )


def _address(name: str, *tags: str) -> Address:
    texts = {
        "contactName": "Ben Muster",
        "companyName": "Muster GmbH",
        "street": "Hauptstraße",
        "streetNumber": "12",
        "zipCode": "20095",
        "city": "Hamburg",
        "country": "DE",
    }
    return Address(id=name, texts=texts, tags=tags)


def keep_history(*states: Customer) -> None:
    """Keep what the table's stream says about a customer in these states, one after the other."""
    for before, after in pairwise((None, *states)):
        assert after is not None  # noqa: S101 - it is a state
        written = ProfileWritten(
            before=before, after=after, write_id="", writer=Writer("rehearsal"), at=after.modified_at
        )
        entry = entry_of(written)
        assert entry is not None  # noqa: S101 - it is another version
        row = CustomerEntry(after.tenant, after.number, after.incarnation, entry)
        wiring().histories.keep(row, now() + timedelta(days=1))


def keep_delivery(tenant: str) -> None:
    """Keep the delivery of the samples; planned looks at it go nowhere, as there is no queue."""
    delivery = Delivery(
        tenant=tenant,
        code="crm",
        id="1795309200000-0cc175b9c0f1b6a831c399e269772661",
        configuration_id=None,
        event_type=EventName.CREATED,
        payload={"eventType": EventName.CREATED},
        state=DeliveryState.DEAD,
        attempts=10,
    )
    wiring().deliveries.keep(delivery)
    vars(wiring())["webhook_wakes"] = _NoQueue()


class _NoQueue:
    def put(self, wake: Wake) -> None:
        """Take it."""

"""Customers who have done whatever leaves something in the table."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from customer_managed.sign_up import sign_up
from shared.domain.callers.access import LegalEntityReference
from shared.domain.callers.writer import Writer
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.instants import now
from shared.domain.log_in.account import new_account
from shared.domain.log_in.identity_providers import Identity, ProviderLink
from shared.domain.log_in.retention import Retention
from shared.domain.messages.notices import migration_reminder
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from shared.use_cases.projections.kept_history import kept_history
from tenant_managed.addresses import create_address
from tests.component.api import Api
from tests.component.customer_managed.credential_calls import request_change, request_reset
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.messages.queues import consume
from tests.component.migration.imports import send, with_legacy_hash
from tests.component.session_context.calls import OwnContext
from tests.component.stored_customers import customer_of
from tests.component.tenants import set_value
from tests.days import lasting_today
from triggers import on_client_management_event, on_mail_bounced

ADDRESSES = "POST /customer/{tenant}/customers/{customerNumber}/addresses"


def with_key(key: str | None = None) -> dict[str, str]:
    """Headers of a call that may be repeated."""
    return {"Idempotency-Key": key or secrets.token_hex(4)}


@dataclass(frozen=True)
class Lives:
    """Makes customers of a tenant."""

    storefront: Storefront

    @property
    def tenant(self) -> str:
        return self.storefront.tenant

    @property
    def api(self) -> Api:
        """As a service client that may do everything with customers."""
        return Api(self.tenant).as_("customer.customer_manage", "customer.import_manage")

    def full(self, email: str, **signup: Any) -> str:
        """The number of a customer of the storefront, in whose life everything happens that can."""
        body = {"email": email, "password": PASSWORD, **signup}
        route = "POST /customer/{tenant}/signup"
        answer = self.storefront.call(sign_up.lambda_handler, route, body, headers=with_key())
        assert answer.status == 201, answer.text
        number = str(answer.json["id"])
        mine = Own(self.storefront, number, self.storefront.logged_in(email)["access_token"])
        self.storefront.logged_in(email, token=self.storefront.new_visit()["access_token"])
        self.call_twice(mine)
        assert OwnContext(self.storefront, mine.token).add("wish", f"of {number}").status == 201
        assert mine.put({"title": "Dr", "mixins": {"shop": {"nickname": f"of {email}"}}}).status == 200
        request_reset(self.storefront, email)
        assert request_change(mine, email, f"new.{email}").status == 204
        assert mine.patch({"contactEmail": f"office.{email}"}).status == 200
        self.assign(number, "le-1")
        self.refuse_mail(number, email)
        assert self.storefront.log_in(email, f"not {PASSWORD}").status == 401
        self.keep_history(number)
        return number

    def keep_history(self, number: str) -> None:
        """Keep what the stream would tell of the customer."""
        customer = customer_of(self.tenant, number)
        write = ProfileWritten(
            before=None, after=customer, write_id="a-write", writer=Writer("a-client"), at=now()
        )
        projection = kept_history(wiring().histories, wiring().tenants, WorkingFor)
        assert projection.project({0: write}) == {}

    def call_twice(self, mine: Own) -> None:
        """Have the customer, and the seller, add an address by a call that may be repeated."""
        body = {"contactName": "Anna", "street": f"Street of {mine.number}"}
        assert mine.create_address(body, headers=with_key()).status == 201
        assert self.add_address(mine.number) == 201

    def add_address(self, number: str, key: str | None = None) -> int:
        """The status of the seller's adding an address by a call that may be repeated."""
        body, handler = {"contactName": "Anna"}, create_address.lambda_handler
        answer = self.api.request(handler, ADDRESSES, body, customerNumber=number, headers=with_key(key))
        return answer.status

    def assign(self, number: str, company: str, event: str = "user-assigned-to-legalentity") -> None:
        """Have client management say something of the customer and a company."""
        detail = {
            "tenant": self.tenant,
            "userId": number,
            "legalEntityId": company,
            "assignmentId": f"assignment-{number}-{company}",
        }
        set_value(self.tenant, "companies", "external")
        handler = on_client_management_event.lambda_handler
        told = (f"client-management.{event}", detail)
        assert consume(handler, told, source="client-management") == []

    def refuse_mail(self, number: str, email: str) -> None:
        """Have a message to the customer come back."""
        detail = {
            "eventType": "Bounce",
            "bounce": {
                "bounceType": "Permanent",
                "bouncedRecipients": [{"emailAddress": email}],
                "timestamp": "2026-11-22T09:00:00.000Z",
            },
            "mail": {
                "destination": [email],
                "tags": {"tenant": [self.tenant], "customerNumber": [number], "kind": ["PASSWORD_RESET"]},
            },
        }
        assert consume(on_mail_bounced.lambda_handler, ("Email Bounced", detail)) == []

    def link(self, email: str) -> ProviderLink:
        """Return the link of a new customer to an identity provider's subject with this address."""
        identity = Identity(issuer="https://id.example.com", subject=f"subject of {email}")
        known = wiring().provider_log_in_ports.provider_accounts.known(self.tenant, identity)
        return ProviderLink(identity.issuer, identity.subject, known.linked)

    def of_provider(self, email: str, *, created: str | None = None, link: ProviderLink | None = None) -> str:
        """Return the number of a customer from an identity provider, a contact from the start.

        `created`: of one that was deleted, whose place this one takes. `link`: as it was looked up before.
        """
        customer = Customer(
            tenant=self.tenant,
            number=created or secrets.token_hex(8),
            incarnation=secrets.token_hex(8),
            created_at=now(),
            modified_at=now(),
            contact_email=email,
            accounts=(AccountId(email, "subject"),),
            legal_entities=(LegalEntityReference("le-2"),),
        )
        return wiring().customers.create(
            customer,
            new_account(customer),
            also=[link or self.link(email)],
            recreates=created is not None,
            created_by="sso",
        )

    def imported(self, email: str, **members: Any) -> str:
        """The number of a customer whose legacy hash waits, and who has been reminded of that."""
        today = lasting_today()
        retention = Retention(today + timedelta(days=30), today)
        wiring().retentions.put(self.tenant, retention)
        answer = send(self.api, with_legacy_hash(email, **members), headers=with_key())
        wiring().retentions.delete(self.tenant)
        accounts = wiring().migration_ports.legacy_accounts
        for legacy in accounts.waiting(self.tenant):
            notice = migration_reminder(legacy, end=retention.end, now=now())
            assert accounts.remind(legacy, retention, notice)
        return str(answer.json[0]["id"])

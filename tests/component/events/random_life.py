"""A customer of whom anything is written, by all operations that write customers, in any order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from shared.domain.log_in.one_time_tokens import TokenPurpose
from tenant_managed.customers import restore_customer
from tests.component.customer_managed.credential_calls import (
    change,
    confirm_change,
    request_change,
    sent_token,
)
from tests.component.customer_managed.own import Own, join_companies
from tests.component.customer_managed.storefront import PASSWORD
from tests.component.stored_customers import customer_of
from tests.component.tenant_managed.addresses.calls import Addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from shared.domain.customers.customer import Customer
    from tests.component.api import Answer, Api

RESTORE = "POST /customer/{tenant}/customers/{customerNumber}/history/{version}/restore"
VALUES: tuple[Any, ...] = ("a", "b.c", "", None, 1, 1.5, True, [], ["x", {"y": 1}], {}, {"d": {"e": "f"}})


class Life:
    """Writes of the customer's tenant and of itself; some of them are refused."""

    def __init__(self, api: Api, own: Own, email: str, random: Random) -> None:
        self.api = api
        self.own = own
        self.email = email
        self.random = random
        self.done: Counter[str] = Counter()  # that were not refused
        self._waiting: list[str] = []
        self.writes: Mapping[str, Callable[[], Answer | None]] = {
            "patch": lambda: api.patch(own.number, self._body()),
            "put": lambda: api.put(own.number, self._body()),
            "own patch": lambda: self._logged_in().patch(self._own_body()),
            "own put": lambda: self._logged_in().put(self._own_body()),
            "hold": lambda: api.patch(own.number, {"onHold": random.random() < 0.5}),
            "address": lambda: Addresses(api, own.number).put(self._id(), self._address()),
            "patched address": lambda: Addresses(api, own.number).patch(self._address_id(), self._address()),
            "deleted address": lambda: Addresses(api, own.number).delete(self._address_id()),
            "own address": lambda: self._logged_in().create_address(self._address()),
            "companies": self._join,
            "password": self._set_password,
            "log-in": self._change_email,
            "restoration": self._restore,
        }

    def write(self) -> None:
        """Write anything; each kind of write comes before any comes again."""
        if not self._waiting:
            self._waiting = self.random.sample(sorted(self.writes), len(self.writes))
        name = self._waiting.pop()
        answer = self.writes[name]()
        assert answer is None or answer.status < 500, answer.text
        self.done[name] += answer is None or answer.status < 300

    def stored(self) -> Customer:
        return customer_of(self.api.tenant, self.own.number)

    def _body(self) -> dict[str, Any]:
        return self._own_body() | self._some(
            {
                "restriction": self.random.choice(("DE", "FR")),
                "photoUrl": self.random.choice(("", "https://example.com/a.png")),
                "active": True,
            }
        )

    def _own_body(self) -> dict[str, Any]:
        values = {
            name: self.random.choice(("Anna", "Bo", "", None))
            for name in ("title", "firstName", "middleName", "lastName", "company", "contactPhone")
        }
        more = {
            "preferredSite": self.random.choice(("main", "DE")),
            "preferredCurrency": self.random.choice(("EUR", "USD")),
            "mixins": {self._id(): {self._id(): self.random.choice(VALUES)}},
            "metadata": {"mixins": {self._id(): "https://example.com/s.json"}},
        }
        return self._some(values | more)

    def _address(self) -> dict[str, Any]:
        more = {
            "city": self.random.choice(("Köln", "Bonn")),
            "isDefault": self.random.random() < 0.5,
            "tags": self.random.sample(("BILLING", "SHIPPING"), 1),
            "mixins": {self._id(): {"a": self.random.choice(VALUES)}},
        }
        return {"contactName": "Anna", **self._some(more)}

    def _some(self, members: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in members.items() if self.random.random() < 0.4}

    def _id(self) -> str:
        return self.random.choice(("home", "work", "a-b"))

    def _address_id(self) -> str:
        return self.random.choice([address.id for address in self.stored().addresses] or ["none"])

    def _logged_in(self) -> Own:
        if self.stored().on_hold:
            self.api.patch(self.own.number, {"onHold": False})
        log_in = self.own.storefront.logged_in(self.email)
        return Own(self.own.storefront, self.own.number, log_in["access_token"])

    def _join(self) -> None:
        names = self.random.sample(("L1", "L2", "L3"), self.random.randrange(3))
        join_companies(self.api.tenant, self.own.number, *names)

    def _set_password(self) -> Answer:
        return change(self._logged_in(), new=PASSWORD)

    def _change_email(self) -> Answer:
        own, new = self._logged_in(), f"{self.random.randrange(10**9)}.new@example.com"
        request_change(own, self.email, new)
        answer = confirm_change(
            own.storefront, sent_token(self.api.tenant, own.number, TokenPurpose.EMAIL_CHANGE)
        )
        if answer.status < 300:
            self.email = new
        return answer

    def _restore(self) -> Answer:
        version = str(self.random.randint(1, self.stored().version))
        handler = restore_customer.lambda_handler
        return self.api.request(handler, RESTORE, customerNumber=self.own.number, version=version)

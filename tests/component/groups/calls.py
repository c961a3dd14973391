"""The operations on groups of companies as a caller sees them, and the people who call them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from iam import (
    add_group_user,
    get_own_scopes,
    list_group_users,
    list_groups,
    list_user_groups,
    remove_group_user,
)
from shared.adapters.dynamodb.items.legal_entity import membership_from
from shared.adapters.dynamodb.keys import membership_key
from shared.domain.customers.customer import AccountId, Customer
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.companies.api import MANAGE_CONTACTS, AssignmentApi
from tests.component.tokens import session_id_for

GROUPS = "/iam/{tenant}/groups"
USERS = f"{GROUPS}/{{groupId}}/users"
MANAGE_GROUPS = "iam.group_manage"
OF_CUSTOMERS = (
    "customer.customer_read_own",
    "customer.customer_manage_own",
    "customermanagement.legalentity_read_own",
)
"""Scopes of every customer's token that concern more than its profile."""


@dataclass(frozen=True)
class GroupApi:
    """Calls them for one caller."""

    caller: Api

    def listed(self, **options: Any) -> Answer:
        """GET /groups."""
        return self.caller.request(list_groups.lambda_handler, f"GET {GROUPS}", **options)

    def ids(self, **query: Any) -> list[str]:
        """The ids of the groups on a page."""
        answer = self.listed(query=query)
        assert answer.status == 200, answer.text
        return [each["id"] for each in answer.json]

    def users(self, group: str, **options: Any) -> Answer:
        """GET /groups/{groupId}/users."""
        handler = list_group_users.lambda_handler
        return self.caller.request(handler, f"GET {USERS}", groupId=group, **options)

    def numbers(self, group: str, **query: Any) -> list[str]:
        """The numbers of the customers on a page of a group."""
        answer = self.users(group, query=query)
        assert answer.status == 200, answer.text
        return [each["userId"] for each in answer.json]

    def add(self, group: str, number: Any, **options: Any) -> Answer:
        """POST /groups/{groupId}/users, with further members of the body in `members`."""
        body = {"userId": number, "userType": "CUSTOMER", **options.pop("members", {})}
        handler = add_group_user.lambda_handler
        return self.caller.request(handler, f"POST {USERS}", body, groupId=group, **options)

    def remove(self, group: str, number: str) -> Answer:
        """DELETE /groups/{groupId}/users/{userId}."""
        handler, route = remove_group_user.lambda_handler, f"DELETE {USERS}/{{userId}}"
        return self.caller.request(handler, route, groupId=group, userId=number)

    def of_user(self, number: str, **options: Any) -> Answer:
        """GET /users/{userId}/groups."""
        handler, route = list_user_groups.lambda_handler, "GET /iam/{tenant}/users/{userId}/groups"
        return self.caller.request(handler, route, userId=number, **options)

    def scopes(self) -> Answer:
        """GET /users/me/scopes."""
        return self.caller.request(get_own_scopes.lambda_handler, "GET /iam/{tenant}/users/me/scopes")


@dataclass(frozen=True)
class Company:
    """A company, which an owner of the shop fills with contacts."""

    api: Api
    id: str
    store: Callable[..., str]

    def contact(self, number: str, role: str | None = None, *, to: str | None = None, **members: Any) -> Api:
        """A new contact who calls for the company; `role`: of the group that it is put into."""
        if self.customer(number) is None:
            email = f"{number}@example.com"
            self.store(number=number, contact_email=email, accounts=(AccountId(email),))
        assignments = AssignmentApi(self.api.as_(MANAGE_CONTACTS))
        assignments.created(to or self.id, number, id=f"{to or self.id}-{number}", **members)
        if role is not None:
            answer = self.wide.add(f"{role}.{to or self.id}", number)
            assert answer.status == 201, answer.text
        return self.as_contact(number)

    def as_contact(self, number: str, **options: Any) -> Api:
        """The API for a contact who calls for the company, with a token as log-ins give it."""
        customer = self.customer(number)
        assert customer is not None
        options.setdefault("legal_entity", self.id)
        return self.api.of_customer(number, session_id_for(customer), *OF_CUSTOMERS, **options)

    def customer(self, number: str) -> Customer | None:
        """The customer as it is stored."""
        found = wiring().customers.find(self.api.tenant, number)
        return found if isinstance(found, Customer) else None

    @property
    def wide(self) -> GroupApi:
        """The groups for a service that may do all."""
        return GroupApi(self.api.as_(MANAGE_GROUPS))

    def role(self, number: str) -> str:
        """The role that a contact has."""
        raw = wiring().table.get(membership_key(self.api.tenant, self.id, number))
        assert raw is not None
        return str(membership_from(raw).role)

"""Calls that take an operation where its sample does not lead: one table of all operations."""

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from local.stack.template import Document
from shared.adapters.dynamodb.items.account import account_item, waiting_item
from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.items.email_claim import KnownClaims, claim
from shared.adapters.dynamodb.items.one_time_token import token_put
from shared.adapters.dynamodb.items.session_context import key_of
from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.writes import Delete, Put, Update
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.log_in.account import new_account
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token
from shared.domain.log_in.proof import MAX_SIGN_UPS
from shared.domain.log_in.sessions import GRACE, MAX_SESSIONS
from shared.domain.log_in.visits import Storefront
from shared.domain.tenants.configuration import JOIN_BY_REGISTRATION_ID
from shared.domain.tenants.setting_rules import SettingChange
from shared.runtime.wiring import wiring
from shared.use_cases.configuration.update_configuration import update_configuration
from shared.use_cases.credentials.one_time_tokens import minted
from shared.use_cases.credentials.request_password_reset import request_password_reset
from shared.use_cases.sessions.issuing import refresh_token
from shared.use_cases.sessions.visiting import begin_visit
from tests.component.customer_managed.sessions.refused_accounts import hybris_hash, retain_legacy_hashes
from tests.component.policies.company_branches import (
    be_in_a_company,
    be_one_of_two_admins,
    be_the_primary_contact,
    change_to_primary,
    have_a_parent_and_a_location,
    have_been_created_in_the_company,
)
from tests.component.stored_accounts import stored_account
from tests.component.tokens import Tokens, session_of
from tools.rehearsal.changing import set_in_body, set_in_query
from tools.rehearsal.scene import NEWCOMER, Scene
from tools.rehearsal.services import Preparation
from tools.rehearsal.stored import keep_history

_OTHER_EMAIL = "ben@example.com"


def _sorted_by(name: str) -> Preparation:
    def sort(_scene: Scene, event: Document) -> None:
        event["rawQueryString"] = f"sort={name}:desc"
        _ask_for_all(event)

    return sort


def _count(_scene: Scene, event: Document) -> None:
    event["rawQueryString"] = ""
    event["headers"]["x-total-count"] = "true"
    _ask_for_all(event)


def _of_a_company(_scene: Scene, event: Document) -> None:
    event["rawQueryString"] = "legalEntityId=muster"


def _ask_for_all(event: Document) -> None:
    if "body" in event:
        event["body"] = "{}"


def _change_contact_email(_scene: Scene, event: Document) -> None:
    set_in_body(event, contactEmail=_OTHER_EMAIL)


def _change_contact_email_again(scene: Scene, event: Document) -> None:
    """The customer leaves an address that it does not log in with."""

    def elsewhere(customer: Customer) -> Customer:
        return replace(customer, contact_email="ben.before@example.com", version=customer.version + 1)

    wiring().customers.revise(scene.customer, elsewhere, updated_by="test")
    event["headers"].pop("if-match", None)
    _change_contact_email(scene, event)


def _restore_a_contact_email(scene: Scene, event: Document) -> None:
    """The customer goes back to an address that it does not log in with, from another one."""
    states = [scene.customer]
    for name in ("before", "since"):

        def named(customer: Customer, name: str = name) -> Customer:
            email = f"ben.{name}@example.com"
            return replace(customer, contact_email=email, version=customer.version + 1)

        states.append(wiring().customers.revise(states[-1], named, updated_by="test"))
    keep_history(*states)
    event["pathParameters"]["version"] = str(states[1].version)


def _take_over_a_stale_claim(scene: Scene, event: Document) -> None:
    """The address was that of a customer whom a release before deleted, which left the claim."""
    body = json.loads(event["body"])
    email = body.get("contactEmail") or body["email"]
    gone = replace(scene.customer, number="gone", accounts=(), contact_email=email)
    wiring().table.write(claim(gone, email, KnownClaims())[0])


def _get_a_log_in(scene: Scene, event: Document) -> None:
    """Who has none gets one with the e-mail address."""

    def without(customer: Customer) -> Customer:
        return replace(customer, accounts=(), contact_email=None, version=customer.version + 1)

    wiring().customers.revise(scene.customer, without, updated_by="test")
    event["headers"].pop("if-match", None)
    _change_contact_email(scene, event)


def _have_logged_in_often(scene: Scene, _event: Document) -> None:
    for number in range(MAX_SESSIONS):
        wiring().sessions.begin(scene.customer, replace(scene.session, id=f"session-{number}"))


def _log_in_with_a_legacy_password(scene: Scene, _event: Document) -> None:
    """The first right password after an import is hashed natively, and waits no longer."""
    retain_legacy_hashes(scene.tenant)
    account = stored_account(scene.tenant, scene.customer.email or "")
    assert account is not None
    imported = replace(account, password_hash=hybris_hash(), legacy=True)
    wiring().table.write(Put(account_item(imported)), Put(waiting_item(imported)))


def _log_in_by_another_email(_scene: Scene, event: Document) -> None:
    set_in_body(event, signup={"email": _OTHER_EMAIL, "password": "a long pass phrase"})


def _sign_up_after_too_many(scene: Scene, _event: Document) -> None:
    change = SettingChange(scene.tenant, "signUp.doubleOptIn", value=True, creates=True)
    update_configuration(wiring().tenants, change)
    sample = scene.samples["sign_up"]
    for _ in range(MAX_SIGN_UPS):
        another = sample.event(scene.tenant)
        del another["headers"]["idempotency-key"]
        sample.handler(another, None)


def _sign_up_with_a_known_address(scene: Scene, event: Document) -> None:
    for key in ("signUp.doubleOptIn", "signUp.hidesExisting"):
        update_configuration(wiring().tenants, SettingChange(scene.tenant, key, value=True, creates=True))
    event["body"] = event["body"].replace(NEWCOMER, scene.customer.email or "")


def _sign_up_as_a_guest(scene: Scene, _event: Document) -> None:
    change = SettingChange(scene.tenant, "signUp.claims", value=True, creates=True)
    update_configuration(wiring().tenants, change)
    guest = replace(scene.customer, number="guest", accounts=(AccountId(NEWCOMER),), contact_email=NEWCOMER)
    wiring().customers.create(guest, new_account(guest), recreates=False, created_by="test")


def _name_a_company(scene: Scene, event: Document) -> None:
    """The sign-up is to join a company, without a double opt-in."""
    change = SettingChange(scene.tenant, JOIN_BY_REGISTRATION_ID, value=True, creates=True)
    update_configuration(wiring().tenants, change)
    details = json.loads(event["body"])["customerDetails"]
    set_in_body(
        event,
        customerDetails={**details, "company": "Muster", "b2b": {"companyRegistrationId": "HRB 1"}},
    )


def _wait_for_a_company(scene: Scene, event: Document) -> None:
    """The customer can log in, and is to join a company once its address is proven."""
    customer = scene.customer
    at_profile, waits = customer_key(scene.tenant, customer.number), CustomerItem.joins_company.set(True)
    wiring().table.write(Update(at_profile, [waits], CustomerItem.pk.exists()))
    if "token" in event.get("pathParameters", {}):
        purpose, email = TokenPurpose.OPT_IN, customer.email or ""
        token = new_one_time_token(customer, purpose, email=email, now=time.time())
        wiring().table.write(token_put(token))
        text = minted(wiring().keyed_hashes, scene.tenant, customer.number, purpose, token.nonce)
        event["pathParameters"]["token"] = text
    else:
        set_in_body(event, email=customer.email)


def _come_as_somebody_new(scene: Scene, _event: Document) -> None:
    wiring().customers.delete(scene.customer, lambda _: None, deleted_by="test")


def _have_been_assisted_often(scene: Scene, _event: Document) -> None:
    for number in range(MAX_SESSIONS):
        acting = replace(scene.session, id=f"session-{number}", actor="back-office")
        wiring().sessions.begin(scene.customer, acting)


def _get_an_address(scene: Scene, event: Document) -> None:
    """Who has neither address nor log-in gets both, of somebody else's before."""

    def without(customer: Customer) -> Customer:
        return replace(customer, accounts=(), contact_email=None, version=customer.version + 1)

    wiring().customers.revise(scene.customer, without, updated_by="test")
    set_in_body(event, email=_OTHER_EMAIL)
    _take_over_a_stale_claim(scene, event)


def _ask_for_a_message(_scene: Scene, event: Document) -> None:
    event["rawQueryString"] = ""


def _reset_what_waits(scene: Scene, event: Document) -> None:
    change = SettingChange(scene.tenant, "signUp.doubleOptIn", value=True, creates=True)
    update_configuration(wiring().tenants, change)
    scene.call("sign_up")
    request_password_reset(wiring().one_time_token_ports, scene.tenant, NEWCOMER, site=None)
    set_in_body(event, token=scene.one_time_token(NEWCOMER, TokenPurpose.PASSWORD_RESET))


def _come_with_a_used_token(scene: Scene, event: Document) -> None:
    """A refresh token whose time of grace is over ends its session."""
    begun = scene.session
    long_ago = int(time.time() - 2 * GRACE.total_seconds())
    after = replace(begun, generation=begun.generation + 1, rotations=(long_ago,))
    assert wiring().sessions.rotate(begun, after) == after
    set_in_query(event, refreshToken=refresh_token(wiring().keyed_hashes, begun))


def _bring_a_token(scene: Scene, event: Document) -> None:
    access_token = Tokens(scene.tenant, scene.tenant, None).service("customer.customer_read")
    event["headers"]["authorization"] = f"Bearer {access_token}"


def _look_at_the_table(scene: Scene, event: Document) -> None:
    set_in_query(event, deep="1")
    _bring_a_token(scene, event)


def _remove_a_restriction(_scene: Scene, event: Document) -> None:
    set_in_body(event, value=["DE"])


def _replace_a_secret(scene: Scene, event: Document) -> None:
    event["pathParameters"]["propertyKey"] = "sso.google"
    value = {"issuer": "https://login.example.com", "clientId": "shop", "clientSecret": "another"}
    set_in_body(event, key="sso.google", value=value)


def _replace_a_secret_of_a_client(_scene: Scene, event: Document) -> None:
    event["pathParameters"]["propertyKey"] = "apiKey"
    set_in_body(event, key="apiKey", value="another")


def _end_the_session_of_a_token(scene: Scene, event: Document) -> None:
    set_in_query(event, accessToken=session_of(scene.customer).access_token)


def _refresh_by_an_access_token(scene: Scene, event: Document) -> None:
    shop = Storefront(scene.tenant, f"{scene.tenant}-storefront", wiring().environment.issuer(""))
    visit = begin_visit(wiring().visit_ports, shop, {})
    set_in_query(event, refresh_token="", anonymous_token=visit.access_token)


def _described_in_body(sort: str | None) -> Preparation:
    def prepare(_scene: Scene, event: Document) -> None:
        set_in_body(event, q=None, sort=sort)

    return prepare


_COMPANIES = (_count, *map(_sorted_by, ("name", "legalInfo.registrationId", "parentId")))
_LISTS = (_count, *map(_sorted_by, ("lastName", "contactEmail", "company")))


def _have_it_of_the_visit(scene: Scene, _event: Document) -> None:
    """The context is that of the visit, and the customer's is not stored yet."""
    contexts = wiring().session_contexts
    (own,) = contexts.of_session(scene.tenant, scene.session.id)
    wiring().table.write(Delete(key_of(own)))
    of_visit = replace(own, owner=None, written=None)
    assert contexts.write(of_visit, of_visit)


BRANCHES: Mapping[str, tuple[Preparation, ...]] = MappingProxyType(
    {
        "remove_own_context_attribute": (_have_it_of_the_visit,),
        "delete_profile": (_ask_for_a_message, be_one_of_two_admins("le-1")),
        "log_in_for_customer": (_have_been_assisted_often,),
        "add_log_in": (_get_an_address,),
        "add_own_log_in": (_get_an_address,),
        "authorize_request": (_bring_a_token,),
        "get_health": (_look_at_the_table,),
        "create_customer": (_take_over_a_stale_claim,),
        "list_customers": _LISTS,
        "search_customers": _LISTS,
        "explain_list": tuple(map(_described_in_body, ("lastName", "contactEmail", "company", None))),
        "list_legal_entities": _COMPANIES,
        "search_legal_entities": _COMPANIES,
        "list_locations": (_count, _sorted_by("name"), _of_a_company),
        "create_legal_entity": (have_a_parent_and_a_location,),
        "upsert_legal_entity": (have_a_parent_and_a_location,),
        "delete_legal_entity": (have_a_parent_and_a_location,),
        "list_contact_assignments": (_count, _sorted_by("legalEntity.id")),
        "create_contact_assignment": (be_the_primary_contact, have_been_created_in_the_company),
        "upsert_contact_assignment": (change_to_primary, have_been_created_in_the_company),
        "delete_contact_assignment": (be_one_of_two_admins("muster"),),
        "delete_customer": (be_one_of_two_admins("le-1"),),
        "list_groups": (_count, _sorted_by("metadata.modifiedAt")),
        "add_group_user": (be_one_of_two_admins("muster"),),
        "remove_group_user": (be_one_of_two_admins("muster", groupId="ADMIN.muster"),),
        "upsert_location": (be_in_a_company,),
        "upsert_customer": (_change_contact_email, _change_contact_email_again, _get_a_log_in),
        "restore_customer": (_restore_a_contact_email,),
        "update_customer": (_change_contact_email, _change_contact_email_again, _get_a_log_in),
        "update_profile": (_change_contact_email, _change_contact_email_again, _get_a_log_in),
        "merge_profile": (_change_contact_email, _change_contact_email_again, _get_a_log_in),
        "log_in": (_have_logged_in_often, _log_in_with_a_legacy_password),
        "change_password": (_log_in_with_a_legacy_password,),
        "request_email_change": (_log_in_with_a_legacy_password,),
        "refresh_visit": (_refresh_by_an_access_token,),
        "log_out": (_end_the_session_of_a_token,),
        "sign_up": (
            _log_in_by_another_email,
            _take_over_a_stale_claim,
            _sign_up_after_too_many,
            _sign_up_with_a_known_address,
            _sign_up_as_a_guest,
            _name_a_company,
        ),
        "confirm_sign_up": (_wait_for_a_company,),
        "resend_activation": (_wait_for_a_company,),
        "exchange_token": (_have_logged_in_often, _come_as_somebody_new),
        "log_in_socially": (_have_logged_in_often, _come_as_somebody_new),
        "reset_password": (_reset_what_waits,),
        "refresh_session": (_come_with_a_used_token,),
        "update_configuration": (_remove_a_restriction, _replace_a_secret),
        "update_client_configuration": (_replace_a_secret_of_a_client,),
    }
)

REFUSED: frozenset[Preparation] = frozenset({_come_with_a_used_token})
"""Preparations for calls that are refused; all others succeed."""

"""The data that a called operation finds: a tenant with typical customers, and the items of its sample.

Samples contain made-up tokens and secrets, which are replaced with valid ones.
"""

import base64
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

from local.stack.template import Document
from shared.domain.customers.customer import Customer
from shared.domain.log_in.account import NewAccount, new_account
from shared.domain.log_in.identity_providers import setting_key
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.proof import Proven
from shared.domain.log_in.sessions import Session, new_session
from shared.domain.tenants.setting_rules import SettingChange
from shared.runtime.wiring import wiring
from shared.use_cases.configuration.update_configuration import update_configuration
from shared.use_cases.credentials.one_time_tokens import minted
from shared.use_cases.identity.create_service_client import create_service_client
from shared.use_cases.sessions.issuing import refresh_token
from shared.use_cases.tenants.create_tenant import create_tenant
from tools.rehearsal.changing import set_in_body, set_in_query
from tools.rehearsal.provider import Voucher
from tools.rehearsal.samples import TRIGGERS, Sample
from tools.rehearsal.services import OF_OTHER_SERVICES, Preparation, after
from tools.rehearsal.stored import keep_history, typical_customer

EMAIL = "ben.muster@example.com"
"""The e-mail address that the typical customer logs in with."""
NEWCOMER = "anna.muster@example.com"
_EMAIL_OF_TRIGGERS = "anna@example.com"
_PASSWORD = "a long pass phrase"  # noqa: S105 - that of the samples
_NUMBER, _SESSION = "1001", "5d1e2c7a9b404f7e8a6c3d2b1f0e9d8c"
_CUSTOMERS_OF_A_LIST = 60
_CONFIGURATION = "configuration"


@dataclass(frozen=True)
class Scene:
    """A tenant in which `samples` can be called."""

    samples: Mapping[str, Sample]
    provider: Voucher
    tenant: str

    def event_of(self, sample: Sample, variant: str | None = None) -> Document:
        """Return the event, with all its data prepared, and with the caches of a warm function filled."""
        if sample.audience == TRIGGERS:
            sample = replace(sample, text=sample.text.replace(_EMAIL_OF_TRIGGERS, EMAIL))
        event = sample.event(self.tenant)
        if sample.audience == _CONFIGURATION:
            wiring().standings.found(self.tenant)
        else:
            create_tenant(wiring().tenants, self.tenant, restrictions=["DE", "FR"])
            create_service_client(
                wiring().service_clients,
                wiring().tenants,
                tenant=self.tenant,
                name="storefront",
                scope="",
                public=True,
                client_id=f"{self.tenant}-storefront",
            )
            assert wiring().sessions.begin(self.customer, self.session)  # noqa: S101 - nobody else is here
        if sample.operation in _PREPARATIONS:
            _PREPARATIONS[sample.operation](self, event)
        if variant is not None:
            VARIANTS[sample.operation][variant](self, event)
        wiring().tenants.of(self.tenant)
        wiring().token_signer.load()
        wiring().keyed_hashes.of("rehearsal")
        return event

    @cached_property
    def customer(self) -> Customer:
        """The typical customer, stored."""
        customer = typical_customer(self.tenant, _NUMBER, EMAIL)
        account = new_account(customer, NewAccount(_password_hash()))
        wiring().customers.create(customer, account, recreates=False, created_by="rehearsal")
        return customer

    @cached_property
    def session(self) -> Session:
        """The session that the samples of customers name."""
        return _session(self.customer, _SESSION, f"{self.tenant}-storefront")

    def call(self, operation: str) -> Document:
        """Return the answer to the sample of another operation, which prepares a call."""
        sample = self.samples[operation]
        answer: Document = sample.handler(sample.event(self.tenant), None)
        return answer

    def one_time_token(self, email: str, purpose: TokenPurpose) -> str:
        """Return the token in the last message of this purpose."""
        found = wiring().credentials.find(self.tenant, email)
        assert found is not None  # noqa: S101 - a customer who was sent a message has an account
        awaited = wiring().credentials.awaiting(self.tenant, found[0].number, purpose)
        assert awaited is not None  # noqa: S101 - the message was sent just now
        customer, token = awaited
        return minted(wiring().keyed_hashes, self.tenant, customer.number, purpose, token.nonce)


@cache
def _password_hash() -> str:
    return wiring().passwords.hash(_PASSWORD)


def _fill_list(scene: Scene, _event: Document) -> None:
    for position in range(1, _CUSTOMERS_OF_A_LIST):
        number = str(int(_NUMBER) + position)
        customer = typical_customer(scene.tenant, number, f"ben.muster{position:02}@example.com")
        wiring().customers.create(customer, new_account(customer), recreates=False, created_by="rehearsal")


def _limit_to_restriction(_scene: Scene, event: Document) -> None:
    event["rawQueryString"] = ""
    event["headers"].pop("x-total-count")
    event["requestContext"]["authorizer"]["lambda"]["grants"] = {"customer.customer_read": ["DE"]}


def _send_message(_scene: Scene, event: Document) -> None:
    event["rawQueryString"] = ""


def _speak_of_known(_scene: Scene, event: Document) -> None:
    event["body"] = event["body"].replace(NEWCOMER, EMAIL)


def _sign_up(scene: Scene, _event: Document) -> None:
    change = SettingChange(scene.tenant, "signUp.doubleOptIn", value=True, creates=True)
    update_configuration(wiring().tenants, change)
    scene.call("sign_up")


def _confirm_sign_up(scene: Scene, event: Document) -> None:
    _sign_up(scene, event)
    token = scene.one_time_token(NEWCOMER, TokenPurpose.OPT_IN)
    event["pathParameters"]["token"] = token


def _confirm_in_browser(scene: Scene, event: Document) -> None:
    _sign_up(scene, event)
    form = urlencode({"token": scene.one_time_token(NEWCOMER, TokenPurpose.OPT_IN)})
    event["body"] = base64.b64encode(form.encode()).decode()


def _reset_password(scene: Scene, event: Document) -> None:
    sample = scene.samples["request_password_reset"]
    asking = sample.event(scene.tenant)
    _speak_of_known(scene, asking)
    sample.handler(asking, None)
    set_in_body(event, token=scene.one_time_token(EMAIL, TokenPurpose.PASSWORD_RESET))


def _confirm_email_change(scene: Scene, event: Document) -> None:
    scene.call("request_email_change")
    set_in_body(event, token=scene.one_time_token(EMAIL, TokenPurpose.EMAIL_CHANGE))


def _delete_profile(scene: Scene, event: Document) -> None:
    sample = scene.samples["delete_profile"]
    asking = sample.event(scene.tenant) | {"rawQueryString": ""}
    sample.handler(asking, None)
    set_in_query(event, token=scene.one_time_token(EMAIL, TokenPurpose.DELETION))


def _forget_password(scene: Scene, _event: Document) -> None:
    """Have the customer be one of an identity provider: without a password, its address proven by that."""
    found = wiring().credentials.find(scene.tenant, EMAIL)
    assert found is not None  # noqa: S101 - the customer of the scene has an account
    customer, account = found
    proven = replace(customer, proof_id="rehearsal")
    without = replace(account, password_hash=None, password_id=uuid.uuid4().hex)
    assert wiring().credentials.prove(customer, account, Proven(proven, without))  # noqa: S101 - nobody else is here


def _refresh_session(scene: Scene, event: Document) -> None:
    set_in_query(event, refreshToken=refresh_token(wiring().keyed_hashes, scene.session))


def _session(customer: Customer, session_id: str, client_id: str) -> Session:
    longest = wiring().tenants.of(customer.tenant).session_seconds
    session = new_session(customer, uuid.uuid4().hex, client_id, int(time.time()), longest=longest)
    return replace(session, id=session_id)


def _create_without_password(scene: Scene, event: Document) -> None:
    number = json.loads(scene.call("create_customer")["body"])["id"]
    event["rawPath"] = event["rawPath"].replace(_NUMBER, number)
    event["pathParameters"]["customerNumber"] = number


def _log_in_elsewhere(scene: Scene, _event: Document) -> None:
    elsewhere = _session(scene.customer, uuid.uuid4().hex, scene.session.client_id)
    assert wiring().sessions.begin(scene.customer, elsewhere)  # noqa: S101 - nobody else is here


def _refresh_visit(scene: Scene, event: Document) -> None:
    tokens = json.loads(scene.call("begin_visit")["body"])
    set_in_query(event, refresh_token=tokens["refresh_token"])


def _know_provider(scene: Scene, event: Document) -> None:
    key = setting_key(dict(parse_qsl(event["rawQueryString"]))["config"])
    change = SettingChange(scene.tenant, key, scene.provider.setting(), creates=True)
    update_configuration(wiring().tenants, change)
    wiring().identity_providers.find(scene.tenant, key)


def _exchange_token(scene: Scene, event: Document) -> None:
    _know_provider(scene, event)
    wiring().identity_providers.for_exchange(scene.tenant, dict(parse_qsl(event["rawQueryString"]))["config"])
    set_in_query(event, subjectAccessToken=scene.provider.token())


def _have_history(scene: Scene, _event: Document) -> None:
    first = scene.customer
    scene.call("update_customer")
    second = wiring().customers.find(scene.tenant, first.number)
    assert isinstance(second, Customer)  # noqa: S101 - it was written just now
    keep_history(first, second)


VARIANTS: Mapping[str, Mapping[str, Preparation]] = MappingProxyType(
    {
        "list_customers": {"60 of one restriction": _limit_to_restriction},
        "create_customer": {"with a reset message": _send_message},
    }
)
"""Other typical calls besides the sample, by operation."""

_PREPARATIONS: Mapping[str, Preparation] = MappingProxyType(
    {
        **OF_OTHER_SERVICES,
        "list_customers": _fill_list,
        "search_customers": _fill_list,
        "explain_list": _fill_list,
        "log_in": _speak_of_known,
        "request_password_reset": _speak_of_known,
        "reset_password": _reset_password,
        "confirm_email_change": _confirm_email_change,
        "confirm_sign_up": _confirm_sign_up,
        "confirm_in_browser": _confirm_in_browser,
        "resend_activation": _sign_up,
        "refresh_session": _refresh_session,
        "refresh_visit": _refresh_visit,
        "delete_profile": _delete_profile,
        "add_log_in": _forget_password,
        "add_own_log_in": _forget_password,
        "invite_customer": _create_without_password,
        "export_customer": _have_history,
        "list_history": _have_history,
        "restore_customer": _have_history,
        "list_sessions": _log_in_elsewhere,
        "end_sessions": _log_in_elsewhere,
        "list_own_sessions": _log_in_elsewhere,
        "end_other_sessions": _log_in_elsewhere,
        "exchange_token": _exchange_token,
        "log_in_socially": _know_provider,
        "get_retention": after("configure_retention"),
        "delete_retention": after("configure_retention"),
        "import_customers": after("configure_retention"),
        "on_customer_deleted": after("delete_customer"),
    }
)

"""A tenant's configuration (api.md §3): the keys that the service knows, and their defaults."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from shared.domain.json_text import Json

RESTRICTIONS = "restrictions"
SHARDS = "shards"
SHARD_COUNTS = (1, 4, 16)
"""A shard is an index partition, which takes 1,000 writes a second."""
SSO_PREFIX = "sso."
TOKEN_EXCHANGE = "tokenExchange"  # noqa: S105 - a key, no secret
DEFAULT_CONFIG = "default"
"""The name of the identity provider of those who name none."""
MAIL_SENDER = "cust.notification.email.from"
MAIL_TEXTS = "mail.texts"
MAIL_LANGUAGE = "mail.defaultLanguage"
CUSTOMER_WRITABLE_MIXINS = "customerWritableMixins"
"""It has no default: as long as it is not set, customers may write every mixin."""
REFUSAL_SECONDS = "password.refusalSeconds"
COMPANIES = "companies"
OWN_COMPANIES, EXTERNAL_COMPANIES = "own", "external"
"""Whether operations write a tenant's companies, or events from elsewhere do."""
CONTACT_PROPAGATION = "companies.contactPropagation"
UPWARD, DOWNWARD, DISABLED = "UPWARD", "DOWNWARD", "DISABLED"
"""Where else than to its company a contact assignment leads: to all above it, to all below it, nowhere."""
JOIN_BY_REGISTRATION_ID = "companies.joinByRegistrationId"
ROLE_SCOPES = "companies.roleScopes"
"""Scopes of other services that contacts of companies have by their role, besides those of this one."""
STAFF_ROLES = "staff.roles"
"""The rights of staff by their groups: `{group: {scopes, restrictions}}`."""
SEARCH = "search"
SEARCH_OFF, SEARCH_ON = "off", "on"
"""Whether staff can search a tenant's customers by words."""
SSO_IDENTIFIERS = ("EMAIL", "SUBJECT")
DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        RESTRICTIONS: [],
        "enableSyncBetweenRestrictionsAndSiteCodes": False,
        "enableRecreationOfDeletedCustomer": False,
        "customerActiveOnCreation": True,
        "customerOnHoldOnCreation": False,
        "signUp.enableAccountCreationEmailConfirmation": False,
        "signUp.doubleOptIn": False,
        "signUp.claims": False,
        "signUp.hidesExisting": False,
        "password.refuseCommon": True,
        "customer.passwordreset.redirecturl": "",
        "customer.changeemail.redirecturl": "",
        "customer.optin.redirecturl": "",
        "customer.deletion.redirecturl": "",
        MAIL_SENDER: "",
        MAIL_TEXTS: {},
        MAIL_LANGUAGE: "en",
        "mail.invitationDays": 7,
        "ssoCustomerAutoprovisioningDisabled": False,
        "ssoCustomerIdentifierField": "EMAIL",
        "token.accessSeconds": 14400,
        REFUSAL_SECONDS: 0,
        "session.maxDays": 90,
        "assistedBuying.notify": True,
        "history.days": 365,
        "feed.days": 30,
        COMPANIES: OWN_COMPANIES,
        CONTACT_PROPAGATION: UPWARD,
        JOIN_BY_REGISTRATION_ID: False,
        ROLE_SCOPES: {},
        STAFF_ROLES: {},
        SEARCH: SEARCH_OFF,
    }
)


class Configuration:
    """One tenant's settings, except the secured ones; a key that is not set has its default."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self._values = {**DEFAULTS, **(values or {})}

    def __getitem__(self, key: str) -> Json:
        return self._values[key]

    @property
    def restrictions(self) -> tuple[str, ...]:
        """The values that a customer's `restriction` may have."""
        return tuple(self._values[RESTRICTIONS])

    @property
    def restriction_follows_site(self) -> bool:
        """Whether a customer without a restriction takes it from `preferredSite`."""
        return self._values["enableSyncBetweenRestrictionsAndSiteCodes"] is True

    @property
    def shards(self) -> int:
        """The number of partitions that the tenant's customers of one restriction are spread over."""
        return int(self._values.get(SHARDS, 1))

    @property
    def allows_recreation(self) -> bool:
        """Whether the number of a deleted customer may be used again."""
        return self._values["enableRecreationOfDeletedCustomer"] is True

    @property
    def active_on_creation(self) -> bool:
        """`active` of a new customer."""
        return self._values["customerActiveOnCreation"] is True

    @property
    def customer_writable_mixins(self) -> frozenset[str] | None:
        """The names of the mixins that customers may write; None for all."""
        names = self._values.get(CUSTOMER_WRITABLE_MIXINS)
        return None if names is None else frozenset(names)

    @property
    def on_hold_on_creation(self) -> bool:
        """`onHold` of a new customer."""
        return self._values["customerOnHoldOnCreation"] is True

    @property
    def double_opt_in(self) -> bool:
        """Whether an account from a sign-up cannot be used until its e-mail address is confirmed."""
        return self._values["signUp.doubleOptIn"] is True

    @property
    def lets_guests_claim(self) -> bool:
        """Whether a customer without a password may choose one by signing up, and a message."""
        return self._values["signUp.claims"] is True

    @property
    def hides_accounts(self) -> bool:
        """Whether a sign-up does not tell whether its address has an account.

        Without a double opt-in it cannot be hidden: a new customer could log in at once.
        """
        return self.double_opt_in and self._values["signUp.hidesExisting"] is True

    @property
    def confirms_sign_ups(self) -> bool:
        """Whether a customer who has signed up gets a message that the account was created."""
        return self._values["signUp.enableAccountCreationEmailConfirmation"] is True

    @property
    def mail_sender(self) -> str | None:
        """The e-mail address that messages to customers come from, if the operator allows it."""
        return self._values[MAIL_SENDER] or None

    @property
    def mail_texts(self) -> Mapping[str, Any]:
        """The tenant's own texts of messages, by language; empty if the value is not an object."""
        texts = self._values[MAIL_TEXTS]
        return texts if isinstance(texts, Mapping) else {}

    @property
    def mail_language(self) -> str:
        """The language of messages to customers whose own language has no texts."""
        return str(self._values[MAIL_LANGUAGE])

    @property
    def refuses_common_passwords(self) -> bool:
        """Whether the most common passwords are refused."""
        return self._values["password.refuseCommon"] is True

    @property
    def password_reset_url(self) -> str | None:
        """Where the link of a password reset message leads."""
        return self._values["customer.passwordreset.redirecturl"] or None

    @property
    def email_change_url(self) -> str | None:
        """Where the link in a message leads that confirms a new log-in e-mail address."""
        return self._values["customer.changeemail.redirecturl"] or None

    @property
    def opt_in_url(self) -> str | None:
        """Where the link of a message leads that confirms a sign-up."""
        return self._values["customer.optin.redirecturl"] or None

    @property
    def deletion_url(self) -> str | None:
        """Where the link of a message leads that confirms the deletion of a customer by itself."""
        return self._values["customer.deletion.redirecturl"] or None

    @property
    def invitation_lifetime(self) -> timedelta:
        """How long a message for a new password that nobody asked for is good."""
        return timedelta(days=int(self._values["mail.invitationDays"]))

    @property
    def history_kept(self) -> timedelta:
        """How long it is kept what has changed of a customer; none where it is not."""
        return timedelta(days=int(self._values["history.days"]))

    @property
    def feed_kept(self) -> timedelta:
        """How long the feed of changes can be followed from a cursor; none where there is no feed."""
        return timedelta(days=int(self._values["feed.days"]))

    @property
    def sso_autoprovisioning(self) -> bool:
        """Whether a customer is created for an unknown user of an identity provider."""
        return self._values["ssoCustomerAutoprovisioningDisabled"] is not True

    @property
    def sso_identifier_field(self) -> str:
        """The member by which customers from identity providers are found, one of `SSO_IDENTIFIERS`."""
        return str(self._values["ssoCustomerIdentifierField"])

    @property
    def access_token_seconds(self) -> int:
        """How long an access token lasts."""
        return int(self._values["token.accessSeconds"])

    @property
    def refusal_seconds(self) -> float:
        """How long a refused log-in takes at least, if that is longer than what the deployment says."""
        return float(self._values[REFUSAL_SECONDS])

    @property
    def contact_propagation(self) -> str:
        """Where else than to its company a new contact assignment leads."""
        return str(self._values[CONTACT_PROPAGATION])

    @property
    def owns_companies(self) -> bool:
        """Whether operations write the tenant's companies; else events do."""
        return str(self._values[COMPANIES]) != EXTERNAL_COMPANIES

    @property
    def joins_by_registration_id(self) -> bool:
        """Whether a sign-up with a company's registration number leads into that company, or founds it."""
        return self.owns_companies and self._values[JOIN_BY_REGISTRATION_ID] is True

    @property
    def role_scopes(self) -> Mapping[str, Any]:
        """Further scopes of contacts by their role; empty if the value is not an object."""
        scopes = self._values[ROLE_SCOPES]
        return scopes if isinstance(scopes, Mapping) else {}

    @property
    def staff_roles(self) -> Mapping[str, Any]:
        """The rights of staff by the names of their groups; empty if the value is not an object."""
        roles = self._values[STAFF_ROLES]
        return roles if isinstance(roles, Mapping) else {}

    @property
    def searches(self) -> bool:
        """Whether staff can search the tenant's customers by words, once their index is built."""
        return str(self._values[SEARCH]) == SEARCH_ON

    @property
    def session_seconds(self) -> int:
        """How long a session can live, however often it is refreshed."""
        return int(timedelta(days=int(self._values["session.maxDays"])).total_seconds())

    @property
    def notifies_of_assistance(self) -> bool:
        """Whether a customer is told when somebody logs in for it."""
        return self._values["assistedBuying.notify"] is True

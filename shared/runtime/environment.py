"""The environment variables of this process, read once."""

import os
from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True, slots=True)
class Environment:
    """Where this process runs and what it talks to.

    `in_lambda`: in Lambda's runtime. `on_laptop`: not on AWS; a container of `sam local` is in both.
    `token_issuer`: our own issuer; none means the host that the gateway was called by. `trusted_issuers`:
    whose tokens are accepted besides ours, as JSON. `user_pool_issuer`: the stack's user pool, if it has one.
    `key_file` (laptop) or `kms_key_id` (AWS) protects the keys that are stored in the table.
    `max_read_units`: the most that one list may consume. `event_bus`: the bus for events.
    `projection_retries`: the URL of the queue of records of which a projection failed. `webhook_deliveries`,
    `webhook_wakes`: those of first attempts, and of looks at deliveries that wait. `api_url`: where the API
    is reached, for links in messages. `mail_sender`: whom messages come from where their tenant names
    nobody. `mail_configuration_set`: by which the mail service treats them. `refusal_floor`: the least
    seconds that an answer takes which must not tell whether there is an account. `stage`: what the deployment
    is for. `release`: what was deployed, as `git describe` names it. `trusted_proxies` and `proxy_secrets`:
    see `TrustedProxies`, separated by commas. `makes_keys`: this process makes the service's keys where there
    are none. In AWS a few functions do, since whoever may write keys could write any record of the service.
    """

    table_name: str
    in_lambda: bool
    on_laptop: bool
    token_issuer: str | None
    trusted_issuers: str
    user_pool_issuer: str | None
    kms_key_id: str | None
    key_file: str | None
    max_read_units: float
    event_bus: str
    projection_retries: str
    webhook_deliveries: str
    webhook_wakes: str
    api_url: str
    mail_sender: str | None
    mail_configuration_set: str | None
    refusal_floor: float
    stage: str
    release: str
    trusted_proxies: str = ""
    proxy_secrets: str = field(default="", repr=False)
    makes_keys: bool = False

    def issuer(self, domain_name: str) -> str:
        """Return our own issuer, for a client that called us by this name."""
        return self.token_issuer or f"https://{domain_name}"


_FUNCTION = "AWS_LAMBDA_FUNCTION_NAME"


@cache
def environment() -> Environment:
    """Return the environment of this process. Raises `KeyError` naming a variable that must be set."""
    in_lambda = "AWS_LAMBDA_RUNTIME_API" in os.environ
    return Environment(
        table_name=os.environ["TABLE_NAME"],
        in_lambda=in_lambda,
        on_laptop=not in_lambda or os.environ.get("AWS_SAM_LOCAL") == "true",
        token_issuer=os.environ.get("TOKEN_ISSUER", "").rstrip("/") or None,
        trusted_issuers=os.environ.get("TRUSTED_ISSUERS") or "[]",
        user_pool_issuer=os.environ.get("USER_POOL_ISSUER") or None,
        kms_key_id=os.environ.get("SIGNING_KMS_KEY_ID") or None,
        key_file=os.environ.get("KEY_FILE") or None,
        max_read_units=float(os.environ.get("MAX_READ_UNITS") or 20_000),
        event_bus=os.environ.get("EVENT_BUS_NAME", ""),
        projection_retries=os.environ.get("PROJECTION_RETRY_QUEUE", ""),
        webhook_deliveries=os.environ.get("WEBHOOK_DELIVERY_QUEUE", ""),
        webhook_wakes=os.environ.get("WEBHOOK_WAKE_QUEUE", ""),
        api_url=os.environ.get("API_URL", "").rstrip("/"),
        mail_sender=os.environ.get("MAIL_SENDER") or None,
        mail_configuration_set=os.environ.get("MAIL_CONFIGURATION_SET") or None,
        refusal_floor=float(os.environ.get("REFUSAL_FLOOR_SECONDS") or 0.5),
        stage=os.environ.get("STAGE", ""),
        release=os.environ.get("RELEASE") or "unknown",
        trusted_proxies=os.environ.get("TRUSTED_PROXIES", ""),
        proxy_secrets=os.environ.get("PROXY_SECRETS", ""),
        makes_keys=_FUNCTION not in os.environ or os.environ.get("MAKES_KEYS") == "true",
    )

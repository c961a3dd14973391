"""The environment variables that the functions find on this machine."""

import os
from pathlib import Path

from local.bus.entries import BUS_NAME
from local.engine import Endpoint
from local.machine.loopback import HOST
from local.machine.release import release
from local.stack.invocation import REGION
from local.stack.template import load_section

TABLE_NAME = "customers"
AWS_PATH = "/_local/aws"
QUEUES = {
    "PROJECTION_RETRY_QUEUE": "ProjectionRetryQueue",
    "WEBHOOK_DELIVERY_QUEUE": "WebhookDeliveryQueue",
    "WEBHOOK_WAKE_QUEUE": "WebhookWakeQueue",
}
"""The variables that name queues, and the names of these in the template, by which the bus knows them."""

KEY_FILE = "key"
TABLE_KEY_FILE = "table.key"
"""The key of a table on another engine, which has it, too."""

_MAIL_SENDER = "no-reply@localhost"
# Variables with which a user works on AWS; they must not lead the functions there.
_FOREIGN = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL")
_OF_THE_LAYER = "AWS_CA_BUNDLE"  # names a file that is only where Lambda unpacks it


def function_environment(state_dir: Path, engine: Endpoint, issuer: str) -> dict[str, str]:
    """Return the template's variables, with this machine's values in place of those of a deployment.

    `issuer` is the service's URL for its clients, and the issuer of its tokens. Events and mail go there,
    too; see local/aws.py.
    """
    variables = load_section("Globals")["Globals"]["Function"]["Environment"]["Variables"]
    no_proxy = os.environ.get("NO_PROXY", os.environ.get("no_proxy", ""))
    return {
        **{
            name: value
            for name, value in variables.items()
            if isinstance(value, str) and name != _OF_THE_LAYER
        },
        "TABLE_NAME": TABLE_NAME,
        "POWERTOOLS_METRICS_NAMESPACE": "local",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "INFO"),
        "TRUSTED_ISSUERS": os.environ.get("TRUSTED_ISSUERS", "[]"),
        "TOKEN_ISSUER": issuer,
        "API_URL": issuer,
        "STAGE": "local",
        "RELEASE": release(),
        "EVENT_BUS_NAME": BUS_NAME,
        **{variable: f"{issuer}{AWS_PATH}/{queue}" for variable, queue in QUEUES.items()},
        "MAIL_SENDER": _MAIL_SENDER,
        "MAIL_CONFIGURATION_SET": "",
        "SIGNING_KMS_KEY_ID": "",
        "MAKES_KEYS": "true",
        "KEY_FILE": str(state_dir.resolve() / (TABLE_KEY_FILE if engine.is_other else KEY_FILE)),
        "AWS_ENDPOINT_URL_DYNAMODB": engine.url,
        "AWS_ENDPOINT_URL_EVENTBRIDGE": f"{issuer}{AWS_PATH}",
        "AWS_ENDPOINT_URL_SESV2": f"{issuer}{AWS_PATH}",
        "AWS_ENDPOINT_URL_SQS": f"{issuer}{AWS_PATH}",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        # An engine separates tables by region, so this is the same at every start.
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": engine.key.id,
        "AWS_SECRET_ACCESS_KEY": engine.key.secret,
        "NO_PROXY": f"{no_proxy},{HOST},localhost".lstrip(","),
    }


def adopt(environment: dict[str, str]) -> None:
    """Give this process the environment, and remove from it what would lead to AWS instead."""
    for name in _FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(environment)

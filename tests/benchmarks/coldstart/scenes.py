"""The scene of each function: its sample, and everything that the sample refers to."""

import json
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

from local.engine import Endpoint, start_engine
from local.environment import function_environment
from local.machine.paths import PROJECT_ROOT
from local.stack.template import Document, http_api, load_templates
from shared.domain.callers.access import EVERYWHERE
from shared.runtime.wiring import wiring
from shared.use_cases.customers.create_customer import NewCustomer, create_customer
from shared.use_cases.identity.adopt_client import adopt_client
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.benchmarks.coldstart.aws import Aws, serving_aws
from tests.benchmarks.coldstart.subjects import Subject
from tools.rehearsal.provider import Provider
from tools.rehearsal.samples import samples
from tools.rehearsal.scene import EMAIL, Scene
from tools.rehearsal.stage import become_function

_TENANT, _NUMBER = "acme", "1001"
_AUTHORIZER = "authorize_request"
_TRIGGERS = PROJECT_ROOT / "events" / "triggers"


@contextmanager
def staged() -> Iterator[tuple[Aws, Mapping[str, str]]]:
    """An engine with an empty table behind `Aws`, and the environment in which functions find both."""
    with (
        tempfile.TemporaryDirectory() as folder,
        start_engine() as engine,
        serving_aws(engine.url) as (url, aws),
    ):
        environment = function_environment(Path(folder), Endpoint(url, engine.key), issuer=url)
        del environment["KEY_FILE"]
        environment |= {"SIGNING_KMS_KEY_ID": "key", "AWS_ENDPOINT_URL_KMS": url}
        become_function(environment)
        yield aws, environment


def events(subjects: Sequence[Subject]) -> dict[str, bytes]:
    """The event of each subject by its name, each in a tenant of its own."""
    by_operation = {sample.operation: sample for sample in samples(http_api(*load_templates()))}
    made = {}
    _set_the_scene_of_triggers()
    with Provider(EMAIL) as provider, redirect_stdout(StringIO()):
        for subject in subjects:
            sample = by_operation.get(subject.sample)
            if sample is None:
                made[subject.name] = (_TRIGGERS / f"{subject.sample}.json").read_bytes()
                continue
            scene = Scene(by_operation, provider, f"t{secrets.token_hex(4)}")
            event = scene.event_of(sample)
            event["headers"].pop("idempotency-key", None)  # which the peers do not know
            if subject.sample == _AUTHORIZER:
                _carry_token(event, scene)
            made[subject.name] = json.dumps(event).encode()
    return made


def _set_the_scene_of_triggers() -> None:
    """The data that samples of triggers refer to, where its absence would be an error."""
    client = json.loads((_TRIGGERS / "on_cognito_token.json").read_text())["callerContext"]["clientId"]
    clients, scope = wiring().service_clients, "customer.customer_read"
    create_tenant(wiring().tenants, _TENANT)
    adopt_client(
        clients,
        wiring().tenants,
        client_id=client,
        tenant=_TENANT,
        name="sample",
        scope=scope,
        restrictions=(),
    )
    writing = wiring().creation_ports
    create_customer(
        writing, EVERYWHERE, NewCustomer(tenant=_TENANT, members={}, created_by="sample", number=_NUMBER)
    )


def _carry_token(event: Document, scene: Scene) -> None:
    token = json.loads(scene.call("begin_visit")["body"])["access_token"]
    event["headers"]["authorization"] = event["identitySource"][0] = f"Bearer {token}"

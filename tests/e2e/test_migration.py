"""Import and password migration, on the deployed service: the schedule's function is invoked by hand."""

import json
import uuid
from base64 import b64encode
from datetime import timedelta
from typing import Any

from tests.days import lasting_today
from tests.e2e.client import CUSTOMERS, TENANT, Api
from tests.e2e.deployment import Deployment, aws, physical_id

RETENTION = f"/customer/{TENANT}/config/password-migration-retention"


def new_customer(**account: Any) -> dict[str, Any]:
    return {"lastName": "Muster", "account": {"email": f"{uuid.uuid4()}@example.com", **account}}


def run_daily_function(deployment: Deployment) -> dict[str, Any]:
    """Run the function as its schedule would today."""
    name = physical_id(deployment, "OnPasswordMigrationDayFunction")
    answer: dict[str, Any] = aws("lambda", deployment.environment).invoke(
        FunctionName=name, Payload=json.dumps({"source": "aws.events", "id": "e2e"}).encode()
    )
    return answer


def test_customers_are_imported_and_reminded_of_the_end_of_the_migration(
    owner: Api, deployment: Deployment
) -> None:
    today = lasting_today()
    days = {"retentionEndDate": str(today + timedelta(days=2)), "emailReminderDate": str(today)}
    legacy = {
        "algorithm": "hybris-sha512-uid-salt",
        "hash": b64encode(bytes(64)).decode(),
        "context": {"originalUid": "anna"},
    }
    native = (
        "$argon2id$v=19$m=19456,t=2,p=1$9+7tnkkfmmAiPV9Wm7wLOg$WUaBmZmYtn9gtVEJjvvOJxNjeEV9wH821lVmLRRU4Ws"
    )

    configured = owner.call("POST", RETENTION, days)
    imported = owner.call(
        "POST",
        f"{CUSTOMERS}/import",
        [new_customer(legacyAuth=legacy), new_customer(passwordHash=native), new_customer()],
        {"Idempotency-Key": uuid.uuid4().hex},
    )
    run = run_daily_function(deployment)
    assert (configured.status, imported.status) == (200, 207), imported.data
    number = imported.json()[0]["id"]
    key = {"pk": {"S": f"{TENANT}#C#{number}"}, "sk": {"S": "MESSAGE#PASSWORD_MIGRATION_REMINDER"}}
    reminder = aws("dynamodb", deployment.environment).get_item(TableName=deployment.table, Key=key)
    read = owner.call("GET", RETENTION)
    deleted = owner.call("DELETE", RETENTION)

    assert [entry["code"] for entry in imported.json()] == [201, 201, 400]
    assert "FunctionError" not in run
    assert "Item" in reminder
    assert read.json() == {**days, "emailNotificationsEnabled": True}
    assert (deleted.status, deleted.json()["type"]) == (400, "validation_failure")

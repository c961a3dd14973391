"""The stack of alarms and dashboard, next to the one that it watches."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.deployment import API_ID, ROOT, STACK, Deployment, aws, run

MONITORING = f"{STACK}-monitoring"


@pytest.fixture
def cloudwatch(deployment: Deployment) -> Iterator[Any]:
    """CloudWatch, with the stack deployed as docs/operations.md has it."""
    sam, environment = deployment.stack.sam, deployment.environment
    run(
        [sam, "deploy", "--template-file", ROOT / "operations" / "monitoring.yaml"],
        ["--stack-name", MONITORING, "--no-progressbar"],
        ["--parameter-overrides", f"ServiceStack={STACK}", "AlarmEmail=oncall@example.com"],
        environment=environment,
    )
    yield aws("cloudwatch", environment)
    run([sam, "delete", "--stack-name", MONITORING, "--no-prompts"], environment=environment)


def test_alarms_and_dashboard_are_of_the_deployed_service(cloudwatch: Any, deployment: Deployment) -> None:
    alarms = {alarm["AlarmName"]: alarm for alarm in cloudwatch.describe_alarms()["MetricAlarms"]}
    dashboard = cloudwatch.get_dashboard(DashboardName=STACK)["DashboardBody"]

    assert alarms[f"{STACK}-server-errors"]["Dimensions"] == [{"Name": "ApiId", "Value": API_ID}]
    assert f'"TableName", "{deployment.table}"' in dashboard

"""operations/monitoring.yaml against the stack that it watches."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from local.template import load_template, only_resource, resources
from shared.runtime.observability import recorded

ROOT = Path(__file__).parents[2]
METRICS_OF_AWS = {
    ("AWS/ApiGateway", "5xx"): {"ApiId"},
    ("AWS/ApiGateway", "Latency"): {"ApiId"},
    ("AWS/Lambda", "IteratorAge"): {"FunctionName"},
    ("AWS/Lambda", "Throttles"): set(),
    ("AWS/S3", "NumberOfObjects"): {"BucketName", "StorageType"},
    ("AWS/SES", "Reputation.BounceRate"): set(),
    ("AWS/SES", "Reputation.ComplaintRate"): set(),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"): {"QueueName"},
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): {"QueueName"},
}
"""By namespace and name, the dimensions under which AWS publishes what alarms watch."""

Document = dict[str, Any]


@pytest.fixture(scope="module")
def monitoring() -> Document:
    return load_template(ROOT / "operations" / "monitoring.yaml")


@pytest.fixture
def log_line(capsys: pytest.CaptureFixture[str]) -> Document:
    """The line that a request leaves in the log, which is its metrics too."""
    with recorded("log_in") as record:
        record.status = 401
    line: Document = json.loads(capsys.readouterr().out)
    return line


def alarms(monitoring: Document) -> dict[str, Document]:
    return resources(monitoring, "AWS::CloudWatch::Alarm")


def dashboard(monitoring: Document) -> Document:
    text, _ = only_resource(monitoring, "AWS::CloudWatch::Dashboard")["DashboardBody"]["Fn::Sub"]
    body: Document = json.loads(text)
    return body


def test_what_is_imported_is_exported_by_the_service(template: Document, monitoring: Document) -> None:
    exported = {
        output["Export"]["Name"]["Fn::Sub"].removeprefix("${AWS::StackName}")
        for output in template["Outputs"].values()
        if "Export" in output
    }

    imported = set(
        re.findall(r"'Fn::ImportValue': \{'Fn::Sub': '\$\{ServiceStack\}([^']+)'\}", str(monitoring))
    )

    assert imported == exported


def test_every_alarm_tells_the_topic_and_is_on_the_dashboard(monitoring: Document) -> None:
    shown = dashboard(monitoring)["widgets"][0]["properties"]["alarms"]

    assert sorted(shown) == sorted(f"${{{name}.Arn}}" for name in alarms(monitoring))
    for name, alarm in alarms(monitoring).items():
        assert alarm["AlarmActions"] == [{"Ref": "Alarms"}], name
        assert alarm["AlarmDescription"], name


def test_alarms_watch_what_is_published(monitoring: Document) -> None:
    counted = {
        (transformation["MetricNamespace"]["Ref"], transformation["MetricName"])
        for log_filter in resources(monitoring, "AWS::Logs::MetricFilter").values()
        for transformation in log_filter["MetricTransformations"]
    }

    for name, alarm in alarms(monitoring).items():
        if "Metrics" in alarm:
            continue
        if isinstance(alarm["Namespace"], dict):
            assert (alarm["Namespace"]["Ref"], alarm["MetricName"]) in counted, name
            continue
        dimensions = {dimension["Name"] for dimension in alarm.get("Dimensions", [])}
        assert dimensions == METRICS_OF_AWS[alarm["Namespace"], alarm["MetricName"]], name


def test_alarms_of_the_table_ask_for_all_its_operations_together(monitoring: Document) -> None:
    asking = {name: alarm["Metrics"] for name, alarm in alarms(monitoring).items() if "Metrics" in alarm}

    assert asking.keys() == {"TableThrottles", "TableErrors"}
    for (metric,), wanted in zip(asking.values(), ["ThrottledRequests", "SystemErrors"], strict=True):
        query, values = metric["Expression"]["Fn::Sub"]
        assert f"SUM({wanted})" in query
        assert 'SCHEMA("AWS/DynamoDB", Operation, TableName)' in query
        assert values.keys() == {"Table"}


def test_filters_read_the_log_of_the_service(template: Document, monitoring: Document) -> None:
    name = only_resource(template, "AWS::Logs::LogGroup")["LogGroupName"]["Fn::Sub"]

    for log_filter in resources(monitoring, "AWS::Logs::MetricFilter").values():
        assert log_filter["LogGroupName"]["Fn::Sub"] == name.replace("AWS::StackName", "ServiceStack")


@pytest.mark.parametrize("name", ["RefusedLogIns", "FailedTriggers"])
def test_filters_ask_for_members_that_lines_have(monitoring: Document, log_line: Document, name: str) -> None:
    pattern = resources(monitoring, "AWS::Logs::MetricFilter")[name]["FilterPattern"]

    asked = set(re.findall(r"\$\.(\w+)", pattern))

    assert asked == {"operation", "status"}
    assert {member: type(log_line[member]) for member in asked} == {"operation": str, "status": int}


def test_filters_name_operations_that_there_are(functions: dict[str, Document], monitoring: Document) -> None:
    patterns = str(resources(monitoring, "AWS::Logs::MetricFilter"))
    operations = {
        properties["Handler"].removesuffix(".lambda_handler").rpartition("/")[2]
        for properties in functions.values()
    }

    named = re.findall(r'\$\.operation = "(\w+\*?)"', patterns)

    assert sorted(named) == ["log_in", "on_*"]
    assert "log_in" in operations
    assert {name for name in operations if name.startswith("on_")} == {
        properties["Handler"].removesuffix(".lambda_handler").rpartition("/")[2]
        for properties in functions.values()
        if properties["Handler"].startswith("triggers/")
    }


def test_the_dashboard_searches_for_metrics_that_requests_leave(
    monitoring: Document, log_line: Document
) -> None:
    (directive,) = log_line["_aws"]["CloudWatchMetrics"]

    searches = re.findall(
        r"SEARCH\('\{\"\$\{ServiceStack\}\",([\w,]+)\} MetricName=\"(\w+)\"",
        only_resource(monitoring, "AWS::CloudWatch::Dashboard")["DashboardBody"]["Fn::Sub"][0].replace(
            '\\"', '"'
        ),
    )

    assert {metric for _, metric in searches} == {metric["Name"] for metric in directive["Metrics"]}
    assert {tuple(dimensions.split(",")) for dimensions, _ in searches} == {
        tuple(names) for names in directive["Dimensions"]
    }

"""operations/monitoring.yaml against the stack that it watches."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from local.stack.template import load_template, only_resource, resources, template_paths
from shared.domain.messages.events import Event, EventName
from shared.domain.webhooks.deliveries import Result, delivery_of
from shared.runtime.figures import count_deliveries, measure_projection
from shared.runtime.observability import recorded
from shared.runtime.trigger import Trigger
from shared.runtime.wiring import wiring
from tests.component.lambda_context import LambdaContext
from tests.contract.expansion import FIRST, STACKS
from tests.differences import differences

ROOT = Path(__file__).parents[2]
METRICS_OF_AWS = {
    ("AWS/ApiGateway", "5xx"): {"ApiId"},
    ("AWS/ApiGateway", "Latency"): {"ApiId"},
    ("AWS/ApiGateway", "Count"): {"ApiId"},
    ("AWS/Lambda", "DroppedEventCount"): {"EventSourceMappingUUID"},
    ("AWS/Lambda", "Errors"): {"FunctionName"},
    ("AWS/Lambda", "IteratorAge"): {"FunctionName"},
    ("AWS/Lambda", "OnFailureDestinationDeliveredEventCount"): {"EventSourceMappingUUID"},
    ("AWS/Lambda", "Throttles"): set(),
    ("AWS/S3", "NumberOfObjects"): {"BucketName", "StorageType"},
    ("AWS/SES", "Reputation.BounceRate"): set(),
    ("AWS/SES", "Reputation.ComplaintRate"): set(),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"): {"QueueName"},
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): {"QueueName"},
}
"""By namespace and name, the dimensions under which AWS publishes what alarms watch."""

Document = dict[str, Any]
Templates = tuple[Document, ...]


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


@pytest.fixture
def line_of_a_trigger(capsys: pytest.CaptureFixture[str]) -> Document:
    """The line that the invocation of a trigger leaves."""
    Trigger("on_something", lambda *_: None, lambda _: None, wiring())({}, LambdaContext())
    line: Document = json.loads(capsys.readouterr().out)
    return line


@pytest.fixture
def figures(capsys: pytest.CaptureFixture[str]) -> list[Document]:
    """The lines that a projection, and an attempt to deliver, leave beside that of their invocation."""
    measure_projection("feed", lag=timedelta(0), queued=1)
    count_deliveries([delivery_of(Event(EventName.CREATED, "t", "e", datetime.now(UTC), {}), {}, code="c")])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def alarms(monitoring: Document) -> dict[str, Document]:
    return resources(monitoring, "AWS::CloudWatch::Alarm")


def metrics_of(alarm: Document) -> list[Document]:
    """The single metrics that an alarm is on, or computes with."""
    if "Metrics" not in alarm:
        return [alarm]
    return [each["MetricStat"]["Metric"] for each in alarm["Metrics"] if "MetricStat" in each]


def all_alarms(templates: Templates, monitoring: Document) -> dict[str, Document]:
    """Those for people, and those that take releases back."""
    return alarms(monitoring) | {
        f"{name} of {path.name}": alarm
        for path, template in zip(template_paths(), templates, strict=True)
        for name, alarm in alarms(template).items()
    }


def exports_of(name: str, template: Document) -> set[str]:
    """The names of what a stack exports, as those of other stacks would import them."""
    suffix = "" if name == FIRST else f"-{name}"
    return {
        output["Export"]["Name"]["Fn::Sub"].replace("${AWS::StackName}", "${ServiceStack}" + suffix)
        for output in template["Outputs"].values()
        if "Export" in output
    }


def dashboard(monitoring: Document) -> Document:
    text, _ = only_resource(monitoring, "AWS::CloudWatch::Dashboard")["DashboardBody"]["Fn::Sub"]
    body: Document = json.loads(text)
    return body


def test_what_is_imported_is_exported_and_nothing_else(monitoring: Document) -> None:
    written = {name: load_template(path) for name, path in STACKS.items()}
    exported = {each for name, template in written.items() for each in exports_of(name, template)}

    imported = set(
        re.findall(r"'Fn::ImportValue': \{'Fn::Sub': '([^']+)'\}", str([*written.values(), monitoring]))
    )

    assert differences("what is imported", imported, exported) == []


def test_the_apis_of_all_stacks_are_watched_in_the_same_way(monitoring: Document) -> None:
    watched = [
        f"{metric['MetricName']} of {dimension['Value']['Fn::ImportValue']['Fn::Sub']}"
        for alarm in alarms(monitoring).values()
        for metric in metrics_of(alarm)
        if metric["Namespace"] == "AWS/ApiGateway"
        for dimension in metric["Dimensions"]
    ]

    apis = ["${ServiceStack}" + ("" if name == FIRST else f"-{name}") + "-ApiId" for name in STACKS]
    expected = [f"{metric} of {api}" for metric in ("5xx", "Latency") for api in apis]
    assert differences("operations/monitoring.yaml", watched, expected) == []


def test_every_alarm_notifies_the_topic_and_is_on_the_dashboard(monitoring: Document) -> None:
    shown = dashboard(monitoring)["widgets"][0]["properties"]["alarms"]

    assert sorted(shown) == sorted(f"${{{name}.Arn}}" for name in alarms(monitoring))
    for name, alarm in alarms(monitoring).items():
        assert alarm["AlarmActions"] == [{"Ref": "Alarms"}], name
        assert alarm["AlarmDescription"], name


def test_alarms_watch_what_is_published(templates: Templates, monitoring: Document) -> None:
    counted = {
        (transformation["MetricNamespace"]["Ref"], transformation["MetricName"])
        for log_filter in resources(monitoring, "AWS::Logs::MetricFilter").values()
        for transformation in log_filter["MetricTransformations"]
    }

    for name, alarm in all_alarms(templates, monitoring).items():
        for metric in metrics_of(alarm):
            if isinstance(metric["Namespace"], dict):
                assert (metric["Namespace"]["Ref"], metric["MetricName"]) in counted, name
                continue
            dimensions = {dimension["Name"] for dimension in metric.get("Dimensions", [])}
            assert dimensions == METRICS_OF_AWS[metric["Namespace"], metric["MetricName"]], name


def test_alarms_that_compute_name_what_they_compute_with_and_nothing_else(
    templates: Templates, monitoring: Document
) -> None:
    for name, alarm in all_alarms(templates, monitoring).items():
        inputs = {each["Id"] for each in alarm.get("Metrics", []) if "MetricStat" in each}
        outputs = [each for each in alarm.get("Metrics", []) if each.get("ReturnData", True)]
        if inputs:
            (computed,) = outputs
            assert set(re.findall(r"\b[a-z]\w*", computed["Expression"])) == inputs, name


def test_every_description_of_an_alarm_names_its_run_book(templates: Templates, monitoring: Document) -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    _, _, run_books = page.partition("\n## Run-books by alarm\n")
    headings = re.findall(r"^### (.+)$", run_books, re.MULTILINE)

    named = {
        name: re.findall(r"\. Run-book: docs/operations\.md, (.+)\.$", alarm["AlarmDescription"])
        for name, alarm in all_alarms(templates, monitoring).items()
    }

    assert [name for name, books in named.items() if len(books) != 1] == []
    assert sorted({book for books in named.values() for book in books}) == sorted(headings)


def test_every_queue_is_watched_for_how_old_its_oldest_message_is(
    template: Document, monitoring: Document
) -> None:
    queues = resources(template, "AWS::SQS::Queue")
    exports = {
        output["Export"]["Name"]["Fn::Sub"].removeprefix("${AWS::StackName}-"): output["Value"]
        for output in template["Outputs"].values()
        if "Export" in output
    }

    watched = [
        exports[dimension["Value"]["Fn::ImportValue"]["Fn::Sub"].removeprefix("${ServiceStack}-")]
        for alarm in alarms(monitoring).values()
        for metric in metrics_of(alarm)
        if metric.get("MetricName") == "ApproximateAgeOfOldestMessage"
        for dimension in metric["Dimensions"]
    ]

    assert sorted(value["Fn::GetAtt"][0] for value in watched) == sorted(queues)


def test_what_is_given_up_is_counted_where_it_happens(template: Document, monitoring: Document) -> None:
    mapping = resources(template, "AWS::Lambda::EventSourceMapping")["CustomerChanges"]

    assert mapping["MetricsConfig"] == {"Metrics": ["EventCount"]}
    assert mapping["DestinationConfig"]["OnFailure"]
    assert template["Outputs"]["ChangesMappingId"]["Value"] == {"Ref": "CustomerChanges"}


def test_a_budget_may_notify_the_topic_and_so_may_alarms(monitoring: Document) -> None:
    statement, _ = only_resource(monitoring, "AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    budget = only_resource(monitoring, "AWS::Budgets::Budget")

    subscribers = [s for each in budget["NotificationsWithSubscribers"] for s in each["Subscribers"]]
    assert {(s["SubscriptionType"], s["Address"]["Ref"]) for s in subscribers} == {("SNS", "Alarms")}
    assert set(statement["Principal"]["Service"]) == {"budgets.amazonaws.com", "cloudwatch.amazonaws.com"}
    assert monitoring["Resources"]["Budget"]["Condition"] == "HasBudget"
    assert "Condition" not in monitoring["Resources"]["TopicPolicy"]


def test_alarms_of_the_table_ask_for_all_its_operations_together(monitoring: Document) -> None:
    asking = {
        name: alarm["Metrics"]
        for name, alarm in alarms(monitoring).items()
        if "AWS/DynamoDB" in str(alarm.get("Metrics", ""))
    }

    assert asking.keys() == {"TableThrottles", "TableErrors"}
    for (metric,), wanted in zip(asking.values(), ["ThrottledRequests", "SystemErrors"], strict=True):
        query, values = metric["Expression"]["Fn::Sub"]
        assert f"SUM({wanted})" in query
        assert 'SCHEMA("AWS/DynamoDB", Operation, TableName)' in query
        assert values.keys() == {"Table"}


def test_alarms_of_projections_and_deliveries_ask_for_what_triggers_leave(
    monitoring: Document, figures: list[Document]
) -> None:
    left = {
        (metric["Name"], *dimensions)
        for line in figures
        for directive in line["_aws"]["CloudWatchMetrics"]
        for dimensions in directive["Dimensions"]
        for metric in directive["Metrics"]
    }
    asking = {
        name: alarm["Metrics"][0]["Expression"]["Fn::Sub"]
        for name, alarm in alarms(monitoring).items()
        if '"${ServiceStack}"' in str(alarm.get("Metrics", ""))
    }

    asked = {
        name: re.search(r'\((\w+)\) FROM SCHEMA\("\$\{ServiceStack\}", (\w+), (\w+)\)', query)
        for name, query in asking.items()
    }

    assert asked.keys() == {"LateProjections", "DeadDeliveries"}
    assert {found.groups() for found in asked.values() if found} <= left
    assert None not in asked.values()
    assert f"WHERE outcome = '{Result.DEAD}'" in asking["DeadDeliveries"]


def test_filters_read_the_log_of_the_service(template: Document, monitoring: Document) -> None:
    name = resources(template, "AWS::Logs::LogGroup")["LogGroup"]["LogGroupName"]["Fn::Sub"]

    for log_filter in resources(monitoring, "AWS::Logs::MetricFilter").values():
        assert log_filter["LogGroupName"]["Fn::Sub"] == name.replace("AWS::StackName", "ServiceStack")


@pytest.mark.parametrize("name", ["RefusedLogIns", "FailedTriggers"])
def test_filters_ask_for_members_that_lines_have(monitoring: Document, log_line: Document, name: str) -> None:
    pattern = resources(monitoring, "AWS::Logs::MetricFilter")[name]["FilterPattern"]

    asked = set(re.findall(r"\$\.(\w+)", pattern))

    assert asked == {"operation", "status"}
    assert {member: type(log_line[member]) for member in asked} == {"operation": str, "status": int}


def test_the_line_of_a_trigger_is_that_of_a_request(log_line: Document, line_of_a_trigger: Document) -> None:
    """Lines of requests and of triggers answer the same questions of alarms, dashboard and people."""

    def shape(line: Document) -> Document:
        return {name: type(value) for name, value in line.items()}

    def metrics(line: Document) -> Any:
        return line["_aws"]["CloudWatchMetrics"]

    assert shape(line_of_a_trigger) == shape(log_line)
    assert metrics(line_of_a_trigger) == metrics(log_line)
    assert line_of_a_trigger["_aws"].keys() == log_line["_aws"].keys()
    assert line_of_a_trigger["_aws"]["Timestamp"] >= log_line["_aws"]["Timestamp"]


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


def test_the_dashboard_searches_for_metrics_that_requests_and_triggers_leave(
    monitoring: Document, log_line: Document, figures: list[Document]
) -> None:
    left = {
        f"{metric['Name']} by {','.join(dimensions)}"
        for line in [log_line, *figures]
        for directive in line["_aws"]["CloudWatchMetrics"]
        for dimensions in directive["Dimensions"]
        for metric in directive["Metrics"]
    }

    searches = re.findall(
        r"SEARCH\('\{\"\$\{ServiceStack\}\",([\w,]+)\} MetricName=\"(\w+)\"",
        only_resource(monitoring, "AWS::CloudWatch::Dashboard")["DashboardBody"]["Fn::Sub"][0].replace(
            '\\"', '"'
        ),
    )

    searched = [f"{metric} by {dimensions}" for dimensions, metric in searches]
    assert differences("the dashboard", searched, left) == []

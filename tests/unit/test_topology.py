"""Triggers in template.yaml are supported, or refused in a sentence."""

from collections.abc import Callable
from typing import Any

import pytest

from local.bus.entries import BUS_NAME, DEFAULT_BUS
from local.environment import QUEUES
from local.stack.template import load_template
from local.triggers.topology import NotUnderstood, topology_of

Document = dict[str, Any]


def template() -> Document:
    return {
        "Resources": {
            "Changed": {"Type": "AWS::Serverless::Function", "Properties": {"Handler": "a/changed.handler"}},
            "Told": {
                "Type": "AWS::Serverless::Function",
                "Properties": {
                    "Handler": "a/told.handler",
                    "Timeout": 20,
                    "Events": {
                        "Day": {"Type": "Schedule", "Properties": {"Schedule": "cron(0 2 * * ? *)"}},
                    },
                },
            },
            "Changes": {
                "Type": "AWS::Lambda::EventSourceMapping",
                "Properties": {
                    "FunctionName": {"Ref": "Changed"},
                    "EventSourceArn": {"Fn::GetAtt": ["Table", "StreamArn"]},
                    "StartingPosition": "TRIM_HORIZON",
                    "MaximumRetryAttempts": 3,
                    "FunctionResponseTypes": ["ReportBatchItemFailures"],
                },
            },
            "Messages": {
                "Type": "AWS::Lambda::EventSourceMapping",
                "Properties": {
                    "FunctionName": {"Ref": "Told"},
                    "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]},
                    "FunctionResponseTypes": ["ReportBatchItemFailures"],
                },
            },
            "Rule": {
                "Type": "AWS::Events::Rule",
                "Properties": {
                    "EventBusName": {"Ref": "Bus"},
                    "EventPattern": {"source": ["a"], "detail": {"queue": [{"Ref": "Queue"}]}},
                    "Targets": [{"Id": "Queue", "Arn": {"Fn::GetAtt": ["Queue", "Arn"]}}],
                },
            },
            "Table": {"Type": "AWS::DynamoDB::Table"},
            "Bus": {"Type": "AWS::Events::EventBus"},
            "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"RedrivePolicy": {"maxReceiveCount": 4}}},
        }
    }


def properties(document: Document, name: str) -> Document:
    found: Document = document["Resources"][name]["Properties"]
    return found


def test_a_function_reads_the_stream_with_lambdas_defaults() -> None:
    stream = topology_of(template()).stream

    assert (stream.function.handler, stream.batch_size, stream.retries, stream.bisects) == (
        "a/changed.handler",
        100,
        3,
        False,
    )
    assert stream.wants({"any": "record"})


def test_it_gets_the_changes_that_one_of_the_filters_lets_through() -> None:
    document = template()
    properties(document, "Changes")["FilterCriteria"] = {
        "Filters": [{"Pattern": '{"eventName": ["INSERT"]}'}, {"Pattern": '{"kind": [{"prefix": "A"}]}'}]
    }

    wants = topology_of(document).stream.wants

    assert wants({"eventName": "INSERT"})
    assert wants({"eventName": "REMOVE", "kind": "AB"})
    assert not wants({"eventName": "REMOVE"})


def test_a_function_reads_a_queue_with_the_defaults_of_both() -> None:
    (queue,) = topology_of(template()).queues

    assert (queue.function.timeout, queue.queue, queue.batch_size) == (20, "Queue", 10)
    assert (queue.receives, queue.visibility_timeout) == (4, 30)


def test_a_rule_is_of_the_templates_bus_and_calls_resources_by_their_names() -> None:
    (rule,) = topology_of(template()).rules

    assert (rule.bus, rule.queue) == (BUS_NAME, "Queue")
    assert rule.matches({"source": "a", "detail": {"queue": "Queue"}})
    assert not rule.matches({"source": "a", "detail": {"queue": "Other"}})


def test_a_rule_without_a_bus_is_of_the_default_one() -> None:
    document = template()
    del properties(document, "Rule")["EventBusName"]

    assert topology_of(document).rules[0].bus == DEFAULT_BUS


def test_a_schedule_is_a_functions() -> None:
    (schedule,) = topology_of(template()).schedules

    assert (schedule.function.name, sorted(schedule.cron.hours)) == ("Told", [2])


REFUSED: dict[str, Callable[[Document], object]] = {
    "a pattern": lambda t: properties(t, "Rule").update(EventPattern={"source": [{"suffix": "a"}]}),
    "a filter": lambda t: properties(t, "Changes").update(
        FilterCriteria={"Filters": [{"Pattern": '{"eventName": [{"exists": true}]}'}]}
    ),
    "a schedule": lambda t: properties(t, "Told")["Events"]["Day"]["Properties"].update(
        Schedule="rate(5 minutes)"
    ),
    "a schedule that may be off": lambda t: properties(t, "Told")["Events"]["Day"]["Properties"].update(
        State="DISABLED"
    ),
    "another source of a function": lambda t: properties(t, "Told")["Events"].update(Other={"Type": "SQS"}),
    "a member of the stream's mapping": lambda t: properties(t, "Changes").update(TumblingWindowInSeconds=3),
    "a member of a queue's mapping": lambda t: properties(t, "Messages").update(FilterCriteria={}),
    "a member of a rule": lambda t: properties(t, "Rule").update(State="DISABLED"),
    "a member of a target": lambda t: properties(t, "Rule")["Targets"][0].update(InputPath="$.detail"),
    "a stream from its end": lambda t: properties(t, "Changes").update(StartingPosition="LATEST"),
    "retries without end": lambda t: properties(t, "Changes").pop("MaximumRetryAttempts"),
    "a queue without an end": lambda t: properties(t, "Queue").clear(),
    "failures that are not reported": lambda t: properties(t, "Messages").pop("FunctionResponseTypes"),
    "two readers of the stream": lambda t: t["Resources"].update(Again=t["Resources"]["Changes"]),
    "nobody reads the stream": lambda t: t["Resources"].pop("Changes"),
    "nobody reads a queue": lambda t: t["Resources"].pop("Messages"),
    "a bus of elsewhere": lambda t: properties(t, "Rule").update(EventBusName="another"),
    "a bus that is not one": lambda t: properties(t, "Rule").update(EventBusName={"Ref": "Queue"}),
    "a target that is not a queue": lambda t: properties(t, "Rule")["Targets"][0].update(
        Arn={"Fn::GetAtt": ["Told", "Arn"]}
    ),
    "a source that is not one": lambda t: properties(t, "Messages").update(
        EventSourceArn={"Fn::GetAtt": ["Bus", "Arn"]}
    ),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_understood_is_refused_in_a_sentence(change: Callable[[Document], object]) -> None:
    document = template()
    change(document)

    with pytest.raises(NotUnderstood, match=r"^[^\n]+\.$"):
        topology_of(document)


def test_the_template_of_the_stack_is_understood() -> None:
    topology = topology_of(load_template())

    assert topology.stream.function.name == "OnCustomerChangeFunction"
    of_rules = {rule.queue for rule in topology.rules}
    assert of_rules | set(QUEUES.values()) == {mapping.queue for mapping in topology.queues}


@pytest.mark.parametrize(
    ("event", "key", "is_wanted"),
    [
        ("INSERT", "TENANT#acme", True),  # makes the key of hashes before the tenant's first call
        ("REMOVE", "TENANT#acme", False),
        ("MODIFY", "SESSION#1", True),
        ("REMOVE", "SESSION#1", False),
        ("REMOVE", "PROFILE", True),
        ("MODIFY", "#ENTITY", True),
        ("REMOVE", "#ENTITY", False),
        ("INSERT", "LOCATION", False),
        ("INSERT", "TENANT", False),
        ("INSERT", "CONFIG#restrictions", False),
        ("MODIFY", "TRIES", False),
    ],
)
def test_our_function_of_changes_is_set_off_by_what_it_is_for(event: str, key: str, is_wanted: bool) -> None:
    record = {"eventName": event, "dynamodb": {"Keys": {"pk": {"S": "any"}, "sk": {"S": key}}}}

    assert topology_of(load_template()).stream.wants(record) is is_wanted

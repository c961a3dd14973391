"""Every function may do what it does, and nothing else."""

import secrets
from collections.abc import Iterable, Iterator

import pytest

from local.stack.template import Document, functions_of, http_api, load_templates
from tests.component.policies.calls import NewScene, done_by_operation, done_by_trigger
from tests.component.policies.grants import TABLE, Doings, Grant, granted, needed_by_lambda
from tests.component.process import forget
from tests.policies import statements_of
from tools.rehearsal.provider import Provider
from tools.rehearsal.samples import Sample, samples, trigger_samples
from tools.rehearsal.scene import EMAIL, Scene

TEMPLATES = load_templates()
STATEMENTS = statements_of(*TEMPLATES)
SAMPLES = samples(http_api(*TEMPLATES))
OF_TRIGGERS = trigger_samples(*TEMPLATES)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider(EMAIL) as provider:
        yield provider


@pytest.fixture
def new_scene(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> Iterator[NewScene]:
    monkeypatch.setenv("MAIL_SENDER", "service@shop.example.com")
    monkeypatch.setenv("MAIL_CONFIGURATION_SET", "messages")
    by_operation = {sample.operation: sample for sample in SAMPLES}
    forget()
    yield lambda: Scene(by_operation, provider, f"t{secrets.token_hex(4)}")
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.function.name)
def test_an_operation_may_do_what_it_does_and_nothing_else(sample: Sample, new_scene: NewScene) -> None:
    name = sample.function.name

    assert faults(name, STATEMENTS[name], done_by_operation(sample, new_scene)) == []


@pytest.mark.parametrize("sample", OF_TRIGGERS, ids=lambda sample: sample.function.name)
def test_the_same_holds_for_a_function_with_an_event_source(sample: Sample, new_scene: NewScene) -> None:
    name = sample.function.name

    assert faults(name, STATEMENTS[name], done_by_trigger(sample, new_scene)) == []


def test_every_function_is_looked_at() -> None:
    assert {sample.function.name for sample in [*SAMPLES, *OF_TRIGGERS]} == functions_of(*TEMPLATES).keys()


def test_every_fault_of_a_policy_is_named() -> None:
    read, written = Grant("dynamodb:GetItem", TABLE), Grant("dynamodb:PutItem", TABLE)
    statement = {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": {"Fn::GetAtt": [TABLE, "Arn"]}}
    own = {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["SERVICE"]}}
    unlimited, limited = [statement], [statement | {"Condition": own}]
    doings = Doings({read}, {read: {"SERVICE", "acme"}})

    assert faults("F", unlimited, doings) == []
    assert faults("F", unlimited, Doings()) == [f"F never uses {read}"]
    assert faults("F", unlimited, Doings({read, written})) == [f"F lacks {written}"]
    assert faults("F", limited, doings) == [f"F lacks {read} in ['acme']"]


def faults(name: str, statements: Iterable[Document], doings: Doings) -> list[str]:
    """Return the actions that a function's policy lacks, and those that it grants in vain."""
    allowed = granted(statements)
    done = doings.grants | needed_by_lambda(TEMPLATES[0], name)
    strayed = {
        grant: sorted(doings.partitions[grant] - limits)
        for grant, limits in allowed.items()
        if grant in done and limits is not None
    }
    return [
        *(f"{name} lacks {grant}" for grant in sorted(done - allowed.keys())),
        *(f"{name} lacks {grant} in {partitions}" for grant, partitions in strayed.items() if partitions),
        *(f"{name} never uses {grant}" for grant in sorted(allowed.keys() - done)),
    ]

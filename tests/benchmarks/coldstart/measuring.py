"""Rounds of cold starts, one of each subject after another, so that what disturbs one disturbs all."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import median

from tests.benchmarks.coldstart.aws import Answer, Aws
from tests.benchmarks.coldstart.starting import Start, start
from tests.benchmarks.coldstart.subjects import Subject
from tools.packaging.zips import zip_size


@dataclass(slots=True)
class Measured:
    """The measured starts of a subject. `status`: that of its answer, where it answers HTTP."""

    subject: Subject
    package: int
    status: int | None = None
    starts: list[Start] = field(default_factory=list)
    instructions: int | None = None

    @property
    def init(self) -> float:
        """Median CPU seconds before the first event."""
        return median(each.init for each in self.starts)

    @property
    def call(self) -> float:
        """Median CPU seconds of the first event."""
        return median(each.call for each in self.starts)

    @property
    def total(self) -> float:
        """Median CPU seconds of both."""
        return median(each.total for each in self.starts)

    @property
    def peak(self) -> float:
        """Median of the most bytes that were in memory."""
        return median(each.peak for each in self.starts)


@dataclass(slots=True)
class Stage:
    """Everything that a start needs besides the subject."""

    python: Path
    aws: Aws
    environment: Mapping[str, str]
    events: Mapping[str, bytes]
    _recorded: dict[str, dict[str, list[Answer]]] = field(default_factory=dict)

    def record(self, subject: Subject) -> int | None:
        """Start it once on the engine, to have AWS' answers; the status of its own answer."""
        self._recorded[subject.name] = self.aws.record()
        _, answer = start(self.python, subject, self.events[subject.name], self.environment)
        status: int | None = (json.loads(answer) or {}).get("statusCode")
        return status

    def start(self, subject: Subject, under: Sequence[str] = ()) -> Start:
        """Start it with the answers that were recorded."""
        self.aws.replay(self._recorded[subject.name])
        took, _ = start(self.python, subject, self.events[subject.name], self.environment, under=under)
        return took


def measured(stage: Stage, subjects: Sequence[Subject], rounds: int) -> list[Measured]:
    """Every subject started so many times, after one start that is not counted."""
    found = [Measured(subject, package_size(subject)) for subject in subjects]
    for each in found:
        each.status = stage.record(each.subject)
    for _ in range(rounds):
        for each in random.sample(found, len(found)):
            each.starts.append(stage.start(each.subject))
    return found


def package_size(subject: Subject) -> int:
    """Bytes of the zips that would be deployed."""
    return sum(_zip_size(folder) for folder in (subject.task, *subject.layers))


_zip_size = cache(zip_size)

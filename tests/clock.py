"""A clock for tests."""

from datetime import UTC, datetime


class Clock:
    """A clock that tests move, in seconds since 1970; it also stands in for the module `time`."""

    def __init__(self, begins: str = "1970-01-12T13:46:40+00:00") -> None:
        self.time = datetime.fromisoformat(begins).timestamp()

    def __call__(self) -> float:
        return self.time

    def monotonic(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time, UTC)

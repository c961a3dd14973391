"""The customers of the tests of legal entities."""

from collections.abc import Callable

from tests.component.api import Api

Store = Callable[..., str]


def version(api: Api, number: str) -> int:
    return int(api.get(number).json["metadata"]["version"])

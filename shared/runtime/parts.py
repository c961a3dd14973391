"""The decorator for parts of a wiring."""

from functools import cached_property
from typing import TypeVar

Part = TypeVar("Part")


class part(cached_property[Part]):  # noqa: N801 - a decorator, as `property` is
    """A property that is made once, when it is first asked for, or set.

    The class's own takes a wiring: `Wiring.customers(wiring)` is `wiring.customers`.
    """

    def __call__(self, wiring: object) -> Part:
        """Return the part of this wiring."""
        return self.__get__(wiring)

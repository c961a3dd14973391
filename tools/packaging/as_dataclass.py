"""The rest of a dataclass whose methods were compiled before it is loaded (`ready_dataclasses.py`).

`make build` puts this module into the layer, as `shared/as_dataclass.py`.
"""

import dataclasses
import reprlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NoReturn

Dataclass = Any  # an instance of one
FACTORY = dataclasses._HAS_DEFAULT_FACTORY  # type: ignore[attr-defined]
_FIELD = dataclasses._FIELD  # type: ignore[attr-defined]


def as_dataclass(given: Mapping[str, Mapping[str, Any]], **parameters: bool) -> Callable[[Any], Any]:
    """Tell `dataclasses` of a class that has its methods.

    `given`: what some of its fields were given besides a default. `parameters`: the decorator's.
    """

    def decorate(cls: Any) -> Any:  # noqa: ANN401 - a class, as `type` does not describe one
        init = cls.__init__
        defaults = dict(zip(reversed(cls.__match_args__), reversed(init.__defaults__ or ()), strict=False))
        defaults |= init.__kwdefaults__ or {}
        fields = cls.__dataclass_fields__ = {}
        for name, its_type in cls.__annotations__.items():
            default = defaults.get(name, dataclasses.MISSING)
            options = {"kw_only": parameters.get("kw_only", False), **given.get(name, {})}
            if default is not FACTORY:
                options["default"] = default
            fields[name] = made = dataclasses.field(**options)
            made.name, made.type, made._field_type = name, its_type, _FIELD
        cls.__dataclass_params__ = _parameters(**parameters)
        return cls

    return decorate


@cache
def _parameters(**parameters: bool) -> object:
    made: Any = dataclasses.dataclass(**parameters)(type("Empty", (), {}))
    return made.__dataclass_params__


def equal(self: Dataclass, other: Dataclass) -> Any:  # noqa: ANN401 - `NotImplemented`, too
    """Return what `==` of a dataclass is."""
    if self is other:
        return True
    if other.__class__ is not self.__class__:
        return NotImplemented
    return all(getattr(self, name) == getattr(other, name) for name in self._compared)


def hashed(self: Dataclass) -> int:
    """Return the hash of a frozen dataclass."""
    return hash(tuple([getattr(self, name) for name in self._compared]))


@reprlib.recursive_repr()
def represent(self: Dataclass) -> str:
    """Return what a dataclass's `repr` is."""
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def refuse_assignment(_self: Dataclass, name: str, _value: object) -> NoReturn:
    """Raise `FrozenInstanceError`, as `__setattr__`."""
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def refuse_deletion(_self: Dataclass, name: str) -> NoReturn:
    """Raise `FrozenInstanceError`, as `__delattr__`."""
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def state(self: Dataclass) -> list[Any]:
    """Return the values of a frozen dataclass with slots, to be pickled."""
    return [getattr(self, name) for name in self.__dataclass_fields__]


def restore(self: Dataclass, values: list[Any]) -> None:
    """Give a frozen dataclass with slots its values back."""
    for name, value in zip(self.__dataclass_fields__, values, strict=True):
        object.__setattr__(self, name, value)

"""The rest of a dataclass whose methods were compiled before it is loaded (`ready_dataclasses.py`).

`make build` puts this module into the layer, as `shared/as_dataclass.py`.
"""

from __future__ import annotations

import reprlib
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Dataclass = Any  # an instance of one


class _Factory:
    """The default in the signature of a field that has a factory."""

    def __repr__(self) -> str:
        return "<factory>"


FACTORY = _Factory()


class _Later:
    """An attribute of a class that is made when it is first asked for.

    Python's own module of dataclasses brings `inspect` along: together they are a tenth of a small start.
    """

    def __init__(self, cls: type, name: str, make: Callable[[], object]) -> None:
        self._cls, self._name, self._make = cls, name, make
        setattr(cls, name, self)

    def __get__(self, _instance: object, _owner: type) -> object:
        made = self._make()
        setattr(self._cls, self._name, made)
        return made


def as_dataclass(given: Mapping[str, Mapping[str, Any]], **parameters: bool) -> Callable[[Any], Any]:
    """Tell `dataclasses` of a class that has its methods, if it ever asks.

    `given`: what some of its fields were given besides a default. `parameters`: the decorator's.
    """

    def decorate(cls: Any) -> Any:  # noqa: ANN401 - a class, as `type` does not describe one
        _Later(cls, "__dataclass_fields__", lambda: _fields(cls, given, parameters))
        _Later(cls, "__dataclass_params__", lambda: _parameters(parameters))
        return cls

    return decorate


def _fields(cls: Any, given: Mapping[str, Mapping[str, Any]], parameters: Mapping[str, bool]) -> object:  # noqa: ANN401
    import dataclasses

    its_kind = dataclasses._FIELD  # type: ignore[attr-defined]
    init = cls.__init__
    defaults = dict(zip(reversed(cls.__match_args__), reversed(init.__defaults__ or ()), strict=False))
    defaults |= init.__kwdefaults__ or {}
    fields = {}
    for name in cls._names:
        default = defaults.get(name, dataclasses.MISSING)
        options = {"kw_only": parameters.get("kw_only", False), **given.get(name, {})}
        if default is not FACTORY:
            options["default"] = default
        fields[name] = made = dataclasses.field(**options)
        made.name, made.type, made._field_type = name, cls.__annotations__[name], its_kind
    return fields


def _parameters(parameters: Mapping[str, bool]) -> object:
    import dataclasses

    made: Any = dataclasses.dataclass(**parameters)(type("Empty", (), {}))
    return made.__dataclass_params__


def replace(instance: Dataclass, /, **changes: object) -> Dataclass:
    """Return what `dataclasses.replace` does."""
    cls = type(instance)
    if "_names" not in vars(cls):  # one that inherits, which Python makes
        import dataclasses

        return dataclasses.replace(instance, **changes)
    return cls(**{name: getattr(instance, name) for name in cls._names} | changes)


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
    from dataclasses import fields

    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def refuse_assignment(_self: Dataclass, name: str, _value: object) -> NoReturn:
    """Raise `FrozenInstanceError`, as `__setattr__`."""
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def refuse_deletion(_self: Dataclass, name: str) -> NoReturn:
    """Raise `FrozenInstanceError`, as `__delattr__`."""
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def state(self: Dataclass) -> list[Any]:
    """Return the values of a frozen dataclass with slots, to be pickled."""
    return [getattr(self, name) for name in self.__dataclass_fields__]


def restore(self: Dataclass, values: list[Any]) -> None:
    """Give a frozen dataclass with slots its values back."""
    for name, value in zip(self.__dataclass_fields__, values, strict=True):
        object.__setattr__(self, name, value)

"""Dataclasses of our own package with the methods that Python would write whenever it loads them.

Python writes the methods of a dataclass as text and compiles them, in every process again. Here they are
added to the syntax tree, which is compiled once. The little that is left to do is in `as_dataclass.py`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUPPORT = Path(__file__).with_name("as_dataclass.py")
_PYTHONS = "dataclasses"
_OPTIONS = frozenset({"frozen", "slots", "kw_only"})
_FIELD_OPTIONS = frozenset({"default", "default_factory", "repr", "compare"})
_OF_OTHER_KINDS = frozenset({"ClassVar", "InitVar", "KW_ONLY"})
_OUTSIDE_OF_THESE = frozenset({"Generic"})
_WRITTEN = frozenset({"__init__", "__post_init__", "__eq__", "__hash__", "__repr__", "__setattr__"})

_FALSE = ast.Constant(value=False)


class NotExpected(Exception):
    """A dataclass uses what is not provided for here; the message names class and part."""


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    default: ast.expr | None
    options: dict[str, ast.expr]

    @property
    def factory(self) -> ast.expr | None:
        return self.options.get("default_factory")

    @property
    def compared(self) -> bool:
        return "compare" not in self.options

    @property
    def parameter(self) -> str:
        if self.factory is not None:
            return f"{self.name}=_as_dataclass.FACTORY"
        return self.name if self.default is None else f"{self.name}={ast.unparse(self.default)}"

    @property
    def value(self) -> str:
        if self.factory is None:
            return self.name
        return f"({ast.unparse(self.factory)})() if {self.name} is _as_dataclass.FACTORY else {self.name}"


def with_methods(source: str) -> ast.Module | None:
    """Return a module whose dataclasses have their methods, and do without Python's own module of them.

    None if that changes nothing. Raises `NotExpected`. Dataclasses with bases stay as they are, since their
    fields depend on other modules.
    """
    module = ast.parse(source)
    found = [
        (node, options)
        for node in module.body
        if isinstance(node, ast.ClassDef)
        and (options := _options(node)) is not None
        and {ast.unparse(base).partition("[")[0] for base in node.bases} <= _OUTSIDE_OF_THESE
    ]
    for written, options in found:
        _complete(written, options)
    imported = [node for node in module.body if isinstance(node, ast.ImportFrom) and node.module == _PYTHONS]
    replacing = [alias for node in imported for alias in node.names if alias.name == "replace"]
    if not found and not replacing:
        return None
    used = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
    for node in imported:
        node.names = [alias for alias in node.names if alias.name in used and alias not in replacing]
    module.body = [node for node in module.body if node not in imported or node.names]
    support = ast.parse("from shared import as_dataclass as _as_dataclass").body
    if replacing:
        support.append(ast.ImportFrom("shared.as_dataclass", replacing, 0))
    first = next(at for at, node in enumerate(module.body) if not _is_before_imports(node))
    module.body[first:first] = support
    return ast.fix_missing_locations(module)


def _options(node: ast.ClassDef) -> dict[str, bool] | None:
    """Return what the decorator is given; None if the class is not a dataclass."""
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if ast.unparse(called) == "dataclass":
            given = decorator.keywords if isinstance(decorator, ast.Call) else []
            options = {str(each.arg): ast.literal_eval(each.value) for each in given}
            if len(node.decorator_list) > 1 or not options.keys() <= _OPTIONS:
                raise NotExpected(f"{node.name}: {ast.unparse(decorator)}")
            return options
    return None


def _complete(node: ast.ClassDef, options: dict[str, bool]) -> None:
    if unexpected := _WRITTEN & {each.name for each in node.body if isinstance(each, ast.FunctionDef)}:
        raise NotExpected(f"{node.name}: {', '.join(sorted(unexpected))}")
    fields = list(_fields(node, slots=options.get("slots", False)))
    members = ast.parse("\n".join(_members(fields, options))).body
    decorator = ast.parse(_decorator(fields, options), mode="eval").body
    for added in (*members, decorator):
        for part in ast.walk(added):
            ast.copy_location(part, node)
    node.body += members
    node.decorator_list = [decorator]


def _fields(node: ast.ClassDef, *, slots: bool) -> Iterator[_Field]:
    """Yield the fields. Of a class with slots, they lose the values that slots cannot have."""
    for member in node.body:
        if not (isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name)):
            continue
        name, default, options = member.target.id, member.value, dict[str, ast.expr]()
        if _OF_OTHER_KINDS & {part.id for part in ast.walk(member.annotation) if isinstance(part, ast.Name)}:
            raise NotExpected(f"{node.name}.{name}: {ast.unparse(member.annotation)}")
        if isinstance(default, ast.Call) and ast.unparse(default.func) == "field":
            options = {str(each.arg): each.value for each in default.keywords}
            if not options.keys() <= _FIELD_OPTIONS or ast.unparse(options.get("compare", _FALSE)) != "False":
                raise NotExpected(f"{node.name}.{name}: {ast.unparse(default)}")
            default = options.pop("default", None)
            member.value = default
        if slots:
            member.value = None
        yield _Field(name, default, options)


def _members(fields: list[_Field], options: dict[str, bool]) -> Iterator[str]:
    """Yield the lines of what Python would add to the class."""
    names = [each.name for each in fields]
    kw_only, frozen, slots = (options.get(name, False) for name in ("kw_only", "frozen", "slots"))
    if slots:
        yield f"__slots__ = {tuple(names)}"
    yield f"__match_args__ = {() if kw_only else tuple(names)}"
    parameters = ["self", *(["*"] if kw_only and fields else []), *(each.parameter for each in fields)]
    yield f"def __init__({', '.join(parameters)}):"
    for each in fields:
        assigned = f"object.__setattr__(self, {each.name!r}, {each.value})"
        yield f"  {assigned if frozen else f'self.{each.name} = {each.value}'}"
    yield "  return None"
    yield f"_names = {tuple(names)}"
    yield f"_compared = {tuple(each.name for each in fields if each.compared)}"
    yield "__repr__, __eq__ = _as_dataclass.represent, _as_dataclass.equal"
    if frozen:
        yield "__hash__ = _as_dataclass.hashed"
        yield "__setattr__, __delattr__ = _as_dataclass.refuse_assignment, _as_dataclass.refuse_deletion"
    if frozen and slots:
        yield "__getstate__, __setstate__ = _as_dataclass.state, _as_dataclass.restore"


def _decorator(fields: list[_Field], options: dict[str, bool]) -> str:
    given = ", ".join(f"{each.name!r}: {_dictionary(each.options)}" for each in fields if each.options)
    return f"_as_dataclass.as_dataclass({{{given}}}, **{options})"


def _dictionary(expressions: dict[str, ast.expr]) -> str:
    return f"{{{', '.join(f'{name!r}: {ast.unparse(value)}' for name, value in expressions.items())}}}"


def _is_before_imports(node: ast.stmt) -> bool:
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_docstring or (isinstance(node, ast.ImportFrom) and node.module == "__future__")

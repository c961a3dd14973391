"""The packages that a function may load, as it starts or when something is first used; read from the code."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from local.machine.paths import PROJECT_ROOT

COMPOSITION = (
    "shared.runtime.wiring",
    "shared.runtime.service_wiring",
    "shared.runtime.adapters",
    "shared.runtime.event_adapters",
    "shared.runtime.key_adapters",
)
"""These import all adapters, each where it is made. Only the parts that are asked for count."""
OF_THE_LAPTOP_ALONE = {"shared.adapters.tokens.file_key_cipher"}
"""Made for `KEY_FILE`, which no function is given."""
_ROOTS = (PROJECT_ROOT, PROJECT_ROOT / "functions")  # where Python looks for our modules


def packages_of(entry_point: str) -> set[str]:
    """Return the packages that a module imports, anywhere in it, and in what it imports of ours."""
    found: set[str] = set()
    modules, parts, waiting = set(OF_THE_LAPTOP_ALONE), set[str](), [entry_point]
    while waiting:
        name = waiting.pop()
        if name in modules:
            continue
        modules.add(name)
        file = _file(name)
        if file is None:
            if name.partition(".")[0] not in _ours():
                found.add(name.partition(".")[0])
            continue
        tree = _tree(file)
        asked_for = set(_parts_asked_for(tree))
        waiting += _imports(_outside_functions(tree) if name in COMPOSITION else tree)
        while asked_for:
            part = asked_for.pop()
            if part not in parts:
                parts.add(part)
                made = _parts()[part]
                waiting += _imports(made)
                asked_for.update(_parts_named(made))
    return found


@cache
def _file(module: str) -> Path | None:
    places = (root / module.replace(".", "/") for root in _ROOTS)
    files = (file for place in places for file in (place.with_suffix(".py"), place / "__init__.py"))
    return next((file for file in files if file.exists()), None)


@cache
def _ours() -> frozenset[str]:
    return frozenset({"shared", *(path.name for path in _ROOTS[1].iterdir())})


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def _parts() -> dict[str, ast.FunctionDef]:
    """The functions that make what is asked for, by name."""
    files = (_file(module) for module in COMPOSITION)
    return {
        node.name: node
        for file in files
        if file is not None
        for node in _run(_tree(file))
        if isinstance(node, ast.FunctionDef)
    }


def _run(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of what is not for type checkers alone."""
    yield tree
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from _run(node)


@cache
def _imports(tree: ast.AST) -> list[str]:
    names = []
    for node in _run(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


@cache
def _outside_functions(tree: ast.Module) -> ast.Module:
    imports: list[ast.stmt] = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return ast.Module(imports, [])


@cache
def _parts_asked_for(tree: ast.AST) -> frozenset[str]:
    """Return the parts of the wiring that a module asks for, as in `wiring.customers`."""
    read = (node for node in _run(tree) if isinstance(node, ast.Attribute) and node.attr in _parts())
    return frozenset(node.attr for node in read if _is_wiring(ast.unparse(node.value)))


def _is_wiring(text: str) -> bool:
    return text.removesuffix("()").rpartition(".")[2].lower() == "wiring"


@cache
def _parts_named(made: ast.AST) -> frozenset[str]:
    """Return the parts that the making of one names, called or not."""
    nodes = _run(made)
    names = (node.id if isinstance(node, ast.Name) else getattr(node, "attr", None) for node in nodes)
    return frozenset(name for name in names if name in _parts())

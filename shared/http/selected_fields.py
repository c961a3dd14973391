"""The query parameter `fields`: the members of a resource that an answer has."""

from collections.abc import Callable, Mapping
from typing import Any

from shared.domain.errors import BadParameter
from shared.domain.fields import MAX_DOCUMENT_DEPTH
from shared.domain.query.fields import Members, find_field
from shared.http.request import Request

MAX_FIELDS = 50
MAX_LEVELS = MAX_DOCUMENT_DEPTH + 2
"""Those of a name: a document, the member that has it, and the resource."""


def selection(request: Request, members: Members) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """Return what makes the answer of a document: all of it, or `id` and the members that `fields` names.

    Raises `BadParameter` for one that is unknown.
    """
    names = request.words("fields")
    if not names:
        return lambda document: document
    if len(names) > MAX_FIELDS:
        raise BadParameter(f"Query parameter 'fields' has more than {MAX_FIELDS} names.")
    paths = [tuple(name.split(".")) for name in names]
    for name, path in zip(names, paths, strict=True):
        if len(path) > MAX_LEVELS or find_field(*path, members=members) is None:
            raise BadParameter(f"Query parameter 'fields' contains '{name}', which is not a member.")
    tree: dict[str, Any] = {"id": {}}
    for path in paths:
        _add(tree, path)
    return lambda document: _selected(document, tree)


def _add(tree: dict[str, Any], path: tuple[str, ...]) -> None:
    """Add a path to a tree, in which an empty one stands for all that is below."""
    name, *below = path
    if not below:
        tree[name] = {}
    elif name not in tree:
        tree[name] = {}
        _add(tree[name], tuple(below))
    elif tree[name]:
        _add(tree[name], tuple(below))


def _selected(value: Any, tree: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, list):
        return [_selected(element, tree) for element in value]
    if not isinstance(value, Mapping):
        return value
    return {
        name: _selected(value[name], below) if below else value[name]
        for name, below in tree.items()
        if name in value
    }

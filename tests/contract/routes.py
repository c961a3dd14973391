"""The routes of a function in the templates."""

from functools import cache

from local.stack.template import HttpApi, Route, http_api, load_templates


@cache
def api() -> HttpApi:
    """The APIs of all templates as one."""
    return http_api(*load_templates())


def routes_of(function: str) -> list[Route]:
    """A function's routes, without one that only catches the trailing slash of another.

    No route of an HTTP API can end with a slash, so that is a greedy one just below.
    """
    routes = [route for route in api().routes if route.function.name == function]
    catching_slashes = {f"{route.key}/{{proxy+}}" for route in routes}
    return [route for route in routes if route.key not in catching_slashes]

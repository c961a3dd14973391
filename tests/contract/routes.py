"""The routes of a function in the templates."""

from functools import cache

from local.stack.template import HttpApi, Route, http_api, load_templates


@cache
def api() -> HttpApi:
    """The APIs of all templates as one."""
    return http_api(*load_templates())


FORMER, PRESENT = " /caas-customer/", " /customer/"


def routes_of(function: str) -> list[Route]:
    """A function's routes, without those by which published clients call one of them in another way.

    That is below the former name of the service, or with a trailing slash: no route of an HTTP API can end
    with one, so it is a greedy route just below.
    """
    routes = [route for route in api().routes if route.function.name == function]
    keys = [route.key for route in routes]
    also = {f"{key}/{{proxy+}}" for key in keys} | {
        key.replace(PRESENT, FORMER) for key in keys if PRESENT in key
    }
    return [route for route in routes if route.key not in also]

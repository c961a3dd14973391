"""The routes of a function in the template."""

from typing import Any

Document = dict[str, Any]


def routes_of(properties: Document) -> list[Document]:
    """A function's routes, without one that only catches the trailing slash of another.

    No route of an HTTP API can end with a slash, so that is a greedy one just below.
    """
    events = properties.get("Events", {}).values()
    routes = [event["Properties"] for event in events if event["Type"] == "HttpApi"]
    catching_slashes = [{**route, "Path": f"{route['Path']}/{{proxy+}}"} for route in routes]
    return [route for route in routes if route not in catching_slashes]

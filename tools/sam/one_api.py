"""One template of all, as `sam local` serves one template."""

from local.stack.template import FUNCTION, HTTP_API, Document, HttpApi, Route, http_api, resources


def one_api(*templates: Document) -> Document:
    """Return the first template with the functions of all, and their routes with full paths.

    `sam local` finds routes at functions, but not in a definition that calls a function by its alias.
    Functions of other templates get the first one's globals, and its layers of the same names.
    """
    first = templates[0]
    ((api_name, api),) = resources(first, HTTP_API).items()
    events = _events(http_api(*templates), api_name)
    functions = {
        name: {**template["Resources"][name], "Properties": {**own, **events.get(name, {})}}
        for template in templates
        for name, own in resources(template, FUNCTION).items()
    }
    without_routes = {member: value for member, value in api.items() if member != "DefinitionBody"}
    return {
        **first,
        "Resources": {
            **first["Resources"],
            api_name: {**first["Resources"][api_name], "Properties": without_routes},
            **functions,
        },
    }


def _events(api: HttpApi, api_name: str) -> dict[str, Document]:
    """Return the property `Events` of each function that has routes."""
    found: dict[str, Document] = {}
    for route in api.routes:
        events = found.setdefault(route.function.name, {"Events": {}})["Events"]
        events[f"Route{len(events)}"] = {"Type": "HttpApi", "Properties": _properties(route, api_name)}
    return found


def _properties(route: Route, api_name: str) -> Document:
    guard = {} if route.authorized else {"Auth": {"Authorizer": "NONE"}}
    return {"ApiId": {"Ref": api_name}, "Method": route.method, "Path": route.path, **guard}

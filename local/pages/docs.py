"""The browsable page of the API's description: Swagger UI from the pinned Powertools package."""

from importlib import resources

from local.demo.tenant import CLIENTS, EMAIL, PASSWORD, STOREFRONT, TENANT
from local.http.messages import Response
from local.pages.document import ISOLATED, asset, document, template, with_headers

_OF_POWERTOOLS = {
    "/docs/swagger-ui.css": ("swagger-ui.min.css", "text/css; charset=utf-8"),
    "/docs/swagger-ui.js": ("swagger-ui-bundle.min.js", "text/javascript; charset=utf-8"),
}
_OURS = {f"/docs/{name}": name for name in ("docs.css", "docs.js")}


def docs_page(path: str) -> Response | None:
    """Return the page at /docs and what it loads, or None for any other path."""
    if path == "/docs":
        return document(_page())
    if path in _OURS:
        return asset(_OURS[path])
    if path not in _OF_POWERTOOLS:
        return None
    name, media_type = _OF_POWERTOOLS[path]
    folder = resources.files("aws_lambda_powertools") / "event_handler/openapi/swagger_ui"
    headers = (("content-type", media_type), ("cache-control", "max-age=86400"))
    return with_headers(Response(200, headers, (folder / name).read_bytes()), ISOLATED)


def _page() -> str:
    services = [client_id for client_id in CLIENTS if client_id != STOREFRONT]
    return template("docs.html").substitute(
        tenant=TENANT,
        client=services[0],
        clients="".join(f'<option value="{client_id}"></option>' for client_id in services),
        storefront=STOREFRONT,
        email=EMAIL,
        password=PASSWORD,
    )

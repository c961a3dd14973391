"""The browsable page of the API's description: Swagger UI, as the pinned Powertools package carries it."""

from importlib import resources

from local.gateway_messages import Response

_ASSETS = {
    "/docs/swagger-ui.css": ("swagger-ui.min.css", "text/css; charset=utf-8"),
    "/docs/swagger-ui.js": ("swagger-ui-bundle.min.js", "text/javascript; charset=utf-8"),
}
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Customer service</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
  <div id="page"></div>
  <script src="/docs/swagger-ui.js"></script>
  <script>
    SwaggerUIBundle({
      url: "/openapi.json",
      dom_id: "#page",
      deepLinking: true,
      persistAuthorization: true,
      validatorUrl: null,
    });
  </script>
</body>
</html>
"""


def docs_page(path: str) -> Response | None:
    """The page at /docs and what it loads, or None for any other path."""
    if path == "/docs":
        return Response(200, (("content-type", "text/html; charset=utf-8"),), _PAGE.encode())
    if path not in _ASSETS:
        return None
    name, media_type = _ASSETS[path]
    folder = resources.files("aws_lambda_powertools") / "event_handler/openapi/swagger_ui"
    headers = (("content-type", media_type), ("cache-control", "max-age=86400"))
    return Response(200, headers, (folder / name).read_bytes())

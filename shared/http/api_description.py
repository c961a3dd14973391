"""Documents about the API as answers."""

from shared.domain.preconditions import names
from shared.http.messages import Response, empty
from shared.http.request import Request
from shared.ports.descriptions import Description


def shown(request: Request, description: Description) -> Response:
    """Answer with the document, or with 304 if the client has it already."""
    headers = {"ETag": description.entity_tag, "Cache-Control": "public, max-age=300"}
    if names(request.known_tags, description.entity_tag):
        return empty(304, headers)
    return Response(200, description.text, headers)

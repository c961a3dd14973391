from shared.http.api_description import ApiDescription, api_description
from shared.http.messages import Response, empty
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request


@operation(requires=PUBLIC, uses=api_description)
def lambda_handler(request: Request, description: ApiDescription) -> Response:
    """Show what this API is, to people and programs; 304 when the client has this release's document."""
    if request.has_current(description.entity_tag):
        return empty(304, description.headers)
    return Response(200, description.text, description.headers)

from shared.http.api_description import ApiDescription, api_description, shown
from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request


@operation(requires=PUBLIC, uses=api_description)
def lambda_handler(request: Request, description: ApiDescription) -> Response:
    """Show what this API is, to people and programs."""
    return shown(request, description)

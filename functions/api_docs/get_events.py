from shared.http.api_description import ApiDescription, event_description, shown
from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request


@operation(requires=PUBLIC, uses=event_description)
def lambda_handler(request: Request, description: ApiDescription) -> Response:
    """Show what the events on the bus look like, to people and programs."""
    return shown(request, description)

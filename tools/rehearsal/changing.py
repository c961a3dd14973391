"""Changes to the events of samples."""

import json
from urllib.parse import parse_qsl, quote, urlencode

from local.stack.template import Document


def set_in_body(event: Document, **members: object) -> None:
    """Replace members of the body."""
    event["body"] = json.dumps({**json.loads(event["body"]), **members})


def set_in_query(event: Document, **parameters: str) -> None:
    """Replace parameters of the query."""
    given = {**dict(parse_qsl(event["rawQueryString"])), **parameters}
    event["rawQueryString"] = urlencode(given, quote_via=quote)


def set_in_path(event: Document, **parameters: str) -> None:
    """Replace parameters of the path."""
    for name, value in parameters.items():
        event["rawPath"] = event["rawPath"].replace(event["pathParameters"][name], value)
        event["pathParameters"][name] = value

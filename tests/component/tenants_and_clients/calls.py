"""A call by a token of ours."""

import json

from authorizer import authorize_request
from tenant_managed.customers import get_customer
from tests.component.api import Answer, Api


def called(tenant: str, access_token: str) -> Answer:
    """Return the answer of an operation to a token of ours, by way of the authorizer."""
    headers = {"authorization": f"Bearer {access_token}"}
    request = {"headers": headers, "requestContext": {"domainName": "customers.test"}}
    context = json.loads(json.dumps(authorize_request.lambda_handler(request, None)))["context"]
    event = Api(tenant).event("GET", "/customers/", "1001")
    event["requestContext"]["authorizer"]["lambda"] = context
    document = get_customer.lambda_handler(event, None)
    return Answer(document["statusCode"], document["headers"], document["body"])

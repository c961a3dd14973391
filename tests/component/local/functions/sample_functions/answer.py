import json
from typing import Any

from local.stack.invocation import LambdaContext


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> object:
    return json.loads(event["body"])

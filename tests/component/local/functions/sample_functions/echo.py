import json
from typing import Any

from local.stack.invocation import LambdaContext


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    remaining = context.get_remaining_time_in_millis()
    facts = {
        "event": event,
        "function": context.function_name,
        "memory": context.memory_limit_in_mb,
        "remainingSeconds": remaining / 1000,
    }
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(facts)}


def name_function(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return {"statusCode": 200, "body": context.function_name}

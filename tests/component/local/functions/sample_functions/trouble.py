import time
from typing import Any

from local.stack.invocation import LambdaContext


def crash(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    raise RuntimeError("a secret of the inside")


def answer_hugely(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return {"statusCode": 200, "body": "x" * 6 * 1024 * 1024}


def dawdle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    time.sleep(2)
    return {"statusCode": 200, "body": "late"}

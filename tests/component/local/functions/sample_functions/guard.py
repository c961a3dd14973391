from collections import Counter
from typing import Any

from local.stack.invocation import LambdaContext

_calls: Counter[str] = Counter()


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    word = event["identitySource"][0]
    _calls[word] += 1
    if word.startswith("crash") and _calls[word] == 1:
        raise RuntimeError(word)
    if word.startswith("odd"):
        return {"isAuthorized": "yes"}
    facts = {"calls": _calls[word], "routeArn": event["routeArn"], "type": event["type"]}
    return {"isAuthorized": not word.startswith("deny"), "context": facts}

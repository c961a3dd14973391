"""F0: what any function costs."""

from typing import Any


def lambda_handler(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Greet."""
    return {"statusCode": 200, "body": "hello"}

"""Customer documents for the tests of `q` and `sort`."""

from typing import Any


def customer(**members: Any) -> dict[str, Any]:
    """The smallest customer document, with these members added or replaced."""
    return {
        "id": "1001",
        "customerNumber": "1001",
        "accounts": [],
        "active": True,
        "onHold": False,
        "type": "CUSTOMER",
        "businessModel": "B2C",
        "metadata": {"version": 3},
        "metadataCreatedAt": "2026-01-31T09:30:00.250Z",
        "metadataModifiedAt": "2026-02-01T00:00:00.000Z",
        **members,
    }

"""The limits of what a tenant sets for its clients (api.md §3)."""

from collections.abc import Mapping

from shared.domain.errors import Conflict

MAX_CONFIGURED_CLIENTS = 200
"""All names are in one item, and in one answer."""
MAX_KEYS_OF_CLIENT = 200


def recounted(counts: Mapping[str, int], client: str, by: int) -> dict[str, int]:
    """Return how many keys each client has after this many more, or fewer, of one; without those with none.

    Raises `Conflict` for more than a tenant or a client can have.
    """
    after = counts.get(client, 0) + by
    others = {name: count for name, count in counts.items() if name != client}
    if after <= 0:
        return others
    if by > 0 and after > MAX_KEYS_OF_CLIENT:
        raise Conflict(f"At most {MAX_KEYS_OF_CLIENT} keys can be set for a client.")
    if by > 0 and client not in counts and len(counts) >= MAX_CONFIGURED_CLIENTS:
        raise Conflict(f"A tenant can have configurations for {MAX_CONFIGURED_CLIENTS} clients.")
    return {**others, client: after}

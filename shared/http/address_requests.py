"""The parts of a request that operations on addresses read, besides its body."""

from shared.domain import fields
from shared.domain.customers.address_rules import AddressChange
from shared.domain.errors import BadParameter
from shared.http.request import Request


def address_change(request: Request, number: str, version: int | None = None) -> AddressChange:
    """Return the address to change. `version` is the one in the body.

    Raises `BadParameter` when the id in the path cannot be an address's.
    """
    return AddressChange(
        tenant=request.tenant,
        number=number,
        address_id=request.address_id,
        updated_by=request.principal,
        precondition=request.precondition(version),
    )


def tags_parameter(request: Request) -> tuple[str, ...]:
    """Return the `tags` parameter: separated by commas, or given several times. Raises `BadParameter`."""
    tags = request.words("tags")
    if not tags:
        raise BadParameter("Query parameter 'tags' must contain one or more tags, separated by commas.")
    try:
        return tuple(map(fields.text, tags))
    except ValueError as error:
        raise BadParameter(f"Query parameter 'tags': each tag {error}.") from None

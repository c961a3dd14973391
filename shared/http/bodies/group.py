"""Request bodies of the operations on groups of companies."""

from typing import Annotated

from pydantic import AfterValidator

from shared.domain.companies.groups import CUSTOMER_USERS
from shared.http.bodies.body import Body, CustomerNumber


def _customers_alone(value: str) -> str:
    if value != CUSTOMER_USERS:
        raise ValueError(f"must be {CUSTOMER_USERS}: the groups of companies have no employees")
    return value


class GroupUser(Body):
    """Body of adding a user to a group."""

    user_id: CustomerNumber
    user_type: Annotated[str, AfterValidator(_customers_alone)] | None = None

"""Request bodies of assisted buying."""

from typing import Annotated

from shared.http.bodies.body import Body, CustomerNumber, EmptyIsAbsent, Text


class AssistedLogIn(Body):
    """Body of a log-in for a customer. `legal_entity_id`: the company that the customer buys for."""

    customer_number: CustomerNumber
    legal_entity_id: Annotated[Text | None, EmptyIsAbsent] = None

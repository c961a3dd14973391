"""Every text of a customer and of an address can be seen and read as it is written (api.md §1, Limits)."""

from typing import Any

import pytest

from shared.domain.customers.address import TEXTS
from shared.domain.errors import ValidationFailed
from shared.http.bodies.address import AddressCreate
from shared.http.bodies.body import Body, parsed
from shared.http.bodies.customer import CustomerSignupBySeller, CustomerUpdateBySeller
from shared.http.bodies.profile import CustomerSignup

UNREADABLE = {
    "blanks": "   ",
    "a blank of another script": "\u3000",
    "direction": "Anna\u202ennA",
    "isolated direction": "\u2066Anna",
    "no width": "\u200b",
    "no width and blanks": "\u2060 \ufeff",
    "a filler": "\u3164",
    "a control character": "An\x07na",
}
PROFILE_TEXTS = (
    "title",
    "firstName",
    "middleName",
    "lastName",
    "company",
    "contactPhone",
    "preferredSite",
    "restriction",
)


def within(path: str, value: object) -> Any:
    """Return a document with this value at a dotted path."""
    for name in reversed(path.split(".")):
        value = [value] if name == "0" else {name: value}
    return value


BODIES: list[tuple[type[Body], str]] = [
    *((CustomerSignupBySeller, member) for member in PROFILE_TEXTS),
    *((CustomerUpdateBySeller, member) for member in PROFILE_TEXTS),
    (CustomerUpdateBySeller, "b2b.companyRegistrationId"),
    (CustomerSignup, "customerDetails.lastName"),
    (CustomerSignup, "customerAddress.city"),
    *((AddressCreate, member) for member in TEXTS if member != "country"),
    (AddressCreate, "tags.0"),
]


@pytest.mark.parametrize("unreadable", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize(("model", "path"), BODIES)
def test_one_that_cannot_be_is_named(model: type[Body], path: str, unreadable: str) -> None:
    with pytest.raises(ValidationFailed) as refusal:
        parsed(model, within(path, unreadable))

    assert path in [problem.field for problem in refusal.value.problems]


@pytest.mark.parametrize("unreadable", UNREADABLE.values(), ids=UNREADABLE)
def test_nor_can_the_name_of_a_schema(unreadable: str) -> None:
    document = {"metadata": {"mixins": {unreadable: "https://schemas.example.com/a.json"}}}

    with pytest.raises(ValidationFailed):
        parsed(CustomerSignupBySeller, document)

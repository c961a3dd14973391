"""The floor: what no service can do without, whatever it is made with."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Text = Annotated[str, Field(max_length=255)]


class _Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="ignore")


class _Address(_Model):
    id: Text
    contact_name: Text
    company_name: Text | None = None
    street: Text | None = None
    street_number: Text | None = None
    street_appendix: Text | None = None
    extra_line1: Text | None = None
    extra_line2: Text | None = None
    zip_code: Text | None = None
    city: Text | None = None
    country: Text | None = None
    state: Text | None = None
    contact_phone: Text | None = None
    tags: list[Text] = []
    is_default: bool = False
    metadata: dict[str, Any] = {}


class _Entity(_Model):
    id: Text
    name: Text | None = None
    contact_assignment_id: Text | None = None


class _B2B(_Model):
    company_registration_id: Text | None = None
    legal_entities: list[_Entity] = []


class _Account(_Model):
    id: Text
    provider_id: Text | None = None


class _Customer(_Model):
    """The members that our own customer has."""

    id: Text
    customer_number: Text
    title: Text | None = None
    first_name: Text | None = None
    middle_name: Text | None = None
    last_name: Text | None = None
    company: Text | None = None
    contact_phone: Text | None = None
    contact_email: Text | None = None
    email: Text | None = None
    photo_url: Text | None = None
    preferred_language: Text | None = None
    preferred_currency: Text | None = None
    preferred_site: Text | None = None
    type: Text | None = None
    active: bool = True
    on_hold: bool = False
    restriction: Text | None = None
    business_model: Text | None = None
    b2b: _B2B | None = None
    accounts: list[_Account] = []
    addresses: list[_Address] = []
    default_address: _Address | None = None
    mixins: dict[str, dict[str, Any]] = {}
    metadata: dict[str, Any] = {}
    metadata_created_at: Text | None = None
    metadata_modified_at: Text | None = None
    last_login: Text | None = None


def floor(document: dict[str, Any]) -> Callable[[], str]:
    """A customer as a dictionary, checked by pydantic and written as JSON."""

    def checked() -> str:
        return _Customer.model_validate(document).model_dump_json(by_alias=True, exclude_none=True)

    return checked

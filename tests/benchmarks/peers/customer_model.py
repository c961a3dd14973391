"""The customer of the peers: the members that ours has, as their frameworks have them written."""

from typing import Any

from pydantic import BaseModel


class Address(BaseModel):
    """An address of a customer."""

    id: str | None = None
    contactName: str | None = None
    companyName: str | None = None
    street: str | None = None
    streetNumber: str | None = None
    streetAppendix: str | None = None
    extraLine1: str | None = None
    zipCode: str | None = None
    city: str | None = None
    country: str | None = None
    state: str | None = None
    contactPhone: str | None = None
    tags: list[str] = []
    isDefault: bool = False


class LegalEntity(BaseModel):
    """A company that a customer belongs to."""

    id: str
    name: str | None = None


class B2b(BaseModel):
    """The companies of a customer."""

    legalEntities: list[LegalEntity] = []


class Customer(BaseModel):
    """A customer."""

    id: str | None = None
    title: str | None = None
    firstName: str | None = None
    middleName: str | None = None
    lastName: str | None = None
    company: str | None = None
    contactEmail: str | None = None
    contactPhone: str | None = None
    photoUrl: str | None = None
    preferredLanguage: str | None = None
    preferredCurrency: str | None = None
    preferredSite: str | None = None
    restriction: str | None = None
    active: bool = True
    onHold: bool = False
    b2b: B2b | None = None
    mixins: dict[str, Any] = {}
    metadata: dict[str, Any] = {}


class NewCustomer(Customer):
    """A customer that is to be created, with its log-in."""

    password: str | None = None
    addresses: list[Address] = []

"""An export, imported into another tenant and exported from there, is the same to the byte."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.domain import fields
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import TEXTS, Address
from shared.domain.customers.customer import CONTACT, CUSTOMER, AccountId, Customer
from shared.domain.instants import now
from shared.domain.log_in.account import NewAccount, new_account
from shared.runtime.wiring import wiring
from tests.component.cli.transfers import ARGON2, BCRYPT, LEGACY, exported, made_tenant, retain, run
from tests.component.stored_accounts import stored_account
from tests.component.stored_customers import customer_of


def is_text(text: str) -> bool:
    """Return whether the service takes it as a name."""
    try:
        return fields.text(text) == text
    except ValueError:
        return False


letters = st.characters(exclude_categories=["Cc", "Cs"])
oddities = st.sampled_from(['""', '"', ' "x" ', ",; =1+1", "'=1", "+49", "O'Neill"])
texts = st.text(letters, max_size=12).map(lambda text: normalize("NFC", text)).filter(is_text) | oddities
filled = texts.filter(bool)
integers = st.integers(-(10**38) + 1, 10**38 - 1)
numbers = integers | st.decimals(
    allow_nan=False, allow_infinity=False, places=12, min_value=-(10**20), max_value=10**20
)
leaves = st.none() | st.booleans() | numbers | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
mixins = st.dictionaries(texts, values, max_size=3)
schemas = st.dictionaries(texts, st.just("https://example.com/schema.json?a=ü"), max_size=2)
ids = st.from_regex(fields.CUSTOMER_NUMBER_PATTERN, fullmatch=True).filter(lambda n: n != "0" * 8)
emails = st.builds("{}.{}@exämple.com".format, st.text("aÄßb+'", min_size=1, max_size=5), st.uuids())
instants = st.integers(0, 2_000_000_000_000).map(
    lambda milliseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
)
addresses = st.builds(
    Address,
    id=ids,
    texts=st.fixed_dictionaries(
        {"contactName": filled},
        optional={name: texts for name in TEXTS if name not in ("contactName", "country")},
    ),
    tags=st.lists(texts, unique=True, max_size=3).map(tuple),
    mixins=mixins,
    mixin_schemas=schemas,
    version=st.integers(1, 9),
)
credentials = st.builds(
    NewAccount, password_hash=st.none() | st.sampled_from([ARGON2, BCRYPT]), initial_password=st.booleans()
) | st.builds(NewAccount, password_hash=st.just(LEGACY), initial_password=st.booleans(), legacy=st.just(True))


@st.composite
def stored_customers(draw: st.DrawFn) -> tuple[dict[str, Any], NewAccount]:
    """The attributes of a customer as it may be stored, and how its account begins."""
    optional = st.none() | texts
    home = draw(st.lists(addresses, unique_by=lambda address: address.id, max_size=3))
    type_ = draw(st.sampled_from([CUSTOMER, CONTACT]))
    login = draw(st.none() | emails) if type_ == CUSTOMER else None
    contact_email = draw(emails if login else st.none() | emails) if login or type_ == CONTACT else None
    attributes = {
        "number": draw(ids),
        "type": type_,
        **{name: draw(optional) for name in ("title", "middle_name", "contact_phone")},
        **{name: draw(optional) for name in ("first_name", "last_name", "company")},
        "contact_email": draw(st.sampled_from([contact_email, login])) if login else contact_email,
        "accounts": (AccountId(login, draw(st.none() | filled)),) if login else (),
        "photo_url": draw(st.none() | st.just("https://example.com/ü.png")),
        "preferred_language": draw(st.sampled_from(["en_US", "de-DE"])),
        "preferred_site": draw(st.sampled_from(["main", "DE"]) | filled),
        "active": draw(st.booleans()),
        "on_hold": draw(st.booleans()),
        "restriction": draw(st.sampled_from([None, "DE", "FR"])),
        "restriction_synced": draw(st.booleans()),
        "legal_entities": draw(
            st.lists(
                st.builds(LegalEntityReference, filled, st.none() | texts, st.none() | texts),
                unique_by=lambda entity: entity.id,
                max_size=2,
            ).map(tuple)
        ),
        "addresses": tuple(home),
        "default_address_id": draw(st.sampled_from([None, *(address.id for address in home)])),
        "mixins": draw(mixins),
        "mixin_schemas": draw(schemas),
        "created_at": draw(instants),
        "last_login": draw(st.none() | instants),
        "version": draw(st.integers(1, 9)),
    }
    if draw(st.booleans()):
        names = {name: draw(filled) for name in ("first_name", "last_name", "company")}
        attributes.update(names, company_registration_id=draw(filled))
    return attributes, draw(credentials) if login else NewAccount()


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    customers=st.lists(stored_customers(), max_size=4, unique_by=lambda each: each[0]["number"]),
    sites_decide=st.booleans(),
)
def test_what_is_exported_imported_elsewhere_and_exported_again_is_the_same_to_the_byte(
    customers: list[tuple[dict[str, Any], NewAccount]],
    sites_decide: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    # Given two tenants with the same configuration, and customers in one of them
    sync = {"enableSyncBetweenRestrictionsAndSiteCodes": sites_decide, "customerOnHoldOnCreation": True}
    source, by_ndjson, by_csv = made_tenant(**sync), made_tenant(**sync), made_tenant(**sync)
    for tenant in (source, by_ndjson, by_csv):
        retain(tenant)
    for attributes, account in customers:
        customer = Customer(tenant=source, modified_at=now(), incarnation="i", **attributes)
        wiring().customers.create(
            customer, new_account(customer, account), recreates=False, created_by="test"
        )
    folder = tmp_path_factory.mktemp("files")
    ndjson = exported(source, folder / "all.ndjson")
    csv = exported(source, folder / "all.csv")

    # When they are imported into others
    codes = [
        run("import", folder / "all.ndjson", "--tenant", by_ndjson),
        run("import", folder / "all.csv", "--tenant", by_csv),
    ]

    # Then those have the same customers, and export the very same files
    assert codes == [0, 0], [path.read_text() for path in folder.glob("*.rejects.ndjson")]
    assert len(ndjson.splitlines()) == len(customers)
    for attributes, _ in customers:
        number = attributes["number"]
        assert what_is_kept(by_csv, number) == what_is_kept(by_ndjson, number) == what_is_kept(source, number)
    assert exported(by_ndjson, folder / "again.ndjson") == ndjson
    assert exported(by_csv, folder / "from-csv.ndjson") == ndjson
    assert exported(by_ndjson, folder / "again.csv") == csv


def what_is_kept(tenant: str, number: str) -> tuple[Any, ...]:
    """Return a customer and its account, except what is new in another tenant."""
    customer = customer_of(tenant, number)
    addresses = tuple(replace(address, version=1, incarnation=0) for address in customer.addresses)
    new: dict[str, Any] = {"tenant": "", "incarnation": "", "version": 1, "trace": ""}
    account = stored_account(tenant, customer.email) if customer.email else None
    login = account and (
        account.password_hash,
        account.legacy,
        account.password_hash and account.initial_password,
    )
    return replace(customer, addresses=addresses, modified_at=customer.created_at, **new), login

"""Who may manage which service clients (api.md §6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.callers.access import PUBLISHED_NAMES, SCOPES, Caller, CallerCustomer, grants_from
from shared.domain.callers.client_management import (
    BeyondCaller,
    ConfiguredClient,
    Manager,
    OfOneself,
    manager_from,
)
from shared.domain.callers.service_clients import ClientNotFound, ClientSecret, ServiceClient
from shared.domain.errors import DomainError

READ, MANAGE = "customer.customer_read", "customer.customer_manage"
CONFIGURE = "configuration.configuration_manage"
words = st.builds(
    lambda scope, suffix: scope + suffix,
    st.sampled_from(sorted(SCOPES)),
    st.sampled_from(["", "", "--DE", "--FR"]),
)
claims = st.sampled_from([(), ("DE",), ("DE", "FR")])


def manager(*scopes: str, restrictions: tuple[str, ...] = (), client_id: str | None = None) -> Manager:
    return Manager("acme", grants_from(scopes, frozenset(restrictions) or None), client_id)


def client(*scopes: str, restrictions: tuple[str, ...] = (), tenant: str = "acme") -> ServiceClient:
    return ServiceClient("erp", tenant, "ERP", scopes, restrictions, (ClientSecret("hash"),))


@pytest.mark.parametrize(
    ("held", "given", "restrictions"),
    [
        ([MANAGE], [READ, f"{READ}_own", f"{MANAGE}--DE"], ()),
        ([MANAGE], [MANAGE], ("DE",)),
        ([f"{READ}--DE", f"{READ}--FR"], [READ], ("DE", "FR")),
        ([f"{READ}--DE"], [f"{READ}--DE"], ("FR",)),
        ([CONFIGURE], [], ()),
    ],
)
def test_what_may_do_no_more_than_the_caller_is_managed(
    held: list[str], given: list[str], restrictions: tuple[str, ...]
) -> None:
    erp = client(*given, restrictions=restrictions)

    assert manager(*held).managed(erp) is erp


@pytest.mark.parametrize(
    ("held", "given", "restrictions", "missing"),
    [
        ([READ], [READ, MANAGE, "iam.client_manage"], (), [MANAGE, "iam.client_manage"]),
        ([f"{MANAGE}--DE"], [MANAGE], (), [MANAGE]),
        ([f"{MANAGE}--DE"], [MANAGE], ("DE", "FR"), [MANAGE]),
        ([f"{MANAGE}--DE"], [f"{READ}--FR", f"{READ}--DE"], ("DE",), [f"{READ}--FR"]),
        ([f"{READ}_own"], [READ], (), [READ]),
        (["iam.client_manage"], ["customer.login_on_behalf"], (), ["customer.login_on_behalf"]),
    ],
)
def test_the_words_beyond_the_caller_are_named(
    held: list[str], given: list[str], restrictions: tuple[str, ...], missing: list[str]
) -> None:
    with pytest.raises(BeyondCaller) as raised:
        manager(*held).managed(client(*given, restrictions=restrictions))

    assert [each.message for each in raised.value.problems] == [f"missing scope: {word}" for word in missing]


@pytest.mark.parametrize(("published", "scope"), PUBLISHED_NAMES.items())
@pytest.mark.parametrize("suffix", ["", "--DE"])
def test_two_names_of_one_scope_are_the_same_right(published: str, scope: str, suffix: str) -> None:
    for held, asked in ((scope, published), (published, scope)):
        erp = client(asked + suffix)
        assert manager(held + suffix).managed(erp) is erp
        with pytest.raises(BeyondCaller):
            manager(f"{held}--FR").managed(erp)


@pytest.mark.parametrize(
    "shop",
    [
        ServiceClient("shop", "acme", "Shop", ()),
        ServiceClient("shop", "acme", "Shop", (READ,)),
        ServiceClient("shop", "acme", "Shop", (READ,), adopted=True),
        client(),
    ],
    ids=["a storefront", "a storefront with a scope", "one of the user pool", "one without scopes"],
)
def test_whoever_changes_what_customers_come_in_by_may_configure(shop: ServiceClient) -> None:
    for held in ([READ], [READ, f"{CONFIGURE}--DE"], [READ, "configuration.configuration_view"]):
        assert manager(*held).given(shop) is shop
        for change in (manager(*held).managed, manager(*held).another):
            with pytest.raises(ConfiguredClient) as raised:
                change(shop)
            assert [each.message for each in raised.value.problems] == [f"missing scope: {CONFIGURE}"]
    assert manager(READ, CONFIGURE).another(shop) is shop


@given(st.lists(words, max_size=6), claims, st.lists(words, max_size=6), claims)
def test_whatever_is_managed_reaches_no_further_than_the_caller(
    held: list[str], claim: tuple[str, ...], given: list[str], restrictions: tuple[str, ...]
) -> None:
    whose, erp = manager(*held, restrictions=claim), client(*given, restrictions=restrictions)
    asked = grants_from(erp.scopes, erp.restriction_claim)
    reach = {scope: grant for scope, grant in asked.items() if scope not in PUBLISHED_NAMES}
    places = (None, "DE", "FR", "US")

    def covered(scope: str, place: str | None) -> bool:
        return scope in whose.grants and whose.grants[scope].covers(place)

    is_within = all(
        covered(scope, place) for scope, grant in reach.items() for place in places if grant.covers(place)
    )
    try:
        whose.given(erp)
    except BeyondCaller:
        assert not is_within
    else:
        assert is_within


@pytest.mark.parametrize(
    ("erp", "admitted", "error"),
    [
        (client(READ, tenant="other"), "seen", ClientNotFound),
        (client(tenant="other"), "managed", ClientNotFound),
        (client(MANAGE, tenant="other"), "another", ClientNotFound),
        (client(READ), "another", OfOneself),
        (client(MANAGE), "another", BeyondCaller),
    ],
)
def test_another_tenants_and_oneself_are_not_admitted(
    erp: ServiceClient, admitted: str, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        getattr(manager(READ, client_id="erp"), admitted)(erp)


@pytest.mark.parametrize(
    ("caller", "client_id"),
    [
        (Caller("acme", "erp", {}, 0), "erp"),
        (Caller("acme", "the-subject", {}, 0, client_id="erp"), "erp"),
        (Caller("acme", "anna", {}, 0, groups=frozenset({"agents"})), None),
        (Caller("acme", "anna", {}, 0, groups=frozenset({"agents"}), client_id="pool"), "pool"),
        (Caller("acme", "1001", {}, 0, customer=CallerCustomer("1001", "s")), None),
    ],
)
def test_a_caller_is_the_client_that_its_token_was_issued_to(caller: Caller, client_id: str | None) -> None:
    assert manager_from(caller).client_id == client_id

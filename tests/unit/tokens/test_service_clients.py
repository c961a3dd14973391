"""The scopes of a service client, and how it proves who it is (api.md §6)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.callers.access import PUBLISHED_NAMES, SCOPES, grants_from
from shared.domain.callers.service_clients import (
    ClientSecret,
    ServiceClient,
    ServiceToken,
    TokenRequest,
    adopted_client,
    new_service_client,
    proves,
)
from shared.domain.errors import TokenRefused, ValidationFailed

READ, MANAGE = "customer.customer_read", "customer.customer_manage"
words = st.builds(
    lambda scope, suffix: scope + suffix,
    st.sampled_from(sorted(SCOPES)),
    st.sampled_from(["", "", "--DE", "--FR"]),
)


def client(*scopes: str, restrictions: tuple[str, ...] = ()) -> ServiceClient:
    return ServiceClient("shop", "acme", "Shop", scopes, restrictions, (ClientSecret("hash"),))


def test_without_a_request_a_client_is_granted_all_it_has() -> None:
    assert client(READ, "customer.import_read").granted(None) == ("tenant=acme", READ, "customer.import_read")


@pytest.mark.parametrize(
    ("requested", "granted"),
    [
        (READ, (READ,)),
        (f"tenant=acme {READ}", (READ,)),
        (f"tenant=other {READ}", (READ,)),
        (f"{READ} {READ}", (READ,)),
        (f"{READ}--DE", (f"{READ}--DE",)),
        (f"{READ}_own", (f"{READ}_own",)),
        ("customer/customer_read", ("customer/customer_read",)),
        (f"{READ} {MANAGE} openid", (READ,)),
        (MANAGE, ()),
        ("", ()),
    ],
)
def test_words_beyond_what_the_client_has_are_dropped(requested: str, granted: tuple[str, ...]) -> None:
    assert client(READ).granted(requested) == ("tenant=acme", *granted)


@pytest.mark.parametrize(
    ("requested", "granted"),
    [(READ, (READ,)), (f"{READ}--DE", (f"{READ}--DE",)), (f"{READ}--FR", ()), (f"{READ}--", ())],
)
def test_a_suffix_is_not_a_way_around_a_restriction(requested: str, granted: tuple[str, ...]) -> None:
    assert client(READ, restrictions=("DE",)).granted(requested) == ("tenant=acme", *granted)


def test_a_limited_scope_is_not_granted_unlimited() -> None:
    assert client(f"{READ}--DE").granted(READ) == ("tenant=acme",)


@given(st.lists(words), st.lists(words), st.sampled_from([(), ("DE",), ("DE", "FR")]))
def test_a_token_never_reaches_further_than_its_client(
    scopes: list[str], requested: list[str], restrictions: tuple[str, ...]
) -> None:
    known = client(*scopes, restrictions=restrictions)
    held = grants_from(scopes, known.restriction_claim)

    asked = grants_from(known.granted(" ".join(requested)), known.restriction_claim)

    for scope, grant in asked.items():
        if scope not in PUBLISHED_NAMES:  # which says what another one of these says
            assert held[scope] | grant == held[scope]


@pytest.mark.parametrize("requested", ['"', "a\\b", "scöpe", "a\x00b"])
def test_a_scope_of_characters_that_no_scope_has_is_refused(requested: str) -> None:
    with pytest.raises(TokenRefused) as refusal:
        client(READ).granted(requested)

    assert refusal.value.code == "invalid_scope"


def test_only_its_own_secret_proves_a_client() -> None:
    known, secret = new_service_client("acme", "Shop", (READ,))
    other, other_secret = new_service_client("acme", "Office", (READ,))

    assert secret is not None
    assert len(secret) >= 43
    assert secret not in repr(known)
    assert known.id != other.id
    assert proves(known, secret)
    for wrong in (other_secret or "", "", secret + " ", secret.lower() + "x", "\ud800"):
        assert not proves(known, wrong)


def test_neither_a_secret_nor_a_token_shows_in_a_repr() -> None:
    shown = repr([TokenRequest("shop", "s3cret"), ServiceToken("s3cret", 60, READ)])

    assert "s3cret" not in shown
    assert "shop" in shown


def test_nothing_proves_a_client_that_is_unknown_or_public() -> None:
    public, secret = new_service_client("acme", "App", (READ,), public=True)

    assert secret is None
    assert public.public
    for one in ("", "secret"):
        assert not proves(None, one)
        assert not proves(public, one)


def test_nothing_proves_an_adopted_client_which_is_not_public_either() -> None:
    adopted = adopted_client("erp", "acme", "ERP", (READ,))

    assert not adopted.public
    for one in ("", "secret", "None"):
        assert not proves(adopted, one)


def test_an_adopted_client_is_limited_by_its_restrictions_and_by_no_suffix() -> None:
    adopted = adopted_client("erp", "acme", "ERP", (READ,), ("DE",))

    with pytest.raises(ValidationFailed) as refusal:
        adopted_client("erp", "acme", "ERP", (READ, f"{READ}--DE"))

    assert adopted.claims == {"tenant": "acme", "restriction": ["DE"]}
    assert [problem.field for problem in refusal.value.problems] == ["scope"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"tenant": "Acme"}, "tenant"),
        ({"scopes": ("openid",)}, "scope"),
        ({"scopes": (f"{READ}--",)}, "scope"),
        ({"scopes": ("customer/customer_read",)}, "scope"),
        ({"client_id": "a#b"}, "client_id"),
        ({"client_id": "x" * 65}, "client_id"),
    ],
)
def test_what_no_client_may_have_is_refused_by_name(changes: dict[str, object], field: str) -> None:
    options: dict[str, object] = {
        "tenant": "acme",
        "name": "Shop",
        "scopes": (READ, f"{MANAGE}--DE"),
        **changes,
    }

    with pytest.raises(ValidationFailed) as refusal:
        new_service_client(**options)  # type: ignore[arg-type]

    assert [problem.field for problem in refusal.value.problems] == [field]


@pytest.mark.parametrize(
    ("scopes", "restrictions"),
    [
        ([f"{READ}--{n:02}{'x' * 62}" for n in range(50)], ()),
        ([READ], [f"{n:02}{'x' * 98}" for n in range(50)]),
        ([READ], ["ü" * 200] * 4),
        ([f"{READ}--{n:02}{'x' * 20}" for n in range(50)], [f"{n:02}{'x' * 62}" for n in range(50)]),
    ],
    ids=["scopes", "restrictions", "what is written out in tokens", "both"],
)
def test_a_client_whose_tokens_no_header_could_carry_is_refused(
    scopes: list[str], restrictions: list[str]
) -> None:
    with pytest.raises(ValidationFailed) as raised:
        new_service_client("acme", "ERP", tuple(scopes), tuple(restrictions))

    (problem,) = raised.value.problems
    assert "of at most 4000: limit scopes by restrictions" in problem.message


@pytest.mark.parametrize("name", ["Zoë's ERP 李", " ERP\u2029", "\u00a0E\u0308RP\n"])
def test_its_name_is_kept_as_it_is_read(name: str) -> None:
    client, _ = new_service_client("acme", name, ())

    assert client.name in {"Zoë's ERP 李", "ERP", "ËRP"}


def test_every_scope_with_all_restrictions_of_a_tenant_fits() -> None:
    client, _ = new_service_client("acme", "ERP", tuple(SCOPES), tuple(f"region-{n:02}" for n in range(50)))

    claims = {**client.claims, "scope": " ".join(client.granted(None))}
    assert len(json.dumps(claims)) * 4 / 3 < 8000

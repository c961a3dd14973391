"""One mailbox is one account, however its address is written."""

import unicodedata
from dataclasses import replace
from typing import Any

import idna
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.adapters.dynamodb.items.account import account_item
from shared.adapters.dynamodb.keys import account_key, folded_account_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Delete, Put
from shared.adapters.mail.ses import _on_the_wire
from shared.domain import fields
from shared.domain.customers.customer import AccountId
from shared.domain.log_in.account import Account
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.customer_managed.conftest import email, storefront
from tests.component.customer_managed.credential_calls import (
    confirm_change,
    request_change,
    request_reset,
    reset,
    sent_token,
)
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.stored_accounts import stored_account
from tests.component.stored_customers import customer_of

__all__ = ["email", "storefront"]

SAME = [
    ("anna@münchen.example", "anna@xn--mnchen-3ya.example"),
    ("anna@münchen.example", "ANNA@MÜNCHEN.EXAMPLE"),
    ("anna@münchen.example", "anna@mu\u0308nchen.example"),
    ("anna@xn--mnchen-3ya.example", "anna@XN--MNCHEN-3YA.example"),
    ("anna@straße.example", "anna@xn--strae-oqa.example"),
    ("anna@пример.рф", "anna@xn--e1afmkfd.рф"),
    ("anna@example.com", '"anna"@example.com'),
    ("anna@example.com", '"an\\na"@EXAMPLE.com'),
    ("anna.o'neill@example.com", '"anna.o\'neill"@example.com'),
    ('"anna @ home"@example.com', '"anna\\ \\@ home"@example.com'),
    ("ﬁona@example.com", "fiona@example.com"),
    ("straße@example.com", "STRAßE@example.com"),
    ("anna@example.com", " anna@example.com\t"),
]
DIFFERENT = [
    ("straße@example.com", "strasse@example.com"),
    ("anna@straße.example", "anna@strasse.example"),
    ("anna@βόλος.example", "anna@βόλοσ.example"),
    ('"anna.@"@example.com', "anna@example.com"),
    ("anna@münchen.example", "anna@munchen.example"),
]
UNSEEN = (
    "\ufe00\ufe0f\u034f\u180b\u1806\u200b\u200c\u200d\u2060\u00ad\u3164\u115f\uffa0\ufeff\U000e0101\u17b4"
)
REFUSED = [
    *(f"anna@example{dot}com" for dot in "\u3002\uff0e\uff61"),
    *(
        address
        for unseen in UNSEEN
        for address in (
            f"an{unseen}na@example.com",
            f"anna@exam{unseen}ple.com",
            f'"an{unseen}na"@example.com',
        )
    ),
    "anna@ｅxample.com",
    "anna@ex\u017fample.com",
    "anna@example.c\u2122",
    "anna@xn--mnchen-3yb.example.xn--",
    "anna@xn--a.example",
    "anna@xn--example-.com",
    "anna@i❤.example",
    "anna@\u0301a.example",
    "anna@" + "ü" * 60 + ".example",
]
PIECES = [
    *"abß.-",
    "ü",
    "u\u0308",
    "Ü",
    "ſ",
    "漢",
    "。",
    "．",
    "｡",
    "\u200b",
    "\ufe0f",
    "\u034f",
    "ς",
    "Σ",
    "σ",
    "xn--",
    "mnchen-3ya",
    "ﬁ",
    "Ａ",
    "\u212a",
    "İ",
    "ı",
]


def delivered_to(address: str) -> tuple[str, str]:
    """Return the mailbox as another implementation finds it: the local part's content, the domain in IDNA."""
    local_part, _, domain = address.strip().rpartition("@")
    if local_part.startswith('"'):
        local_part = "".join(
            character
            for position, character in enumerate(local_part[1:-1])
            if character != "\\" or local_part[1:-1][:position].count("\\") % 2
        )
    return local_part, ".".join(map(on_the_wire, domain.split(".")))


def on_the_wire(label: str) -> str:
    """Return a label of a domain in IDNA; one of plain ASCII is what it is, hyphens included."""
    if label.isascii() and not label.lower().startswith("xn--"):
        return label.lower()
    return idna.encode(label, uts46=True).decode().lower()


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_one_mailbox_fold_alike(one: str, other: str) -> None:
    assert fields.folded_email(fields.email(one)) == fields.folded_email(fields.email(other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_of_two_mailboxes_do_not(one: str, other: str) -> None:
    assert fields.folded_email(fields.email(one)) != fields.folded_email(fields.email(other))


@pytest.mark.parametrize("address", REFUSED, ids=ascii)
def test_an_address_that_shows_another_than_it_is_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="must"):
        fields.email(address)


@given(*[st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)] * 2)
def test_what_the_wire_takes_for_one_domain_is_one_and_nothing_else_is(one: str, other: str) -> None:
    addresses = []
    for domain in (one, other, one.upper(), one.lower(), unicodedata.normalize("NFC", one)):
        try:
            addresses.append(fields.email(f"anna@{domain}.example"))
        except ValueError:
            continue
    assume(addresses)

    for first in addresses:
        for second in addresses:
            is_one = delivered_to(first) == delivered_to(second)
            assert (fields.folded_email(first) == fields.folded_email(second)) == is_one


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
def test_mail_goes_to_the_domain_that_addresses_are_compared_by(domain: str) -> None:
    try:
        address = fields.email(f"anna@{domain}.example")
    except ValueError:
        return

    assert _on_the_wire(address) == fields.folded_email(address)


class TestAccounts:
    @pytest.mark.parametrize(("one", "other"), SAME)
    def test_a_mailbox_has_one_account_by_all_its_addresses(
        self, storefront: Storefront, api: Api, one: str, other: str
    ) -> None:
        assert storefront.sign_up(one).status == 201

        assert storefront.sign_up(other).status == 409
        assert api.create({"contactEmail": other}).status == 409
        assert storefront.log_in(other).status == 200
        for query in (f'email:"{quoted(other)}"', f'contactEmail:"{quoted(other)}"'):
            assert len(api.listed(query={"q": query}).json) == 1

    @pytest.mark.parametrize(("one", "other"), DIFFERENT)
    def test_two_mailboxes_have_two(self, storefront: Storefront, one: str, other: str) -> None:
        assert (storefront.sign_up(one).status, storefront.sign_up(other).status) == (201, 201)

        assert {storefront.log_in(each).status for each in (one, other)} == {200}

    @pytest.mark.parametrize("address", REFUSED[:8], ids=ascii)
    def test_nobody_signs_up_with_what_cannot_be_seen(self, storefront: Storefront, address: str) -> None:
        assert storefront.sign_up(address).status == 400

    def test_white_space_around_an_address_is_dropped_wherever_one_is_taken(
        self, storefront: Storefront, api: Api
    ) -> None:
        assert storefront.sign_up(" anna@example.com ").status == 201
        (customer,) = api.listed().json
        number = customer["id"]

        assert customer["email"] == "anna@example.com"
        assert storefront.log_in("\tanna@example.com ").status == 200
        assert request_reset(storefront, " anna@example.com").status == 204
        assert sent_token(storefront.tenant, number, TokenPurpose.PASSWORD_RESET)


FORMER = [
    ("straße@example.com", "strasse@example.com", "STRAßE@example.com"),
    ("anna@münchen.example", "anna@münchen.example", "anna@xn--mnchen-3ya.example"),
    ('"anna"@example.com', '"anna"@example.com', '"Anna"@example.com'),
    ("anna@straße.example", "anna@strasse.example", "anna@xn--strae-oqa.example"),
    ("an\ufe0fna@example.com", "an\ufe0fna@example.com", "an\ufe0fna@example.com"),
]
"""An address, the form under which its account was stored once, and another spelling of it."""


class TestAccountsThatAreOlder:
    @pytest.fixture(params=FORMER, ids=ascii)
    def former(self, request: pytest.FixtureRequest, api: Api, storefront: Storefront, table: Table) -> Any:
        """A customer whose account is where it was stored when whole addresses were compared in NFKC."""
        address, form, spelling = request.param
        number = api.created({"contactEmail": "anna.weber@example.org", "password": PASSWORD})
        account = stored_account(api.tenant, "anna.weber@example.org")
        assert account is not None
        rename(table, account, address, form)
        return number, address, form, spelling

    def test_it_is_logged_in_to_as_before(self, storefront: Storefront, former: Any) -> None:
        _, address, _, spelling = former

        assert storefront.log_in(address).status == 200
        assert storefront.log_in(spelling).status == 200

    def test_nobody_gets_a_second_account_for_its_mailbox(
        self, storefront: Storefront, api: Api, former: Any
    ) -> None:
        _, address, _, spelling = former

        assert {storefront.sign_up(each).status for each in (address, spelling)} <= {400, 409}
        assert {api.create({"contactEmail": each}).status for each in (address, spelling)} <= {400, 409}

    def test_its_password_is_reset(self, storefront: Storefront, former: Any) -> None:
        number, address, _, spelling = former

        assert request_reset(storefront, spelling).status == 204
        token = sent_token(storefront.tenant, number, TokenPurpose.PASSWORD_RESET)

        assert reset(storefront, token, "an even longer pass phrase").status == 204
        assert storefront.log_in(address, "an even longer pass phrase").status == 200

    def test_it_gets_another_address(self, storefront: Storefront, table: Table, former: Any) -> None:
        number, address, form, _ = former
        own = Own(storefront, number, storefront.logged_in(address)["access_token"])

        assert request_change(own, address, "anna@example.net").status == 204
        token = sent_token(storefront.tenant, number, TokenPurpose.EMAIL_CHANGE)
        assert confirm_change(storefront, token).status == 204

        assert storefront.log_in("anna@example.net").status == 200
        assert table.get(folded_account_key(storefront.tenant, form)) is None

    def test_it_goes_with_its_customer(self, api: Api, table: Table, former: Any) -> None:
        number, _, form, _ = former

        assert api.delete(number).status == 202

        assert table.get(folded_account_key(api.tenant, form)) is None

    def test_it_is_not_the_account_of_another_mailbox(self, api: Api, table: Table) -> None:
        api.created({"contactEmail": "anna.weber@example.org", "password": PASSWORD})
        account = stored_account(api.tenant, "anna.weber@example.org")
        assert account is not None
        rename(table, account, "straße@example.com", "strasse@example.com")

        assert stored_account(api.tenant, "strasse@example.com") is None
        assert wiring().credentials.find(api.tenant, "strasse@example.com") is None
        assert stored_account(api.tenant, "straße@example.com") is not None


def rename(table: Table, account: Account, address: str, form: str) -> None:
    """Store an account, and its customer, under the former form of an address."""
    customer = customer_of(account.tenant, account.customer_number)
    wiring().customers.revise(
        customer,
        lambda found: replace(
            found, accounts=(AccountId(address),), contact_email=None, version=found.version + 1
        ),
        updated_by="test",
    )
    table.write(
        Delete(account_key(account.tenant, account.email)),
        Put(account_item(replace(account, email=address, stored_as=form))),
    )


def quoted(text: str) -> str:
    """Return a text as it stands within the quotes of `q`."""
    return text.replace("\\", "\\\\").replace('"', '\\"')

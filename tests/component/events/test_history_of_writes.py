"""The table's stream has all that the history of a customer is made of, whichever use case wrote."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.writes import Update
from shared.domain import json_text
from shared.domain.customers.customer import Customer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.history.entries import Author, Entry, Happened, entry_of
from shared.domain.history.members import shown_document
from shared.domain.history.replay import replayed
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.customer_managed.credential_calls import (
    change,
    confirm,
    request_reset,
    reset,
    sent_token,
)
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import Storefront
from tests.component.events.heard import Heard
from tests.component.events.random_life import Life
from tests.component.events.stream import Document, publish

Configure = Callable[[str, object], None]
LATER = datetime(2027, 1, 1, tzinfo=UTC)


def told(records: list[Document]) -> dict[str, list[Entry]]:
    """The entries of customers, by their numbers; those of the last life of a number."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for record in records:
        write = wiring().change_reader.read(record)
        entry = entry_of(write) if isinstance(write, ProfileWritten) else None
        if entry is not None:
            assert isinstance(write, ProfileWritten)
            assert write.after is not None
            if entry.event is Happened.CREATED:
                entries[write.after.number].clear()
            entries[write.after.number].append(entry)
    return entries


def test_a_replay_gives_every_customer_as_it_is_stored(records: list[Document], tenant: str) -> None:
    histories = told(records)

    stored = {number: wiring().customers.find(tenant, number) for number in histories}
    living = {number: each for number, each in stored.items() if isinstance(each, Customer)}
    assert len(living) == 3
    for number, customer in living.items():
        assert json_text.same(replayed(histories[number]), shown_document(customer))


def test_a_confirmation_and_a_password_are_told_with_their_author_and_their_time(
    storefront: Storefront, email: str, tenant: str, heard: Heard, configure: Configure
) -> None:
    configure("signUp.doubleOptIn", True)
    number = str(storefront.sign_up(email).json["id"])
    assert confirm(storefront, sent_token(tenant, number, TokenPurpose.OPT_IN)).status == 200
    assert change(Own(storefront, number, storefront.logged_in(email)["access_token"])).status < 300
    request_reset(storefront, email)
    assert reset(storefront, sent_token(tenant, number, TokenPurpose.PASSWORD_RESET)).status < 300

    records = heard.records()
    for record in records:
        record["dynamodb"]["ApproximateCreationDateTime"] = LATER.timestamp()
    history = told(records)[number]

    assert [(entry.version, entry.step, entry.event) for entry in history] == [
        (1, 0, Happened.CREATED),
        (1, 1, Happened.CONFIRMED),
        (1, 2, Happened.PASSWORD_SET),
        (1, 3, Happened.PASSWORD_SET),
    ]
    assert [entry.author.by for entry in history] == [number] * 4
    # The links of a confirmation and of a reset are opened by anybody.
    assert [entry.author.client for entry in history[::2]] == [storefront.client_id] * 2
    assert all(entry.at < LATER for entry in history)
    assert [entry.changes for entry in history[1:]] == [(), (), ()]


def test_what_says_nothing_of_itself_has_no_author_and_the_time_of_its_record(
    storefront: Storefront, email: str, tenant: str, heard: Heard
) -> None:
    """A release before this one ends sessions, and leaves what this one has said of an earlier end."""
    number = str(storefront.sign_up(email).json["id"])
    assert change(Own(storefront, number, storefront.logged_in(email)["access_token"])).status < 300
    wiring().table.write_alone(
        Update(customer_key(tenant, number), [CustomerItem.session_epoch.add(1)], CustomerItem.pk.exists())
    )
    records = heard.records()
    records[-1]["dynamodb"]["ApproximateCreationDateTime"] = LATER.timestamp()

    set_, ended = told(records)[number][1:]

    assert (set_.event, set_.author.by) == (Happened.PASSWORD_SET, number)
    assert (ended.event, ended.author, ended.at) == (Happened.SESSIONS_ENDED, Author(None), LATER)


def test_nor_does_a_version_have_the_author_of_an_earlier_one(api: Api, tenant: str, heard: Heard) -> None:
    number = api.created({"lastName": "Weber"})
    assert api.patch(number, {"lastName": "Meyer"}, headers={"X-Acting-User": "staff-7"}).status == 200
    later = [
        CustomerItem.version.add(1),
        CustomerItem.write_id.set("another"),
        CustomerItem.updated_by.set("b"),
    ]
    wiring().table.write_alone(Update(customer_key(tenant, number), later, CustomerItem.pk.exists()))

    history = told(heard.records())[number]

    assert [entry.author.by for entry in history] == ["a-client", "staff-7", "b"]


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_written_a_replay_gives_the_customer_and_a_restoration_each_version(
    api: Api, storefront: Storefront, email: str, heard: Heard, configure: Configure, seed: int
) -> None:
    configure("restrictions", ["DE", "FR"])
    life = Life(api, signed_up(storefront, email), email, Random(seed))
    documents: dict[int, Any] = {}
    for _ in range(40):
        life.write()
        publish(heard.records())
        present = life.stored()
        documents[present.version] = shown_document(present)

    newest_first = list(wiring().histories.newest_first(life.stored()))

    assert {name for name in life.writes if not life.done[name]} == set()
    assert json_text.same(replayed(reversed(newest_first)), shown_document(life.stored()))
    for version, document in documents.items():
        of_version = [entry for entry in reversed(newest_first) if entry.version <= version]
        assert json_text.same(replayed(of_version), document)

"""The table's stream has all that the history of a customer is made of, whichever use case wrote."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from shared.domain import json_text
from shared.domain.customers.customer import Customer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.history.entries import Author, Entry, Happened, entry_of
from shared.domain.history.members import shown_document
from shared.domain.history.replay import replayed
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.runtime.wiring import wiring
from tests.component.customer_managed.credential_calls import change, confirm, sent_token
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import Storefront
from tests.component.events.heard import Heard
from tests.component.events.stream import Document

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


def test_the_end_of_all_sessions_names_no_author_and_the_time_of_the_write(
    storefront: Storefront,
    email: str,
    tenant: str,
    heard: Heard,
    configure: Callable[[str, object], None],
) -> None:
    configure("signUp.doubleOptIn", True)
    number = str(storefront.sign_up(email).json["id"])
    assert confirm(storefront, sent_token(tenant, number, TokenPurpose.OPT_IN)).status == 200
    assert change(Own(storefront, number, storefront.logged_in(email)["access_token"])).status < 300
    records = heard.records()
    for record in records:
        record["dynamodb"]["ApproximateCreationDateTime"] = LATER.timestamp()

    history = told(records)[number]

    assert [(entry.version, entry.step, entry.event) for entry in history] == [
        (1, 0, Happened.CREATED),
        (1, 1, Happened.CONFIRMED),
        (1, 2, Happened.SESSIONS_ENDED),
    ]
    assert history[-1].author == Author(None)
    assert [entry.at == LATER for entry in history] == [False, True, True]
    assert history[-1].changes == ()

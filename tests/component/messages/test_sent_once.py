"""A message is sent once, and where it is not known whether it was, once more."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from shared.adapters.dynamodb.stores import sent_messages
from shared.adapters.dynamodb.stores.sent_messages import SentMessages
from shared.adapters.mail.ses import AnswerLost
from shared.domain.instants import now
from shared.domain.messages.dispatch import LONGEST_TRY
from shared.domain.messages.events import Event
from shared.domain.messages.messages import Message, message_of
from shared.domain.messages.wording import Wording
from shared.ports.messages import MailService
from shared.use_cases.messages.send_message import MessagePorts
from tests.component.api import Api
from tests.component.messages.queues import AskedFor, send
from tests.component.messages.ses import Ses
from tests.component.wire import THROTTLED, Killed, Wire


@pytest.fixture
def reset(api: Api, asked_for: AskedFor, email: str) -> Event:
    """A customer without a password is to get a message."""
    api.created({"contactEmail": email})
    return asked_for.one()


@pytest.fixture
def wire(impatient: None) -> Wire:
    return Wire()


@pytest.fixture
def over_wire(messaging: MessagePorts, wire: Wire) -> MessagePorts:
    """The ports, with the notes about messages going over the wire."""
    return replace(messaging, sent=SentMessages(wire.table, LONGEST_TRY))


def pass_minutes(monkeypatch: pytest.MonkeyPatch, minutes: int = 1) -> None:
    """Let the store see a time at which the last try cannot be running any more."""
    later = (LONGEST_TRY + timedelta(seconds=1)) * minutes
    monkeypatch.setattr(sent_messages, "now", lambda: now() + later)


@dataclass
class Silent:
    """A mail service that takes messages, and whose answers are lost."""

    mail: MailService

    def send(self, message: Message, sender: str) -> None:
        self.mail.send(message, sender)
        raise AnswerLost("ReadTimeoutError")


def test_a_throttled_note_that_it_was_sent_causes_neither_a_second_message_nor_a_dead_letter(
    over_wire: MessagePorts, wire: Wire, ses: Ses, reset: Event
) -> None:
    wire.fail("PutItem", THROTTLED, 1000, after=1)

    assert send(over_wire, reset) == []

    assert len(ses.taken) == 1


def test_without_a_note_that_it_is_about_to_be_sent_nothing_is_sent(
    over_wire: MessagePorts, wire: Wire, ses: Ses, reset: Event
) -> None:
    wire.fail("PutItem", THROTTLED, 1000)

    assert send(over_wire, reset) == [0]

    assert ses.requests == 0


def test_a_note_whose_answer_was_lost_is_its_own(
    over_wire: MessagePorts, wire: Wire, ses: Ses, reset: Event
) -> None:
    wire.fail("PutItem", "lost", 1)

    assert send(over_wire, reset) == []

    assert len(ses.taken) == 1


def test_of_two_deliveries_at_once_one_sends_it_and_the_other_is_retried_or_finds_it_sent(
    messaging: MessagePorts, ses: Ses, reset: Event
) -> None:
    with ThreadPoolExecutor(8) as threads:
        retried = list(threads.map(lambda _: send(messaging, reset), range(8)))

    assert [] in retried
    assert send(messaging, reset) == []
    assert len(ses.taken) == 1


def test_when_the_function_ends_between_sending_and_the_note_the_next_delivery_waits_and_sends_it_again(
    over_wire: MessagePorts, wire: Wire, ses: Ses, reset: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a delivery that ends after the message was taken
    wire.fail("PutItem", "killed", 1, after=1)
    with pytest.raises(Killed):
        send(over_wire, reset)

    # When the event is delivered again, at once and later
    at_once = send(over_wire, reset)
    pass_minutes(monkeypatch)
    later = [send(over_wire, reset) for _ in range(3)]

    # Then it waits, and is sent once more
    assert at_once == [0]
    assert later == [[], [], []]
    assert len(ses.taken) == 2


def test_whose_answers_are_lost_is_sent_twice_at_most_and_then_a_dead_letter(
    messaging: MessagePorts, ses: Ses, reset: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = replace(messaging, mail=Silent(messaging.mail))

    first = send(silent, reset)
    for minutes in range(1, 5):
        pass_minutes(monkeypatch, minutes)
        assert send(silent, reset) == [0]

    assert first == [0]
    assert len(ses.taken) == 2


@pytest.mark.parametrize(("status", "code"), [(429, "TooManyRequestsException"), (400, "MessageRejected")])
def test_what_was_not_taken_is_tried_as_often_as_it_is_delivered(
    messaging: MessagePorts, ses: Ses, reset: Event, status: int, code: str
) -> None:
    ses.fail(status, code)
    assert [send(messaging, reset) for _ in range(5)] == [[0]] * 5

    ses.clear()
    assert send(messaging, reset) == []

    assert len(ses.taken) == 1


def test_what_was_not_taken_and_could_not_be_noted_is_tried_once_more_later(
    over_wire: MessagePorts, wire: Wire, ses: Ses, reset: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    ses.fail(400, "MessageRejected")
    wire.fail("PutItem", THROTTLED, 1000, after=1)
    assert send(over_wire, reset) == [0]
    wire.fail("PutItem", THROTTLED, 0)
    ses.clear()

    assert send(over_wire, reset) == [0]
    pass_minutes(monkeypatch)
    assert send(over_wire, reset) == []

    assert len(ses.taken) == 1


def test_on_a_laptop_it_is_sent_again_at_once(
    ses: Ses, wire: Wire, messaging: MessagePorts, reset: Event
) -> None:
    # Given the only process that sends, which is killed between the note and the message
    alone = replace(messaging, sent=wire.wiring.sent_messages)
    assert alone.sent.begin(message_of(reset.name, reset.detail(), Wording(messaging.texts, {}, "en")))

    # When the event is delivered to the next
    assert send(alone, reset) == []

    assert len(ses.taken) == 1

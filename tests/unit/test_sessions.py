"""Sessions of customers and their refresh tokens (api.md §5)."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.customer import Customer
from shared.domain.errors import Forbidden
from shared.domain.log_in.sessions import (
    GRACE,
    IDLE,
    MAX_SESSIONS,
    InvalidRefreshToken,
    Session,
    Use,
    chosen_legal_entity,
    live_sessions,
    new_session,
    refreshed,
    surplus,
    use_of,
)
from shared.domain.log_in.visits import Visitor
from shared.domain.tenants.configuration import Configuration
from shared.use_cases.sessions.beginning import begin_session
from shared.use_cases.sessions.issuing import parsed_refresh_token

NOW = 1_795_000_000
DAY = 24 * 3600
DAYS_30, DAYS_90 = 30 * DAY, 90 * DAY
BAKERY, BREWERY = LegalEntityReference("L1", "Bakery"), LegalEntityReference("L2", "Brewery")


def customer(*companies: LegalEntityReference, **attributes: object) -> Customer:
    instant = datetime(2026, 11, 21, tzinfo=UTC)
    given_ = {
        "tenant": "acme",
        "number": "1001",
        "incarnation": "i",
        "legal_entities": companies,
        **attributes,
    }
    return Customer(created_at=instant, modified_at=instant, **given_)  # type: ignore[arg-type]


def session(**attributes: object) -> Session:
    return replace(new_session(customer(), "s", "shop", NOW, longest=DAYS_90), **attributes)  # type: ignore[arg-type]


class TestLife:
    def test_it_lives_for_thirty_days_without_being_refreshed(self) -> None:
        assert IDLE.total_seconds() == DAYS_30
        assert session().lives(customer(), NOW + DAYS_30 - 1)
        assert not session().lives(customer(), NOW + DAYS_30)

    @pytest.mark.parametrize(
        "change",
        [{"active": False}, {"on_hold": True}, {"session_epoch": 1}, {"incarnation": "another"}],
    )
    def test_it_ends_with_what_it_was_begun_for(self, change: dict[str, object]) -> None:
        assert not session().lives(customer(**change), NOW)

    def test_two_sessions_of_one_visitor_are_distinguished(self) -> None:
        one, other = (new_session(customer(), "s", "shop", NOW, longest=DAYS_90) for _ in range(2))

        assert one.family != other.family

    def test_it_begins_in_the_name_of_the_only_company(self) -> None:
        def begun_for(*companies: LegalEntityReference) -> str | None:
            return new_session(customer(*companies), "s", "shop", NOW, longest=DAYS_90).legal_entity_id

        assert [begun_for(BAKERY), begun_for(BAKERY, BREWERY), begun_for()] == ["L1", None, None]

    def test_are_those_that_live_the_latest_first(self) -> None:
        old, new, same = (
            session(id=id_, created_at=NOW + later) for id_, later in (("c", 0), ("b", 9), ("a", 9))
        )
        dead = [session(id="d", expires_at=NOW), session(id="e", epoch=1), session(id="f", incarnation="x")]

        assert live_sessions(customer(), [old, *dead, new, same], NOW) == [same, new, old]
        assert live_sessions(customer(on_hold=True), [old, new], NOW) == []

    def test_know_when_they_were_refreshed_last_however_long_ago(self) -> None:
        once = refreshed(session(), Use.ROTATE, None, NOW + 5, longest=DAYS_90)
        twice = refreshed(once, Use.ROTATE, None, NOW + 5000, longest=DAYS_90)

        assert [each.last_refreshed_at for each in (session(), once, twice)] == [None, NOW + 5, NOW + 5000]
        assert refreshed(twice, Use.REPEAT, None, NOW + 5001, longest=DAYS_90).last_refreshed_at == NOW + 5000


class TestUseOfRefreshTokens:
    @given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 10**6))
    def test_only_the_present_token_and_shortly_the_one_before_work(
        self, present: int, presented: int, later: int
    ) -> None:
        used = use_of(session(generation=present, rotations=(NOW,)), presented, NOW + later)

        if presented == present:
            assert used is Use.ROTATE
        elif presented == present - 1 and later <= GRACE.total_seconds():
            assert used is Use.REPEAT
        else:
            assert used is Use.REVOKE

    def test_the_grace_is_a_minute(self) -> None:
        assert GRACE.total_seconds() == 60

    @given(st.lists(st.sampled_from([Use.ROTATE, Use.REPEAT]), max_size=20))
    def test_every_rotation_makes_one_generation_and_a_repetition_none(self, uses: list[Use]) -> None:
        begun = current = session()

        for seconds, use in enumerate(uses):
            current = refreshed(current, use, None, NOW + seconds, longest=DAYS_90)

        assert current.generation == uses.count(Use.ROTATE)
        assert (current.id, current.family, current.epoch) == (begun.id, begun.family, begun.epoch)

    def test_a_rotation_keeps_the_session_up(self) -> None:
        after = refreshed(session(), Use.ROTATE, None, NOW + 100, longest=DAYS_90)

        assert (after.expires_at, after.rotations) == (NOW + 100 + DAYS_30, (NOW + 100,))

    def test_a_repetition_does_not(self) -> None:
        used = session(generation=1, rotations=(NOW,))

        after = refreshed(used, Use.REPEAT, "L1", NOW + 30, longest=DAYS_90)

        assert (after.expires_at, after.rotations) == (NOW + DAYS_30, (NOW,))
        assert after.legal_entity_id == "L1"

    def test_nothing_keeps_it_up_for_longer_than_it_can_live(self) -> None:
        current = session()

        for day in (29, 58, 87):
            current = refreshed(current, Use.ROTATE, None, NOW + day * DAY, longest=DAYS_90)

        assert (current.expires_at, current.refresh_seconds) == (NOW + DAYS_90, 3 * DAY)
        for use in (Use.ROTATE, Use.REPEAT):
            with pytest.raises(InvalidRefreshToken):
                refreshed(current, use, None, NOW + DAYS_90, longest=DAYS_90)

    def test_a_client_refreshes_what_it_began_and_what_is_bound_to_none(self) -> None:
        assert session().may_be_refreshed_by("shop")
        assert not session().may_be_refreshed_by("another")
        assert session(bound=False).may_be_refreshed_by("another")


class TestLegalEntity:
    @pytest.mark.parametrize(
        ("present", "wanted", "chosen"),
        [
            (None, None, None),
            (None, "L2", "L2"),
            ("L1", None, "L1"),
            ("L1", "L2", "L2"),
            ("gone", None, None),
        ],
    )
    def test_it_is_the_one_wanted_else_that_of_the_session(
        self, present: str | None, wanted: str | None, chosen: str | None
    ) -> None:
        one = session(legal_entity_id=present)

        assert chosen_legal_entity(one, customer(BAKERY, BREWERY), wanted) == chosen

    def test_a_foreign_one_is_refused(self) -> None:
        with pytest.raises(Forbidden):
            chosen_legal_entity(session(), customer(BAKERY), "L2")


class TestBesideOthers:
    def test_each_log_in_of_a_visit_has_an_id_of_its_own(self) -> None:
        begun = [new_session(customer(), "visit", "shop", NOW, longest=DAYS_90) for _ in range(3)]

        assert len({"visit", *(one.id for one in begun)}) == 4
        assert {one.visit_id for one in begun} == {"visit"}


class TestSurplus:
    @given(st.lists(st.integers(0, 1000), max_size=130))
    def test_there_is_room_for_the_new_one_and_the_oldest_go(self, ages: list[int]) -> None:
        sessions = [session(id=f"s{n}", created_at=NOW - age) for n, age in enumerate(ages)]

        ended = surplus(customer(), sessions, NOW)

        kept = [one for one in sessions if one not in ended]
        assert len(ended) == min(max(len(sessions) - (MAX_SESSIONS - 1), 0), 50)
        assert max((one.created_at for one in ended), default=0) <= min(
            (one.created_at for one in kept), default=NOW
        )

    def test_the_dead_go_before_the_oldest(self) -> None:
        living = [session(id=f"s{n}", created_at=NOW - 1000) for n in range(MAX_SESSIONS - 1)]
        dead = [session(id="other epoch", epoch=7), session(id="over", expires_at=NOW)]

        ended = surplus(customer(), [*living, *dead], NOW)

        assert {one.id for one in ended} == {"other epoch", "over"}


class TestRefreshTokens:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "x",
            "...",
            f"1001.s.0.{'0' * 63}",
            f"1001.s.0.{'g' * 64}",
            f"1001.s.0.{'0' * 65}",
            f"1001.s.-1.{'0' * 64}",
            f"1001.s.1234567890.{'0' * 64}",
            f"1001..0.{'0' * 64}",
            f"{'1' * 67}.s.0.{'0' * 64}",
            f"1001.{'s' * 256}.0.{'0' * 64}",
            f"1001.s s.0.{'0' * 64}",
            f"1001.s.0.{'0' * 64}\n",
            f"1001.s.٣.{'0' * 64}",
        ],
    )
    def test_a_text_that_does_not_have_their_form_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidRefreshToken):
            parsed_refresh_token(text)

    @given(
        st.from_regex(r"\A[a-zA-Z0-9_-]{1,66}\Z"),
        st.from_regex(r"\A[!-~]{1,255}\Z"),
        st.integers(0, 999_999_999),
        st.binary(min_size=32, max_size=32),
    )
    def test_their_parts_are_read_whatever_the_session_is_called(
        self, number: str, session_id: str, generation: int, seal: bytes
    ) -> None:
        token = parsed_refresh_token(f"{number}.{session_id}.{generation}.{seal.hex()}")

        assert (token.customer_number, token.session_id) == (number, session_id)
        assert (token.generation, token.seal) == (generation, seal.hex())
        assert seal.hex() not in repr(token)


class TestBeginning:
    def test_it_is_not_tried_again_where_the_customer_may_not_log_in(self) -> None:
        tried: list[str] = []

        def begin(_: Customer, begun: Session, **__: object) -> bool:
            tried.append(begun.id)
            return False

        ports: Any = SimpleNamespace(
            sessions=SimpleNamespace(begin=begin), tenants=SimpleNamespace(of=lambda _: Configuration())
        )
        visitor = Visitor("visit", "shop", "https://issuer.example")

        assert begin_session(ports, visitor, customer(), []) is None
        assert len(tried) == 1

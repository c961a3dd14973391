"""The owner of an e-mail address and another party, and the steps that they may take in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from shared.domain.customers.customer import AccountId, Customer
from shared.domain.customers.customer_rules import log_in_changed
from shared.domain.log_in.account import Account, NewAccount, new_account
from shared.domain.log_in.identity_providers import ProviderAccount
from shared.domain.log_in.proof import (
    MAX_SIGN_UPS,
    Proof,
    Standing,
    after_proof,
    new_proof_id,
    standing_of,
    surplus_sign_ups,
)

OWNER, OTHER = "owner", "other"
ADDRESS, ELSEWHERE = "owner@example.com", "other@example.com"
BEGINNING = datetime(2026, 11, 29, tzinfo=UTC)


@dataclass(frozen=True)
class Log:
    """A customer with its log-in."""

    customer: Customer
    account: Account

    @property
    def email(self) -> str:
        return self.account.email


@dataclass(frozen=True)
class Token:
    """A message that was sent: `to`, who alone reads it; `asked_by`, who alone believes in it."""

    purpose: Proof
    to: str
    asked_by: str
    number: str
    epoch: int
    resent: bool = False
    new_email: str | None = None


@dataclass(frozen=True)
class Session:
    party: str
    number: str
    epoch: int


@dataclass
class World:
    """A tenant with one address that two parties open accounts with: what the service stores, in memory.

    The owner of the address believes only in messages that it has asked for. `joins`: sign-ups lead into
    companies, which are named by who signs up.
    """

    double_opt_in: bool
    joins: bool = False
    logs: dict[str, Log] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    links: dict[str, ProviderAccount] = field(default_factory=dict)
    owner_has_proved: bool = False
    opened: int = 0

    def open(
        self,
        party: str,
        *,
        password: str | None,
        confirmed: bool = True,
        proof: bool = False,
        joins: bool = False,
    ) -> Log:
        self.opened += 1
        customer = Customer(
            tenant="acme",
            number=f"{self.opened}",
            incarnation="i",
            created_at=BEGINNING,
            modified_at=BEGINNING + timedelta(hours=self.opened),
            accounts=(AccountId(ADDRESS),),
            proof_id=new_proof_id() if proof else None,
            unconfirmed_until=None if confirmed else 1,
            company_registration_id=party,
            joins_company=joins,
        )
        beginning = NewAccount(password, confirmed=confirmed, contested=bool(self.waiting()))
        account = new_account(customer, beginning)
        assert account is not None
        self.logs[customer.number] = log = Log(customer, account)
        return log

    def waiting(self) -> list[Account]:
        waiting = [log.account for log in self.logs.values() if not log.account.confirmed]
        return sorted(waiting, key=lambda account: account.created_at)

    def of(self, email: str) -> Log | None:
        found = (log for log in self.logs.values() if log.account.confirmed and log.email == email)
        return next(found, None)

    def prove(self, log: Log, proof: Proof, *, password: str | None = None, resent: bool = False) -> Log:
        waiting = self.waiting() if not log.account.confirmed else ()
        after = after_proof(
            log.customer, log.account, proof, password_hash=password, sign_ups=waiting, resent=resent
        )
        for ended in after.ended:
            del self.logs[ended.customer_number]
        self.logs[log.customer.number] = proven = Log(after.customer, after.account)
        assert log.account.confirmed or self.waiting() == []
        return proven

    def lives(self, session: Session) -> bool:
        log = self.logs.get(session.number)
        return log is not None and log.customer.session_epoch == session.epoch

    def is_good(self, token: Token) -> bool:
        log = self.logs.get(token.number)
        if log is None or log.customer.session_epoch != token.epoch:
            return False
        if log.account.confirmed and token.purpose is Proof.CONFIRMATION:
            return standing_of(log.customer, log.account) is Standing.UNPROVEN
        if log.account.confirmed:
            return True
        return self.of(ADDRESS) is None

    def send(self, log: Log, purpose: Proof, asked_by: str, **facts: object) -> None:
        number = log.customer.number
        self.tokens = [t for t in self.tokens if (t.number, t.purpose) != (number, purpose)]
        token = Token(purpose, log.email, asked_by, number, log.customer.session_epoch, **facts)  # type: ignore[arg-type]
        self.tokens.append(token)

    def sign_up(self, party: str) -> None:
        if self.of(ADDRESS) is not None:
            return
        if not self.double_opt_in:
            log = self.open(party, password=party, joins=self.joins)
            if self.joins:
                self.send(log, Proof.CONFIRMATION, party)
            return
        for gone in surplus_sign_ups(self.waiting()):
            del self.logs[gone.customer_number]
        log = self.open(party, password=party, confirmed=False, joins=self.joins)
        self.send(log, Proof.CONFIRMATION, party)

    def other_creates_as_a_seller_with_a_password(self) -> None:
        if self.of(ADDRESS) is None:
            self.open(OTHER, password=OTHER)

    def other_invites(self) -> None:
        if self.of(ADDRESS) is None:
            self.send(self.open(OTHER, password=None), Proof.RESET, OTHER)

    def ask_for_a_reset(self, party: str) -> None:
        log = self.of(ADDRESS)
        waiting = self.waiting()
        if log is None and waiting:
            log = self.logs[waiting[-1].customer_number]
        if log is not None:
            self.send(log, Proof.RESET, party)

    def ask_for_the_confirmation_again(self, party: str) -> None:
        log, waiting = self.of(ADDRESS), self.waiting()
        if log is None and waiting:
            log = self.logs[waiting[-1].customer_number]
        elif log is not None:
            waits = standing_of(log.customer, log.account) is Standing.UNPROVEN and log.customer.joins_company
            log, waiting = (log, [log.account]) if waits else (None, [])
        # Whoever has asked for nothing yet does not ask for it again.
        if log is not None and (party == OTHER or any(each.password_hash == OWNER for each in waiting)):
            self.send(log, Proof.CONFIRMATION, party, resent=True)

    def owner_uses_a_message(self, purpose: Proof, *, resent: bool = False) -> None:
        """The latest of those that it has asked for."""
        own = [t for t in self.tokens if (t.asked_by, t.purpose, t.resent) == (OWNER, purpose, resent)]
        token = next((each for each in reversed(own) if self.is_good(each)), None)
        if token is None:
            return
        self.tokens.remove(token)
        log = self.logs[token.number]
        if token.purpose is Proof.EMAIL_CHANGE:
            self.move(log, token, OWNER)
            return
        password = OWNER if token.purpose is Proof.RESET else None
        self.prove(log, token.purpose, password=password, resent=token.resent)
        self.owner_has_proved = True

    def owner_comes_by_a_provider_that_has_verified_the_address(self) -> None:
        log, waiting = self.of(ADDRESS), self.waiting()
        if log is None and waiting:
            log = self.logs[waiting[-1].customer_number]
        if log is None:
            log = self.open(OWNER, password=None, proof=True)
        elif standing_of(log.customer, log.account) is not Standing.PROVEN:
            log = self.prove(log, Proof.PROVIDER)
        self.links[OWNER] = ProviderAccount(log.customer.number, "i", log.customer.proof_id)
        self.sessions.append(Session(OWNER, log.customer.number, log.customer.session_epoch))
        self.owner_has_proved = True

    def other_comes_by_a_provider_that_has_not(self) -> None:
        log = self.of(ADDRESS)
        if log is None and not self.double_opt_in:
            log = self.open(OTHER, password=None)
            self.links[OTHER] = ProviderAccount(log.customer.number, "i", log.customer.proof_id)
        if log is not None and OTHER in self.links and self.links[OTHER].leads_to(log.customer):
            self.sessions.append(Session(OTHER, log.customer.number, log.customer.session_epoch))

    def log_in(self, party: str) -> None:
        log = self.of(ADDRESS)
        if log is not None and log.account.password_hash == party:
            self.sessions.append(Session(party, log.customer.number, log.customer.session_epoch))

    def log_out(self, party: str) -> None:
        self.sessions = [each for each in self.sessions if each.party != party]

    def ask_for_another_address(self, party: str) -> None:
        """With the password, in a session of one's own."""
        for session in self.live_of(party):
            log = self.logs[session.number]
            if log.account.password_hash == party:
                to = ELSEWHERE if party == OTHER else f"new.{ADDRESS}"
                self.send(log, Proof.EMAIL_CHANGE, party, new_email=to)

    def other_uses_a_message_to_an_address_of_its_own(self) -> None:
        for token in [t for t in self.tokens if t.new_email == ELSEWHERE]:
            self.tokens.remove(token)
            log = self.logs.get(token.number)
            if log is not None and self.is_good(token) and self.of(ELSEWHERE) is None:
                self.move(log, token, OTHER)

    def move(self, log: Log, token: Token, party: str) -> None:
        """Make the new address the log-in: the other's customer goes away with the other, the owner stays."""
        assert token.new_email is not None
        after = self.prove(log, Proof.EMAIL_CHANGE)
        customer = log_in_changed(after.customer, token.new_email, syncs_contact_email=False, now=BEGINNING)
        moved = Log(customer, replace(after.account, email=token.new_email))
        del self.logs[log.customer.number]
        if party == OWNER:
            assert moved.account.password_hash == OWNER
            self.owner_has_proved = False

    def live_of(self, party: str) -> list[Session]:
        return [each for each in self.sessions if each.party == party and self.lives(each)]

    def check(self) -> None:
        """The address has one account at most, and once the owner has proved it, the other party has none."""
        confirmed = [log for log in self.logs.values() if log.account.confirmed]
        assert len([log for log in confirmed if log.email == ADDRESS]) <= 1
        assert len(self.waiting()) <= MAX_SIGN_UPS
        if not self.owner_has_proved:
            return
        log = self.of(ADDRESS)
        assert log is not None
        assert log.account.password_hash in {None, OWNER}
        # What the other party wanted to join, the owner is not in.
        assert not log.customer.joins_company or log.customer.company_registration_id == OWNER
        assert self.live_of(OTHER) == []
        assert OTHER not in self.links or not self.links[OTHER].leads_to(log.customer)
        assert not any(self.is_good(token) for token in self.tokens if token.new_email == ELSEWHERE)

    def copied(self) -> World:
        """Return a world to go on from; what is in it does not change."""
        return replace(
            self,
            logs=dict(self.logs),
            sessions=list(self.sessions),
            tokens=list(self.tokens),
            links=dict(self.links),
        )


Step = Callable[[World], None]
STEPS: Mapping[str, Step] = {
    "owner signs up": partial(World.sign_up, party=OWNER),
    "other signs up": partial(World.sign_up, party=OTHER),
    "other creates as a seller with a password": World.other_creates_as_a_seller_with_a_password,
    "other invites": World.other_invites,
    "owner asks for a reset": partial(World.ask_for_a_reset, party=OWNER),
    "other asks for a reset": partial(World.ask_for_a_reset, party=OTHER),
    "owner asks for the confirmation again": partial(World.ask_for_the_confirmation_again, party=OWNER),
    "other asks for the confirmation again": partial(World.ask_for_the_confirmation_again, party=OTHER),
    "owner confirms": partial(World.owner_uses_a_message, purpose=Proof.CONFIRMATION),
    "owner confirms by the second message": partial(
        World.owner_uses_a_message, purpose=Proof.CONFIRMATION, resent=True
    ),
    "owner resets": partial(World.owner_uses_a_message, purpose=Proof.RESET),
    "owner moves": partial(World.owner_uses_a_message, purpose=Proof.EMAIL_CHANGE),
    "owner comes by a provider": World.owner_comes_by_a_provider_that_has_verified_the_address,
    "other comes by a provider": World.other_comes_by_a_provider_that_has_not,
    "owner logs in": partial(World.log_in, party=OWNER),
    "other logs in": partial(World.log_in, party=OTHER),
    "owner asks for another address": partial(World.ask_for_another_address, party=OWNER),
    "other asks for another address": partial(World.ask_for_another_address, party=OTHER),
    "other moves": World.other_uses_a_message_to_an_address_of_its_own,
}

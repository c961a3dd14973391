"""An identity provider that does not behave keeps nobody waiting, and locks nobody out."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.adapters.tokens.kept import FAILURE_SECONDS, RETRY_SECONDS, KeysUnavailable
from shared.adapters.tokens.trusted_issuers import TrustedIssuer
from shared.adapters.tokens.verifier import TokenVerifier
from shared.adapters.web import client as web
from shared.domain.callers.tokens import Tenancy
from shared.runtime.wiring import wiring
from tests.attacks.misbehaving import MISBEHAVIOURS, Misbehaving
from tests.clock import Clock
from tests.component.api import Answer
from tests.component.customer_managed.conftest import email, storefront
from tests.component.customer_managed.identity_providers.calls import CLIENT_ID, Sso, token_of
from tests.component.customer_managed.identity_providers.conftest import provider, sso
from tests.component.tenants import Configure, set_value
from tests.jwt_issuer import DISCOVERY_PATH, JWKS_PATH, TOKEN_PATH, JwtIssuer, new_key
from tests.unit.tokens.records import Records

__all__ = ["email", "provider", "sso", "storefront"]

UNAVAILABLE = (424, "identity_provider_unavailable")


def answered(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["type"]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE_SECONDS", 0.5)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the providers' adapter."""
    clock = Clock()
    clock.time = time.time()
    monkeypatch.setattr(wiring().identity_providers, "_clock", clock)
    return clock


def asked_at(url: str) -> dict[str, str]:
    """The setting of a provider that is asked about tokens."""
    return {"domain": url, "token_introspect_endpoint": "introspect", "client_id": "c", "client_secret": "s"}


@contextlib.contextmanager
def timed() -> Iterator[Callable[[], float]]:
    started = time.monotonic()
    yield lambda: time.monotonic() - started


@pytest.mark.usefixtures("impatient")
class TestUnavailable:
    @pytest.mark.parametrize("name", MISBEHAVIOURS)
    def test_a_misbehaving_provider_is_424_in_time_and_the_next_visitor_does_not_wait(
        self, sso: Sso, configure: Configure, email: str, name: str, provider: JwtIssuer
    ) -> None:
        with Misbehaving(MISBEHAVIOURS[name]) as server:
            configure("sso.odd", {"issuer": server.url, "clientId": CLIENT_ID})
            token = token_of(provider, email, iss=server.url)

            with timed() as seconds:
                first = sso.exchange(token, config="odd")
                assert seconds() < 3
            others = [sso.exchange(token, config="odd"), sso.log_in("code", config="odd")]

        assert [answered(answer) for answer in (first, *others)] == [UNAVAILABLE] * 3
        assert server.connections == 1
        assert first.headers["Retry-After"] == "60"

    @pytest.mark.parametrize("document", [DISCOVERY_PATH, JWKS_PATH, TOKEN_PATH])
    def test_whichever_document_it_is_all_of_them_share_the_time(
        self, sso: Sso, provider: JwtIssuer, email: str, document: str
    ) -> None:
        with Misbehaving(MISBEHAVIOURS["its body drips"]) as server:
            names = {JWKS_PATH: "jwks_uri", TOKEN_PATH: "token_endpoint"}
            provider.describe_itself()
            provider.documents[TOKEN_PATH] = {"access_token": "a", "id_token": token_of(provider, email)}
            if document in names:
                provider.describe_itself(**{names[document]: server.url})
            else:
                provider.documents[DISCOVERY_PATH] = (302, server.url.encode())

            with timed() as seconds:
                answer = sso.log_in("code")
                assert seconds() < 3

        assert answered(answer) == UNAVAILABLE

    @pytest.mark.parametrize("name", MISBEHAVIOURS)
    def test_an_endpoint_that_is_asked_about_tokens_and_misbehaves_is_424_in_time(
        self, sso: Sso, configure: Configure, name: str
    ) -> None:
        with Misbehaving(MISBEHAVIOURS[name]) as server:
            configure("tokenExchange", asked_at(server.url))

            with timed() as seconds:
                answer = sso.exchange("a-token")
                assert seconds() < 3

        assert answered(answer) == UNAVAILABLE

    def test_an_endpoint_that_is_asked_about_tokens_and_is_silent_is_called_once_a_minute(
        self, sso: Sso, configure: Configure, clock: Clock
    ) -> None:
        with Misbehaving(MISBEHAVIOURS["says nothing"]) as server:
            configure("tokenExchange", asked_at(server.url))
            answers = [sso.exchange(token) for token in ("a", "b", "c")]
            before = server.connections
            clock.time += FAILURE_SECONDS + 1
            sso.exchange("d")

        assert [answered(answer) for answer in answers] == [UNAVAILABLE] * 3
        assert (before, server.connections) == (1, 2)

    def test_a_provider_that_is_back_is_called_after_a_minute(
        self, sso: Sso, provider: JwtIssuer, email: str, clock: Clock
    ) -> None:
        provider.fails()
        token = token_of(provider, email)
        before = sso.exchange(token)
        provider.recovers()
        clock.time += FAILURE_SECONDS - 1
        still = sso.exchange(token)
        clock.time += 2

        assert [answered(before), answered(still)] == [UNAVAILABLE] * 2
        assert sso.exchange(token).status == 200

    def test_visitors_who_come_together_wait_together(
        self, sso: Sso, configure: Configure, email: str, provider: JwtIssuer
    ) -> None:
        with Misbehaving(MISBEHAVIOURS["says nothing"]) as server:
            configure("sso.odd", {"issuer": server.url, "clientId": CLIENT_ID})
            visits = [sso.storefront.new_visit() for _ in range(8)]
            token = token_of(provider, email, iss=server.url)
            with timed() as seconds, ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda visit: sso.exchange(token, config="odd", visit=visit), visits))
                assert seconds() < 4

        assert [answered(answer) for answer in answers] == [UNAVAILABLE] * 8
        assert server.connections == 1

    def test_a_token_endpoint_that_is_silent_is_called_once_a_minute(
        self, sso: Sso, provider: JwtIssuer, clock: Clock
    ) -> None:
        with Misbehaving(MISBEHAVIOURS["says nothing"]) as server:
            provider.describe_itself(token_endpoint=server.url)
            answers = [sso.log_in("code") for _ in range(3)]
            before = server.connections
            clock.time += FAILURE_SECONDS + 1
            sso.log_in("code")

        assert [answered(answer) for answer in answers] == [UNAVAILABLE] * 3
        assert (before, server.connections) == (1, 2)

    @pytest.mark.parametrize("broken_answer", [(500, b""), (200, b"x" * 300_000), (200, b"<html>")])
    def test_a_visitor_whose_code_breaks_the_endpoint_locks_nobody_out(
        self, sso: Sso, provider: JwtIssuer, email: str, broken_answer: tuple[int, bytes]
    ) -> None:
        provider.describe_itself()
        provider.documents[TOKEN_PATH] = broken_answer
        broken = sso.log_in("'; DROP TABLE codes")
        provider.documents[TOKEN_PATH] = {"access_token": "a", "id_token": token_of(provider, email)}

        assert answered(broken) == UNAVAILABLE
        assert sso.log_in("code").status == 200

    def test_a_tenant_with_a_dead_endpoint_for_an_issuer_locks_no_other_tenant_out(
        self, sso: Sso, provider: JwtIssuer, email: str, configure: Configure, other_tenant: str
    ) -> None:
        provider.describe_itself()
        provider.documents[TOKEN_PATH] = {"access_token": "a", "id_token": token_of(provider, email)}
        with Misbehaving(MISBEHAVIOURS["says nothing"]) as server:
            setting = {"issuer": provider.url, "clientId": CLIENT_ID, "tokenUrl": server.url}
            configure("sso.dead", setting)
            assert answered(sso.log_in("code", config="dead")) == UNAVAILABLE

        set_value(other_tenant, "sso.default", {"issuer": provider.url, "clientId": CLIENT_ID})
        assert sso.log_in("code").status == 200

    def test_keys_that_are_known_are_enough(
        self, sso: Sso, provider: JwtIssuer, email: str, clock: Clock
    ) -> None:
        assert sso.exchange(token_of(provider, email)).status == 200
        provider.fails()
        clock.time += 900

        exp = int(clock.time) + 60
        assert sso.exchange(token_of(provider, email, exp=exp)).status == 200

    def test_a_tenant_with_a_slow_endpoint_for_an_issuer_spoils_its_keys_for_nobody(
        self, sso: Sso, provider: JwtIssuer, email: str, clock: Clock, configure: Configure
    ) -> None:
        new = new_key()

        def late() -> Iterator[bytes]:
            time.sleep(0.35)
            provider.keys["new"] = new
            document = {"access_token": "a", "id_token": token_of(provider, email, kid="new")}
            body = json.dumps(document).encode()
            yield b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)

        provider.describe_itself()
        with Misbehaving(late) as server:
            setting = {"issuer": provider.url, "clientId": CLIENT_ID, "tokenUrl": server.url}
            configure("sso.slow", setting)
            sso.exchange(token_of(provider, email))
            clock.time += RETRY_SECONDS + 1
            assert answered(sso.log_in("code", config="slow")) == UNAVAILABLE

        exp = int(clock.time) + 60
        assert sso.exchange(token_of(provider, email, kid="new", exp=exp)).status == 200

    def test_a_code_is_not_used_up_while_the_keys_cannot_be_had(self, sso: Sso, provider: JwtIssuer) -> None:
        provider.describe_itself()
        provider.fails()

        assert answered(sso.log_in("code")) == UNAVAILABLE
        assert provider.forms == []

    def test_an_issuer_that_many_tenants_trust_with_dead_keys_holds_no_token_up(
        self, provider: JwtIssuer
    ) -> None:
        with Misbehaving(MISBEHAVIOURS["says nothing"]) as server:
            trusted = [
                TrustedIssuer(provider.url, Tenancy(frozenset({name}), name), jwks_url=f"{server.url}/{name}")
                for name in ("acme", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta")
            ]
            verifier = TokenVerifier([], Records(None, *trusted))
            with timed() as seconds:
                with pytest.raises(KeysUnavailable):
                    verifier.caller(provider.token(), "https://api.example")
                assert seconds() < 2

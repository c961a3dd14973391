"""Staff sign in at a real identity provider, in the browser: authorization code and PKCE."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIServer

import pytest
from selenium import webdriver

from tests.console.person import Person
from tests.running.conftest import Service, running_service
from tests.waiting import wait_until

if TYPE_CHECKING:
    from pytest_iam import Server

CLIENT = "console"
PROVIDER = "Acme's directory"
PASSWORD = secrets.token_hex(8)
AGENTS = {"agents": {"scopes": ["customer.customer_manage"], "restrictions": ["DE"]}}

_NO_LONGER_TAKEN = """
const real = window.fetch;
const isCall = (where) => String(where).includes("/customer/");
const refusal = () => Promise.resolve(new Response("{}", { status: 401 }));
window.fetch = (where, ...more) => (isCall(where) ? refusal() : real(where, ...more));
"""


class _SideBySide(ThreadingMixIn, WSGIServer):
    """A server that answers each connection in a thread of its own."""

    daemon_threads = True


@pytest.fixture(scope="session")
def iam(request: pytest.FixtureRequest) -> "Server":
    """The provider. Its plugin takes a second to load: only the process that needs it does so."""
    import pytest_iam

    request.config.pluginmanager.register(pytest_iam, "loaded when it is needed")
    server: Server = request.getfixturevalue("iam_server")
    # A browser also opens connections in advance. One without a request would keep all others waiting.
    server.httpd.__class__ = _SideBySide
    return server


@pytest.fixture(scope="module")
def service(iam: "Server", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that trusts the provider with the staff of the demo's tenant, and whose console says so."""
    url = iam.url.rstrip("/")
    trusted = {"issuer": url, "tenant": "acme", "audience": [CLIENT], "staff": True}
    offered = {
        "name": PROVIDER,
        "authorizationEndpoint": f"{url}/oauth/authorize",
        "tokenEndpoint": f"{url}/oauth/token",
        "clientId": CLIENT,
        "scope": "openid profile groups",
        "tenant": "acme",
    }
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TRUSTED_ISSUERS", json.dumps([trusted]))
        environment.setenv("CONSOLE_ISSUERS", json.dumps([offered]))
        with running_service(tmp_path_factory.mktemp("state")) as service:
            _register(iam, service.url)
            setting = {"key": "staff.roles", "value": AGENTS}
            status, _ = service.post(
                "/configuration/acme/configurations", service.token("acme-admin"), [setting]
            )
            assert status == 201
            yield service


@pytest.fixture
def agent(iam: "Server") -> str:
    """The user name of somebody in the group of agents."""
    return _user(iam, "agents")


def _register(iam: "Server", url: str) -> None:
    """Make the console known to the provider: a public client."""
    client = iam.models.Client(
        client_id=CLIENT,
        client_name=CLIENT,
        client_uri=url,
        redirect_uris=[f"{url}/console/"],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid", "profile", "groups"],
        token_endpoint_auth_method="none",
        id_token_signed_response_alg="RS256",
    )
    iam.backend.save(client)
    iam.backend.update(client, audience=[client])
    iam.backend.save(client)


def _user(iam: "Server", group: str) -> str:
    user_name = f"maria-{secrets.token_hex(4)}"
    user = iam.random_user(user_name=user_name, password=PASSWORD, emails=[f"{user_name}@example.com"])
    iam.random_group(display_name=group, members=[user])
    iam.consent(user)
    return user_name


def signs_in(person: Person, browser: webdriver.Chrome, user_name: str) -> None:
    """Go to the provider, and give name and password there."""
    browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    person.clicks(f"Sign in at {PROVIDER}")
    person.types("login", user_name)
    person.presses_enter()
    person.types("password", PASSWORD)
    person.presses_enter()


def test_an_agent_signs_in_works_within_its_restriction_and_signs_out(
    person: Person, browser: webdriver.Chrome, service: Service, agent: str, pictures: Path
) -> None:
    # given: a view that was asked for before the log-in
    person.sees(f"Sign in at {PROVIDER}", "as admin")
    person.takes_picture(pictures / "staff-sign-in.png")
    person.opens("customers?sort=lastName")

    # when
    signs_in(person, browser, agent)

    # then
    person.sees(agent, "only DE", "Last name")
    person.takes_picture(pictures / "staff-customers.png")
    assert person.address() == "#/customers?sort=lastName"
    assert person.runs("return location.search") == ""
    kept = person.runs("return JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert ("verifier" in kept, "eyJ" in kept) == (False, False)
    assert "Settings" not in person.offered()
    assert person.barriers() == []

    # when: somebody is changed, then that is under the agent's name
    person.opens(f"customers/{_a_german(service)}")
    person.clicks("Edit", within="Greta")
    person.types("middleName", "Maria")
    person.clicks("Save")
    person.sees("Saved.")
    updates = wait_until(lambda: [e for e in service.events("--name", "customer.updated") if _by(e) == agent])
    assert len(updates) == 1

    # when
    person.clicks("Sign out")

    # then
    person.sees(f"Sign in at {PROVIDER}")


def test_whoever_has_no_group_is_told_so(
    person: Person, browser: webdriver.Chrome, iam: "Server", pictures: Path
) -> None:
    stranger = _user(iam, f"others-{secrets.token_hex(4)}")

    signs_in(person, browser, stranger)

    person.sees("None of your groups has a role in tenant 'acme'", f"Sign in at {PROVIDER}")
    person.takes_picture(pictures / "staff-refused.png")
    assert person.barriers() == []


@pytest.mark.parametrize(
    "answer", ["code=stolen&state=made-up", "error=access_denied&state=x", "code=a&state="]
)
def test_an_answer_that_nobody_asked_for_signs_nobody_in(
    person: Person, browser: webdriver.Chrome, service: Service, answer: str
) -> None:
    browser.get("about:blank")

    browser.get(f"{service.url}/console/?{answer}#/customers")

    person.sees("did not ask for")
    assert person.runs("return location.search + location.hash") == "#/customers"
    requests = person.runs("return performance.getEntriesByType('resource').map((each) => each.name)")
    assert not [each for each in requests if "/oauth/token" in each]


def test_after_the_log_in_has_ended_one_is_asked_to_sign_in_again(
    person: Person, browser: webdriver.Chrome, agent: str
) -> None:
    # given
    signs_in(person, browser, agent)
    person.sees(agent)

    # when: the service no longer takes the token
    person.runs(_NO_LONGER_TAKEN)
    person.opens("customers?sort=company")

    # then
    person.sees("Your log-in has ended", f"Sign in at {PROVIDER}")
    assert person.address() == "#/customers?sort=company"

    # when: the provider still knows the agent
    person.clicks(f"Sign in at {PROVIDER}")

    # then
    person.sees(agent, "only DE", "Company")
    assert person.address() == "#/customers?sort=company"


def test_the_page_may_call_the_provider_and_nobody_else(
    person: Person, service: Service, iam: "Server"
) -> None:
    policy = person.runs(
        "return fetch('/console/').then((each) => each.headers.get('content-security-policy'))"
    )

    assert f"connect-src 'self' {iam.url.rstrip('/')};" in policy
    assert "unsafe" not in policy


def _a_german(service: Service) -> str:
    """The number of a new customer whom agents may change."""
    members = {"firstName": "Greta", "lastName": "Groß", "restriction": "DE"}
    status, answer = service.post("/customer/acme/customers", service.token("acme-admin"), members)
    assert status == 201, answer
    return str(answer["id"])


def _by(event: Any) -> Any:
    return event["detail"].get("updatedBy")

"""A browser, and the console of a running service in it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver

from tests.component.webhooks.receiver import Receiver
from tests.console.person import Person
from tests.running.conftest import Service, running_service

# The browser looks up nothing of its own, so nothing but the tested service answers.
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en-GB",
    "--no-first-run",
)

_CRM = {"code": "crm", "provider": "HTTP", "contactEmail": "it@example.com"}
_DELETIONS = {"eventType": "customer.deleted", "action": "SUBSCRIBE"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where pictures of the views go."""
    parser.addoption("--pictures", type=Path, default=None)


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pictures."""
    folder: Path = request.config.getoption("--pictures") or tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    """Who receives what is sent to the webhook `crm`."""
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver) -> Iterator[Service]:
    """One service for all tests; each changes customers of its own.

    Its webhook `crm` is there from the beginning, as webhooks have an effect within a minute.
    """
    with running_service(tmp_path_factory.mktemp("state")) as service:
        admin = service.token("acme-admin")
        status, _ = service.post("/webhook/acme/config", admin, {**_CRM, "configuration": _sent_to(receiver)})
        assert status == 201
        service.patch("/webhook/acme/event-subscriptions", admin, [_DELETIONS])
        yield service


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One browser for all tests."""
    options = webdriver.ChromeOptions()
    options.binary_location = _program("chromium")
    for argument in (*_ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(_program("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture
def person(browser: webdriver.Chrome, service: Service) -> Iterator[Person]:
    """Somebody who opens the console for the first time; the page must make no error of its own."""
    browser.get(f"{service.url}/health")  # without a script that would log in again meanwhile
    browser.execute_script("localStorage.clear(); sessionStorage.clear()")
    browser.get_log("browser")
    browser.get_log("performance")
    person = Person(browser, service.url)
    person.window(1280, 800)
    person.reloads()
    yield person
    errors = [entry["message"] for entry in browser.get_log("browser") if _is_of_the_page(entry)]
    assert not errors


@pytest.fixture
def admin(service: Service) -> str:
    """A token that may do everything, for what others do meanwhile."""
    return service.token("acme-admin")


def _sent_to(receiver: Receiver) -> dict[str, Any]:
    element = {"name": "Gone", "eventType": "customer.deleted", "excludedFields": ["sequence"]}
    return {
        "destinationUrl": receiver.url,
        "secretKey": "a-secret-of-the-tests",
        "eventsConfiguration": [element],
    }


def _program(name: str) -> str:
    path = shutil.which(name)
    assert path is not None, f"{name} is not installed"
    return path


def _is_of_the_page(entry: dict[str, Any]) -> bool:
    # A refusal of the API is an answer that the page shows, but the browser logs it as an error.
    return entry["level"] == "SEVERE" and "Failed to load resource" not in json.dumps(entry)

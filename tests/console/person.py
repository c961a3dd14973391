"""What a person does at a screen, in the words of the screen."""

import json
import os
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

_SECONDS = 20
_AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"

_SHOWN = "const shown = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;"
_FIND_ACTION = f"""{_SHOWN}
const [label, within] = arguments;
const says = (each) => [each.innerText, each.getAttribute("aria-label"), each.title];
const matches = (each) => says(each).some((text) => text?.trim().startsWith(label));
const place = (each) => each.closest("tr, section, dialog, form, .head")?.innerText ?? "";
return [...shown.querySelectorAll("button, a, summary, input[type=checkbox], label")]
  .filter((each) => !each.disabled && each.ariaBusy !== "true" && each.offsetParent !== null)
  .find((each) => matches(each) && place(each).includes(within));
"""
_FIND_FIELD = f"""{_SHOWN}
const name = arguments[0];
const label = (each) => each.labels?.[0]?.innerText;
const says = (each) => [each.name, each.placeholder, each.getAttribute("aria-label"), label(each)];
return [...shown.querySelectorAll("input, textarea, select")].find((each) => says(each).includes(name));
"""
_KEEPS_WHAT_IS_SAVED = """
const real = URL.createObjectURL;
URL.createObjectURL = (blob) => (blob.text().then((text) => (window.saved = text)), real(blob));
"""


class Person:
    """Uses the console in a browser. Whatever is not there yet is waited for."""

    def __init__(self, browser: webdriver.Chrome, url: str) -> None:
        self._browser = browser
        self._url = url
        self._wait: WebDriverWait[webdriver.Chrome] = WebDriverWait(
            browser, _SECONDS, 0.05, ignored_exceptions=None
        )

    def window(self, width: int, height: int, *, dark: bool = False) -> None:
        """Give the window a size, and the system a theme."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        theme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [theme]})

    def opens(self, view: str) -> None:
        """Open a view by its address, such as `customers/1001`."""
        self._browser.execute_script(f"location.hash = {json.dumps(f'#/{view}')}")

    def reloads(self) -> None:
        """Load the first page again."""
        self._browser.get(
            "about:blank"
        )  # else an address that differs behind the `#` alone would load nothing
        self._browser.get(f"{self._url}/console/")

    def goes_back(self) -> None:
        """Go back to the view before."""
        self._browser.back()

    def signs_in(self, name: str) -> None:
        """Sign in as one of the demo's callers, such as `admin`."""
        self.clicks(f"as {name}")
        self.sees(f"acme-{name}")

    def clicks(self, label: str, *, within: str = "") -> None:
        """Click what has this label; `within`, a text that is in the same panel or row.

        What is shown again in that moment is not clicked, but what has come in its place.
        """
        self._wait.until(lambda _: self._clicked(label, within))

    def types(self, name: str, text: str) -> None:
        """Replace what is in a field, by its name, its label, or what is written in it for help."""
        field = self._field(name)
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text or Keys.DELETE)

    def chooses(self, name: str, choice: str) -> None:
        """Choose one of the choices of a field."""
        Select(self._field(name)).select_by_value(choice)

    def edits_json(self, panel: str, name: str, value: Any) -> None:
        """Replace the JSON of a panel."""
        self.clicks("As JSON", within=panel)
        self.types(name, json.dumps(value))
        self.clicks("Save")

    def gives_file(self, name: str, file: Path) -> None:
        """Choose a file in a field."""
        self._field(name).send_keys(str(file))

    def keeps_files(self) -> None:
        """Keep the text of what the page saves from now on."""
        self._browser.execute_script(_KEEPS_WHAT_IS_SAVED)

    def file(self) -> str:
        """Return the text of the file that the page has saved."""
        return str(self.waits_for("return window.saved"))

    def presses_enter(self) -> None:
        """Press enter where the cursor is."""
        self._browser.switch_to.active_element.send_keys(Keys.ENTER)

    def presses(self, key: str) -> None:
        """Press a key where the cursor is."""
        self._browser.switch_to.active_element.send_keys(key)

    def sees(self, *texts: str) -> None:
        """Wait until all texts are on the screen. Fails if they do not come."""
        try:
            self._wait.until(lambda _: all(text in self.screen() for text in texts))
        except TimeoutException:
            missing = [text for text in texts if text not in self.screen()]
            pytest.fail(f"never seen: {missing} on this screen:\n{self.screen()}")

    def does_not_see(self, *texts: str) -> None:
        """Fail if one of the texts is on the screen, or stays there."""
        self._wait.until(lambda _: not any(text in self.screen() for text in texts), f"still seen: {texts}")

    def screen(self) -> str:
        """Return all text on the screen."""
        return str(self._browser.execute_script("return document.body.innerText"))

    def offered(self) -> list[str]:
        """Return the labels of all buttons and links."""
        found = self._browser.execute_script(
            "return [...document.querySelectorAll('button, a')].map((each) => each.innerText.trim())"
        )
        return list(found)

    def rows(self) -> int:
        """Return how many rows the table has that are not waiting for data."""
        return int(
            self._browser.execute_script(
                "return document.querySelectorAll('tbody tr:not([aria-hidden])').length"
            )
        )

    def address(self) -> str:
        """Return what is in the address bar behind the page's own address."""
        return str(self._browser.execute_script("return location.hash"))

    def barriers(self) -> list[str]:
        """Return what keeps some people from using what is on the screen, as axe finds it.

        Skips the test where npm has not installed axe, unless the variable `BROWSER` is `required`.
        """
        if not _AXE.is_file() and os.environ.get("BROWSER") != "required":
            pytest.skip("axe is not installed: that needs Node and npm, then `make console-test`")
        self._browser.execute_script(_AXE.read_text(encoding="utf-8"))
        found = self._browser.execute_async_script(
            "const done = arguments[0]; axe.run(document).then((result) => done(result.violations))"
        )
        return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]

    def fits(self) -> bool:
        """Return whether the page does not scroll sideways."""
        return not self.runs("return document.documentElement.scrollWidth > innerWidth")

    def received(self) -> str:
        """Return all answers that the page has received since the last call, as text."""
        bodies = []
        for entry in self._browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.responseReceived":
                bodies.append(self._body(message["params"]["requestId"]))
        return "\n".join(bodies)

    def takes_picture(self, file: Path) -> None:
        """Keep what is on the screen, as PNG or WebP by the file's name."""
        options = {"format": file.suffix[1:], **({"quality": 80} if file.suffix == ".webp" else {})}
        taken = self._browser.execute_cdp_cmd("Page.captureScreenshot", options)
        file.write_bytes(b64decode(taken["data"]))

    def waits_for(self, script: str) -> Any:
        """Return the value of a script in the page once it has one."""
        return self._wait.until(lambda browser: browser.execute_script(script), f"never true: {script}")

    def runs(self, script: str) -> Any:
        """Return the value of a script in the page."""
        return self._browser.execute_script(script)

    def _body(self, request_id: str) -> str:
        try:
            found = self._browser.execute_cdp_cmd("Network.getResponseBody", {"requestId": request_id})
        except Exception:  # noqa: BLE001 - the browser keeps no body of redirects and of what it has forgotten
            return ""
        return str(found["body"])

    def _found(self, label: str, within: str) -> WebElement:
        found = self._wait.until(
            lambda browser: browser.execute_script(_FIND_ACTION, label, within), f"never offered: {label}"
        )
        assert isinstance(found, WebElement)
        return found

    def _clicked(self, label: str, within: str) -> bool:
        try:
            self._found(label, within).click()
        except StaleElementReferenceException:
            return False
        return True

    def _field(self, name: str) -> WebElement:
        found = self._wait.until(
            lambda browser: browser.execute_script(_FIND_FIELD, name), f"no field: {name}"
        )
        assert isinstance(found, WebElement)
        return found

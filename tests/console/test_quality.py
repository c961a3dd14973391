"""How the console looks and behaves everywhere: barriers, sizes, themes, languages, hostile texts, weight."""

import gzip
import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from local.machine.paths import CONSOLE
from tests.console.person import Person
from tests.running.conftest import Service

VIEWS = {
    "customers": "50 of 2",
    "customers/1000": "Anderson",
    "customers/1003/addresses": "München",
    "customers/1000/sessions": "Nobody",
    "customers/1000/companies": "Muster GmbH",
    "customers/1000/messages": "Mailbox",
    "customers/1000/history": "Created",
    "customers/1000/document": "customerNumber",
    "explain": "Measured on one page",
    "companies": "Muster GmbH",
    "companies/muster": "Subsidiaries",
    "mailbox": "",
    "events": "client-management.legalentity-created",
    "transfer": "Drop a file",
    "webhooks": "crm",
    "webhooks/config/crm": "customer.deleted",
    "webhooks/config/crm/deliveries": "All states",
    "webhooks/events": "client-management.legalentity-created",
    "webhooks/statistics": "Delivered",
    "settings": "restrictions",
    "settings/clients": "acme-reader",
    "settings/clients/acme-admin": "Add a second secret",
    "settings/restrictions": "none",
    "settings/retention": "end date",
    "health": "All together",
}
# What a customer can write into a text, and what it must stay: text.
HOSTILE = (
    "<script>window.broken = 1</script>",
    "<img src=x onerror=window.broken=1>",
    "<svg/onload=window.broken=1>",
    '"><svg onload=window.broken=1>',
    "'><script>window.broken=1</script>",
    "<iframe srcdoc='<script>parent.broken=1</script>'>",
    "<a href='javascript:window.broken=1'>x</a>",
    "javascript:window.broken=1",
    "JaVaScRiPt:window.broken=1",
    "data:text/html,<script>opener.broken=1</script>",
    "<math><mtext></mtext><script>window.broken=1</script></math>",
    "<details open ontoggle=window.broken=1>",
    "<input autofocus onfocus=window.broken=1>",
    "<video><source onerror=window.broken=1>",
    "<body onload=window.broken=1>",
    "<style>@import 'javascript:window.broken=1'</style>",
    "<link rel=stylesheet href=javascript:window.broken=1>",
    "<base href=//evil.example/>",
    "<form action=javascript:window.broken=1><button>x</button>",
    "{{constructor.constructor('window.broken=1')()}}",
    "${window.broken=1}",
    "<%= window.broken=1 %>",
    "#{window.broken=1}",
    "</title><script>window.broken=1</script>",
    "</textarea><script>window.broken=1</script>",
    "<noscript><p title='</noscript><script>window.broken=1</script>'>",
    "<marquee onstart=window.broken=1>",
    "<object data=javascript:window.broken=1>",
    "<embed src=javascript:window.broken=1>",
    "&lt;script&gt;window.broken=1&lt;/script&gt;",
    "\\u003cscript\\u003ewindow.broken=1\\u003c/script\\u003e",
)
TEXTS = ("title", "firstName", "middleName", "lastName", "company", "contactPhone")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_every_view_is_without_barriers_and_fits_the_window(
    person: Person, pictures: Path, width: int, dark: bool
) -> None:
    # given
    person.window(width, 800, dark=dark)
    person.sees("as admin")
    barriers = {"signIn": person.barriers()}
    person.takes_picture(pictures / f"sign-in-{width}-{'dark' if dark else 'light'}.png")
    person.signs_in("admin")
    overflows = []

    # when
    for view, text in VIEWS.items():
        person.opens(view)
        person.sees(text)
        barriers[view] = person.barriers()
        if not person.fits():
            overflows.append(view)
        person.takes_picture(pictures / f"{view.replace('/', '-')}-{width}-{'dark' if dark else 'light'}.png")

    # then
    assert {view: found for view, found in barriers.items() if found} == {}
    assert overflows == []


def test_a_table_shows_25_customers_without_scrolling(person: Person) -> None:
    # when
    person.signs_in("admin")
    person.sees("50 of 2")

    # then
    visible = """
        return [...document.querySelectorAll("tbody tr")]
          .filter((each) => each.getBoundingClientRect().bottom <= innerHeight).length
    """
    assert person.runs(visible) >= 25


def test_everything_can_be_reached_without_a_mouse(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.sees("50 of 2")

    # when
    focused = set()
    for _ in range(60):
        person.presses("\ue004")  # tab
        focused.add(
            person.runs("return document.activeElement.innerText || document.activeElement.ariaLabel")
        )

    # then
    assert focused >= {
        "Customers",
        "Companies",
        "Search",
        "Filter",
        "Columns",
        "New customer",
        "Created ↓",
        "Sign out",
    }


def test_the_page_speaks_the_readers_language(person: Person) -> None:
    # given
    person.signs_in("admin")

    # when
    person.runs(
        "const e = document.querySelector('select'); e.value = 'de'; e.dispatchEvent(new Event('change'))"
    )

    # then
    person.sees("Kunden", "Nachname", "Abmelden")
    assert person.runs("return document.documentElement.lang") == "de"


@pytest.mark.parametrize("member", TEXTS)
def test_what_a_customer_writes_stays_text(person: Person, service: Service, admin: str, member: str) -> None:
    # given
    numbers = []
    for text in HOSTILE:
        status, answer = service.post("/customer/acme/customers", admin, {"company": "Hostile", member: text})
        assert status == 201, answer
        numbers.append(answer["id"])
    person.signs_in("admin")

    # when
    person.types("Find by name, e-mail, company or number", numbers[0])
    person.presses_enter()
    person.sees("customers")
    person.opens("customers?columns=" + ",".join(["lastName", "firstName", "company", "contactPhone"]))
    person.sees(
        "window.broken" if member in {"lastName", "firstName", "company", "contactPhone"} else "Hostile"
    )
    for number in numbers[:6]:
        person.opens(f"customers/{number}")
        person.sees(number)
        person.opens(f"customers/{number}/document")
        person.sees('"customerNumber"')

    # then
    assert person.runs("return window.broken") is None
    addresses = person.runs("return [...document.links].map((each) => each.protocol)")
    assert set(addresses) <= {"http:", "https:", "mailto:", "tel:"}


def test_the_page_may_load_and_run_nothing_but_its_own_files(service: Service) -> None:
    # when
    with urlopen(f"{service.url}/console/") as answer:
        policy = answer.headers["content-security-policy"]

    # then
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_everything_together_is_small() -> None:
    # when
    files = [
        file.read_bytes() for file in CONSOLE.rglob("*") if file.suffix in {".html", ".css", ".js", ".svg"}
    ]

    # then
    assert sum(len(gzip.compress(each)) for each in files) <= 150 * 1024


def test_each_text_is_there_in_each_language_and_used() -> None:
    # when
    texts = {
        file.stem: set(re.findall(r'^  "([\w.]+)":', file.read_text(), re.MULTILINE))
        for file in (CONSOLE / "texts").iterdir()
    }
    own = {name for name in texts["de"] if not name.startswith("member.")}
    code = "".join(file.read_text() for file in CONSOLE.rglob("*.js") if file.parent.name != "texts")
    families = set(re.findall(r"t\(`([\w.]+)\.\$\{", code))
    called = re.findall(r'(?<!\w)t\("([\w.]+)"', code)
    passed_on = set(re.findall(r'"(\w+(?:\.\w+)+)"', code)) & own
    used = {*called, *passed_on}

    # then
    assert {name for name in texts["en"] if not name.startswith("member.")} == own
    assert {name for name in own - used if not any(name.startswith(f"{each}.") for each in families)} == set()
    assert used <= own


def test_no_file_is_long() -> None:
    # when
    texts = CONSOLE / "texts"  # one for each language
    code = [file for kind in ("*.js", "*.css") for file in CONSOLE.rglob(kind) if file.parent != texts]
    lengths = {file.name: len(file.read_text().splitlines()) for file in code}

    # then
    assert {name: length for name, length in lengths.items() if length > 300} == {}

"""Tables of the documents against the code: settings, errors, events, items of the table."""

import re
from pathlib import Path

from shared.adapters.dynamodb import keys
from shared.domain.callers.access import PUBLISHED_NAMES
from shared.domain.tenants.configuration import DEFAULTS, SSO_PREFIX, TOKEN_EXCHANGE
from shared.http import errors
from tests.contract.routes import api
from tests.event_schemas import SCHEMAS

DOCS = Path(__file__).parents[2] / "docs"
_QUOTED = re.compile(r"`([^`]+)`")
IN_EVERY_EVENT = {"tenant", "eventId", "occurredAt"}


def rows(document: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    text = (DOCS / document).read_text(encoding="utf-8")
    below = re.split(rf"^#+ {re.escape(heading)}$", text, flags=re.MULTILINE)[1]
    lines = re.split(r"^#+ ", below, flags=re.MULTILINE)[0].splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert table, f"{document} has no table below '{heading}'"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def test_the_console_knows_the_two_names_of_a_scope() -> None:
    source = (DOCS.parent / "console/views/settings/rights.js").read_text(encoding="utf-8")
    table = source.split("const PUBLISHED_NAMES = {")[1].split("}")[0]

    assert dict(re.findall(r'"([^"]+)": "([^"]+)"', table)) == PUBLISHED_NAMES


def test_every_setting_of_the_service_is_documented_with_its_default() -> None:
    documented: dict[str, str] = {}
    for keys_cell, defaults_cell, _ in rows("api.md", "3. Tenant configuration"):
        names, defaults = _QUOTED.findall(keys_cell), _QUOTED.findall(defaults_cell)
        documented |= dict(zip(names, defaults * len(names) if len(defaults) < 2 else defaults, strict=False))
        documented |= {name: "" for name in names if name.startswith(SSO_PREFIX) or name == TOKEN_EXCHANGE}

    expected = {
        key: str(default).lower() if isinstance(default, bool) else str(default)
        for key, default in DEFAULTS.items()
    }
    assert {name: default.strip('"') for name, default in documented.items()} == {
        **expected,
        f"{SSO_PREFIX}<config>": "",
        TOKEN_EXCHANGE: "",
    }


def test_every_status_of_an_error_is_documented() -> None:
    documented = {
        (int(status), type_)
        for statuses, types, _ in rows("api.md", "Errors")
        for status, type_ in zip(statuses.split(", "), _QUOTED.findall(types), strict=True)
    }

    assert documented == {*errors._STATUS.values(), errors._INTERNAL, (401, "fault")}


def test_pages_may_send_and_read_the_headers_that_are_documented() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    told = re.split(r"^\*\*Browsers\.\*\*", text, flags=re.MULTILINE)[1]
    sent, read, *_ = re.split(r"\band read\b", told)
    cors = api().cors

    assert cors is not None
    assert _QUOTED.findall(sent) == ["AllowedOrigins", *cors.headers]
    assert _QUOTED.findall(read.split(".")[0]) == [*cors.exposed_headers]
    assert {"X-Version", "hybris-session-id", "hybris-tenant", "X-Request-Id"} <= {*cors.headers}
    assert "hybris-count" in cors.exposed_headers


def test_every_published_event_is_documented_with_its_members() -> None:
    documented = {
        _QUOTED.findall(name)[0]: {*_QUOTED.findall(payload)}
        for name, _, payload in rows("events.md", "2. Published")
    }

    ours = {name for name in SCHEMAS if "customer-service" in str(SCHEMAS[name]["properties"]["source"])}
    assert documented.keys() == ours
    for name, members in documented.items():
        # What others publish, too, is described apart where it is ours.
        published = SCHEMAS[name].get("then", SCHEMAS[name])
        described = {*published["properties"]["detail"]["properties"]} - IN_EVERY_EVENT
        if name in {"customer.created", "customer.updated"}:  # whose profile is not told member by member
            assert {member.partition(".")[0] for member in members} <= described, name
        else:
            assert members == described, name


def test_every_consumed_event_is_documented_with_the_members_that_are_read() -> None:
    documented = {
        name.replace("…", "client-management.legalentity"): {*_QUOTED.findall(members)}
        for names, members, _ in rows("events.md", "3. Consumed")
        for name in _QUOTED.findall(names)
    }

    assert documented == {
        name: {*schema["properties"]["detail"]["properties"]}
        for name, schema in SCHEMAS.items()
        if "'client-management'" in str(schema["properties"]["source"])
    }


def test_every_prefix_of_a_sort_key_is_in_the_table_of_items() -> None:
    cells = " ".join(cell for row in rows("architecture.md", "The table") for cell in row)

    prefixes = [value for name, value in vars(keys).items() if name.endswith("_PREFIX")]

    assert prefixes
    assert [prefix for prefix in prefixes if f"`{prefix}" not in cells] == []

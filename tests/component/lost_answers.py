"""Writes whose answers are lost while rivals write, compared with the same writes where nothing is lost.

Two tenants are told the same. In one, answers of DynamoDB are lost, and before each retry, rivals write. In
the other nothing is lost, and the rivals write after the call. Answers and data are the same as long as a
write is made once, and not once more over what a rival wrote since.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from tests.component.api import Answer, Api, Handler
from tests.component.configuration.api import MANAGE, ConfigurationApi
from tests.component.tenant_managed.addresses.calls import Addresses
from tests.component.wire import Wire

NUMBERS, ADDRESSES, SETTINGS = ("1001", "1002", "1003"), ("home", "work"), ("own.a", "own.b")
NAMES = ("Abel", "Koch", "Weber")
MOST_LOST, MOST_RIVALS = 3, 3
Step = Callable[[Api], Answer]


@dataclass(frozen=True)
class OverWire(Api):
    """The API whose operations talk to the engine over a wire."""

    wire: Wire = field(default_factory=Wire)

    def call(self, handler: Any, *arguments: Any, **options: Any) -> Answer:
        """One call of an operation on customers."""
        return super().call(self.wire.through(handler), *arguments, **options)

    def request(self, handler: Handler, route: str, body: Any = None, **options: Any) -> Answer:
        """One call of any operation."""
        operation: Any = handler
        return super().request(self.wire.through(operation), route, body, **options)


@dataclass
class Outcome:
    """What came of many calls. `wrong`: what differs, call by call."""

    acknowledged: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


def run(tenant: str, twin: str, random: Random, *, acknowledged: int, chance: float) -> Outcome:
    """Make calls until so many writes are acknowledged, and lose answers by chance."""
    wire, outcome = Wire(), Outcome()
    lossy, rival, exact = OverWire(tenant, wire=wire), Api(tenant), Api(twin)
    while outcome.acknowledged < acknowledged:
        step = _step(random)
        rivals: list[tuple[Step, int]] = []

        def write_meanwhile(rivals: list[tuple[Step, int]] = rivals) -> None:
            outcome.lost += 1
            for _ in range(random.randint(1, MOST_RIVALS)):
                theirs = _step(random)
                rivals.append((theirs, theirs(rival).status))

        draws = iter([random.random() < chance for _ in range(MOST_LOST)])
        wire.lose(partial(next, draws, False))
        wire.meanwhile(write_meanwhile)
        statuses = [step(lossy).status, *(status for _, status in rivals)]
        expected = [step(exact).status, *(theirs(exact).status for theirs, _ in rivals)]
        outcome.acknowledged += expected[0] < 300
        if statuses != expected or _data(rival) != _data(exact):
            outcome.wrong.append(f"{statuses} for {expected}")
            return outcome
    return outcome


def _data(api: Api) -> list[Any]:
    """Return everything that these calls can change, without its times."""
    shown = [api.get(number, query={"expand": "addresses,accounts,mixin:*"}).json for number in NUMBERS]
    for customer in shown:
        customer.pop("metadataCreatedAt", None)
        customer.pop("metadataModifiedAt", None)
    return [*shown, ConfigurationApi(api.as_(MANAGE)).listed().json]


def _step(random: Random) -> Step:
    """Return a call that is the same in every tenant; what it expects, it reads there."""
    number, address, setting = random.choice(NUMBERS), random.choice(ADDRESSES), random.choice(SETTINGS)
    value: Any = random.randrange(1000)
    body: dict[str, Any] = {random.choice(("title", "company", "middleName")): f"{value}"}
    new = {**body, "lastName": random.choice(NAMES)}
    if random.random() < 0.5:
        new["contactEmail"] = f"{number}@example.com"
    else:
        new["type"] = "CONTACT"
    of_address = {"contactName": "Anna", "city": f"{value}", "isDefault": random.choice((True, False, None))}
    tag = {"tags": random.choice("ABC")}

    def of(api: Api) -> Addresses:
        return Addresses(api, number)

    def configuration(api: Api) -> ConfigurationApi:
        return ConfigurationApi(api.as_(MANAGE))

    def version(api: Api) -> dict[str, Any]:
        stored = Api(api.tenant).get(number)
        return {"metadata": {"version": stored.json["metadata"]["version"] if stored.status == 200 else 1}}

    def match(api: Api) -> dict[str, str]:
        return {"If-Match": Api(api.tenant).get(number).headers.get("ETag", "*")}

    return random.choice(
        [
            lambda api: api.create({"id": number, **new}),
            lambda api: api.create({"id": number, **new}, headers={"Idempotency-Key": f"{number}-{value}"}),
            lambda api: api.put(number, new),
            lambda api: api.put(number, new, headers={"If-None-Match": "*"}),
            lambda api: api.patch(number, body),
            lambda api: api.patch(number, body),
            lambda api: api.patch(number, {**body, **version(api)}),
            lambda api: api.put(number, {**body, **version(api)}),
            lambda api: api.patch(number, {"mixins": {"shop": {f"m{value}": value}}}, headers=match(api)),
            lambda api: api.delete(number),
            lambda api: api.delete(number, headers=match(api)),
            lambda api: of(api).create({"id": address, **of_address}),
            lambda api: of(api).put(address, of_address),
            lambda api: of(api).patch(address, {"city": f"{value}"}),
            lambda api: of(api).delete(address),
            lambda api: of(api).tag(address, tag),
            lambda api: of(api).untag(address, tag),
            lambda api: configuration(api).create({"key": setting, "value": value}),
            lambda api: configuration(api).put(setting, {"value": value}),
            lambda api: configuration(api).delete(setting),
        ]
    )

"""AWS's prices and the assumed durations of calls, from prices.json."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("prices.json")
_VCPU_MEGABYTES = 1769
"""The memory with which a function gets one whole vCPU; with less memory, it gets a proportional share."""


@dataclass(frozen=True, slots=True)
class Durations:
    """Milliseconds of one vCPU: for a call, for each request to DynamoDB, and for each password hash.

    `waiting_for_request`, `waiting_for_receiver`: milliseconds until DynamoDB, or a receiver, answers.
    """

    of_call: float
    of_request: float
    of_hash: float
    waiting_for_request: float
    waiting_for_receiver: float

    def milliseconds(self, memory: int, *, requests: int, hashes: int) -> float:
        """Return how long a call takes in a function with so many MB."""
        share = min(memory / _VCPU_MEGABYTES, 1.0)
        cpu = self.of_call + requests * self.of_request + hashes * self.of_hash
        return cpu / share + requests * self.waiting_for_request


@dataclass(frozen=True, slots=True)
class OpenSearch:
    """Of OpenSearch Serverless: dollars for an hour of a compute unit, and how many there are at least.

    The latter: with a second zone, without one, and those that DynamoDB's zero-ETL takes besides.
    """

    as_of: str
    compute_unit_hour: float
    least_units: float
    least_units_without_redundancy: float
    least_units_of_ingestion: float


@dataclass(frozen=True, slots=True)
class Prices:
    """Dollars for one of each, in a region on a day."""

    region: str
    as_of: str
    gateway_request: float
    lambda_request: float
    lambda_gigabyte_second: float
    read_unit: float
    write_unit: float
    log_gigabyte: float
    kms_request: float
    bus_event: float
    queue_request: float
    stored_gigabyte_month: float
    durations: Durations
    open_search: OpenSearch


def prices() -> Prices:
    """Return the prices of prices.json."""
    table: dict[str, Any] = json.loads(_FILE.read_text(encoding="ascii"))
    dollars, durations, open_search = table["dollars"], table["durations"], table["openSearch"]
    return Prices(
        region=table["region"],
        as_of=table["asOf"],
        gateway_request=dollars["gatewayRequest"],
        lambda_request=dollars["lambdaRequest"],
        lambda_gigabyte_second=dollars["lambdaGigabyteSecond"],
        read_unit=dollars["readUnit"],
        write_unit=dollars["writeUnit"],
        log_gigabyte=dollars["logGigabyte"],
        kms_request=dollars["kmsRequest"],
        bus_event=dollars["busEvent"],
        queue_request=dollars["queueRequest"],
        stored_gigabyte_month=dollars["storedGigabyteMonth"],
        open_search=OpenSearch(
            as_of=open_search["asOf"],
            compute_unit_hour=open_search["computeUnitHour"],
            least_units=open_search["leastUnits"],
            least_units_without_redundancy=open_search["leastUnitsWithoutRedundancy"],
            least_units_of_ingestion=open_search["leastUnitsOfIngestion"],
        ),
        durations=Durations(
            of_call=durations["cpuMillisecondsOfCall"],
            of_request=durations["cpuMillisecondsOfDynamoDbRequest"],
            of_hash=durations["cpuMillisecondsOfPasswordHash"],
            waiting_for_request=durations["waitingMillisecondsOfDynamoDbRequest"],
            waiting_for_receiver=durations["waitingMillisecondsOfReceiver"],
        ),
    )

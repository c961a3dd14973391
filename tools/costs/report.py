"""Costs as text, Markdown or JSON."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from tools.costs.searching import (
    ENTRIES,
    ENTRY_BYTES,
    ITEM_BYTES,
    READ_UNITS,
    SEARCHES_AN_HOUR,
    dollars_of_cluster,
    dollars_of_searches,
    gigabytes,
    months,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.costs.costing import Cost
    from tools.costs.following import Following
    from tools.costs.indexing import Indexing
    from tools.costs.prices import Prices

_HEADER = (
    "operation",
    "requests",
    "read units",
    "write units",
    "log bytes",
    "ms",
    "gateway",
    "Lambda",
    "logs",
    "DynamoDB",
    "KMS",
    "together",
)
_ASSUMPTIONS = (
    "The costs are US dollars for a million calls in {region}, with the prices of {as_of}. Requests, units "
    "and log bytes are those of one warm call with a customer of 1.5 KB. The assumed duration of a call is "
    "{call:g} ms of a vCPU, {request:g} ms for each request to DynamoDB and {hash:g} ms for each password "
    "that is hashed (more if the function has less than 1,769 MB), and {waiting:g} ms of waiting for each "
    "request. The authorizer is called once a minute for each token. Not included are cold starts, retries, "
    "storage, backups, data transfer, custom metrics, the KMS key itself, and what schedules start; the "
    "stream is below. A cold start of the authorizer asks KMS once; so does that of a function which signs "
    "tokens or hashes secrets, and twice if it does both. A tenant's secret takes one more. A "
    "million of these requests cost {kms:.2f}."
)
_INDEX_HEADING = "## What the index of words adds to a write"
_INDEX = (
    "The function of the stream makes it, for tenants that have one (`customers search build`): here of a "
    "customer of 11 entries, about the average. Nothing is added to the operation itself. Several changes "
    "of a batch share requests. Of a tenant with more than 4 restrictions, the write units of entries are "
    "twice as many."
)
_SEARCHES_HEADING = "## What searches cost a month"
_SEARCHES = (
    "Dollars, computed: the index takes {entries} entries of {entry} bytes for each customer, and {item} "
    "that AWS adds to each ({stored:.2f} GB for a million), at {gigabyte:.2f} a GB and month. A million "
    "searches are {searches:.2f}: gateway, function and log of `search_customers` above, and {units} read "
    "units. Whoever does not search pays for storage alone. A creation is 12 write units more "
    "({creations:.2f} a million), and filling the index 22 for each customer, once ({filling:.2f}). A "
    "tenant of more than 4 restrictions has the entries twice. OpenSearch Serverless has no price without "
    "searches: by what was published in {open_search_as_of}, an hour of a compute unit (OCU) is "
    "{unit:.2f}, and there are {least:g} at least ({alone:g} without a second zone), half of them for "
    "indexing, whether or not somebody searches; DynamoDB's zero-ETL takes {ingestion:g} more of "
    "ingestion (AWS's documents: Managing capacity limits for OpenSearch Serverless; Scaling pipelines in "
    "OpenSearch Ingestion; OpenSearch Service Pricing). It was not run; what it takes beyond its least, "
    "for 10,000,000 customers or 10,000 searches an hour, is not in here."
)
_FOLLOWING_HEADING = "## What the stream starts for a write"
_FOLLOWING = (
    "A customer of a tenant with a history, a feed, an index of words and a webhook gets another last name, "
    "and the change is alone in its batch. Requests to DynamoDB, units and log bytes are measured: the real "
    "projections and the real sender on the engine, when the process knows the tenant and the customer has "
    "had a change before. The others are computed from the table of prices: the invocations with the "
    "durations above (the consumer's with history and feed alone; the sender's with {receiver:g} ms for the "
    "receiver), an event of at most 64 KB ({event:.2f} a million), and requests to queues ({queue:.2f}): one "
    "to send, and two for a batch that is received and deleted. Lambda's reads of the stream are free. The "
    "changes of a batch, at most a hundred, share the invocation, and ten messages a request. A tenant with "
    "`history.days` or `feed.days` 0 does not have that line."
)
_WIDTH = 110
_MILLION = 1_000_000


def assumptions(prices: Prices) -> str:
    """Return the introduction: what the figures cover, and what they leave out."""
    durations = prices.durations
    text = _ASSUMPTIONS.format(
        region=prices.region,
        as_of=prices.as_of,
        call=durations.of_call,
        request=durations.of_request,
        hash=durations.of_hash,
        waiting=durations.waiting_for_request,
        kms=prices.kms_request * _MILLION,
    )
    return textwrap.fill(text, _WIDTH)


def as_table(costs: Sequence[Cost], prices: Prices) -> str:
    """Columns for a terminal."""
    rows = [list(_HEADER), *map(_cells, costs)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    ]
    return "\n".join([*lines, "", assumptions(prices)])


def as_markdown(costs: Sequence[Cost], prices: Prices) -> str:
    """Return a document."""
    rows = [list(_HEADER), ["---", *("---:" for _ in _HEADER[1:])], *map(_cells, costs)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"# What a million calls cost\n\n`make costs` writes this.\n{assumptions(prices)}\n\n{table}"


def of_index(indexings: Sequence[Indexing]) -> str:
    """Return the part of the document about the index of words."""
    header = ("a customer is", "requests", "read units", "write units")
    rows = [list(header), ["---", *("---:" for _ in header[1:])]]
    rows += [
        [each.name, str(each.requests), f"{each.read_units:g}", f"{each.write_units:g}"] for each in indexings
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{_INDEX_HEADING}\n\n{textwrap.fill(_INDEX, _WIDTH)}\n\n{table}"


def of_searches(costs: Sequence[Cost], prices: Prices) -> str:
    """Return the part of the document about searches, beside a search cluster."""
    (operation,) = (each for each in costs if each.name == "search_customers")
    alone, least, filled = dollars_of_cluster(prices)
    searches = (f"searches an hour: {each:,}" for each in SEARCHES_AN_HOUR)
    header = ("customers", *searches, "OpenSearch Serverless", "filled by zero-ETL")
    rows = [list(header), ["---:" for _ in header]]
    rows += [
        [
            f"{month.customers:,}",
            *(f"{each:.2f}" for each in month.dollars),
            f"{alone:.0f} or {least:.0f}",
            f"{filled:.0f}",
        ]
        for month in months(operation, prices)
    ]
    text = _SEARCHES.format(
        entries=ENTRIES,
        entry=ENTRY_BYTES,
        item=ITEM_BYTES,
        stored=gigabytes(_MILLION),
        gigabyte=prices.stored_gigabyte_month,
        searches=dollars_of_searches(operation, prices),
        units=READ_UNITS,
        creations=12 * prices.write_unit * _MILLION,
        filling=22 * prices.write_unit * _MILLION,
        open_search_as_of=prices.open_search.as_of,
        unit=prices.open_search.compute_unit_hour,
        least=prices.open_search.least_units,
        alone=prices.open_search.least_units_without_redundancy,
        ingestion=prices.open_search.least_units_of_ingestion,
    )
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{_SEARCHES_HEADING}\n\n{textwrap.fill(text, _WIDTH)}\n\n{table}"


def of_stream(followings: Sequence[Following], prices: Prices) -> str:
    """Return the part of the document about what follows from a write."""
    header = ("a change of a customer", "requests", "read units", "write units", "dollars for a million")
    rows = [list(header), ["---", *("---:" for _ in header[1:])]]
    rows += [
        [
            each.name,
            *(f"{figure:.3g}" for figure in (each.requests, each.read_units, each.write_units)),
            f"{each.dollars:.2f}",
        ]
        for each in followings
    ]
    text = _FOLLOWING.format(
        receiver=prices.durations.waiting_for_receiver,
        event=prices.bus_event * _MILLION,
        queue=prices.queue_request * _MILLION,
    )
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{_FOLLOWING_HEADING}\n\n{textwrap.fill(text, _WIDTH)}\n\n{table}"


def as_json(costs: Sequence[Cost], prices: Prices) -> str:
    """Return everything, for programs."""
    document = {
        "region": prices.region,
        "asOf": prices.as_of,
        "operations": [_document(cost) for cost in costs],
    }
    return json.dumps(document, indent=2)


def _cells(cost: Cost) -> list[str]:
    usage = cost.usage
    dollars = (cost.gateway, cost.function, cost.logs, cost.dynamodb, cost.kms, cost.total)
    return [
        cost.name,
        str(usage.requests.total()),
        f"{usage.read_units:g}",
        f"{usage.write_units:g}",
        str(usage.log_bytes),
        f"{usage.milliseconds:.0f}",
        *(f"{each:.2f}" for each in dollars),
    ]


def _document(cost: Cost) -> dict[str, object]:
    usage = cost.usage
    return {
        "operation": cost.name,
        "requests": dict(usage.requests),
        "readUnits": usage.read_units,
        "writeUnits": usage.write_units,
        "logBytes": usage.log_bytes,
        "kmsRequests": usage.kms_requests,
        "milliseconds": round(usage.milliseconds, 1),
        "memory": usage.memory,
        "dollarsPerMillion": {
            "gateway": round(cost.gateway, 4),
            "lambda": round(cost.function, 4),
            "logs": round(cost.logs, 4),
            "dynamodb": round(cost.dynamodb, 4),
            "kms": round(cost.kms, 4),
            "together": round(cost.total, 4),
        },
    }

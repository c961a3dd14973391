"""The bus over HTTP, at /_local/events: the events since a number, the dead messages, and their redrive."""

import json
from urllib.parse import parse_qs

from local.bus.store import Bus, BusFailed
from local.http.messages import Request, Response, message

_NEWEST = 500  # events at once
_DIGITS = 15  # of a number


def events_answer(bus: Bus, request: Request) -> Response:
    """Return events `after` a number, at most the newest 500, and the dead messages; or redrive these."""
    path = request.path.rstrip("/").rpartition("/")[2]
    try:
        match request.method, path:
            case "GET", "events":
                return _json(_since(bus, request.query))
            case "POST", "redrive":
                return _json({"redriven": bus.redrive()})
    except BusFailed as failure:
        return message(500, str(failure))
    return message(404, "Not Found")


def _since(bus: Bus, query: str) -> object:
    given = parse_qs(query).get("after", ["0"])[0]
    found = bus.events(int(given) if given.isascii() and given.isdigit() and len(given) <= _DIGITS else 0)
    events = [{"sequence": sequence, **json.loads(envelope)} for sequence, envelope in found[-_NEWEST:]]
    dead = [{"queue": each.queue, "sent": each.sent, "body": json.loads(each.body)} for each in bus.dead()]
    return {"events": events, "dead": dead}


def _json(content: object) -> Response:
    headers = (("content-type", "application/json"), ("cache-control", "no-store"))
    return Response(200, headers, json.dumps(content, ensure_ascii=False).encode())

"""Requests made to cost as much as possible, for every operation, from its sample and description."""

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from shared.domain.json_text import MAX_VALUES
from tests.contract.description import OPERATIONS, resolved

VISITORS_SIZE, SIZE = 64 * 1024, 4 * 1024 * 1024
HEAD_SIZE = 60 * 1024
"""A little less than is refused at once."""
_HEADERS = (
    "accept-language",
    "authorization",
    "content-language",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "session-id",
    "x-forwarded-for",
    "x-proxy-secret",
    "x-total-count",
)
_ROOM = 2048
"""For what a request has besides its worst part."""

_STEP = 4096
"""Sizes of members are multiples of it, so that members of different bodies can have the same."""
_PLACE = "worst member"
_DEPTH = 2
_ENDS_EARLY = frozenset({"idempotency-key", "if-match", "if-none-match"})
"""With what a sample has for these, most would be refused for that."""
_PARSED = frozenset({"q", "sort", "next"})
_ALWAYS = ("address with a long CJK label", "marks in an address", "white space")
"""For every text of a body: what took longest before lengths were looked at first."""

Document = dict[str, Any]
_Make = Callable[[int], Any]


@dataclass(frozen=True, slots=True)
class WorstRequest:
    """A gateway's event, and what is bad about it."""

    name: str
    event: Document


def _filled(unit: str, before: str = "", after: str = "") -> _Make:
    """Return what repeats a text until it has so many bytes."""
    return lambda size: before + unit * ((size - len(before + after)) // len(unit.encode())) + after


_MOST = MAX_VALUES - 1000  # more would be refused before anything looks at them


def _members(value: Any) -> _Make:
    return lambda size: {
        f"{number:x}": value for number in range(min(size // (len(json.dumps(value)) + 10), _MOST))
    }


def _elements(value: Any, values: int = 1) -> _Make:
    """`values`: as how many each element counts."""
    length = len(json.dumps(value, ensure_ascii=False).encode()) + 1
    return lambda size: [value] * min(size // length, _MOST // values)


def _nested(depth: int) -> _Make:
    def make(size: int) -> Any:
        value: Any = "x" * max(size - 6 * depth, 0)
        for _ in range(depth):
            value = {"a": value}
        return value

    return make


TEXTS: Mapping[str, _Make] = MappingProxyType(
    {
        "letters": _filled("a"),
        "address with a long local part": _filled("ü", after="@example.com"),
        "address with a long CJK label": _filled("漢", "a@"),
        "address of CJK and Latin": _filled("a漢", "a@", ".example.com"),
        "address with many labels": _filled("b.", "a@", "c"),
        "address with many CJK labels": _filled("漢。", "a@", "c"),
        "address with a long A-label": _filled("a9", "a@xn--", ".example"),
        "quoted local part": _filled('\\"', '"', '"@example.com'),
        "many at signs": _filled("@"),
        "marks out of order": lambda size: "x" + "\u0315" * (size // 4 - 1) + "\u0316" * (size // 4 - 1),
        "marks in an address": lambda size: (
            f"x{chr(0x315) * (size // 4 - 9)}{chr(0x316) * (size // 4 - 9)}@example.com"
        ),
        "letters that grow": _filled("\ufdfa"),
        "Hangul": _filled("\u1100\u1161\u11a8"),
        "white space": _filled(" "),
        "wide spaces": _filled("\u3000"),
        "white space around": lambda size: (
            " " * (size // 2 - 20) + "anna@example.com" + " " * (size // 2 - 20)
        ),
        "zeros": _filled("0"),
        "dots": _filled("."),
        "hyphens": _filled("-"),
        "language tag": _filled("-abcde", "en"),
        "language tag of extensions": _filled("-a-aa", "en"),
        "URL": _filled("a/", "https://example.com/"),
        "URL with a long host": _filled("a.", "https://", "com"),
        "commas": _filled(","),
        "colons": _filled(":"),
        "brackets": _filled("("),
        "backslashes": _filled("\\"),
        "quotation marks": _filled('"'),
        "braces": _filled("{link}"),
        "dollars": _filled("$"),
        "base64": _filled("QUFB"),
        "hexadecimal digits": _filled("af"),
        "argon2": _filled("1", "$argon2id$v=19$m=19456,t=2,p=1$", "$abc"),
        "PBKDF2": _filled("1", "pbkdf2_sha256$"),
        "token": _filled("QUFB", "eyJhbGciOiJSUzI1NiJ9.", ".AAAA"),
        "token of a long header": _filled("IC", "eyJ", ".e30.AAAA"),
        "one-time token": _filled("a", "1001.", f".{'0' * 64}"),
        "instant": _filled("0", "2026-01-01T00:00:00.", "Z"),
    }
)
CONTAINERS: Mapping[str, _Make] = MappingProxyType(
    {
        "many members that are numbers": _members(0),
        "many members that are null": _members(None),
        "many members that are no URLs": _members("bad"),
        "many members that are URLs": _members("https://a.io"),
        "many members that are objects": _members({}),
        "many numbers": _elements(1),
        "many fractions": lambda size: [1.5] * min(size // 5, _MOST),
        "many texts": _elements("x"),
        "many different texts": lambda size: [f"{number:x}" for number in range(min(size // 9, _MOST))],
        "many nulls": _elements(None),
        "many objects": _elements({}),
        "many lists": _elements([]),
        "many objects with a member": _elements({"a": 1}, values=2),
        "nested as deep as may be": _nested(19),
        "nested deeper": _nested(100),
        "large number": lambda size: int("9" * min(size, 4000)),
        "long text": TEXTS["letters"],
        "members with long names": lambda size: {str(n) * 500: "" for n in range(size // 2100)},
    }
)


def _repeated(unit: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], str]:
    """Return what makes the base64 of a text that repeats this until it has so many bytes.

    It is put together from pieces: to encode 4 MB takes as long as many operations take with them.
    """

    def make(size: int) -> str:
        repeated = (size - len(before + after)) // len(unit) * len(unit)
        begun = min(
            -len(before) % 3, repeated
        )  # what the first piece has of it, for a length of whole letters
        units = unit * 6
        piece = units[begun : begun + 3 * len(unit)]
        pieces, rest = divmod(repeated - begun, len(piece))
        return _base64(before + units[:begun]) + _base64(piece) * pieces + _base64(piece[:rest] + after)

    return make


@cache
def _different_members(size: int) -> str:
    return _base64(b"{" + b",".join(b'"%x":1' % n for n in range(size // 12)) + b"}")


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


_FORM = b"grant_type=client_credentials&"
_RAW: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "opened lists": _repeated(b"["),
        "opened objects": _repeated(b'{"a":'),
        "opened text": _repeated(b"a", b'"'),
        "opened text of quotation marks": _repeated(b'\\"', b'["'),
        "texts": _repeated(b'"",', b"[", b"1]"),
        "texts of brackets": _repeated(b'"[",', b"[", b"1]"),
        "text of brackets": _repeated(b"[", b'{"a":"', b'"}'),
        "text of quotation marks and commas": _repeated(b'\\",', b'{"a":"', b'"}'),
        "empty objects": _repeated(b"{},", b"[", b"1]"),
        "empty lists": _repeated(b"[],", b"[", b"1]"),
        "digits": _repeated(b"9"),
        "digits of a fraction": _repeated(b"9", b'{"mixins":{"a":1.', b"}}"),
        "exponents": _repeated(b"1e9,", b'{"mixins":{"a":[', b"1]}}"),
        "large exponents": _repeated(b"1e999999999,", b'{"mixins":{"a":[', b"1]}}"),
        "escapes": _repeated(b"\\u0041", b'{"firstName":"', b'"}'),
        "halves of characters": _repeated(b"\\ud800", b'{"firstName":"', b'"}'),
        "a member again and again": _repeated(b'"a":1,', b"{", b'"b":1}'),
        "objects under one name": _repeated(b'"a":{},', b"{", b'"b":1}'),
        "members": _different_members,
        "spaces": _repeated(b" ", after=b"{}"),
        "zeros": _repeated(b"\x00"),
        "no UTF-8": _repeated(b"\xff"),
        "form of parameters": _repeated(b"a=b&"),
        "form of one parameter": _repeated(b"a+", _FORM + b"scope="),
        "form of escapes": _repeated(b"%41", _FORM + b"client_id="),
        "form of scopes": _repeated(b"customer.customer_read+", _FORM + b"client_id=a&scope="),
    }
)
_QUERIES: Mapping[str, _Make] = MappingProxyType(
    {
        "letters": _filled("a"),
        "commas": _filled("a,"),
        "different words": lambda size: ",".join(f"{n:x}" for n in range(size // 6)),
        "escapes": _filled("%41"),
        "CJK": lambda size: quote("漢" * (size // 9)),
        "address of CJK": lambda size: quote("a@" + "漢" * (size // 9 - 2)),
        "marks": lambda size: "x" + "%CC%95" * (size // 12) + "%CC%96" * (size // 12),
        "digits": _filled("9"),
        "token": _filled("QUFB", "eyJhbGciOiJSUzI1NiJ9.", ".AAAA"),
        "dots": _filled("a."),
        "brackets": _filled("("),
        "4,000 letters": lambda _: "a" * 4000,
        "terms": lambda _: "+".join(["firstName:a"] * 300)[:4000],
        "expressions": lambda _: "+".join(["firstName:~(a*)*b"] * 200)[:4000],
        "a nested repetition": lambda _: "firstName:~" + quote("(" * 9 + "a" + "{9})" * 9),
        "repetitions": lambda _: "+".join(["firstName:~" + quote("(.{1,99}){9}")] * 49)[:4000],
        "character classes": lambda _: "+".join(["firstName:~" + quote(r"[\pL\pN]{200}")] * 49),
        "an expression of letters": lambda _: "firstName:~^" + "a" * 3900,
        "an address": lambda _: "contactEmail:" + quote("a@" + "漢" * 2000),
        "addresses": lambda _: "email:(" + quote(",".join(["漢@漢漢漢漢漢漢.io"] * 199)) + ")",
        "marks in an address": lambda _: "email:x" + quote("\u0315" * 2000 + "\u0316" * 2000),
        "groups": lambda _: "compoundLogicalQuery:" + quote("((a:b) OR " * 90),
        "a deep path": lambda _: "mixins" + ".a" * 2000 + ":1",
        "an order by a deep path": lambda _: "mixins" + ".a" * 2000 + ":asc",
        "numbers": lambda _: "metadata.version:(" + ",".join(["1e999999"] * 199) + ")",
        "a cursor of numbers": lambda _: _cursor([[1, "9" * 9000], "1001"]),
        "a cursor of a long key": lambda _: _cursor([[3, "x" * 9000], "1001"]),
        "a cursor of lists": lambda size: _cursor("[" * (size // 2)),
    }
)


def _cursor(position: Any) -> str:
    text = position if isinstance(position, str) else json.dumps(["00000000", position])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def worst_requests(
    operation: str, event: Document, *, size: int, thoroughly: bool = False
) -> Iterator[WorstRequest]:
    """Yield the worst requests of an operation, each made from an event that is none of them.

    Unless it is done thoroughly, each place of a request has some kinds in turn, so that all places together
    have them all.
    """
    described = OPERATIONS.get(operation, {})
    picked = _Picked(None if thoroughly else 1, len(operation))
    given = event.get("headers", {})
    headers = {name: value for name, value in given.items() if name not in _ENDS_EARLY}
    event = {**event, "headers": headers}
    schema = _body_of(described)
    if schema is not None:
        yield from _bad_bodies(event, schema, size, picked)
    if size == SIZE:
        return
    names = [each["name"] for each in map(resolved, described.get("parameters", [])) if each["in"] == "query"]
    for name in dict.fromkeys([*names, "undescribed"]):
        kinds = _QUERIES if name in _PARSED else picked.of(_QUERIES)
        for kind, make in kinds.items():
            query = f"{name}={make(HEAD_SIZE)}"
            yield WorstRequest(f"query parameter {name}: {kind}", {**event, "rawQueryString": query})
    many = "&".join(["tags=a"] * (HEAD_SIZE // 7))
    yield WorstRequest("many query parameters", {**event, "rawQueryString": many})
    for name in _HEADERS:
        for kind, make in picked.of(TEXTS).items():
            value = make(HEAD_SIZE).encode().decode("latin-1")
            yield WorstRequest(f"header {name}: {kind}", {**event, "headers": {**headers, name: value}})
    for name in event.get("pathParameters", {}):
        for kind, make in picked.of(TEXTS).items():
            path = {**event["pathParameters"], name: make(HEAD_SIZE // 3)}
            yield WorstRequest(f"path parameter {name}: {kind}", {**event, "pathParameters": path})


class _Picked:
    """Some of each kinds that it is given, other ones each time."""

    def __init__(self, at_a_time: int | None, start: int) -> None:
        self.all = at_a_time is None
        self._at_a_time = at_a_time
        self._next = start

    def of(self, kinds: Mapping[str, _Make]) -> dict[str, _Make]:
        if self._at_a_time is None:
            return dict(kinds)
        names = list(kinds)
        first, self._next = self._next, self._next + self._at_a_time
        return {names[at % len(names)]: kinds[names[at % len(names)]] for at in range(first, self._next)}


def _body_of(described: Mapping[str, Any]) -> Document | None:
    content = resolved(described.get("requestBody", {})).get("content", {})
    for media in content.values():
        return dict(resolved(media["schema"]))
    return None


def _bad_bodies(event: Document, schema: Document, size: int, picked: _Picked) -> Iterator[WorstRequest]:
    for kind, raw in _RAW.items():
        yield WorstRequest(f"body: {kind}", _with_body(event, raw(size)))
    yield WorstRequest("body too large", _with_body(event, _RAW["opened lists"](size + 1)))
    if not _is_json(event):
        return
    given = json.loads(event["body"])
    for path, described in _members_of(schema):
        kinds = picked.of(TEXTS)
        if described.get("type", "object") in {"object", "array"}:
            kinds |= (
                CONTAINERS if size == VISITORS_SIZE else {**picked.of(CONTAINERS), **picked.of(CONTAINERS)}
            )
        elif size == SIZE and not picked.all:
            continue  # no text is taken that is so long, which small requests show as well
        elif described.get("type") == "string":
            kinds |= {kind: TEXTS[kind] for kind in _ALWAYS}
        before, after = json.dumps(_with_member(given, path, _PLACE), ensure_ascii=False).split(f'"{_PLACE}"')
        room = (size - _ROOM - len(event["body"])) // _STEP * _STEP
        for kind, make in kinds.items():
            name = f"body member {'.'.join(map(str, path))}: {kind}"
            value = encoded_container(kind, room) if kind in CONTAINERS else _encoded(make(room))
            yield WorstRequest(name, _with_body(event, _padded(before) + value + _padded(after)))


@cache
def encoded_container(kind: str, size: int) -> str:
    """Return the base64 of a container's JSON text: many members of bodies have the same in turn."""
    return _encoded(CONTAINERS[kind](size))


def _encoded(value: Any) -> str:
    return _padded(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _padded(part: str) -> str:
    """Return the base64 of a part of a JSON text, with spaces behind it so that the next can follow."""
    raw = part.encode()
    return _base64(raw + b" " * (-len(raw) % 3))


def _is_json(event: Document) -> bool:
    return bool(event.get("body")) and not event.get("isBase64Encoded")


def _members_of(
    schema: Mapping[str, Any], depth: int = 0
) -> Iterator[tuple[tuple[str | int, ...], Document]]:
    """Yield the members of a body; of a list those of its first element."""
    if "items" in schema:
        for path, member in _members_of(resolved(schema["items"]), depth):
            yield (0, *path), member
        return
    for part in (*schema.get("allOf", ()), *schema.get("oneOf", ())):
        yield from _members_of(resolved(part), depth)
    for name, each in schema.get("properties", {}).items():
        described = resolved(each)
        if described.get("readOnly"):
            continue
        yield (name,), described
        if depth < _DEPTH and "properties" in described:
            for path, member in _members_of(described, depth + 1):
                yield (name, *path), member


def _with_member(given: Any, path: tuple[str | int, ...], value: Any) -> Any:
    first, *rest = path
    if isinstance(first, int):
        element = given[first] if isinstance(given, list) and given else {}
        return [_with_member(element, tuple(rest), value) if rest else value]
    document = deepcopy(given) if isinstance(given, dict) else {}
    document[first] = _with_member(document.get(first), tuple(rest), value) if rest else value
    return document


def _with_body(event: Document, encoded: str) -> Document:
    return {**event, "body": encoded, "isBase64Encoded": True}

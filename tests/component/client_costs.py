"""What botocore computes for each request to the engine in the tests' process, computed once or at less cost.

Its client stays what it is: whatever these shortcuts do not know is left to it, with what it says of errors.
"""

import json
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from http import HTTPStatus
from typing import Any

import botocore.endpoint
import pytest
from botocore.awsrequest import AWSRequest, AWSRequestPreparer
from botocore.model import OperationModel, Shape
from botocore.regions import EndpointRulesetResolver
from botocore.retryhandler import RetryHandler
from botocore.serialize import JSONSerializer
from botocore.validate import ParamValidationDecorator

Check = Callable[[Any], bool]

_RENAMED = {"name", "location", "jsonvalue", "timestampFormat"}


class Headers(MutableMapping[str, Any]):
    """Headers as a dictionary, in place of an e-mail's for a request, and of a slower dictionary's."""

    def __init__(self, headers: Mapping[str, Any]) -> None:
        self._headers = {name.lower(): (name, value) for name, value in headers.items()}

    def __getitem__(self, name: str) -> Any:
        return self._headers[name.lower()][1]

    def __setitem__(self, name: str, value: Any) -> None:
        self._headers[name.lower()] = (name, value)

    def __delitem__(self, name: str) -> None:
        del self._headers[name.lower()]

    def __contains__(self, name: object) -> bool:
        return str(name).lower() in self._headers

    def __iter__(self) -> Iterator[str]:
        return iter([name for name, _ in self._headers.values()])

    def __len__(self) -> int:
        return len(self._headers)

    def replace_header(self, name: str, value: Any) -> None:
        """See `email.message.Message`."""
        self[name] = value


def spare(patch: pytest.MonkeyPatch, url: str) -> None:
    """Have clients of this URL spare them."""
    construct_endpoint = EndpointRulesetResolver.construct_endpoint
    serialize_to_request = ParamValidationDecorator.serialize_to_request

    def constructed(self: Any, operation_model: Any, call_args: Any, request_context: Any) -> Any:
        found = vars(self).get("_of_engine")
        if found is None:
            found = construct_endpoint(self, operation_model, call_args, request_context)
            if found.url.startswith(url):
                self._of_engine = found
        return found

    def serialized(self: Any, parameters: Any, operation_model: OperationModel) -> Any:
        is_plain = vars(operation_model).get("_is_plain")
        if is_plain is None:
            is_json = type(self._serializer) is JSONSerializer  # and neither a form nor with parts in the URL
            is_plain = _plain(operation_model.input_shape, {}) if is_json else _never
            vars(operation_model)["_is_plain"] = is_plain
        if not is_plain(parameters):
            return serialize_to_request(self, parameters, operation_model)
        request = self._serializer.serialize_to_request({}, operation_model)
        request["body"] = json.dumps(parameters).encode()
        return request

    _spare_wire(patch, url)
    patch.setattr(EndpointRulesetResolver, "construct_endpoint", constructed)
    patch.setattr(ParamValidationDecorator, "serialize_to_request", serialized)


def _spare_wire(patch: pytest.MonkeyPatch, url: str) -> None:
    preparer: Any = AWSRequestPreparer
    create_request_object = botocore.endpoint.create_request_object
    prepare_headers, ask_for_retry = preparer._prepare_headers, RetryHandler.__call__

    def created(parameters: Any) -> Any:
        if not parameters["url"].startswith(url):
            return create_request_object(parameters)
        request = AWSRequest(parameters["method"], parameters["url"], None, parameters["body"])
        headers: Any = Headers(parameters["headers"])
        request.headers = headers
        request.context = parameters["context"]
        return request

    def prepared(self: Any, original: AWSRequest, prepared_body: Any = None) -> Any:
        if not isinstance(original.headers, Headers):
            return prepare_headers(self, original, prepared_body)
        original.headers["Content-Length"] = str(len(prepared_body))
        return original.headers

    def asked(self: Any, attempts: int, response: Any, caught_exception: Any, **more: Any) -> Any:
        is_of_engine = response is not None and response[0].url.startswith(url)
        if is_of_engine and response[0].status_code == HTTPStatus.OK:
            return None  # a checksum of what went over no wire
        return ask_for_retry(self, attempts, response, caught_exception, **more)

    patch.setattr(RetryHandler, "__call__", asked)
    patch.setattr(botocore.endpoint, "create_request_object", created)
    patch.setattr(AWSRequestPreparer, "_prepare_headers", prepared)


def _plain(shape: Shape | None, known: dict[str, Check]) -> Check:
    """Return whether a value is valid by its shape, and is written as the JSON that it is.

    False says nothing: botocore is asked then.
    """
    if shape is None or _RENAMED & set(shape.serialization):
        return _never
    if shape.name in known:
        return known[shape.name]
    make = _MAKERS.get(shape.type_name)
    if make is None:
        return _never

    def of_itself(value: Any) -> bool:
        return check(value)

    known[shape.name] = of_itself  # a shape may contain itself
    check = known[shape.name] = make(shape, known)
    return check


def _never(_: Any) -> bool:
    return False


def _structure(shape: Any, known: dict[str, Check]) -> Check:
    if shape.is_document_type:
        return _never
    members = {name: _plain(member, known) for name, member in shape.members.items()}
    required = frozenset(shape.required_members)
    of = members.get
    if shape.is_tagged_union:

        def is_one(value: Any) -> bool:
            if type(value) is not dict or len(value) != 1:
                return False
            ((name, part),) = value.items()
            return of(name, _never)(part)

        return is_one

    def is_whole(value: Any) -> bool:
        if type(value) is not dict or not required <= value.keys():
            return False
        return all(of(name, _never)(part) for name, part in value.items())

    return is_whole


def _list(shape: Any, known: dict[str, Check]) -> Check:
    member, least = _plain(shape.member, known), shape.metadata.get("min", 0)
    return lambda value: type(value) is list and len(value) >= least and all(map(member, value))


def _map(shape: Any, known: dict[str, Check]) -> Check:
    key, part = _plain(shape.key, known), _plain(shape.value, known)
    return lambda value: type(value) is dict and all(map(key, value)) and all(map(part, value.values()))


def _string(shape: Any, _: dict[str, Check]) -> Check:
    least = shape.metadata.get("min", 0)
    return lambda value: isinstance(value, str) and len(value) >= least


def _integer(shape: Any, _: dict[str, Check]) -> Check:
    least = shape.metadata.get("min")
    return lambda value: type(value) is int and (least is None or value >= least)


def _boolean(_: Any, __: dict[str, Check]) -> Check:
    return lambda value: type(value) is bool


_MAKERS: dict[str, Callable[[Any, dict[str, Check]], Check]] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _string,
    "integer": _integer,
    "long": _integer,
    "boolean": _boolean,
}

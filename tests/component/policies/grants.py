"""What functions do, and whether the policies of the templates allow it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pytest
from botocore.client import BaseClient

from local.stack.template import Document, resources
from shared.adapters.signed_calls import SignedService
from shared.adapters.tokens.file_key_cipher import FileKeyCipher
from shared.domain.callers.secret_uses import SecretUse

TABLE, KEY, BUS = "CustomerTable", "SigningKey", "EventBus"
_WRITES = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
_POLLED = {
    "sqs": ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
    "dynamodb": ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
}


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """An action, and what it is done to: a resource of the stack, as in `CustomerTable/index/by_name`."""

    action: str
    resource: str

    def __str__(self) -> str:
        return f"{self.action} on {self.resource}"


@dataclass(slots=True)
class Doings:
    """Actions, with the partitions that each touched, or the purposes that the key was used for.

    `outside`: the items outside of tenants' partitions, by the beginning of their keys.
    """

    grants: set[Grant] = field(default_factory=set)
    partitions: dict[Grant, set[str]] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)

    def note(self, grant: Grant, *partitions: str) -> None:
        """Add one more."""
        self.grants.add(grant)
        self.partitions.setdefault(grant, set()).update(partitions)

    def note_item(self, partition: str, sort_key: str) -> None:
        """Note an item that is no tenant's."""
        if partition.isupper() or partition.startswith("CLIENT#"):
            self.outside.add(f"{partition} {sort_key}".partition("#")[0])


def granted(statements: Iterable[Document]) -> set[Grant]:
    """Return the actions that a policy's statements may grant, whatever their conditions say."""
    return {
        Grant(action, _resource(resource))
        for statement in statements
        for action in _listed(statement["Action"])
        for resource in _listed(statement["Resource"])
    }


def allows(statements: Iterable[Document], grant: Grant, context: Mapping[str, str]) -> bool:
    """Return whether IAM allows the action in this context: some statement does, and none denies it."""
    effects = {
        statement["Effect"]
        for statement in statements
        if grant in granted([statement]) and _holds(statement.get("Condition", {}), context)
    }
    return effects == {"Allow"}


def _holds(condition: Document, context: Mapping[str, str]) -> bool:
    return all(
        _OPERATORS[operator](context.get(key), _listed(values))
        for operator, tests in condition.items()
        for key, values in tests.items()
    )


_OPERATORS: Mapping[str, Callable[[str | None, Sequence[str]], bool]] = MappingProxyType(
    {
        "Null": lambda found, values: (found is None) == (values == ["true"]),
        "StringEquals": lambda found, values: found in values,
        "StringEqualsIfExists": lambda found, values: found is None or found in values,
        # True also where there is nothing to look at, as IAM has it.
        "ForAllValues:StringEquals": lambda found, values: found is None or found in values,
        "ForAllValues:StringNotLike": lambda found, values: found is None or not _is_like(found, values),
        "ForAllValues:StringLike": lambda found, values: found is None or _is_like(found, values),
    }
)
"""IAM's operators, as far as policies use them; each of our requests has one value for a key."""


def _is_like(found: str, patterns: Iterable[str]) -> bool:
    """Return whether a text matches one of the patterns, in which IAM knows but `*` and `?`."""
    return any(
        re.fullmatch("".join({"*": ".*", "?": "."}.get(each, re.escape(each)) for each in pattern), found)
        for pattern in patterns
    )


def needed_by_lambda(template: Document, name: str) -> set[Grant]:
    """Return Lambda's own actions in a function's role: reading its queue or stream, keeping failures."""
    found = set()
    for mapping in resources(template, "AWS::Lambda::EventSourceMapping").values():
        if mapping["FunctionName"] != {"Ref": name}:
            continue
        source = _resource(mapping["EventSourceArn"])
        if source == f"{TABLE}/stream":
            found |= {Grant(action, source) for action in _POLLED["dynamodb"]}
            found.add(Grant("dynamodb:ListStreams", f"{TABLE}/stream/*"))
        else:
            found |= {Grant(action, source) for action in _POLLED["sqs"]}
        if "DestinationConfig" in mapping:
            bucket = _resource(mapping["DestinationConfig"]["OnFailure"]["Destination"])
            found |= {Grant("s3:PutObject", f"{bucket}/*"), Grant("s3:ListBucket", bucket)}
    return found


@contextmanager
def noting(doings: Doings) -> Iterator[None]:
    """Notes what is done within. AWS's services apart from DynamoDB take whatever they are given."""
    client_type: Any = BaseClient
    send = SignedService.send

    def noted(client: Any, operation: str, parameters: Document) -> Any:
        return _taken(client.meta.service_model.service_name, operation, parameters, doings)

    def sent(service: SignedService, operation: str, body: bytes) -> tuple[int, bytes]:
        _note_request(operation, json.loads(body), doings)
        return send(service, operation, body)

    def ciphering(action: str, method: Any) -> Any:
        def ciphered(cipher: FileKeyCipher, text: bytes, use: SecretUse) -> bytes:
            doings.note(Grant(action, KEY), use.purpose)
            done: bytes = method(cipher, text, use)
            return done

        return ciphered

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client_type, "_make_api_call", noted)
        patch.setattr(SignedService, "send", sent)
        patch.setattr(FileKeyCipher, "encrypt", ciphering("kms:Encrypt", FileKeyCipher.encrypt))
        patch.setattr(FileKeyCipher, "decrypt", ciphering("kms:Decrypt", FileKeyCipher.decrypt))
        yield


def _note_request(operation: str, parameters: Document, doings: Doings) -> None:
    if operation == "TransactWriteItems":
        for write in parameters["TransactItems"]:
            ((kind, one),) = write.items()
            grant = Grant(f"dynamodb:{_WRITES[kind]}", TABLE)
            _note_items(doings, grant, [one.get("Key") or one["Item"]])
    elif operation == "BatchGetItem":
        (asked,) = parameters["RequestItems"].values()
        _note_items(doings, Grant("dynamodb:BatchGetItem", TABLE), asked["Keys"])
    elif operation == "BatchWriteItem":
        (asked,) = parameters["RequestItems"].values()
        items = [each.get("PutRequest", {}).get("Item") or each["DeleteRequest"]["Key"] for each in asked]
        _note_items(doings, Grant("dynamodb:BatchWriteItem", TABLE), items)
    elif operation == "Query":
        index = parameters.get("IndexName")
        resource = TABLE if index is None else f"{TABLE}/index/{index}"
        doings.note(Grant("dynamodb:Query", resource), _queried(parameters))
        doings.note_item(_queried(parameters), _sort_key(parameters))
    else:
        item = parameters.get("Key") or parameters["Item"]
        _note_items(doings, Grant(f"dynamodb:{operation}", TABLE), [item])


def _note_items(doings: Doings, grant: Grant, items: Iterable[Document]) -> None:
    for item in items:
        doings.note(grant, _partition(item))
        doings.note_item(_partition(item), item["sk"]["S"])


def _taken(service: str, operation: str, parameters: Document, doings: Doings) -> Document:
    if (service, operation) == ("events", "PutEvents"):
        doings.note(Grant("events:PutEvents", BUS))
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "an-id"} for _ in parameters["Entries"]]}
    if (service, operation) == ("sqs", "SendMessageBatch"):
        doings.note(Grant("sqs:SendMessage", parameters["QueueUrl"].rpartition("/")[2]))
        return {"Successful": [{"Id": entry["Id"]} for entry in parameters["Entries"]], "Failed": []}
    assert (service, operation) == ("sesv2", "SendEmail")
    doings.note(Grant("ses:SendEmail", "identity/*"))
    if "ConfigurationSetName" in parameters:
        doings.note(Grant("ses:SendEmail", "configuration-set/MailConfiguration"))
    return {"MessageId": "an-id"}


def _partition(item: Document) -> str:
    return str(item["pk"]["S"])


def _queried(parameters: Document) -> str:
    """The partition of a query: what its condition says that the first of its names equals."""
    found = re.search(r"#?\w+ = (:\w+)", parameters["KeyConditionExpression"])
    assert found is not None
    return str(parameters["ExpressionAttributeValues"][found[1]]["S"])


def _sort_key(parameters: Document) -> str:
    """The sort key of a query, or the first of its range."""
    values = (value["S"] for value in parameters["ExpressionAttributeValues"].values() if "S" in value)
    return next((value for value in values if value != _queried(parameters)), "")


def _resource(arn: Document) -> str:
    ((function, value),) = arn.items()
    if function == "Fn::GetAtt":
        name, attribute = value
        return name if attribute == "Arn" else f"{name}/{attribute.removesuffix('Arn').lower()}"
    assert function == "Fn::Sub"
    return re.sub(r"\$\{(\w+)(?:\.Arn)?\}", r"\1", value.rpartition(":")[2])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

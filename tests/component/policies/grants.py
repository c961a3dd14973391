"""The actions that functions may take by the template's policies, and those that they take."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.client import BaseClient

from local.stack.template import Document, resources
from shared.adapters.dynamodb import signed_query
from shared.adapters.tokens.file_key_cipher import FileKeyCipher

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
    """An action, and the partitions of the table that it touched."""

    grants: set[Grant] = field(default_factory=set)
    partitions: dict[Grant, set[str]] = field(default_factory=dict)

    def note(self, grant: Grant, *partitions: str) -> None:
        """Add one more."""
        self.grants.add(grant)
        self.partitions.setdefault(grant, set()).update(partitions)


def granted(statements: Iterable[Document]) -> dict[Grant, frozenset[str] | None]:
    """Return the actions that a policy's statements grant, each with the partitions that limit it, if any."""
    return {
        Grant(action, _resource(resource)): _partitions(statement)
        for statement in statements
        for action in _listed(statement["Action"])
        for resource in _listed(statement["Resource"])
    }


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
    call, send = client_type._make_api_call, signed_query._sent

    def noted(client: Any, operation: str, parameters: Document) -> Any:
        service = client.meta.service_model.service_name
        if service != "dynamodb":
            return _taken(service, operation, parameters, doings)
        _note_request(operation, parameters, doings)
        return call(client, operation, parameters)

    def sent(body: bytes) -> tuple[int, bytes]:
        _note_request("Query", json.loads(body), doings)
        return send(body)

    def ciphering(action: str, method: Any) -> Any:
        def ciphered(cipher: FileKeyCipher, text: bytes) -> bytes:
            doings.note(Grant(action, KEY))
            done: bytes = method(cipher, text)
            return done

        return ciphered

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client_type, "_make_api_call", noted)
        patch.setattr(signed_query, "_sent", sent)
        patch.setattr(FileKeyCipher, "encrypt", ciphering("kms:Encrypt", FileKeyCipher.encrypt))
        patch.setattr(FileKeyCipher, "decrypt", ciphering("kms:Decrypt", FileKeyCipher.decrypt))
        yield


def _note_request(operation: str, parameters: Document, doings: Doings) -> None:
    if operation == "TransactWriteItems":
        for write in parameters["TransactItems"]:
            ((kind, one),) = write.items()
            doings.note(Grant(f"dynamodb:{_WRITES[kind]}", TABLE), _partition(one.get("Key") or one["Item"]))
    elif operation == "BatchGetItem":
        (asked,) = parameters["RequestItems"].values()
        doings.note(Grant("dynamodb:BatchGetItem", TABLE), *map(_partition, asked["Keys"]))
    elif operation == "Query":
        index = parameters.get("IndexName")
        resource = TABLE if index is None else f"{TABLE}/index/{index}"
        doings.note(Grant("dynamodb:Query", resource), _queried(parameters))
    else:
        item = parameters.get("Key") or parameters["Item"]
        doings.note(Grant(f"dynamodb:{operation}", TABLE), _partition(item))


def _taken(service: str, operation: str, parameters: Document, doings: Doings) -> Document:
    if (service, operation) == ("events", "PutEvents"):
        doings.note(Grant("events:PutEvents", BUS))
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "an-id"} for _ in parameters["Entries"]]}
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


def _partitions(statement: Document) -> frozenset[str] | None:
    limits = statement.get("Condition", {}).get("ForAllValues:StringEquals", {})
    keys = limits.get("dynamodb:LeadingKeys")
    return None if keys is None else frozenset(keys)


def _resource(arn: Document) -> str:
    ((function, value),) = arn.items()
    if function == "Fn::GetAtt":
        name, attribute = value
        return name if attribute == "Arn" else f"{name}/{attribute.removesuffix('Arn').lower()}"
    assert function == "Fn::Sub"
    return re.sub(r"\$\{(\w+)(?:\.Arn)?\}", r"\1", value.rpartition(":")[2])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

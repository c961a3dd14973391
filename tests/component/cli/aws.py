"""AWS as far as the command line asks it: each call gets the answer that a test has for its action."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs

from tests.forking import customers
from tests.loopback import on_loopback

Document = dict[str, Any]


@dataclass
class Aws:
    """A server of these answers: a status and a body for an action, `*` for any other."""

    answers: Mapping[str, tuple[int, Document | str]]
    calls: list[tuple[str, Document]] = field(default_factory=list)
    url: str = ""

    def customers(
        self, *arguments: str, stdin: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the command line against this server, as a user of AWS would."""
        foreign = ("AWS_", "CUSTOMERS_")
        own = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return customers(
            *arguments,
            environment={
                **own,
                "AWS_ENDPOINT_URL": self.url,
                "AWS_CONFIG_FILE": os.devnull,
                "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
                "AWS_EC2_METADATA_DISABLED": "true",
                "AWS_MAX_ATTEMPTS": "1",
                "AWS_REGION": "eu-central-1",
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
                **environment,
            },
            stdin=stdin,
        )

    def bodies(self, action: str) -> list[Document]:
        """Return the requests of the calls of an action."""
        return [body for name, body in self.calls if name == action]


@contextmanager
def serving(answers: Mapping[str, Any]) -> Iterator[Aws]:
    """The server; a list of documents is answered one after the other, the last for good."""
    turns = {action: list(answer) for action, answer in answers.items() if isinstance(answer, list)}
    aws = Aws({action: answer for action, answer in answers.items() if isinstance(answer, tuple)})

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if target := self.headers.get("X-Amz-Target"):
                action, body = target.rpartition(".")[2], json.loads(raw)
            else:
                body = {name: values[0] for name, values in parse_qs(raw).items()}
                action = body["Action"]
            aws.calls.append((action, body))
            status, answer = self._answer(action)
            content = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _answer(self, action: str) -> tuple[int, Document | str]:
            if action in turns:
                turn = turns[action]
                return 200, turn.pop(0) if len(turn) > 1 else turn[0]
            return aws.answers.get(action) or aws.answers["*"]

        def log_message(self, *args: object) -> None:
            """Nobody reads it."""

    with on_loopback(Handler) as server:
        aws.url = server.url
        yield aws


def stack_outputs(outputs: Mapping[str, str]) -> tuple[int, str]:
    """Return CloudFormation's answer about a stack with these outputs."""
    members = "".join(
        f"<member><OutputKey>{name}</OutputKey><OutputValue>{value}</OutputValue></member>"
        for name, value in outputs.items()
    )
    stack = (
        "<member><StackName>customers-dev</StackName><StackStatus>CREATE_COMPLETE</StackStatus>"
        f"<CreationTime>2026-11-29T12:00:00Z</CreationTime><Outputs>{members}</Outputs></member>"
    )
    return 200, (
        '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">'
        f"<DescribeStacksResult><Stacks>{stack}</Stacks></DescribeStacksResult></DescribeStacksResponse>"
    )


def query_error(code: str, message: str) -> tuple[int, str]:
    """Return CloudFormation's answer when it refuses."""
    return 400, (
        '<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type>'
        f"<Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    )


def json_error(code: str, message: str = "") -> tuple[int, Document]:
    """Return the answer of DynamoDB, SQS and EventBridge when they refuse."""
    return 400, {"__type": f"com.amazonaws#{code}", "message": message}

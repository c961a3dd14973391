"""The services that functions in containers call: table, key service, bus, mail, and an identity provider.

All of them are below a path that nobody can guess, in place of AWS's permissions: a container may have any
credentials, and others than containers may reach the port.
"""

import base64
import hmac
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from local.aws import aws_answer
from local.bus.store import Bus
from local.engine import Endpoint
from local.environment import AWS_PATH
from local.http.messages import Request, Response, message
from local.machine.loopback import PortUnavailable
from local.mailbox.store import Mailbox
from local.stack.invocation import REGION
from shared.adapters.tokens.file_key_cipher import FileKeyCipher
from shared.domain.json_text import Json
from tools.rehearsal.provider import Voucher

PROVIDER_PATH = "/provider"

_TARGET = "x-amz-target"
_TABLE, _KEYS = "DynamoDB_", "TrentService."  # the latter is the name of KMS in its protocol
_ANSWERED = ("content-type", "x-amz-crc32", "x-amzn-requestid")


@dataclass(frozen=True, slots=True)
class Services:
    """The services. `secret`: the first segment of every path. `engine`: where the table is."""

    secret: str = field(repr=False)
    engine: Endpoint
    cipher: FileKeyCipher
    bus: Bus
    mailbox: Mailbox
    provider: Voucher
    _connections: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(maxsize=32))

    def answer(self, request: Request) -> Response:
        """Return the answer to a request."""
        _, secret, *segments = request.path.split("/")
        if not hmac.compare_digest(secret.encode(), self.secret.encode()):
            return message(403, "Forbidden")
        path = "".join(f"/{segment}" for segment in segments)
        if path.startswith(PROVIDER_PATH):
            document = self.provider.document(path.removeprefix(PROVIDER_PATH))
            return message(404, "Not Found") if document is None else _json(document)
        target = request.header(_TARGET) or ""
        if target.startswith(_TABLE):
            return self._of_engine(request, target)
        if target.startswith(_KEYS):
            return self._of_key(target.removeprefix(_KEYS), json.loads(request.body))
        return aws_answer(self.bus, self.mailbox, replace(request, path=AWS_PATH + path))

    def _of_engine(self, request: Request, target: str) -> Response:
        """Return the engine's answer, with our credentials and region, as engines separate tables by them."""
        headers = {"Content-Type": request.header("content-type") or "", "X-Amz-Target": target}
        signed = AWSRequest("POST", self.engine.url, headers, request.body)
        SigV4Auth(Credentials(*self.engine.key), "dynamodb", REGION).add_auth(signed)
        answer = self._connections.request(
            "POST", self.engine.url, body=request.body, headers=dict(signed.headers.items()), retries=False
        )
        kept = tuple((name, answer.headers[name]) for name in _ANSWERED if name in answer.headers)
        return Response(answer.status, kept, answer.data)

    def _of_key(self, action: str, call: Json) -> Response:
        context = call.get("EncryptionContext", {})
        match action:
            case "Encrypt":
                encrypted = self.cipher.encrypt_in(base64.b64decode(call["Plaintext"]), context)
                return _json({"KeyId": call["KeyId"], "CiphertextBlob": base64.b64encode(encrypted).decode()})
            case "Decrypt":
                decrypted = self.cipher.decrypt_in(base64.b64decode(call["CiphertextBlob"]), context)
                if decrypted is None:
                    return replace(_json({"__type": "InvalidCiphertextException"}), status=400)
                return _json({"KeyId": call["KeyId"], "Plaintext": base64.b64encode(decrypted).decode()})
        return message(404, "Not Found")


@contextmanager
def listening(addresses: Sequence[str], port: int) -> Iterator[list[ThreadingHTTPServer]]:
    """Open servers that do not serve yet, on the same port (0: any free one) of each address.

    Raises `PortUnavailable`.
    """
    with ExitStack() as open_servers:
        servers: list[ThreadingHTTPServer] = []
        for address in addresses:
            try:
                server = ThreadingHTTPServer((address, port), _Handler)
            except (OSError, OverflowError) as error:
                raise PortUnavailable(f"Port {port} of {address} cannot be used: {error}.") from None
            servers.append(open_servers.enter_context(server))
            port = server.server_port
        yield servers


@contextmanager
def serving(servers: Sequence[ThreadingHTTPServer], services: Services) -> Iterator[None]:
    """Serve within the block."""

    class Handler(_Handler):
        served = services

    for server in servers:
        server.RequestHandlerClass = Handler
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        for server in servers:
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    """Answers over connections that stay open."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    served: ClassVar[Services]

    def handle(self) -> None:
        with suppress(ConnectionError):  # the container was stopped
            super().handle()

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path, _, query = self.path.partition("?")
        request = Request(
            id="local",
            method=self.command,
            path=path,
            query=query,
            protocol=self.request_version,
            headers=tuple((name.lower(), value) for name, value in self.headers.items()),
            source_ip=self.client_address[0],
            body=self.rfile.read(int(self.headers.get("content-length") or 0)),
        )
        response = self.served.answer(request)
        self.send_response(response.status)
        for name, value in response.headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    def log_message(self, *_: object) -> None:
        """Log nothing, so that standard error shows only errors."""


def _json(document: Json) -> Response:
    return Response(200, (("content-type", "application/json"),), json.dumps(document).encode())

"""An identity provider on a loopback port: it signs tokens and serves its keys, or fails to."""

import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any, Self
from urllib.parse import parse_qsl

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from tests.loopback import LoopbackServer

JWKS_PATH = "/.well-known/jwks.json"
DISCOVERY_PATH = "/.well-known/openid-configuration"
TOKEN_PATH = "/token"
RSA_KEY = rsa.generate_private_key(65537, 2048)

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def public_jwk(key: PrivateKey, kid: str) -> dict[str, Any]:
    if isinstance(key, rsa.RSAPrivateKey):
        return {**json.loads(RSAAlgorithm.to_jwk(key.public_key())), "kid": kid}
    return {**json.loads(ECAlgorithm.to_jwk(key.public_key())), "kid": kid}


class JwtIssuer:
    """`documents` are what it serves, by path: a JSON value, or a status and raw bytes.

    `forms` are those that it was sent, each with the header `Authorization`.
    """

    def __init__(self) -> None:
        self.keys: dict[str, PrivateKey] = {"first": new_key()}
        self.requests: list[str] = []
        self.forms: list[tuple[dict[str, str], str | None]] = []
        self.documents: dict[str, Any] = {}

    def __enter__(self) -> Self:
        self._server = LoopbackServer(_handler_of(self))
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def fetches(self) -> int:
        return self.requests.count(JWKS_PATH)

    def describe_itself(self, **changes: Any) -> None:
        """Say where its keys are and codes are redeemed; `None` leaves a member out."""
        document = {
            "issuer": self.url,
            "jwks_uri": self.url + JWKS_PATH,
            "token_endpoint": self.url + TOKEN_PATH,
            **changes,
        }
        self.documents[DISCOVERY_PATH] = {name: v for name, v in document.items() if v is not None}

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Claims of a good token; `None` takes one away."""
        return self.claims_of(self.url, **changes)

    @staticmethod
    def claims_of(issuer: str, **changes: Any) -> dict[str, Any]:
        """The same of an issuer of this name."""
        now = int(time.time())
        claims = {
            "iss": issuer,
            "sub": "shop",
            "client_id": "shop",
            "token_use": "access",
            "scope": "customer.customer_read",
            "tenant": "acme",
            "iat": now,
            "exp": now + 3600,
            "jti": "1",
            **changes,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, kid: str = "first", key: Any = None, headers: Any = None, **changes: Any) -> str:
        """A token signed with the key of this id, or with another key in its name."""
        key = key or self.keys[kid]
        algorithm = "RS256" if isinstance(key, rsa.RSAPrivateKey) else "ES256"
        return jwt.encode(self.claims(**changes), key, algorithm, headers={"kid": kid, **(headers or {})})

    def fails(self, status: int = 503) -> None:
        """From now on its key set answers with an error."""
        self.documents[JWKS_PATH] = (status, b"")

    def recovers(self) -> None:
        """Its key set answers again."""
        self.documents.clear()

    def document(self, path: str) -> Any:
        if path in self.documents:
            return self.documents[path]
        if path == JWKS_PATH:
            return {"keys": [public_jwk(key, kid) for kid, key in self.keys.items()]}
        if path == DISCOVERY_PATH:
            return {"issuer": self.url, "jwks_uri": self.url + JWKS_PATH}
        return (404, b"")


def _handler_of(issuer: JwtIssuer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            issuer.forms.append((dict(parse_qsl(body)), self.headers["Authorization"]))
            self.do_GET()

        def do_GET(self) -> None:
            issuer.requests.append(self.path)
            document = issuer.document(self.path)
            status, body = document if isinstance(document, tuple) else (200, json.dumps(document).encode())
            self.send_response(status)
            if status in {301, 302, 307, 308}:
                self.send_header("Location", body.decode())
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler

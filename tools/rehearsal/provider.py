"""An identity provider that vouches for one given person, also as a server on a loopback port."""

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from local.machine.loopback import HOST
from shared.domain.json_text import Json

CLIENT_ID, CLIENT_SECRET = "storefront", "a-secret-of-the-provider"
_KID = "rehearsal"


class Voucher:
    """The provider at `url`: its keys, its tokens and its answer to every code, for one person.

    `email`: the person's address, which it declares verified.
    """

    def __init__(self, email: str, url: str) -> None:
        self._email = email
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.url = url

    def setting(self) -> dict[str, str]:
        """Return the setting with which a tenant's customers log in here."""
        return {"issuer": self.url, "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET}

    def token(self) -> str:
        """Return a token for the person, valid for a day."""
        issued_at = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "sub": "110169484474386276334",
            "email": self._email,
            "email_verified": True,
            "iat": issued_at,
            "jti": secrets.token_hex(8),
            "exp": issued_at + 86_400,
        }
        return jwt.encode(claims, self._key, "ES256", headers={"kid": _KID})

    def document(self, path: str) -> Json:
        """Return the document at a path below its URL, if there is one."""
        keys, tokens = "/keys", "/token"
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.url, "jwks_uri": self.url + keys, "token_endpoint": self.url + tokens}
        if path == keys:
            jwk = json.loads(ECAlgorithm.to_jwk(self._key.public_key()))
            return {"keys": [{**jwk, "kid": _KID}]}
        if path == tokens:
            return {"access_token": "of-the-provider", "id_token": self.token()}
        return None


class Provider(Voucher):
    """Serves on a loopback port between `__enter__` and `__exit__`."""

    def __init__(self, email: str) -> None:
        self._server = ThreadingHTTPServer((HOST, 0), _handler_of(self))
        super().__init__(email, f"http://{HOST}:{self._server.server_port}")
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler_of(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            document = provider.document(self.path)
            body = json.dumps(document).encode()
            self.send_response(404 if document is None else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Log nothing, so that standard error shows only errors."""

    return Handler

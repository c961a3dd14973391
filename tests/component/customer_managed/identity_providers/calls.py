"""The calls of a storefront for customers from an identity provider."""

import secrets
import time
from dataclasses import dataclass
from typing import Any

from customer_managed.profile import get_profile
from customer_managed.sessions import exchange_token, log_in_socially
from tests.component.api import Answer
from tests.component.customer_managed.storefront import Storefront
from tests.jwt_issuer import JwtIssuer

EXCHANGE = "POST /customer/{tenant}/exchangeauthtoken"
SOCIAL = "POST /customer/{tenant}/socialLogin"
CLIENT_ID, CLIENT_SECRET = "shop", "s3cret-of_the.shop"
REDIRECT_URI = "https://shop.example.com/signed-in"


@dataclass(frozen=True)
class Sso:
    """Calls the operations on customers of identity providers."""

    storefront: Storefront

    def exchange(self, token: str, *, handler: Any = exchange_token.lambda_handler, **options: Any) -> Answer:
        """POST /exchangeauthtoken, for the provider `config` and the visitor `visit`."""
        return self._call(handler, EXCHANGE, {"subjectAccessToken": token}, **options)

    def exchanged(self, token: str, **options: Any) -> dict[str, Any]:
        """The tokens for a token that is exchanged without fail."""
        answer = self.exchange(token, **options)
        assert answer.status == 200, answer.text
        return answer.json  # type: ignore[no-any-return]

    def log_in(self, code: str, verifier: str | None = None, **options: Any) -> Answer:
        """POST /socialLogin."""
        query = {"code": code, "redirect_uri": options.pop("redirect_uri", REDIRECT_URI)}
        if verifier is not None:
            query["code_verifier"] = verifier
        if (state := options.pop("state", None)) is not None:
            query["state"] = state
        return self._call(log_in_socially.lambda_handler, SOCIAL, query, **options)

    def me(self, access_token: str) -> Any:
        """GET /me."""
        answer = self.storefront.call(
            get_profile.lambda_handler, "GET /customer/{tenant}/me", token=access_token
        )
        assert answer.status == 200, answer.text
        return answer.json

    def _call(
        self,
        handler: Any,
        route: str,
        query: dict[str, str],
        *,
        config: str | None = None,
        visit: dict[str, Any] | None = None,
        **options: Any,
    ) -> Answer:
        query = query if config is None else {**query, "config": config}
        token = (visit or self.storefront.visit)["access_token"]
        return self.storefront.call(handler, route, query=query, token=token, **options)


def token_of(issuer: JwtIssuer, email: str | None, /, **changes: Any) -> str:
    """Return a token of an identity provider for the shop, with a subject of its own."""
    claims = {
        "aud": CLIENT_ID,
        "sub": f"subject-of-{email}" if email else secrets.token_hex(8),
        "email": email,
        "email_verified": True,
        "client_id": None,
        "token_use": None,
        "scope": None,
        "tenant": None,
        "iat": int(time.time()),
        "jti": secrets.token_hex(8),
    }
    return issuer.token(**{**claims, **changes})

"""A person at the identity provider, with a browser."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.component.customer_managed.identity_providers.calls import CLIENT_ID, REDIRECT_URI

_PAGES = 10


@dataclass(frozen=True)
class Browser:
    """Goes from the storefront to the provider, logs in there, consents, and is sent back with a code."""

    provider_url: str
    user_name: str
    password: str
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def code(self, client_id: str = CLIENT_ID) -> str:
        """The authorization code, asked for with PKCE."""
        query = {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": REDIRECT_URI,
            "scope": "openid profile email phone",
            "state": secrets.token_hex(8),
            "nonce": secrets.token_hex(8),
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
        }
        with httpx.Client(base_url=self.provider_url) as browser:
            page = browser.get("/oauth/authorize", params=query)
            for _ in range(_PAGES):
                if page.is_redirect and page.headers["location"].startswith(REDIRECT_URI):
                    return self._code_in(page.headers["location"], query["state"])
                if page.is_redirect:
                    page = browser.get(page.headers["location"])
                else:
                    page = browser.post(page.url, data=self._filled_in(page.text))
        raise AssertionError(f"the provider ends with {page.status_code}: {page.text}")

    def _filled_in(self, form: str) -> dict[str, str]:
        if 'name="login"' in form:
            return {"login": self.user_name}
        if 'name="password"' in form:
            return {"password": self.password}
        return {"answer": "accept"}

    @staticmethod
    def _code_in(location: str, state: str) -> str:
        answer = parse_qs(urlsplit(location).query)
        assert answer["state"] == [state], answer
        return answer["code"][0]

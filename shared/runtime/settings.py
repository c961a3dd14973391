"""What the environment says, read once."""

import os
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Settings:
    """Where this process runs and what it talks to.

    `token_issuer`: our own issuer; none means the host that the gateway was called by. `trusted_issuers`:
    whose tokens count beside ours, as JSON. `key_file` (laptop) or `kms_key_id` (AWS) protects the keys that
    are stored in the table. `max_read_units`: the most that one list may consume. `refusal_floor`: the least
    seconds that an answer takes which must not tell whether there is an account.
    """

    table_name: str
    in_lambda: bool
    token_issuer: str | None
    trusted_issuers: str
    kms_key_id: str | None
    key_file: str | None
    max_read_units: float
    refusal_floor: float

    def issuer(self, domain_name: str) -> str:
        """Our own issuer, for a client that called us by this name."""
        return self.token_issuer or f"https://{domain_name}"


@cache
def settings() -> Settings:
    """The settings of this process. Raises `KeyError` naming a variable that must be set."""
    return Settings(
        table_name=os.environ["TABLE_NAME"],
        in_lambda="AWS_LAMBDA_RUNTIME_API" in os.environ,
        token_issuer=os.environ.get("TOKEN_ISSUER", "").rstrip("/") or None,
        trusted_issuers=os.environ.get("TRUSTED_ISSUERS") or "[]",
        kms_key_id=os.environ.get("SIGNING_KMS_KEY_ID") or None,
        key_file=os.environ.get("KEY_FILE") or None,
        max_read_units=float(os.environ.get("MAX_READ_UNITS") or 20_000),
        refusal_floor=float(os.environ.get("REFUSAL_FLOOR_SECONDS") or 0.5),
    )

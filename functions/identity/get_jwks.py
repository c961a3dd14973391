"""GET /.well-known/jwks.json."""

from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.http.well_known import key_set
from shared.ports.callers import SigningKeyStore
from shared.runtime.wiring import Wiring


@operation(requires=PUBLIC, uses=Wiring.signing_keys)
def lambda_handler(_request: Request, keys: SigningKeyStore) -> Response:
    """Return the public keys that verify our tokens."""
    return key_set(keys.sealed())

"""The roots that AWS' endpoints are signed by, out of the many that botocore brings along."""

import hashlib
import re
import ssl

_CERTIFICATE = re.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n", re.DOTALL)

AMAZON_ROOTS = {
    "Amazon Root CA 1": "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e",
    "Amazon Root CA 2": "1ba5b2aa8c65401a82960118f80bec4f62304d83cec4713a19c39c011ea46db4",
    "Amazon Root CA 3": "18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4",
    "Amazon Root CA 4": "e35d28419ed02025cfa69038cd623962458da5c695fbdea3c22b0bfb25897092",
    "Starfield Services Root CA - G2": "568d6905a2c88708a4b3025190edcfedb1974a606a13c6e5290fcb2ae63edab5",
}
"""SHA-256 of each certificate, as https://www.amazontrust.com/repository/ gives them.

Starfield Class 2, which has signed some of them for older clients, is not needed by one that trusts these.
"""


class RootMissing(Exception):
    """A root is not in the bundle; the message names it."""


def amazon_roots(bundle: str) -> str:
    """Amazon's roots in a bundle of PEM certificates, as such a bundle. Raises `RootMissing`."""
    by_fingerprint = {_fingerprint(found[0]): found[0] for found in _CERTIFICATE.finditer(bundle)}
    for name, fingerprint in AMAZON_ROOTS.items():
        if fingerprint not in by_fingerprint:
            raise RootMissing(name)
    return "".join(by_fingerprint[fingerprint] for fingerprint in AMAZON_ROOTS.values())


def _fingerprint(certificate: str) -> str:
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest()

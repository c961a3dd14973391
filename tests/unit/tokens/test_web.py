"""The URLs at which issuers may be called, and answers that are not usable."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.httpsession import DEFAULT_CA_BUNDLE
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from shared.adapters.web.client import Unreachable, call, checked_url
from tests.jwt_issuer import JwtIssuer, new_key
from tools.packaging.certificates import amazon_roots

NAME = "login.example"


@pytest.mark.parametrize(
    "url", ["https://login.example", "https://login.example:8443/a?b=c", "https://93.184.216.34/"]
)
def test_tenants_may_name_issuers_on_public_addresses(url: str) -> None:
    assert checked_url(url, public=True) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://login.example",
        "http://localhost:8080",
        "https://localhost",
        "https://login.localhost",
        "https://127.0.0.1",
        "https://[::1]",
        "https://10.1.2.3",
        "https://172.16.0.1",
        "https://192.168.0.1",
        "https://100.64.0.1",
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00:ec2::254]",
        "https://[fe80::1]",
        "https://[::ffff:10.0.0.1]",
        "https://0.0.0.0",
    ],
)
def test_tenants_may_not_name_this_machine_or_a_private_network(url: str) -> None:
    with pytest.raises(ValueError, match=r"not an https URL|no public address"):
        checked_url(url, public=True)
    with pytest.raises(Unreachable):
        call(url, public=True)


@pytest.fixture
def tls_issuer(issuer: JwtIssuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> JwtIssuer:
    """An issuer that speaks TLS under a public name, which leads to this machine."""
    key = new_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    trusted, private = tmp_path / "certificate.pem", tmp_path / "key.pem"
    trusted.write_bytes(certificate.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, private)
    issuer._server.speak_tls(context)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    resolve = socket.getaddrinfo

    def to_this_machine(host: str, *others: Any, **options: Any) -> Any:
        return resolve("127.0.0.1" if host == NAME else host, *others, **options)

    monkeypatch.setattr(socket, "getaddrinfo", to_this_machine)
    return issuer


def test_a_public_name_that_leads_to_this_machine_is_asked_nothing(tls_issuer: JwtIssuer) -> None:
    url = f"https://{NAME}:{tls_issuer.url.rpartition(':')[2]}/"

    with pytest.raises(Unreachable, match="no public address"):
        call(url, public=True)

    assert tls_issuer.requests == []
    assert call(url).status == 404  # the same, where the operator names it


def test_a_certificate_for_another_name_is_not_accepted(tls_issuer: JwtIssuer) -> None:
    port = tls_issuer.url.rpartition(":")[2]

    with pytest.raises(Unreachable):
        call(f"https://127.0.0.1:{port}/")

    assert tls_issuer.requests == []


def test_roots_that_are_for_aws_alone_do_not_limit_who_certifies_issuers(
    tls_issuer: JwtIssuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots = tmp_path / "aws.pem"
    roots.write_text(amazon_roots(Path(DEFAULT_CA_BUNDLE).read_text(encoding="utf-8")))
    monkeypatch.setenv("AWS_CA_BUNDLE", str(roots))

    assert call(f"https://{NAME}:{tls_issuer.url.rpartition(':')[2]}/").status == 404


def test_a_form_is_posted(issuer: JwtIssuer) -> None:
    issuer.documents["/token"] = {"access_token": "a"}

    answer = call(f"{issuer.url}/token", form={"code": "a b&ü"}, headers={"Authorization": "Basic x"})

    assert (answer.status, answer.json()) == (200, {"access_token": "a"})
    assert issuer.forms == [({"code": "a b&ü"}, "Basic x")]


def test_what_is_sent_does_not_show_in_a_failure(issuer: JwtIssuer) -> None:
    issuer.documents["/token"] = (200, b"canary")

    with pytest.raises(Unreachable) as failure:
        call(f"{issuer.url}/token", form={"code": "canary"}).json()

    assert "canary" not in str(failure.value)

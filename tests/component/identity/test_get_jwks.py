"""GET /.well-known/jwks.json, and the rotation of the keys that it shows."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jwt
import pytest

from local.stack.table import create_table
from shared.adapters.aws import aws_session
from shared.adapters.dynamodb.client import make_client
from shared.adapters.dynamodb.keys import sealing_key_key
from shared.adapters.dynamodb.stores.signing_keys import SigningKeys
from shared.adapters.dynamodb.stores.stored_keys import StoredKey
from shared.adapters.dynamodb.table import Table
from shared.adapters.tokens.file_key_cipher import FileKeyCipher
from shared.adapters.tokens.signer import REFRESH_SECONDS, Es256Signer
from shared.domain.callers.secret_uses import SEALING, SIGNING
from shared.domain.callers.signing_keys import KEY_SET_KEPT, LONGEST_TOKEN
from shared.domain.errors import Conflict, NotFound
from tests.clock import Clock
from tests.component.identity.oauth import jwks, stored_client, token


@pytest.fixture
def requests() -> list[None]:
    """An entry for every request to the table."""
    return []


@pytest.fixture
def store(engine_url: str, requests: list[None], cipher: FileKeyCipher) -> Iterator[SigningKeys]:
    """Keys in a table of their own, where no other test has made one."""
    name = f"keys-{secrets.token_hex(4)}"
    client: Any = aws_session().create_client("dynamodb", endpoint_url=engine_url)
    create_table(client, name)
    table = Table(make_client(lambda: requests.append(None), engine_url), name, lambda: None)
    yield SigningKeys(table, StoredKey(table, cipher, sealing_key_key(), SEALING, makes=True))
    client.delete_table(TableName=name)


@pytest.fixture
def cipher(tmp_path: Path) -> FileKeyCipher:
    return FileKeyCipher(tmp_path / "key")


def kid_of(access_token: str) -> str:
    return str(jwt.get_unverified_header(access_token)["kid"])


def verifies(store: SigningKeys, access_token: str) -> bool:
    published = {key.kid: key.public_jwk for key in store.read()}
    if kid_of(access_token) not in published:
        return False
    return bool(jwt.decode(access_token, jwt.PyJWK(dict(published[kid_of(access_token)]))))


def test_everyone_may_keep_the_public_keys_for_a_while(tenant: str) -> None:
    kid = kid_of(token(stored_client(tenant)))

    answer = jwks()

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    (key,) = [key for key in answer.json["keys"] if key["kid"] == kid]
    assert key.keys() == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    assert (key["kty"], key["crv"], key["use"], key["alg"]) == ("EC", "P-256", "sig", "ES256")


def test_before_the_first_token_there_is_no_key(store: SigningKeys) -> None:
    assert store.read() == ()


def test_of_signers_that_start_at_once_one_makes_the_key(store: SigningKeys, cipher: FileKeyCipher) -> None:
    signers = [Es256Signer(store, cipher) for _ in range(8)]

    with ThreadPoolExecutor(8) as threads:
        tokens = list(threads.map(lambda signer: signer.sign({"sub": "shop"}), signers))

    assert len(store.read()) == 1
    assert all(verifies(store, one) for one in tokens)


def test_a_private_key_is_stored_encrypted(store: SigningKeys, cipher: FileKeyCipher) -> None:
    Es256Signer(store, cipher).load()

    (key,) = store.read()

    assert cipher.decrypt(key.encrypted_private_key, SIGNING)
    assert cipher.decrypt(key.encrypted_private_key, SIGNING) not in key.encrypted_private_key
    assert "d" not in key.public_jwk


def test_no_rotation_voids_a_token_that_counts(store: SigningKeys, cipher: FileKeyCipher) -> None:
    clock = Clock()
    signer = Es256Signer(store, cipher, clock)
    issued: list[tuple[float, str]] = []

    for step in (0, 1, 1, 299, 1, 60, 600, 1, 1, 3600, 80_000, 1, 90_000, 1):
        clock.time += step
        for _ in range(2):
            token = signer.sign({"sub": "shop"})
            issued.append((clock.time + LONGEST_TOKEN.total_seconds(), token))
            Es256Signer(store, cipher, clock).rotate()
        alive = [token for expires_at, token in issued if expires_at > clock.time]
        assert all(verifies(store, token) for token in alive)

    assert not verifies(store, issued[0][1])
    assert len(store.read()) < len(issued) / 2


def test_a_new_key_signs_once_nobody_can_have_a_key_set_without_it(
    store: SigningKeys, cipher: FileKeyCipher
) -> None:
    clock = Clock()
    old = kid_of(Es256Signer(store, cipher, clock).sign({"sub": "shop"}))
    new = Es256Signer(store, cipher, clock).rotate()

    clock.time += KEY_SET_KEPT.total_seconds() - 1
    assert kid_of(Es256Signer(store, cipher, clock).sign({"sub": "shop"})) == old

    clock.time += 1
    assert kid_of(Es256Signer(store, cipher, clock).sign({"sub": "shop"})) == new


def test_a_key_that_was_dropped_verifies_nothing(store: SigningKeys, cipher: FileKeyCipher) -> None:
    token = Es256Signer(store, cipher).sign({"sub": "shop"})
    rotated = Es256Signer(store, cipher).rotate()

    Es256Signer(store, cipher).drop(kid_of(token))

    assert not verifies(store, token)
    assert kid_of(Es256Signer(store, cipher).sign({"sub": "shop"})) == rotated
    with pytest.raises(Conflict):
        Es256Signer(store, cipher).drop(rotated)
    with pytest.raises(NotFound):
        Es256Signer(store, cipher).drop(kid_of(token))


def test_tokens_that_are_issued_during_rotations_count(store: SigningKeys, cipher: FileKeyCipher) -> None:
    Es256Signer(store, cipher).load()

    def rotate_and_sign(_: int) -> str:
        signer = Es256Signer(store, cipher)
        signer.rotate()
        return signer.sign({"sub": "shop"})

    with ThreadPoolExecutor(4) as threads:
        tokens = list(threads.map(rotate_and_sign, range(12)))

    assert len(store.read()) == 13
    assert all(verifies(store, token) for token in tokens)


def test_rotations_at_once_lose_none_of_their_keys(store: SigningKeys, cipher: FileKeyCipher) -> None:
    signers = [Es256Signer(store, cipher) for _ in range(2)]

    with ThreadPoolExecutor(2) as threads:
        kids = set(threads.map(lambda signer: signer.rotate(), signers))

    assert {key.kid for key in store.read()} >= kids


def test_a_warm_signer_sees_a_rotation_after_a_while(store: SigningKeys, cipher: FileKeyCipher) -> None:
    clock = Clock()
    warm = Es256Signer(store, cipher, clock)
    before = kid_of(warm.sign({"sub": "shop"}))
    rotated = Es256Signer(store, cipher, clock).rotate()

    clock.time += REFRESH_SECONDS - 1
    assert kid_of(warm.sign({"sub": "shop"})) == before

    clock.time += 1
    assert kid_of(warm.sign({"sub": "shop"})) == rotated


def test_a_signer_keeps_its_key_while_there_is_no_newer_one(
    store: SigningKeys, cipher: FileKeyCipher
) -> None:
    clock = Clock()
    signer = Es256Signer(store, cipher, clock)
    before = kid_of(signer.sign({"sub": "shop"}))
    clock.time += REFRESH_SECONDS

    after = signer.sign({"sub": "shop"})

    assert kid_of(after) == before
    assert verifies(store, after)


def test_a_warm_signer_asks_nobody_for_anything(
    store: SigningKeys, cipher: FileKeyCipher, requests: list[None]
) -> None:
    signer = Es256Signer(store, cipher, Clock())
    signer.load()
    requests.clear()

    signer.sign({"sub": "shop"})

    assert requests == []

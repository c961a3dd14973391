"""Hashes of known passwords, from the documents of their schemes or made by other implementations."""

import base64
import hashlib
from collections.abc import Callable

import bcrypt
from argon2.low_level import Type, hash_secret
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from shared.domain.log_in.password_hashes import LEGACY_ALGORITHM, legacy_hash

# RFC 6070, and the same with SHA-2 (RFC 7914 §11 names them; values as published with it).
PBKDF2_4096 = {
    "sha1": bytes.fromhex("4b007901b765489abead49d926f721d065a429c1"),
    "sha256": bytes.fromhex("c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"),
    "sha512": bytes.fromhex(
        "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5"
        "143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5"
    ),
}
# RFC 7914 §12: pleaseletmein, SodiumChloride, N=16384, r=8, p=1.
SCRYPT_16384 = bytes.fromhex(
    "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
)


def padded(value: bytes) -> str:
    return base64.b64encode(value).decode()


def bare(value: bytes) -> str:
    return padded(value).rstrip("=")


def adapted(value: bytes) -> str:
    """As passlib writes base64."""
    return bare(value).replace("+", ".")


def pbkdf2_forms(digest: str, iterations: int, salt: bytes, expected: bytes) -> dict[str, str]:
    """One hash in every encoding that has its digest; the salt is a text where the encoding wants one."""
    passlib = {"sha1": "pbkdf2", "sha256": "pbkdf2-sha256", "sha512": "pbkdf2-sha512"}[digest]
    forms = {
        "passlib": f"${passlib}${iterations}${adapted(salt)}${adapted(expected)}",
        "PHC": f"$pbkdf2-{digest}$i={iterations},l={len(expected)}${bare(salt)}${bare(expected)}",
        "PHC without a length": f"$pbkdf2-{digest}$i={iterations}${bare(salt)}${bare(expected)}",
        "Werkzeug": f"pbkdf2:{digest}:{iterations}${salt.decode()}${expected.hex()}",
        "published, base64": f"1:{iterations}:{padded(salt)}:{padded(expected)}",
        "published, base64 without padding": f"1:{iterations}:{bare(salt)}:{bare(expected)}",
        "published, hexadecimal": f"1:{iterations}:{salt.hex()}:{expected.hex()}",
        "published, upper case": f"1:{iterations}:{salt.hex().upper()}:{expected.hex().upper()}",
    }
    if digest != "sha512":
        forms["Django"] = f"pbkdf2_{digest}${iterations}${salt.decode()}${padded(expected)}"
    return forms


KNOWN = {
    "argon2i": (
        "password",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA",
    ),
    "argon2i of version 16": (
        "password",
        "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ",
    ),
    "argon2id": (
        "password",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    ),
    "bcrypt 2a": ("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
    "bcrypt 2b": ("U*U*", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"),
    "bcrypt 2y": ("U*U*U", "$2y$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"),
    "bcrypt of nothing": ("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"),
    "bcrypt over SHA-256": (
        "password",
        "$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2",
    ),
    "scrypt of passlib": (
        "password",
        "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
    ),
    "scrypt, RFC 7914": (
        "pleaseletmein",
        f"$scrypt$ln=14,r=8,p=1${bare(b'SodiumChloride')}${bare(SCRYPT_16384[:32])}",
    ),
    "scrypt of Werkzeug": (
        "pleaseletmein",
        f"scrypt:16384:8:1$SodiumChloride${SCRYPT_16384.hex()}",
    ),
    "PBKDF2 of passlib": (
        "password",
        "$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44",
    ),
    "legacy": (
        "Secret-1",
        legacy_hash(
            LEGACY_ALGORITHM,
            padded(hashlib.sha512(b"Secret-1anna@example.com").digest()),
            "anna@example.com",
        ),
    ),
} | {
    f"PBKDF2 {digest}, {form}": ("password", encoded)
    for digest, expected in PBKDF2_4096.items()
    for form, encoded in pbkdf2_forms(digest, 4096, b"salt", expected).items()
}


def _argon2(kind: Type, version: int) -> Callable[[bytes, bytes], str]:
    return lambda password, salt: hash_secret(password, salt, 1, 8, 1, 16, kind, version).decode()


def _bcrypt(password: bytes, salt: bytes) -> str:
    return bcrypt.hashpw(password[:72], bcrypt.gensalt(4)).decode()


def _scrypt(password: bytes, salt: bytes, length: int) -> bytes:
    return Scrypt(salt=salt, length=length, n=16, r=2, p=3).derive(password)


def _pbkdf2(digest: str, form: str) -> Callable[[bytes, bytes], str]:
    algorithm: hashes.HashAlgorithm = {
        "sha1": hashes.SHA1(),  # noqa: S303 - what old systems used
        "sha256": hashes.SHA256(),
        "sha512": hashes.SHA512(),
    }[digest]

    def write(password: bytes, salt: bytes) -> str:
        salt = salt.hex().encode()
        derived = PBKDF2HMAC(algorithm, algorithm.digest_size, salt, 3).derive(password)
        return pbkdf2_forms(digest, 3, salt, derived)[form]

    return write


def _legacy(password: bytes, salt: bytes) -> str:
    digest = hashlib.sha512(password + salt.hex().encode()).digest()
    return legacy_hash(LEGACY_ALGORITHM, padded(digest), salt.hex())


WRITERS: dict[str, Callable[[bytes, bytes], str]] = {
    "argon2id": _argon2(Type.ID, 19),
    "argon2i": _argon2(Type.I, 19),
    "argon2d": _argon2(Type.D, 19),
    "argon2i of version 16": _argon2(Type.I, 16),
    "bcrypt": _bcrypt,
    "scrypt of passlib": lambda password, salt: (
        f"$scrypt$ln=4,r=2,p=3${bare(salt)}${bare(_scrypt(password, salt, 32))}"
    ),
    "scrypt of Werkzeug": lambda password, salt: (
        f"scrypt:16:2:3${salt.hex()}${_scrypt(password, salt.hex().encode(), 64).hex()}"
    ),
    "legacy": _legacy,
} | {
    f"PBKDF2 {digest}, {form}": _pbkdf2(digest, form)
    for digest, expected in PBKDF2_4096.items()
    for form in pbkdf2_forms(digest, 1, b"salt", expected)
}
"""Ways to hash a password with a salt of 8 to 16 bytes, at the lowest cost."""

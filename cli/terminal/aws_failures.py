"""Failed calls of AWS, each as one line that says what to do."""

import os
import re
from collections.abc import Callable
from typing import Any

import botocore.session
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004 - botocore's name
    CredentialRetrievalError,
    HTTPClientError,
    NoAuthTokenError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)

from local.environment import AWS_PATH
from shared.adapters.signed_calls import CallFailed

AwsError = BotoCoreError | ClientError
_ACTION = re.compile(r"perform: (?P<action>[\w:-]+)(?: on resource: (?P<resource>\S+))?")
_NO_CREDENTIALS = (NoCredentialsError, PartialCredentialsError, CredentialRetrievalError)
_NO_LOG_IN = (SSOError, TokenRetrievalError, NoAuthTokenError)
_UNREACHABLE = (ConnectionError, HTTPClientError)

_CREDENTIALS_ADVICE = "give --profile, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"


def sentence_of(error: AwsError) -> str:
    """Return what went wrong and what to do, in one line."""
    if isinstance(error, ClientError):
        return _of_answer(error)
    return _of_no_answer(error)


def sentence_of_call(failure: CallFailed) -> str:
    """Return the same of a call that was made without botocore, or by it."""
    if isinstance(failure.__cause__, AwsError):
        return sentence_of(failure.__cause__)
    if not failure.code:
        return f"{failure}; check the network, --region and --endpoint-url"
    return sentence_of(
        ClientError({"Error": {"Code": failure.code, "Message": failure.said}}, failure.service)
    )


def _of_no_answer(error: BotoCoreError) -> str:
    if isinstance(error, NoRegionError):
        return "no AWS region is set; give --region, or set AWS_REGION"
    if isinstance(error, ProfileNotFound):
        return f"there is no AWS profile {error.kwargs.get('profile')}; see `aws configure list-profiles`"
    if isinstance(error, _NO_LOG_IN):
        return f"the AWS log-in has ended: {_one_line(error)}; run `aws sso login` for this profile"
    if isinstance(error, _NO_CREDENTIALS):
        return f"no AWS credentials: {_one_line(error)}; {_CREDENTIALS_ADVICE}"
    if isinstance(error, _UNREACHABLE):
        return _unreachable(error)
    return f"the call of AWS failed: {_one_line(error)}"


def _unreachable(error: BotoCoreError) -> str:
    url = error.kwargs.get("endpoint_url") or error.kwargs.get("proxy_url") or "AWS"
    service, stands_in, _ = url.partition(AWS_PATH)
    if stands_in:
        return f"{service} does not answer; the service must be running: make run"
    reason = "" if "endpoint_url" not in error.kwargs else f" ({type(error).__name__})"
    return f"{url} cannot be reached{reason}; check the network, --region and --endpoint-url"


def _of_answer(error: ClientError) -> str:
    answer: Any = error.response.get("Error", {})
    code, message = str(answer.get("Code", "")), _one_line(answer.get("Message") or error)
    for codes, sentence in _BY_CODE:
        if code.removesuffix("Exception") in codes:
            return sentence(error, message)
    return f"AWS rejected {error.operation_name}: {code}: {message}"


def _throttled(error: ClientError, _: str) -> str:
    return f"AWS throttles {error.operation_name}; wait, then run the same command again"


def _expired(_: ClientError, __: str) -> str:
    return "the AWS credentials have expired; log in again (`aws sso login`), or set new ones"


def _unknown_credentials(_: ClientError, message: str) -> str:
    return f"AWS does not know these credentials{_where()}: {message}; {_CREDENTIALS_ADVICE}"


def _denied(error: ClientError, message: str) -> str:
    found = _ACTION.search(message)
    if found is None:
        denied = f"{error.operation_name}: {message}"
    else:
        denied = f"{found['action']} on {found['resource']}" if found["resource"] else found["action"]
    return f"these AWS credentials do not allow {denied}; use others, or have the action allowed"


def _missing(error: ClientError, message: str) -> str:
    if error.operation_name == "PutEvents":
        return f"there is no such bus{_where()}: {message}; check --bus and --region"
    table = os.environ.get("TABLE_NAME", "")
    return f"there is no table {table}{_where()}; check --table, --region and --profile"


def _key(_: ClientError, message: str) -> str:
    return f"the KMS key cannot be used{_where()}: {message}; check --kms-key and --region"


def _invalid(error: ClientError, message: str) -> str:
    if error.operation_name == "DescribeStacks" and "does not exist" in message:
        return f"{message[:1].lower()}{message[1:]}{_where()}; check --stack, --region and --profile"
    return f"AWS rejected {error.operation_name}: {message}"


def _clock(_: ClientError, message: str) -> str:
    return f"AWS does not accept the signature: {message}; check this machine's clock, and the secret key"


_BY_CODE: tuple[tuple[frozenset[str], Callable[[ClientError, str], str]], ...] = (
    (
        frozenset(
            {
                "Throttling",
                "ThrottledException",
                "ThrottlingError",
                "Throttled",
                "RequestLimitExceeded",
                "ProvisionedThroughputExceeded",
                "TooManyRequests",
                "SlowDown",
                "RequestThrottled",
                "LimitExceeded",
            }
        ),
        _throttled,
    ),
    (frozenset({"ExpiredToken", "RequestExpired", "TokenRefreshRequired"}), _expired),
    (
        frozenset(
            {
                "UnrecognizedClient",
                "InvalidClientTokenId",
                "InvalidAccessKeyId",
                "MissingAuthenticationToken",
                "IncompleteSignature",
                "AuthFailure",
            }
        ),
        _unknown_credentials,
    ),
    (frozenset({"InvalidSignature", "SignatureDoesNotMatch", "RequestTimeTooSkewed"}), _clock),
    (frozenset({"AccessDenied", "UnauthorizedOperation", "NotAuthorized", "AuthorizationError"}), _denied),
    (frozenset({"ResourceNotFound"}), _missing),
    (frozenset({"NotFound", "Disabled", "KMSInvalidState", "IncorrectKey", "InvalidKeyUsage"}), _key),
    (frozenset({"ValidationError"}), _invalid),
)


def _where() -> str:
    endpoint = os.environ.get("AWS_ENDPOINT_URL_DYNAMODB")
    region = botocore.session.get_session().get_config_variable("region")
    return f" at {endpoint}" if endpoint else f" in {region}" if region else ""


def _one_line(text: object) -> str:
    return " ".join(str(text).split()).rstrip(".")

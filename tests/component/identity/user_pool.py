"""The template's user pool in an emulator of Cognito, which calls the real trigger in one of Lambda."""

import io
import secrets
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3

from local.engine import start_engine
from local.stack.template import load_template, only_resource, resources
from shared.adapters.aws import aws_session
from shared.runtime.environment import environment
from tests.component.identity.oauth import FORM

ROOT = Path(__file__).parents[3]
TRIGGER = "OnCognitoTokenFunction"
SERVICES = ("cognito-idp", "lambda", "iam")
PASSWORD = "Wal-nuss 17"
_SECONDS = 60
"""The pool's trigger starts a process, and asks the table."""


@dataclass(frozen=True)
class PoolClient:
    """A client of the pool and its secret."""

    id: str
    secret: str


@dataclass(frozen=True)
class UserPool:
    """A running pool. `issuer` is what its tokens name, `jwks_url` where the emulator serves its keys."""

    url: str
    id: str
    idp: Any

    @property
    def issuer(self) -> str:
        return f"https://cognito-idp.eu-central-1.amazonaws.com/{self.id}"

    @property
    def jwks_url(self) -> str:
        return f"{self.url}/{self.id}/.well-known/jwks.json"

    def client(self, *scopes: str) -> PoolClient:
        """A machine client that the pool allows these scopes, made as docs/operations.md has it."""
        made = self._made(
            GenerateSecret=True,
            AllowedOAuthFlows=["client_credentials"],
            AllowedOAuthFlowsUserPoolClient=True,
            AllowedOAuthScopes=list(scopes),
        )
        return PoolClient(made["ClientId"], made["ClientSecret"])

    def ask(self, client: PoolClient, **form: str) -> urllib3.BaseHTTPResponse:
        """The answer to a client that asks for a token, from the pool's own token endpoint."""
        return urllib3.request(
            "POST",
            f"{self.url}/oauth2/token",
            body=urlencode({"grant_type": "client_credentials", **form}),
            headers={**urllib3.make_headers(basic_auth=f"{client.id}:{client.secret}"), "Content-Type": FORM},
            retries=False,
            timeout=_SECONDS,
        )

    def token(self, client: PoolClient, **form: str) -> str:
        """An access token of the client, signed by the pool."""
        answer = self.ask(client, **form)
        assert answer.status == 200, answer.data
        return str(answer.json()["access_token"])

    def client_of_users(self) -> PoolClient:
        """A client that users log in with."""
        made = self._made(ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])
        return PoolClient(made["ClientId"], "")

    def log_in(self, client: PoolClient, groups: Sequence[str] = (), **attributes: str) -> dict[str, str]:
        """The tokens of a new user in these groups and with these attributes, who logs in with the client."""
        user = {"UserPoolId": self.id, "Username": secrets.token_hex(8)}
        given = [{"Name": name, "Value": value} for name, value in attributes.items()]
        self.idp.admin_create_user(**user, UserAttributes=given)
        self.idp.admin_set_user_password(**user, Password=PASSWORD, Permanent=True)
        for group in groups:
            with suppress(self.idp.exceptions.GroupExistsException):
                self.idp.create_group(UserPoolId=self.id, GroupName=group)
            self.idp.admin_add_user_to_group(**user, GroupName=group)
        answer = self.idp.admin_initiate_auth(
            UserPoolId=self.id,
            ClientId=client.id,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user["Username"], "PASSWORD": PASSWORD},
        )
        tokens: dict[str, str] = answer["AuthenticationResult"]
        return tokens

    def _made(self, **settings: Any) -> dict[str, Any]:
        answer = self.idp.create_user_pool_client(UserPoolId=self.id, ClientName="a client", **settings)
        made: dict[str, Any] = answer["UserPoolClient"]
        return made


@contextmanager
def user_pool(engine_url: str) -> Iterator[UserPool]:
    """The pool with its resource servers and its trigger, which works on the tests' table."""
    with pytest.MonkeyPatch.context() as environment:
        # Where the trigger fails, Cognito issues no token; the emulator, unless told so, one without changes.
        environment.setenv("MINISTACK_COGNITO_PRETOKEN_STRICT", "1")
        emulator = start_engine(services=SERVICES)
    with emulator:
        template = load_template()
        described = only_resource(template, "AWS::Cognito::UserPool")
        trigger = described["LambdaConfig"]["PreTokenGenerationConfig"]
        assert trigger["LambdaArn"] == {"Fn::GetAtt": [TRIGGER, "Arn"]}
        idp = _client("cognito-idp", emulator.url)
        pool = idp.create_user_pool(
            PoolName="customers",
            UserPoolTier=described["UserPoolTier"],
            AdminCreateUserConfig=described["AdminCreateUserConfig"],
            LambdaConfig={
                "PreTokenGenerationConfig": {
                    **trigger,
                    "LambdaArn": _deployed_trigger(template, emulator.url, engine_url),
                }
            },
            Schema=[{"Name": name, "AttributeDataType": "String"} for name in ("tenant", "restriction")],
        )["UserPool"]["Id"]
        for server in resources(template, "AWS::Cognito::UserPoolResourceServer").values():
            idp.create_resource_server(**{**server, "UserPoolId": pool})
        yield UserPool(emulator.url, pool, idp)


def _deployed_trigger(template: dict[str, Any], url: str, engine_url: str) -> str:
    properties = resources(template, "AWS::Serverless::Function")[TRIGGER]
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        for package in (ROOT / "functions" / "triggers", ROOT / "shared"):
            for file in package.rglob("*.py"):
                archive.write(file, file.relative_to(package.parent))
    made: dict[str, str] = _client("lambda", url).create_function(
        FunctionName=TRIGGER,
        Runtime=template["Globals"]["Function"]["Runtime"],
        Role="arn:aws:iam::000000000000:role/trigger",
        Handler=properties["Handler"],
        Timeout=properties["Timeout"],
        Code={"ZipFile": code.getvalue()},
        Environment={
            "Variables": {
                "TABLE_NAME": environment().table_name,
                "AWS_ENDPOINT_URL_DYNAMODB": engine_url,
                "POWERTOOLS_SERVICE_NAME": "customer-service",
                "POWERTOOLS_METRICS_NAMESPACE": "CustomerService",
            }
        },
    )
    return made["FunctionArn"]


def _client(service: str, url: str) -> Any:
    return aws_session().create_client(service, endpoint_url=url)

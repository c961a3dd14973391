"""The operations on service clients as a caller sees them."""

from dataclasses import dataclass
from typing import Any

from iam import (
    add_client_secret,
    create_client,
    delete_client,
    drop_client_secret,
    get_client,
    list_clients,
    update_client,
)
from tests.component.api import Answer, Api
from tests.component.identity.oauth import Client

CLIENTS = "/iam/{tenant}/clients"
ONE = f"{CLIENTS}/{{clientId}}"
READ_CLIENTS, MANAGE_CLIENTS = "iam.client_read", "iam.client_manage"


@dataclass(frozen=True)
class ClientApi:
    """Calls them for one caller."""

    caller: Api

    def as_(self, *scopes: str, restrictions: set[str] | None = None) -> "ClientApi":
        """The same for a caller who manages clients and has these scopes."""
        return ClientApi(self.caller.as_(MANAGE_CLIENTS, *scopes, restrictions=restrictions))

    def listed(self, **options: Any) -> Answer:
        """GET /clients."""
        return self.caller.request(list_clients.lambda_handler, f"GET {CLIENTS}", **options)

    def create(self, *scopes: str, name: Any = "ERP", **options: Any) -> Answer:
        """POST /clients, with further members of the body in `members`."""
        body = {"name": name, "scopes": list(scopes), **options.pop("members", {})}
        return self.caller.request(create_client.lambda_handler, f"POST {CLIENTS}", body, **options)

    def created(self, *scopes: str, **members: Any) -> Client:
        """A client that is created without fail."""
        answer = self.create(*scopes, members=members)
        assert answer.status == 201, answer.text
        return Client(answer.json["client_id"], answer.json.get("client_secret", ""))

    def get(self, client_id: str) -> Answer:
        """GET /clients/{clientId}."""
        return self.caller.request(get_client.lambda_handler, f"GET {ONE}", clientId=client_id)

    def update(self, of: str, state: Any, **members: Any) -> Answer:
        """PATCH /clients/{clientId}."""
        body = {"state": state, **members}
        return self.caller.request(update_client.lambda_handler, f"PATCH {ONE}", body, clientId=of)

    def delete(self, client_id: str) -> Answer:
        """DELETE /clients/{clientId}."""
        return self.caller.request(delete_client.lambda_handler, f"DELETE {ONE}", clientId=client_id)

    def add_secret(self, client_id: str, **options: Any) -> Answer:
        """POST /clients/{clientId}/secrets."""
        handler = add_client_secret.lambda_handler
        return self.caller.request(handler, f"POST {ONE}/secrets", clientId=client_id, **options)

    def drop_secret(self, client_id: str, secret_id: str) -> Answer:
        """DELETE /clients/{clientId}/secrets/{secretId}."""
        handler, route = drop_client_secret.lambda_handler, f"DELETE {ONE}/secrets/{{secretId}}"
        return self.caller.request(handler, route, clientId=client_id, secretId=secret_id)

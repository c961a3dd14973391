"""The operations on a tenant's configuration as a caller sees them."""

from dataclasses import dataclass
from typing import Any

from configuration import (
    create_client_configurations,
    create_configurations,
    delete_client_configuration,
    delete_configuration,
    get_client_configuration,
    get_configuration,
    list_basic_configurations,
    list_client_configurations,
    list_configurations,
    list_configured_clients,
    list_global_configurations,
    update_client_configuration,
    update_configuration,
)
from tests.component.api import Answer, Api

MANAGE, VIEW = "configuration.configuration_manage", "configuration.configuration_view"
TENANT = "/configuration/{tenant}"
PATH = f"{TENANT}/configurations"
OF_CLIENT = f"{TENANT}/clients/{{client}}/configurations"


@dataclass(frozen=True)
class ConfigurationApi:
    """Calls them for one caller."""

    caller: Api

    def as_(self, *scopes: str, restrictions: set[str] | None = None) -> "ConfigurationApi":
        """The same for a token with these scopes, and this restriction claim."""
        return ConfigurationApi(self.caller.as_(*scopes, restrictions=restrictions))

    def listed(self, **options: Any) -> Answer:
        """GET /configurations."""
        return self.caller.request(list_configurations.lambda_handler, f"GET {PATH}", **options)

    def create(self, *elements: Any, **options: Any) -> Answer:
        """POST /configurations."""
        body = None if "raw" in options else list(elements)
        return self.caller.request(create_configurations.lambda_handler, f"POST {PATH}", body, **options)

    def get(self, key: str, **options: Any) -> Answer:
        """GET /configurations/{key}."""
        return self._of_one(get_configuration, "GET", key, **options)

    def put(self, key: str, body: Any = None, **options: Any) -> Answer:
        """PUT /configurations/{key}."""
        return self._of_one(update_configuration, "PUT", key, body, **options)

    def delete(self, key: str, **options: Any) -> Answer:
        """DELETE /configurations/{key}."""
        return self._of_one(delete_configuration, "DELETE", key, **options)

    def set(self, key: str, value: Any) -> None:
        """Set a key that may be set already, without fail."""
        answer = self.create({"key": key, "value": value})
        if answer.status == 409:
            answer = self.put(key, {"value": value})
        assert answer.status in {200, 201}, answer.text

    def value(self, key: str) -> Any:
        """Return the settings."""
        return self.get(key).json["value"]

    def basic(self) -> Answer:
        """GET /basic-configuration."""
        return self.caller.request(
            list_basic_configurations.lambda_handler, f"GET {TENANT}/basic-configuration"
        )

    def globally(self, **options: Any) -> Answer:
        """GET /global-configurations."""
        handler = list_global_configurations.lambda_handler
        return self.caller.request(handler, f"GET {TENANT}/global-configurations", **options)

    def clients(self) -> Answer:
        """GET /clients."""
        return self.caller.request(list_configured_clients.lambda_handler, f"GET {TENANT}/clients")

    def of_client(self, name: str) -> "ClientConfigurationApi":
        """The operations on what is set for a client."""
        return ClientConfigurationApi(self.caller, name)

    def _of_one(self, module: Any, method: str, key: str, body: Any = None, **options: Any) -> Answer:
        route = f"{method} {PATH}/{{propertyKey}}"
        return self.caller.request(module.lambda_handler, route, body, propertyKey=key, **options)


@dataclass(frozen=True)
class ClientConfigurationApi:
    """Calls the operations on what is set for a client."""

    caller: Api
    client: str

    def listed(self, **options: Any) -> Answer:
        """GET /clients/{client}/configurations."""
        return self._call(list_client_configurations, f"GET {OF_CLIENT}", **options)

    def create(self, *elements: Any, **options: Any) -> Answer:
        """POST /clients/{client}/configurations."""
        return self._call(create_client_configurations, f"POST {OF_CLIENT}", list(elements), **options)

    def get(self, key: str, **options: Any) -> Answer:
        """GET /clients/{client}/configurations/{key}."""
        return self._of_one(get_client_configuration, "GET", key, **options)

    def put(self, key: str, body: Any = None, **options: Any) -> Answer:
        """PUT /clients/{client}/configurations/{key}."""
        return self._of_one(update_client_configuration, "PUT", key, body, **options)

    def delete(self, key: str, **options: Any) -> Answer:
        """DELETE /clients/{client}/configurations/{key}."""
        return self._of_one(delete_client_configuration, "DELETE", key, **options)

    def _of_one(self, module: Any, method: str, key: str, body: Any = None, **options: Any) -> Answer:
        return self._call(module, f"{method} {OF_CLIENT}/{{propertyKey}}", body, propertyKey=key, **options)

    def _call(self, module: Any, route: str, body: Any = None, **options: Any) -> Answer:
        return self.caller.request(module.lambda_handler, route, body, client=self.client, **options)

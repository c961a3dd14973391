"""The operations on a tenant's configuration as a caller sees them."""

from dataclasses import dataclass
from typing import Any

from configuration import (
    create_configurations,
    delete_configuration,
    get_configuration,
    list_configurations,
    update_configuration,
)
from tests.component.api import Answer, Api

MANAGE, VIEW = "configuration.configuration_manage", "configuration.configuration_view"
PATH = "/configuration/{tenant}/configurations"


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
        answer = self.put(key, {"value": value})
        if answer.status == 404:
            answer = self.create({"key": key, "value": value})
        assert answer.status in {200, 201}, answer.text

    def value(self, key: str) -> Any:
        """Return the settings."""
        return self.get(key).json["value"]

    def _of_one(self, module: Any, method: str, key: str, body: Any = None, **options: Any) -> Answer:
        route = f"{method} {PATH}/{{propertyKey}}"
        return self.caller.request(module.lambda_handler, route, body, propertyKey=key, **options)

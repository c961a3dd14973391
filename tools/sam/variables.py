"""The variables of functions in `sam local`, in the form of its option `--env-vars`."""

from collections.abc import Mapping

from local.stack.template import FUNCTION, Document, resources

API_URL = "http://127.0.0.1:3000"
"""The address of `sam local start-api` in samconfig.toml; the issuer of the service's tokens."""

Variables = dict[str, dict[str, str]]


def env_vars(template: Document, environment: Mapping[str, str], services_url: str) -> Variables:
    """Return the variables of each function by logical id: all declared ones, since SAM passes on no others.

    Their values come from `environment`, or else from the template: without a value here, the user's shell
    could override them in SAM. `services_url`: where a function finds the services of AWS.
    """
    values = {
        **environment,
        "SIGNING_KMS_KEY_ID": "local",
        "USER_POOL_ISSUER": "",
        **{name: services_url for name in environment if name.startswith("AWS_ENDPOINT_URL_")},
    }
    of_all = template["Globals"]["Function"]["Environment"]["Variables"]
    return {
        function: {
            name: values[name] if name in values else _undeployed(value, template)
            for name, value in declared.items()
        }
        for function, properties in resources(template, FUNCTION).items()
        for declared in [{**of_all, **properties.get("Environment", {}).get("Variables", {})}]
    }


def _undeployed(value: str | Document, template: Document) -> str:
    """Return a value that is known without a deployment: a constant, or the default of a parameter."""
    if isinstance(value, str):
        return value
    return str(template["Parameters"][value["Ref"]]["Default"])

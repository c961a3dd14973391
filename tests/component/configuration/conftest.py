import pytest

from tests.component.api import Api
from tests.component.configuration.api import MANAGE, ConfigurationApi


@pytest.fixture
def configurations(api: Api) -> ConfigurationApi:
    """The configuration of the tenant, for a caller who may change it."""
    return ConfigurationApi(api.as_(MANAGE))

"""The outputs of a CloudFormation stack."""

import functools
from collections.abc import Mapping
from typing import Any

import botocore.session


@functools.cache
def outputs_of(stack: str) -> Mapping[str, str]:
    """Return the outputs by their names."""
    client: Any = botocore.session.get_session().create_client("cloudformation")
    (described,) = client.describe_stacks(StackName=stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", ())}

"""The table on an engine without CloudFormation: created from the template's own resource."""

from pathlib import Path

from local.machine.paths import TEMPLATE
from local.stack.template import load_template, only_resource
from shared.adapters.aws import Client

_CAP = "OnDemandThroughput"  # limits what a deployment pays


def create_table(client: Client, table_name: str, template: Path = TEMPLATE) -> bool:
    """Create the template's table, with its indexes, stream and time to live. Return whether it was missing.

    `client` is a DynamoDB client of botocore or boto3.
    """
    table = only_resource(load_template(template), "AWS::DynamoDB::Table")
    try:
        client.create_table(
            TableName=table_name,
            AttributeDefinitions=table["AttributeDefinitions"],
            KeySchema=table["KeySchema"],
            GlobalSecondaryIndexes=[
                {member: value for member, value in index.items() if member != _CAP}
                for index in table["GlobalSecondaryIndexes"]
            ],
            BillingMode=table["BillingMode"],
            StreamSpecification={"StreamEnabled": True, **table["StreamSpecification"]},
        )
        created = True
    except client.exceptions.ResourceInUseException:
        created = False
    client.get_waiter("table_exists").wait(TableName=table_name, WaiterConfig={"Delay": 1})
    status = client.describe_time_to_live(TableName=table_name)["TimeToLiveDescription"]["TimeToLiveStatus"]
    if status == "DISABLED":
        client.update_time_to_live(
            TableName=table_name, TimeToLiveSpecification=table["TimeToLiveSpecification"]
        )
    return created

"""A peer: the event handler of Powertools with validation, its logger and metrics, boto3's resource."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.metrics import MetricUnit
from customer_model import Customer, NewCustomer
from customer_table import create, find

logger = Logger()
metrics = Metrics(namespace="Peer")
app = APIGatewayHttpResolver(enable_validation=True)


@app.get("/customer/<tenant>/customers/<number>")
def get_customer(tenant: str, number: str) -> Customer:
    """One customer."""
    customer = find(tenant, number)
    if customer is None:
        raise NotFoundError
    return customer


@app.post("/customer/<tenant>/customers")
def create_customer(tenant: str, customer: NewCustomer) -> tuple[dict[str, str], int]:
    """Create a customer."""
    return {"id": create(tenant, customer)}, 201


@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    answer = app.resolve(event, context)
    metrics.add_metric("Requests", MetricUnit.Count, 1)
    logger.info("answered", extra={"status": answer["statusCode"]})
    return answer

"""A peer: FastAPI behind Mangum, boto3's resource."""

from customer_model import Customer, NewCustomer
from customer_table import create, find
from fastapi import FastAPI, HTTPException
from mangum import Mangum

app = FastAPI()


@app.get("/customer/{tenant}/customers/{number}")
def get_customer(tenant: str, number: str) -> Customer:
    """One customer."""
    customer = find(tenant, number)
    if customer is None:
        raise HTTPException(404)
    return customer


@app.post("/customer/{tenant}/customers", status_code=201)
def create_customer(tenant: str, customer: NewCustomer) -> dict[str, str]:
    """Create a customer."""
    return {"id": create(tenant, customer)}


lambda_handler = Mangum(app, lifespan="off")

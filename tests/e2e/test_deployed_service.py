"""The service as it is deployed: SAM's build and template, the layer's packages, the functions' policies."""

import json
import uuid
from dataclasses import replace

from tests.e2e.client import CUSTOMERS, HTTP, Api, new_client
from tests.e2e.deployment import STACK, Deployment, aws


def test_a_customer_is_created_read_found_changed_and_deleted(manager: Api) -> None:
    name, email = uuid.uuid4().hex, f"{uuid.uuid4()}@example.com"
    new = {"contactEmail": email, "lastName": name, "password": "a pass phrase", "restriction": "DE"}

    created = manager.call("POST", CUSTOMERS, new)
    customer = f"{CUSTOMERS}/{created.json()['id']}"
    patched = manager.call("PATCH", customer, {"contactEmail": f"new.{email}"})
    replaced = manager.call("PUT", customer, {"lastName": name, "mixins": {"loyalty": {"points": 1.50}}})
    read = manager.call("GET", f"{customer}?expand=mixin:*,accounts")
    listed = manager.call("GET", f"{CUSTOMERS}?pageSize=1000")
    found = manager.call("POST", f"{CUSTOMERS}/search?expand=addresses", {"q": f"lastName:~^{name.upper()}$"})
    deleted = manager.call("DELETE", customer)
    gone = manager.call("GET", customer)

    assert [answer.status for answer in (created, patched, replaced, read)] == [201, 200, 204, 200]
    assert read.headers["ETag"].startswith('"3.')
    assert read.json()["mixins"] == {"loyalty": {"points": 1.5}}
    assert (read.json()["email"], read.json()["contactEmail"]) == (email, f"new.{email}")
    assert created.json()["id"] in [document["id"] for document in listed.json()]
    assert [document["id"] for document in found.json()] == [created.json()["id"]]
    assert [deleted.status, gone.status] == [202, 404]


def test_put_of_an_unknown_number_creates_the_customer(manager: Api) -> None:
    number = uuid.uuid4().hex

    answer = manager.call("PUT", f"{CUSTOMERS}/{number}", {"lastName": "Muster"})

    assert (answer.status, answer.json()) == (201, {"id": number})


def test_an_idempotency_key_gives_the_first_answer_again(manager: Api) -> None:
    key = {"Idempotency-Key": str(uuid.uuid4())}

    first, second = (manager.call("POST", CUSTOMERS, {"lastName": "Muster"}, key) for _ in range(2))
    other = manager.call("POST", CUSTOMERS, {"lastName": "Beispiel"}, key)

    assert (first.status, second.status, other.status) == (201, 201, 422)
    assert first.json() == second.json()


def test_an_email_logs_in_one_customer_only(manager: Api) -> None:
    email = f"{uuid.uuid4()}@example.com"

    first, second = (
        manager.call("POST", CUSTOMERS, {"contactEmail": text}) for text in (email, email.upper())
    )

    assert (first.status, second.status) == (201, 409)


def test_without_a_token_the_gateway_refuses(anyone: Api) -> None:
    answer = anyone.call("GET", CUSTOMERS)

    assert (answer.status, answer.json()) == (401, {"message": "Unauthorized"})


def test_a_tampered_token_is_refused_with_401(manager: Api) -> None:
    assert manager.token
    head, body, signature = manager.token.split(".")
    tampered = replace(manager, token=".".join([head, body, signature[::-1]]))

    answer = tampered.call("GET", CUSTOMERS)

    assert answer.status == 401
    assert answer.json()["fault"]["detail"]["errorcode"] == "oauth.v2.InvalidAccessToken"


def test_a_reader_may_not_write_and_nobody_reaches_another_tenant(reader: Api) -> None:
    read = reader.call("GET", CUSTOMERS)
    written = reader.call("POST", CUSTOMERS, {})
    elsewhere = reader.call("GET", "/customer/other/customers")

    assert [answer.status for answer in (read, written, elsewhere)] == [200, 403, 403]
    assert written.json()["details"][0]["message"] == "missing scope: customer.customer_manage"


def test_an_unknown_customer_and_an_unknown_path_are_404(manager: Api) -> None:
    customer = manager.call("GET", f"{CUSTOMERS}/nobody")
    path = manager.call("GET", "/nowhere")

    assert (customer.status, customer.json()["type"]) == (404, "resource_not_found")
    assert (path.status, path.json()) == (404, {"message": "Not Found"})


def test_a_wrong_secret_gets_no_token(anyone: Api, deployment: Deployment, tenant: str) -> None:
    client = new_client(deployment, "customer.customer_read") | {"client_secret": "wrong"}
    form = {"grant_type": "client_credentials", **client}

    answer = anyone.call("POST", "/oauth/token", fields=form, encode_multipart=False)

    assert (answer.status, answer.json()["error"]) == (401, "invalid_client")


def test_the_key_set_is_where_the_discovery_document_says(anyone: Api, manager: Api) -> None:
    discovery = anyone.call("GET", "/.well-known/openid-configuration").json()
    keys = HTTP.request("GET", discovery["jwks_uri"]).json()["keys"]

    assert discovery["issuer"] == anyone.url
    assert [(key["kty"], key["crv"], "d" in key) for key in keys] == [("EC", "P-256", False)]


def test_the_api_describes_itself(anyone: Api) -> None:
    answer = anyone.call("GET", "/openapi.json")

    assert answer.status == 200
    assert "/customer/{tenant}/customers/{customerNumber}" in answer.json()["paths"]


def test_a_browser_may_call_from_an_allowed_origin(anyone: Api) -> None:
    preflight = {"Origin": "https://shop.example.com", "Access-Control-Request-Method": "PATCH"}

    answer = anyone.call("OPTIONS", CUSTOMERS, headers=preflight)

    assert answer.status == 204
    assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]
    assert "If-Match" in answer.headers["Access-Control-Allow-Headers"]


def test_a_request_is_logged_in_one_line_without_personal_data(manager: Api, deployment: Deployment) -> None:
    email = f"{uuid.uuid4()}@example.com"

    request_id = manager.call("POST", CUSTOMERS, {"contactEmail": email}).headers["X-Request-Id"]
    manager.call("GET", f"{CUSTOMERS}?q=contactEmail:{email}")

    events = aws("logs", deployment.environment).filter_log_events(logGroupName=f"/aws/lambda/{STACK}")[
        "events"
    ]
    lines = [event["message"] for event in events]
    (line,) = [line for line in lines if request_id in line]
    assert json.loads(line)["operation"] == "create_customer"
    assert not any(email in line for line in lines)

"""GET /health and the release, as a pipeline asks for them after a deployment."""

from tests.e2e.client import Api


def test_anyone_learns_the_health_and_services_that_of_the_table(anyone: Api, reader: Api) -> None:
    shallow, deep, refused = (
        caller.call("GET", f"/health{query}")
        for caller, query in ((anyone, ""), (reader, "?deep=1"), (anyone, "?deep=1"))
    )

    assert (shallow.status, shallow.json()) == (200, {"status": "ok", "version": "v0-e2e", "stage": "dev"})
    assert (deep.status, deep.json()["table"]) == (200, "ok")
    assert refused.status == 401


def test_the_description_names_the_release(anyone: Api) -> None:
    assert anyone.call("GET", "/openapi.json").json()["info"]["x-release"] == "v0-e2e"

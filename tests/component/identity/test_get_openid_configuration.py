"""GET /.well-known/openid-configuration."""

from tests.component.identity.oauth import openid_configuration


def test_it_says_where_tokens_are_issued_and_how_to_verify_them() -> None:
    answer = openid_configuration()

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    document = answer.json
    assert document["issuer"] == "https://customers.test"
    assert document["jwks_uri"] == "https://customers.test/.well-known/jwks.json"
    assert document["token_endpoint"] == "https://customers.test/oauth/token"
    assert document["grant_types_supported"] == ["client_credentials"]
    assert document["token_endpoint_auth_methods_supported"] == ["client_secret_basic", "client_secret_post"]
    assert "customer.customer_read" in document["scopes_supported"]

"""Answers about log-ins have the members and types of the published service, whatever else they have."""

import pytest

from tests.contract.description import OPERATIONS, properties_of, resolved

SESSION = {
    "access_token": "string",
    "accessToken": "string",
    "expires_in": "integer",
    "expiresIn": "integer",
    "refresh_token": "string",
    "refreshToken": "string",
    "refresh_token_expires_in": "integer",
    "refreshTokenExpiresIn": "integer",
    "token_type": "string",
    "session_id": "string",
}
CUSTOMER = {**SESSION, "saas_token": "string", "saasToken": "string", "initialPassword": "string"}
VISIT = {
    "access_token": "string",
    "token_type": "string",
    "expires_in": "integer",
    "sessionId": "string",
    "scope": "string",
    "refresh_token": "string",
    "refresh_token_expires_in": "integer",
}
PUBLISHED = {
    ("begin_visit", "200"): VISIT,
    ("refresh_visit", "200"): VISIT,
    ("log_in", "200"): CUSTOMER,
    ("confirm_sign_up", "200"): CUSTOMER,
    ("refresh_session", "200"): SESSION,
    ("validate_token", "200"): {
        "token_type": "string",
        "expires_in": "integer",
        "scope": "string",
        "sessionId": "string",
        "email": "string",
        "legalEntityId": "string",
    },
    ("exchange_token", "200"): {
        "subject_access_token": "string",
        "access_token": "string",
        "saas_token": "string",
        "refresh_token": "string",
        "refresh_token_expires_in": "integer",
        "session_idle_time": "integer",
        "token_type": "string",
        "expires_in": "integer",
        "scope": "string",
        "session_id": "string",
    },
    ("log_in_socially", "200"): {
        "social_access_token": "string",
        "social_id_token": "string",
        "refresh_token": "string",
        "refresh_token_expires_in": "string",
        "session_idle_time": "integer",
        "token_type": "string",
        "access_token": "string",
        "saas_token": "string",
        "expires_in": "string",
        "scope": "string",
    },
    ("sign_up", "201"): {"id": "string"},
    ("create_own_address", "201"): {"id": "string"},
    ("get_profile", "200"): {
        "id": "string",
        "customerNumber": "string",
        "title": "string",
        "firstName": "string",
        "middleName": "string",
        "lastName": "string",
        "contactEmail": "string",
        "contactPhone": "string",
        "company": "string",
        "preferredLanguage": "string",
        "preferredCurrency": "string",
        "preferredSite": "string",
        "accounts": "array",
        "addresses": "array",
        "defaultAddress": "object",
        "businessModel": "string",
        "b2b": "object",
        "mixins": "object",
        "metadata": "object",
        "lastLogin": "string",
    },
}
NO_BODY = {
    "log_out": "204",
    "update_own_address": "200",
    "replace_own_address": "204",
    "delete_own_address": "204",
    "add_own_address_tags": "204",
    "remove_own_address_tags": "204",
    "request_email_change": "204",
    "confirm_email_change": "204",
    "change_password": "204",
    "request_password_reset": "204",
    "reset_password": "204",
    "resend_activation": "202",
}
NEEDED = {
    "log_in": {"email", "password"},
    "request_email_change": {"password", "newEmail"},  # published without; the rest cannot be guessed
    "confirm_email_change": {"token"},
    "change_password": {"currentPassword", "newPassword"},
    "request_password_reset": {"email"},
    "reset_password": {"token", "password"},
    "resend_activation": {"email"},
    "sign_up": {"email", "password"},
    "create_own_address": set(),
    "replace_own_address": set(),
    "update_own_address": set(),
}
"""What a body must have, at most."""


@pytest.mark.parametrize(("name", "status"), PUBLISHED)
def test_an_answer_has_the_published_members(name: str, status: str) -> None:
    response = resolved(OPERATIONS[name]["responses"][status])
    described = properties_of(response["content"]["application/json"]["schema"])

    published = PUBLISHED[name, status]
    assert {member: resolved(described[member])["type"] for member in published} == published


@pytest.mark.parametrize(("name", "status"), NO_BODY.items())
def test_an_answer_without_a_body_has_the_published_status(name: str, status: str) -> None:
    successes = {each: answer for each, answer in OPERATIONS[name]["responses"].items() if each[0] == "2"}

    assert successes.keys() == {status}
    assert "content" not in resolved(successes[status])


@pytest.mark.parametrize("name", NEEDED)
def test_a_body_needs_no_more_than_published(name: str) -> None:
    schema = OPERATIONS[name]["requestBody"]["content"]["application/json"]["schema"]

    assert required_of(schema) == NEEDED[name]


def required_of(schema: dict[str, object]) -> set[str]:
    described = resolved(schema)
    return set(described.get("required", ())).union(
        *(required_of(part) for part in described.get("allOf", ()))
    )

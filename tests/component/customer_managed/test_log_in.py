"""POST /customer/{tenant}/login, and what its tokens are good for."""

from tests.component.customer_managed.storefront import Storefront


def test_who_signs_up_can_log_in_and_refresh_and_log_out(storefront: Storefront, email: str) -> None:
    created = storefront.sign_up(email)
    tokens = storefront.logged_in(email)
    refreshed = storefront.refresh(tokens["refresh_token"])
    out = storefront.log_out(refreshed.json["access_token"])
    again = storefront.log_out(tokens["access_token"])

    assert [created.status, refreshed.status, out.status, again.status] == [201, 200, 204, 401]
    assert tokens["session_id"] == storefront.visit["sessionId"]

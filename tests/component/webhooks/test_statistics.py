"""How much was sent to a tenant's webhooks, month by month."""

from datetime import UTC, datetime

import pytest

from shared.domain.errors import BadParameter
from shared.domain.instants import now
from shared.domain.webhooks.statistics import months
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.webhooks.calls import READ, TENANT
from webhook import get_webhook_statistics

AT = datetime(2026, 2, 28, tzinfo=UTC)


def test_months_are_counted_from_the_first_to_the_last() -> None:
    assert months("2025-11", "2026-02", AT) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert months(None, None, AT)[0] == "2025-03"
    assert len(months(None, None, AT)) == 12
    assert months("2026-02", None, AT) == ["2026-02"]


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-13", None), ("26-01", None), ("2026-03", "2026-02"), ("2020-01", "2026-01"), (None, "2026-1")],
)
def test_months_that_are_none_or_too_many_are_refused(first: str | None, last: str | None) -> None:
    with pytest.raises(BadParameter):
        months(first, last, AT)


def test_statistics_name_every_month_and_what_was_sent_in_it(api: Api, other_tenant: str) -> None:
    present = f"{now():%Y-%m}"
    wiring().deliveries.count(api.tenant, present, 3)
    wiring().deliveries.count(other_tenant, present, 5)

    answer = api.as_(READ).request(get_webhook_statistics.lambda_handler, f"GET {TENANT}/statistics")

    months_shown = answer.json["monthStatistics"]
    assert len(months_shown) == 12
    assert months_shown[-1] == {"statisticsMonth": present, "succesfullySentWebhooks": 3}
    assert {each["succesfullySentWebhooks"] for each in months_shown[:-1]} == {0}

"""What the stream starts for a write costs no more than it was meant to."""

from local.stack.template import functions_of, load_templates
from tools.costs.following import following_costs
from tools.costs.prices import prices
from tools.costs.report import of_stream


def test_history_feed_and_deliveries_stay_within_their_budgets() -> None:
    found = following_costs(functions_of(*load_templates()), prices())
    of = {each.name: each for each in found}

    assert of["its entry in the history"].write_units <= 2
    assert of["its row in the feed"].write_units <= 2
    message, (alone, of_three, of_ten) = found[-4], found[-3:]
    # The delivery and the counter of its batch.
    assert [each.write_units for each in (alone, of_three, of_ten)] == [2, 4 / 3, 1.1]
    assert of_three.dollars + message.dollars / 3 <= 2
    assert of_ten.dollars + message.dollars / 10 <= 1.25
    text = of_stream(found, prices())
    assert all(f"| {name} |" in text for name in of)

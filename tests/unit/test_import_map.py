"""Imports as rooms, arrows and circles."""

from pathlib import Path

import pytest

from tools.import_map import circles, import_arrows, import_map


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with a circle of three rooms, of which one lies among the floors."""
    files = {
        "functions/shop/sell.py": "from shared.domain.goods import prices\nimport json\n",
        "shared/__init__.py": "",
        "shared/domain/goods/prices.py": "from shared.domain import money\n",
        "shared/domain/money.py": "def f() -> None:\n    import shared.ports\n",
        "shared/ports.py": "from shared.domain.goods.prices import PRICES\n",
        "shared/adapters/till.py": "from shared.ports import Till\nfrom shared.adapters import drawer\n",
        "shared/adapters/drawer.py": "",
        "tests/test_till.py": "from shared.adapters import till\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_an_arrow_leads_to_each_room_that_is_imported_from(house: Path) -> None:
    assert import_arrows(house) == {
        "functions/shop": {"shared/domain/goods"},
        "shared": set(),
        "shared/adapters": {"shared/ports"},
        "shared/domain": {"shared/ports"},
        "shared/domain/goods": {"shared/domain"},
        "shared/ports": {"shared/domain/goods"},
    }


def test_rooms_that_lead_to_each_other_are_a_circle(house: Path) -> None:
    assert circles(import_arrows(house)) == [["shared/domain", "shared/domain/goods", "shared/ports"]]


def test_the_pictures_have_floors_and_what_is_within_them(house: Path) -> None:
    drawn = import_map(import_arrows(house))

    assert drawn.startswith(
        "6 rooms, 5 arrows. Circles: `shared/domain`, `shared/domain/goods`, `shared/ports`."
    )
    floors, within_domain = drawn.split("Within `shared/domain`:")
    assert (
        '  r0["functions"]\n  r1["shared/adapters"]\n  r2["shared/domain"]\n  r3["shared/ports"]\n' in floors
    )
    assert "r0 --> r2\n  r1 --> r3\n  r2 --> r3\n  r3 --> r2\n```" in floors
    assert '"shared/domain/goods"' in within_domain
    assert within_domain.count("-->") == 1

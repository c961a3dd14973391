from pathlib import Path

from shared.domain.data import reference_data
from tests import reference_data_source


def test_the_tables_are_what_the_libraries_say_today() -> None:
    written = Path(str(reference_data.__file__)).read_text()

    assert written == reference_data_source.module()


def test_currencies_are_the_active_ones_and_not_those_that_were_withdrawn() -> None:
    currencies = reference_data.CURRENCIES.split()

    assert {"EUR", "USD", "CHF", "PLN", "XAF", "VED"} <= set(currencies)
    assert not {"DEM", "HRK", "EEK", "eur"} & set(currencies)


def test_a_language_with_a_two_letter_code_has_only_that() -> None:
    languages = reference_data.LANGUAGES.split()

    assert {"en", "de", "gsw", "yue", "und", "iw"} <= set(languages)
    assert not {"eng", "deu", "ger"} & set(languages)


def test_every_code_stands_in_its_table_once() -> None:
    for table in reference_data_source.tables():
        codes = getattr(reference_data, table).split()
        assert len(codes) == len(set(codes))

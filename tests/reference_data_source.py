"""Writes shared/domain/data/reference_data.py from the libraries that keep the code lists.

After raising pycountry or babel:
`python -m tests.reference_data_source > shared/domain/data/reference_data.py`.
"""

import sys
from importlib.metadata import version
from textwrap import fill

import babel
import babel.core
import pycountry

LINE_LENGTH = 110

HEADER = '''\
"""Codes of currencies, countries and languages. Written by tests/reference_data_source.py, never by hand.

Currencies are the active list of ISO 4217, countries ISO 3166-1 alpha-2 and XK (Kosovo), languages ISO
639-1, 639-3, 639-5 (pycountry {pycountry}) and the two-letter codes that were renamed since; regions
of languages are the countries and those of CLDR (babel {babel}). The two libraries would cost a cold
start 45 ms of CPU.
"""
'''

TABLE = '''
{name} = """
{codes}
"""
'''


def currencies() -> frozenset[str]:
    return frozenset(currency.alpha_3 for currency in pycountry.currencies)


def countries() -> frozenset[str]:
    """The countries of the standard, and Kosovo under the code that post, banks and CLDR give it."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | {"XK"}


def languages() -> frozenset[str]:
    """The registered language subtags: the three-letter code only where there is none of two letters."""
    registered = {getattr(language, "alpha_2", language.alpha_3) for language in pycountry.languages}
    families = {family.alpha_3 for family in pycountry.language_families}
    renamed = {code for code in babel.core.get_global("language_aliases") if len(code) == len("iw")}
    return frozenset(registered | families | renamed)


def language_regions() -> frozenset[str]:
    """The countries, and what else may stand in their place in a tag: `es-419`, `en-001`, `sq-XK`."""
    return countries() | frozenset(babel.Locale("en").territories)


def tables() -> dict[str, frozenset[str]]:
    return {
        "CURRENCIES": currencies(),
        "COUNTRIES": countries(),
        "LANGUAGES": languages(),
        "LANGUAGE_REGIONS": language_regions(),
    }


def module() -> str:
    """The text of shared/domain/data/reference_data.py."""
    header = HEADER.format(pycountry=version("pycountry"), babel=version("babel"))
    return header + "".join(
        TABLE.format(name=name, codes=fill(" ".join(sorted(codes)), LINE_LENGTH))
        for name, codes in tables().items()
    )


if __name__ == "__main__":
    sys.stdout.write(module())

"""Writes shared/domain/data/common_passwords.py from the lists of leaked passwords of Django and zxcvbn.

After raising one: `python -m tests.common_passwords_source > shared/domain/data/common_passwords.py`.
"""

import gzip
import sys
from importlib.metadata import distribution, version
from pathlib import Path
from textwrap import fill

from shared.domain.fields import MIN_PASSWORD_LENGTH

OF_ZXCVBN = 10_000
LINE_LENGTH = 110
_OF_DJANGO = "django/contrib/auth/common-passwords.txt.gz"

MODULE = '''\
"""The most used of the passwords that were really leaked, in lower case, of those that are long enough.

They are the 20,000 of Django {django} and {of_zxcvbn:,} of zxcvbn {zxcvbn}, in order, so that they zip well.
Written by tests/common_passwords_source.py, never by hand. Imported late: only who sets a password needs it.
"""

MOST_USED = """
{passwords}
"""
'''


def most_used() -> list[str]:
    """The words of both lists, each once; those with white space are left out, as nothing separates them."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # 11 MB, which each process of a run would load

    packed = Path(str(distribution("django").locate_file(_OF_DJANGO))).read_bytes()
    of_django = [line for line in gzip.decompress(packed).decode().splitlines() if line.split() == [line]]
    of_zxcvbn = [word for word in FREQUENCY_LISTS["passwords"] if _is_long_enough(word)][:OF_ZXCVBN]
    return sorted({*filter(_is_long_enough, of_django), *of_zxcvbn})


def module() -> str:
    """The text of shared/domain/data/common_passwords.py."""
    passwords = fill(" ".join(most_used()), LINE_LENGTH, break_long_words=False, break_on_hyphens=False)
    versions = {name: version(name) for name in ("django", "zxcvbn")}
    return MODULE.format(of_zxcvbn=OF_ZXCVBN, passwords=passwords, **versions)


def _is_long_enough(word: str) -> bool:
    return len(word) >= MIN_PASSWORD_LENGTH


if __name__ == "__main__":
    sys.stdout.write(module())

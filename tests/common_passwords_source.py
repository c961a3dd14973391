"""Writes shared/domain/data/common_passwords.py from zxcvbn's list of leaked passwords, the most used first.

After raising zxcvbn: `python -m tests.common_passwords_source > shared/domain/data/common_passwords.py`.
"""

import sys
from importlib.metadata import version
from textwrap import fill

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from shared.domain.fields import MIN_PASSWORD_LENGTH

HOW_MANY = 10_000
LINE_LENGTH = 110

MODULE = '''\
"""The {how_many:,} most used passwords of those that are long enough (zxcvbn {zxcvbn}), in lower case.

Written by tests/common_passwords_source.py, never by hand. Imported late: only who sets a password needs it.
"""

MOST_USED = """
{passwords}
"""
'''


def most_used() -> list[str]:
    long_enough = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= MIN_PASSWORD_LENGTH]
    return long_enough[:HOW_MANY]


def module() -> str:
    """The text of shared/domain/data/common_passwords.py."""
    passwords = fill(" ".join(most_used()), LINE_LENGTH, break_long_words=False, break_on_hyphens=False)
    return MODULE.format(how_many=HOW_MANY, zxcvbn=version("zxcvbn"), passwords=passwords)


if __name__ == "__main__":
    sys.stdout.write(module())

"""What messages to customers say, by language.

`{act}` asks to use what the next paragraph is, the link or the code; `{hours}`: how long it works.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

FALLBACK_LANGUAGE = "en"


class MessageKind(StrEnum):
    """What a message is about: a one-time token of the purpose of the same name, or a notice."""

    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - the name of a kind
    OPT_IN = "OPT_IN"
    EMAIL_CHANGE = "EMAIL_CHANGE"
    ACCOUNT_CREATED = "ACCOUNT_CREATED"
    PASSWORD_MIGRATION_REMINDER = "PASSWORD_MIGRATION_REMINDER"  # noqa: S105 - the name of a kind


class Wording(NamedTuple):
    """The subject and the first paragraph of a kind of message."""

    subject: str
    opening: str


class Language(NamedTuple):
    """How messages are worded in one language. `validity` and `otherwise` end those that hold a token.

    `ordinals`: what follows the number of a month's first day, and of any other.
    """

    by_link: str
    by_code: str
    validity: str
    otherwise: str
    months: str
    ordinals: tuple[str, str]
    kinds: Mapping[MessageKind, Wording]

    def day(self, day: date) -> str:
        """The day, as it is written out."""
        ordinal = self.ordinals[day.day > 1]
        return f"{day.day}{ordinal} {self.months.split()[day.month - 1]} {day.year}"


_ENGLISH = Language(
    by_link="open this link",
    by_code="enter this code",
    validity="It is valid for {hours} h.",
    otherwise="If you did not expect this message, ignore it: nothing changes.",
    months="January February March April May June July August September October November December",
    ordinals=("", ""),
    kinds={
        MessageKind.PASSWORD_RESET: Wording(
            "Choose a new password", "To choose a new password for {email}, {act}:"
        ),
        MessageKind.OPT_IN: Wording(
            "Confirm your e-mail address",
            "Thank you for signing up. To be able to log in with {email}, {act}:",
        ),
        MessageKind.EMAIL_CHANGE: Wording(
            "Confirm your new e-mail address", "To log in with {email} from now on, {act}:"
        ),
        MessageKind.ACCOUNT_CREATED: Wording(
            "Your account has been created",
            "Thank you for signing up. Your account {email} has been created.",
        ),
        MessageKind.PASSWORD_MIGRATION_REMINDER: Wording(
            "Log in to keep your password",
            "Your account {email} has moved to a new system. Your password stays if you log in once before "
            "{day}; after that you will be asked to choose a new one.",
        ),
    },
)
_GERMAN = Language(
    by_link="öffnen Sie diesen Link",
    by_code="geben Sie diesen Code ein",
    validity="Er gilt {hours} Std. lang.",
    otherwise="Wenn Sie diese Nachricht nicht erwartet haben, ignorieren Sie sie: nichts ändert sich.",
    months="Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    ordinals=(".", "."),
    kinds={
        MessageKind.PASSWORD_RESET: Wording(
            "Wählen Sie ein neues Passwort", "Um ein neues Passwort für {email} zu wählen, {act}:"
        ),
        MessageKind.OPT_IN: Wording(
            "Bestätigen Sie Ihre E-Mail-Adresse",
            "Vielen Dank für Ihre Anmeldung. Um sich mit {email} einloggen zu können, {act}:",
        ),
        MessageKind.EMAIL_CHANGE: Wording(
            "Bestätigen Sie Ihre neue E-Mail-Adresse", "Um sich künftig mit {email} einzuloggen, {act}:"
        ),
        MessageKind.ACCOUNT_CREATED: Wording(
            "Ihr Konto wurde angelegt",
            "Vielen Dank für Ihre Anmeldung. Ihr Konto {email} wurde angelegt.",
        ),
        MessageKind.PASSWORD_MIGRATION_REMINDER: Wording(
            "Loggen Sie sich ein, um Ihr Passwort zu behalten",
            "Ihr Konto {email} ist in ein neues System umgezogen. Ihr Passwort bleibt, wenn Sie sich vor dem "
            "{day} einmal einloggen; danach werden Sie gebeten, ein neues zu wählen.",
        ),
    },
)
_FRENCH = Language(
    by_link="ouvrez ce lien",
    by_code="saisissez ce code",
    validity="Il est valable {hours} h.",
    otherwise="Si vous n'attendiez pas ce message, ignorez-le : rien ne change.",
    months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ordinals=("er", ""),
    kinds={
        MessageKind.PASSWORD_RESET: Wording(
            "Choisissez un nouveau mot de passe",
            "Pour choisir un nouveau mot de passe pour {email}, {act} :",
        ),
        MessageKind.OPT_IN: Wording(
            "Confirmez votre adresse e-mail",
            "Merci de votre inscription. Pour pouvoir vous connecter avec {email}, {act} :",
        ),
        MessageKind.EMAIL_CHANGE: Wording(
            "Confirmez votre nouvelle adresse e-mail", "Pour vous connecter désormais avec {email}, {act} :"
        ),
        MessageKind.ACCOUNT_CREATED: Wording(
            "Votre compte a été créé",
            "Merci de votre inscription. Votre compte {email} a été créé.",
        ),
        MessageKind.PASSWORD_MIGRATION_REMINDER: Wording(
            "Connectez-vous pour garder votre mot de passe",
            "Votre compte {email} a été transféré vers un nouveau système. Votre mot de passe reste valable "
            "si vous vous connectez une fois avant le {day} ; ensuite, il faudra en choisir un autre.",
        ),
    },
)
LANGUAGES: Mapping[str, Language] = MappingProxyType({"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH})

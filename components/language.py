"""The language of this session: texts, plurals, numbers and dates. German is the source text in the code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, localcontext
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from components import session

LANGUAGES = {"de": "Deutsch", "en": "English"}
LOCALE_FOLDER = Path(__file__).resolve().parents[1] / "locale"
TIME_ZONE = ZoneInfo("Europe/Berlin")

_ISO_DATE = re.compile(r"\b\d{4}-\d\d(-\d\d)?\b")


def current() -> str:
    """The language code of this session, `de` or `en`."""
    return session.language()


def _(text: str, **fills: object) -> str:
    """The text in the language of this session, its blanks filled. A missing translation stays German."""
    translated = text if current() == "de" else _translations(current()).get(text, text)
    return translated.format(**fills) if fills else translated


def plural(one: str, many: str, n: int, **fills: object) -> str:
    """The text for one or for many, with `{n}` and other blanks filled."""
    return _(one if n == 1 else many, n=n, **fills)


def number(value: float, digits: int = 0) -> str:
    """A number with the separators of the language, rounded half up at `digits` decimals."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    with localcontext(rounding=ROUND_HALF_UP):
        return format_decimal(value, format=pattern, locale=_locale())


def day(value: date) -> str:
    """A date such as 12.10.2026; of a moment, the date it has in Germany."""
    if isinstance(value, datetime):
        value = value.astimezone(TIME_ZONE)
    return format_date(value, format="medium", locale=_locale())


def long_day(value: date) -> str:
    """A date with the day of the week such as Montag, 12. Oktober 2026; of a moment, the date it has in Germany."""
    if isinstance(value, datetime):
        value = value.astimezone(TIME_ZONE)
    return format_date(value, format="full", locale=_locale())


def today() -> date:
    """The date it is in Germany."""
    return datetime.now(TIME_ZONE).date()


def now() -> datetime:
    """The moment it is, as clocks in Germany show it."""
    return datetime.now(TIME_ZONE)


def weekday(value: date) -> str:
    """The day of the week such as Montag; of a moment, the one it has in Germany."""
    if isinstance(value, datetime):
        value = value.astimezone(TIME_ZONE)
    return format_date(value, format="EEEE", locale=_locale())


def hour(value: datetime) -> str:
    """A time of day as people say it, such as 9 Uhr or 14:30 Uhr, in German time."""
    shown = value.astimezone(TIME_ZONE)
    if shown.minute:
        return _("{hour}:{minute} Uhr", hour=shown.hour, minute=f"{shown.minute:02}")
    return _("{hour} Uhr", hour=shown.hour)


def moment(value: datetime) -> str:
    """A date with its time of day such as 12.10.2026, 14:32, in German time."""
    return f"{day(value)}, {clock(value)}"


def clock(value: datetime) -> str:
    """A time of day such as 14:32, in German time."""
    return format_time(value.astimezone(TIME_ZONE), format="short", locale=_locale())


def with_dates(text: str) -> str:
    """The text with its ISO dates as people write them: 2019-08-24 becomes 24.08.2019, and 2019-08 August 2019."""
    return _ISO_DATE.sub(lambda found: _written(found[0]), text)


def _written(iso_date: str) -> str:
    if len(iso_date) == len("2019-08-24"):
        return day(date.fromisoformat(iso_date))
    return format_skeleton("yMMMM", date.fromisoformat(f"{iso_date}-01"), locale=_locale())


def _locale() -> str:
    return "en_GB" if current() == "en" else "de_DE"


@cache
def _translations(language: str) -> dict[str, str]:
    """Every German text with its translation; the two forms of a plural stand there as two texts."""
    with (LOCALE_FOLDER / f"{language}.po").open(encoding="utf-8") as file:
        messages: Catalog = read_po(file, locale=language)
    return {
        german: translated
        for message in messages
        for german, translated in zip(_forms(message.id), _forms(message.string or ()), strict=False)
        if german and translated
    }


def _forms(text: str | Iterable[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)

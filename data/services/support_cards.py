"""Cards to print for an emergency and for the family: for everybody, made in memory, nothing is stored or looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

from babel.dates import format_date, format_skeleton

from data.content.support_cards import CardWords, card_words
from data.model.support import LAENDER, ShownService, SupportService
from data.model.support_cards import CardContact, EmergencyCard, FamilyCard, LocalContact
from data.model.support_contacts import SupportContact
from data.services import support
from data.services.documents import plain_name

MOST_LOCAL = 6
"""Lines for people on the spot; one of them always stays free."""
LONGEST_ADDRESS = 60
"""Characters of a web address that somebody may type from paper; of a longer one the host is printed."""
LOCALES = {"de": "de_DE", "en": "en_GB"}
ISO_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def emergency(land: str, today: date, language: str = "de", contacts: Sequence[SupportContact] = ()) -> bytes:
    """The emergency card as PDF/UA-1, one page A4, for a Land or, with an empty one, for all of Germany.

    The first contacts of the commune fill lines that are otherwise left to be written by hand.
    """
    from data.exchange import support_cards  # noqa: PLC0415 - takes as long to import as a page to draw

    return support_cards.emergency(_emergency(land, today, language, contacts))


def family(today: date, language: str = "de") -> bytes:
    """The family card as PDF/UA-1, one page A6, with lines to write on by hand."""
    from data.exchange import support_cards  # noqa: PLC0415

    return support_cards.family(_family(today, language))


def emergency_file(land: str, today: date, language: str = "de") -> str:
    """A name that every system takes, such as `notfallkarte-baden-wuerttemberg-2026-11-23.pdf`."""
    return _file_name(card_words(language).file_emergency, _known(land), today)


def family_file(today: date, language: str = "de") -> str:
    """A name that every system takes, such as `familienkarte-2026-11-23.pdf`."""
    return _file_name(card_words(language).file_family, "", today)


def _emergency(land: str, today: date, language: str, contacts: Sequence[SupportContact]) -> EmergencyCard:
    words, chosen = card_words(language), _known(land)
    danger, *others = support.card(chosen, datetime.combine(today, time(12), UTC), language)
    return EmergencyCard(
        language="en" if language == "en" else "de",
        title=words.title,
        subtitle=words.subtitle,
        land=chosen or words.nationwide,
        danger=CardContact(words.danger.title, words.danger.text, danger.phone.number if danger.phone else ""),
        headings=words.headings,
        steps=words.steps,
        afterwards=words.afterwards,
        contacts=tuple(_contact(each, words, language) for each in others),
        local=tuple(_local(words, contacts)),
        foot=(
            " ".join((words.as_made.format(day=_day(today, language)) + ".", words.check, words.no_advice)),
            words.sources.format(hosts=", ".join(_hosts((danger, *others)))),
        ),
        made_on=today,
    )


def _family(today: date, language: str) -> FamilyCard:
    words = card_words(language)
    danger = support.card("", datetime.combine(today, time(12), UTC), language)[0]
    return FamilyCard(
        language="en" if language == "en" else "de",
        title=words.family_title,
        subtitle=words.family_subtitle,
        danger=CardContact(
            words.family_danger.title, words.family_danger.text, danger.phone.number if danger.phone else ""
        ),
        blanks=words.family_blanks,
        rules_heading=words.rules_heading,
        rules=words.rules,
        foot=(f"{words.as_made.format(day=_day(today, language))}. {words.family_sources}. {words.no_advice}",),
        made_on=today,
    )


def _contact(shown: ShownService, words: CardWords, language: str) -> CardContact:
    """A service as paper can tell it: nothing to click, so where there is no number, the address is printed."""
    service = shown.service
    name, _dash, long_name = service.name.partition(" – ")
    details = [service.hours] if service.hours else []
    if shown.phone is None and service.note:
        details.append(service.note)
    elif shown.phone is not None and shown.phone.to_verify_as_of is not None:
        day = _written(shown.phone.to_verify_as_of, language)
        details.extend([words.as_of.format(day=day)] if day else [words.as_of_unknown, service.note])
    return CardContact(
        name=name,
        purpose=words.purposes.get(service.key) or _gist(service.offer) or long_name,
        number=shown.phone.number if shown.phone else "",
        details=tuple(filter(None, details)),
        address=service.email or ("" if shown.phone else _address(service)),
        link=f"mailto:{service.email}" if service.email else ("" if shown.phone else service.web),
    )


def _gist(offer: str) -> str:
    """The first thing that a service says of itself."""
    return re.split(r"[;.](?:\s|$)", offer, maxsplit=1)[0]


def _address(service: SupportService) -> str:
    parts = urlsplit(service.web)
    host = parts.netloc.removeprefix("www.")
    whole = f"{host}{parts.path}".rstrip("/")
    return whole if len(whole) <= LONGEST_ADDRESS and not parts.query else host


def _local(words: CardWords, contacts: Sequence[SupportContact]) -> Iterator[LocalContact]:
    """Whom the commune named, in its order, then lines to fill in: the last of them always stays."""
    named = contacts[: MOST_LOCAL - 1]
    for each in named:
        yield LocalContact(each.function, each.name, each.phone or _typed_by_hand(each.mail))
    functions = " ".join(each.function.casefold() for each in named)
    open_ones = [blank for blank in words.local if not any(word in functions for word in blank.unless)]
    for blank in open_ones[max(0, len(open_ones) - (MOST_LOCAL - len(named))) :]:
        yield LocalContact(blank.label)


def _typed_by_hand(mail: str) -> str:
    """An address that is short enough to be read from paper; otherwise nothing, and a number is written by hand."""
    return mail if len(mail) <= LONGEST_ADDRESS else ""


def _hosts(shown: Sequence[ShownService]) -> list[str]:
    """Where the statements come from, each host once."""
    found = [urlsplit(each.service.source).netloc.removeprefix("www.").rstrip(".") for each in shown]
    return list(dict.fromkeys(host for host in found if host))


def _written(source_date: str, language: str) -> str:
    """A date of a source as people write it; empty for none."""
    found = ISO_DATE.search(source_date)
    if found is None:
        return ""
    year, month, day = found.groups()
    if day is None:
        return format_skeleton("yMMMM", date(int(year), int(month), 1), locale=LOCALES[language])
    return _day(date(int(year), int(month), int(day)), language)


def _day(day: date, language: str) -> str:
    return format_date(day, format="medium", locale=LOCALES[language])


def _known(land: str) -> str:
    return land if land in LAENDER else ""


def _file_name(kind: str, land: str, today: date) -> str:
    parts = (kind, plain_name(land), today.isoformat())
    return f"{'-'.join(part for part in parts if part)}.pdf"

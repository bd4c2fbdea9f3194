"""What is shipped against hostility: addresses, numbers, dates, both languages, nothing that must not be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from conftest import ROOT

from data.content import support, support_finding, support_guidance, support_law
from data.content.catalogues import catalogue
from data.model.support import (
    LAENDER,
    NATIONWIDE,
    Advice,
    Channel,
    Concerned,
    Confidence,
    Situation,
    Source,
)
from data.model.support_guidance import FigureSpan
from data.model.support_law import ComplaintNeed
from data.rules.support_display import dialled

FOLDER = ROOT / "data" / "content" / "support"
LANGUAGES = ("de", "en")
TODAY = date(2026, 11, 23)
NEVER = {
    "04213623887": "Bremen, a press release of 2000",
    "06113539977": "HessenGegenHetze, replaced",
    "030185551865": "Federal Anti-Discrimination Agency, 2006",
    "022147748648": "press office of the ZAC NRW",
    "08000116016": "old number of the Hilfetelefon",
}
CLOSED = ("hassmelden.de", "hessengegenhetze.de", "hate.melden@")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
SERVICE_DATE = re.compile(r"(unknown|(ca\. )?\d{4}(-\d\d(-\d\d)?)?)( \([^)]+\))?")
NUMBER = re.compile(r"1\d\d|116 \d{3}|0[1-9]\d{1,4} [\d -]+")
MAIL = re.compile(r"[\w.-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
OF_OTHERS = {"cards.yaml"}  # the words of the printed cards have tests of their own
GENDER_SIGNS = re.compile(r"[a-zäöüß][*:_]in(nen)?\b|[a-zäöüß]In(nen)?\b")
PROPER_NAMES = ("Medienmacher*innen",)


def texts(value: Any) -> Iterator[str]:
    """Every text inside of what is read."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from texts(each)


def read(language: str) -> tuple[Any, ...]:
    """Everything that a page may show."""
    return (
        support.services(language),
        support.lands(language),
        support_finding.steps(language),
        support_finding.question_texts(language),
        support_guidance.guidance(language),
        support_guidance.preparedness(language),
        support_guidance.figures(language),
        support_law.law(language),
    )


def objects(value: Any, of: type) -> Iterator[Any]:
    if isinstance(value, of):
        yield value
    if is_dataclass(value):
        for each in fields(value):
            yield from objects(getattr(value, each.name), of)
    elif isinstance(value, dict):
        for each in value.values():
            yield from objects(each, of)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from objects(each, of)


def is_good_link(address: str) -> bool:
    parts = urlsplit(address)
    host = parts.netloc
    return parts.scheme == "https" and "." in host.strip(".") and host == host.strip(".") and " " not in address


# --- services --------------------------------------------------------------------------------------------------------


def test_every_link_is_https_with_a_host_and_no_preview_of_a_site() -> None:
    for service in support.services():
        for address in (service.web, service.source, *service.further_sources):
            assert not address or is_good_link(address), address
            assert "staging" not in address and "stage." not in address
    for source in objects(read("de"), Source):
        assert not source.address or is_good_link(source.address), source
    assert all(is_good_link(land.overview) for land in support.lands())


def test_no_address_is_the_page_of_a_private_person() -> None:
    shown = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.iterdir())
    for private in ("adrian-hector", "stefankaemmerling", "typefully", "ksb-health-coaching", "tichyseinblick"):
        assert private not in shown


def test_every_number_has_the_form_of_a_german_number_and_dials_its_digits() -> None:
    numbers = [number for each in support.services() for number in (each.phone, *each.further_phones) if number]
    assert len(numbers) == 19  # 17 services with a number, the TelefonSeelsorge with two more
    for number in numbers:
        assert NUMBER.fullmatch(number), number
        assert 3 <= len(dialled(number)) <= 12


def test_what_is_known_to_be_stale_or_closed_is_nowhere() -> None:
    shipped = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.iterdir())
    digits = dialled(shipped)
    assert [why for number, why in NEVER.items() if dialled(number) in digits] == []
    assert [name for name in CLOSED if name in shipped.casefold()] == []


def test_every_mail_address_has_the_form_of_one_and_none_is_unsure() -> None:
    for service in support.services():
        assert not service.email or MAIL.fullmatch(service.email), service.email
        assert not (service.email and service.confidence is Confidence.LOW)


def test_every_source_has_a_date_or_says_that_it_has_none_and_none_lies_ahead() -> None:
    for service in support.services():
        assert SERVICE_DATE.fullmatch(service.source_date), service.source_date
        assert all(year <= str(TODAY.year) for year in re.findall(r"\d{4}", service.source_date))
    for source in objects(read("de"), Source):
        assert source.dated == "unknown" or DATE.fullmatch(source.dated), source
        assert source.dated == "unknown" or source.dated <= TODAY.isoformat()


def test_no_check_by_a_person_is_invented() -> None:
    assert [each.key for each in support.services() if each.checked_on is not None] == []
    assert [each.key for each in support_law.law() if each.check.checked_on is not None] == []


def test_no_note_for_whoever_publishes_is_left_in_what_people_read() -> None:
    for text in texts(read("de")):
        assert "vor Veröffentlichung" not in text and "vor Anzeige" not in text


def test_keys_are_unique_also_between_services_and_law_so_that_a_check_names_one_thing() -> None:
    keys = [each.key for each in (*support.services(), *support_law.law())]
    assert len(set(keys)) == len(keys) == 70 + 46


def test_hours_for_people_and_for_the_clock_are_told_together() -> None:
    for service in support.services():
        assert bool(service.hours) == bool(service.openings) or service.key == "bnetza_dsc", service.key
        by_clock = any(opening.always for opening in service.openings if opening.channel is Channel.PHONE)
        assert by_clock == (service.hours in ("rund um die Uhr", "jederzeit")), service.key
        for opening in service.openings:
            assert opening.always != bool(opening.spans)
            assert all(span.begins < span.ends for span in opening.spans)


def test_every_service_says_what_it_is_for_whom_and_when() -> None:
    for service in support.services():
        assert service.kinds and service.situations and service.concerned, service.key
        assert service.scope == NATIONWIDE or service.scope in LAENDER
        assert service.phone or service.email or service.web or service.note, service.key


def test_every_land_has_a_contact_of_its_own_that_can_be_reached_or_says_how() -> None:
    assert [land.name for land in support.lands()] == list(LAENDER)
    for land in support.lands():
        contact = support.service(land.contact)
        assert contact.scope == land.name
        assert contact.confidence is not Confidence.LOW
        assert contact.phone or contact.email or contact.web or contact.note


# --- languages -------------------------------------------------------------------------------------------------------


def test_english_is_there_wherever_german_is() -> None:
    for german, english in zip(support.services("de"), support.services("en"), strict=True):
        assert german.key == english.key
        for name in ("offer", "audience", "hours", "anonymous", "note"):
            of_german, of_english = getattr(german, name), getattr(english, name)
            assert bool(of_german) == bool(of_english), (german.key, name)
            assert not of_german or of_german != of_english, (german.key, name)
    for german, english in zip(support_law.law("de"), support_law.law("en"), strict=True):
        assert german.covers != english.covers and german.title != english.title
        assert bool(german.penalty) == bool(english.penalty)


def pairs(value: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text with its translations in a YAML file."""
    if isinstance(value, dict):
        if "de" in value:
            yield place, value
        else:
            for key, each in value.items():
                yield from pairs(each, f"{place}/{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from pairs(each, f"{place}/{number}")


@pytest.mark.parametrize(
    "path", [each for each in sorted(FOLDER.glob("*.yaml")) if each.name not in OF_OTHERS], ids=lambda path: path.name
)
def test_every_text_of_a_file_has_both_languages(path: Path) -> None:
    found = list(pairs(yaml.safe_load(path.read_text(encoding="utf-8")), path.name))
    assert found
    for place, text in found:
        assert set(text) == set(LANGUAGES), place
        assert all(isinstance(each, str) and each.strip() == each and each for each in text.values()), place


def test_german_is_neutral_and_polite_without_signs() -> None:
    for text in texts(read("de")):
        plain = text
        for name in PROPER_NAMES:
            plain = plain.replace(name, "")
        if not plain.startswith("https://"):
            assert not GENDER_SIGNS.search(plain), text
        assert not re.search(r"\b(du|dein|deine|dir|dich)\b", plain), text


# --- advice ----------------------------------------------------------------------------------------------------------


def test_every_advice_has_a_source_or_says_that_it_needs_to_be_confirmed() -> None:
    guidance = support_guidance.guidance()
    of_guidance = [guidance.evidence, guidance.family, guidance.accounts, guidance.communication, guidance.bystanders]
    sections = [*guidance.phases, *of_guidance, guidance.self_care]
    advice = [*support_finding.steps().values(), *(point for section in sections for point in section.points)]
    assert all(isinstance(each, Advice) and (each.sources or each.to_confirm) for each in advice)
    assert all(point.sources or point.to_confirm for point in support_guidance.preparedness())
    assert [each.key for each in guidance.evidence.points if each.to_confirm] == ["order", "mail", "on_site"]


def test_the_table_of_finding_help_names_what_there_is_and_all_of_it() -> None:
    table, steps = support_finding.table(), support_finding.steps()
    assert list(table.situations) == list(Situation)
    assert list(table.concerned) == list(Concerned)
    rows = [*table.situations.values(), *table.concerned.values()]
    used = {key for row in rows for key in row.steps} - {"concerned"}
    assert used == set(steps)
    contacts = {key for row in rows for key in row.contacts if not key.startswith("land:")} - {"concerned"}
    known = {service.key for service in support.services() if service.scope == NATIONWIDE}
    assert contacts | set(table.always_there) <= known
    assert set(table.reasons) <= known | set(steps)
    for situation in table.situations.values():
        assert situation.steps.count("concerned") == situation.contacts.count("concerned") == 1


def test_the_words_of_the_questions_are_those_of_the_table() -> None:
    for language in LANGUAGES:
        words = support_finding.question_texts(language)
        assert [choice.value for choice in words.situations] == list(Situation)
        assert [choice.value for choice in words.concerned] == list(Concerned)
        assert all(choice.title and choice.hint for choice in words.situations)


def test_the_peer_consultation_takes_sixty_minutes_in_six_steps() -> None:
    recipe = support_guidance.guidance().peers
    assert [step.minutes for step in recipe.steps] == [10, 10, 15, 10, 10, 5]
    assert recipe.minutes == 60
    assert len(recipe.rules) >= 3


def test_the_phases_are_four_and_short_enough_to_be_read_under_stress() -> None:
    phases = support_guidance.guidance().phases
    assert [len(phase.points) for phase in phases] == [6, 6, 6, 5]
    assert max(len(point.text) for phase in phases for point in phase.points) <= 160
    assert max(len(step.title) for step in support_finding.steps().values()) <= 45


# --- preparedness ----------------------------------------------------------------------------------------------------


def test_the_check_has_twelve_points_that_lead_to_questions_of_the_catalogue() -> None:
    points = support_guidance.preparedness()
    assert len(points) == len({point.key for point in points}) == 12
    places = catalogue("2021-07").places
    known_criteria = {criterion.key for field in catalogue("2021-07").fields for criterion in field.criteria}
    for point in points:
        assert point.criterion in known_criteria
        assert all(places[question].criterion.key == point.criterion for question in point.questions)
    linked = {question for point in points for question in point.questions}
    assert {"KK-12", "KK-13", "KK-14", "KK-15"} <= linked


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_becomes_a_measure_fits_into_one(language: str) -> None:
    for point in support_guidance.preparedness(language):
        assert len(point.measure) <= 120
        assert len(point.first_step) <= 200  # the longest step of a measure


# --- figures and law -------------------------------------------------------------------------------------------------


def test_every_figure_tells_when_how_and_of_how_many_or_that_nobody_tells() -> None:
    figures = support_guidance.figures()
    assert len({figure.key for figure in figures}) == len(figures) == 12
    for figure in figures:
        assert figure.value and figure.says and figure.period and figure.method and figure.caution and figure.sources
        assert DATE.fullmatch(figure.published)
    asked = {figure.key: figure.asked for figure in figures if figure.asked}
    assert asked["koerber_ever"] == 1641 and asked["kommunal_ever"] == 1611 and asked["komo_waves"] == 2055


def test_figures_of_a_whole_career_and_of_six_months_never_count_as_the_same_span() -> None:
    spans = {figure.key: figure.span for figure in support_guidance.figures()}
    assert spans["koerber_ever"] is spans["kommunal_ever"] is FigureSpan.EVER
    assert spans["komo_waves"] is FigureSpan.SIX_MONTHS
    assert spans["bka_cases"] is FigureSpan.CALENDAR_YEAR


def test_the_table_of_the_strafantrag_is_the_one_that_was_read() -> None:
    rows = {need: {entry.key for entry in support_law.law() if entry.complaint is need} for need in ComplaintNeed}
    assert rows[ComplaintNeed.ALWAYS] == {
        "stgb_185",
        "stgb_186",
        "stgb_187",
        "stgb_123",
        "stgb_201",
        "kunsturhg_22",
    }
    # § 238 stands here and not among those that need none: the source was not sure, and a Strafantrag costs nothing.
    assert rows[ComplaintNeed.OR_PUBLIC_INTEREST] == {
        "stgb_188",
        "stgb_192a",
        "stgb_223",
        "stgb_303",
        "stgb_201a",
        "stgb_202a",
        "stgb_238",
    }
    assert rows[ComplaintNeed.DEPENDS] == {"stgb_241"}
    assert rows[ComplaintNeed.NOT_NEEDED] == {
        "stgb_126",
        "stgb_126a",
        "stgb_130",
        "stgb_111",
        "stgb_140",
        "stgb_86a",
        "stgb_240",
        "stgb_113",
    }
    assert [entry.key for entry in support_law.law() if entry.to_confirm] == ["stgb_238"]


def test_every_rule_of_a_federal_statute_says_as_of_when_its_text_was_read() -> None:
    without = {entry.key for entry in support_law.law() if entry.text_as_of is None}
    assert without == {"dsa_16", "dsa_22", "dsgvo_10", "sgb7_2", "landesrecht_rechtsschutz"}
    for entry in support_law.law():
        assert entry.text_as_of is None or date(2022, 1, 1) <= entry.text_as_of <= datetime.now(UTC).date()
        if "gesetze-im-internet.de" in entry.source.address and entry.key != "sgb7_2":
            assert entry.text_as_of is not None


def test_ranges_of_penalties_stand_apart_from_what_a_rule_covers() -> None:
    for language in LANGUAGES:
        for entry in support_law.law(language):
            assert not re.search(r"\d+ (Jahre?|Monate|years?|months)\b", entry.covers), entry.key
    offences = [entry for entry in support_law.law() if entry.complaint is not ComplaintNeed.NO_OFFENCE]
    assert {entry.key for entry in offences if not entry.penalty} == {"stgb_113", "kunsturhg_22"}


def test_what_is_not_law_is_not_promised() -> None:
    law = {entry.key: entry.covers for entry in support_law.law()}
    assert "zwei Jahre" in law["bmg_51"] and "nicht Gesetz" in law["bmg_51"]
    assert "ein Inkrafttreten wurde nicht gefunden" in law["stgb_105"]

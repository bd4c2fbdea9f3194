"""The cards to print: for every Land, with exactly the numbers that may be shown, without database and sign-in."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pdfplumber
import pytest

from data.model.support import LAENDER
from data.model.support_contacts import SupportContact
from data.services import support, support_cards

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NUMBER = re.compile(r"(?<![\d.–:])\+?\d[\d \-]{4,}\d")
OWN = (
    SupportContact("Ansprechperson für Bedrohungslagen", "Frau Beispiel", "030 23125 101", id=1, place=1),
    SupportContact("Ordnungsamt", "", "", "ordnung@musterstadt.example", id=2, place=2),
)


def text_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        (page,) = pdf.pages
        return page.extract_text() or ""


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("land", ["", *LAENDER])
def test_every_land_has_one_page_with_exactly_the_numbers_that_may_be_shown(land: str, language: str) -> None:
    text = text_of(support_cards.emergency(land, TODAY, language))
    allowed = {each.phone.number for each in support.card(land, NOW, language) if each.phone}
    assert all(without_blanks(number) in without_blanks(text) for number in allowed)
    dates = re.compile(r"\d\d\.\d\d\.\d{4}|\d{1,2} \w{3} \d{4}")
    told = {found.strip() for found in NUMBER.findall(dates.sub("", text))}
    assert {without_blanks(number) for number in told} <= {without_blanks(number) for number in allowed}
    assert land in text


def test_a_number_that_is_not_sure_says_of_when_it_is_and_asks_to_be_checked() -> None:
    # Confidence medium: the number of Baden-Württemberg dates from 2019-07-19; that of Niedersachsen has no date.
    assert "Nummer: Stand 19.07.2019, bitte prüfen" in text_of(support_cards.emergency("Baden-Württemberg", TODAY))
    assert "Number as of 19 Jul 2019, please check" in text_of(
        support_cards.emergency("Baden-Württemberg", TODAY, "en")
    )
    undated = text_of(support_cards.emergency("Niedersachsen", TODAY))
    assert "Nummer: ohne Datum, bitte prüfen" in undated
    assert without_blanks("Vermittlung der Staatsanwaltschaft") in without_blanks(undated)


@pytest.mark.parametrize(
    ("land", "way"),
    [
        ("Hamburg", "hatespeech@sta.justiz.hamburg.de"),
        ("Brandenburg", "hass-melden.brandenburg.de"),
        ("Berlin", "bitte bei der eigenen Verwaltung"),
        ("Thüringen", "bitte über das Landratsamt"),
    ],
)
def test_a_land_without_a_public_number_says_how_to_get_there_instead(land: str, way: str) -> None:
    assert without_blanks(way) in without_blanks(text_of(support_cards.emergency(land, TODAY)))


def test_the_card_says_when_it_was_made_from_what_and_that_it_is_no_legal_advice() -> None:
    text = text_of(support_cards.emergency("Bayern", TODAY))
    assert "Stand: 23.11.2026." in text
    assert "Quellen: stark-im-amt.de, bmi.bund.de" in text
    assert "Keine Rechtsberatung." in text
    assert "As of 23 Nov 2026." in text_of(support_cards.emergency("Bayern", TODAY, "en"))


def test_whom_the_commune_named_fills_lines_and_free_lines_stay_for_the_others() -> None:
    text = text_of(support_cards.emergency("Bayern", TODAY, "de", OWN)).partition("Vor Ort")[2]
    assert "Frau Beispiel 030 23125 101" in text
    assert "ordnung@musterstadt.example" in without_blanks(text)
    assert "Ansprechperson im Rathaus" not in text  # somebody is named for it
    for blank in ("Vertretung", "Polizeirevier", "Hausmeister, Sicherheit", "Vertrauensperson"):
        assert blank in text


def test_five_are_named_at_most_and_one_line_always_stays_free() -> None:
    many = tuple(SupportContact(f"Stelle Nr. {number}", phone="110", id=number) for number in range(1, 9))
    text = text_of(support_cards.emergency("", TODAY, "de", many))
    assert [name for name in ("Nr. 1", "Nr. 5", "Nr. 6") if name in text] == ["Nr. 1", "Nr. 5"]
    assert "Vertrauensperson" in text
    assert "Polizeirevier" not in text


def test_the_family_card_asks_and_rules_in_both_languages_and_names_one_number() -> None:
    german, english = text_of(support_cards.family(TODAY)), text_of(support_cards.family(TODAY, "en"))
    for words in ("Wen rufen wir an?", "Kennwort der Familie", "Abholung nur durch", "Tür nur nach Blick öffnen."):
        assert words in german
    for words in (
        "Whom do we call?",
        "Password of the family",
        "picked up only by",
        "Open the door only after a look.",
    ):
        assert words in english
    assert "110" in german
    assert NUMBER.findall(re.sub(r"\d\d\.\d\d\.\d{4}", "", german)) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_letters_can_be_read_at_arms_length(language: str) -> None:
    # 10 points on a wall card, 9 on a card in the hand; small print below is 0.74 of it.
    for land in ("", *LAENDER):
        assert most_used_size(support_cards.emergency(land, TODAY, language)) >= 10
    assert most_used_size(support_cards.family(TODAY, language)) >= 9


def most_used_size(data: bytes) -> float:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        sizes = [round(sign["size"], 1) for sign in pdf.pages[0].chars]
    return max(set(sizes), key=sizes.count)


def test_file_names_say_what_they_are_on_every_system() -> None:
    assert support_cards.emergency_file("Baden-Württemberg", TODAY) == "notfallkarte-baden-wuerttemberg-2026-11-23.pdf"
    assert support_cards.emergency_file("", TODAY, "en") == "emergency-card-2026-11-23.pdf"
    assert support_cards.family_file(TODAY) == "familienkarte-2026-11-23.pdf"


def test_a_land_that_does_not_exist_is_none() -> None:
    assert support_cards.emergency("../../etc/passwd", TODAY) == support_cards.emergency("", TODAY)
    assert support_cards.emergency_file("../../etc/passwd", TODAY) == "notfallkarte-2026-11-23.pdf"


def test_the_cards_come_without_a_database_and_leave_nothing_behind(
    settings: pytest.MonkeyPatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.setenv("KOMPASS_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    monkeypatch.chdir(tmp_path)
    assert support_cards.emergency("Bayern", TODAY, "de", OWN).startswith(b"%PDF")
    assert support_cards.family(TODAY).startswith(b"%PDF")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

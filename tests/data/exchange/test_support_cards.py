"""The printed cards: one page each, readable aloud, black on white, whatever somebody typed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.exchange import support_cards
from data.model.support_cards import (
    CardContact,
    CardHeadings,
    CardPoint,
    EmergencyCard,
    FamilyBlank,
    FamilyCard,
    LocalContact,
)

DANGER = CardContact("Gefahr jetzt?", "Sagen Sie: Wo sind Sie?", "110")
CARD = EmergencyCard(
    language="de",
    title="Notfallkarte",
    subtitle="Bei Drohung",
    land="Bayern",
    danger=DANGER,
    headings=CardHeadings("Zuerst", "Hilfe", ("Stelle", "Nummer"), "Vor Ort", ("Wer", "Name", "Telefon")),
    steps=(CardPoint("In Sicherheit gehen.", "Zu anderen."), CardPoint("Aufschreiben.", "Uhrzeit.")),
    afterwards=CardPoint("Danach:", "Anzeige."),
    contacts=(
        CardContact("Stelle A", "Rat", "0800 300 99 44", ("Mo–Fr 9–16 Uhr",)),
        CardContact("Stelle B", "ohne Nummer", "", (), "stelle-b.example", "https://stelle-b.example/seite"),
    ),
    local=(LocalContact("Ansprechperson", "Frau Beispiel", "030 23125 001"), LocalContact("Polizeirevier")),
    foot=("Stand: 23.11.2026. Keine Rechtsberatung.", "Quellen: a.example"),
    made_on=date(2026, 11, 23),
)
FAMILY = FamilyCard(
    language="de",
    title="Unsere Familienkarte",
    subtitle="Für zu Hause",
    danger=replace(DANGER, name="Bei Gefahr"),
    blanks=(FamilyBlank("Wen rufen wir an?", 2), FamilyBlank("Kennwort", 1)),
    rules_heading="So machen wir es",
    rules=("Tür nur nach Blick öffnen.", "Keine Fotos mit Ort posten."),
    foot=("Stand: 23.11.2026",),
    made_on=date(2026, 11, 23),
)
typed = st.text(max_size=80)


def opened(data: bytes) -> pdfplumber.PDF:
    return pdfplumber.open(io.BytesIO(data))


def kinds(data: bytes) -> list[str]:
    def walk(nodes: list[dict[str, Any]]) -> Iterator[str]:
        for node in nodes:
            yield node["type"]
            yield from walk(node.get("children", []))

    return list(walk(opened(data).structure_tree))


def test_a_reader_hears_headings_steps_and_tables_and_the_file_says_what_it_is() -> None:
    made = support_cards.emergency(CARD)
    counted = kinds(made)
    # Three headings, two steps, two tables with 2 and 3 heads. Of 2 · 2 and 2 · 3 cells, 3 hold no words.
    assert [kind for kind in counted if re.fullmatch("H[1-6]", kind)] == ["H1"] * 3
    assert counted.count("LI") == 2
    assert (counted.count("Table"), counted.count("TH"), counted.count("TD")) == (2, 5, 7)
    pdf = opened(made)
    assert b"pdfuaid:part" in made
    assert pdf.metadata["Title"] == "Notfallkarte Bayern"
    assert pdf.doc.catalog["Lang"] == b"de-DE"
    assert opened(support_cards.emergency(replace(CARD, language="en"))).doc.catalog["Lang"] == b"en-GB"


def test_the_number_in_danger_is_by_far_the_largest_thing_on_the_page() -> None:
    page = opened(support_cards.emergency(CARD)).pages[0]
    largest = sorted({round(sign["size"]) for sign in page.chars}, reverse=True)
    assert {sign["text"] for sign in page.chars if round(sign["size"]) == largest[0]} == {"1", "0"}
    assert largest[0] >= 40
    assert largest[-1] >= 9


def test_what_is_not_known_is_a_line_to_write_on_and_an_address_is_a_link() -> None:
    page = opened(support_cards.emergency(CARD)).pages[0]
    assert [link["uri"] for link in page.hyperlinks] == ["https://stelle-b.example/seite"]
    last_row = next(word for word in page.extract_words() if word["text"] == "Polizeirevier")
    row_above = next(word for word in page.extract_words() if word["text"] == "Beispiel")
    # 8 mm are 22.7 points.
    assert last_row["bottom"] - row_above["bottom"] >= 22.7


def test_both_cards_are_black_and_grey_on_white() -> None:
    for data in (support_cards.emergency(CARD), support_cards.family(FAMILY)):
        page = opened(data).pages[0]
        colours = {
            tuple(shape[side]) if isinstance(shape[side], list | tuple) else (shape[side],)
            for shape in [*page.chars, *page.lines, *page.rects, *page.curves]
            for side in ("stroking_color", "non_stroking_color")
            if shape.get(side) is not None
        }
        assert all(len(set(colour)) == 1 and colour[0] < 0.3 for colour in colours)


def test_the_family_card_is_as_small_as_a_postcard_and_can_be_written_on() -> None:
    made = support_cards.family(FAMILY)
    (page,) = opened(made).pages
    # A6 is 105 by 148 mm; a point is 25.4 / 72 mm.
    assert (round(page.width * 25.4 / 72), round(page.height * 25.4 / 72)) == (105, 148)
    assert kinds(made).count("LI") == 2
    ruled = sorted(line["top"] for line in [*page.lines, *page.rects] if line["width"] > 200)
    assert len([top for top in ruled if 100 < top < 300]) >= 3


@given(
    st.builds(
        EmergencyCard,
        language=st.sampled_from(["de", "en"]),
        title=st.just("Karte"),
        subtitle=typed,
        land=typed,
        danger=st.builds(CardContact, typed, typed, typed),
        headings=st.just(CARD.headings),
        steps=st.lists(st.builds(CardPoint, typed, typed), max_size=5).map(tuple),
        afterwards=st.builds(CardPoint, typed, typed),
        contacts=st.lists(st.builds(CardContact, typed, typed, typed), max_size=7).map(tuple),
        local=st.lists(st.builds(LocalContact, typed, typed, typed), max_size=6).map(tuple),
        foot=st.lists(typed, max_size=2).map(tuple),
        made_on=st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    )
)
@settings(max_examples=40, deadline=None)
def test_any_words_give_one_page_that_is_read_aloud(card: EmergencyCard) -> None:
    # The typesetter refuses what is no PDF/UA-1.
    assert len(opened(support_cards.emergency(card)).pages) == 1


def test_the_fullest_card_is_still_one_page_that_can_be_read() -> None:
    full = LocalContact(
        "Ansprechperson für Bedrohungslagen im Rathaus und in den Ortsteilen, Raum 1", "Dr. " * 20, "0" * 30
    )
    contact = CardContact("Zentrale Stelle " * 4, "Beratung und Begleitung " * 5, "0800 300 99 44", ("Mo–Fr " * 12,))
    (page,) = opened(support_cards.emergency(replace(CARD, contacts=(contact,) * 6, local=(full,) * 6))).pages
    assert min(sign["size"] for sign in page.chars) >= 4.5
    assert max(sign["bottom"] for sign in page.chars) <= page.height
    assert "Quellen" in page.extract_text()


def test_the_same_card_gives_the_same_bytes_and_another_day_gives_others() -> None:
    assert support_cards.emergency(CARD) == support_cards.emergency(CARD)
    assert support_cards.family(FAMILY) != support_cards.family(replace(FAMILY, made_on=date(2026, 11, 24)))


@pytest.mark.parametrize("sign", ["👩‍👩‍👧", "\u202e", "中文", "☁ӝ"])
def test_signs_that_no_font_shows_are_no_reason_to_have_no_card(sign: str) -> None:
    shown = opened(support_cards.emergency(replace(CARD, local=(LocalContact("Pforte", sign, "110"),)))).pages[0]
    assert "Pforte" in shown.extract_text()

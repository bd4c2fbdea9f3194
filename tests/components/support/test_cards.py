"""The cards to print on the page: two cards in two languages, for everybody; names only where somebody chose so."""

from __future__ import annotations

import io
from typing import Any

import pdfplumber
import pytest
from streamlit.testing.v1 import AppTest

from data.model.support_contacts import SupportContact

OWN = (SupportContact("Pforte", "Frau Beispiel", "030 23125 101", id=1, place=1),)


def drawn(contacts: object) -> None:
    from datetime import date

    from components.support import cards
    from data.services import support, support_cards

    cards.shown(support_cards, support.lands(), date(2026, 11, 23), contacts)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What every download button was given, by its key."""
    import streamlit as st

    buttons: dict[str, dict[str, Any]] = {}

    def download_button(_label: str, data: Any, **options: Any) -> bool:
        buttons[options["key"]] = {**options, "data": data}
        return False

    monkeypatch.setattr(st, "download_button", download_button)
    return buttons


def page(land: str = "", contacts: tuple[SupportContact, ...] = ()) -> AppTest:
    tab = AppTest.from_function(drawn, kwargs={"contacts": contacts}).run()
    if land:
        tab.selectbox(key="card_land").select(land).run()
    assert not tab.exception
    return tab


def text_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return pdf.pages[0].extract_text() or ""


def test_both_cards_come_in_both_languages_with_names_that_say_what_they_are(made: dict[str, dict[str, Any]]) -> None:
    page("Bayern")
    assert {key: each["file_name"] for key, each in made.items()} == {
        "card_emergency_de": "notfallkarte-bayern-2026-11-23.pdf",
        "card_emergency_en": "emergency-card-bayern-2026-11-23.pdf",
        "card_family_de": "familienkarte-2026-11-23.pdf",
        "card_family_en": "family-card-2026-11-23.pdf",
    }
    first_words = {key: text_of(each["data"]()).split("\n")[0] for key, each in made.items()}
    assert first_words == {
        "card_emergency_de": "Notfallkarte",
        "card_emergency_en": "Emergency card",
        "card_family_de": "Unsere Familienkarte",
        "card_family_en": "Our family card",
    }


def test_without_a_choice_of_a_land_the_card_is_for_all_of_germany(made: dict[str, dict[str, Any]]) -> None:
    page()
    assert "bundesweit" in text_of(made["card_emergency_de"]["data"]())
    assert made["card_emergency_de"]["file_name"] == "notfallkarte-2026-11-23.pdf"


def test_own_contacts_are_printed_only_after_a_choice_and_with_a_word_on_where_to_hang_it(
    made: dict[str, dict[str, Any]],
) -> None:
    tab = page("Bayern", OWN)
    assert "Frau Beispiel" not in text_of(made["card_emergency_de"]["data"]())
    tab.checkbox(key="card_with_contacts").check().run()
    assert "Frau Beispiel" in text_of(made["card_emergency_de"]["data"]())
    assert any("wo nur Beschäftigte hinkommen" in text.value for text in tab.caption)


def test_who_has_no_own_contacts_is_not_asked(made: dict[str, dict[str, Any]]) -> None:
    assert len(page("Bayern").checkbox) == 0

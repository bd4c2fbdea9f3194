"""Both themes can be read: contrasts as WCAG 2.1 asks for, computed from the configuration."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from conftest import ROOT
from contrast import contrast

TEXT, BORDER = 4.5, 3.0  # 1.4.3 contrast of text; 1.4.11 contrast of what is not text
HUES = ("red", "orange", "yellow", "green", "blue", "violet", "gray")

with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
    THEME: dict[str, Any] = tomllib.load(file)["theme"]


def grounds(theme: dict[str, Any]) -> list[str]:
    places = (theme, theme["sidebar"])
    return [place[name] for place in places for name in ("backgroundColor", "secondaryBackgroundColor")]


def test_black_on_white_has_the_contrast_of_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("name", ["light", "dark"])
class TestTheme:
    def test_text_and_links_can_be_read_on_every_ground(self, name: str) -> None:
        theme = THEME[name]
        for ground in grounds(theme):
            for front in ("textColor", "linkColor"):
                assert contrast(theme[front], ground) >= TEXT, f"{front} on {ground}"

    def test_captions_can_be_read(self, name: str) -> None:
        # Streamlit draws captions and placeholders with 60 % of the text colour.
        theme = THEME[name]
        for ground in grounds(theme):
            assert contrast(theme["textColor"], ground, opacity=0.6) >= TEXT, ground

    def test_messages_and_badges_can_be_read_on_their_own_ground(self, name: str) -> None:
        theme = THEME[name]
        for hue in HUES:
            assert contrast(theme[f"{hue}TextColor"], theme[f"{hue}BackgroundColor"]) >= TEXT, hue

    def test_coloured_text_can_be_read_on_the_page(self, name: str) -> None:
        theme = THEME[name]
        for hue in HUES:
            assert contrast(theme[f"{hue}TextColor"], theme["backgroundColor"]) >= TEXT, hue

    def test_borders_and_selections_are_seen_on_every_ground(self, name: str) -> None:
        theme = THEME[name]
        for ground in grounds(theme):
            for front in ("borderColor", "primaryColor"):
                assert contrast(theme[front], ground) >= BORDER, f"{front} on {ground}"

    def test_the_text_of_the_main_button_can_be_read(self, name: str) -> None:
        assert contrast("#ffffff", THEME[name]["primaryColor"]) >= TEXT

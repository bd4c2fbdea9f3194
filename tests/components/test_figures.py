"""A chart is shown with its words and its table, in the colours of the theme, and gives back what was clicked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from components import figures
from components.charts.theme import LOOKS


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What Streamlit was asked to show; `points` is what it says was clicked."""
    asked: dict[str, Any] = {"points": []}

    def plotly_chart(figure: go.Figure, **options: Any) -> dict[str, Any]:
        asked.update(figure=figure, **options)
        return {"selection": {"points": asked["points"]}}

    monkeypatch.setattr(figures.st, "plotly_chart", plotly_chart)
    return asked


@pytest.mark.parametrize(("theme", "look"), [("dark", "dark"), ("light", "light"), (None, "light")])
def test_colours_follow_the_theme_that_the_person_sees(
    theme: str | None, look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures.st, "context", SimpleNamespace(theme=SimpleNamespace(type=theme)))
    assert figures.look() is LOOKS[look]


def test_a_chart_tells_a_screen_reader_what_it_shows_and_has_no_english_buttons(shown: dict[str, Any]) -> None:
    figures.chart(go.Figure(), "Steuerung: 70 Punkte.", "chart")
    assert shown["alt"] == "Steuerung: 70 Punkte."
    assert shown["theme"] is None  # colours are our own, and checked
    assert shown["config"]["displayModeBar"] is False
    assert "on_select" not in shown


@pytest.mark.parametrize(
    ("points", "key"),
    [
        ([], None),
        ([{"customdata": "zugang"}], "zugang"),
        ([{"customdata": ["zugang"]}], "zugang"),
        ([{"curve_number": 4}], None),
    ],
)
def test_a_click_gives_back_the_key_of_its_row(points: list[Any], key: str | None, shown: dict[str, Any]) -> None:
    shown["points"] = points
    assert figures.clickable_chart(go.Figure(), "Worte", "chart") == key
    assert (shown["on_select"], shown["selection_mode"]) == ("rerun", "points")


def test_the_table_beside_a_chart_is_drawn_once_it_is_opened() -> None:
    def page() -> None:
        from components import figures

        figures.as_table(("Feld", "Punkte"), [("Steuerung", "70"), ("Zugang", "–")], "values")

    app = AppTest.from_function(page).run()
    assert [expander.label for expander in app.expander] == ["Werte als Tabelle"]
    assert not app.table
    app.session_state["values"] = True
    table = app.run().table[0].value
    assert table.to_dict("list") == {"Feld": ["Steuerung", "Zugang"], "Punkte": ["70", "–"]}

"""A document on the page says what the files say, in words where the files have something to write on."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    from components.documents import on_page
    from data.model.document import Blanks, Ticks

    blocks = (Ticks(((False, "Zeugen *fehlen*"), (True, "Strafantrag"))), Blanks(("Ort, Datum", "Unterschrift")))
    on_page.shown(blocks, "paper")


def test_a_ticked_box_is_read_aloud_as_ticked_and_an_open_one_is_not() -> None:
    shown = AppTest.from_function(page).run()
    assert [text.value for text in shown.markdown] == ["- ☐ Zeugen \\*fehlen\\*\n- ☒ angekreuzt: Strafantrag"]


def test_lines_for_handwriting_are_named_where_nobody_can_write_on_them() -> None:
    shown = AppTest.from_function(page).run()
    assert [text.value for text in shown.caption] == ["Zum Ausfüllen von Hand: Ort, Datum, Unterschrift"]

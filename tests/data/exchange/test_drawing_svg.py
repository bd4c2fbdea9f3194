"""Drawings as SVG: readable on white paper and in grey, safe with any text."""

from __future__ import annotations

from xml.etree import ElementTree

from contrast import contrast
from documents import PATH, SCORES, TIMELINE
from hypothesis import given
from hypothesis import strategies as st

from data.exchange.drawing_svg import TONES, svg_of
from data.model.drawing import Anchor, Box, Colour, Dot, Drawing, Label, Line, Path

SVG = "{http://www.w3.org/2000/svg}"


def elements(*shapes: object) -> list[tuple[str, dict[str, str]]]:
    root = ElementTree.fromstring(svg_of(Drawing(100, 50, shapes), "Calibri"))
    return [(child.tag.removeprefix(SVG), child.attrib) for child in root]


def test_each_shape_stands_where_it_was_put() -> None:
    drawn = elements(
        Line(1, 2, 3, 4, dashed=True),
        Box(5, 6, 7, 8, Colour.OWN, radius=2),
        Dot(9, 10, 3, None, Colour.GOAL),
        Path(((0, 0), (10.004, 5)), Colour.OWN),
        Label(50, 20, "Ziel", Anchor.END, 8, strong=True),
    )
    assert [name for name, _ in drawn] == ["line", "rect", "circle", "path", "text"]
    line, box, dot, path, label = (attributes for _, attributes in drawn)
    assert (line["x1"], line["y1"], line["x2"], line["y2"], line["stroke-dasharray"]) == ("1", "2", "3", "4", "3 2.5")
    assert (box["x"], box["width"], box["rx"], box["fill"]) == ("5", "7", "2", TONES[Colour.OWN])
    assert (dot["cx"], dot["fill"], dot["stroke"]) == ("9", "none", TONES[Colour.GOAL])
    assert (path["d"], path["fill"]) == ("M0 0L10 5", "none")
    assert (label["text-anchor"], label["font-size"], label["font-weight"]) == ("end", "8", "600")


def test_a_path_with_a_filling_is_closed() -> None:
    assert elements(Path(((0, 0), (1, 0), (1, 1)), None, fill=Colour.GOAL))[0][1]["d"] == "M0 0L1 0L1 1Z"


@given(st.text())
def test_any_label_gives_a_valid_file(text: str) -> None:
    root = ElementTree.fromstring(svg_of(Drawing(10, 10, (Label(0, 0, text),)), "'Source Sans 3', Calibri"))
    assert len(root) == 1
    assert root[0].get("font-family") == "'Source Sans 3', Calibri"


def test_an_empty_drawing_is_an_empty_picture_in_its_size() -> None:
    root = ElementTree.fromstring(svg_of(Drawing(100, 50, ()), "Calibri"))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("100pt", "50pt", "0 0 100 50")


def test_words_and_marks_are_readable_on_white_paper() -> None:
    for role in (Colour.TEXT, Colour.MUTED, Colour.OWN, Colour.GOAL):
        assert contrast(TONES[role], "#ffffff") >= 5


def test_own_group_and_track_are_told_apart_in_grey() -> None:
    # As a copier sees them: only lightness counts.
    assert contrast(TONES[Colour.OWN], TONES[Colour.GROUP]) >= 3
    assert contrast(TONES[Colour.GROUP], TONES[Colour.SURFACE]) >= 2


def test_all_charts_give_valid_files() -> None:
    for drawing in (SCORES, PATH, TIMELINE):
        assert len(ElementTree.fromstring(svg_of(drawing, "Calibri"))) == len(drawing.shapes)

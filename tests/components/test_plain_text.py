"""What people typed stands on the page as they typed it, whatever it would mean in Markdown."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from components.plain_text import escaped, quoted, spoken

RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render


def as_read(text: str) -> str:
    """What a reader sees of Markdown that is one paragraph of plain text; anything else is no plain text."""
    html = RENDER(text)
    assert html.startswith("<p>") and html.endswith("</p>\n")
    inside = html.removeprefix("<p>").removesuffix("</p>\n")
    assert "<" not in inside, html
    return unescape(inside)


@pytest.mark.parametrize(
    "typed",
    [
        "**fett** und _kursiv_ und ~~gestrichen~~",
        "![](https://example.org/pixel.png)",
        "[hier](javascript:alert(1))",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "# Überschrift",
        "1. erstens",
        "- ein Punkt",
        "> ein Zitat",
        "| a | b |",
        "`code` und $x^2$",
        ":red[rot] :material/home: :smile:",
        "&lt;b&gt; und &copy;",
        "A \\ B",
        "50 % = ½; 3 + 4",
    ],
)
def test_nothing_that_people_type_becomes_markdown(typed: str) -> None:
    assert as_read(escaped(typed)) == typed


def test_line_breaks_become_blanks_so_that_a_note_stays_in_its_line() -> None:
    assert escaped("  erste\n\n# zweite\tdritte  ") == r"erste \# zweite dritte"
    assert escaped(" \n ") == ""


def test_signs_that_streamlit_adds_to_markdown_are_kept_from_it() -> None:
    # Coloured text, icons and emojis begin with a colon, formulas with a dollar sign.
    assert escaped(":red[x] $y$") == r"\:red\[x\] \$y\$"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_any_text_reads_as_typed_but_for_blanks(typed: str) -> None:
    wanted = " ".join(typed.split())
    assert not wanted or as_read(escaped(typed)) == wanted


def test_a_quotation_keeps_lines_and_paragraphs_and_shows_every_sign_as_typed() -> None:
    html = RENDER(quoted("# Erstens\n- *zweitens*\\\n\n\n1. drittens"))
    assert html == ("<blockquote>\n<p># Erstens<br />\n- *zweitens*\\</p>\n<p>1. drittens</p>\n</blockquote>\n")


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_a_quotation_is_one_quotation_of_plain_paragraphs_whatever_is_typed(typed: str) -> None:
    html = RENDER(quoted(typed))
    assert set(re.findall("<[^>]*>", html)) <= {"<blockquote>", "</blockquote>", "<p>", "</p>", "<br />"}
    assert html.count("<blockquote>") == 1


def test_a_name_that_is_only_read_aloud_holds_no_picture_no_link_and_no_added_sign() -> None:
    assert spoken("![x](/p.png) [l](https://example.org)\n2.") == "!(x)(/p.png) (l)(https://example.org) 2."


@given(st.text(st.sampled_from("![]()<>\\x /:.`")))
def test_no_typing_makes_a_hidden_name_load_something(typed: str) -> None:
    assert "<img" not in RENDER(f"Minuten für {spoken(typed)}")

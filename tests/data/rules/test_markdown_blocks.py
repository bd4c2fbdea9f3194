"""Markdown becomes blocks of plain words: nothing that somebody writes can do more than be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.document import Bullets, Column, Heading, Paragraph, Span, Table, Ticks
from data.rules.markdown_blocks import MarkdownProblem, blocks, problems, with_addresses, words


def test_headings_lists_tables_and_links_become_blocks() -> None:
    text = "Ein **Wort** und [mehr](https://example.org)."
    written = f"## Kopf\n\n{text}\n\n1. eins\n2. zwei\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    assert blocks(written) == (
        Heading(1, "Kopf"),
        Paragraph(
            (
                Span("Ein "),
                Span("Wort", strong=True),
                Span(" und "),
                Span("mehr", link="https://example.org"),
                Span("."),
            )
        ),
        Bullets(("eins", "zwei"), numbered=True),
        Table("", (Column("A"), Column("B")), (("1", "2"),)),
    )


def test_a_list_of_boxes_can_be_ticked() -> None:
    assert blocks("- [ ] offen\n- [x] getan") == (Ticks(((False, "offen"), (True, "getan"))),)


def test_a_list_in_a_list_stays_readable() -> None:
    assert blocks("- a\n  - b\n- c") == (Bullets(("a", "– b", "c")),)


def test_html_is_shown_as_it_was_typed() -> None:
    assert blocks("<b>fett</b>") == (Paragraph("<b>fett</b>"),)
    assert problems("<b>fett</b>") == ((MarkdownProblem.HTML, "<b>"), (MarkdownProblem.HTML, "</b>"))


def test_of_a_picture_only_its_words_are_left() -> None:
    assert blocks("![ein Haus](https://example.org/x.png)") == (Paragraph("ein Haus"),)
    assert problems("![ein Haus](https://example.org/x.png)") == (
        (MarkdownProblem.PICTURE, "https://example.org/x.png"),
    )


@pytest.mark.parametrize("address", ["http://example.org", "javascript:alert(1)", "data:text/html,x", "/konten", "#x"])
def test_links_lead_to_https_and_mail_only(address: str) -> None:
    written = f"[mehr]({address})"
    assert all(not span.link for block in blocks(written) for span in getattr(block, "text", ()) if span != str(span))
    assert [kind for kind, _found in problems(written)] == [MarkdownProblem.ADDRESS]


def test_a_text_without_problems_has_none() -> None:
    assert problems("## A\n\n[x](https://example.org) [y](mailto:a@example.org) 3 < 4 und a > b") == ()


def test_on_paper_the_address_stands_behind_the_words() -> None:
    told = blocks("[Gesetz](https://example.org/g) und <https://example.org/h>")
    assert words(with_addresses(told)) == "Gesetz (https://example.org/g) und https://example.org/h"


def test_words_are_all_that_is_said() -> None:
    assert words(blocks("## A\n\nb **c**\n\n- d\n\n| e | f |\n|--|--|\n| g | h |")) == "A\nb c\nd\ne, f\ng, h"


@given(st.text(max_size=300))
def test_any_text_becomes_blocks(written: str) -> None:
    told = blocks(written)
    links = [
        span.link
        for block in told
        if isinstance(block, Paragraph) and not isinstance(block.text, str)
        for span in block.text
    ]
    assert all(link == "" or link.lower().startswith(("https://", "mailto:")) for link in links)
    assert isinstance(words(told), str)
    problems(written)

"""A document on the page: what the files say, drawn from the same blocks, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import streamlit as st

from components import figures
from components.language import _
from components.plain_text import escaped
from data.model.document import (
    Blanks,
    Block,
    Bullets,
    Callout,
    Facts,
    Heading,
    Paragraph,
    ParagraphStyle,
    Span,
    Table,
    Text,
    Ticks,
)


def shown(blocks: Iterable[Block], key: str) -> None:
    """Blocks as on paper; headings begin below the title of the page. Figures and page breaks are left to the files."""
    with st.container(key=f"paper_{key}", gap="small"):
        for number, block in enumerate(blocks):
            _block(block, f"{key}_{number}")


def lowered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with their headings one level deeper, for what stands below a heading of the page."""
    deeper: dict[int, Literal[1, 2, 3]] = {1: 2, 2: 3, 3: 3}
    return tuple(Heading(deeper[each.level], each.text) if isinstance(each, Heading) else each for each in blocks)


def _block(block: Block, key: str) -> None:
    match block:
        case Heading(level, text):
            st.markdown(f"{'#' * (level + 1)} {escaped(text)}", anchors=False)
        case Paragraph(text, ParagraphStyle.NOTE):
            st.caption(_markdown(text))
        case Paragraph(text):
            st.markdown(_markdown(text))
        case Bullets(items, numbered):
            st.markdown("\n".join(f"{'1.' if numbered else '-'} {_markdown(item)}" for item in items))
        case Facts(pairs):
            st.markdown("  \n".join(f"**{escaped(label)}:** {_markdown(value)}" for label, value in pairs))
        case Callout(title, text, note):
            with st.container(border=True, key=f"callout_{key}", gap="xsmall"):
                st.markdown(f"**{escaped(title)}**")
                st.markdown(_markdown(text))
                if note:
                    st.markdown(escaped(note))
        case Table(_caption, columns, rows):
            figures.table([column.title for column in columns], [[_markdown(cell) for cell in row] for row in rows])
        case Ticks(items):
            st.markdown("\n".join(f"- {_ticked(ticked, item)}" for ticked, item in items))
        case Blanks(labels):
            st.caption(_("Zum Ausfüllen von Hand: {lines}", lines=escaped(", ".join(labels))))
        case _other:
            pass


def _ticked(ticked: bool, text: Text) -> str:
    """A box that says in words when it is ticked: readers name the signs in many ways."""
    sentence = _markdown(text)
    return "☒ " + _("angekreuzt") + f": {sentence}" if ticked else f"☐ {sentence}"


def _markdown(text: Text) -> str:
    """Text with its line breaks, every Markdown sign shown as typed."""
    if isinstance(text, str):
        return "\\\n".join(escaped(line) for line in text.splitlines() if line.strip())
    return "".join(_linked(span) for span in text)


def _linked(span: Span) -> str:
    marked = _marked(span.text, "**" if span.strong else "*" if span.emphasis else "")
    return f"[{marked}](<{span.link}>)" if span.link else marked


def _marked(text: str, mark: str) -> str:
    """Escaped text between marks; blanks at its ends stay outside, where Markdown wants them."""
    inner = escaped(text)
    if not inner:
        return text
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    return f"{before}{mark}{inner}{mark}{after}"

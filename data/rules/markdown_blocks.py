"""Markdown as blocks of a document: what people may write, and nothing else.

Pages and files are drawn from the blocks, which hold plain words. What Markdown could do beyond that (HTML, pictures,
addresses other than https and mailto) is left out or stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from data.model.document import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Paragraph,
    Span,
    Table,
    Text,
    Ticks,
)

POSSIBLE_ADDRESS = re.compile(r"(https://|mailto:)\S+", re.IGNORECASE)
HTML = re.compile(r"</?[A-Za-z][^>]*>|<!--")
TICK = re.compile(r"\[([ xX])\]\s+")
TEXT_WRITTEN_AS_IS = {"text", "code_inline", "html_inline"}


class MarkdownProblem(StrEnum):
    """What is written in a text but not shown as it was meant."""

    HTML = "html"
    PICTURE = "picture"
    ADDRESS = "address"


@dataclass(frozen=True)
class _Style:
    strong: bool = False
    emphasis: bool = False
    link: str = ""


def blocks(markdown: str) -> tuple[Block, ...]:
    """The text as blocks; its headings begin at level 1, however deep they were written."""
    return tuple(block for node in _tree(markdown).children for block in _blocks(node))


def problems(markdown: str) -> tuple[tuple[MarkdownProblem, str], ...]:
    """What cannot be shown, with what stands there, in the order of the text."""
    found: list[tuple[MarkdownProblem, str]] = []
    for node in _tree(markdown).walk():
        if node.type == "image":
            found.append((MarkdownProblem.PICTURE, str(node.attrs.get("src", ""))))
        elif node.type == "link" and not _address(node):
            found.append((MarkdownProblem.ADDRESS, str(node.attrs.get("href", ""))))
        elif node.type == "text":
            found += [(MarkdownProblem.HTML, tag) for tag in HTML.findall(node.content)]
            found += [(MarkdownProblem.ADDRESS, address) for address in _refused(node.content)]
    return tuple(found)


def words(told: Iterable[Block]) -> str:
    """Everything that blocks say, one thought a line, without marks."""
    lines: list[str] = []
    for block in told:
        match block:
            case Heading(_, text):
                lines.append(text)
            case Paragraph(text, _):
                lines.append(_plain(text))
            case Bullets(items, _):
                lines += [_plain(item) for item in items]
            case Ticks(ticked):
                lines += [_plain(item) for _done, item in ticked]
            case Table(_, columns, rows):
                lines.append(", ".join(column.title for column in columns))
                lines += [", ".join(_plain(cell) for cell in row) for row in rows]
            case Facts(pairs):
                lines += [f"{label}: {_plain(value)}" for label, value in pairs]
            case _:
                pass
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def with_addresses(told: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks for paper: behind the words of a link stands where it leads."""
    return tuple(_with_addresses(block) for block in told)


@cache
def _reader() -> MarkdownIt:
    # Without HTML, so that it stays the text that it is. `mailto:` and https are chosen below.
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _tree(markdown: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_reader().parse(markdown))


def _blocks(node: SyntaxTreeNode) -> list[Block]:
    if node.type == "blockquote":
        return [block for child in node.children for block in _blocks(child)]
    block = _block(node)
    return [] if block is None else [block]


def _block(node: SyntaxTreeNode) -> Block | None:
    match node.type:
        case "heading":
            return Heading(_level(node.tag), _plain(_text(node)))
        case "paragraph":
            return Paragraph(_text(node))
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "table":
            return _table(node)
        case "fence" | "code_block":
            return Paragraph(node.content.strip("\n"))
    return None


def _level(tag: str) -> Literal[1, 2, 3]:
    levels: tuple[Literal[1, 2, 3], ...] = (1, 1, 2, 3, 3, 3)
    return levels[int(tag[1]) - 1]


def _list(node: SyntaxTreeNode) -> Block:
    items = [item for child in node.children for item in _items(child, "")]
    ticks = [_ticked(item) for item in items]
    if all(ticks):
        return Ticks(tuple(tick for tick in ticks if tick))
    return Bullets(tuple(items), numbered=node.type == "ordered_list")


def _ticked(item: Text) -> tuple[bool, Text] | None:
    """An item that begins with a box to tick, written as `[ ]` or `[x]`."""
    if not (start := TICK.match(_plain(item))):
        return None
    first, *others = _spans_of(item)
    return start[1] != " ", _joined([replace(first, text=first.text[start.end() :]), *others])


def _items(item: SyntaxTreeNode, before: str) -> list[Text]:
    """The text of an item, and of the lists in it, each a dash deeper."""
    own: list[Span] = []
    below: list[Text] = []
    for child in item.children:
        if child.type in {"bullet_list", "ordered_list"}:
            below += [text for each in child.children for text in _items(each, f"{before}– ")]
        else:
            spans = [span for block in _blocks(child) if isinstance(block, Paragraph) for span in _spans_of(block.text)]
            own += [Span("\n"), *spans] if own and spans else spans
    return [_joined([Span(before), *own] if before else own), *below]


def _table(node: SyntaxTreeNode) -> Table:
    rows = [tuple(_text(cell) for cell in row.children) for part in node.children for row in part.children]
    head, *others = rows
    return Table("", tuple(Column(_plain(cell)) for cell in head), tuple(others))


def _text(node: SyntaxTreeNode) -> Text:
    return _joined([span for child in node.children for span in _spans(child, _Style())])


def _spans(node: SyntaxTreeNode, style: _Style) -> list[Span]:
    if node.type in TEXT_WRITTEN_AS_IS:
        return [Span(node.content, style.strong, style.emphasis, style.link)]
    if node.type == "image":
        return [Span(node.content, style.strong, style.emphasis, style.link)]
    if node.type in {"softbreak", "hardbreak"}:
        return [Span("\n" if node.type == "hardbreak" else " ", style.strong, style.emphasis, style.link)]
    match node.type:
        case "strong":
            style = replace(style, strong=True)
        case "em":
            style = replace(style, emphasis=True)
        case "link":
            style = replace(style, link=_address(node))
    return [span for child in node.children for span in _spans(child, style)]


def _address(link: SyntaxTreeNode) -> str:
    address = str(link.attrs.get("href", ""))
    return address if POSSIBLE_ADDRESS.fullmatch(address) else ""


def _refused(text: str) -> list[str]:
    """Links that the reader of Markdown itself left as text because of where they lead."""
    return [address for address in re.findall(r"\]\(\s*<?([^)\s>]+)", text) if not POSSIBLE_ADDRESS.fullmatch(address)]


def _joined(spans: Sequence[Span]) -> Text:
    """Spans as a text: plain where nothing is set apart, neighbours of one kind in one span."""
    joined: list[Span] = []
    for span in spans:
        if joined and replace(joined[-1], text=span.text) == span:
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        elif span.text:
            joined.append(span)
    if all(span == Span(span.text) for span in joined):
        return "".join(span.text for span in joined)
    return tuple(joined)


def _spans_of(text: Text) -> tuple[Span, ...]:
    return (Span(text),) if isinstance(text, str) else text


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else "".join(span.text for span in text)


def _with_addresses(block: Block) -> Block:
    match block:
        case Paragraph(text, style):
            return Paragraph(_written_out(text), style)
        case Bullets(items, numbered):
            return Bullets(tuple(_written_out(item) for item in items), numbered)
        case Ticks(items):
            return Ticks(tuple((done, _written_out(item)) for done, item in items))
        case Table(caption, columns, rows):
            return Table(caption, columns, tuple(tuple(_written_out(cell) for cell in row) for row in rows))
        case _:
            return block


def _written_out(text: Text) -> Text:
    spans = [*_spans_of(text), Span("")]
    told: list[Span] = []
    for span, following in pairwise(spans):
        told.append(replace(span, link=""))
        shown = span.link.removeprefix("mailto:")
        if span.link and span.link != following.link and shown not in span.text:
            told.append(Span(f" ({shown})"))
    return _joined(told)

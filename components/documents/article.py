"""An article or a practice as a document to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from components.knowledge import words
from components.language import _, current, day, with_dates
from components.plan.priorities_words import Names
from data.model.document import Block, Bullets, Document, Facts, Heading, Paragraph, ParagraphStyle, Span
from data.model.knowledge import Article, PracticeText


def document(article: Article, names: Names, body: tuple[Block, ...], *, is_demo: bool) -> Document:
    """The whole article; `body` are its blocks with addresses written out."""
    text = article.content.text(current())
    return Document(
        title=text.title,
        subtitle=words.kind(article.content.kind),
        language="en" if current() == "en" else "de",
        commune="",
        made_on=article.checked_on,
        blocks=tuple(_blocks(article, names, body)),
        footer=text.title,
        mark=_("Beispieldaten") if is_demo and article.practice else "",
    )


def told(article: Article) -> Iterator[Block]:
    """What a practice tells by its questions; nothing for an article."""
    if article.practice is not None:
        yield from answered(article.practice)


def answered(text: PracticeText, level: Literal[1, 2, 3] = 1) -> Iterator[Block]:
    """The answers of a practice, each below its question; paragraphs stay apart."""
    for question, answer in words.answers(text).items():
        yield Heading(level, question)
        for paragraph in answer.split("\n\n"):
            yield Paragraph(paragraph.strip())


def _blocks(article: Article, names: Names, body: tuple[Block, ...]) -> Iterator[Block]:
    yield Paragraph(article.content.text(current()).summary, ParagraphStyle.LEAD)
    yield Facts(tuple(_facts(article, names)))
    yield from body
    yield from told(article)
    if article.content.sources:
        yield Heading(1, _("Quellen"))
        yield Bullets(tuple(_source(*each) for each in sources(article)))


def sources(article: Article) -> Iterator[tuple[str, str, str]]:
    """Title, date in words and address of each source."""
    for source in article.content.sources:
        yield source.title, with_dates(source.date), source.url


def _source(title: str, dated: str, url: str) -> tuple[Span, ...]:
    return Span(f"{title} ({dated}): " if dated else f"{title}: "), Span(url)


def _facts(article: Article, names: Names) -> Iterator[tuple[str, str]]:
    yield _("Passt zu"), words.criteria(article, names)
    yield _("Aufwand"), words.effort_meaning(article.content.effort)
    if article.practice is not None:
        yield _("Von"), article.offered_by or _("einer Kommune, die ungenannt bleibt")
    yield (_("Freigegeben am") if article.practice else _("Geprüft am")), day(article.checked_on)

"""How articles and offers are called: kinds, effort, states, and what stands small beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from components import texts
from components.language import _, current, day
from components.plain_text import escaped
from components.plan.priorities_words import Names
from data.model.knowledge import Article, ArticleKind, ArticleState, Effort, KeptArticle, Mark, OfferState, PracticeText

KIND_ICONS = {
    ArticleKind.CHECKLIST: ":material/checklist:",
    ArticleKind.TIP: ":material/lightbulb:",
    ArticleKind.INTERVIEW: ":material/forum:",
    ArticleKind.METHOD: ":material/groups:",
    ArticleKind.TEMPLATE: ":material/description:",
    ArticleKind.PRACTICE: ":material/location_city:",
}


def kind(of: ArticleKind) -> str:
    """A kind of article in a word."""
    return {
        ArticleKind.CHECKLIST: _("Checkliste"),
        ArticleKind.TIP: _("Praxistipp"),
        ArticleKind.INTERVIEW: _("Interviewleitfaden"),
        ArticleKind.METHOD: _("Methode"),
        ArticleKind.TEMPLATE: _("Vorlage"),
        ArticleKind.PRACTICE: _("Gutes Beispiel"),
    }[of]


def effort(of: Effort) -> str:
    """An effort in a word."""
    return {Effort.LOW: _("klein"), Effort.MEDIUM: _("mittel"), Effort.HIGH: _("groß")}[of]


def effort_meaning(of: Effort) -> str:
    """An effort with how long it takes."""
    return {
        Effort.LOW: _("klein: einige Stunden"),
        Effort.MEDIUM: _("mittel: einige Tage"),
        Effort.HIGH: _("groß: Wochen und mehr"),
    }[of]


def badges(article: Article) -> str:
    """Kind and effort as badges in Markdown: icon and words, so that the colour says nothing alone."""
    content = article.content
    told = [f":blue-badge[{KIND_ICONS[content.kind]} {kind(content.kind)}]"]
    told.append(":gray-badge[:material/schedule: " + _("Aufwand {effort}", effort=effort_meaning(content.effort)) + "]")
    return " ".join(told)


def criteria(article: Article, names: Names) -> str:
    """What the article is for, in words."""
    known = [names.criteria[key] for key in article.content.criteria if key in names.criteria]
    return texts.listed(known) if known else _("alle Handlungsfelder")


def whose(article: Article) -> str:
    """Whose practice it tells; nothing for an article."""
    if article.practice is None:
        return ""
    return escaped(article.offered_by) if article.offered_by else _("Eine Kommune, die ungenannt bleibt")


def checked(article: Article) -> str:
    """When it was checked last, or released."""
    on = day(article.checked_on)
    return _("freigegeben am {day}", day=on) if article.practice else _("geprüft am {day}", day=on)


def snippet(marks: Iterable[Mark]) -> str:
    """A stretch of the text with what was looked for in bold, as Markdown."""
    told = "".join(f"**{escaped(mark.text)}**" if mark.is_hit else _inner(mark.text) for mark in marks)
    return f"… {told.strip()} …" if told.strip() else ""


def _inner(text: str) -> str:
    """Escaped text with the blanks at its ends, which stand between it and what is set apart."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return f"{before}{escaped(text)}{after}"


def title(of: KeptArticle) -> str:
    """What an article is called in the language of the page, as Markdown."""
    return escaped(of.newest.text(current()).title)


def article_state(of: ArticleState) -> str:
    """Where an article stands, as a badge."""
    return {
        ArticleState.DRAFT: ":gray-badge[:material/edit: " + _("Entwurf") + "]",
        ArticleState.PUBLISHED: ":green-badge[:material/visibility: " + _("veröffentlicht") + "]",
        ArticleState.WITHDRAWN: ":gray-badge[:material/visibility_off: " + _("zurückgezogen") + "]",
    }[of]


def version_badge(article: KeptArticle) -> str:
    """Which version people read, and whether a newer one waits."""
    told = _("mitgeliefert") if article.shown_version == 0 else _("Fassung {number}", number=article.shown_version)
    shown = f":gray-badge[:material/history: {told}]" if article.shown_version is not None else ""
    if not article.has_unpublished:
        return shown
    waits = _("Fassung {number} noch nicht veröffentlicht", number=article.newest_number)
    return f"{shown} :orange-badge[:material/edit: {waits}]".strip()


def checked_badge(article: KeptArticle, today: date) -> str:
    """When it was checked last; that it is due stands in words."""
    on = day(article.checked_on)
    if article.is_due(today):
        return ":orange-badge[:material/event_busy: " + _("seit {day} nicht mehr geprüft", day=on) + "]"
    return ":gray-badge[:material/event_available: " + _("geprüft am {day}", day=on) + "]"


def offer_state(of: OfferState) -> str:
    """Where an offer stands, as a badge."""
    return {
        OfferState.OFFERED: ":blue-badge[:material/hourglass_top: " + _("wird geprüft") + "]",
        OfferState.RETURNED: ":orange-badge[:material/undo: " + _("mit einer Rückfrage zurück") + "]",
        OfferState.RELEASED: ":green-badge[:material/visibility: " + _("freigegeben") + "]",
        OfferState.WITHDRAWN: ":gray-badge[:material/visibility_off: " + _("zurückgezogen") + "]",
    }[of]


def questions() -> dict[str, str]:
    """The four questions of a practice by the part of the text that answers them."""
    return {
        "situation": _("Wie war die Ausgangslage?"),
        "action": _("Was haben Sie getan?"),
        "outcome": _("Was hat es gebracht?"),
        "differently": _("Was würden Sie heute anders machen?"),
    }


def reader_questions() -> dict[str, str]:
    """The same questions as people who read it ask them."""
    return {
        "situation": _("Wie war die Ausgangslage?"),
        "action": _("Was wurde getan?"),
        "outcome": _("Was hat es gebracht?"),
        "differently": _("Was würde die Kommune heute anders machen?"),
    }


def answers(text: PracticeText) -> dict[str, str]:
    """What the practice tells, by the reader's question; unanswered ones are missing."""
    return {
        question: answer for part, question in reader_questions().items() if (answer := getattr(text, part).strip())
    }

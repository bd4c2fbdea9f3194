"""The knowledge base: articles in two languages, and good practice that communes offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

CHECKED_FOR_DAYS = 365
"""So many days after its last check an article is due to be checked again."""


class ArticleKind(StrEnum):
    """What an article is. PRACTICE is what a commune tells of its own work; it is never shipped."""

    CHECKLIST = "checklist"
    TIP = "tip"
    INTERVIEW = "interview"
    METHOD = "method"
    TEMPLATE = "template"
    PRACTICE = "practice"


class Effort(StrEnum):
    """What it takes: LOW some hours, MEDIUM some days, HIGH weeks and more."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class Source:
    """What a stated fact rests on. `date` is as the source gives it: a year, month or day in ISO form, or nothing."""

    title: str
    url: str
    date: str = ""


@dataclass(frozen=True)
class ArticleText:
    """The words of an article in one language; `body` is Markdown."""

    title: str
    summary: str
    body: str

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote anything."""
        return not (self.title.strip() or self.summary.strip() or self.body.strip())


@dataclass(frozen=True)
class ArticleContent:
    """Everything of an article that can be written; `english` is None where nobody translated it.

    `criteria` are keys, the main one first; none for what helps with every criterion.
    """

    kind: ArticleKind
    effort: Effort
    criteria: tuple[str, ...]
    german: ArticleText
    english: ArticleText | None = None
    sources: tuple[Source, ...] = ()

    def text(self, language: str) -> ArticleText:
        """The words in a language; German where there are no others."""
        return self.english if language == "en" and self.english is not None else self.german


@dataclass(frozen=True)
class PracticeText:
    """A practice by four questions: how it was, what was done, what it brought, what one would do differently."""

    title: str
    situation: str
    action: str
    outcome: str
    differently: str


@dataclass(frozen=True)
class Article:
    """An article as people read it: its content, and the day on which somebody last checked it.

    `version` is 0 for what comes with the program. `practice` holds what a commune tells, instead of a body; it is
    `offered_by` that commune, empty where it stays unnamed, and `wants_contact` if it is named and glad to be asked.
    """

    key: str
    content: ArticleContent
    checked_on: date
    version: int = 0
    practice: PracticeText | None = None
    offered_by: str = ""
    wants_contact: bool = False


# What the platform team keeps


class ArticleState(StrEnum):
    """Where an article stands: written but not shown yet, shown, or no longer shown."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ArticleVersion:
    """A version that somebody stored, with the sentence that says what changed; numbers begin at 1."""

    number: int
    at: datetime
    by: str
    sentence: str
    content: ArticleContent


@dataclass(frozen=True)
class Upkeep:
    """What is stored of an article beside its versions.

    `shown_version` is the one that people read: 0 what comes with the program, None nothing. `checked_on` is None as
    long as nobody checked it here.
    """

    key: str
    shown_version: int | None
    is_withdrawn: bool
    checked_on: date | None
    newest_version: int
    changed_at: datetime


@dataclass(frozen=True)
class KeptArticle:
    """An article as those who keep it see it. What is edited is the newest version, or what comes with the program.

    `shipped` is None for an article of the platform team's own; `versions`, the newest first, are empty in lists.
    """

    key: str
    state: ArticleState
    shipped: Article | None
    shown_version: int | None
    checked_on: date
    newest_number: int
    newest: ArticleContent
    changed_at: datetime | None = None
    versions: tuple[ArticleVersion, ...] = ()

    @property
    def has_unpublished(self) -> bool:
        """Whether something newer than what people read was written."""
        return self.newest_number > (self.shown_version or 0) and self.state is not ArticleState.WITHDRAWN

    def is_due(self, today: date) -> bool:
        """Whether people read it, and nobody checked it for more than a year."""
        return self.state is ArticleState.PUBLISHED and (today - self.checked_on).days > CHECKED_FOR_DAYS

    def content(self, number: int) -> ArticleContent:
        """What stands in a version; 0 is what comes with the program."""
        if number == 0 and self.shipped is not None:
            return self.shipped.content
        return next(version.content for version in self.versions if version.number == number)


# What communes offer


class OfferState(StrEnum):
    """Where a commune's offer stands."""

    OFFERED = "offered"
    RETURNED = "returned"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class PracticeWish:
    """What a commune offers: the text, what it belongs to, and how it wants to be named."""

    text: PracticeText
    criteria: tuple[str, ...]
    effort: Effort
    is_named: bool
    wants_contact: bool = False


@dataclass(frozen=True)
class PracticeOffer:
    """An offer as it stands. `wording` is the text as the platform team put it, None where it left it alone.

    `sentence` says why it was returned. `commune_name` is for the commune itself and the platform team only.
    """

    id: int
    commune_id: int
    commune_name: str
    wish: PracticeWish
    wording: PracticeText | None
    state: OfferState
    sentence: str
    offered_at: datetime
    changed_at: datetime
    revision: int

    @property
    def text(self) -> PracticeText:
        """The text that is shown, or would be."""
        return self.wording or self.wish.text


# What the page of the knowledge base shows


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. Empty means everything; several values of one kind mean any of them."""

    text: str = ""
    fields: frozenset[str] = frozenset()
    kinds: frozenset[ArticleKind] = frozenset()
    efforts: frozenset[Effort] = frozenset()
    criterion: str = ""


@dataclass(frozen=True)
class Mark:
    """A stretch of a snippet; `is_hit`: it is what was looked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Hit:
    """An article that was found, with a stretch of it that says why; no snippet where its summary says enough."""

    article: Article
    snippet: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Found:
    """What was found, the best first, and how many there would be with each value of each filter.

    `is_wider`: nothing had all words, so that these have only some of them, or similar ones.
    """

    hits: tuple[Hit, ...]
    by_field: Mapping[str, int] = field(default_factory=dict)
    by_kind: Mapping[ArticleKind, int] = field(default_factory=dict)
    by_effort: Mapping[Effort, int] = field(default_factory=dict)
    is_wider: bool = False


@dataclass(frozen=True)
class Suggested:
    """An article in short, to be pointed to from elsewhere."""

    key: str
    title: str


@dataclass(frozen=True)
class ArticleView:
    """One article with others that help with the same."""

    article: Article
    related: tuple[Article, ...]

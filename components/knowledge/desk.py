"""What the pages of the knowledge base may ask for and store. Every call asks anew who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from data.model.document import Block, Document
from data.model.knowledge import (
    Article,
    ArticleContent,
    ArticleView,
    Found,
    KeptArticle,
    PracticeOffer,
    PracticeText,
    PracticeWish,
    Wish,
)
from data.model.plan import Measure

Blocks = tuple[Block, ...]
Problems = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReadingDesk:
    """The services of who reads, as callables of what only the page's parts know."""

    find: Callable[[Wish], Found]
    article: Callable[[str], ArticleView]
    blocks: Callable[[Article], Blocks]
    on_paper: Callable[[Blocks], Blocks]
    make_measure: Callable[[str, str], Measure]
    file_name: Callable[[Document, str], str]
    docx: Callable[[Document], bytes]
    pdf: Callable[[Document], bytes]


class PracticeDesk(Protocol):
    """What a commune does with its own practice."""

    def own_offers(self) -> list[PracticeOffer]:
        """The offers of the own commune, the newest first."""

    def offer(self, wish: PracticeWish) -> PracticeOffer:
        """Offer a practice."""

    def offer_again(self, seen: PracticeOffer, wish: PracticeWish) -> PracticeOffer:
        """Change an offer that waits, or offer one again that came back."""

    def withdraw(self, offer_id: int) -> PracticeOffer:
        """Withdraw an offer."""


class QueueDesk(Protocol):
    """What the platform team does with what communes offer."""

    def queue(self) -> list[PracticeOffer]:
        """All offers but the withdrawn ones."""

    def put_into_words(self, seen: PracticeOffer, text: PracticeText) -> PracticeOffer:
        """Change the wording of an offer that waits."""

    def release(self, seen: PracticeOffer) -> PracticeOffer:
        """Have everybody read an offer."""

    def give_back(self, seen: PracticeOffer, sentence: str) -> PracticeOffer:
        """Give an offer back with a sentence."""


class EditingDesk(Protocol):
    """What the platform team does with articles."""

    def overview(self, today: date) -> list[KeptArticle]:
        """Every article, what is due to be checked first."""

    def kept(self, key: str) -> KeptArticle:
        """One article with all its versions."""

    def add(self, wished: ArticleContent, sentence: str, *, publish: bool) -> KeptArticle:
        """Add an article."""

    def save(self, key: str, base_number: int, wished: ArticleContent, sentence: str, *, publish: bool) -> KeptArticle:
        """Store a new version of an article."""

    def publish(self, key: str, number: int) -> KeptArticle:
        """Have people read one of the versions."""

    def withdraw(self, key: str) -> KeptArticle:
        """Have nobody read an article any more."""

    def note_check(self, key: str, today: date) -> KeptArticle:
        """Note that somebody checked an article today."""


Preview = Callable[[str], tuple[Blocks, Problems]]

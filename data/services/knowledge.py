"""The knowledge base as everybody with an account reads it: find, read, make a measure of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from data.content import knowledge as content
from data.errors import NotFound
from data.model.document import Block
from data.model.knowledge import Article, ArticleView, Found, Hit, OfferState, Suggested, Wish
from data.model.people import Permission, Person
from data.model.plan import Measure, PlanEventKind, PriorityStatus, blank_measure
from data.model.results_view import ResultsView
from data.model.self_check import Answered
from data.rules import knowledge as rules
from data.rules import markdown_blocks
from data.rules.access import require
from data.rules.scoring import HIGHEST_LEVEL
from data.services import measures, results
from data.services.catalogues import catalogue, shipped_versions, versions
from data.services.knowledge_search import KnowledgeIndex
from data.services.self_checks import own_commune
from data.storage.database import reading, writing
from data.storage.knowledge import Stamp

MOST_RELATED = 3
MOST_BESIDE = 2
ENDED = {PriorityStatus.REACHED, PriorityStatus.STOPPED}


def find(acting: Person, wish: Wish, language: str) -> Found:
    """What is looked for: the best first where there are words, otherwise by title; with counts for the filters."""
    require(acting, Permission.READ_KNOWLEDGE)
    stamp = _stamp()
    library, field_of = _library(stamp), _field_of()
    if not wish.text.strip():
        everything = sorted(library.values(), key=lambda article: article.content.text(language).title.casefold())
        return rules.chosen([Hit(article) for article in everything], wish, field_of)
    matches, is_wider = _index(stamp, language).search(wish.text)
    hits = [Hit(library[match.key], match.snippet) for match in matches]
    return rules.chosen(hits, wish, field_of, is_wider=is_wider)


def article(acting: Person, key: str) -> ArticleView:
    """One article with others that help with the same. Raises NotFound for one that nobody may read (any more)."""
    require(acting, Permission.READ_KNOWLEDGE)
    library = _library(_stamp())
    found = _article(library, key)
    return ArticleView(found, rules.related(found, library.values(), _field_of(), MOST_RELATED))


def beside(acting: Person, language: str) -> Mapping[str, tuple[Suggested, ...]]:
    """What helps most with each criterion, by its key: at most two articles, one statement for all criteria."""
    require(acting, Permission.READ_KNOWLEDGE)
    return _beside(_stamp(), language)


def make_measure(acting: Person, key: str, criterion_key: str, language: str) -> Measure:
    """Add a measure with the title of an article, an idea for one of its criteria (or for none), and give it back.

    It stands under the open priority that names the criterion, if there is one. Where the newest result knows the
    criterion, the question that is lowest is expected to rise by one level: so the measure belongs to the criterion on
    every page. Raises NotFound for an article that nobody may read, and for a criterion that it is not for.
    """
    require(acting, Permission.PLAN)
    found = _article(_library(_stamp()), key)
    if criterion_key and criterion_key not in found.content.criteria:
        raise NotFound("article_not_found")
    text = found.content.text(language)
    latest = results.latest(acting)
    commune = own_commune(acting)
    with writing() as work:
        open_ones = [each for each in work.plan.priorities(commune.id) if each.status not in ENDED]
        priority = next((each for each in open_ones if criterion_key in each.criteria), None)
        wished = replace(
            blank_measure(text.title, priority.id if priority else None),
            description=text.summary,
            expected=_one_level_up(latest, criterion_key) if latest else {},
        )
        return measures.add_in(work, acting, wished, PlanEventKind.ADDED)


def blocks_of(found: Article, language: str) -> tuple[Block, ...]:
    """The body of an article; nothing of a practice, which tells by its four questions."""
    return markdown_blocks.blocks(found.content.text(language).body)


def on_paper(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks with the addresses of their links written out."""
    return markdown_blocks.with_addresses(blocks)


def _article(library: Mapping[str, Article], key: str) -> Article:
    if key not in library:
        raise NotFound("article_not_found")
    return library[key]


def _one_level_up(latest: ResultsView, criterion_key: str) -> dict[str, int]:
    """The lowest answered question of a criterion, one level higher; nothing where none can rise."""
    if latest.current.result.catalogue_version not in shipped_versions():
        return {}  # measures know the questions of these alone
    used = catalogue(latest.current.result.catalogue_version)
    answered = {
        question.id: stored.answer.reply.points
        for criterion in used.criteria
        if criterion.key == criterion_key
        for question in criterion.questions
        if (stored := latest.sheet.get(question.id)) and isinstance(stored.answer.reply, Answered)
    }
    lowest = min(answered, key=lambda question_id: answered[question_id], default=None)
    if lowest is None or answered[lowest] >= HIGHEST_LEVEL:
        return {}
    return {lowest: answered[lowest] + 1}


# What people read is the same for everybody: kept per process and content, asked for behind the permission check only.


def _stamp() -> Stamp:
    with reading() as work:
        return work.knowledge.stamp()


@lru_cache(maxsize=2)
def _library(_stamp: Stamp) -> Mapping[str, Article]:
    """All articles that people read, by key."""
    shipped = content.articles()
    with reading() as work:
        upkeep = work.knowledge.upkeep()
        numbers = {key: each.shown_version for key, each in upkeep.items() if each.shown_version}
        written = work.knowledge.contents(numbers)
        released = work.knowledge.offers(states=(OfferState.RELEASED,))
    articles = [
        rules.shown(shipped.get(key), upkeep.get(key), written.get(key)) for key in dict.fromkeys((*shipped, *upkeep))
    ]
    practices = [rules.as_article(offer) for offer in released]
    return {each.key: each for each in (*articles, *practices) if each is not None}


@lru_cache(maxsize=4)
def _index(stamp: Stamp, language: str) -> KnowledgeIndex:
    criteria = {
        criterion.key: criterion.title
        for version in reversed(versions())
        for criterion in catalogue(version, language).criteria
    }
    return KnowledgeIndex(_library(stamp).values(), language, criteria)


@lru_cache(maxsize=4)
def _beside(stamp: Stamp, language: str) -> Mapping[str, tuple[Suggested, ...]]:
    return {
        key: tuple(Suggested(each.key, each.content.text(language).title) for each in found)
        for key, found in rules.beside(_library(stamp).values(), MOST_BESIDE).items()
    }


def _field_of() -> dict[str, str]:
    """The field of every criterion of every version; the newest version says it where they differ."""
    return {
        criterion.key: field.key
        for version in reversed(versions())
        for field in catalogue(version).fields
        for criterion in field.criteria
    }

"""The knowledge base as the platform team keeps it: versions, publishing, taking back, checking."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from data.content import knowledge as content
from data.errors import ChangedMeanwhile, NotFound
from data.model.audit import AuditEvent
from data.model.document import Block
from data.model.knowledge import Article, ArticleContent, ArticleVersion, KeptArticle, Upkeep
from data.model.people import Permission, Person
from data.rules import knowledge as rules
from data.rules import markdown_blocks
from data.rules.access import require
from data.rules.markdown_blocks import MarkdownProblem
from data.services.catalogues import catalogue, versions
from data.storage.database import UnitOfWork, reading, writing


def overview(acting: Person, today: date) -> list[KeptArticle]:
    """Every article, shipped or written here; what is due to be checked first."""
    require(acting, Permission.EDIT_KNOWLEDGE)
    shipped = content.articles()
    with reading() as work:
        upkeep = work.knowledge.upkeep()
        newest = work.knowledge.contents({key: each.newest_version for key, each in upkeep.items()})
    articles = [rules.kept(shipped.get(key), upkeep.get(key), newest.get(key)) for key in {**shipped, **upkeep}]
    return rules.in_order_of_upkeep(articles, today)


def kept(acting: Person, key: str) -> KeptArticle:
    """One article with all its versions. Raises NotFound."""
    require(acting, Permission.EDIT_KNOWLEDGE)
    with reading() as work:
        return _kept(work, key)


def add(acting: Person, wished: ArticleContent, sentence: str, *, publish: bool) -> KeptArticle:
    """Add an article of one's own, as a draft or for everybody. Raises Refused for what no article can be."""
    require(acting, Permission.EDIT_KNOWLEDGE)
    _require_possible(wished, sentence)
    with writing() as work:
        key = rules.free_key(wished.german.title, {*content.articles(), *work.knowledge.upkeep()})
        return _write(work, acting, Upkeep(key, None, False, None, 0, _now()), wished, sentence, publish=publish)


def save(
    acting: Person, key: str, base_number: int, wished: ArticleContent, sentence: str, *, publish: bool
) -> KeptArticle:
    """Store what somebody made of version `base_number` as a new version; it is read by people once it is published.

    Raises ChangedMeanwhile if there is a newer version by now, Refused for what no article can be, NotFound.
    """
    require(acting, Permission.EDIT_KNOWLEDGE)
    _require_possible(wished, sentence)
    with writing() as work:
        upkeep = _held(work, key)
        if upkeep.newest_version != base_number:
            raise ChangedMeanwhile("article_changed_meanwhile")
        return _write(work, acting, upkeep, wished, sentence, publish=publish)


def publish(acting: Person, key: str, number: int) -> KeptArticle:
    """Have people read one of the versions; 0 goes back to what comes with the program. Raises NotFound."""
    require(acting, Permission.EDIT_KNOWLEDGE)
    with writing() as work:
        upkeep = _held(work, key)
        exists = key in content.articles() if number == 0 else 0 < number <= upkeep.newest_version
        if not exists:
            raise NotFound("article_not_found")
        shown = replace(upkeep, shown_version=number, is_withdrawn=False, changed_at=_now())
        return _keep(work, acting, shown, AuditEvent.ARTICLE_PUBLISHED, f"version={number}")


def withdraw(acting: Person, key: str) -> KeptArticle:
    """Have nobody read an article any more; it can be published again. Raises NotFound."""
    require(acting, Permission.EDIT_KNOWLEDGE)
    with writing() as work:
        gone = replace(_held(work, key), shown_version=None, is_withdrawn=True, changed_at=_now())
        return _keep(work, acting, gone, AuditEvent.ARTICLE_WITHDRAWN)


def note_check(acting: Person, key: str, today: date) -> KeptArticle:
    """Note that somebody checked an article today and found it right as it is. Raises NotFound."""
    require(acting, Permission.EDIT_KNOWLEDGE)
    with writing() as work:
        checked = replace(_held(work, key), checked_on=today, changed_at=_now())
        return _keep(work, acting, checked, AuditEvent.ARTICLE_CHECKED)


def preview(markdown: str) -> tuple[tuple[Block, ...], tuple[tuple[MarkdownProblem, str], ...]]:
    """A body as people would read it, and what of it cannot be shown."""
    return markdown_blocks.blocks(markdown), markdown_blocks.problems(markdown)


def known_criteria() -> set[str]:
    """The keys of all criteria that an article or a practice may be for."""
    return {criterion.key for version in versions() for criterion in catalogue(version).criteria}


def _require_possible(wished: ArticleContent, sentence: str) -> None:
    rules.require_possible_content(wished, known_criteria())
    rules.require_sentence(sentence)


def _write(
    work: UnitOfWork, acting: Person, upkeep: Upkeep, wished: ArticleContent, sentence: str, *, publish: bool
) -> KeptArticle:
    number, at = upkeep.newest_version + 1, _now()
    version = ArticleVersion(number, at, "", sentence.strip(), wished)
    work.knowledge.add_version(upkeep.key, version, by=acting.account_id)
    now = replace(upkeep, newest_version=number, changed_at=at)
    if publish:
        now = replace(now, shown_version=number, is_withdrawn=False, checked_on=at.date())
    event = AuditEvent.ARTICLE_PUBLISHED if publish else AuditEvent.ARTICLE_WRITTEN
    return _keep(work, acting, now, event, f"version={number}")


def _keep(work: UnitOfWork, acting: Person, upkeep: Upkeep, event: AuditEvent, details: str = "") -> KeptArticle:
    work.knowledge.keep(upkeep)
    work.audit.record(event, account_id=acting.account_id, subject=f"article:{upkeep.key}", details=details)
    return _kept(work, upkeep.key)


def _held(work: UnitOfWork, key: str) -> Upkeep:
    """What is stored of an article, held against other writers; a shipped one is read as it is until then."""
    if (stored := work.knowledge.upkeep_of(key, hold=True)) is not None:
        return stored
    if key not in content.articles():
        raise NotFound("article_not_found")
    return Upkeep(key, shown_version=0, is_withdrawn=False, checked_on=None, newest_version=0, changed_at=_now())


def _kept(work: UnitOfWork, key: str) -> KeptArticle:
    shipped: Article | None = content.articles().get(key)
    upkeep = work.knowledge.upkeep_of(key)
    if shipped is None and upkeep is None:
        raise NotFound("article_not_found")
    all_versions = work.knowledge.versions(key)
    newest = all_versions[0].content if all_versions else None
    return rules.kept(shipped, upkeep, newest, all_versions)


def _now() -> datetime:
    return datetime.now(UTC)

"""Articles and offered practice: what can be stored, what people read of it, what fits to what."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from data.errors import Refused
from data.model.knowledge import (
    Article,
    ArticleContent,
    ArticleKind,
    ArticleState,
    ArticleText,
    ArticleVersion,
    Found,
    Hit,
    KeptArticle,
    OfferState,
    PracticeOffer,
    PracticeText,
    PracticeWish,
    Source,
    Upkeep,
    Wish,
)
from data.model.people import Commune

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BODY = 80, 200, 20_000
LONGEST_SENTENCE = 300
LONGEST_ANSWER = 4_000
PRACTICE_KEY = "praxis-"
MOST_CRITERIA, MOST_SOURCES = 10, 30
SOURCE_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
GENERIC = frozenset({"stadt", "gemeinde", "markt", "landkreis", "kreis", "landeshauptstadt", "hansestadt", "bad", "am"})
SHORTEST_NAME = 4

FieldOf = Mapping[str, str]


# What can be stored


def require_possible_content(content: ArticleContent, known: Collection[str]) -> None:
    """Raise Refused for what no article can be. `known` are the keys of all criteria."""
    for text in (content.german, content.english):
        if text is not None:
            _require_possible_text(text)
    if content.kind is ArticleKind.PRACTICE:
        raise Refused("article_kind_is_for_offers")
    _require_known(content.criteria, known)
    if len(content.sources) > MOST_SOURCES:
        raise Refused("article_too_many_sources", most=MOST_SOURCES)
    for source in content.sources:
        _require_possible_source(source)


def _require_possible_text(text: ArticleText) -> None:
    if not 0 < len(text.title.strip()) <= LONGEST_TITLE:
        raise Refused("article_title_length", longest=LONGEST_TITLE)
    if not 0 < len(text.summary.strip()) <= LONGEST_SUMMARY:
        raise Refused("article_summary_length", longest=LONGEST_SUMMARY)
    if not 0 < len(text.body.strip()) <= LONGEST_BODY:
        raise Refused("article_body_length", longest=LONGEST_BODY)


def _require_possible_source(source: Source) -> None:
    is_address = source.url.startswith("https://") and not re.search(r"\s", source.url)
    if not source.title.strip() or not is_address or not SOURCE_DATE.fullmatch(source.date):
        raise Refused("article_source_form", found=source.url or source.title)


def _require_known(criteria: Sequence[str], known: Collection[str]) -> None:
    if len(criteria) > MOST_CRITERIA or not set(criteria) <= set(known):
        raise Refused("article_criteria", most=MOST_CRITERIA)


def require_sentence(sentence: str) -> None:
    """Raise Refused unless somebody said in a sentence what changed, or why."""
    if not 0 < len(sentence.strip()) <= LONGEST_SENTENCE:
        raise Refused("article_sentence_length", longest=LONGEST_SENTENCE)


def require_possible_practice(wish: PracticeWish, known: Collection[str]) -> None:
    """Raise Refused for an offer without a title, without what was done, too long, or for no criterion."""
    require_possible_answers(wish.text)
    if not wish.criteria:
        raise Refused("practice_criterion_needed")
    _require_known(wish.criteria, known)


def require_possible_answers(text: PracticeText) -> None:
    """Raise Refused for a practice whose title or first three answers are missing, or with a text that is too long."""
    if not 0 < len(text.title.strip()) <= LONGEST_TITLE:
        raise Refused("practice_title_length", longest=LONGEST_TITLE)
    if not all(answer.strip() for answer in (text.situation, text.action, text.outcome)):
        raise Refused("practice_answers_needed")
    if any(len(answer) > LONGEST_ANSWER for answer in (text.situation, text.action, text.outcome, text.differently)):
        raise Refused("practice_answer_too_long", longest=LONGEST_ANSWER)


def require_says_nothing_of(commune: Commune, text: PracticeText) -> None:
    """Raise Refused where the text of an unnamed practice holds the name or the key of its commune."""
    told = _even(" ".join((text.title, text.situation, text.action, text.outcome, text.differently)))
    for word in (*_names(commune), commune.ags):
        # "Ahornfelder" tells of Ahornfelde; a short name such as "Hof" is no part of "Hoffnung".
        end = "" if len(word) >= SHORTEST_NAME else r"(?!\w)"
        if re.search(rf"(?<!\w){re.escape(word)}{end}", told):
            raise Refused("practice_tells_who", word=word)


def _names(commune: Commune) -> list[str]:
    name = _even(commune.name)
    telling = [word for word in re.findall(r"\w+", name) if word not in GENERIC and len(word) >= SHORTEST_NAME]
    return telling or [name]


def _even(text: str) -> str:
    """Small letters, one blank between words, and one way to write an umlaut."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


# What people read


def shown(shipped: Article | None, upkeep: Upkeep | None, written: ArticleContent | None) -> Article | None:
    """The article as people read it; None where there is nothing to read. `written` is the version that is shown."""
    if upkeep is None:
        return shipped
    if upkeep.shown_version is None:
        return None
    checked_on = upkeep.checked_on or (shipped.checked_on if shipped else upkeep.changed_at.date())
    if upkeep.shown_version == 0:
        return replace(shipped, checked_on=checked_on) if shipped else None
    if written is None:
        return None
    return Article(upkeep.key, written, checked_on, upkeep.shown_version)


def as_article(offer: PracticeOffer) -> Article:
    """A released practice as people read it; where its commune stays unnamed, nothing in it says which one it is."""
    text = offer.text
    words = ArticleText(text.title, _gist(text.action), "")
    return Article(
        key=f"{PRACTICE_KEY}{offer.id}",
        content=ArticleContent(ArticleKind.PRACTICE, offer.wish.effort, offer.wish.criteria, words),
        checked_on=offer.changed_at.date(),
        practice=text,
        offered_by=offer.commune_name if offer.wish.is_named else "",
        wants_contact=offer.wish.is_named and offer.wish.wants_contact,
    )


def _gist(text: str) -> str:
    """The first sentence, or as much as there is room for."""
    first = re.split(r"(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]
    return first if len(first) <= LONGEST_SUMMARY else f"{first[: LONGEST_SUMMARY - 2].rsplit(' ', 1)[0]} …"


def kept(
    shipped: Article | None,
    upkeep: Upkeep | None,
    newest: ArticleContent | None,
    versions: tuple[ArticleVersion, ...] = (),
) -> KeptArticle:
    """An article for those who keep it: there is something shipped, or something stored."""
    if upkeep is None:
        assert shipped is not None
        return KeptArticle(
            shipped.key, ArticleState.PUBLISHED, shipped, 0, shipped.checked_on, newest_number=0, newest=shipped.content
        )
    content = newest or (shipped.content if shipped else None)
    assert content is not None
    return KeptArticle(
        key=upkeep.key,
        state=_state(upkeep),
        shipped=shipped,
        shown_version=upkeep.shown_version,
        checked_on=upkeep.checked_on or (shipped.checked_on if shipped else upkeep.changed_at.date()),
        newest_number=upkeep.newest_version,
        newest=content,
        changed_at=upkeep.changed_at,
        versions=versions,
    )


def _state(upkeep: Upkeep) -> ArticleState:
    if upkeep.shown_version is not None:
        return ArticleState.PUBLISHED
    return ArticleState.WITHDRAWN if upkeep.is_withdrawn else ArticleState.DRAFT


def in_order_of_upkeep(articles: Iterable[KeptArticle], today: date) -> list[KeptArticle]:
    """What is due to be checked first, the longest waiting at the top, then by title."""
    return sorted(
        articles,
        key=lambda each: (
            not each.is_due(today),
            each.checked_on if each.is_due(today) else today,
            each.newest.german.title.casefold(),
        ),
    )


def free_key(title: str, taken: Collection[str]) -> str:
    """A key for a new article: small letters, digits and hyphens, none that is taken."""
    spelled = title.casefold()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelled = spelled.replace(umlaut, letters)
    key = re.sub(r"[^a-z0-9]+", "-", spelled).strip("-")[:80].strip("-") or "artikel"
    if key.startswith(PRACTICE_KEY):
        key = f"artikel-{key}"
    candidates = (key if number == 1 else f"{key}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


# What fits


def chosen(hits: Sequence[Hit], wish: Wish, field_of: FieldOf, *, is_wider: bool = False) -> Found:
    """Of what was found by its words, what fits the filters.

    Each count says how many there would be with this one value, all other filters left as they are.
    """
    tests: Mapping[str, Callable[[Article], bool]] = {
        "field": lambda article: not wish.fields or bool(wish.fields & fields(article, field_of)),
        "kind": lambda article: not wish.kinds or article.content.kind in wish.kinds,
        "effort": lambda article: not wish.efforts or article.content.effort in wish.efforts,
        "criterion": lambda article: not wish.criterion or wish.criterion in article.content.criteria,
    }

    def fitting(but: str = "") -> list[Hit]:
        used = [test for name, test in tests.items() if name != but]
        return [hit for hit in hits if all(test(hit.article) for test in used)]

    return Found(
        hits=tuple(fitting()),
        by_field=Counter(key for hit in fitting("field") for key in fields(hit.article, field_of)),
        by_kind=Counter(hit.article.content.kind for hit in fitting("kind")),
        by_effort=Counter(hit.article.content.effort for hit in fitting("effort")),
        is_wider=is_wider,
    )


def fields(article: Article, field_of: FieldOf) -> frozenset[str]:
    """The action fields of its criteria."""
    return frozenset(field_of[key] for key in article.content.criteria if key in field_of)


def related(article: Article, others: Iterable[Article], field_of: FieldOf, most: int) -> tuple[Article, ...]:
    """What helps with the same: the same main criterion first, then a shared one, then the same field."""
    own = article.content.criteria

    def nearness(other: Article) -> int:
        theirs = other.content.criteria
        shared = set(own) & set(theirs)
        return (
            4 * (own[:1] == theirs[:1] != ())
            + 2 * len(shared)
            + bool(fields(article, field_of) & fields(other, field_of))
        )

    near = [other for other in others if other.key != article.key and nearness(other)]
    return tuple(sorted(near, key=lambda other: (-nearness(other), other.key))[:most])


def beside(articles: Iterable[Article], most: int) -> dict[str, tuple[Article, ...]]:
    """For every criterion what helps most: articles of which it is the main one first, little effort first."""
    ranked: dict[str, list[tuple[bool, bool, int, str, Article]]] = {}
    for article in articles:
        for place, key in enumerate(article.content.criteria):
            is_practice = article.content.kind is ArticleKind.PRACTICE
            effort = list(type(article.content.effort)).index(article.content.effort)
            ranked.setdefault(key, []).append((place > 0, is_practice, effort, article.key, article))
    return {key: tuple(each[-1] for each in sorted(found)[:most]) for key, found in ranked.items()}


# Offers


def require_state(offer: PracticeOffer, *possible: OfferState) -> None:
    """Raise Refused for a step that an offer cannot take from where it stands."""
    if offer.state not in possible:
        raise Refused("practice_step_impossible")

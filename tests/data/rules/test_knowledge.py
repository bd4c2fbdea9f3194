"""What fits to an article and to a criterion, what a practice says in short, and which key a new article gets."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from data.model.knowledge import (
    Article,
    ArticleContent,
    ArticleKind,
    ArticleText,
    Effort,
    OfferState,
    PracticeOffer,
    PracticeText,
    PracticeWish,
)
from data.rules.knowledge import as_article, beside, free_key, related

FIELD_OF = {"wohnen": "zugang", "bildung": "zugang", "dialog": "beteiligung"}


def an_article(key: str, *criteria: str, kind: ArticleKind = ArticleKind.TIP, effort: Effort = Effort.LOW) -> Article:
    content = ArticleContent(kind, effort, criteria, ArticleText(key, "Kurz.", "Text."))
    return Article(key, content, date(2026, 11, 23))


def keys(articles: tuple[Article, ...]) -> list[str]:
    return [article.key for article in articles]


def test_related_is_first_what_has_the_same_main_criterion_then_a_shared_one_then_the_field() -> None:
    own = an_article("own", "wohnen", "dialog")
    others = [
        an_article("field", "bildung"),
        an_article("shared", "bildung", "wohnen"),
        an_article("main", "wohnen"),
        an_article("general"),
    ]
    assert keys(related(own, [own, *others], FIELD_OF, most=3)) == ["main", "shared", "field"]
    assert keys(related(own, others, FIELD_OF, most=1)) == ["main"]


def test_two_articles_for_everything_are_not_related_by_that() -> None:
    assert related(an_article("one"), [an_article("other")], FIELD_OF, most=3) == ()


def test_beside_a_criterion_stands_the_article_written_for_it_then_little_effort_and_practice_last() -> None:
    found = beside(
        [
            an_article("also", "bildung", "wohnen"),
            an_article("practice", "wohnen", kind=ArticleKind.PRACTICE),
            an_article("large", "wohnen", effort=Effort.HIGH),
            an_article("small", "wohnen"),
        ],
        most=4,
    )
    assert keys(found["wohnen"]) == ["small", "large", "practice", "also"]
    assert keys(found["bildung"]) == ["also"]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Über Straßen & Häuser!", "ueber-strassen-haeuser"),
        ("???", "artikel"),
        ("Praxis 3", "artikel-praxis-3"),  # the keys of practices are theirs
        ("Tipp", "tipp-2"),
    ],
)
def test_a_key_is_spelled_from_the_title_and_never_taken_twice(title: str, key: str) -> None:
    assert free_key(title, {"tipp"}) == key


def test_the_first_sentence_of_what_was_done_says_it_in_short() -> None:
    def summary(action: str) -> str:
        text = PracticeText("Titel", "Lage.", action, "Wirkung.", "")
        wish = PracticeWish(text, ("wohnen",), Effort.LOW, is_named=False)
        at = datetime(2026, 11, 23, tzinfo=UTC)
        offer = PracticeOffer(1, 7, "Quittenau", wish, None, OfferState.RELEASED, "", at, at, 1)
        return as_article(offer).content.german.summary

    assert summary("Ein Tisch steht da.\n\nJede Woche.") == "Ein Tisch steht da."
    assert len(summary("lang " * 100)) <= 200
    assert summary("lang " * 100).endswith("lang …")

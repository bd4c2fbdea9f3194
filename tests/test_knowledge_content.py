"""The shipped articles: every criterion has its own, complete in both languages, concrete and checked."""

from __future__ import annotations

from datetime import date

import pytest

from data.content.catalogues import catalogue
from data.content.knowledge import articles
from data.model.document import Heading
from data.model.knowledge import Article, ArticleKind
from data.rules.markdown_blocks import blocks, problems, words

CONTENT_OF = date(2026, 11, 23)
FEWEST_WORDS, MOST_WORDS = 150, 400
FEWEST_METHODS = 6
LAST_HEADINGS = {
    "de": ["Erster Schritt für eine kleine Kommune", "Erster Schritt für eine große Stadt"],
    "en": ["First step for a small local authority", "First step for a city"],
}
ARTICLES = list(articles().values())
IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])
EVERY_ARTICLE = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)


@pytest.mark.parametrize("key", [criterion.key for criterion in catalogue("2021-07").criteria])
def test_every_criterion_is_the_main_one_of_an_article(key: str) -> None:
    assert any(article.content.criteria[:1] == (key,) for article in ARTICLES)


@EVERY_ARTICLE
def test_articles_belong_to_criteria_that_there_are(article: Article) -> None:
    assert set(article.content.criteria) <= {criterion.key for criterion in catalogue("2021-07").criteria}
    assert article.content.criteria or article.content.kind is ArticleKind.METHOD


def test_every_kind_is_there_and_methods_for_dialogue_and_workshops() -> None:
    kinds = [article.content.kind for article in ARTICLES]
    assert set(kinds) == set(ArticleKind) - {ArticleKind.PRACTICE}
    assert kinds.count(ArticleKind.METHOD) >= FEWEST_METHODS


@IN_BOTH_LANGUAGES
@EVERY_ARTICLE
def test_an_article_has_150_to_400_words(article: Article, language: str) -> None:
    told = words(blocks(article.content.text(language).body))
    assert FEWEST_WORDS <= len(told.split()) <= MOST_WORDS


@IN_BOTH_LANGUAGES
@EVERY_ARTICLE
def test_an_article_ends_with_a_first_step_for_a_small_commune_and_one_for_a_city(
    article: Article, language: str
) -> None:
    told = blocks(article.content.text(language).body)
    headings = [block.text for block in told if isinstance(block, Heading)]
    assert headings[-2:] == LAST_HEADINGS[language]
    assert not isinstance(told[-1], Heading)


@IN_BOTH_LANGUAGES
@EVERY_ARTICLE
def test_nothing_of_an_article_is_left_out_when_it_is_shown(article: Article, language: str) -> None:
    text = article.content.text(language)
    assert problems(text.body) == ()
    assert [line for line in text.body.splitlines() if line.startswith("#") and not line.startswith("## ")] == []


@EVERY_ARTICLE
def test_an_article_is_translated_and_was_checked(article: Article) -> None:
    assert article.content.english is not None
    assert article.content.english.title != article.content.german.title
    assert article.checked_on <= CONTENT_OF
    for source in article.content.sources:
        assert source.date[:10] <= CONTENT_OF.isoformat()


@EVERY_ARTICLE
def test_an_article_needs_no_special_signs_for_people(article: Article) -> None:
    # Neutral forms instead of signs within words (Bürger*innen, Bürger:innen, BürgerInnen).
    written = article.content.german.body + article.content.german.summary + article.content.german.title
    assert not [word for word in written.split() if "*in" in word.strip("*") or ":in" in word or "_in" in word]


def test_no_title_comes_twice() -> None:
    titles = [article.content.text(language).title for article in ARTICLES for language in ("de", "en")]
    assert len(set(titles)) == len(titles)

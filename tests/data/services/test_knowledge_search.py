"""The search finds word forms, parts of compounds and what was typed with a slip, and takes any text for words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.knowledge import Article, ArticleContent, ArticleKind, ArticleText, Effort, PracticeText
from data.services.knowledge_search import KnowledgeIndex


def an_article(key: str, title: str, body: str, summary: str = "Kurz gesagt.", criterion: str = "wohnen") -> Article:
    german = ArticleText(title, summary, body)
    english = ArticleText(f"On {key}", "In short.", "Offices answer complaints about housing.")
    content = ArticleContent(ArticleKind.TIP, Effort.LOW, (criterion,), german, english)
    return Article(key, content, date(2026, 11, 23))


ARTICLES = [
    an_article("stelle", "Eine Beschwerdestelle einrichten", "Der Rat beschließt die Stelle. Das Bürgerbüro hilft."),
    an_article("brief", "Verständliche Briefe", "Wer eine Beschwerde schreibt, bekommt nach drei Tagen Antwort."),
    an_article("haus", "Häuser öffnen", "Begegnung braucht Räume. Dolmetscher kommen **gern**.", criterion="bildung"),
    an_article("rat", "Im Gespräch bleiben", "Ein Beirat und die Wohnungsbörse. Die Börse für Wohnungen."),
]
CRITERIA = {"wohnen": "Wohnen", "bildung": "Bildung"}
INDEX = KnowledgeIndex(ARTICLES, "de", CRITERIA)
ENGLISH = KnowledgeIndex(ARTICLES, "en", CRITERIA)


def found(text: str, index: KnowledgeIndex = INDEX) -> list[str]:
    return [match.key for match in index.search(text)[0]]


@pytest.mark.parametrize("text", ["Haus", "HÄUSER", "haeuser", "hauser", "  Häuser!  "])
def test_word_forms_and_spellings_of_umlauts_find_the_same(text: str) -> None:
    assert found(text) == ["haus"]


def test_a_part_finds_the_compound_and_the_title_counts_more() -> None:
    assert found("Beschwerde") == ["brief", "stelle"] or found("Beschwerde") == ["stelle", "brief"]
    assert found("Beschwerdestelle")[0] == "stelle"


def test_a_compound_finds_its_parts() -> None:
    # "Wohnungsangebote" stands nowhere; "Wohnungsbörse" is written, and so is "Börse für Wohnungen".
    assert found("Wohnungsbörsen") == ["rat"]
    assert found("Wohnung") == ["rat"]


def test_the_beginning_of_a_word_is_enough() -> None:
    assert found("Begegn") == ["haus"]


def test_titles_of_criteria_are_searched() -> None:
    assert found("Bildung") == ["haus"]


def test_a_slip_is_forgiven_once_nothing_else_is_found() -> None:
    assert INDEX.search("Dolmetscher")[1] is False
    matches, is_wider = INDEX.search("Dolmetschr")
    assert ([match.key for match in matches], is_wider) == (["haus"], True)


def test_all_words_are_wanted_and_some_are_better_than_nothing() -> None:
    assert found("Rat Bürgerbüro") == ["stelle"]
    matches, is_wider = INDEX.search("Bürgerbüro Raumfahrt")
    assert ([match.key for match in matches], is_wider) == (["stelle"], True)


def test_what_says_nothing_is_not_looked_for() -> None:
    assert found("wie ist der Rat") == found("Rat")
    assert found("und der die das") == []


def test_the_stretch_shows_the_hit_as_it_is_written() -> None:
    (match,) = INDEX.search("dolmetscher")[0]
    assert [(mark.text, mark.is_hit) for mark in match.snippet] == [
        ("Begegnung braucht Räume. ", False),
        ("Dolmetscher", True),
        (" kommen gern", False),
    ]


def test_where_the_title_says_it_there_is_no_stretch() -> None:
    (match,) = INDEX.search("verständlich")[0]
    assert match.snippet == ()


def test_english_has_its_own_words_and_forms() -> None:
    assert set(found("complaint office", ENGLISH)) == {"stelle", "brief", "haus", "rat"}
    assert found("complaint") == []
    assert found("Beschwerde", ENGLISH) == []


def test_a_practice_is_found_by_its_answers() -> None:
    words = ArticleText("Gemeinsam kochen", "Ein Abend im Monat.", "")
    content = ArticleContent(ArticleKind.PRACTICE, Effort.LOW, ("wohnen",), words)
    told = PracticeText("Gemeinsam kochen", "Kaum Kontakt.", "Ein Kochabend.", "Freundschaften.", "Früher beginnen.")
    index = KnowledgeIndex([Article("praxis-1", content, date(2026, 11, 23), practice=told)], "de", {})
    assert found("Freundschaft", index) == ["praxis-1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        '"',
        "AND OR NOT",
        "title:Haus",
        "(((",
        "*",
        "Haus~2^9",
        "\\",
        "a" * 10_000,
        "Haus " * 5_000,
        "\x00",
        "🏠",
        "%s",
    ],
)
def test_whatever_is_typed_is_only_words(text: str) -> None:
    INDEX.search(text)


def test_operators_are_words() -> None:
    assert found('"Häuser" AND (öffnen)') == ["haus"]
    assert found("-Häuser") == ["haus"]


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    matches, _is_wider = INDEX.search(text)
    assert {match.key for match in matches} <= {"stelle", "brief", "haus", "rat"}
    assert all(any(mark.is_hit for mark in match.snippet) for match in matches if match.snippet)


def test_no_article_no_hit() -> None:
    assert KnowledgeIndex([], "de", {}).search("Haus") == ([], False)

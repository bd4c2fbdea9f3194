"""How the platform team keeps articles: versions that are only added, two editors, publishing and going back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from factories import audit_trail, stored_commune, stored_person
from sqlalchemy import Engine

from data.content.knowledge import articles
from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.knowledge import ArticleContent, ArticleKind, ArticleState, ArticleText, Effort, Source
from data.model.people import Person, Role
from data.services import knowledge, knowledge_editing

TODAY = date(2026, 11, 23)
OWN = ArticleContent(
    ArticleKind.TIP,
    Effort.LOW,
    ("sprache",),
    ArticleText("Ein eigener Tipp", "Was hilft.", "## Los\n\nText."),
    sources=(Source("Quelle", "https://example.org", "2024"),),
)


@pytest.fixture
def editor(any_store: Engine) -> Person:
    return stored_person(Role.PLATFORM)


@pytest.fixture
def reader(any_store: Engine) -> Person:
    return stored_person(Role.OFFICER, stored_commune())


def shipped_key() -> str:
    return next(iter(articles()))


def test_an_own_article_is_a_draft_until_it_is_published(editor: Person, reader: Person) -> None:
    added = knowledge_editing.add(editor, OWN, "Neu", publish=False)
    assert (added.key, added.state, added.newest_number) == ("ein-eigener-tipp", ArticleState.DRAFT, 1)
    with pytest.raises(NotFound):
        knowledge.article(reader, added.key)
    published = knowledge_editing.publish(editor, added.key, 1)
    assert (published.state, published.shown_version) == (ArticleState.PUBLISHED, 1)
    assert knowledge.article(reader, added.key).article.content == OWN


def test_every_version_stays_with_its_number_person_and_sentence(editor: Person, reader: Person) -> None:
    key = knowledge_editing.add(editor, OWN, "Neu", publish=True).key
    better = replace(OWN, effort=Effort.HIGH)
    kept = knowledge_editing.save(editor, key, 1, better, "  Aufwand richtig  ", publish=True)
    told = [(version.number, version.by, version.sentence, version.content.effort) for version in kept.versions]
    name = editor.display_name
    assert told == [(2, name, "Aufwand richtig", Effort.HIGH), (1, name, "Neu", Effort.LOW)]
    knowledge_editing.publish(editor, key, 1)
    assert knowledge.article(reader, key).article.content.effort is Effort.LOW


def test_of_two_editors_the_second_is_told_and_nothing_is_overwritten(editor: Person) -> None:
    key = knowledge_editing.add(editor, OWN, "Neu", publish=True).key
    knowledge_editing.save(editor, key, 1, replace(OWN, effort=Effort.HIGH), "Erste", publish=True)
    with pytest.raises(ChangedMeanwhile):
        knowledge_editing.save(editor, key, 1, replace(OWN, effort=Effort.MEDIUM), "Zweite", publish=True)
    kept = knowledge_editing.kept(editor, key)
    assert (kept.newest_number, kept.newest.effort) == (2, Effort.HIGH)


def test_a_shipped_article_is_superseded_and_gone_back_to(editor: Person, reader: Person) -> None:
    key = shipped_key()
    shipped = articles()[key].content
    changed = replace(shipped, german=replace(shipped.german, title="Ein anderer Titel"))
    knowledge_editing.save(editor, key, 0, changed, "Titel", publish=True)
    assert knowledge.article(reader, key).article.content == changed
    back = knowledge_editing.publish(editor, key, 0)
    assert (back.shown_version, back.has_unpublished) == (0, True)
    assert knowledge.article(reader, key).article.content == shipped


def test_a_withdrawn_article_can_be_published_again(editor: Person, reader: Person) -> None:
    key = shipped_key()
    assert knowledge_editing.withdraw(editor, key).state is ArticleState.WITHDRAWN
    with pytest.raises(NotFound):
        knowledge.article(reader, key)
    knowledge_editing.publish(editor, key, 0)
    assert knowledge.article(reader, key).article.key == key


def test_a_version_that_nobody_wrote_cannot_be_published(editor: Person) -> None:
    with pytest.raises(NotFound):
        knowledge_editing.publish(editor, shipped_key(), 1)
    key = knowledge_editing.add(editor, OWN, "Neu", publish=False).key
    with pytest.raises(NotFound):
        knowledge_editing.publish(editor, key, 0)


def test_what_is_due_comes_first_the_longest_waiting_on_top(editor: Person) -> None:
    one, other = list(articles())[:2]
    knowledge_editing.note_check(editor, one, date(2025, 11, 22))
    knowledge_editing.note_check(editor, other, date(2025, 11, 1))
    listed = knowledge_editing.overview(editor, TODAY)
    assert [each.key for each in listed[:2]] == [other, one]
    assert [each.is_due(TODAY) for each in listed[:3]] == [True, True, False]


def test_a_check_is_read_at_once(editor: Person, reader: Person) -> None:
    knowledge_editing.note_check(editor, shipped_key(), date(2027, 1, 2))
    assert knowledge.article(reader, shipped_key()).article.checked_on == date(2027, 1, 2)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"german": ArticleText("", "Was hilft.", "Text.")}, "article_title_length"),
        ({"german": ArticleText("Titel", "x" * 201, "Text.")}, "article_summary_length"),
        ({"german": ArticleText("Titel", "Was hilft.", " ")}, "article_body_length"),
        ({"english": ArticleText("Title", "", "Text.")}, "article_summary_length"),
        ({"kind": ArticleKind.PRACTICE}, "article_kind_is_for_offers"),
        ({"criteria": ("gibt_es_nicht",)}, "article_criteria"),
        ({"sources": (Source("Quelle", "http://example.org"),)}, "article_source_form"),
        ({"sources": (Source("Quelle", "https://example.org", "Mai"),)}, "article_source_form"),
    ],
)
def test_what_no_article_can_be_is_refused(editor: Person, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused, match=code):
        knowledge_editing.add(editor, replace(OWN, **changes), "Neu", publish=True)


def test_every_version_needs_a_sentence(editor: Person) -> None:
    with pytest.raises(Refused, match="article_sentence_length"):
        knowledge_editing.add(editor, OWN, "  ", publish=True)


def test_a_second_article_with_the_same_title_gets_a_key_of_its_own(editor: Person) -> None:
    keys = [knowledge_editing.add(editor, OWN, "Neu", publish=False).key for _ in range(3)]
    assert keys == ["ein-eigener-tipp", "ein-eigener-tipp-2", "ein-eigener-tipp-3"]


def test_each_step_is_in_the_log(editor: Person) -> None:
    before = len(audit_trail())
    key = knowledge_editing.add(editor, OWN, "Neu", publish=False).key
    knowledge_editing.publish(editor, key, 1)
    knowledge_editing.note_check(editor, key, TODAY)
    knowledge_editing.withdraw(editor, key)
    told = [(entry[0], entry[1], entry[3]) for entry in audit_trail(but=before)]
    steps = ("article.written", "article.published", "article.checked", "article.withdrawn")
    assert told == [(step, editor.account_id, f"article:{key}") for step in steps]

"""What people read in the knowledge base, what stands beside a criterion, and the measure made of an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from factories import a_person, replies_to_all, stored_commune, stored_person, stored_round
from sqlalchemy import Engine, event

from data.content.catalogues import catalogue
from data.content.knowledge import articles
from data.errors import NotAllowed, NotFound
from data.model.knowledge import ArticleKind, Effort, Wish
from data.model.people import Person, Role
from data.services import knowledge, knowledge_editing, measures, priorities
from data.storage.database import engine

CRITERION = "sprache"


@pytest.fixture
def officer(store: Engine) -> Person:
    return stored_person(Role.OFFICER, stored_commune())


@pytest.fixture
def editor(store: Engine) -> Person:
    return stored_person(Role.PLATFORM)


def an_article_for(criterion: str) -> str:
    return next(key for key, article in articles().items() if article.content.criteria[:1] == (criterion,))


def test_without_words_every_article_is_found_by_title(officer: Person) -> None:
    found = knowledge.find(officer, Wish(), "de")
    titles = [hit.article.content.german.title for hit in found.hits]
    assert len(titles) == len(articles())
    assert titles == sorted(titles, key=str.casefold)


def test_filters_narrow_and_counts_say_what_each_value_would_bring(officer: Person) -> None:
    found = knowledge.find(officer, Wish(kinds=frozenset({ArticleKind.METHOD})), "de")
    shipped = [article.content for article in articles().values()]
    methods = [content for content in shipped if content.kind is ArticleKind.METHOD]
    assert len(found.hits) == len(methods) > 0
    # The counts of the kinds ignore the chosen kind, those of the efforts do not.
    assert found.by_kind[ArticleKind.CHECKLIST] == sum(content.kind is ArticleKind.CHECKLIST for content in shipped) > 0
    assert found.by_effort[Effort.LOW] == sum(content.effort is Effort.LOW for content in methods)


def test_several_values_of_one_filter_mean_any_of_them(officer: Person) -> None:
    both = frozenset({Effort.LOW, Effort.MEDIUM})
    found = knowledge.find(officer, Wish(efforts=both), "de")
    alone = [len(knowledge.find(officer, Wish(efforts=frozenset({effort})), "de").hits) for effort in both]
    assert len(found.hits) == sum(alone)


def test_a_criterion_finds_its_articles(officer: Person) -> None:
    found = knowledge.find(officer, Wish(criterion=CRITERION), "de")
    assert an_article_for(CRITERION) in [hit.article.key for hit in found.hits]
    assert all(CRITERION in hit.article.content.criteria for hit in found.hits)


def test_an_article_comes_with_others_that_help_with_the_same(officer: Person) -> None:
    key = an_article_for(CRITERION)
    view = knowledge.article(officer, key)
    assert view.article.key == key
    assert 0 < len(view.related) <= 3
    assert key not in [other.key for other in view.related]


def test_an_article_that_there_is_not_is_not_found(officer: Person) -> None:
    with pytest.raises(NotFound):
        knowledge.article(officer, "gibt-es-nicht")


def test_beside_every_criterion_stand_at_most_two_articles_the_own_one_first(officer: Person) -> None:
    beside = knowledge.beside(officer, "de")
    assert set(beside) >= {criterion.key for criterion in catalogue("2021-07").criteria}
    for key, suggested in beside.items():
        assert 1 <= len(suggested) <= 2
        if any(article.content.criteria[:1] == (key,) for article in articles().values()):
            assert articles()[suggested[0].key].content.criteria[0] == key


def test_what_stands_beside_all_criteria_costs_two_small_statements(officer: Person) -> None:
    knowledge.beside(officer, "de")
    statements: list[str] = []
    event.listen(engine(), "before_cursor_execute", lambda *given: statements.append(given[2]))
    knowledge.beside(officer, "de")
    assert len([each for each in statements if each.startswith("SELECT")]) == 2


def test_an_edit_is_found_and_beside_criteria_as_soon_as_it_is_published(officer: Person, editor: Person) -> None:
    key = an_article_for(CRITERION)
    before = knowledge_editing.kept(editor, key).newest
    german = replace(before.german, title="Quittengelee", body="Quittengelee hilft.")
    changed = replace(before, german=german)
    knowledge_editing.save(editor, key, 0, changed, "Anderer Titel", publish=False)
    assert knowledge.find(officer, Wish(text="Quittengelee"), "de").hits == ()
    knowledge_editing.publish(editor, key, 1)
    assert [hit.article.key for hit in knowledge.find(officer, Wish(text="Quittengelee"), "de").hits] == [key]
    assert "Quittengelee" in [each.title for each in knowledge.beside(officer, "de")[CRITERION]]
    knowledge_editing.withdraw(editor, key)
    assert knowledge.find(officer, Wish(text="Quittengelee"), "de").hits == ()
    with pytest.raises(NotFound):
        knowledge.article(officer, key)


def test_a_measure_of_an_article_belongs_to_the_criterion(officer: Person) -> None:
    commune = officer.commune
    assert commune is not None
    questions = [
        question.id
        for criterion in catalogue("2021-07").criteria
        if criterion.key == CRITERION
        for question in criterion.questions
    ]
    replies = replies_to_all(3)
    replies[questions[1]] = replace(replies[questions[1]], points=1)
    stored_round(commune, replies, submitted=True)
    priority = priorities.propose(officer, "Sprache zuerst", "Wir stehen dort am Anfang.", (CRITERION,))
    key = an_article_for(CRITERION)
    made = knowledge.make_measure(officer, key, CRITERION, "de")
    assert made.title == articles()[key].content.german.title
    assert made.description == articles()[key].content.german.summary
    assert made.priority_id == priority.id
    assert made.expected == {questions[1]: 2}  # the lowest stands at 1
    assert measures.measure(officer, made.id) == made


def test_a_measure_needs_no_result_and_no_priority(officer: Person) -> None:
    made = knowledge.make_measure(officer, an_article_for(CRITERION), CRITERION, "de")
    assert (made.priority_id, made.expected) == (None, {})


def test_a_measure_is_for_a_criterion_of_the_article(officer: Person) -> None:
    with pytest.raises(NotFound):
        knowledge.make_measure(officer, an_article_for(CRITERION), "kultur", "de")


def test_who_plans_nothing_makes_no_measure(store: Engine) -> None:
    with pytest.raises(NotAllowed):
        knowledge.make_measure(a_person(Role.CONTRIBUTOR), "x", CRITERION, "de")


def test_a_check_holds_for_a_year(editor: Person) -> None:
    key = an_article_for(CRITERION)
    checked = knowledge_editing.note_check(editor, key, date(2026, 11, 23))
    assert checked.is_due(date(2027, 11, 23)) is False  # 365 days later
    assert checked.is_due(date(2027, 11, 24)) is True

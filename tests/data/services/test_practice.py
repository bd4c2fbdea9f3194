"""Good practice that communes offer: released by the platform team, unnamed if they wish, withdrawn at any time."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from factories import a_commune, audit_trail, stored_commune, stored_person
from sqlalchemy import Engine

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.knowledge import ArticleKind, Effort, OfferState, PracticeText, PracticeWish, Wish
from data.model.people import Person, Role
from data.services import knowledge, practice

TEXT = PracticeText(
    "Kochabende", "Wenig Kontakt.", "Einmal im Monat ein Kochabend.", "Neue Bekannte.", "Früher beginnen."
)
NAMED = PracticeWish(TEXT, ("orte_und_anlaesse_der_begegnung",), Effort.LOW, is_named=True, wants_contact=True)
UNNAMED = replace(NAMED, is_named=False)


@pytest.fixture
def officer(any_store: Engine) -> Person:
    return stored_person(Role.OFFICER, stored_commune(name="Beispielstadt Quittenau", ags="09999001"))


@pytest.fixture
def other(any_store: Engine) -> Person:
    return stored_person(Role.OFFICER, stored_commune(name="Beispielstadt Zweitort", ags="09999002"))


@pytest.fixture
def editor(any_store: Engine) -> Person:
    return stored_person(Role.PLATFORM)


def practices_for(reader: Person) -> list[Any]:
    wish = Wish(kinds=frozenset({ArticleKind.PRACTICE}))
    return [hit.article for hit in knowledge.find(reader, wish, "de").hits]


def test_an_offer_is_read_by_others_only_once_it_is_released(officer: Person, other: Person, editor: Person) -> None:
    offered = practice.offer(officer, NAMED)
    assert practices_for(other) == []
    practice.release(editor, offered)
    (article,) = practices_for(other)
    assert (article.key, article.offered_by, article.wants_contact) == (
        f"praxis-{offered.id}",
        "Beispielstadt Quittenau",
        True,
    )
    assert article.practice == TEXT
    assert article.content.german.summary == "Einmal im Monat ein Kochabend."


def test_nothing_that_others_get_says_who_an_unnamed_commune_is(officer: Person, other: Person, editor: Person) -> None:
    practice.release(editor, practice.offer(officer, UNNAMED))
    assert officer.commune is not None
    for reader in (other, editor, officer):
        (article,) = practices_for(reader)
        told = json.dumps([asdict(article), asdict(knowledge.article(reader, article.key))], default=str)
        for telling in ("Quittenau", officer.commune.ags, officer.commune.land, officer.display_name, "commune_id"):
            assert telling not in told
        assert (article.offered_by, article.wants_contact) == ("", False)
    assert practice.own_offers(other) == []


@pytest.mark.parametrize("part", ["title", "situation", "action", "outcome", "differently"])
def test_an_unnamed_practice_whose_text_names_the_commune_is_neither_offered_nor_released(
    officer: Person, editor: Person, part: str
) -> None:
    telling = replace(UNNAMED, text=replace(TEXT, **{part: "Bei uns in quittenau"}))
    with pytest.raises(Refused, match="practice_tells_who"):
        practice.offer(officer, telling)
    offered = practice.offer(officer, UNNAMED)
    worded = practice.put_into_words(editor, offered, replace(TEXT, **{part: "Die Quittenauer Idee"}))
    with pytest.raises(Refused, match="practice_tells_who"):
        practice.release(editor, worded)


@pytest.mark.parametrize(
    ("name", "text", "is_told"),
    [
        ("Hof", "Wir in Hof kochen.", True),
        ("Hof", "Die Hoffnung: ein Hofladen.", False),
        ("Bad Ems", "Wir in Bad\n Ems kochen.", True),
        ("Münzfurt", "Wir in Mu\u0308nzfurt kochen.", True),  # as some computers write an umlaut
        ("Ahornfelde", "Das Ahornfelder Modell", True),
    ],
)
def test_a_name_is_found_however_it_is_written_and_a_short_one_as_a_word_of_its_own(
    name: str, text: str, is_told: bool, any_store: Engine
) -> None:
    officer = stored_person(Role.OFFICER, stored_commune(name=name, ags="09999003"))
    telling = replace(UNNAMED, text=replace(TEXT, action=text))
    if is_told:
        with pytest.raises(Refused, match="practice_tells_who"):
            practice.offer(officer, telling)
    else:
        assert practice.offer(officer, telling).text.action == text


def test_what_is_withdrawn_is_gone_also_where_the_clock_of_a_server_is_behind(
    officer: Person, other: Person, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = practice.release(editor, practice.offer(officer, UNNAMED))
    practice.release(editor, practice.offer(officer, UNNAMED))
    assert len(practices_for(other)) == 2
    late = datetime.now(UTC) - timedelta(minutes=5)
    monkeypatch.setattr(practice, "_now", lambda: late)
    practice.withdraw(officer, first.id)
    assert len(practices_for(other)) == 1


def test_the_wording_of_the_platform_team_is_read_and_the_commune_sees_both(
    officer: Person, other: Person, editor: Person
) -> None:
    offered = practice.offer(officer, NAMED)
    worded = practice.put_into_words(editor, offered, replace(TEXT, title="Kochen verbindet"))
    practice.release(editor, worded)
    (own,) = practice.own_offers(officer)
    assert (own.wish.text.title, own.text.title) == ("Kochabende", "Kochen verbindet")
    assert practices_for(other)[0].content.german.title == "Kochen verbindet"


def test_a_commune_withdraws_at_any_time_and_nobody_reads_it_any_more(
    officer: Person, other: Person, editor: Person
) -> None:
    offered = practice.offer(officer, NAMED)
    practice.release(editor, offered)
    assert practice.withdraw(officer, offered.id).state is OfferState.WITHDRAWN
    assert practices_for(other) == []
    with pytest.raises(NotFound):
        knowledge.article(other, f"praxis-{offered.id}")
    assert practice.queue(editor) == []
    with pytest.raises(Refused, match="practice_step_impossible"):
        practice.withdraw(officer, offered.id)


def test_an_offer_comes_back_with_a_sentence_and_is_offered_again(officer: Person, editor: Person) -> None:
    offered = practice.offer(officer, NAMED)
    returned = practice.give_back(editor, offered, " Was hat es gekostet? ")
    assert (returned.state, returned.sentence) == (OfferState.RETURNED, "Was hat es gekostet?")
    wish = replace(NAMED, text=replace(TEXT, outcome="Neue Bekannte für 200 Euro."))
    again = practice.offer_again(officer, returned, wish)
    assert (again.state, again.sentence, again.wish) == (OfferState.OFFERED, "", wish)


def test_a_released_practice_can_be_taken_back_by_the_platform_team(
    officer: Person, other: Person, editor: Person
) -> None:
    released = practice.release(editor, practice.offer(officer, NAMED))
    practice.give_back(editor, released, "Bitte den Link prüfen.")
    assert practices_for(other) == []


def test_whoever_saw_an_older_state_is_told(officer: Person, editor: Person) -> None:
    offered = practice.offer(officer, NAMED)
    practice.offer_again(officer, offered, replace(NAMED, effort=Effort.HIGH))
    for step in (
        lambda: practice.release(editor, offered),
        lambda: practice.give_back(editor, offered, "Nein"),
        lambda: practice.put_into_words(editor, offered, TEXT),
        lambda: practice.offer_again(officer, offered, NAMED),
    ):
        with pytest.raises(ChangedMeanwhile):
            step()


def test_an_offer_of_another_commune_is_not_found(officer: Person, other: Person) -> None:
    offered = practice.offer(officer, NAMED)
    with pytest.raises(NotFound):
        practice.withdraw(other, offered.id)
    with pytest.raises(NotFound):
        practice.offer_again(other, offered, NAMED)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (replace(NAMED, text=replace(TEXT, title=" ")), "practice_title_length"),
        (replace(NAMED, text=replace(TEXT, outcome="")), "practice_answers_needed"),
        (replace(NAMED, text=replace(TEXT, action="x" * 4_001)), "practice_answer_too_long"),
        (replace(NAMED, criteria=()), "practice_criterion_needed"),
        (replace(NAMED, criteria=("gibt_es_nicht",)), "article_criteria"),
    ],
)
def test_what_cannot_be_offered_is_refused(officer: Person, wish: PracticeWish, code: str) -> None:
    with pytest.raises(Refused, match=code):
        practice.offer(officer, wish)


def test_each_step_is_in_the_log_without_a_word_of_it(officer: Person, editor: Person) -> None:
    before = len(audit_trail())
    offered = practice.offer(officer, UNNAMED)
    practice.release(editor, offered)
    practice.withdraw(officer, offered.id)
    trail = audit_trail(but=before)
    assert [entry[0] for entry in trail] == ["practice.offered", "practice.released", "practice.withdrawn"]
    assert "Koch" not in str(trail)
    # What the platform team does names no commune, so that a log of theirs does not say who the unnamed one is.
    assert trail[1][2] is None


def test_the_name_alone_tells_not_the_kind_of_commune() -> None:
    from data.rules.knowledge import require_says_nothing_of

    require_says_nothing_of(a_commune(name="Stadt Bad Quittenau"), replace(TEXT, situation="Unsere Stadt hat ein Bad."))

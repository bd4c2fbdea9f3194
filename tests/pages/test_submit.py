"""The look at a round before it is submitted, and the one click that freezes it."""

from __future__ import annotations

import pytest
from answer_files import csv_of
from app_tab import App, AppAs
from conftest import count
from factories import replies_to_all, stored_round, submitted_result
from sqlalchemy import Engine

from data.content.catalogues import catalogue
from data.model.people import Commune, Role
from data.model.self_check import NotApplicable, NotKnown, Reply
from data.services import answer_files

ELSEWHERE = next(question.id for question in catalogue("2021-07").questions if question.may_not_apply)


def button(app: App) -> object:
    (found,) = (each for each in app.tab.button if each.key == "submit_round")
    return found


def agree(app: App) -> App:
    app.tab.checkbox(key="submission_agreed").check()
    return app.run()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR])
def test_without_a_round_in_work_there_is_nothing_to_submit(role: Role, new_app_as: AppAs) -> None:
    app = new_app_as(role, "einreichen")
    assert "Keine Runde in Arbeit" in app.text
    assert not app.tab.checkbox


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR])
def test_officer_and_mayor_submit_after_saying_that_it_is_agreed(
    role: Role, new_app_as: AppAs, new_town: Commune
) -> None:
    stored_round(new_town, replies_to_all(3))
    app = new_app_as(role, "einreichen")
    assert "108 von 108 zutreffenden Fragen beantwortet" in app.text
    assert "Alles ist beantwortet." in app.text
    assert button(app).disabled  # type: ignore[attr-defined]
    agree(app).click("submit_round")
    assert app.title == "Ergebnisse"
    assert "Neue Stadt ist in 7 von 7 Handlungsfeldern gut aufgestellt oder fest verankert." in app.text
    assert submitted_result(new_town).result.overall == 75


def test_the_scores_are_shown_as_they_would_be_frozen(new_app_as: AppAs, new_town: Commune) -> None:
    replies = {key: reply for key, reply in replies_to_all(2).items() if not key.startswith("AW-")}
    stored_round(new_town, replies)
    table = new_app_as(Role.OFFICER, "einreichen").tab.table[0].value
    told = table.iloc[:, 1].tolist()
    assert [line.split(" · ")[0] for line in told[:3]] == ["50", "50", "50"]
    assert told[3].startswith("nicht bewertet")
    assert table.iloc[3, 2].startswith("0 / ")


def test_what_is_open_or_not_known_is_named_and_does_not_stand_in_the_way(new_app_as: AppAs, new_town: Commune) -> None:
    replies: dict[str, Reply] = {**replies_to_all(3), "MS-02": NotKnown()}
    del replies["MS-03"]
    stored_round(new_town, replies)
    app = new_app_as(Role.OFFICER, "einreichen")
    assert [expander.label for expander in app.tab.expander] == [
        "Eine Frage ist offen",
        "Eine Antwort ist „nicht bekannt“",
    ]
    assert "**MS-03**" in app.text and "**MS-02**" in app.text
    assert not app.tab.error
    agree(app).click("submit_round")
    assert app.title == "Ergebnisse"


def test_not_applicable_without_a_reason_stands_in_the_way(new_app_as: AppAs, new_town: Commune, store: Engine) -> None:
    stored_round(new_town, {**replies_to_all(3), ELSEWHERE: NotApplicable()})
    app = new_app_as(Role.OFFICER, "einreichen")
    assert "noch keine Begründung" in app.tab.error[0].value
    assert app.tab.expander[0].label == "Ohne Begründung"
    assert app.tab.checkbox(key="submission_agreed").disabled
    assert button(app).disabled  # type: ignore[attr-defined]


def test_an_empty_round_cannot_be_submitted(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town)
    app = new_app_as(Role.OFFICER, "einreichen")
    assert app.tab.checkbox(key="submission_agreed").disabled
    assert button(app).disabled  # type: ignore[attr-defined]


def test_answers_that_come_in_after_somebody_looked_are_not_submitted_unseen(
    new_app_as: AppAs, new_town: Commune, store: Engine
) -> None:
    stored_round(new_town, replies_to_all(3))
    app = agree(new_app_as(Role.MAYOR, "einreichen"))
    button(app).click()  # type: ignore[attr-defined]
    late = csv_of([["Nr.", "Antwort"], ["MS-01", 0]])
    answer_files.imported(late, "spät.csv", new_town.ags, "2026", submit=False, partial=False)
    app.run()
    assert "Jemand hat die Runde inzwischen geändert." in app.tab.error[0].value
    assert app.title == "Prüfen und einreichen"
    assert count(store, "result") == 0
    app.click("submit_round")  # having seen the new state
    assert app.title == "Ergebnisse"
    assert count(store, "result") == 1


def test_a_round_that_a_colleague_submitted_meanwhile_is_told(
    new_app_as: AppAs, new_town: Commune, store: Engine
) -> None:
    stored_round(new_town, replies_to_all(3))
    mayor, officer = (agree(new_app_as(role, "einreichen")) for role in (Role.MAYOR, Role.OFFICER))
    officer.click("submit_round")
    mayor.click("submit_round")
    assert "Keine Runde in Arbeit" in mayor.text
    assert count(store, "result") == 1

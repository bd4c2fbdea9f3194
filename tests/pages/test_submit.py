"""The way of a round to its approval: what is to be settled, who decides, what was said, and what was seen."""

from __future__ import annotations

from typing import Any

import pytest
from answer_files import csv_of
from app_tab import App, AppAs
from conftest import count
from factories import replies_to_all, stored_person, stored_round, submitted_result
from sqlalchemy import Engine

from data.content.catalogues import catalogue
from data.model.audit import AuditEvent
from data.model.people import Commune, Person, Role
from data.model.questionnaire import ProposalSource
from data.model.self_check import (
    Answer,
    Answered,
    NotApplicable,
    NotKnown,
    Part,
    Perspective,
    Reply,
    SelfCheck,
    SelfCheckStatus,
)
from data.services import answer_files, approval, discussions, questionnaire
from data.storage.database import reading, writing

ELSEWHERE = next(question.id for question in catalogue("2021-07").questions if question.may_not_apply)


@pytest.fixture
def officer(new_town: Commune) -> Person:
    return stored_person(Role.OFFICER, new_town, username="kim", display_name="Kim Beispiel")


@pytest.fixture
def mayor(new_town: Commune) -> Person:
    return stored_person(Role.MAYOR, new_town, username="alex", display_name="Alex Beispiel")


@pytest.fixture
def handed_in(new_town: Commune, officer: Person) -> SelfCheck:
    """A complete round that the officer handed in with a message."""
    draft = stored_round(new_town, replies_to_all(3))
    return approval.hand_in(officer, draft.id, draft.revision, "Alle Ämter haben *geantwortet*.")


def button(app: App, key: str) -> Any:
    (found,) = (each for each in app.tab.button if each.key == key)
    return found


def lead(app: App) -> str:
    """What is to be done now: the first sentence below the title."""
    words = app.text.splitlines()
    return words[words.index("Prüfung und Freigabe") + 1]


def says(app: App, remark: str) -> None:
    app.tab.text_area[0].set_value(remark)


def agree(app: App) -> App:
    app.tab.checkbox[0].check()
    return app.run()


def hand_in(app: App) -> App:
    return agree(app).click("hand_in_round")


def approve(app: App) -> App:
    return agree(app).click("approve_round")


def status(town: Commune) -> SelfCheckStatus:
    with reading() as work:
        return work.self_checks.of_commune(town.id)[0].status


def groups(app: App) -> list[str]:
    return [expander.label for expander in app.tab.expander]


# --- the whole way ------------------------------------------------------------------------------------------------


def test_the_officer_hands_in_the_mayor_sends_back_the_officer_mends_and_the_mayor_approves(
    new_app_as: AppAs, new_town: Commune
) -> None:
    stored_round(new_town, replies_to_all(3))
    officer, mayor = new_app_as(Role.OFFICER, "einreichen"), new_app_as(Role.MAYOR, "einreichen")
    assert lead(officer) == "Die Runde 2026 kann der Leitung vorgelegt werden."
    assert lead(mayor) == "Die Sachbearbeitung hat die Runde 2026 noch nicht vorgelegt. Für Sie ist nichts zu tun."

    says(officer, "Bitte bis Freitag.")
    hand_in(officer)
    assert officer.tab.success[0].value == "Die Runde ist zur Freigabe vorgelegt."
    assert "Die Runde 2026 liegt seit" in officer.text

    mayor.run()
    assert "Person officer hat die Runde 2026 am" in mayor.text and "Jetzt entscheiden Sie." in mayor.text
    assert r"> Bitte bis Freitag\." in mayor.text
    says(mayor, "MS-01 ist nicht belegt.")
    mayor.click("send_back_round")
    assert "Die Sachbearbeitung liest Ihre Bemerkung zuerst." in mayor.tab.success[0].value

    officer.run()
    assert "Person mayor hat die Runde am" in lead(officer)  # what was said with it stands first
    assert r"MS\-01 ist nicht belegt\." in officer.tab.warning[0].value
    assert officer.tab.text_area[0].value == ""  # the next message begins empty
    hand_in(officer)

    mayor.run()
    assert mayor.tab.text_area[0].value == ""
    approve(mayor)
    assert mayor.title == "Ergebnisse"
    assert "Neue Stadt ist in 7 von 7 Handlungsfeldern gut aufgestellt oder fest verankert." in mayor.text
    assert submitted_result(new_town).result.overall == 75

    officer.run()
    assert "Runde 2026 ist freigegeben" in officer.text
    assert "Person mayor hat sie am" in officer.text
    assert not officer.tab.button(key="switch_language").disabled
    assert not officer.tab.checkbox


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR])
def test_without_any_round_there_is_nothing_to_hand_in(role: Role, new_app_as: AppAs) -> None:
    app = new_app_as(role, "einreichen")
    assert "Keine Runde in Arbeit" in app.text
    assert not app.tab.checkbox


def test_the_officer_takes_back_what_nobody_decided_on(
    new_app_as: AppAs, new_town: Commune, handed_in: SelfCheck
) -> None:
    app = new_app_as(Role.OFFICER, "einreichen").click("take_back_round")
    assert app.tab.success[0].value == "Die Runde ist zurückgenommen und wieder in Arbeit."
    assert status(new_town) is SelfCheckStatus.DRAFT


def test_nothing_is_sent_back_without_a_word(new_app_as: AppAs, new_town: Commune, handed_in: SelfCheck) -> None:
    app = new_app_as(Role.MAYOR, "einreichen").click("send_back_round")
    assert app.tab.error[0].value == "Bitte schreiben Sie kurz, warum. Die anderen lesen es zuerst."
    assert status(new_town) is SelfCheckStatus.HANDED_IN


def test_approval_says_what_it_freezes_and_asks(new_app_as: AppAs, handed_in: SelfCheck) -> None:
    app = new_app_as(Role.MAYOR, "einreichen")
    assert "werden als Fassung 1 festgehalten und ändern sich nicht mehr" in app.text
    assert button(app, "approve_round").disabled


def test_the_steering_group_and_the_department_decide_nothing_here(new_app_as: AppAs, handed_in: SelfCheck) -> None:
    for role in (Role.STEERING, Role.CONTRIBUTOR):
        assert "nicht vorgesehen" in new_app_as(role, "einreichen").text


# --- what is worth a look -----------------------------------------------------------------------------------------


def test_a_complete_and_proven_round_has_no_notes(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(3))
    app = new_app_as(Role.OFFICER, "einreichen")
    assert "Keine Hinweise: Alles ist beantwortet, belegt und passt zusammen." in app.text
    assert groups(app) == []


def test_what_is_open_or_not_known_is_named_and_does_not_stand_in_the_way(new_app_as: AppAs, new_town: Commune) -> None:
    replies: dict[str, Reply] = {**replies_to_all(3), "MS-02": NotKnown()}
    del replies["MS-03"]
    stored_round(new_town, replies)
    app = new_app_as(Role.OFFICER, "einreichen")
    assert groups(app) == ["Eine Frage ist offen", "Eine Antwort „nicht bekannt“ ohne zuständige Stelle"]
    links = {link.label[:9]: link.proto.query_string for link in app.tab.get("page_link")}
    assert links["**MS-03**"] == "frage=MS-03"
    assert links["**MS-02**"] == "frage=MS-02"
    hand_in(app)
    assert status(new_town) is SelfCheckStatus.HANDED_IN


def test_not_applicable_without_a_reason_must_be_mended(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, {**replies_to_all(3), ELSEWHERE: NotApplicable()})
    app = new_app_as(Role.OFFICER, "einreichen")
    assert (2, "Das muss vorher geklärt werden") in app.headings
    assert lead(app) == "Die Runde 2026 kann vorgelegt werden, sobald geklärt ist, was im Weg steht."
    assert groups(app)[0] == "Eine Antwort „nicht zutreffend“ ohne Begründung"
    assert app.tab.expander[0].proto.expanded
    assert app.tab.checkbox[0].disabled
    assert button(app, "hand_in_round").disabled


def test_answers_that_differ_must_be_settled(new_app_as: AppAs, new_town: Commune, officer: Person) -> None:
    draft = stored_round(new_town, replies_to_all(3))
    with writing() as work:
        conflict = [(Answer("MS-07", Answered(1)), {Part.REPLY}, "")]
        work.proposals.add(
            *(draft.id, Perspective.ADMINISTRATION, ProposalSource.EDIT, conflict), at=draft.begun_at, by=None
        )
        work.audit.record(AuditEvent.ANSWERS_CARRIED_FORWARD, commune_id=new_town.id)
    app = new_app_as(Role.OFFICER, "einreichen")
    assert groups(app) == ["Eine Frage mit zwei verschiedenen Antworten"]
    assert button(app, "hand_in_round").disabled


def test_a_contradiction_shows_its_reason_and_both_questions(new_app_as: AppAs, new_town: Commune) -> None:
    pair = next(each for each in approval.contradiction_pairs("2021-07") if each.then_at_most is not None)
    replies = replies_to_all(2)
    replies[pair.if_question], replies[pair.then_question] = Answered(4), Answered(0)
    stored_round(new_town, replies, evidence="Beschluss")
    app = new_app_as(Role.OFFICER, "einreichen")
    assert any("nicht zusammenpass" in label for label in groups(app))
    labels = [link.label for link in app.tab.get("page_link")]
    assert {f"**{key}**" for key in pair.question_ids} <= {label.split(" ")[0] for label in labels}


def test_marks_discussions_and_missing_evidence_are_notes(
    new_app_as: AppAs, new_town: Commune, officer: Person
) -> None:
    draft = stored_round(new_town, {**replies_to_all(3), "MS-05": Answered(4)})
    questionnaire.set_mark(officer, draft.id, "MS-06", True)
    discussions.say(officer, draft.id, "MS-08", "Wer weiß das?")
    app = new_app_as(Role.OFFICER, "einreichen")
    assert groups(app) == [
        "Ein Gespräch ist noch offen",
        "Eine Frage ist für später markiert",
        "Eine Antwort „fest verankert“ ohne Nachweis",
    ]


def test_of_a_long_group_ten_are_shown_until_somebody_wants_more(new_app_as: AppAs, new_town: Commune) -> None:
    replies = dict(list(replies_to_all(3).items())[12:])
    stored_round(new_town, replies)
    app = new_app_as(Role.OFFICER, "einreichen")

    def shown() -> int:
        return sum(link.label.startswith("**") for link in app.tab.get("page_link"))

    assert (groups(app), shown()) == (["12 Fragen sind offen"], 10)
    assert app.tab.toggle[0].label == "2 weitere zeigen"
    app.tab.toggle[0].set_value(True)
    app.run()
    assert shown() == 12


def test_the_mayor_reads_what_is_missing_before_anything_is_handed_in_and_decides_nothing(
    new_app_as: AppAs, new_town: Commune
) -> None:
    stored_round(new_town, {**replies_to_all(3), ELSEWHERE: NotApplicable()})
    app = new_app_as(Role.MAYOR, "einreichen")
    assert groups(app) == ["Eine Antwort „nicht zutreffend“ ohne Begründung"]
    assert not app.tab.expander[0].proto.expanded
    assert not (app.tab.checkbox or app.tab.text_area or app.tab.table)


def test_an_empty_round_cannot_be_handed_in(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town)
    app = new_app_as(Role.OFFICER, "einreichen")
    assert lead(app) == "In der Runde 2026 ist noch keine Frage beantwortet."
    assert app.tab.checkbox[0].disabled
    assert button(app, "hand_in_round").disabled


# --- the scores ---------------------------------------------------------------------------------------------------


def test_the_scores_are_shown_as_they_would_be_frozen(new_app_as: AppAs, new_town: Commune) -> None:
    replies = {key: reply for key, reply in replies_to_all(2).items() if not key.startswith("AW-")}
    stored_round(new_town, replies)
    table = new_app_as(Role.OFFICER, "einreichen").tab.table[0].value
    told = table.iloc[:, 1].tolist()
    assert [line.split(" · ")[0] for line in told[:3]] == ["50", "50", "50"]
    assert told[3].startswith("nicht bewertet")
    assert table.iloc[3, 2].startswith("0 / ")
    assert len(table.columns) == 3  # there is no earlier round to compare with


def test_beside_the_scores_stands_what_changed_since_the_last_round(new_app_as: AppAs, new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(2), name="2025", submitted=True)
    stored_round(new_town, replies_to_all(2, management_steuerung=3), name="2026")
    table = new_app_as(Role.OFFICER, "einreichen").tab.table[0].value
    assert table.columns[3] == "Gegenüber Runde 2025"
    # One level of all questions is 25 points, far above the minimal detectable change.
    assert table.iloc[:, 3].tolist() == ["+25 · deutlich gestiegen"] + 6 * ["unverändert"]


# --- seen and not seen --------------------------------------------------------------------------------------------


def late_answer(town: Commune) -> None:
    """Somebody stores one more answer by the command line."""
    late = csv_of([["Nr.", "Antwort"], ["MS-01", 0]])
    answer_files.imported(late, "spät.csv", town.ags, "2026", submit=False, partial=False)


def test_answers_that_come_in_after_somebody_looked_are_not_handed_in_unseen(
    new_app_as: AppAs, new_town: Commune
) -> None:
    stored_round(new_town, replies_to_all(3))
    app = new_app_as(Role.OFFICER, "einreichen")
    says(app, "Bitte ansehen.")
    agree(app)
    button(app, "hand_in_round").click()
    late_answer(new_town)
    app.run()
    assert "Jemand hat die Runde inzwischen geändert." in app.tab.error[0].value
    assert status(new_town) is SelfCheckStatus.DRAFT
    assert app.tab.text_area[0].value == "Bitte ansehen."  # nothing that was typed is lost
    app.click("hand_in_round")  # having seen the new state
    assert status(new_town) is SelfCheckStatus.HANDED_IN


def test_a_round_that_was_taken_back_meanwhile_is_not_approved_and_the_mayor_reads_by_whom(
    new_app_as: AppAs, new_town: Commune, handed_in: SelfCheck, officer: Person, store: Engine
) -> None:
    app = agree(new_app_as(Role.MAYOR, "einreichen"))
    says(app, "Nur noch eine Kleinigkeit.")
    button(app, "approve_round").click()
    back = approval.take_back(officer, handed_in.id, handed_in.revision)
    app.run()
    assert app.tab.info[0].value.startswith("Der Stand hat sich inzwischen geändert: **zurückgenommen**")
    assert app.tab.info[0].value.endswith("Kim Beispiel")
    assert count(store, "frozen_result") == 0
    approval.hand_in(officer, handed_in.id, back.revision)
    app.run()
    assert app.tab.text_area[0].value == "Nur noch eine Kleinigkeit."  # what was typed waits for the next time


def test_a_round_that_was_approved_meanwhile_is_told_to_who_wanted_to_take_it_back(
    new_app_as: AppAs, handed_in: SelfCheck, mayor: Person, store: Engine
) -> None:
    app = new_app_as(Role.OFFICER, "einreichen")
    button(app, "take_back_round").click()
    approval.approve(mayor, handed_in.id, handed_in.revision)
    app.run()
    assert "Runde 2026 ist freigegeben" in app.text
    assert "Alex Beispiel hat sie am" in app.text
    assert count(store, "frozen_result") == 1


def test_ones_own_step_is_not_told_as_somebody_elses(new_app_as: AppAs, handed_in: SelfCheck) -> None:
    app = new_app_as(Role.OFFICER, "einreichen").click("take_back_round")
    assert not app.tab.info
    assert not app.run().tab.info

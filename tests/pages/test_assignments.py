"""The page of responsibilities: who answers what until when, and who works in which department."""

from __future__ import annotations

from datetime import date

import pytest
from app_tab import App, AppAs, signed_in
from factories import audit_trail, stored_commune, stored_person, stored_round
from sqlalchemy import Engine
from teams import Team, a_team, give

from data.content.catalogues import catalogue
from data.model.people import Commune, Person, Role
from data.model.questionnaire import Assignee, Assignment
from data.model.self_check import Perspective
from data.services import approval, assignments
from data.storage.database import reading

FIRST_FIELD = catalogue("2021-07").fields[0]
IN_FIRST_FIELD = [criterion.key for criterion in FIRST_FIELD.criteria]
FRIDAY = date(2026, 12, 4)


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def at(person: Person) -> App:
    return signed_in(person, "zustaendigkeiten")


def assign(app: App, what: list[str], who: str | None, due_on: date | None = None) -> App:
    """Fill in the form and send it."""
    app.tab.multiselect[0].set_value(what)
    if who is not None:
        people = app.tab.selectbox[0]
        people.select_index(people.options.index(who))
    app.tab.date_input[0].set_value(due_on)
    return app.click("Zuweisen")


def assigned(team: Team) -> dict[str, Assignment]:
    with reading() as work:
        return work.assignments.of_sheet(team.round_id, Perspective.ADMINISTRATION)


def notices(app: App) -> tuple[list[str], list[str]]:
    """What went well, and what did not."""
    return [told.value for told in app.tab.success], [told.value for told in (*app.tab.warning, *app.tab.error)]


def board_of(app: App, number: int) -> list[list[str]]:
    """The rows of the table of a field."""
    return [list(row) for row in app.tab.table[number].value.to_numpy()]


def test_without_a_round_it_says_where_to_begin_one(new_app_as: AppAs) -> None:
    app = new_app_as(Role.OFFICER, "zustaendigkeiten")
    assert "Keine Runde in Arbeit" in app.text
    assert "Zu den Runden" in [link.label for link in app.tab.get("page_link")]


def test_a_whole_field_is_assigned_to_a_department_until_a_day(team: Team) -> None:
    app = assign(at(team.officer), [FIRST_FIELD.key], "Jugendamt", FRIDAY)
    jugendamt = Assignee("Jugendamt", department_id=team.department_id)
    assert assigned(team) == {key: Assignment(key, jugendamt, FRIDAY) for key in IN_FIRST_FIELD}
    assert notices(app) == (["Die Zuweisung ist gespeichert."], [])
    assert board_of(app, 0)[0] == ["Leitbild und politischer Auftrag", "Jugendamt, bis 04.12.2026", "0 von 3", "offen"]
    assert [expander.label for expander in app.tab.expander][:2] == [
        "Management und Steuerung · 0 von 13 bearbeitet · alles zugewiesen",
        "Interkulturelle Öffnung und Antirassismus · 0 von 15 bearbeitet · 5 Kriterien frei",
    ]
    assert "30 Kriterien sind noch niemandem zugewiesen." in app.text  # 35 - 5
    assert notices(app.run()) == ([], [])  # told once


def test_single_criteria_are_assigned_to_a_person_without_a_date(team: Team) -> None:
    assign(at(team.officer), ["sprache", "wohnen"], "Person contributor")
    person = Assignee("Person contributor", account_id=team.contributor.account_id)
    assert assigned(team) == {key: Assignment(key, person) for key in ("sprache", "wohnen")}


def test_a_criterion_that_is_chosen_alone_and_with_its_field_is_assigned_once(team: Team) -> None:
    assign(at(team.officer), [IN_FIRST_FIELD[0], FIRST_FIELD.key], "Jugendamt")
    assert set(assigned(team)) == set(IN_FIRST_FIELD)
    assert audit_trail()[-1][4] == f"criteria=5 department={team.department_id}"


def test_a_later_assignment_takes_the_place_of_the_earlier_one(team: Team) -> None:
    app = assign(at(team.officer), ["sprache"], "Jugendamt", FRIDAY)
    assign(app, ["sprache"], "Person officer")
    assert assigned(team)["sprache"] == Assignment("sprache", Assignee("Person officer", None, team.officer.account_id))


def test_an_assignment_is_taken_away(team: Team) -> None:
    app = assign(at(team.officer), ["sprache", "wohnen"], "Jugendamt", FRIDAY)
    assign(app, ["sprache"], "niemand (Zuweisung aufheben)")
    assert list(assigned(team)) == ["wohnen"]


def test_after_an_assignment_the_form_is_empty(team: Team) -> None:
    app = assign(at(team.officer), ["sprache"], "Jugendamt", FRIDAY)
    assert (app.tab.multiselect[0].value, app.tab.selectbox[0].value, app.tab.date_input[0].value) == ([], None, None)


@pytest.mark.parametrize(("what", "who"), [([], "Jugendamt"), (["sprache"], None)])
def test_who_forgot_to_choose_is_told_and_loses_nothing(what: list[str], who: str | None, team: Team) -> None:
    app = assign(at(team.officer), what, who, FRIDAY)
    assert notices(app) == ([], ["Wählen Sie mindestens ein Kriterium und wer antwortet."])
    assert assigned(team) == {}
    assert app.tab.multiselect[0].value == what
    assert app.tab.date_input[0].value == FRIDAY


def test_what_has_just_been_refused_is_told_and_stays_in_the_form(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 2)
    app = at(team.officer)
    approval.hand_in(team.officer, team.round_id, team.revision)
    assign(app, ["sprache"], "Jugendamt")
    (refused,) = notices(app)[1]
    assert refused.startswith("Die Antworten der Runde „2026“ lassen sich gerade nicht ändern")
    assert app.tab.multiselect[0].value == ["sprache"]
    assert assigned(team) == {}


def test_the_board_shows_how_far_each_criterion_is(team: Team) -> None:
    for question_id in ("MS-01", "MS-04", "MS-05"):
        give(team.officer, team.round_id, question_id, 2)
    app = at(team.officer)
    begun, done, untouched = [row[2:] for row in board_of(app, 0)][:3]
    assert (begun, done, untouched) == (["1 von 3", "begonnen"], ["2 von 2", "fertig"], ["0 von 3", "offen"])
    assert app.tab.expander[0].label == "Management und Steuerung · 3 von 13 bearbeitet · 5 Kriterien frei"


def test_a_department_is_added_and_can_be_assigned_to(team: Team) -> None:
    app = at(team.officer)
    app.tab.text_input[0].set_value("  Sport und   Bäder ")
    app.click("Fachamt anlegen")
    assert notices(app) == (["Das Fachamt ist angelegt."], [])
    assert app.tab.selectbox[0].options[:2] == ["Jugendamt", "Sport und Bäder"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("jugendAMT", "Ein Fachamt mit dem Namen „jugendAMT“ gibt es schon."),
        ("   ", "Der Name des Fachamts braucht 1 bis 120 Zeichen."),
    ],
)
def test_a_name_of_a_department_is_needed_and_used_once(name: str, sentence: str, team: Team) -> None:
    app = at(team.officer)
    app.tab.text_input[0].set_value(name)
    app.click("Fachamt anlegen")
    assert notices(app) == ([], [sentence])
    assert app.tab.selectbox[0].options[:2] == ["Jugendamt", "Person contributor"]


def member(app: App, person: Person) -> object:
    return app.tab.selectbox(key=f"department_of_{person.account_id}")


def test_a_colleague_moves_into_another_department_with_the_choice(team: Team) -> None:
    other = assignments.add_department(team.officer, "Sozialamt")
    app = at(team.officer)
    assert member(app, team.contributor).value == team.department_id  # type: ignore[attr-defined]
    member(app, team.contributor).set_value(other)  # type: ignore[attr-defined]
    assert notices(app.run()) == (["Gespeichert."], [])
    assert member(at(team.officer), team.contributor).value == other  # type: ignore[attr-defined]


def test_a_colleague_leaves_the_department_and_sees_nothing_of_it_any_more(team: Team) -> None:
    assignments.assign(team.officer, team.round_id, ["sprache"], Assignee("", department_id=team.department_id))
    app = at(team.officer)
    people = member(app, team.contributor)
    assert people.options == ["keinem Fachamt zugeordnet", "Jugendamt"]  # type: ignore[attr-defined]
    people.select_index(0)  # type: ignore[attr-defined]
    app.run()
    assert "Ihnen ist noch nichts zugewiesen" in signed_in(team.contributor, "fragen").text


def test_before_the_first_department_it_says_how_to_begin(new_town: Commune) -> None:
    stored_round(new_town)
    app = at(stored_person(Role.OFFICER, new_town))
    assert "Noch gibt es kein Fachamt." in app.text
    assert app.tab.selectbox[0].options == ["Person officer", "niemand (Zuweisung aufheben)"]
    assert len(app.tab.selectbox) == 1  # nobody can be moved into a department that is not there


def test_only_the_own_commune_is_offered(team: Team) -> None:
    stored_person(Role.CONTRIBUTOR, stored_commune(ags="09999003", name="Fremdstadt"), display_name="Fremde Person")
    assignments.add_department(team.stranger, "Fremdes Amt")
    text = at(team.officer).text
    assert "Fremde" not in text and "Fremdes" not in text


def test_names_cannot_change_how_the_page_looks(team: Team) -> None:
    assignments.add_department(team.officer, "**Amt** [a](http://x)")
    stored_person(Role.CONTRIBUTOR, team.commune, username="evil", display_name="**fett** :red[x]")
    app = assign(at(team.officer), ["sprache"], "**Amt** [a](http://x)")
    assert r"\*\*Amt\*\* \[a\]" in board_of(app, 2)[1][1]
    assert r"\*\*fett\*\* \:red\[x\]" in [field.label for field in app.tab.selectbox]


def test_the_example_commune_has_shared_out_half_of_its_criteria(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, "zustaendigkeiten")
    assert "17 Kriterien sind noch niemandem zugewiesen." in app.text  # 35 - 18
    assert app.tab.selectbox[0].options[:6] == [
        "Hauptamt und Personal",
        "Pressestelle",
        "Schule und Jugend",
        "Sozialamt",
        "Stabsstelle Integration",
        "Wirtschaftsförderung",
    ]

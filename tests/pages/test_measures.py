"""The page of the measures: what needs a look, filters in the address, views, one measure with everything about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from answer_files import csv_of
from app_tab import App, AppAs, signed_in
from factories import replies_to_all
from measure_lists import filled_in
from plans import stored_measure, stored_priority
from sqlalchemy import Engine
from teams import Team, a_team

from components.language import today
from data.model.people import Permission, Role
from data.model.plan import MeasureStatus, blank_measure
from data.rules import access
from data.services import measure_files, measure_views, measures

PAGE = "massnahmen"
PLANNERS = (Role.MAYOR, Role.OFFICER, Role.STEERING)
VIEWS = ("", "?ansicht=tafel", "?ansicht=zeitleiste", "?ansicht=datei", "?massnahme=1")


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def at(team: Team, query: str = "") -> App:
    return signed_in(team.officer, f"{PAGE}{query}")


def some_measures(team: Team) -> dict[str, int]:
    """One of each reason to look, and one of none; ids by title."""
    day = today()
    past, coming = day - timedelta(days=1), day + timedelta(days=30)
    made = [
        stored_measure(team.commune, title="Spät", status=MeasureStatus.RUNNING, due_on=past),
        stored_measure(team.commune, title="Steht", status=MeasureStatus.BLOCKED, blocked_because="Kein *Raum*"),
        stored_measure(team.commune, title="Idee", next_review_on=day, responsible_unit="Sozialamt"),
        stored_measure(team.commune, title="Wieder", status=MeasureStatus.PLANNED, next_review_on=past, due_on=coming),
        stored_measure(team.commune, title="Fertig", status=MeasureStatus.DONE, due_on=past),
    ]
    return {measure.title: measure.id for measure in made}


def shown(app: App) -> list[str]:
    """The titles of the list, in its order."""
    rows = [link.proto.label for link in app.tab.get("page_link") if "massnahme=" in link.proto.query_string]
    return [label.replace("\\", "") for label in rows]


def test_a_stranger_role_has_no_such_page(app_as: AppAs) -> None:
    assert app_as(Role.CONTRIBUTOR, PAGE).title != "Maßnahmen"
    assert app_as(None, PAGE).title != "Maßnahmen"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("role", PLANNERS)
def test_everybody_who_plans_sees_every_view_without_an_incident(role: Role, view: str, app_as: AppAs) -> None:
    app = app_as(role, f"{PAGE}{view}")
    assert app.incidents == []
    levels = [level for level, _words in app.headings]
    assert levels.count(1) == 1
    assert "{" not in app.text


@pytest.mark.parametrize("view", VIEWS)
def test_who_only_reads_sees_the_same_without_a_field_to_write_in(
    view: str, app_as: AppAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {role: held - {Permission.PLAN} for role, held in access.PERMISSIONS.items()}
    monkeypatch.setattr(access, "PERMISSIONS", kept)
    if view == "?ansicht=datei":
        return  # test below: who only reads gets no further than the list
    app = app_as(Role.STEERING, f"{PAGE}{view}")
    assert app.incidents == []
    assert [each.label for each in app.tab.text_input if each.label != "Suche"] == []
    assert [each.label for each in app.tab.checkbox] == []
    assert "Stand ändern" not in app.text


def test_who_only_reads_may_take_the_list_along_and_brings_none(app_as: AppAs, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {role: held - {Permission.PLAN} for role, held in access.PERMISSIONS.items()}
    monkeypatch.setattr(access, "PERMISSIONS", kept)
    app = app_as(Role.STEERING, f"{PAGE}?ansicht=datei")
    assert app.incidents == []
    assert "1. Liste herunterladen" in app.text
    assert "2. Geänderte Liste hochladen" not in app.text


def test_without_a_measure_the_page_says_what_to_do_first_and_takes_the_first_one(team: Team) -> None:
    app = at(team)
    assert "Noch keine Maßnahme" in app.text
    app.tab.text_input(key="new_measure").set_value("  Lesestunden ")
    app.click("Aufnehmen")
    assert "Aufgenommen als Idee: „Lesestunden“." in app.text
    assert shown(app)[-1] == "Lesestunden"
    assert app.tab.text_input(key="new_measure").value == ""


def test_what_is_refused_stays_in_its_field(team: Team) -> None:
    app = at(team)
    app.tab.text_input(key="new_measure").set_value("   ")
    app.click("Aufnehmen")
    assert [error.value for error in app.tab.error] == ["Bitte geben Sie einen Titel ein."]
    assert app.tab.text_input(key="new_measure").value == "   "


def test_the_first_sentence_counts_every_reason_to_look(team: Team) -> None:
    some_measures(team)
    lead = next(line for line in at(team).text.splitlines() if line.startswith("Heute"))
    assert lead == (
        "Heute brauchen 4 Maßnahmen einen Blick: 1 überfällig, 1 blockiert (weil: „Kein \\*Raum\\*“), "
        "1 zur Entscheidung und 1 zur Wiedervorlage."
    )


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Fertig", "Spät", "Wieder", "Idee", "Steht"]),  # by day, those without one last
        ("?blick=ueberfaellig", ["Spät"]),
        ("?blick=blockiert", ["Steht"]),
        ("?blick=entscheidung", ["Idee"]),
        ("?blick=wiedervorlage", ["Wieder"]),
        ("?blick=schritte", []),
        ("?stand=erledigt", ["Fertig"]),
        ("?stand=offen", ["Spät", "Wieder", "Idee", "Steht"]),
        ("?stelle=Sozialamt", ["Idee"]),
        ("?suche=kein+raum", ["Steht"]),
        ("?schwerpunkt=ohne&sortierung=-titel", ["Wieder", "Steht", "Spät", "Idee", "Fertig"]),
        ("?stand=laeuft&blick=blockiert", []),
        ("?stand=gibtesnicht", []),
        ("?ansicht=gibtesnicht&sortierung=auch&blick=nicht", ["Fertig", "Spät", "Wieder", "Idee", "Steht"]),
    ],
)
def test_the_address_tells_what_is_shown(team: Team, query: str, titles: list[str]) -> None:
    some_measures(team)
    found = shown(at(team, query))
    assert sorted(found) == sorted(titles)
    if "sortierung=-titel" in query or len(titles) < 3:
        assert found == titles


def test_a_choice_goes_into_the_address_and_all_filters_out_of_it_with_one_click(team: Team) -> None:
    some_measures(team)
    app = at(team)
    app.tab.selectbox(key="measures_stand").set_value("erledigt")
    app.run()
    assert app.tab.query_params["stand"] == "erledigt"
    assert "**Eine** von 5 Maßnahmen passt." in app.text
    app.click("show_all_measures")
    assert "stand" not in app.tab.query_params
    assert len(shown(app)) == 5
    assert app.tab.selectbox(key="measures_stand").value is None


def test_a_new_measure_stands_under_the_priority_that_is_looked_at(team: Team) -> None:
    priority = stored_priority(team.commune)
    some_measures(team)
    app = at(team, f"?schwerpunkt={priority.id}")
    app.tab.text_input(key="new_measure").set_value("Darunter")
    app.click("Aufnehmen")
    assert measures.measures(team.officer)[-1].priority_id == priority.id


def test_a_long_list_comes_a_page_at_a_time(team: Team) -> None:
    for number in range(45):
        measures.add(team.officer, blank_measure(f"Maßnahme {number:02}"))
    app = at(team, "?sortierung=titel")
    assert shown(app) == [f"Maßnahme {number:02}" for number in range(20)]
    assert at(team, "?ansicht=tafel").incidents == []


def test_several_are_changed_at_once_and_then_none_is_selected_any_more(team: Team) -> None:
    ids = some_measures(team)
    app = at(team)
    for title in ("Spät", "Steht"):
        app.tab.checkbox(key=f"pick_{ids[title]}").check()
        app.run()
    assert "**2 Maßnahmen ausgewählt**" in app.text
    app.tab.pills(key="bulk_part").set_value("due_on")
    app.run()
    app.tab.date_input(key="bulk_due_on").set_value(date(2031, 5, 5))
    app.click("bulk_change")
    days = {measure.title: measure.due_on for measure in measures.measures(team.mayor)}
    assert [title for title, day in days.items() if day == date(2031, 5, 5)] == ["Spät", "Steht"]
    assert "2 Maßnahmen geändert." in app.text
    assert "ausgewählt" not in app.text


@pytest.mark.parametrize("part", ["responsible_unit", "due_on", "next_review_on", "priority_id"])
def test_an_empty_field_empties_nothing_in_several_unless_somebody_says_so(team: Team, part: str) -> None:
    values = {
        "responsible_unit": "Bauamt",
        "due_on": date(2027, 3, 31),
        "next_review_on": date(2027, 2, 1),
        "priority_id": stored_priority(team.commune).id,
    }
    ids = [stored_measure(team.commune, title=title, **values).id for title in ("Eine", "Andere")]
    app = at(team)
    for number in ids:
        app.tab.checkbox(key=f"pick_{number}").check()
        app.run()
    app.tab.pills(key="bulk_part").set_value(part)
    app.run()
    app.click("bulk_change")
    (error,) = app.tab.error
    assert error.value.startswith("Bitte wählen Sie zuerst, was bei allen gelten soll")
    assert [getattr(measure, part) for measure in measures.measures(team.officer)] == [values[part]] * 2
    app.tab.checkbox(key=f"bulk_empty_{part}").check()
    app.run()
    assert app.tab.button(key="bulk_change").label == "Bei 2 Maßnahmen leeren"
    app.click("bulk_change")
    assert "2 Maßnahmen geändert." in app.text
    assert {getattr(measure, part) for measure in measures.measures(team.officer)} <= {"", None}


def test_what_the_filters_hide_is_not_changed_with_the_others(team: Team) -> None:
    ids = some_measures(team)
    app = at(team)
    for title in ("Spät", "Steht"):
        app.tab.checkbox(key=f"pick_{ids[title]}").check()
        app.run()
    app.tab.selectbox(key="measures_stand").set_value("blockiert")
    app.run()
    assert "**Eine Maßnahme ausgewählt**" in app.text


def test_several_go_to_one_state_only_if_all_can(team: Team) -> None:
    ids = some_measures(team)
    app = at(team)
    for title in ("Idee", "Fertig"):
        app.tab.checkbox(key=f"pick_{ids[title]}").check()
        app.run()
    app.tab.pills(key="bulk_part").set_value("status")
    app.run()
    assert "keinen gemeinsamen neuen Stand" in app.text


def test_the_board_has_a_column_for_every_state_with_its_number(team: Team) -> None:
    some_measures(team)
    headings = [words.partition(": ")[2] for level, words in at(team, "?ansicht=tafel").headings if level == 2]
    assert headings == ["Idee · 1", "geplant · 1", "läuft · 1", "blockiert · 1", "erledigt · 1", "beendet · 0"]


def test_the_timeline_names_what_has_no_place_in_time(team: Team) -> None:
    some_measures(team)
    app = at(team, "?ansicht=zeitleiste")
    assert "Eine Maßnahme ist überfällig" in [words for _level, words in app.headings]
    assert "Noch ohne Zeitraum sind 2 Maßnahmen:" in app.text
    assert {"Idee", "Steht"} <= set(shown(app))


@pytest.mark.parametrize("number", ["4711", "0", "abc", "9" * 30, "-1"])
def test_a_measure_that_does_not_exist_is_told_and_nonsense_shows_the_list(team: Team, number: str) -> None:
    some_measures(team)
    app = at(team, f"?massnahme={number}")
    assert app.incidents == []
    assert ("Diese Maßnahme gibt es nicht" in app.text) == (number in ("4711", "0"))


def test_a_part_is_stored_when_it_changes_and_the_page_says_so(team: Team) -> None:
    ids = some_measures(team)
    app = at(team, f"?massnahme={ids['Idee']}")
    app.tab.text_area(key=f"description_{ids['Idee']}").set_value(" Mit\tSchulen ")
    app.run()
    assert measures.measure(team.mayor, ids["Idee"]).description == "Mit Schulen"
    assert "gespeichert" in app.text
    app.tab.date_input(key=f"due_on_{ids['Idee']}").set_value(date(2027, 12, 31))
    app.run()
    assert measures.measure(team.mayor, ids["Idee"]).due_on == date(2027, 12, 31)


def test_what_cannot_be_stored_is_told_and_the_field_shows_what_is(team: Team) -> None:
    ids = some_measures(team)
    app = at(team, f"?massnahme={ids['Wieder']}")
    app.tab.date_input(key=f"begins_on_{ids['Wieder']}").set_value(date(2090, 1, 1))
    app.run()
    assert [error.value for error in app.tab.error] == [
        "Das Ende liegt vor dem Beginn.\n\nNicht gespeichert: „01.01.2090“"
    ]
    assert app.tab.date_input(key=f"begins_on_{ids['Wieder']}").value is None


def test_of_two_values_both_are_shown_and_one_is_chosen(team: Team) -> None:
    ids = some_measures(team)
    app = at(team, f"?massnahme={ids['Idee']}")
    stored = measures.measure(team.mayor, ids["Idee"])
    measures.edit(team.mayor, stored, replace(stored, title="Von der Leitung"))
    app.tab.text_input(key=f"title_{ids['Idee']}").set_value("Von der Sachbearbeitung")
    app.run()
    assert "**Titel: zwei verschiedene Angaben. Welche soll gelten?**" in app.text
    assert app.title == "Von der Leitung"
    # What waits stays in its field: somebody may be typing on, which is one wish and not two.
    assert app.tab.text_input(key=f"title_{ids['Idee']}").value == "Von der Sachbearbeitung"
    app.tab.text_input(key=f"title_{ids['Idee']}").set_value("Von der Sachbearbeitung im Rathaus")
    app.run()
    assert app.text.count("zwei verschiedene Angaben") == 1
    app.click("settle_contest_title_0_True")
    assert app.title == "Von der Sachbearbeitung im Rathaus"
    assert measure_views.detail(team.mayor, ids["Idee"], today()).contests == ()


def test_who_drops_the_own_wish_sees_what_is_stored_in_the_field(team: Team) -> None:
    ids = some_measures(team)
    app = at(team, f"?massnahme={ids['Idee']}")
    stored = measures.measure(team.mayor, ids["Idee"])
    measures.edit(team.mayor, stored, replace(stored, title="Von der Leitung"))
    app.tab.text_input(key=f"title_{ids['Idee']}").set_value("Von der Sachbearbeitung")
    app.run()
    app.click("settle_contest_title_0_False")
    assert app.tab.text_input(key=f"title_{ids['Idee']}").value == app.title == "Von der Leitung"
    assert "zwei verschiedene Angaben" not in app.text


def test_a_day_that_waits_does_not_look_as_if_it_was_stored(team: Team) -> None:
    ids = some_measures(team)
    app = at(team, f"?massnahme={ids['Idee']}")
    stored = measures.measure(team.mayor, ids["Idee"])
    measures.edit(team.mayor, stored, replace(stored, due_on=date(2030, 1, 1)))
    app.tab.date_input(key=f"due_on_{ids['Idee']}").set_value(date(2031, 1, 1))
    app.run()
    assert app.tab.date_input(key=f"due_on_{ids['Idee']}").value == date(2030, 1, 1)
    assert "Vorgeschlagen von" in app.text


def test_a_new_state_asks_why_and_keeps_what_was_typed_if_it_is_too_late(team: Team) -> None:
    ids = some_measures(team)
    number = ids["Wieder"]
    app = at(team, f"?massnahme={number}")
    app.tab.pills(key=f"step_{number}_planned").set_value(MeasureStatus.BLOCKED)
    app.run()
    assert "Was hält die Maßnahme auf? Ein Satz." in app.text
    app.tab.text_input(key=f"status_sentence_{number}").set_value("Der Raum fehlt.")
    app.click("set_status")
    assert "Der Stand ist jetzt „blockiert“." in app.text
    assert "> Der Raum fehlt\\." in app.text
    app.tab.pills(key=f"step_{number}_blocked").set_value(MeasureStatus.RUNNING)
    app.run()
    measures.set_status(team.mayor, measures.measure(team.mayor, number), MeasureStatus.STOPPED, "Doch nicht.")
    app.tab.text_input(key=f"status_sentence_{number}").set_value("Es geht weiter.")
    app.click("set_status")
    (error,) = (error.value for error in app.tab.error)
    assert "Inzwischen hat jemand anderes den Stand geändert." in error
    assert "Nicht gespeichert: „Es geht weiter\\.“" in error


def test_steps_are_added_marked_and_taken_away(team: Team) -> None:
    number = some_measures(team)["Spät"]
    app = at(team, f"?massnahme={number}")
    app.tab.text_input(key="new_step").set_value("Raum suchen")
    app.tab.date_input(key="new_step_due").set_value(today() - timedelta(days=3))
    app.click("Hinzufügen")
    (step,) = measures.measure(team.mayor, number).steps
    assert "1 später Schritt" in app.text
    app.tab.checkbox(key=f"step_done_{step.id}").check()
    app.run()
    assert measures.measure(team.mayor, number).steps[0].done_on == today()
    assert "1 später Schritt" not in app.text
    app.click(f"remove_step_{step.id}")
    assert measures.measure(team.mayor, number).steps == ()


def test_a_linked_question_shows_today_the_expected_level_and_the_effect(store: Engine) -> None:
    team = a_team(replies_to_all(2), name="2025", submitted=True)
    number = some_measures(team)["Wieder"]
    measures.expect(team.officer, number, "MS-01", 4, seen=None)
    app = at(team, f"?massnahme={number}")
    assert "Heute: 2 – in Umsetzung begonnen" in app.text
    assert "Erwartete Wirkung" in app.text
    assert "Gerechnet aus der Runde 2025" in app.text
    app.tab.selectbox(key=f"expected_{number}_MS-01").set_value(3)
    app.run()
    assert measures.measure(team.mayor, number).expected == {"MS-01": 3}
    app.click("unlink_MS-01")
    assert measures.measure(team.mayor, number).expected == {}


def test_the_story_can_be_read_as_sentences(team: Team) -> None:
    added = measures.add(team.officer, blank_measure("Lesestunden"))
    planned = measures.set_status(team.mayor, added, MeasureStatus.PLANNED, "Beschlossen.")
    measures.edit(team.mayor, planned, replace(planned, due_on=date(2027, 12, 31), budget_euro=1_500))
    again = measures.measure(team.mayor, added.id)
    measures.edit(team.mayor, again, replace(again, budget_euro=2_500))
    measures.remark(team.officer, added.id, "Die Schule macht mit.")
    app = at(team, f"?massnahme={added.id}")
    officer, mayor = team.officer.display_name, team.mayor.display_name
    told = [
        f"{officer} hat die Maßnahme aufgenommen.",
        f"{mayor} hat den Stand von „Idee“ auf „geplant“ gesetzt:",
        "> Beschlossen\\.",
        f"{mayor} hat geändert: Termin: 31.12.2027; Budget in Euro: 2.500.",  # twice on one day is told once
        f"{officer} schreibt:",
        "> Die Schule macht mit\\.",
    ]
    places = [app.text.index(sentence) for sentence in told]
    assert places == sorted(places)


def expanders(app: App) -> dict[str, str]:
    """What is folded away, by label."""
    return {each.label: "\n".join(part.value for part in each.markdown) for each in app.tab.expander}


def test_a_longer_text_that_was_emptied_can_be_read_in_the_story_as_it_was(team: Team) -> None:
    text = "Zwei Abende in der Woche, *beide* mit Kinderbetreuung.\n\nBeginn ist nach den Ferien im Herbst."
    stored = stored_measure(team.commune, title="Kurse", description=text)
    measures.edit(team.mayor, stored, replace(stored, description=""))
    app = at(team, f"?massnahme={stored.id}")
    assert f"{team.mayor.display_name} hat geändert: Beschreibung geleert." in app.text
    folded = expanders(app)["Vorher: Beschreibung"]
    assert "> Zwei Abende in der Woche, \\*beide\\* mit Kinderbetreuung\\.\n>\n> Beginn ist nach" in folded


def test_a_conflict_offers_the_file_only_where_its_row_can_be_taken_and_says_why(team: Team) -> None:
    ids = some_measures(team)
    own = csv_of([["Titel", "Stand", "Zuständig"], ["Spät", "erledigt", ""], ["Idee", "", "Bauamt"]])
    app = at(team, "?ansicht=datei")
    app.tab.file_uploader[0].upload("Liste.csv", own).run()
    assert [radio.options for radio in app.tab.radio] == [
        ["Gespeichertes behalten", "Später klären"],
        ["Gespeichertes behalten", "Datei übernehmen", "Später klären"],
    ]
    assert (
        "Zeile 2 lässt sich so nicht aus der Datei übernehmen. Der Stand ändert sich. Bitte sagen Sie in der Spalte "
        "„Grund“ in einem Satz, warum."
    ) in app.text
    app.click("take_over_measures")
    assert "Gespeichert: 2 Maßnahmen zur Klärung." in app.text
    assert (
        f"{team.officer.display_name} hat in einer Datei den Stand „erledigt“ gewünscht; er blieb „läuft“."
        in at(team, f"?massnahme={ids['Spät']}").text
    )


def test_a_file_is_looked_at_taken_over_and_taken_back_on_the_page(team: Team) -> None:
    ids = some_measures(team)
    data = filled_in(
        measure_files.workbook(team.officer, today()),
        {"row": 2, "responsible_unit": "Bauamt"},
        {"row": 3, "budget_euro": "viel"},
        {"row": 9, "title": "Neu aus der Datei"},
    )
    app = at(team, "?ansicht=datei")
    app.tab.file_uploader[0].upload("Liste.xlsx", data).run()
    assert {metric.label: metric.value for metric in app.tab.metric} == {
        "neu": "1",
        "geändert": "1",
        "unverändert": "3",
        "Konflikte": "0",
        "Probleme": "1",
    }
    app.click("take_over_measures")
    assert "Gespeichert: 1 neue Maßnahme und 1 geänderte Maßnahme." in app.text
    assert measures.measure(team.mayor, ids["Spät"]).responsible_unit == "Bauamt"
    app.click("confirm_undo_measures")
    assert "Zurückgenommen: 1 Maßnahme entfernt und 1 Maßnahme wie vorher." in app.text


def test_a_file_that_is_no_list_is_told_in_a_sentence(team: Team) -> None:
    app = at(team, "?ansicht=datei")
    app.tab.file_uploader[0].upload("Liste.csv", csv_of([["Frage", "Antwort"], ["MS-01", 3]])).run()
    assert any("keine Liste von Maßnahmen" in error.value for error in app.tab.error)


def test_a_measure_that_changes_between_the_look_and_the_click_is_not_overwritten(team: Team) -> None:
    ids = some_measures(team)
    data = filled_in(measure_files.workbook(team.officer, today()), {"row": 2, "responsible_unit": "Bauamt"})
    app = at(team, "?ansicht=datei")
    app.tab.file_uploader[0].upload("Liste.xlsx", data).run()
    stored = measures.measure(team.mayor, ids["Spät"])
    measures.edit(team.mayor, stored, replace(stored, title="Anders"))
    app.click("take_over_measures")
    assert any("Inzwischen hat jemand anderes eine dieser Maßnahmen geändert" in e.value for e in app.tab.error)
    assert measures.measure(team.mayor, ids["Spät"]).responsible_unit == ""

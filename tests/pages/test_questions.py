"""The questions page: what there is to do, one criterion, and every answer stored at the moment it is given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from app_tab import App, AppAs, signed_in
from factories import replies_to_all, stored_person, stored_round
from sqlalchemy import Engine
from teams import Team, a_team, answers, assign_to_department, give, waiting

from data.model.people import Commune, Person, Role
from data.model.questionnaire import Assignee
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown
from data.services import answering, approval, assignments, discussions, questionnaire, self_checks

FIRST = "leitbild_und_politischer_auftrag"  # MS-01, MS-02, MS-03
SECOND = "strategie_und_ziele"  # MS-04, MS-05
AFTERNOON = datetime(2026, 11, 23, 13, 32, tzinfo=UTC)  # in Berlin 14:32


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def at(person: Person, address: str = f"?kriterium={FIRST}") -> App:
    """A tab of somebody on the questions page: the task list, a criterion or a question."""
    return signed_in(person, f"fragen{address}")


def choose(app: App, question_id: str, option: str | None) -> App:
    """Click an answer: 0 to 4, not_known or not_applicable."""
    app.tab.radio(key=f"reply_{question_id}").set_value(option)
    return app.run()


def write(app: App, question_id: str, part: str, text: str) -> App:
    """Write a note beside an answer."""
    field = app.tab.text_area if part == "remark" else app.tab.text_input
    field(key=f"{part}_{question_id}").set_value(text)
    return app.run()


def open_panel(app: App, question_id: str, *panels: str) -> App:
    """Open notes, discussion or history below a question."""
    (pills,) = (each for each in app.tab.get("button_group") if each.key == f"panels_{question_id}")
    pills.set_value(list(panels))
    return app.run()


def show_only(app: App, wish: str | None) -> App:
    """Choose a filter of the task list."""
    app.tab.get("button_group")[0].set_value(wish)
    return app.run()


def links(app: App) -> list[str]:
    return [link.label for link in app.tab.get("page_link")][1:]  # the first is in the frame


def buttons(app: App) -> list[str]:
    return [button.label for button in app.tab.button]


def fields(app: App) -> dict[str, str]:
    """Label and content of every field for notes."""
    return {field.label: field.value for field in [*app.tab.text_input, *app.tab.text_area]}


def filters(app: App) -> list[str]:
    return list(app.tab.get("button_group")[0].options)


def captions(app: App) -> list[str]:
    return [caption.value for caption in app.tab.caption]


def told(app: App, start: str) -> str:
    """The one text of the page that begins like this."""
    (found,) = (each.value for each in app.tab.markdown if each.value.startswith(start))
    return found


def of_settling(app: App, label: str) -> str:
    """The key of the one button that settles a proposal."""
    (key,) = (button.key for button in app.tab.button if button.label == label)
    return key


# --- what there is to do -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER, Role.CONTRIBUTOR])
def test_without_a_round_it_says_where_rounds_are(role: Role, new_app_as: AppAs) -> None:
    app = new_app_as(role, "fragen")
    assert "Keine Runde in Arbeit" in app.text
    assert links(app) == ["Zu den Runden"]


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER])
def test_the_task_list_counts_the_replies_of_the_round_of_each_field_and_of_each_criterion(
    role: Role, new_town: Commune
) -> None:
    stored_round(new_town, {"MS-01": Answered(2), "MS-02": NotKnown(), "MS-03": Answered(0), "MS-04": Answered(1)})
    app = at(stored_person(role, new_town), "")
    (progress,) = app.tab.get("progress")
    assert progress.proto.text == "Runde 2026: 4 von 108 Fragen bearbeitet."
    # 13 questions are in the first field: 3 + 2 + 3 + 3 + 2
    assert told(app, "## 1.").endswith(" begonnen] 4 von 13")
    assert told(app, "## 2.").endswith(" offen] 0 von 15")
    assert captions(app)[:3] == ["zu klären · 3 von 3", "begonnen · 1 von 2", "offen · 0 von 3"]
    assert [level for level, _words in app.headings] == [1] + 7 * [2]


def test_a_criterion_with_every_answer_is_done_and_a_mark_makes_it_to_be_settled(team: Team) -> None:
    for question_id in ("MS-01", "MS-02", "MS-03"):
        give(team.officer, team.round_id, question_id, 3)
    assert captions(at(team.officer, ""))[0] == "fertig · 3 von 3"
    questionnaire.set_mark(team.officer, team.round_id, "MS-02", True)
    assert captions(at(team.officer, ""))[0] == "zu klären · 3 von 3 · 1 markiert"


def test_the_criterion_names_who_answers_it_and_when_it_is_overdue(team: Team) -> None:
    to_department = Assignee("", department_id=team.department_id)
    assignments.assign(team.officer, team.round_id, [FIRST], to_department, date(2026, 11, 22))
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        assert captions(at(team.officer, ""))[0] == "offen · 0 von 3 · Jugendamt, bis 22.11.2026"
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)):
        assert captions(at(team.officer, ""))[0].endswith("überfällig]")


def test_a_department_sees_only_what_is_assigned_to_it(team: Team) -> None:
    assign_to_department(team, FIRST, "sprache")
    app = at(team.contributor, "")
    assert links(app) == ["Erste offene Frage (MS-01)", "Leitbild und politischer Auftrag", "Sprache"]
    # 3 + 4 questions
    assert app.tab.get("progress")[0].proto.text == "Runde 2026: 0 von 7 Fragen bearbeitet."
    assert filters(app) == ["offen (7)", "mir zugewiesen (7)"]


def test_a_department_without_criteria_is_told_who_hands_them_out(team: Team) -> None:
    app = at(team.contributor, "")
    assert "Ihnen ist noch nichts zugewiesen" in app.text
    assert links(app) == []


@pytest.mark.parametrize("address", [f"?kriterium={SECOND}", "?frage=MS-05"])
def test_a_criterion_of_another_department_says_so_shows_none_of_it_and_leads_back(address: str, team: Team) -> None:
    assign_to_department(team, FIRST)
    give(team.officer, team.round_id, "MS-05", 4, evidence="Geheimer Beschluss")
    app = at(team.contributor, address)
    assert "Dieses Kriterium ist Ihnen nicht zugewiesen" in app.text
    assert links(app) == ["Zu Ihren Fragen"]
    assert "Geheimer" not in app.text and not app.tab.radio
    assert app.incidents == []


@pytest.mark.parametrize("address", ["?kriterium=gibt-es-nicht", "?frage=XX-99", "?kriterium=", "?frage="])
def test_an_address_that_leads_nowhere_shows_the_task_list(address: str, team: Team) -> None:
    assert at(team.officer, address).title == "Fragen"


def test_the_address_of_a_question_opens_its_criterion_however_it_is_written(team: Team) -> None:
    app = at(team.officer, "?frage=ms-05")
    assert app.title == "Strategie und Ziele"
    assert 'data-kompass-scroll="question_MS-05"' in app.text
    assert "data-kompass-scroll" not in app.run().text  # once: a click must not jump there again


def test_filters_show_their_numbers_and_lead_to_their_questions(team: Team) -> None:
    for question_id, reply in (("MS-01", Answered(2)), ("MS-02", NotKnown()), ("MS-04", NotKnown())):
        answering.answer(team.officer, team.round_id, Answer(question_id, reply), 0)
    questionnaire.set_mark(team.officer, team.round_id, "IA-01", True)
    discussions.say(team.mayor, team.round_id, "IA-02", "Wer weiß das?")
    app = at(team.officer, "")
    assert filters(app) == [
        "offen (105)",
        "für später markiert (1)",
        "nicht bekannt (2)",
        "Konflikt oder Gespräch (1)",
    ]
    show_only(app, "not_known")
    assert (2, "2 Fragen: nicht bekannt") in app.headings
    assert [label[:9] for label in links(app)[1:]] == ["**MS-02**", "**MS-04**"]
    show_only(app, "marked")
    assert (2, "Eine Frage: für später markiert") in app.headings
    show_only(app, "open")
    assert len(links(app)[1:]) == 20  # of 105, page by page
    show_only(app, None)
    assert (2, "1. Management und Steuerung") in app.headings


def test_next_open_question_leads_on_over_what_is_answered_and_begins_anew_at_the_end(team: Team) -> None:
    for question_id in ("MS-04", "MS-05", "MS-06", "KK-13", "KK-14", "KK-15"):
        give(team.officer, team.round_id, question_id, 2)
    app = at(team.officer).click("Nächste offene Frage")
    assert app.title == "Zuständigkeit und Ressourcen"
    assert 'data-kompass-scroll="question_MS-07"' in app.text
    app = at(team.officer, "?kriterium=schutz_vor_hass_und_bedrohung").click("Nächste offene Frage")
    assert app.title == "Leitbild und politischer Auftrag"


def test_after_the_last_open_question_a_sentence_says_that_none_is_open(new_town: Commune) -> None:
    stored_round(new_town, replies_to_all(3))
    app = at(stored_person(Role.OFFICER, new_town)).click("Nächste offene Frage")
    assert app.title == "Fragen"
    assert [info.value for info in app.tab.info] == ["Hier ist keine Frage mehr offen."]
    assert not app.run().tab.info  # told once


def test_the_chosen_filter_leads_on_from_question_to_question(team: Team) -> None:
    for question_id in ("MS-02", "IA-01", "FZ-01"):
        questionnaire.set_mark(team.officer, team.round_id, question_id, True)
    app = show_only(at(team.officer, ""), "marked").open("fragen?frage=MS-02")
    assert app.click("Nächste markierte Frage").title == "Führung und Selbstverpflichtung"
    assert app.click("Nächste markierte Frage").title == "Bildung"
    for question_id in ("MS-02", "IA-01", "FZ-01"):
        questionnaire.set_mark(team.officer, team.round_id, question_id, False)
    app.click("Nächste markierte Frage")
    assert [info.value for info in app.tab.info] == ["Keine Frage mehr unter „für später markiert“."]


def test_criteria_follow_each_other_and_the_first_and_last_have_one_neighbour(team: Team) -> None:
    assert links(at(team.officer)) == ["Alle Fragen", "Nächstes Kriterium"]
    assert links(at(team.officer, f"?kriterium={SECOND}")) == [
        "Alle Fragen",
        "Voriges Kriterium",
        "Nächstes Kriterium",
    ]
    last = at(team.officer, "?kriterium=schutz_vor_hass_und_bedrohung")
    assert links(last) == ["Alle Fragen", "Voriges Kriterium"]


def test_who_comes_back_on_another_device_finds_the_criterion_where_they_were(team: Team) -> None:
    at(team.officer, f"?kriterium={SECOND}")
    assert "**Weitermachen: Strategie und Ziele**" in links(at(team.officer, ""))
    assert not [label for label in links(at(team.mayor, "")) if "Weitermachen" in label]


def test_others_see_who_works_where_until_90_seconds_after_the_last_sign_of_life(team: Team) -> None:
    with time_machine.travel(AFTERNOON) as clock:
        at(team.mayor, f"?kriterium={FIRST}")
        assert ":material/group: Gerade dabei: Person mayor (auch hier)" in captions(at(team.officer))
        elsewhere = ":material/group: Gerade dabei: Person mayor (Leitbild und politischer Auftrag)"
        assert elsewhere in captions(at(team.officer, f"?kriterium={SECOND}"))
        assert elsewhere in captions(at(team.officer, ""))
        clock.shift(timedelta(seconds=91))
        assert not [line for line in captions(at(team.officer)) if "Gerade dabei" in line]


# --- answering ---------------------------------------------------------------------------------------------------


@pytest.fixture
def in_the_afternoon() -> Iterator[None]:
    with time_machine.travel(AFTERNOON):
        yield


def test_an_answer_is_stored_with_the_click_and_says_when(team: Team, in_the_afternoon: None) -> None:
    app = choose(at(team.officer), "MS-01", "3")
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", Answered(3))
    assert ":material/check: gespeichert 14:32" in captions(app)
    assert app.tab.radio(key="reply_MS-01").value == "3"
    assert [button for button in buttons(app) if "peicher" in button] == []


def test_another_person_reads_who_saved_it_and_when(team: Team, in_the_afternoon: None) -> None:
    choose(at(team.officer), "MS-01", "3")
    assert ":material/check: gespeichert 14:32 von Person officer" in captions(at(team.mayor))


def test_a_new_tab_shows_what_was_stored(team: Team) -> None:
    choose(at(team.officer), "MS-01", "0")
    assert at(team.officer).tab.radio(key="reply_MS-01").value == "0"


def test_each_level_is_told_with_what_it_means_and_the_question_with_its_help(team: Team) -> None:
    app = at(team.officer)
    radio = app.tab.radio(key="reply_MS-01")
    assert radio.options[0] == "0 – nicht vorhanden" and len(radio.options) == 7
    assert radio.proto.captions[4] == "Es ist auf Dauer geregelt und wirkt, auch wenn Personen wechseln."
    assert told(app, "## MS-01 ").count("\n\n") == 1


def test_not_known_asks_who_could_know(team: Team) -> None:
    app = choose(at(team.officer), "MS-01", "not_known")
    assert fields(app) == {"Wer könnte es wissen?": ""}
    write(app, "MS-01", "responsible_unit", "  Stadtarchiv ")
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", NotKnown(), responsible_unit="Stadtarchiv")


def test_not_applicable_asks_why_and_is_chosen_beside_the_hint_for_the_kind_of_commune(team: Team) -> None:
    app = at(team.officer, "?frage=FZ-01")
    assert app.tab.radio(key="reply_FZ-01").proto.captions[6].startswith("Landkreise: ")
    choose(app, "FZ-01", "not_applicable")
    assert fields(app) == {"Warum trifft das hier nicht zu? (nötig)": ""}
    write(app, "FZ-01", "remark", "Vergibt der Kreis.")
    assert answers(team.round_id)["FZ-01"].answer == Answer("FZ-01", NotApplicable(), "Vergibt der Kreis.")


def test_firmly_established_asks_for_evidence(team: Team) -> None:
    app = choose(at(team.officer), "MS-01", "4")
    assert fields(app) == {"Woran lässt sich das sehen? Link oder Aktenzeichen": ""}
    write(app, "MS-01", "evidence", "Beschluss 12/2026")
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", Answered(4), evidence="Beschluss 12/2026")


def test_every_note_can_be_written_without_an_answer(team: Team) -> None:
    app = open_panel(at(team.officer), "MS-01", "notes")
    assert fields(app) == {"Zuständige Stelle": "", "Bemerkung": "", "Nachweis": ""}
    write(app, "MS-01", "remark", "Erst im Frühjahr klar.")
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", remark="Erst im Frühjahr klar.")


def test_an_answer_is_taken_back_with_one_click_and_its_notes_stay(team: Team) -> None:
    app = choose(at(team.officer), "MS-01", "4")
    write(app, "MS-01", "evidence", "Beschluss 12/2026")
    app.click("take_back_MS-01")
    assert app.tab.radio(key="reply_MS-01").value is None
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", evidence="Beschluss 12/2026")
    assert "take_back_MS-01" not in [button.key for button in app.tab.button]


def test_a_question_is_marked_for_later_and_the_mark_taken_away(team: Team) -> None:
    app = at(team.officer).click("mark_MS-02")
    assert "für später markiert" in told(app, "## MS-02")
    app.click("mark_MS-02")
    assert "für später markiert" not in told(app, "## MS-02")


def test_the_history_tells_who_changed_what_from_which_to_which_value_newest_first(
    team: Team, in_the_afternoon: None
) -> None:
    app = choose(choose(at(team.officer), "MS-01", "2"), "MS-01", "4")
    write(app, "MS-01", "evidence", "Leitbild *2026*")
    open_panel(app, "MS-01", "history")
    assert told(app, "- ").splitlines() == [
        r"- 14:32, Person officer: Nachweis: – → „Leitbild \*2026\*“",
        "- 14:32, Person officer: Antwort: **2 – in Umsetzung begonnen** → **4 – fest verankert**",
        "- 14:32, Person officer: Antwort: **offen** → **2 – in Umsetzung begonnen**",
    ]
    open_panel(app, "MS-02", "history")
    assert "Noch niemand hat hier etwas eingetragen." in captions(app)


def test_a_discussion_goes_on_is_closed_and_opened_again(team: Team, in_the_afternoon: None) -> None:
    app = open_panel(at(team.officer), "MS-01", "discussion")
    assert "close_MS-01" not in [button.key for button in app.tab.button]
    app.tab.text_area(key="comment_MS-01").set_value("Welche *Fassung* gilt?")
    app.click("say_MS-01")
    assert app.tab.text_area(key="comment_MS-01").value == ""
    assert "1 Beitrag, noch offen" in captions(app)
    app.click("Gespräch abschließen")
    assert "1 Beitrag, abgeschlossen" in captions(app)
    app.click("Gespräch wieder öffnen")
    assert "1 Beitrag, noch offen" in captions(app)
    assert told(app, "**Person officer**").split("\n\n") == [
        "**Person officer**, 14:32: ",
        r"> Welche \*Fassung\* gilt?",
        "**Person officer**, 14:32: *hat das Gespräch abgeschlossen*",
        "**Person officer**, 14:32: *hat das Gespräch wieder geöffnet*",
    ]


def test_an_empty_contribution_is_refused_with_a_sentence_at_its_question(team: Team) -> None:
    app = open_panel(at(team.officer), "MS-01", "discussion").click("say_MS-01")
    assert [error.value for error in app.tab.error] == ["Ein Beitrag braucht 1 bis 4.000 Zeichen."]
    assert not app.run().tab.error  # told once


def test_the_mayor_reads_and_discusses_but_does_not_answer(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 3, remark="Seit *2024*")
    app = at(team.mayor)
    assert not app.tab.radio and not app.tab.text_input
    assert "Antwort: **3 – weitgehend umgesetzt**" in app.text and "Antwort: **offen**" in app.text
    assert r"Bemerkung: Seit \*2024\*" in app.text
    assert not [key for key in (button.key for button in app.tab.button) if key.startswith(("mark_", "take_back_"))]
    assert "Jede Antwort wird sofort gespeichert." not in app.text
    open_panel(app, "MS-01", "discussion")
    app.tab.text_area(key="comment_MS-01").set_value("Gut.")
    app.click("say_MS-01")
    assert "1 Beitrag, noch offen" in captions(app)


def test_a_department_answers_what_is_assigned_to_it(team: Team) -> None:
    assign_to_department(team, FIRST)
    choose(at(team.contributor), "MS-03", "1")
    assert answers(team.round_id)["MS-03"].changed_by == "Person contributor"


# --- several people, several tabs --------------------------------------------------------------------------------


def in_conflict(team: Team) -> App:
    """The officer's tab after a colleague chose 1 and the officer, who saw no answer, chose 4."""
    assign_to_department(team, FIRST)
    officer, colleague = at(team.officer), at(team.contributor)
    choose(colleague, "MS-01", "1")
    return choose(officer, "MS-01", "4")


def test_two_different_answers_are_both_shown_with_who_and_when_and_nothing_is_overwritten(
    team: Team, in_the_afternoon: None
) -> None:
    app = in_conflict(team)
    assert answers(team.round_id)["MS-01"].answer.reply == Answered(1)
    assert told(app, "**Zwei verschiedene").split("  \n") == [
        "**Zwei verschiedene Angaben. Welche soll gelten?**",
        "Gespeichert von Person contributor, 14:32:",
        "**1 – in Planung**",
        "Vorgeschlagen von Person officer, 14:32, eingegeben:",
        "**4 – fest verankert**",
    ]
    assert app.tab.radio(key="reply_MS-01").value == "1"  # the fields show what is stored
    assert "zu klären · 1 von 3 · 1 Konflikt · Jugendamt" in captions(at(team.mayor, ""))


def test_the_proposed_value_can_be_taken(team: Team) -> None:
    app = in_conflict(team)
    app.click(of_settling(app, "Vorschlag übernehmen"))
    assert answers(team.round_id)["MS-01"].answer.reply == Answered(4)
    assert app.tab.radio(key="reply_MS-01").value == "4"
    assert "Zwei verschiedene" not in app.text and waiting(team.round_id, "MS-01") == ()


def test_the_stored_value_can_be_kept_by_the_colleague_too(team: Team) -> None:
    in_conflict(team)
    colleague = at(team.contributor)
    colleague.click(of_settling(colleague, "Gespeicherte Antwort behalten"))
    assert answers(team.round_id)["MS-01"].answer.reply == Answered(1)
    assert waiting(team.round_id, "MS-01") == ()


def test_what_a_colleague_settled_already_is_told(team: Team) -> None:
    app = in_conflict(team)
    colleague = at(team.contributor)
    colleague.click(of_settling(colleague, "Gespeicherte Antwort behalten"))
    app.click(of_settling(app, "Vorschlag übernehmen"))
    assert [error.value for error in app.tab.error] == [
        "Das ist schon entschieden. Die Ansicht zeigt jetzt den neuen Stand."
    ]
    assert answers(team.round_id)["MS-01"].answer.reply == Answered(1)


def test_the_mayor_sees_a_conflict_without_the_choice(team: Team) -> None:
    in_conflict(team)
    app = at(team.mayor)
    assert "Zwei verschiedene Angaben" in app.text
    assert "Vorschlag übernehmen" not in buttons(app)


def test_changes_of_two_people_in_different_parts_are_both_kept(team: Team) -> None:
    assign_to_department(team, FIRST)
    officer = open_panel(at(team.officer), "MS-01", "notes")
    choose(at(team.contributor), "MS-01", "3")
    write(officer, "MS-01", "remark", "Siehe Haushalt.")
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", Answered(3), "Siehe Haushalt.")
    assert waiting(team.round_id, "MS-01") == ()
    assert officer.tab.radio(key="reply_MS-01").value == "3"


def test_ones_own_older_click_in_another_tab_is_no_conflict(team: Team) -> None:
    one, other = at(team.officer), at(team.officer)
    choose(one, "MS-01", "1")
    choose(other, "MS-01", "4")
    assert answers(team.round_id)["MS-01"].answer.reply == Answered(4)
    assert waiting(team.round_id, "MS-01") == ()


def test_a_tab_brings_its_fields_in_step_with_what_a_colleague_stored(team: Team) -> None:
    officer = at(team.officer)
    assign_to_department(team, FIRST)
    choose(at(team.contributor), "MS-01", "2")
    assert officer.run().tab.radio(key="reply_MS-01").value == "2"


# --- answers of an earlier round ---------------------------------------------------------------------------------


def test_what_held_in_the_last_round_is_asked_and_does_not_count_yet(app_as: AppAs) -> None:
    app = app_as(Role.CONTRIBUTOR, "fragen?kriterium=sprache")
    assert told(app, "In der Runde 2025 galt:  \n**2 – in Umsetzung begonnen**  \nNachweis").split("  \n")[2:] == [
        r"Nachweis: Kursplan der Volkshochschule, Herbst 2025 \(Beispiel\)",
        "Zuständige Stelle: Volkshochschule",
        "**Gilt das noch?**",
    ]
    assert app.tab.radio(key="reply_FZ-07").value is None
    assert "noch offen" in captions(app)


def test_a_carried_answer_is_confirmed_with_its_notes(app_as: AppAs) -> None:
    app = app_as(Role.CONTRIBUTOR, "fragen?kriterium=sprache")
    app.click(next(button.key for button in app.tab.button if button.label == "Ja, gilt noch"))
    assert app.tab.radio(key="reply_FZ-06").value == "1"
    assert fields(app)["Zuständige Stelle"] == "Volkshochschule"
    assert buttons(app).count("Ja, gilt noch") == 3


def test_a_carried_answer_is_dropped_and_the_question_stays_open(app_as: AppAs) -> None:
    app = app_as(Role.CONTRIBUTOR, "fragen?kriterium=sprache")
    app.click(next(button.key for button in app.tab.button if button.label == "Nein, verwerfen"))
    assert app.tab.radio(key="reply_FZ-06").value is None
    assert buttons(app).count("Ja, gilt noch") == 3


def test_answering_otherwise_settles_what_was_carried(app_as: AppAs) -> None:
    app = choose(app_as(Role.CONTRIBUTOR, "fragen?kriterium=sprache"), "FZ-06", "3")
    assert app.tab.radio(key="reply_FZ-06").value == "3"
    assert buttons(app).count("Ja, gilt noch") == 3


def test_all_carried_answers_of_a_criterion_are_confirmed_with_one_click(app_as: AppAs) -> None:
    app = app_as(Role.CONTRIBUTOR, "fragen?kriterium=sprache").click("Alle 4 Antworten aus 2025 bestätigen")
    assert [app.tab.radio(key=f"reply_FZ-0{number}").value for number in (6, 7, 8, 9)] == ["1", "2", "1", "2"]
    assert "Ja, gilt noch" not in buttons(app)
    assert "confirm_criterion" not in [button.key for button in app.tab.button]


def test_the_mayor_reads_what_was_carried_without_the_choice(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, "fragen?kriterium=sprache")
    assert app.text.count("**Gilt das noch?**") == 4
    assert "Ja, gilt noch" not in buttons(app) and "confirm_criterion" not in [b.key for b in app.tab.button]


# --- a round that may not be changed any more --------------------------------------------------------------------


def handed_in(team: Team) -> None:
    """The round of the team is handed in meanwhile."""
    round_ = self_checks.current_round(team.officer)
    assert round_ is not None
    approval.hand_in(team.officer, round_.id, round_.revision, "")


def test_a_round_that_is_handed_in_is_read_only_for_everybody_and_says_why(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 3)
    handed_in(team)
    for person in (team.officer, team.mayor):
        app = at(person)
        assert not app.tab.radio
        assert [info.value for info in app.tab.info] == [
            "Die Runde 2026 liegt zur Freigabe vor. Bis zur Entscheidung bleiben die Antworten, wie sie sind."
        ]
        assert "Antwort: **3 – weitgehend umgesetzt**" in app.text


def test_an_answer_that_comes_after_handing_in_is_refused_with_a_sentence(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 3)
    app = at(team.officer)
    handed_in(team)
    choose(app, "MS-01", "4")
    assert [error.value for error in app.tab.error] == [
        "Die Antworten der Runde „2026“ lassen sich gerade nicht ändern: Sie ist vorgelegt, freigegeben oder verworfen."
    ]
    assert answers(team.round_id)["MS-01"].answer.reply == Answered(3)


def test_a_text_that_comes_after_handing_in_can_still_be_read_and_copied(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 4)
    app = at(team.officer)
    handed_in(team)
    write(app, "MS-01", "evidence", "Beschluss 12/2026, eine Stunde lang gesucht")
    assert "Nicht gespeichert: „Beschluss 12/2026, eine Stunde lang gesucht“" in app.tab.error[0].value


def test_a_criterion_that_is_taken_away_between_look_and_click_says_so_and_stores_nothing(team: Team) -> None:
    assign_to_department(team, FIRST)
    app = at(team.contributor)
    assignments.assign(team.officer, team.round_id, [FIRST], None)
    choose(app, "MS-01", "2")
    assert "Dieses Kriterium ist Ihnen nicht zugewiesen" in app.text
    assert answers(team.round_id) == {}


def test_a_sign_in_that_ended_stores_nothing_and_shows_the_form(team: Team) -> None:
    one, other = at(team.officer), at(team.officer)
    other.tab.session_state["sign_in_id"] = one.tab.session_state["sign_in_id"]
    other.run().click("Abmelden")
    choose(one, "MS-01", "2")
    assert one.title == "Anmelden"
    assert answers(team.round_id) == {}


def test_what_people_typed_cannot_change_how_the_page_looks(store: Engine) -> None:
    evil = "**<b>x</b>** [a](http://x) :red[y]"
    team = a_team(name=evil[:40])
    give(team.officer, team.round_id, "MS-01", 3, remark=evil)
    discussions.say(team.mayor, team.round_id, "MS-01", evil)
    app = open_panel(at(team.mayor), "MS-01", "discussion", "history")
    unescaped = [each.value for each in [*app.tab.markdown, *app.tab.caption] if "[a](http" in each.value]
    assert unescaped == []


def test_the_page_is_english_where_the_session_is(team: Team, in_the_afternoon: None) -> None:
    app = choose(at(team.officer), "MS-01", "not_known").click("switch_language")
    assert app.title == "Mission statement and political mandate"
    assert fields(app) == {"Who could know?": ""}
    assert ":material/check: saved 14:32" in captions(app)
    assert "Next open question" in buttons(app)


def test_the_example_department_works_on_four_criteria(app_as: AppAs) -> None:
    app = app_as(Role.CONTRIBUTOR, "fragen")
    assert links(app)[1:] == ["Zugängliche Dienstleistungen", "Sprache", "Wohnen", "Gesundheit und Pflege"]
    assert filters(app) == [
        "offen (14)",
        "mir zugewiesen (14)",
        "für später markiert (1)",
        "gilt das noch? (14)",
        "Konflikt oder Gespräch (1)",
    ]


def test_a_click_that_could_not_be_stored_does_not_look_as_if_it_was(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(team.officer, team.round_id, "MS-01", 2, remark="alt")
    app = at(team.officer)
    stored = answering.answer

    def away(*_arguments: object) -> None:
        raise ConnectionError("vertraulich")

    monkeypatch.setattr(answering, "answer", away)
    choose(app, "MS-01", "3")
    assert app.tab.radio(key="reply_MS-01").value == "2"
    assert app.tab.error[0].value.startswith("Das hat nicht geklappt, und es liegt nicht an Ihnen.")
    write(app, "MS-01", "remark", "mit Mühe geschrieben")
    assert app.tab.error[0].value.endswith("Nicht gespeichert: „mit Mühe geschrieben“")
    monkeypatch.setattr(answering, "answer", stored)
    choose(app, "MS-01", "3")  # the same click again
    assert answers(team.round_id)["MS-01"].answer.reply == Answered(3)


def test_a_field_that_is_emptied_stays_for_what_is_written_next(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 2, remark="alt")
    app = at(team.officer)
    write(app, "MS-01", "remark", "")
    assert answers(team.round_id)["MS-01"].answer.remark == ""
    write(app, "MS-01", "remark", "neu")
    assert answers(team.round_id)["MS-01"].answer.remark == "neu"


@pytest.mark.parametrize("taken", ["assignment", "round"])
def test_what_somebody_wrote_while_it_was_taken_away_can_still_be_copied(team: Team, taken: str) -> None:
    assign_to_department(team, FIRST)
    app = open_panel(at(team.contributor), "MS-01", "notes")
    if taken == "assignment":
        assignments.assign(team.officer, team.round_id, [FIRST], None)
    else:
        approval.discard(team.officer, team.round_id, team.revision)
    write(app, "MS-01", "remark", "mit Mühe geschrieben")
    (error,) = app.tab.error
    assert error.value.startswith("**MS-01** ")
    assert error.value.endswith("Nicht gespeichert: „mit Mühe geschrieben“")
    assert answers(team.round_id) == {}
    assert not app.run().tab.error


def test_of_several_edits_in_vain_none_is_forgotten(team: Team) -> None:
    assign_to_department(team, FIRST)
    app = open_panel(at(team.contributor), "MS-01", "notes")
    assignments.assign(team.officer, team.round_id, [FIRST], None)
    app.tab.text_area(key="remark_MS-01").set_value("mit Mühe geschrieben")
    app.tab.text_input(key="evidence_MS-01").set_value("Beschluss 7")
    app.tab.radio(key="reply_MS-01").set_value("4")
    (error,) = app.run().tab.error
    assert "Nicht gespeichert: „mit Mühe geschrieben“" in error.value
    assert "Nicht gespeichert: „Beschluss 7“" in error.value

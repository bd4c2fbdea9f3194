"""The page of the priorities: what is agreed and what it rests on, proposals, the talk about effect and effort."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from app_tab import App, AppAs, demo_person, elements, signed_in
from factories import replies_to_all, stored_round
from plans import CRITERION, a_priority, stored_measure, stored_priority
from sqlalchemy import Engine
from teams import Team, a_team

from data.model.people import Person, Role
from data.model.plan import MeasureStatus, Priority, PriorityStatus
from data.model.self_check import Answered
from data.services import goals, priorities

P = PriorityStatus
PAGE = "schwerpunkte"
READERS = (Role.MAYOR, Role.OFFICER, Role.STEERING)


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def at(person: Person) -> App:
    return signed_in(person, PAGE)


def headings(app: App, level: int) -> list[str]:
    return [words for at_level, words in app.headings if at_level == level]


def lead(app: App) -> str:
    return next(line for line in app.text.splitlines() if "vereinbart" in line)


def open_panel(app: App, priority: Priority, panel: str) -> App:
    """Open what stands below a card: status, parts or story."""
    app.tab.pills(key=f"priority_panel_{priority.id}").set_value(panel)
    return app.run()


def field(app: App, part: str, priority: Priority) -> object:
    kinds = {"title": "text_input", "decision": "text_input", "reason": "text_area", "criteria": "multiselect"}
    kinds |= {"field_key": "selectbox", "effect": "select_slider", "effort": "select_slider"}
    return getattr(app.tab, kinds[part])(key=f"priority_{part}_{priority.id}")


def take_step(app: App, priority: Priority, to: PriorityStatus, sentence: str) -> App:
    open_panel(app, priority, "status")
    app.tab.radio(key=f"priority_step_{priority.id}_{priority.status.value}").set_value(to)
    app.run()
    app.tab.text_area(key=f"priority_sentence_{priority.id}").set_value(sentence)
    return app.click(f"set_status_{priority.id}")


def now(team: Team, priority: Priority) -> Priority:
    return next(each for each in priorities.priorities(team.mayor) if each.id == priority.id)


def told(app: App) -> tuple[list[str], list[str]]:
    """What went well, and what did not."""
    return [each.value for each in app.tab.success], [each.value for each in app.tab.error]


# What it shows


@pytest.mark.parametrize("role", READERS)
def test_who_plans_sees_the_agreed_ones_first_then_proposals_then_the_talk(role: Role, app_as: AppAs) -> None:
    app = app_as(role, PAGE)
    assert headings(app, 2) == [
        "Vereinbart",
        "Vorschläge",
        "Wirkung und Aufwand",
        "Vorschläge aus den Ergebnissen",
        "Eigenen Schwerpunkt vorschlagen",
        "Abgeschlossen",
    ]
    assert headings(app, 3) == [
        "1 · Klar sprechen, Hass nicht hinnehmen",
        "2 · Eine Verwaltung, die alle erreicht und schützt",
        "3 · Betriebe von Zugewanderten mitnehmen",
        "4 · Wege für alle, auch ohne Auto",
    ]
    assert lead(app) == (
        "3 Schwerpunkte sind vereinbart, davon 2 in Umsetzung. 3 Maßnahmen darunter brauchen einen Blick."
    )


def test_a_card_tells_what_it_rests_on_what_it_serves_and_what_follows(app_as: AppAs) -> None:
    text = app_as(Role.STEERING, PAGE).text
    assert "Punkte (0 bis 100) aus der Runde 2025." in text
    assert "Stand 01.03.2026." in text
    # The groups of a release are drawn anew with every installation: its median is near 55.
    assert re.search(r"\*\*Schutz vor Hass und Bedrohung\*\*  \n19 Punkte ●○○○○ · Median der Gruppe \d\d\n", text)
    assert "**Ziel 2035**  \nKommunikation: 60 Punkte, heute 20" in text
    assert "**Beschluss**  \nBeschluss 6/2026 vom 12\\.05\\.2026 \\(Beispiel\\)" in text
    assert "Wirkung 5, Aufwand 2: schnell umsetzbar" in text
    assert "**Maßnahmen**  \n3, davon 1 erledigt" in text
    assert "eine Maßnahme braucht einen Blick" in text


def test_what_has_ended_is_folded_away_with_the_sentence_it_ended_with(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, PAGE)
    assert "Sportvereine öffnen" not in headings(app, 3)
    (folded,) = (e for e in app.tab.expander if e.label == "2 Schwerpunkte, erreicht oder beendet")
    assert folded is not None
    app.tab.session_state["ended_priorities"] = True
    app.run()
    assert headings(app, 3)[-2:] == ["Sportvereine öffnen", "Beteiligung, die alle erreicht"]
    assert "> Der Musterkreis hat ein Programm mit demselben Ziel; Musterstadt schließt sich dort an\\." in app.text


def test_a_commune_that_begins_is_told_how_many_are_wise_and_may_propose(new_app_as: AppAs) -> None:
    app = new_app_as(Role.OFFICER, PAGE)
    assert lead(app) == "Noch ist kein Schwerpunkt vereinbart."
    assert "Bewährt haben sich 3 bis 5 Schwerpunkte: genug, um etwas zu bewegen" in app.text
    assert "Gerade liegt kein Vorschlag vor." in app.text
    assert "Sie erscheinen hier, sobald die erste Runde freigegeben ist." in app.text
    assert headings(app, 2) == ["Vorschläge", "Vorschläge aus den Ergebnissen", "Eigenen Schwerpunkt vorschlagen"]
    assert not app.tab.get("plotly_chart")


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (1, "Bewährt haben sich 3 bis 5 Schwerpunkte. Es ist noch Platz."),
        (2, "Bewährt haben sich 3 bis 5 Schwerpunkte. Es ist noch Platz."),
        (3, None),
        (4, None),
        (5, "Das sind so viele, wie sich bewährt haben. Ein weiterer braucht zuerst Platz."),
        (6, "Bewährt haben sich höchstens 5 Schwerpunkte. Weniger auf einmal gelingt leichter."),
    ],
)
def test_fewer_than_three_and_five_or_more_get_a_calm_word(team: Team, count: int, word: str | None) -> None:
    for number in range(count):
        stored_priority(team.commune, title=f"Nummer {number}", status=P.AGREED)
    text = at(team.mayor).text
    assert (word in text) if word else ("Bewährt haben" not in text and "bewährt haben" not in text)


@pytest.mark.parametrize("status", P)
def test_every_state_is_told_in_a_word_with_the_steps_from_there(team: Team, status: P) -> None:
    priority = stored_priority(team.commune, status=status)
    app = at(team.steering)
    if status in (P.REACHED, P.STOPPED):
        app.tab.session_state["ended_priorities"] = True
        app.run()
    word, steps = {
        P.PROPOSED: ("vorgeschlagen", ["vereinbaren", "nicht weiterverfolgen"]),
        P.AGREED: ("vereinbart", ["mit der Umsetzung beginnen", "zurück zu den Vorschlägen", "beenden"]),
        P.RUNNING: ("in Umsetzung", ["als erreicht melden", "beenden"]),
        P.REACHED: ("erreicht", ["wieder aufnehmen"]),
        P.STOPPED: ("beendet", ["wieder vorschlagen"]),
    }[status]
    assert f": {word}]" in app.text  # the words of a badge, after its icon
    open_panel(app, priority, "status")
    assert list(app.tab.radio[0].options) == steps


def test_where_nothing_is_known_it_says_so_instead_of_a_number(team: Team) -> None:
    stored_priority(team.commune, field_key="", reason="", decision="")
    text = at(team.mayor).text
    for words in (
        "noch nicht bewertet",
        "noch keinem Handlungsfeld zugeordnet",
        "noch nicht eingetragen",
        "noch nicht besprochen",
        "**Maßnahmen**  \nnoch keine",
    ):
        assert words in text
    assert "Median" not in text


def test_a_goal_is_told_also_where_the_field_is_not_scored(team: Team) -> None:
    stored_priority(team.commune)
    goals.set_field_goal(team.mayor, "fairer_zugang", 80, seen=None)
    assert "Fairer Zugang: 80 Punkte" in at(team.mayor).text


def test_what_people_typed_is_shown_as_they_typed_it(team: Team) -> None:
    typed = {"title": "*Stern* <b>& [Link](x)", "reason": "# Kein Titel\n\n- keine Liste"}
    stored_priority(team.commune, **typed, effect=2, effort=2)
    app = at(team.mayor)
    assert headings(app, 3) == ["1 · \\*Stern\\* \\<b\\>\\& \\[Link\\]\\(x\\)"]
    assert "\\# Kein Titel\n\n\\- keine Liste" in app.text
    assert app.incidents == []


# Effect and effort


def test_the_chart_is_told_in_words_and_stands_beside_its_table(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, PAGE)
    (chart,) = app.tab.get("plotly_chart")
    assert chart.proto.alt == (
        "Wirkung und Aufwand der Schwerpunkte. 1 Klar sprechen, Hass nicht hinnehmen: Wirkung 5 von 5, Aufwand 2 von "
        "5, schnell umsetzbar; 2 Eine Verwaltung, die alle erreicht und schützt: Wirkung 5 von 5, Aufwand 4 von 5, "
        "lohnt die Mühe; 3 Betriebe von Zugewanderten mitnehmen: Wirkung 3 von 5, Aufwand 2 von 5, im Mittelfeld; 4 "
        "Wege für alle, auch ohne Auto: Wirkung 4 von 5, Aufwand 5 von 5, lohnt die Mühe."
    )
    app.tab.session_state["priority_matrix_table"] = True
    app.run()
    (table,) = app.tab.table
    assert list(table.value.columns) == ["Schwerpunkt", "Stand", "Wirkung", "Aufwand", "Einordnung"]
    assert list(table.value.to_numpy()[3]) == [
        "4 Wege für alle, auch ohne Auto",
        "vorgeschlagen",
        "4",
        "5",
        "lohnt die Mühe",
    ]


def test_the_first_that_nobody_discussed_is_offered_and_gets_its_place_by_two_sliders(team: Team) -> None:
    stored_priority(team.commune, title="Besprochen", effect=3, effort=3)
    waiting = stored_priority(team.commune, title="Offen")
    app = at(team.steering)
    assert app.tab.selectbox(key="discussed_priority").value == waiting.id
    assert "noch nicht besprochen: 2 Offen" in app.tab.get("plotly_chart")[0].proto.alt
    for part, level in (("effect", 5), ("effort", 1)):
        slider = field(app, part, waiting)
        assert slider.value == 0  # type: ignore[attr-defined]
        slider.set_value(level)  # type: ignore[attr-defined]
        app.run()
    stored = now(team, waiting)
    assert (stored.effect, stored.effort) == (5, 1)
    assert "2 Offen: Wirkung 5 von 5, Aufwand 1 von 5, schnell umsetzbar" in app.tab.get("plotly_chart")[0].proto.alt
    assert app.tab.selectbox(key="discussed_priority").value == waiting.id  # it stays what one talks about


def test_a_level_may_be_taken_back(team: Team) -> None:
    priority = stored_priority(team.commune, effect=4, effort=2)
    app = at(team.steering)
    field(app, "effect", priority).set_value(0)  # type: ignore[attr-defined]
    app.run()
    assert (now(team, priority).effect, now(team, priority).effort) == (None, 2)


def test_what_one_talked_about_may_end_meanwhile(team: Team) -> None:
    first, second = stored_priority(team.commune, title="Eins"), stored_priority(team.commune, title="Zwei")
    app = at(team.steering)
    app.tab.selectbox(key="discussed_priority").set_value(second.id)
    app.run()
    priorities.set_status(team.mayor, second, P.STOPPED, "Der Kreis tut es schon")
    app.run()
    assert app.tab.selectbox(key="discussed_priority").value == first.id
    assert app.incidents == []


# Proposing


def test_a_suggestion_becomes_a_proposal_by_one_click_with_its_numbers_as_reason(app_as: AppAs) -> None:
    app = app_as(Role.OFFICER, PAGE)
    (button, *others) = (b for b in app.tab.button if (b.key or "").startswith("suggest_"))
    assert len(others) >= 2
    criterion = button.key.removeprefix("suggest_")
    app.click(button.key)
    (made,) = (p for p in priorities.priorities(demo_person(Role.OFFICER)) if p.criteria == (criterion,))
    assert made.status is P.PROPOSED
    assert "von 100 Punkten in der Runde 2025. Der Median der Vergleichsgruppe liegt bei " in made.reason
    assert f"5 · {made.title}" in headings(app, 3)
    assert button.key not in [b.key for b in app.tab.button]
    assert told(app) == ([f"„{made.title}“ steht jetzt bei den Vorschlägen."], [])


def test_a_suggestion_that_somebody_else_proposed_meanwhile_is_not_proposed_again(team: Team) -> None:
    low = {question_id: Answered(1) for question_id in ("FZ-06", "FZ-07", "FZ-08", "FZ-09")}  # all of sprache
    neighbour = team.stranger
    assert neighbour.commune is not None  # the own commune has a round in work
    stored_round(neighbour.commune, replies_to_all(3) | low, submitted=True)
    app = at(neighbour)
    priorities.propose(neighbour, "Sprache zuerst", criteria=(CRITERION,))
    app.click(f"suggest_{CRITERION}")
    good, bad = told(app)
    assert (good, len(bad)) == ([], 1)
    assert "„Sprache zuerst“. Es wurde nichts angelegt." in bad[0]
    assert len(priorities.priorities(neighbour)) == 1


def test_the_form_proposes_what_people_want_and_is_empty_afterwards(team: Team) -> None:
    app = at(team.steering)
    app.tab.text_input(key="new_priority_title").set_value("Mehr Begegnung")
    app.tab.text_area(key="new_priority_reason").set_value("Im Dialog oft genannt.")
    app.tab.multiselect(key="new_priority_criteria").set_value([CRITERION])
    app.click("Vorschlagen")
    (made,) = priorities.priorities(team.steering)
    assert (made.title, made.reason, made.criteria) == ("Mehr Begegnung", "Im Dialog oft genannt.", (CRITERION,))
    assert app.tab.text_input(key="new_priority_title").value == ""
    assert app.tab.multiselect(key="new_priority_criteria").value == []
    assert told(app) == (["„Mehr Begegnung“ steht jetzt bei den Vorschlägen."], [])


def test_a_form_without_a_title_keeps_what_was_typed_and_says_why(team: Team) -> None:
    app = at(team.steering)
    app.tab.text_area(key="new_priority_reason").set_value("Im Dialog oft genannt.")
    app.click("Vorschlagen")
    assert told(app) == ([], ["Bitte geben Sie einen Titel ein."])
    assert app.tab.text_area(key="new_priority_reason").value == "Im Dialog oft genannt."
    assert priorities.priorities(team.steering) == []


# Steps


def test_a_proposal_is_agreed_with_a_sentence_and_the_story_tells_it(team: Team) -> None:
    priority = priorities.propose(team.officer, "Sprache")
    app = take_step(at(team.mayor), priority, P.AGREED, "Einstimmig.")
    assert told(app) == (["„Sprache“ ist jetzt vereinbart."], [])
    assert lead(app) == "Ein Schwerpunkt ist vereinbart."
    assert now(team, priority).status is P.AGREED
    assert app.tab.pills(key=f"priority_panel_{priority.id}").value is None
    open_panel(app, priority, "story")
    assert "Person officer hat den Schwerpunkt vorgeschlagen." in app.text
    assert "Person mayor: vorgeschlagen → vereinbart\n\n> Einstimmig\\." in app.text


def test_a_step_without_a_sentence_is_refused_in_the_card(team: Team) -> None:
    priority = stored_priority(team.commune)
    app = take_step(at(team.mayor), priority, P.AGREED, "   ")
    assert told(app) == ([], ["Bitte sagen Sie in einem Satz, warum."])
    assert now(team, priority).status is P.PROPOSED


def test_a_step_from_an_older_state_is_refused_and_the_sentence_is_not_lost(team: Team) -> None:
    priority = stored_priority(team.commune)
    app = open_panel(at(team.steering), priority, "status")
    app.tab.radio(key=f"priority_step_{priority.id}_proposed").set_value(P.AGREED)
    app.run()
    priorities.set_status(team.mayor, priority, P.STOPPED, "Der Kreis tut es schon")
    app.tab.text_area(key=f"priority_sentence_{priority.id}").set_value("Wir wollen das.")
    app.click(f"set_status_{priority.id}")
    assert now(team, priority).status is P.STOPPED
    # It stands among the ended ones by now; they unfold, so that it is seen.
    (problem,) = app.tab.error
    assert "Inzwischen hat jemand anderes den Stand geändert." in problem.value
    assert "Nicht gespeichert: „Wir wollen das\\.“" in problem.value


def test_a_sixth_is_told_calmly_before_anybody_types_a_sentence(team: Team) -> None:
    for number in range(5):
        stored_priority(team.commune, title=f"Läuft {number}", status=P.RUNNING)
    sixth = stored_priority(team.commune, title="Der sechste")
    app = open_panel(at(team.mayor), sixth, "status")
    app.tab.radio(key=f"priority_step_{sixth.id}_proposed").set_value(P.AGREED)
    app.run()
    assert [each.value for each in app.tab.info] == [
        "Es sind schon 5 vereinbart. Erreichen oder beenden Sie zuerst einen davon."
    ]
    assert f"set_status_{sixth.id}" not in [b.key for b in app.tab.button]


# Editing


def test_every_part_is_edited_in_its_card_and_stored_at_once(team: Team) -> None:
    priority = stored_priority(team.commune)
    app = open_panel(at(team.officer), priority, "parts")
    for part, value in {
        "title": "Sprache für alle",
        "reason": "Neu begründet.",
        "criteria": ["wohnen", "bildung"],
        "field_key": "arbeit_wirtschaft",
        "decision": "Beschluss 2026/20",
    }.items():
        field(app, part, priority).set_value(value)  # type: ignore[attr-defined]
        app.run()
    stored = now(team, priority)
    assert (stored.title, stored.reason, stored.criteria, stored.field_key, stored.decision) == (
        "Sprache für alle",
        "Neu begründet.",
        ("wohnen", "bildung"),
        "arbeit_wirtschaft",
        "Beschluss 2026/20",
    )
    assert "1 · Sprache für alle" in headings(app, 3)


def test_an_empty_title_is_refused_and_the_stored_one_comes_back(team: Team) -> None:
    priority = stored_priority(team.commune)
    app = open_panel(at(team.officer), priority, "parts")
    field(app, "title", priority).set_value("")  # type: ignore[attr-defined]
    app.run()
    assert told(app) == ([], ["Bitte geben Sie einen Titel ein."])
    assert field(app, "title", priority).value == priority.title  # type: ignore[attr-defined]


def test_two_who_edit_one_part_see_both_values_and_one_of_them_chooses(team: Team) -> None:
    priority = stored_priority(team.commune)
    app = open_panel(at(team.officer), priority, "parts")
    priorities.edit(team.mayor, priority, replace(priority, title="Von der Leitung"))
    field(app, "title", priority).set_value("Vom Fachamt")  # type: ignore[attr-defined]
    field(app, "decision", priority).set_value("Beschluss 2026/20")  # type: ignore[attr-defined]
    app.run()
    assert "**Titel: zwei verschiedene Angaben. Welche soll gelten?**" in app.text
    assert "Gespeichert: Von der Leitung" in app.text
    assert ": Vom Fachamt" in app.text
    assert field(app, "title", priority).value == "Von der Leitung"  # type: ignore[attr-defined]
    assert now(team, priority).decision == "Beschluss 2026/20"
    other = at(team.mayor)  # whoever opens the page sees it
    assert "Vorgeschlagen von Person officer" in other.text
    app.click(f"settle_contest_{priority.id}_0_True")
    assert now(team, priority).title == "Vom Fachamt"
    assert field(app, "title", priority).value == "Vom Fachamt"  # type: ignore[attr-defined]
    assert "zwei verschiedene Angaben" not in app.text


def test_the_stored_value_may_be_kept_as_well(team: Team) -> None:
    priority = stored_priority(team.commune, effect=1, effort=1)
    app = at(team.officer)
    priorities.edit(team.mayor, priority, replace(priority, effect=2))
    field(app, "effect", priority).set_value(5)  # type: ignore[attr-defined]
    app.run()
    assert "Gespeichert: 2 von 5" in app.text
    app.click(f"settle_contest_{priority.id}_0_False")
    assert now(team, priority).effect == 2
    assert "zwei verschiedene Angaben" not in app.text
    open_panel(app, priority, "story")
    assert "Person officer hat entschieden: Wirkung bleibt „2 von 5“ (vorgeschlagen war „5 von 5“)." in app.text


def test_a_text_that_somebody_else_changed_stays_in_the_field_until_one_wants_the_new_one(team: Team) -> None:
    # Somebody may be typing there: what is typed and not sent yet would be gone.
    priority = stored_priority(team.commune)
    app = open_panel(at(team.officer), priority, "parts")
    priorities.edit(team.mayor, priority, replace(priority, reason="Von der Leitung begründet."))
    app.run()
    assert field(app, "reason", priority).value == priority.reason  # type: ignore[attr-defined]
    assert "Von der Leitung begründet\\." in app.text  # in the card above
    assert app.text.count("Das hat inzwischen jemand geändert.") == 1
    field(app, "title", priority).set_value("Neuer Titel")  # type: ignore[attr-defined]
    app.run()
    stored = now(team, priority)
    assert (stored.title, stored.reason) == ("Neuer Titel", "Von der Leitung begründet.")
    app.click(f"newer_priority_reason_{priority.id}")
    assert field(app, "reason", priority).value == "Von der Leitung begründet."  # type: ignore[attr-defined]
    assert "Das hat inzwischen jemand geändert." not in app.text


def test_a_choice_that_somebody_else_changed_follows_with_the_next_click(team: Team) -> None:
    priority = stored_priority(team.commune)
    app = open_panel(at(team.officer), priority, "parts")
    wished = replace(priority, criteria=("wohnen",), field_key="", effect=5)
    priorities.edit(team.mayor, priority, wished)
    app.run()
    assert field(app, "criteria", priority).value == ["wohnen"]  # type: ignore[attr-defined]
    assert field(app, "field_key", priority).value is None  # type: ignore[attr-defined]
    assert field(app, "effect", priority).value == 5  # type: ignore[attr-defined]
    assert now(team, priority) == replace(wished, revision=2)


def test_who_writes_over_a_newer_text_that_they_did_not_see_has_their_own_kept_beside_it(team: Team) -> None:
    priority = stored_priority(team.commune)
    app = open_panel(at(team.officer), priority, "parts")
    priorities.edit(team.mayor, priority, replace(priority, reason="Von der Leitung begründet."))
    app.run()
    field(app, "reason", priority).set_value("Vom Fachamt begründet.")  # type: ignore[attr-defined]
    app.run()
    assert now(team, priority).reason == "Von der Leitung begründet."
    assert field(app, "reason", priority).value == "Von der Leitung begründet."  # type: ignore[attr-defined]
    assert ": Vom Fachamt begründet\\." in app.text
    assert "Das hat inzwischen jemand geändert." not in app.text


def test_a_field_that_was_closed_is_filled_anew_when_it_opens(team: Team) -> None:
    priority = stored_priority(team.commune)
    app = open_panel(at(team.officer), priority, "parts")
    open_panel(app, priority, "story")
    priorities.edit(team.mayor, priority, replace(priority, title="Von der Leitung"))
    app.run()
    open_panel(app, priority, "parts")
    assert field(app, "title", priority).value == "Von der Leitung"  # type: ignore[attr-defined]


# The story


def test_a_remark_joins_the_story_and_its_field_is_empty_again(team: Team) -> None:
    priority = priorities.propose(team.officer, "Sprache")
    app = open_panel(at(team.steering), priority, "story")
    app.tab.text_area(key=f"priority_remark_{priority.id}").set_value("Erst den Nahverkehrsplan abwarten.")
    app.click("Eintragen")
    assert "Person steering schreibt:\n\n> Erst den Nahverkehrsplan abwarten\\." in app.text
    assert app.tab.text_area(key=f"priority_remark_{priority.id}").value == ""


def test_a_longer_reason_that_was_written_anew_can_be_read_as_it_was(team: Team) -> None:
    reason = "Die Wartezeit auf einen Kurs liegt bei sieben Monaten, und *abends* gibt es gar keinen Platz mehr."
    priority = stored_priority(team.commune, reason=reason)
    priorities.edit(team.mayor, priority, replace(priority, reason="Kurz."))
    app = open_panel(at(team.steering), priority, "story")
    assert "hat geändert: Begründung neu gefasst." in app.text
    (folded,) = (each for each in app.tab.expander if each.label == "Vorher: Begründung")
    assert "und \\*abends\\* gibt es gar keinen Platz mehr" in "\n".join(part.value for part in folded.markdown)


def test_the_demo_tells_a_story_from_the_proposal_to_what_was_reached(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, PAGE)
    app.tab.session_state["ended_priorities"] = True
    app.run()
    reached = next(p for p in priorities.priorities(demo_person(Role.MAYOR)) if p.status is P.REACHED)
    open_panel(app, reached, "story")
    lines = [line for line in app.text.splitlines() if line.startswith("**") and "202" in line[:12]]
    assert [line[2:12] for line in lines][-4:] == ["16.01.2024", "20.02.2024", "09.04.2024", "09.12.2025"]


# Measures below


def test_a_measure_that_is_overdue_shows_at_its_priority(team: Team) -> None:
    priority = stored_priority(team.commune, status=P.RUNNING)
    stored_measure(team.commune, priority_id=priority.id, status=MeasureStatus.BLOCKED)
    text = at(team.mayor).text
    assert "eine Maßnahme braucht einen Blick" in text
    assert lead(at(team.mayor)) == (
        "Ein Schwerpunkt ist vereinbart, davon 1 in Umsetzung. Eine Maßnahme darunter braucht einen Blick."
    )


def test_the_ways_to_measures_and_results_are_links_of_the_card(app_as: AppAs) -> None:
    links = [element for element in elements(app_as(Role.MAYOR, PAGE).tab.main) if element.type == "page_link"]
    labels = [link.proto.label for link in links]
    assert labels.count("Maßnahmen ansehen") == 3
    assert labels.count("Maßnahme anlegen") == 1
    assert labels.count("Ergebnisse ansehen") == 4


def test_two_priorities_of_one_name_are_two_cards(team: Team) -> None:
    for _twice in range(2):
        stored_priority(team.commune, title=a_priority().title)
    assert headings(at(team.mayor), 3) == ["1 · Sprache von Anfang an", "2 · Sprache von Anfang an"]

"""The page of the meetings: the list, planning, the running meeting, closing, minutes, and all decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from app_tab import App, AppAs, signed_in
from plans import stored_measure, stored_priority
from sqlalchemy import Engine
from teams import Team, a_team

from components.language import day, today
from components.meetings import live
from data.model.meetings import DecisionWish, ItemKind, ItemState, Meeting, MeetingStatus, Presence, Votes
from data.model.meetings_view import MeetingView
from data.model.people import Permission, Person, Role
from data.model.plan import MeasureStatus, PriorityStatus
from data.rules import access
from data.services import agendas, measures, meeting_outcomes, meeting_views, meetings, minutes, priorities

PAGE = "sitzungen"
PLANNERS = (Role.MAYOR, Role.OFFICER, Role.STEERING)
VIEWS = ("", "?ansicht=neu", "?ansicht=beschluesse", "?sitzung=4711", "?sitzung=krumm")


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def at(team: Team, query: str = "", person: Person | None = None) -> App:
    return signed_in(person or team.officer, f"{PAGE}{query}")


def a_meeting(team: Team, *titles: str, length: int = 90, title: str = "1. Sitzung") -> int:
    """A planned meeting with these free items of ten minutes each; its id."""
    draft = meetings.draft(team.officer, title, datetime.now(UTC))
    meeting_id = meetings.add(team.officer, replace(draft, title=title, minutes=length, place="Rathaus, Saal 2"))
    for each in titles:
        agendas.add_item(team.officer, meeting_id, each, 10)
    return meeting_id


def about(team: Team, meeting_id: int, subject_id: int) -> int:
    """Put the proposed item about a measure or priority on the agenda; the id of the item."""
    view = seen(team, meeting_id)
    agendas.take_up(team.officer, meeting_id, [each for each in view.proposals if each.subject_id == subject_id])
    return next(each.item.id for each in seen(team, meeting_id).items if each.item.subject_id == subject_id)


def running(team: Team, *titles: str) -> int:
    """A meeting that runs."""
    meeting_id = a_meeting(team, *titles)
    meetings.begin(team.officer, meeting_id)
    return meeting_id


def seen(team: Team, meeting_id: int) -> MeetingView:
    return meeting_views.detail(team.officer, meeting_id, today())


def stored(team: Team, meeting_id: int) -> Meeting:
    return seen(team, meeting_id).meeting


def item_ids(team: Team, meeting_id: int) -> list[int]:
    return [each.item.id for each in seen(team, meeting_id).items]


def opened(app: App, item_id: int, panel: str) -> App:
    """The app with a panel of an item open."""
    app.tab.pills(key=f"item_panel_{item_id}").set_value(panel)
    return app.run()


def told(app: App) -> list[str]:
    return [each.value for each in (*app.tab.success, *app.tab.error)]


# --- who, and what stands there -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PLATFORM, None])
def test_who_has_no_part_in_the_plan_has_no_such_page(role: Role | None, app_as: AppAs) -> None:
    assert app_as(role, PAGE).title != "Sitzungen"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("role", PLANNERS)
def test_everybody_who_plans_sees_every_view_without_an_incident(role: Role, view: str, team: Team) -> None:
    app = at(team, view, team.members[role])
    assert app.incidents == []
    assert [level for level, _words in app.headings].count(1) == 1
    assert "{" not in app.text


def every_state(team: Team) -> dict[MeetingStatus, int]:
    """A meeting in each state, with something about a measure, a priority, and itself."""
    measure = stored_measure(team.commune, title="Kurse", status=MeasureStatus.BLOCKED, blocked_because="Kein *Raum*")
    priority = stored_priority(team.commune, title="Sprache")
    made = {}
    for status in (MeetingStatus.CLOSED, MeetingStatus.CANCELLED, MeetingStatus.RUNNING, MeetingStatus.PLANNED):
        meeting_id = a_meeting(team, "Verschiedenes", title=f"Sitzung *{status.value}*")
        meetings.invite(team.officer, meeting_id, f"Leitung {status.value}")
        for subject in (measure.id, priority.id):
            if any(each.subject_id == subject for each in seen(team, meeting_id).proposals):
                about(team, meeting_id, subject)
        made[status] = meeting_id
        if status is MeetingStatus.CANCELLED:
            meetings.cancel(team.officer, meeting_id, "Der Saal ist belegt.")
        elif status is not MeetingStatus.PLANNED:
            meetings.begin(team.officer, meeting_id)
            first = item_ids(team, meeting_id)[0]
            agendas.write_note(team.mayor, first, "Wir kommen *gut* voran.", seen="")
            meeting_outcomes.decide(team.officer, first, DecisionWish("So sei es.", Votes(2, 2, 0)), today())
            meeting_outcomes.give_task(team.officer, first, "Raum suchen", "Hauptamt", today() - timedelta(days=1))
        if status is MeetingStatus.CLOSED:
            meetings.close(team.officer, meeting_id)
    return made


@pytest.mark.parametrize("plans", [True, False])
@pytest.mark.parametrize("role", PLANNERS)
def test_every_state_of_a_meeting_opens_for_everybody_also_for_who_only_reads(
    role: Role, plans: bool, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = every_state(team)
    if not plans:
        kept = {each: held - {Permission.PLAN} for each, held in access.PERMISSIONS.items()}
        monkeypatch.setattr(access, "PERMISSIONS", kept)
    queries = ["", *(f"?sitzung={meeting_id}" for meeting_id in made.values())]
    queries.append(f"?sitzung={made[MeetingStatus.RUNNING]}&ansicht=schliessen")
    for query in queries:
        app = at(team, query, team.members[role])
        assert app.incidents == []
        assert [level for level, _words in app.headings].count(1) == 1
        assert "{" not in app.text
        if not plans:
            fields = [*app.tab.text_input, *app.tab.text_area, *app.tab.number_input, *app.tab.checkbox]
            assert fields == []


def test_the_meeting_of_another_commune_is_not_there(team: Team) -> None:
    meeting_id = a_meeting(team, "Nur für uns")
    app = at(team, f"?sitzung={meeting_id}", team.stranger)
    assert "Diese Sitzung gibt es nicht" in app.text
    assert "Nur für uns" not in app.text


# --- planning -----------------------------------------------------------------------------------------------------


def test_before_the_first_meeting_the_page_says_what_to_do(team: Team) -> None:
    app = at(team)
    assert "Noch keine Sitzung" in app.text
    assert [link.proto.query_string for link in app.tab.get("page_link") if "neu" in link.proto.query_string]


def test_a_new_meeting_begins_as_the_last_one_was_and_is_shown_once_it_is_there(team: Team) -> None:
    a_meeting(team, title="7. Sitzung")
    app = at(team, "?ansicht=neu")
    fields = {field.label: field.value for field in app.tab.text_input}
    assert (fields["Titel"], fields["Ort"]) == ("8. Sitzung", "Rathaus, Saal 2")  # counted in its title, it counts on
    app.tab.text_input(key="new_meeting_facts_chair").set_value(" Oberbürgermeisterin ")
    app.click("Sitzung anlegen")
    assert app.title == "8\\. Sitzung"
    assert "Die Sitzung ist angelegt." in told(app)
    (newest,) = (each.meeting for each in meeting_views.overview(team.officer, today()).coming if each.meeting.id == 2)
    assert newest.chair == "Oberbürgermeisterin"


def test_a_meeting_without_a_title_is_refused_and_what_was_typed_stays(team: Team) -> None:
    app = at(team, "?ansicht=neu")
    app.tab.text_input(key="new_meeting_facts_title").set_value("  ")
    app.tab.text_input(key="new_meeting_facts_place").set_value("Bürgerhaus")
    app.click("Sitzung anlegen")
    assert told(app) == ["Bitte schreiben Sie etwas in dieses Feld."]
    assert app.tab.text_input(key="new_meeting_facts_place").value == "Bürgerhaus"


def test_the_next_meeting_stands_large_with_its_agenda_beside_the_planned_length(team: Team) -> None:
    a_meeting(team, "Eins", "Zwei", length=15)
    app = at(team)
    assert "2 Punkte auf der Tagesordnung" in app.text
    # 2 items of 10 minutes, 15 planned
    assert "**20 von 15 Minuten** sind verplant: **5 Minuten zu lang.**" in app.text


def test_the_first_sentence_says_when_the_next_meeting_is_or_that_one_never_began(team: Team) -> None:
    meeting_id = a_meeting(team, "Eins")
    assert "Die nächste Sitzung ist am " in at(team).text
    before = stored(team, meeting_id)
    meetings.edit(team.officer, before, replace(before, starts_at=before.starts_at - timedelta(weeks=5)))
    assert "Noch nicht begonnen: 1\\. Sitzung, geplant für " in at(team).text


def test_proposals_say_in_words_why_and_are_taken_over_one_by_one_or_all_at_once(team: Team) -> None:
    past = today() - timedelta(days=3)
    late = stored_measure(team.commune, title="Spät", status=MeasureStatus.RUNNING, due_on=past)
    stuck = stored_measure(team.commune, title="Steht", status=MeasureStatus.BLOCKED, blocked_because="Kein *Raum*")
    stored_priority(team.commune, title="Sprache")
    meeting_id = a_meeting(team)
    app = at(team, f"?sitzung={meeting_id}")
    dotted = day(past).replace(".", "\\.")
    assert f"überfällig seit {dotted}" in app.text
    assert r"blockiert\: „Kein \*Raum\*“" in app.text
    assert "zu entscheiden" in app.text
    app.click("take_picked")
    assert told(app) == ["Bitte wählen Sie zuerst etwas aus."]
    app.tab.checkbox(key=f"pick_proposal_measure_{late.id}").check()
    app.tab.number_input(key=f"proposal_minutes_measure_{late.id}").set_value(25)
    app.click("take_picked")
    assert [(each.item.title, each.item.minutes) for each in seen(team, meeting_id).items] == [("Spät", 25)]
    app.click("take_all")
    assert {each.item.subject_id for each in seen(team, meeting_id).items} >= {late.id, stuck.id}
    assert "Zurzeit drängt nichts weiter" in app.text


def test_the_page_tells_how_many_were_put_on_the_agenda_and_what_others_took_meanwhile(team: Team) -> None:
    earlier = running(team, "Alt", "Älter", "Uralt")
    meetings.close(team.officer, earlier)  # all three are postponed
    meeting_id, later = a_meeting(team), a_meeting(team)
    app = at(team, f"?sitzung={meeting_id}")
    waiting = [each for each in seen(team, later).proposals if each.postponed_from]
    agendas.take_up(team.mayor, later, waiting[:2])
    for each in waiting:
        app.tab.checkbox(key=f"pick_proposal_{each.key.replace(':', '_')}").check()
    app.click("take_picked")
    one_of_three = "Ein Punkt steht jetzt auf der Tagesordnung. 2 Punkte hat inzwischen jemand anderes übernommen"
    assert told(app) == [f"{one_of_three} oder gestrichen."]
    assert [each.item.title for each in seen(team, meeting_id).items] == [waiting[2].title]


def test_taking_up_what_another_took_meanwhile_says_so_and_not_that_it_stands_there(team: Team) -> None:
    meetings.close(team.officer, running(team, "Alt"))
    meeting_id, later = a_meeting(team), a_meeting(team)
    app = at(team, f"?sitzung={meeting_id}")
    (waiting,) = (each for each in seen(team, later).proposals if each.postponed_from)
    agendas.let_go(team.mayor, waiting.postponed_from or 0, "Hat sich erledigt.")
    app.tab.checkbox(key=f"pick_proposal_{waiting.key.replace(':', '_')}").check()
    app.click("take_picked")
    assert told(app) == ["Einen Punkt hat inzwischen jemand anderes übernommen oder gestrichen."]
    assert seen(team, meeting_id).items == ()


def test_the_agenda_is_put_in_order_and_counted_anew(team: Team) -> None:
    meeting_id = a_meeting(team, "Eins", "Zwei", length=20)
    first, second = item_ids(team, meeting_id)
    app = at(team, f"?sitzung={meeting_id}")
    assert "Das passt genau." in app.text
    app.click(f"move_{second}_-1")
    assert item_ids(team, meeting_id) == [second, first]
    app.tab.number_input(key=f"item_minutes_{first}").set_value(5)
    app.run()
    assert "**15 von 20 Minuten** sind verplant, 5 Minuten sind frei." in app.text
    app.tab.text_input(key="add_item_title").set_value("Drei")
    app.click("Ergänzen")
    assert [each.item.title for each in seen(team, meeting_id).items] == ["Zwei", "Eins", "Drei"]
    app.click(f"remove_item_{second}")
    assert [each.item.title for each in seen(team, meeting_id).items] == ["Eins", "Drei"]


def test_a_free_item_gets_another_title(team: Team) -> None:
    meeting_id = a_meeting(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    app = at(team, f"?sitzung={meeting_id}")
    (title,) = (field for field in app.tab.text_input if field.label == "Titel" and field.value == "Eins")
    title.set_value("Anders")
    app.click(f"rename_{item_id}")
    assert seen(team, meeting_id).items[0].item.title == "Anders"


def test_people_are_invited_by_function_once_and_taken_off_again(team: Team) -> None:
    meeting_id = a_meeting(team)
    app = at(team, f"?sitzung={meeting_id}")
    for _time in range(2):
        app.tab.text_input(key="invite_name").set_value("Leitung Sozialamt")
        app.click("Einladen")
    assert told(app) == ["Diese Person oder Funktion steht schon auf der Liste."]
    (person,) = seen(team, meeting_id).participants
    app.click(f"uninvite_{person.id}")
    assert seen(team, meeting_id).participants == ()


def test_facts_are_changed_and_what_another_changed_meanwhile_is_told(team: Team) -> None:
    meeting_id = a_meeting(team)
    app, other = (at(team, f"?sitzung={meeting_id}") for _tab in range(2))
    for tab, place in ((app, "Saal 3"), (other, "Saal 4")):
        (field,) = (each for each in tab.tab.text_input if each.label == "Ort")
        field.set_value(place)
        tab.click("Speichern")
    assert stored(team, meeting_id).place == "Saal 3"
    assert "Inzwischen hat jemand anderes diese Angabe zur Sitzung geändert." in told(other)[0]


def test_a_meeting_is_called_off_with_a_sentence_and_takes_place_after_all(team: Team) -> None:
    meeting_id = a_meeting(team, "Eins")
    app = at(team, f"?sitzung={meeting_id}")
    app.click("cancel")
    assert told(app) == ["Bitte schreiben Sie etwas in dieses Feld."]
    app.tab.text_input(key="cancel_sentence").set_value("Der Saal ist belegt.")
    app.click("cancel")
    assert "Abgesagt: „Der Saal ist belegt\\.“" in app.text
    assert "Absage für den Kalender" in [each.proto.label for each in app.tab.get("download_button")]
    app.click("Doch stattfinden lassen")
    assert stored(team, meeting_id).status is MeetingStatus.PLANNED


def test_what_another_meeting_took_up_meanwhile_says_so_when_the_meeting_takes_place_after_all(team: Team) -> None:
    meeting_id = a_meeting(team, "Eins")
    meetings.cancel(team.officer, meeting_id, "Der Saal ist belegt.")
    later = a_meeting(team)
    agendas.take_up(team.officer, later, seen(team, later).proposals)
    app = at(team, f"?sitzung={meeting_id}")
    app.click("Doch stattfinden lassen")
    dotted = day(stored(team, later).starts_at).replace(".", "\\.")
    assert f"steht auch auf der Tagesordnung vom {dotted}" in app.text
    assert "steht auch" not in at(team, f"?sitzung={later}").text


def test_what_waits_can_be_let_go_with_a_sentence(team: Team) -> None:
    meeting_id = running(team, "Alt")
    agendas.settle(team.officer, seen(team, meeting_id).items[0].item, ItemState.POSTPONED, "Keine Zeit")
    meetings.close(team.officer, meeting_id)
    app = at(team)
    assert "vertagt am" in app.text and "„Keine Zeit“" in app.text
    (item,) = meeting_views.overview(team.officer, today()).waiting
    app.tab.text_input(key=f"let_go_sentence_{item.id}").set_value("Das hat sich erledigt.")
    app.click(f"really_let_go_{item.id}")
    assert told(app) == ["„Alt“ wird nicht mehr vorgeschlagen."]
    assert "Wartet auf eine Sitzung" not in app.text


# --- the running meeting ------------------------------------------------------------------------------------------


def test_a_meeting_begins_with_its_first_item_and_what_was_discussed_leads_on(team: Team) -> None:
    meeting_id = a_meeting(team, "Eins", "Zwei")
    app = at(team, f"?sitzung={meeting_id}")
    app.click("Sitzung beginnen")
    assert app.title == "Eins"
    assert "Punkt 1 von 2" in app.text and "**0 von 10 Minuten**" in app.text
    app.click("Besprochen")
    assert app.title == "Zwei"
    app.click("Besprochen")
    assert app.title == "Alle Punkte sind behandelt"


def test_the_clock_says_in_words_how_much_an_item_is_over(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting_id = running(team, "Eins")
    view = seen(team, meeting_id)
    item = view.items[0].item
    began = datetime.now(UTC) - timedelta(minutes=17, seconds=5)
    late = replace(view.items[0], item=replace(item, entered_at=began))
    monkeypatch.setattr("components.session.language", lambda: "de")
    words = live.clocks(replace(view, meeting=replace(view.meeting, began_at=began)), late)
    assert "**17 von 10 Minuten** :orange-badge[:material/timer: 7 Minuten darüber]" in words
    assert "**17 von 90 Minuten**" in words


def test_postponing_wants_a_sentence(team: Team) -> None:
    meeting_id = running(team, "Eins", "Zwei")
    first = item_ids(team, meeting_id)[0]
    app = opened(at(team, f"?sitzung={meeting_id}"), first, "settle")
    app.click("settle_postponed")
    assert told(app) == ["Bitte schreiben Sie etwas in dieses Feld."]
    app.tab.text_input(key=f"settle_sentence_{first}").set_value("Es fehlt Frau *Muster*.")
    app.click("settle_postponed")
    assert app.title == "Zwei"
    item = seen(team, meeting_id).items[0].item
    assert (item.state, item.sentence) == (ItemState.POSTPONED, "Es fehlt Frau *Muster*.")


def test_who_settles_an_item_that_another_settled_a_moment_ago_is_told_and_keeps_the_sentence(team: Team) -> None:
    meeting_id = running(team, "Eins", "Zwei")
    first = item_ids(team, meeting_id)[0]
    app = opened(at(team, f"?sitzung={meeting_id}"), first, "settle")
    item = seen(team, meeting_id).items[0].item
    agendas.settle(team.mayor, item, ItemState.POSTPONED, "Das Angebot fehlt.")
    app.tab.text_input(key=f"settle_sentence_{first}").set_value("Unnötig")
    app.click("settle_dropped")
    assert "Inzwischen hat jemand anderes diesen Punkt geändert." in told(app)[0]
    assert "Nicht gespeichert: „Unnötig“" in told(app)[0]
    now = seen(team, meeting_id).items[0].item
    assert (now.state, now.sentence) == (ItemState.POSTPONED, "Das Angebot fehlt.")
    assert app.incidents == []


def test_a_decision_with_votes_gets_the_next_number_and_its_result_in_words(team: Team) -> None:
    meeting_id = running(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    app = opened(at(team, f"?sitzung={meeting_id}"), item_id, "decide")
    app.tab.text_area(key=f"decision_{item_id}_text").set_value("Wir mieten den *Raum*.")
    app.tab.checkbox(key=f"decision_{item_id}_counted").check()
    app.run()
    for part, votes in (("yes", 7), ("no", 1), ("abstained", 2)):
        app.tab.number_input(key=f"decision_{item_id}_{part}").set_value(votes)
    app.click("Beschluss festhalten")
    year = today().year
    assert told(app) == [f"Beschluss 1/{year}: angenommen mit 7 Ja, 1 Nein, 2 Enthaltungen."]
    assert r"Wir mieten den \*Raum\*\." in app.text
    (decision,) = seen(team, meeting_id).items[0].decisions
    assert decision.votes == Votes(7, 1, 2)
    assert f"Der Beschluss bekommt die Nr. 2/{year}." in opened(app, item_id, "decide").text
    assert app.tab.text_area(key=f"decision_{item_id}_text").value == ""


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        (None, "Einvernehmlich beschlossen"),
        (Votes(3, 3, 1), "Abgelehnt (Stimmengleichheit): 3 Ja, 3 Nein, 1 Enthaltung"),
        (Votes(1, 4, 0), "Abgelehnt mit 1 Ja, 4 Nein, 0 Enthaltungen"),
    ],
)
def test_how_it_was_decided_is_said_in_words(team: Team, votes: Votes | None, words: str) -> None:
    meeting_id = running(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    meeting_outcomes.decide(team.officer, item_id, DecisionWish("So.", votes), today())
    assert words in at(team, f"?sitzung={meeting_id}").text


def test_a_decision_without_text_is_refused_and_one_with_impossible_votes_keeps_its_text(team: Team) -> None:
    meeting_id = running(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    app = opened(at(team, f"?sitzung={meeting_id}"), item_id, "decide")
    app.click("Beschluss festhalten")
    assert told(app) == ["Bitte schreiben Sie etwas in dieses Feld."]
    app.tab.text_area(key=f"decision_{item_id}_text").set_value("So.")
    app.tab.checkbox(key=f"decision_{item_id}_counted").check()
    app.click("Beschluss festhalten")
    assert told(app)[0].startswith("Bitte zählen Sie mindestens eine")
    assert app.tab.text_area(key=f"decision_{item_id}_text").value == "So."


def test_a_decision_agrees_the_priority_and_both_name_each_other(team: Team) -> None:
    priority = stored_priority(team.commune, title="Sprache")
    meeting_id = a_meeting(team)
    item_id = about(team, meeting_id, priority.id)
    meetings.begin(team.officer, meeting_id)
    app = opened(at(team, f"?sitzung={meeting_id}"), item_id, "decide")
    app.tab.text_area(key=f"decision_{item_id}_text").set_value("Sprache wird Schwerpunkt.")
    app.tab.pills(key=f"decision_{item_id}_step").set_value(PriorityStatus.AGREED)
    app.click("Beschluss festhalten")
    (agreed,) = priorities.priorities(team.officer)
    reference = f"1/{today().year}"
    assert (agreed.status, agreed.decision) == (PriorityStatus.AGREED, reference)
    page = signed_in(team.officer, "schwerpunkte")
    links = [link.proto.label for link in page.tab.get("page_link") if "beschluesse" in link.proto.query_string]
    assert links == [f"Beschluss {reference}"]
    page.tab.pills(key=f"priority_panel_{priority.id}").set_value("story")
    page.run()
    assert f"In der Sitzung beschlossen, Beschluss {reference}:" in page.text.replace("\\", "")
    assert page.incidents == []


def test_a_decision_about_a_measure_stands_in_its_story_and_leads_to_the_log(team: Team) -> None:
    measure = stored_measure(team.commune, title="Kurse", next_review_on=today())
    meeting_id = a_meeting(team)
    item_id = about(team, meeting_id, measure.id)
    meetings.begin(team.officer, meeting_id)
    meeting_outcomes.decide(team.officer, item_id, DecisionWish("Die Kurse beginnen."), today())
    page = signed_in(team.officer, f"massnahmen?massnahme={measure.id}")
    assert f"In der Sitzung beschlossen, Beschluss 1/{today().year}:" in page.text
    assert [link for link in page.tab.get("page_link") if link.proto.label == f"Beschluss 1/{today().year}"]
    assert page.incidents == []


def test_a_decision_is_changed_and_withdrawn_and_keeps_its_number(team: Team) -> None:
    meeting_id = running(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    decision = meeting_outcomes.decide(team.officer, item_id, DecisionWish("Alt."), today())
    app = at(team, f"?sitzung={meeting_id}")
    (text,) = (each for each in app.tab.text_area if each.label == "Beschluss")
    text.set_value("Neu.")
    app.click(f"save_decision_{decision.id}")
    assert seen(team, meeting_id).items[0].decisions[0].text == "Neu."
    app.tab.text_input(key=f"withdraw_sentence_{decision.id}").set_value("Doch nicht.")
    app.click(f"withdraw_{decision.id}")
    assert r"zurückgezogen: „Doch nicht\.“" in app.text
    assert meeting_outcomes.decide(team.officer, item_id, DecisionWish("Weiter."), today()).number == 2


def test_a_later_decision_takes_the_place_of_an_earlier_one(team: Team) -> None:
    meeting_id = running(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    meeting_outcomes.decide(team.officer, item_id, DecisionWish("Alt."), today())
    app = opened(at(team, f"?sitzung={meeting_id}"), item_id, "decide")
    app.tab.text_area(key=f"decision_{item_id}_text").set_value("Neu.")
    app.tab.selectbox(key=f"decision_{item_id}_replaces").set_value(1)
    app.click("Beschluss festhalten")
    assert "ersetzt Beschluss Nr. 1" in app.text
    assert "ersetzt durch Nr. 2" in at(team, "?ansicht=beschluesse").text


def test_a_task_is_given_on_the_spot_and_ticked_in_the_list_with_late_ones_said_in_words(team: Team) -> None:
    meeting_id = running(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    past = today() - timedelta(days=2)
    app = opened(at(team, f"?sitzung={meeting_id}"), item_id, "task")
    app.tab.text_area(key=f"task_of_{item_id}_text").set_value("Raum *suchen*")
    app.tab.selectbox(key=f"task_of_{item_id}_unit").set_value("Hauptamt")
    app.tab.date_input(key=f"task_of_{item_id}_due").set_value(past)
    app.click("Aufgabe festhalten")
    assert told(app) == [r"Aufgabe festgehalten: „Raum \*suchen\*“"]
    page = at(team)
    assert f"überfällig seit {day(past)}" in page.text
    assert "Eine offene Aufgabe, davon 1 überfällig." in page.text
    (task,) = (each.task for each in meeting_views.tasks(team.officer, today()))
    page.tab.checkbox(key=f"task_done_{task.id}").check()
    page.run()
    assert "Keine Aufgabe ist offen." in page.text
    page.tab.toggle(key="all_tasks").set_value(True)
    page.run()
    assert f"erledigt am {day(today())}" in page.text


def test_a_task_that_another_changed_meanwhile_is_told(team: Team) -> None:
    meeting_id = running(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    meeting_outcomes.give_task(team.officer, item_id, "Raum suchen", "", None)
    app, other = (at(team, f"?sitzung={meeting_id}") for _tab in range(2))
    for tab, text in ((app, "Saal suchen"), (other, "Halle suchen")):
        (field,) = (each for each in tab.tab.text_area if each.label == "Aufgabe")
        field.set_value(text)
        tab.click("Speichern")
    (task,) = (each.task for each in meeting_views.tasks(team.officer, today()))
    assert task.text == "Saal suchen"
    assert "Inzwischen hat jemand anderes diese Aufgabe geändert." in told(other)[0]
    assert "Nicht gespeichert: „Halle suchen“" in told(other)[0]


def test_each_person_has_one_text_per_item_and_all_see_all(team: Team) -> None:
    meeting_id = running(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    mayor, officer = at(team, f"?sitzung={meeting_id}", team.mayor), at(team, f"?sitzung={meeting_id}")
    mayor.tab.text_area(key=f"own_note_{item_id}").set_value("Von der *Leitung*")
    officer.tab.text_area(key=f"own_note_{item_id}").set_value("Von der Sachbearbeitung")
    mayor.run(), officer.run()
    assert r"Von der \*Leitung\*" in officer.text
    assert "Von der Sachbearbeitung" in mayor.run().text
    assert officer.tab.text_area(key=f"own_note_{item_id}").value == "Von der Sachbearbeitung"


def test_the_own_text_follows_where_nobody_types_and_is_never_overwritten_where_somebody_does(team: Team) -> None:
    meeting_id = running(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    projector, laptop = (at(team, f"?sitzung={meeting_id}") for _tab in range(2))
    key = f"own_note_{item_id}"
    laptop.tab.text_area(key=key).set_value("Vom Laptop")
    laptop.run()
    assert projector.run().tab.text_area(key=key).value == "Vom Laptop"
    projector.tab.text_area(key=key).set_value("Vom Laptop, am Projektor ergänzt")
    projector.run()
    laptop.tab.text_area(key=key).set_value("Vom Laptop anders")
    laptop.run()
    assert "Sie haben Ihre Notiz inzwischen an anderer Stelle geändert." in told(laptop)[0]
    assert "Nicht gespeichert: „Vom Laptop anders“" in told(laptop)[0]
    (note,) = seen(team, meeting_id).items[0].notes
    assert note.text == "Vom Laptop, am Projektor ergänzt"
    laptop.click(f"newer_note_{item_id}")
    assert laptop.tab.text_area(key=key).value == note.text


def test_two_people_edit_one_measure_in_a_running_meeting_and_nothing_is_lost(team: Team) -> None:
    measure = stored_measure(team.commune, title="Kurse", next_review_on=today(), responsible_unit="Sozialamt")
    stored_measure(team.commune, title="Andere", responsible_unit="Jugendamt")
    meeting_id = a_meeting(team)
    item_id = about(team, meeting_id, measure.id)
    meetings.begin(team.officer, meeting_id)
    officer = opened(at(team, f"?sitzung={meeting_id}"), item_id, "measure")
    mayor = opened(at(team, f"?sitzung={meeting_id}", team.mayor), item_id, "measure")
    unit, due = f"responsible_unit_{measure.id}", f"due_on_{measure.id}"
    officer.tab.date_input(key=due).set_value(date(2027, 1, 1))
    officer.run()
    mayor.tab.selectbox(key=unit).set_value("Jugendamt")
    mayor.tab.date_input(key=due).set_value(date(2028, 2, 2))
    mayor.run()
    now = measures.measure(team.officer, measure.id)
    assert (now.responsible_unit, now.due_on) == ("Jugendamt", date(2027, 1, 1))
    assert "**Termin: zwei verschiedene Angaben. Welche soll gelten?**" in officer.run().text
    officer.click(f"settle_contest_due_on_0_{True}")
    assert measures.measure(team.officer, measure.id).due_on == date(2028, 2, 2)
    mayor.run().tab.pills(key=f"step_{measure.id}_idea").set_value(MeasureStatus.PLANNED)
    mayor.run().tab.text_input(key=f"status_sentence_{measure.id}").set_value("Das Geld ist da.")
    mayor.click("set_status")
    assert measures.measure(team.officer, measure.id).status is MeasureStatus.PLANNED
    assert "geplant" in officer.run().text
    assert officer.incidents == mayor.incidents == []


def test_a_tab_follows_the_meeting_but_stays_where_somebody_works(team: Team) -> None:
    meeting_id = running(team, "Eins", "Zwei")
    first, second = item_ids(team, meeting_id)
    watching = at(team, f"?sitzung={meeting_id}", team.mayor)
    writing = opened(at(team, f"?sitzung={meeting_id}"), first, "decide")
    writing.tab.text_area(key=f"decision_{first}_text").set_value("Angefangen")
    writing.run()
    agendas.go_to(team.steering, second)
    assert watching.run().title == "Zwei"
    assert writing.run().title == "Eins"
    assert "Aufgerufen ist gerade: **Zwei**" in writing.text
    writing.click("Dorthin wechseln")
    assert writing.title == "Zwei"
    writing.open(f"{PAGE}?sitzung={meeting_id}&punkt={first}")
    assert writing.title == "Eins"
    # What was begun is still there when the panel is opened again.
    assert opened(writing, first, "decide").tab.text_area(key=f"decision_{first}_text").value == "Angefangen"
    writing.click("Diesen Punkt für alle aufrufen")
    assert watching.run().title == "Eins"
    watching.click("Nächster Punkt")
    assert stored(team, meeting_id).item_id == second


def test_a_measure_comes_out_of_an_item_with_where_it_came_from(team: Team) -> None:
    meeting_id = running(team, "Lesestunden")
    (item_id,) = item_ids(team, meeting_id)
    app = opened(at(team, f"?sitzung={meeting_id}"), item_id, "new_measure")
    app.click("Maßnahme anlegen")
    (measure,) = measures.measures(team.officer)
    assert (measure.title, measure.status) == ("Lesestunden", MeasureStatus.IDEA)
    sentence = f"Angelegt in der Sitzung am {day(today())}, Punkt „Lesestunden“."
    assert [event.sentence for event in measures.story(team.officer, measure.id) if event.sentence] == [sentence]


def test_an_item_is_added_on_the_spot_and_who_is_there_is_noted(team: Team) -> None:
    meeting_id = a_meeting(team, "Eins")
    for name in ("Leitung Sozialamt", "Leitung Jobcenter"):
        meetings.invite(team.officer, meeting_id, name)
    meetings.begin(team.officer, meeting_id)
    app = at(team, f"?sitzung={meeting_id}")
    app.tab.text_input(key="add_running_title").set_value("Dringend")
    app.click("Ergänzen")
    assert [each.item.title for each in seen(team, meeting_id).items] == ["Eins", "Dringend"]
    app.tab.session_state["presence"] = True
    app.run()
    first = seen(team, meeting_id).participants[0]
    app.tab.segmented_control(key=f"presence_choice_{first.id}").set_value(Presence.EXCUSED)
    app.run()
    app.click("Alle Übrigen sind da")
    assert [each.presence for each in seen(team, meeting_id).participants] == [Presence.EXCUSED, Presence.PRESENT]
    assert "Anwesend: 1 von 2" in app.text


def test_a_meeting_that_began_by_mistake_goes_back_as_long_as_nothing_was_decided(team: Team) -> None:
    meeting_id = running(team, "Eins")
    app = at(team, f"?sitzung={meeting_id}")
    app.click("Doch noch nicht beginnen")
    assert stored(team, meeting_id).status is MeetingStatus.PLANNED
    meetings.begin(team.officer, meeting_id)
    meeting_outcomes.decide(team.officer, item_ids(team, meeting_id)[0], DecisionWish("So."), today())
    app = at(team, f"?sitzung={meeting_id}")
    assert "back_to_plan" not in [button.key for button in app.tab.button]


# --- closing, minutes, decisions ----------------------------------------------------------------------------------


def test_before_closing_everything_is_told_and_then_the_minutes_stand(team: Team) -> None:
    meeting_id = running(team, "Besprochen", "Beschlossen", "Offen")
    meetings.invite(team.officer, meeting_id, "Leitung Sozialamt")  # who comes in while it runs is there
    _first, second, _third = item_ids(team, meeting_id)
    agendas.settle(team.officer, seen(team, meeting_id).items[0].item, ItemState.DISCUSSED)
    meeting_outcomes.decide(team.officer, second, DecisionWish("So sei es."), today())
    app = at(team, f"?sitzung={meeting_id}&ansicht=schliessen")
    assert "**Offen**: wird vertagt und der nächsten Sitzung vorgeschlagen" in app.text
    assert "**Beschlossen**: gilt als besprochen" in app.text
    assert "Leitung Sozialamt" in app.text and "So sei es" in app.text
    app.click("Schließen und Protokoll festschreiben")
    assert app.title == "Protokoll: 1\\. Sitzung"
    assert "Fortsetzung in der nächsten Sitzung" in app.text
    labels = [each.proto.label for each in app.tab.get("download_button")]
    assert labels == ["Als PDF", "Als Word-Datei"]
    app.tab.text_area(key=f"addendum_{meeting_id}").set_value("Der Saal war *Saal 3*.")
    app.click("Nachtrag eintragen")
    assert rf"Nachtrag vom {day(today())}".replace(".", "\\.") in app.text
    assert r"Der Saal war \*Saal 3\*\." in app.text
    assert [each.text for each in minutes.minutes(team.officer, meeting_id).addenda] == ["Der Saal war *Saal 3*."]


def test_who_was_there_is_asked_before_closing_where_nobody_is_noted(team: Team) -> None:
    meeting_id = a_meeting(team, "Eins")
    for name in ("Leitung Sozialamt", "Leitung Jobcenter"):
        meetings.invite(team.officer, meeting_id, name)
    meetings.begin(team.officer, meeting_id)
    app = at(team, f"?sitzung={meeting_id}&ansicht=schliessen")
    as_in_the_minutes = "**Eingeladen:** Leitung Sozialamt; Leitung Jobcenter"
    not_noted = "Es wurde nicht festgehalten, wer da war\\."
    assert as_in_the_minutes in app.text and not_noted in app.text
    assert "Noch niemand ist als anwesend vermerkt." in app.text
    app.click("Alle Übrigen sind da")  # the list stands open
    assert "**Anwesend:** Leitung Sozialamt; Leitung Jobcenter" in app.text
    assert "vermerkt" not in app.text and not_noted not in app.text
    for person in seen(team, meeting_id).participants:
        meetings.set_presence(team.officer, meeting_id, person.id, Presence.INVITED)
    app.run().click("Schließen und Protokoll festschreiben")
    assert as_in_the_minutes in app.text and not_noted in app.text


def test_what_was_begun_when_another_closed_the_meeting_is_there_to_copy_until_it_is_dropped(team: Team) -> None:
    meeting_id, elsewhere = running(team, "Eins", "Zwei"), running(team, "Andere Sitzung")
    first, second = item_ids(team, meeting_id)
    (other,) = item_ids(team, elsewhere)
    app = opened(at(team, f"?sitzung={elsewhere}"), other, "decide")
    app.tab.text_area(key=f"decision_{other}_text").set_value("Anderswo")
    app.run()
    app = opened(app.open(f"{PAGE}?sitzung={meeting_id}&punkt={first}"), first, "task")
    app.tab.text_area(key=f"task_of_{first}_text").set_value("Raum *suchen*")
    app.run()
    app = opened(app.open(f"{PAGE}?sitzung={meeting_id}&punkt={second}"), second, "decide")
    app.tab.text_area(key=f"decision_{second}_text").set_value("Die Steuerungsgruppe beschließt, dass")
    meetings.close(team.mayor, meeting_id)
    app.run()  # the browser sends what was typed, and the minutes stand there
    assert app.title == "Protokoll: 1\\. Sitzung"
    assert "2 Texte von Ihnen wurden vor dem Schließen nicht mehr festgehalten." in app.text
    assert "Nicht mehr festgehalten: Aufgabe zu „Eins“" in app.text and r"Raum \*suchen\*" in app.text
    assert "Nicht mehr festgehalten: Beschluss zu „Zwei“" in app.text
    assert "Die Steuerungsgruppe beschließt, dass" in app.text and "Anderswo" not in app.text
    app.click(f"drop_task_of_{first}_text")
    assert "Ein Text von Ihnen wurde" in app.text and "Raum" not in app.text
    app.click(f"drop_decision_{second}_text")
    assert "festgehalten:" not in app.text and "von Ihnen" not in app.text
    assert app.incidents == []
    assert "festgehalten:" not in at(team, f"?sitzung={meeting_id}").text  # in another tab nothing was begun


def test_what_is_begun_is_told_before_closing_with_the_way_back_to_it(team: Team) -> None:
    meeting_id = running(team, "Eins")
    (item_id,) = item_ids(team, meeting_id)
    app = opened(at(team, f"?sitzung={meeting_id}"), item_id, "decide")
    app.tab.text_area(key=f"decision_{item_id}_text").set_value("Angefangen")
    app.run().open(f"{PAGE}?sitzung={meeting_id}&ansicht=schliessen")
    assert "Angefangen und noch nicht festgehalten." in app.text and "Beschluss zu „Eins“" in app.text
    (way,) = (each.proto for each in app.tab.get("page_link") if each.proto.label == "Zum Punkt")
    assert way.query_string == f"sitzung={meeting_id}&punkt={item_id}"
    app.open(f"{PAGE}?{way.query_string}")
    assert opened(app, item_id, "decide").tab.text_area(key=f"decision_{item_id}_text").value == "Angefangen"
    app.click("Beschluss festhalten")
    app.open(f"{PAGE}?sitzung={meeting_id}&ansicht=schliessen")
    assert "noch nicht festgehalten" not in app.text


def some_decisions(team: Team) -> None:
    """Four decisions: one that holds, one that was replaced by it, one rejected, one withdrawn."""
    meeting_id = running(team, "Räume", "Presse")
    first, second = item_ids(team, meeting_id)
    decide = meeting_outcomes.decide
    decide(team.officer, first, DecisionWish("Saal 1 wird gemietet."), today())
    decide(team.officer, first, DecisionWish("Saal 2 wird gemietet.", replaces=1), today())
    decide(team.officer, first, DecisionWish("Saal 3 wird gekauft.", Votes(1, 5, 0)), today())
    taken = decide(team.officer, second, DecisionWish("Die Presse kommt."), today())
    meeting_outcomes.withdraw_decision(team.officer, taken, "Doch nicht.")
    meetings.close(team.officer, meeting_id)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [4, 3, 2, 1]),
        ("&gilt=in-kraft", [2]),
        ("&gilt=ersetzt", [1]),
        ("&gilt=abgelehnt", [3]),
        ("&gilt=zurueckgezogen", [4]),
        ("&suche=saal", [3, 2, 1]),
        ("&suche=GEMIETET+saal", [2, 1]),
        ("&suche=räume", [3, 2, 1]),  # the item
        ("&suche=1.+sitzung", [4, 3, 2, 1]),  # the meeting
        ("&suche=1/", [1]),  # a number is meant as a whole
        ("&jahr=1999", []),
        ("&suche=presse&gilt=in-kraft", []),
        ("&gilt=gibtesnicht", []),
    ],
)
def test_the_log_of_decisions_is_searched_and_filtered_by_the_address(
    team: Team, query: str, numbers: list[int]
) -> None:
    some_decisions(team)
    app = at(team, f"?ansicht=beschluesse{query}")
    found = [number for number in (4, 3, 2, 1) if f"**Beschluss {number}/{today().year}**" in app.text]
    assert found == numbers
    assert app.incidents == []


def test_a_decision_is_found_by_its_number(team: Team) -> None:
    some_decisions(team)
    app = at(team, f"?ansicht=beschluesse&suche=2/{today().year}")
    assert "**Einer** von 4 Beschlüssen passt." in app.text
    app.click("Alle zeigen")
    assert "4 Beschlüsse, der neueste zuerst." in app.text
    app.tab.pills(key="decision_standing").set_value("ersetzt")
    app.run()
    assert app.tab.query_params["gilt"] == "ersetzt"


def test_the_agenda_begins_with_the_minutes_and_tasks_of_the_last_meeting(team: Team) -> None:
    meeting_id = running(team, "Eins")
    meeting_outcomes.give_task(team.officer, item_ids(team, meeting_id)[0], "Raum suchen", "Hauptamt", None)
    meetings.close(team.officer, meeting_id)
    following = a_meeting(team)
    app = at(team, f"?sitzung={following}")
    assert "Protokoll der letzten Sitzung" in app.text and "eine offene Aufgabe" in app.text
    app.click("take_all")
    kinds = [each.item.kind for each in seen(team, following).items]
    assert kinds[:2] == [ItemKind.MINUTES, ItemKind.TASKS]
    app.click("Sitzung beginnen")
    assert app.title == "Protokoll der letzten Sitzung"
    (link,) = (each.proto for each in app.tab.get("page_link") if each.proto.label.startswith("Zum Protokoll vom"))
    assert link.query_string == f"sitzung={meeting_id}"
    app.click("Besprochen")
    assert "Raum suchen" in app.text

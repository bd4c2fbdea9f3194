"""The incident log as somebody uses it who is not signed in."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from app_tab import App, signed_in
from factories import stored_commune, stored_person
from incidents import REPORTER, a_log, an_incident
from sqlalchemy import Engine

from components.incident_log import words
from components.session import Key
from data.exchange import incident_log_json
from data.model.incident_log import LONGEST, Evidence, Incident, IncidentLog, When
from data.model.incident_log import Field as F
from data.rules.support_deadline import deadline

PAGE = "rueckhalt?teil=protokoll"
WORDS = "Erfundener Satz: Wir sehen uns."


@pytest.fixture
def app(store: Engine) -> App:
    """The log of somebody who came without signing in."""
    return signed_in(None, PAGE)


def log_of(app: App) -> IncidentLog:
    """What the window holds."""
    return app.tab.session_state[Key.INCIDENT_LOG]  # type: ignore[no-any-return]


def everything_in(app: App) -> str:
    """What the server remembers of this tab, widgets and what nobody sees any more included."""
    return repr(app.tab.session_state._state._state)


def with_log(app: App, log: IncidentLog) -> App:
    """The page while the window holds this log."""
    app.tab.session_state[Key.INCIDENT_LOG] = log
    return app.run()


def field(app: App, label: str) -> Any:
    """The field whose name begins like this."""
    kinds = (app.tab.text_input, app.tab.text_area, app.tab.date_input, app.tab.time_input, app.tab.selectbox)
    (found,) = (each for kind in kinds for each in kind if each.label.startswith(label))
    return found


def write(app: App, label: str, value: Any) -> App:
    """Write something into a field."""
    field(app, label).set_value(value)
    return app.run()


def bring_back(app: App, content: bytes) -> App:
    """Choose a file: the browser sends its bytes in a field that nobody sees."""
    (carrier,) = (each for each in app.tab.text_area if each.key == "incident_incoming")
    carrier.set_value(base64.b64encode(content).decode())
    return app.run()


def test_at_first_there_is_one_thing_to_do_and_no_file_to_take_along(app: App) -> None:
    assert "wann, wo, was, wer" in app.text
    assert "Nur Sie sehen es, und es wird nichts gespeichert" in app.text
    assert "Sichern" not in app.text
    assert {"incident_new"} <= {button.key for button in app.tab.button}


def test_it_says_honestly_what_is_protected_and_what_is_not(app: App) -> None:
    for said in (
        "liegt dort nur im Arbeitsspeicher, für dieses Fenster",
        "Reste können im Arbeitsspeicher bleiben",
        "Beim Neuladen ist es weg",
        "die Verbindung länger als eine Minute abreißt",
        "nicht verschlüsselt",
        "gemeinsames Laufwerk",
        "Art. 10 DSGVO",
        "keine Namen von Kindern",
    ):
        assert said in app.text


def test_an_incident_is_in_the_window_as_soon_as_it_is_typed(app: App) -> None:
    app.click("incident_new")
    write(app, "Was ist geschehen?", WORDS)
    write(app, "Wo, oder", "Rathaus")
    write(app, "Wann? Tag", date(2026, 11, 20))
    write(app, "Uhrzeit, falls", time(14, 30))
    (incident,) = log_of(app).incidents
    assert (incident.words, incident.place) == (WORDS, "Rathaus")
    assert incident.happened == When(date(2026, 11, 20), time(14, 30))
    app.click("incident_done")
    assert (3, "Vorfall 1, 20.11.2026, 14:30") in app.headings
    assert "1 Vorfall ist noch nicht in einer Datei gesichert." in app.text


def test_a_screen_reader_gets_the_names_of_the_fields_without_signs_of_layout(app: App) -> None:
    app.click("incident_new")
    kinds = (app.tab.text_input, app.tab.text_area, app.tab.date_input, app.tab.time_input, app.tab.selectbox)
    labels = [each.label for kind in kinds for each in kind]
    assert "Wer war es, soweit bekannt? (für die Polizei)" in labels
    assert not [each for each in labels if set(each) & set("[]*")]


def test_every_field_of_the_model_can_be_written(app: App) -> None:
    app.click("incident_new")
    for each in LONGEST:
        starts = {F.PLACE: "Wo, oder", F.WORDS: "Was ist", F.OFFENDER: "Wer war"}
        write(app, starts.get(each, words.titles()[each]), f"Text für {each.value}")
    for label in ("Von der Tat erfahren", "Erfahren, wer", "Strafantrag gestellt", "Der Plattform gemeldet"):
        write(app, label, date(2026, 11, 20))
    write(app, "Art des Vorfalls", "drohung")
    write(app, "Wen es traf", "kind")
    write(app, "Wann? Tag", date(2026, 11, 19))
    write(app, "Beweis 1", "foto.jpg")
    (incident,) = log_of(app).incidents
    empty = Incident(incident.ident, incident.number)
    assert [name for name, value in vars(incident).items() if name != "number" and value == getattr(empty, name)] == [
        "ident"
    ]


def test_a_piece_of_evidence_gets_its_facts_and_makes_room_for_the_next(app: App) -> None:
    app.click("incident_new")
    write(app, "Beweis 1", "foto.jpg")
    write(app, "Aufgenommen von", "Kollegin")
    write(app, "Beweis 2", "brief.pdf")
    assert log_of(app).incidents[0].evidence == (Evidence("foto.jpg", taken_by="Kollegin"), Evidence("brief.pdf"))
    write(app, "Beweis 1", "")
    app.tab.text_input[0]  # the page still stands
    assert [entry.taken_by for entry in log_of(app).incidents[0].evidence] == ["Kollegin", ""]


def test_an_entry_without_anything_goes_and_the_others_move_up(app: App) -> None:
    app.click("incident_new")
    write(app, "Beweis 1", "foto.jpg")
    write(app, "Beweis 2", "brief.pdf")
    write(app, "Beweis 1", "")
    assert log_of(app).incidents[0].evidence == (Evidence("brief.pdf"),)
    assert field(app, "Beweis 1").value == "brief.pdf"


def test_an_incident_in_which_nothing_was_written_is_not_kept(app: App) -> None:
    app.click("incident_new").click("incident_done")
    assert log_of(app).incidents == ()


DAY_MISSING = "Die Uhrzeit zählt erst mit einem Tag."


def test_a_time_without_a_day_says_what_it_needs_and_is_never_lost(app: App) -> None:
    app.click("incident_new")
    write(app, "Uhrzeit, falls", time(14, 30))
    assert DAY_MISSING in app.text
    app.click("incident_done")
    assert "Zur Uhrzeit fehlt der Tag. Bitte tragen Sie ihn ein" in app.text
    app.open("datenschutz").open(PAGE)
    assert field(app, "Uhrzeit, falls").value == time(14, 30)
    write(app, "Wann? Tag", date(2026, 11, 20))
    assert DAY_MISSING not in app.text
    write(app, "Wann? Tag", None)
    assert DAY_MISSING in app.text
    write(app, "Wann? Tag", date(2026, 11, 20)).click("incident_done")
    assert [each.happened for each in log_of(app).incidents] == [When(date(2026, 11, 20), time(14, 30))]


def test_who_takes_a_time_without_a_day_out_again_may_go(app: App) -> None:
    app.click("incident_new")
    write(app, "Uhrzeit, falls", time(14, 30))
    write(app, "Uhrzeit, falls", None).click("incident_done")
    assert log_of(app).incidents == ()
    assert "Noch steht nichts hier." in app.text


def test_the_time_of_a_piece_of_evidence_waits_for_its_day_also_when_others_before_it_go(app: App) -> None:
    app.click("incident_new")
    write(app, "Beweis 1", "foto.jpg")
    write(app, "Beweis 2", "brief.pdf")
    second = [each for each in app.tab.time_input if each.label == "Aufgenommen um"][1]
    second.set_value(time(9, 15))
    assert DAY_MISSING in app.run().text
    app.click("incident_done")
    assert "Bei Beweis 2 fehlt zur Uhrzeit der Tag." in app.text
    write(app, "Beweis 1", "")
    assert field(app, "Aufgenommen um").value == time(9, 15)
    write(app, "Aufgenommen am", date(2026, 11, 20)).click("incident_done")
    (incident,) = log_of(app).incidents
    assert incident.evidence == (Evidence("brief.pdf", taken_at=When(date(2026, 11, 20), time(9, 15))),)


def test_the_browser_asks_before_a_window_is_closed_in_which_only_a_time_stands(app: App) -> None:
    app.click("incident_new")
    write(app, "Uhrzeit, falls", time(14, 30))
    marks = [each.proto.body for each in app.tab.get("html") if "data-kompass-unsaved" in each.proto.body]
    assert marks == ['<span hidden data-kompass-unsaved="1"></span>']


def days_behind_a_click(app: App) -> str:
    """The names of the days that are folded away."""
    (further,) = (each for each in app.tab.expander if each.label == "Mehr Angaben")
    return "\n".join(each.label for each in further.date_input)


def test_where_somebody_is_named_the_two_days_of_the_deadline_stand_in_the_open(store: Engine) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 11, 30, tzinfo=UTC), tick=False):
        app = signed_in(None, PAGE).click("incident_new")
        write(app, "Wer war es", "Max Muster, Nachbar")
        assert "Erfahren, wer es war, am" in days_behind_a_click(app)  # nothing moves while one writes
        app.click("incident_done")
        assert "Wissen Sie, wer es war? Dann tragen Sie den Tag ein" in app.text
        app.click("Bearbeiten")
        assert "Erfahren, wer es war, am" not in days_behind_a_click(app)
        write(app, "Erfahren, wer", date(2026, 8, 21))
        assert "Tragen Sie ein, wann Sie von der Tat erfahren haben" in app.text
        write(app, "Von der Tat", date(2026, 8, 24))
        # Both known since 24.08.2026: 24.11.2026 is a Tuesday, tomorrow.
        assert "Strafantrag möglich bis 24.11.2026, noch 1 Tag." in app.text
        write(app, "Wer war es", "")
        assert "Erfahren, wer es war, am" not in days_behind_a_click(app)


def test_a_removed_incident_comes_back_by_one_click(app: App) -> None:
    with_log(app, a_log(an_incident(), an_incident(ident="v00000000000b", number=2, words="zweiter")))
    app.click("incident_remove_v0123456789ab")
    assert [each.number for each in log_of(app).incidents] == [2]
    app.click("incident_undo")
    assert {each.number for each in log_of(app).incidents} == {1, 2}


def test_incidents_stand_in_the_order_of_their_time(app: App) -> None:
    later = an_incident(ident="v00000000000b", number=1, happened=When(date(2026, 11, 22)))
    with_log(app, a_log(later, an_incident(number=2)))
    assert [title for level, title in app.headings if title.startswith("Vorfall ")] == [
        "Vorfall 2, 20.11.2026, 14:30",
        "Vorfall 1, 22.11.2026",
    ]


def test_the_deadline_is_that_of_the_rule(app: App) -> None:
    # Known on 21.11.2026: 21.02.2027 is a Sunday, so Monday 22.02.2027.
    with_log(app, a_log(an_incident(complaint_on=None)))
    found = deadline(date(2026, 11, 20), date(2026, 11, 21), "", date(2026, 11, 23))
    assert found.ends_on == date(2027, 2, 22)
    assert "Strafantrag möglich bis 22.02.2027" in app.text


def test_what_somebody_typed_is_shown_as_typed_and_never_as_markdown(app: App) -> None:
    with_log(app, a_log(an_incident(words="![x](http://example.org/x.png) **laut**", place="# Ort")))
    shown = "\n".join(element.value for element in app.tab.markdown)
    assert "![x](" not in shown
    assert "\\*\\*laut" in shown


def test_nothing_that_somebody_typed_stands_in_a_heading(app: App) -> None:
    with_log(app, a_log(an_incident(words=WORDS, place=WORDS, offender=WORDS)))
    assert not [title for _level, title in app.headings if WORDS in title]
    app.click("incident_edit_v0123456789ab")
    assert not [title for _level, title in app.headings if WORDS in title]


def test_everything_is_deleted_at_one_question_and_nothing_of_it_is_left(app: App) -> None:
    with_log(app, a_log(an_incident(words=WORDS), reporter=REPORTER))
    app.click("incident_edit_v0123456789ab").click("incident_done").click("incident_remove_v0123456789ab")
    assert WORDS in everything_in(app)  # it can be put back
    app.click("incident_delete_all")
    assert "Alles gelöscht" in app.text
    assert WORDS not in everything_in(app)
    assert REPORTER.name not in everything_in(app)
    assert Key.INCIDENT_LOG not in app.tab.session_state


def test_whoever_deletes_everything_deletes_the_days_of_the_calculator_too(app: App) -> None:
    app.open("rueckhalt?teil=recht")
    app.tab.date_input(key="deadline_act").set_value(date(2026, 8, 28))
    with_log(app.run().open(PAGE), a_log(an_incident())).click("incident_delete_all")
    app.open("rueckhalt?teil=recht")
    assert app.tab.date_input(key="deadline_act").value is None
    assert "2026, 8, 28" not in everything_in(app)


def test_a_file_is_told_first_and_taken_at_a_click(app: App) -> None:
    bring_back(app, incident_log_json.write(a_log(an_incident(), reporter=REPORTER), {}))
    assert Key.INCIDENT_LOG not in app.tab.session_state
    assert "1 Vorfall kommt dazu." in app.text
    app.click("incident_take")
    assert log_of(app).incidents == (an_incident(),)
    assert log_of(app).reporter == REPORTER
    assert "Alle Vorfälle stehen in einer Datei" in app.text


def test_the_bytes_of_a_file_do_not_stay_in_the_window(app: App) -> None:
    content = incident_log_json.write(a_log(an_incident()), {})
    bring_back(app, content)
    app.click("incident_leave")
    assert base64.b64encode(content).decode()[:40] not in everything_in(app)
    assert Key.INCIDENT_FILE not in app.tab.session_state


def test_where_both_differ_the_person_decides(app: App) -> None:
    with_log(app, a_log(an_incident(damage="hier")))
    bring_back(app, incident_log_json.write(a_log(an_incident(damage="dort")), {}))
    assert "Schaden: hier „hier“, in der Datei „dort“" in app.text
    (choice,) = (each for each in app.tab.radio if each.key.startswith("incident_choice_"))
    assert choice.value == "both"
    choice.set_value("theirs")
    app.run().click("incident_take")
    assert [each.damage for each in log_of(app).incidents] == ["dort"]


def test_problems_of_a_file_are_told_with_place_and_field(app: App) -> None:
    told = json.loads(incident_log_json.write(a_log(an_incident()), {}))
    told["vorfaelle"][0]["strafantrag_am"] = "bald"
    bring_back(app, json.dumps(told).encode())
    assert "Vorfall an Stelle 1, Feld „Strafantrag gestellt am“: „bald“ ist kein Tag" in app.text


def test_a_foreign_file_is_refused_in_a_sentence_and_changes_nothing(app: App) -> None:
    with_log(app, a_log(an_incident()))
    bring_back(app, b"\x89PNG")
    assert "Das ist keine Datei eines Vorfallprotokolls." in app.text
    assert log_of(app).incidents == (an_incident(),)


def test_who_reports_is_written_for_the_cover_sheet(app: App) -> None:
    with_log(app, a_log(an_incident()))
    app.click("incident_reporter_edit")
    write(app, "Name", "Erika Beispiel")
    write(app, "Dienstanschrift", "Marktplatz 1")
    app.click("incident_done")
    assert log_of(app).reporter.office_address == "Marktplatz 1"
    assert "Es meldet: Erika Beispiel, Marktplatz 1" in app.text


def test_all_of_it_works_on_other_pages_and_back(app: App) -> None:
    app.click("incident_new")
    write(app, "Was ist geschehen?", WORDS)
    app.open("datenschutz").open(PAGE)
    assert field(app, "Was ist geschehen?").value == WORDS


def test_signing_out_forgets_the_log(store: Engine) -> None:
    app = with_log(signed_in(stored_person(commune=stored_commune()), PAGE), a_log(an_incident()))
    app.click("sign_out")
    assert Key.INCIDENT_LOG not in app.tab.session_state

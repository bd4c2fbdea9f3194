"""The minutes as a document: decisions set apart with their result, tasks, what goes on, and what was added later."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from components import session
from components.documents import minutes
from components.meetings import words
from data.model.document import Block, Bullets, Callout, Facts, Heading, Paragraph, Table
from data.model.meetings import (
    Addendum,
    Decision,
    ItemKind,
    ItemState,
    Minutes,
    MinutesItem,
    Participant,
    Presence,
    Task,
    Votes,
)
from data.model.meetings_view import MinutesView
from data.services import documents

BEGAN = datetime(2026, 11, 12, 15, 2, tzinfo=UTC)  # 16:02 in Germany


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


def a_decision(**changes: Any) -> Decision:
    values: dict[str, Any] = {
        "id": 1,
        "number": 17,
        "meeting_id": 1,
        "item_id": 1,
        "text": "Wir mieten den *Raum*.",
        "votes": None,
        "replaces": None,
        "replaced_by": None,
        "withdrawn_because": "",
        "decided_on": date(2026, 11, 12),
    }
    return Decision(**{**values, **changes})


def an_item(**changes: Any) -> MinutesItem:
    values: dict[str, Any] = {
        "number": 1,
        "kind": ItemKind.FREE,
        "title": "Räume",
        "state": ItemState.DISCUSSED,
        "sentence": "",
        "subject_status": "",
        "spent": 0,
        "notes": (),
        "decisions": (),
        "tasks": (),
    }
    return MinutesItem(**{**values, **changes})


def a_view(*items: MinutesItem, participants: tuple[Participant, ...] = (), addenda: tuple[Addendum, ...] = ()) -> Any:
    frozen = Minutes(
        commune="Musterstadt",
        title="7. Sitzung",
        starts_at=BEGAN,
        began_at=BEGAN,
        closed_at=datetime(2026, 11, 12, 16, 31, tzinfo=UTC),
        place="Rathaus",
        chair="",
        minute_taker="",
        participants=participants,
        items=items,
    )
    return MinutesView(1, frozen, addenda)


def blocks_of(view: MinutesView, kind: type[Block]) -> list[Any]:
    return [block for block in minutes.blocks(view) if isinstance(block, kind)]


def test_begin_and_end_stand_in_german_time_and_what_nobody_filled_in_is_left_out() -> None:
    facts = blocks_of(a_view(), Facts)[0]
    assert facts.pairs == (
        ("Tag", "Donnerstag, 12. November 2026"),
        ("Beginn und Ende", "16:02 bis 17:31 Uhr"),
        ("Ort", "Rathaus"),
    )


def test_who_was_there_is_told_apart_from_who_was_excused_and_who_did_not_come() -> None:
    names = (("Sozialamt", Presence.PRESENT), ("Jobcenter", Presence.EXCUSED), ("Jugendamt", Presence.INVITED))
    view = a_view(participants=tuple(Participant(1, name, presence) for name, presence in names))
    told = blocks_of(view, Facts)[1]
    expected = (("Anwesend", "Sozialamt"), ("Entschuldigt", "Jobcenter"), ("Eingeladen, nicht da", "Jugendamt"))
    assert told.pairs == expected


@pytest.mark.parametrize(
    ("presence", "told"),
    [
        ({}, ()),
        ({"Jugendamt": Presence.INVITED, "Sozialamt": Presence.INVITED}, (("Eingeladen", "Jugendamt; Sozialamt"),)),
        (
            {"Jobcenter": Presence.EXCUSED, "Jugendamt": Presence.INVITED},
            (("Entschuldigt", "Jobcenter"), ("Eingeladen", "Jugendamt")),
        ),
    ],
)
def test_where_nobody_is_noted_as_present_nobody_is_said_to_have_stayed_away(
    presence: dict[str, Presence], told: tuple[tuple[str, str], ...]
) -> None:
    blocks = list(minutes.attendance([Participant(1, name, each) for name, each in presence.items()]))
    not_noted = Paragraph("Es wurde nicht festgehalten, wer da war.")
    assert blocks == ([Facts(told), not_noted] if told else [not_noted])


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, "Einvernehmlich beschlossen."),
        ({"votes": Votes(7, 1, 2)}, "Angenommen mit 7 Ja, 1 Nein, 2 Enthaltungen."),
        ({"votes": Votes(4, 4, 1)}, "Abgelehnt (Stimmengleichheit): 4 Ja, 4 Nein, 1 Enthaltung."),
        ({"replaces": 3}, "Einvernehmlich beschlossen; ersetzt Beschluss Nr. 3."),
        (
            {"withdrawn_because": "Doch nicht."},
            "Einvernehmlich beschlossen; in dieser Sitzung zurückgezogen: Doch nicht.",
        ),
    ],
)
def test_a_decision_is_set_apart_with_its_number_and_how_it_was_taken(changes: dict[str, Any], note: str) -> None:
    (callout,) = blocks_of(a_view(an_item(decisions=(a_decision(**changes),))), Callout)
    assert callout == Callout("Beschluss 17/2026", "Wir mieten den *Raum*.", note)


def test_an_item_says_what_became_of_it_how_long_it_took_and_where_its_measure_stood() -> None:
    item = an_item(kind=ItemKind.MEASURE, subject_status="running", spent=12 * 60 + 30, notes=("Gut.\n\nWeiter so.",))
    texts = [block.text for block in blocks_of(a_view(item), Paragraph)]
    assert texts[1:4] == ["Besprochen, 12 Minuten · Stand der Maßnahme: läuft", "Gut.", "Weiter so."]


def test_tasks_stand_in_one_table_and_what_was_postponed_goes_on() -> None:
    task = Task(1, 1, 1, "Raum suchen", "Hauptamt", date(2026, 12, 1), None, None)
    later = an_item(number=2, title="Presse", state=ItemState.POSTPONED, sentence="Es fehlt die Zeit.")
    view = a_view(an_item(tasks=(task, Task(2, 1, 1, "Fragen", "", None, None, None))), later)
    (table,) = blocks_of(view, Table)
    assert table.rows == (("Raum suchen", "Hauptamt", "01.12.2026"), ("Fragen", "–", "–"))
    in_place, goes_on = blocks_of(view, Bullets)
    assert in_place.items == ("Aufgabe: Raum suchen (Hauptamt, bis 01.12.2026)", "Aufgabe: Fragen")
    assert goes_on.items == ("Presse: Es fehlt die Zeit.",)
    headings = [heading.text for heading in blocks_of(view, Heading)]
    assert headings == ["Wer da war", "1. Räume", "2. Presse", "Aufgaben", "Fortsetzung in der nächsten Sitzung"]


def test_an_addendum_names_day_and_person_and_dates_the_file() -> None:
    added = Addendum("Es war Saal 3.", datetime(2026, 11, 20, 9, tzinfo=UTC), "Beispiel Leitung")
    view = a_view(addenda=(added,))
    (callout,) = blocks_of(view, Callout)
    assert callout == Callout("Nachtrag vom 20.11.2026", "Es war Saal 3.", "Eingetragen von Beispiel Leitung.")
    assert minutes.document(view, is_demo=False).made_on == date(2026, 11, 20)
    assert minutes.document(a_view(), is_demo=False).made_on == date(2026, 11, 12)


def test_the_same_minutes_are_the_same_files_whoever_takes_them_along_and_when() -> None:
    view = a_view(an_item(decisions=(a_decision(),)))
    first, second = (minutes.document(view, is_demo=True) for _time in range(2))
    assert first.mark == "Beispieldaten"
    assert documents.as_pdf(first) == documents.as_pdf(second)
    assert documents.as_docx(first) == documents.as_docx(second)


@pytest.mark.parametrize(
    ("items", "planned", "words_of_it"),
    [
        (0, 90, "Die Sitzung dauert 90 Minuten."),
        (30, 90, "**30 von 90 Minuten** sind verplant, 60 Minuten sind frei."),
        (90, 90, "**90 von 90 Minuten** sind verplant: Das passt genau."),
    ],
)
def test_the_minutes_of_an_agenda_are_held_against_the_planned_length(
    items: int, planned: int, words_of_it: str
) -> None:
    assert words.fits(items, planned) == words_of_it

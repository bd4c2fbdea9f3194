"""The hand-over as a document: every part, five minutes first, no names where none are wished, valid files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pdfplumber
import pytest
from app_tab import demo_person
from documents import plain, said
from factories import stored_commune, stored_person
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from plans import stored_measure, stored_priority
from sqlalchemy import Engine
from steering_meetings import TODAY as MEETING_DAY
from steering_meetings import about, decide, items, running
from teams import Team, a_team, assign_to_department, give

from components import session
from components.documents.handover import Choice, document
from data.model.document import Bullets, Callout, Document, Figure, Heading, Table
from data.model.handover import Handover, HandoverPart, OwnWords
from data.model.meetings import ItemKind, ItemState
from data.model.people import Role
from data.model.plan import MeasureStatus, PriorityStatus
from data.services import agendas, catalogues, documents, handover, meeting_outcomes, meetings, priorities

TODAY = date(2026, 11, 23)
EVERYTHING = Choice()
TITLES = [
    "In fünf Minuten",
    "1. Ihre ersten 30 Tage",
    "2. Wo wir stehen",
    "3. Was vereinbart ist",
    "4. Was offen ist",
    "5. Wer was weiß",
    "6. Die nächsten zwölf Monate",
    "7. Was nur Menschen wissen",
]
ODD = st.text(max_size=40) | st.sampled_from(["", "*fett*", "<b>", "#let x = 1", "ܐ\u202eabc", "x" * 300, "🏛️\n\n$1$"])


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


@pytest.fixture
def demo(demo_store: Engine) -> Handover:
    return handover.handover(demo_person(Role.MAYOR), TODAY)


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def made(told: Handover, choice: Choice = EVERYTHING) -> Document:
    return document(told, catalogues.catalogue(told.catalogue_version), choice)


def of_team(team: Team, choice: Choice = EVERYTHING) -> Document:
    return made(handover.handover(team.mayor, TODAY), choice)


def main_headings(paper: Document) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == 1]


def tables(paper: Document) -> dict[tuple[str, ...], Table]:
    """The tables by the titles of their columns."""
    return {
        tuple(column.title for column in block.columns): block for block in paper.blocks if isinstance(block, Table)
    }


def cells(table: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table.rows]


def test_the_demo_has_every_part_in_order_and_says_what_it_is(demo: Handover) -> None:
    paper = made(demo)
    assert main_headings(paper) == TITLES
    assert (paper.title, paper.subtitle) == ("Übergabe", "Weltoffene Kommune · Stand: 23.11.2026")
    assert (paper.commune, paper.mark) == ("Musterstadt", "Beispieldaten")
    told = "\n".join(said(paper))
    assert "nicht der offizielle Fragebogen" in told
    assert "Alle Angaben in diesem Dokument sind erfundene Beispieldaten." in told


def test_the_first_page_says_where_we_stand_what_is_agreed_and_the_most_urgent_five(demo: Handover) -> None:
    paper = made(demo)
    lead, urgent, contents = said(paper)[3], *[block for block in paper.blocks if isinstance(block, Bullets)][:2]
    assert lead.startswith("Musterstadt ist in 3 von 7 Handlungsfeldern gut aufgestellt oder fest verankert.")
    assert "am meisten Spielraum hat Kommunikation (20 Punkte)" in lead
    assert "Vereinbart: 3 Schwerpunkte" in lead
    assert plain(urgent.items[0]) == (
        "Sprachmittlung für alle Ämter: ist blockiert, weil: „Die Mittel sind bis zum Nachtragshaushalt gesperrt.“ "
        "Zuständig: Sozialamt."
    )
    assert len(urgent.items) == 5
    assert [plain(item).split(":")[0] for item in contents.items] == [title[3:] for title in TITLES[1:]]


def test_scores_stand_with_goals_as_a_drawing_that_can_be_heard_and_as_a_table(demo: Handover) -> None:
    paper = made(demo)
    figure = next(block for block in paper.blocks if isinstance(block, Figure))
    assert "Kommunikation und Konfliktmanagement: 20 Punkte, Ziel 60" in figure.alt
    titles = ("Handlungsfeld", "Punkte", "Stufe", "Seit Runde 2023", "Ziel 2035", "Weg zum Ziel")
    rows = {row[0]: row[1:] for row in cells(tables(paper)[titles])}
    assert rows["Fairer Zugang und Teilhabe"][0] == "42"
    assert rows["Fairer Zugang und Teilhabe"][3:] == ["65", "nicht auf Kurs"]
    assert len(rows) == 7


def test_only_the_wished_parts_are_there_and_the_first_page_always(demo: Handover) -> None:
    paper = made(demo, Choice(frozenset({HandoverPart.OPEN, HandoverPart.CALENDAR})))
    assert main_headings(paper) == ["In fünf Minuten", "1. Was offen ist", "2. Die nächsten zwölf Monate"]
    assert main_headings(made(demo, Choice(frozenset()))) == ["In fünf Minuten"]


def test_measures_stand_under_their_priority_with_unit_day_money_indicator_and_decision(team: Team) -> None:
    priority = stored_priority(team.commune, status=PriorityStatus.AGREED, decision="Beschluss 2026/14")
    stored_measure(
        team.commune,
        priority_id=priority.id,
        status=MeasureStatus.RUNNING,
        responsible_unit="Sozialamt",
        due_on=date(2027, 3, 31),
        budget_euro=55_000,
        indicator="Zahl der Gespräche",
        decision="17/2026",
    )
    columns = ("Maßnahme und Kennzahl", "Stand", "Zuständig", "Termin", "Euro")
    assert cells(tables(of_team(team))[columns]) == [
        [
            "Abendkurse in zwei Ortsteilen\nZahl der Gespräche\nBeschluss 17/2026",
            "läuft",
            "Sozialamt",
            "31.03.2027",
            "55.000",
        ]
    ]


def a_meeting_with_everything(team: Team) -> None:
    """A closed meeting: one decision in force, an open task, a postponed item."""
    measure = stored_measure(team.commune, status=MeasureStatus.BLOCKED, blocked_because="Die Mittel fehlen.")
    meeting_id = running(team.officer, "Leitbild")
    item = about(team.officer, meeting_id, ItemKind.MEASURE, measure.id)
    decide(team.officer, item.id, "Die Mittel werden umgeschichtet.")
    meeting_outcomes.give_task(team.officer, item.id, "Zahlen besorgen", "Kämmerei", date(2026, 11, 1))
    for each in items(team.officer, meeting_id):
        state = ItemState.POSTPONED if each.title == "Leitbild" else ItemState.DISCUSSED
        agendas.settle(team.officer, each, state, "Erst die Verbände hören." if state is ItemState.POSTPONED else "")
    meetings.close(team.officer, meeting_id)


def test_decisions_tasks_postponed_items_and_the_last_meeting_are_told(team: Team) -> None:
    a_meeting_with_everything(team)
    paper = of_team(team)
    found = tables(paper)
    assert cells(found["Nr.", "Beschluss", "Beschlossen am"]) == [
        [f"1/{MEETING_DAY.year}", "Die Mittel werden umgeschichtet.", "08.12.2026"]
    ]
    assert cells(found["Aufgabe", "Zuständig", "Bis", "Aus der Sitzung"])[0][:3] == [
        "Zahlen besorgen",
        "Kämmerei",
        "01.11.2026, überfällig",
    ]
    assert cells(found["Sitzung", "Tag", "Sitzungsleitung", "Protokoll"]) == [
        ["Steuerungsgruppe", "08.12.2026", "Leitung", "Geschäftsstelle"]
    ]
    assert "Leitbild: Erst die Verbände hören." in [
        plain(item) for block in paper.blocks if isinstance(block, Bullets) for item in block.items
    ]


def test_both_values_of_a_dispute_stand_beside_each_other_as_they_were_typed(team: Team) -> None:
    seen = stored_priority(team.commune)
    priorities.edit(team.mayor, seen, replace(seen, title="So *nicht*"))
    priorities.edit(team.officer, seen, replace(seen, title="Anders"))
    columns = ("Wozu", "Angabe", "Gespeichert", "Vorgeschlagen")
    assert cells(tables(of_team(team))[columns]) == [
        ["So *nicht*", "Titel", "So *nicht*", f"Anders ({team.officer.display_name})"]
    ]
    assert cells(tables(of_team(team, Choice(names=False)))[columns])[0][3] == "Anders"


def test_without_names_no_name_of_an_account_or_a_meeting_stands_anywhere(team: Team) -> None:
    a_meeting_with_everything(team)
    assign_to_department(team, "sprache")
    give(team.officer, team.round_id, "MS-01", 2)
    for part in OwnWords:
        handover.write_words(team.mayor, part.value, "", f"Text zu {part.value}")
    names = {person.display_name for person in team.members.values()} | {"Geschäftsstelle"}
    with_names, without = ("\n".join(said(of_team(team, Choice(names=named)))) for named in (True, False))
    assert all(name in with_names for name in names)
    assert [name for name in names if name in without] == []
    assert "Text zu works" in without and "Text zu call_first" in with_names
    assert "Text zu call_first" not in without


def test_words_of_the_one_who_leaves_stand_as_typed_with_who_and_when(team: Team) -> None:
    handover.write_words(team.mayor, OwnWords.WATCH.value, "", "Erste Zeile\n\n*Zweite*")
    told = said(of_team(team))
    place = told.index("Worauf zu achten ist")
    assert told[place + 1] == "Erste Zeile\n\n*Zweite*"
    assert told[place + 2].startswith(f"Zuletzt geändert: {team.mayor.display_name}, ")


def test_the_statement_of_the_vision_is_set_apart(demo: Handover) -> None:
    statement = demo.standing.vision.text("statement")
    assert [plain(block.text) for block in made(demo).blocks if isinstance(block, Callout)] == [statement]


def test_an_empty_commune_is_told_what_is_missing_in_every_part(store: Engine) -> None:
    town = stored_commune(name="Leerhausen")
    told = said(made(handover.handover(stored_person(Role.MAYOR, town), TODAY)))
    for sentence in (
        "Noch ist keine Runde freigegeben. Punkte, Stärken und Chancen stehen hier nach der ersten Freigabe.",
        "Noch hat kein Handlungsfeld ein Ziel für 2035.",
        "Noch ist kein Schwerpunkt vereinbart und keine Maßnahme angelegt.",
        "Beschlüsse der Steuerungsgruppe sind hier noch nicht festgehalten.",
        "Noch ist keine Stelle genannt, weder in einer Maßnahme noch in einer Aufgabe.",
        "Noch hat niemand etwas aufgeschrieben. Ein Gespräch vor dem Wechsel lohnt sich umso mehr.",
    ):
        assert sentence in told
    assert not [text for text in told if "Beispieldaten" in text]


@pytest.mark.parametrize("language", ["de", "en"])
def test_both_files_open_and_hold_the_same_words(
    language: str, demo: Handover, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "language", lambda: language)
    paper = document(demo, catalogues.catalogue(demo.catalogue_version, language), EVERYTHING)
    word = docx.Document(BytesIO(documents.as_docx(paper)))
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == main_headings(paper)
    with pdfplumber.open(BytesIO(documents.as_pdf(paper))) as pdf:
        first = pdf.pages[0].extract_text()
        assert main_headings(paper)[0] in first and main_headings(paper)[1] not in first.splitlines()
    assert paper.language == language


@given(data=st.data())
@trying(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_typed_gives_valid_files(data: st.DataObject, demo: Handover) -> None:
    def odd() -> str:
        return data.draw(ODD)

    group = demo.agreed.chosen[0]
    stated = group.measures[0]
    measure = replace(
        stated.measure, title=odd(), responsible_unit=odd(), indicator=odd(), decision=odd(), blocked_because=odd()
    )
    assert group.priority is not None
    agreed = replace(group, priority=replace(group.priority, title=odd(), reason=odd()))
    told = replace(
        demo,
        commune=replace(demo.commune, name=odd()),
        agreed=replace(demo.agreed, chosen=(replace(agreed, measures=(replace(stated, measure=measure),)),)),
        open=replace(demo.open, measures=tuple(replace(each, measure=measure) for each in demo.open.measures)),
        urgent=tuple(replace(each, title=odd(), because=odd(), unit=odd()) for each in demo.urgent),
        calendar=tuple(replace(each, title=odd(), part=odd(), unit=odd()) for each in demo.calendar),
    )
    paper = made(told)
    assert documents.as_pdf(paper).startswith(b"%PDF-")
    assert docx.Document(BytesIO(documents.as_docx(paper))).paragraphs

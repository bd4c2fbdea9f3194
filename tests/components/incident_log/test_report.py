"""What the police get, and the empty form."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document as WordFile
from hypothesis import given, settings
from incidents import LOGS, REPORTER, a_log, an_incident

from components.documents import incident_log as documents
from components.incident_log import words
from data.model.document import Blanks, Callout, Document, Facts, Heading, PageBreak, Table, Ticks
from data.model.incident_log import IncidentLog, Reporter, When
from data.model.support_law import Deadline
from data.rules.support_deadline import deadline
from data.services import documents as service

TODAY = date(2026, 11, 23)


def report_of(log: IncidentLog) -> Document:
    """The report with the deadlines of the rule."""
    found: dict[str, Deadline] = {
        each.ident: deadline(each.act_known, each.offender_known, "", TODAY) for each in log.incidents
    }
    return documents.report(log, found, TODAY)


def said(document: Document) -> str:
    """Everything that the document says."""
    return repr(document)


def test_the_cover_asks_for_confirmation_and_has_the_complaint_to_tick_and_to_sign() -> None:
    document = report_of(a_log(an_incident(complaint_on=None), reporter=REPORTER))
    cover = document.blocks[: document.blocks.index(PageBreak())]
    assert "schriftlich mit Zeit, Ort und Tat (§ 158 StPO)" in repr(cover)
    assert Ticks(((False, "Ich stelle Strafantrag wegen aller in Betracht kommenden Delikte."),)) in cover
    assert cover[-1] == Blanks(("Ort", "Datum", "Unterschrift"))
    # Known on 21.11.2026; 21.02.2027 is a Sunday.
    assert "Strafantrag spätestens am 22.02.2027 (§ 77b StGB)." in repr(cover)


def test_the_office_address_stands_there_and_what_is_missing_becomes_a_line_to_write_on() -> None:
    document = report_of(a_log(an_incident(), reporter=Reporter(office_address="Marktplatz 1")))
    assert Facts((("Dienstanschrift (nicht die Wohnung)", "Marktplatz 1"),)) in document.blocks
    assert Blanks(("Name", "Amt oder Funktion", "Dienstlich erreichbar (Telefon, E-Mail)")) in document.blocks


def test_every_incident_has_a_page_of_its_own_in_the_order_of_time() -> None:
    log = a_log(
        an_incident(number=1, happened=When(date(2026, 11, 22))),
        an_incident(ident="v00000000000b", number=2, happened=When(date(2026, 11, 20))),
        an_incident(ident="v00000000000c", number=3, happened=None),
    )
    blocks = report_of(log).blocks
    pages = [blocks[place + 1] for place, block in enumerate(blocks) if block == PageBreak()]
    assert pages == [
        Heading(1, "Übersicht"),
        Heading(1, "Vorfall 2, 20.11.2026"),
        Heading(1, "Vorfall 1, 22.11.2026"),
        Heading(1, "Vorfall 3, ohne Datum"),
    ]


def test_the_overview_tells_until_when_a_complaint_is_possible_or_when_it_was_filed() -> None:
    log = a_log(
        an_incident(complaint_on=None),
        an_incident(ident="v00000000000b", number=2),
        an_incident(ident="v00000000000c", number=3, complaint_on=None, offender_known=None),
    )
    (overview,) = (block for block in report_of(log).blocks if isinstance(block, Table) and len(block.columns) == 5)
    assert [row[-1] for row in overview.rows] == ["22.02.2027", "gestellt am 23.11.2026", "–"]


def test_the_cover_names_the_next_deadline_and_none_that_is_over() -> None:
    # Known on 10.01.2025: over since 10.04.2025. Known on 01.10.2026: 01.01.2027 is a holiday, a Friday, so the 4th.
    over = an_incident(act_known=date(2025, 1, 10), offender_known=date(2025, 1, 10), complaint_on=None)
    days = {"act_known": date(2026, 10, 1), "offender_known": date(2026, 10, 1), "complaint_on": None}
    runs = an_incident(ident="v00000000000b", number=2, **days)
    assert "Strafantrag spätestens am 04.01.2027 (§ 77b StGB)." in said(report_of(a_log(over, runs)))
    assert "10.04.2025 (§ 77b StGB)." not in said(report_of(a_log(over, runs)))
    assert "Strafantrag spätestens" not in said(report_of(a_log(over)))


def test_on_its_last_day_a_deadline_still_stands_on_the_cover() -> None:
    # Known on 21.08.2026: 21.11.2026 is a Saturday, so Monday 23.11.2026, which is today.
    last = an_incident(act_known=date(2026, 8, 21), offender_known=date(2026, 8, 21), complaint_on=None)
    assert "Strafantrag spätestens am 23.11.2026 (§ 77b StGB)." in said(report_of(a_log(last)))


UNKNOWN = "Die Frist für den Strafantrag beginnt, sobald Sie wissen, wer es war."
ASKED_FOR_ACT = "Tragen Sie ein, wann Sie von der Tat erfahren haben; erst dann lässt sich die Frist rechnen."
ASKED_FOR_OFFENDER = "Wissen Sie, wer es war? Dann tragen Sie den Tag ein: Ab da laufen drei Monate."


@pytest.mark.parametrize(
    ("offender", "act_known", "offender_known", "told", "on_paper"),
    [
        ("", None, None, UNKNOWN, UNKNOWN),
        ("Max Muster, Nachbar", None, None, ASKED_FOR_OFFENDER, "es fehlt: Erfahren, wer es war, am"),
        ("Max Muster, Nachbar", TODAY, None, ASKED_FOR_OFFENDER, "es fehlt: Erfahren, wer es war, am"),
        ("", TODAY, None, ASKED_FOR_OFFENDER, "es fehlt: Erfahren, wer es war, am"),
        ("Max Muster, Nachbar", None, date(2026, 8, 21), ASKED_FOR_ACT, "es fehlt: Von der Tat erfahren am"),
        ("", None, date(2026, 8, 21), ASKED_FOR_ACT, "es fehlt: Von der Tat erfahren am"),
    ],
)
def test_nobody_who_may_know_the_offender_reads_that_the_deadline_has_not_begun(
    offender: str, act_known: date | None, offender_known: date | None, told: str, on_paper: str
) -> None:
    known = {"act_known": act_known, "offender_known": offender_known, "complaint_on": None}
    incident = an_incident(offender=offender, **known)
    found = deadline(act_known, offender_known, "", TODAY)
    assert words.deadline(found, incident) == told
    assert words.deadline_on_paper(found, incident).endswith(on_paper)
    if told != UNKNOWN:
        assert "beginnt" not in said(report_of(a_log(incident)))


def test_what_is_only_for_oneself_does_not_go_to_the_police() -> None:
    document = report_of(a_log(an_incident(consequences="nur für mich", next_step="mein Plan")))
    assert "nur für mich" not in said(document)
    assert "mein Plan" not in said(document)


def test_the_words_stand_there_as_they_were_written() -> None:
    document = report_of(a_log(an_incident(words="Zeile eins\nZeile zwei")))
    assert Callout("Was geschehen ist, im Wortlaut", "Zeile eins\nZeile zwei") in document.blocks


def test_the_form_has_a_line_for_everything_and_names_nobody() -> None:
    lines = [label for block in documents.form(TODAY).blocks if isinstance(block, Blanks) for label in block.labels]
    for needed in ("Name", "Unterschrift", "Ort oder Plattform", "Zeuginnen und Zeugen", "Von der Tat erfahren am"):
        assert needed in lines
    assert documents.form(TODAY).commune == ""


def test_report_and_form_become_files_in_both_formats() -> None:
    document = report_of(a_log(an_incident(), reporter=REPORTER))
    assert service.as_pdf(document).startswith(b"%PDF")
    assert service.as_pdf(documents.form(TODAY)).startswith(b"%PDF")
    word = WordFile(io.BytesIO(service.as_docx(document)))
    assert "Strafantrag wegen aller" in "\n".join(paragraph.text for paragraph in word.paragraphs)


@settings(max_examples=25)
@given(LOGS)
def test_whatever_was_typed_there_is_a_report(log: IncidentLog) -> None:
    assert service.as_docx(report_of(log))
    assert service.as_pdf(report_of(log))


@given(LOGS)
def test_the_deadline_that_is_shown_is_that_of_the_rule(log: IncidentLog) -> None:
    for incident in log.incidents:
        found = deadline(incident.act_known, incident.offender_known, "", TODAY)
        told = words.deadline(found, incident)
        if incident.complaint_on is not None:
            assert told == f"Strafantrag gestellt am {incident.complaint_on:%d.%m.%Y}"
        elif found.ends_on is None:
            is_named = bool(incident.offender or incident.act_known or incident.offender_known)
            assert (told == "Die Frist für den Strafantrag beginnt, sobald Sie wissen, wer es war.") is not is_named
        elif found.ends_on == TODAY:
            assert told == "Heute endet die Frist für den Strafantrag."
        else:
            assert f"{found.ends_on:%d.%m.%Y}" in told
            assert ("endete" in told) is (found.ends_on < TODAY)

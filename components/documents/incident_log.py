"""The incident log as a document for the police, and as an empty form to write on by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from components.incident_log import reporter, words
from components.language import _, current, day, plural
from data.model.document import (
    Blanks,
    Block,
    Callout,
    Column,
    ColumnKind,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Table,
    Ticks,
)
from data.model.incident_log import Field as F
from data.model.incident_log import Incident, IncidentLog, Reporter
from data.model.support_law import Deadline, DeadlineState

Deadlines = Mapping[str, Deadline]
ABOUT_THE_ACT = (F.KIND, F.PLACE, F.POST_URL, F.OFFENDER, F.PROFILE_URL, F.AFFECTED, F.OFFICE_LINK, F.WITNESSES)
PROCEEDINGS = (F.REPORTED_TO, F.FILE_NUMBER, F.COMPLAINT_ON, F.NOTICE_ON, F.NOTICE_RESULT)
LINES_FOR_WORDS = 6
NOTHING = "–"


def report(log: IncidentLog, deadlines: Deadlines, made_on: date) -> Document:
    """The cover sheet with request and complaint, an overview, and a page for every incident by its time.

    `deadlines` by the ident of every incident.
    """
    incidents = sorted(log.incidents, key=_order)
    return _document(
        _("Vorfallprotokoll für die Polizei"),
        plural("{n} Vorfall, Stand {day}", "{n} Vorfälle, Stand {day}", len(incidents), day=day(made_on)),
        made_on,
        (
            *_cover(log.reporter, incidents, deadlines),
            *_overview(incidents, deadlines),
            *(block for incident in incidents for block in _page(incident, deadlines[incident.ident])),
        ),
    )


def form(made_on: date) -> Document:
    """An empty form: the same cover sheet, and one page for an incident to copy as often as needed."""
    return _document(
        _("Vorfallprotokoll"),
        _("Leeres Formular, die zweite Seite für jeden Vorfall einmal"),
        made_on,
        (*_cover(Reporter(), (), None), *_empty_page()),
    )


def _document(title: str, subtitle: str, made_on: date, blocks: tuple[Block, ...]) -> Document:
    return Document(
        title=title,
        subtitle=subtitle,
        language="en" if current() == "en" else "de",
        commune="",
        made_on=made_on,
        blocks=blocks,
        footer=_("Persönliche Aufzeichnung, vertraulich"),
    )


def _order(incident: Incident) -> tuple[str, int]:
    happened = incident.happened
    return (f"{happened.day} {happened.clock or ''}" if happened else "~", incident.number)


def _cover(who: Reporter, incidents: list[Incident] | tuple[()], deadlines: Deadlines | None) -> Iterator[Block]:
    yield Heading(1, _("Wer meldet"))
    told = [(label, getattr(who, name)) for name, label in reporter.labels().items()]
    if known := tuple((label, text) for label, text in told if text):
        yield Facts(known)
    if missing := tuple(label for label, text in told if not text):
        yield Blanks(missing)
    yield Heading(1, _("Anzeige, Bestätigung, Strafantrag"))
    yield Paragraph(
        _("Ich zeige an, was auf den folgenden Seiten steht.")
        if deadlines is None
        else plural(
            "Ich zeige an, was auf den folgenden Seiten steht: {n} Vorfall.",
            "Ich zeige an, was auf den folgenden Seiten steht: {n} Vorfälle.",
            len(incidents),
        )
    )
    yield Paragraph(
        _(
            "Bitte bestätigen Sie mir diese Anzeige schriftlich mit Zeit, Ort und Tat (§ 158 StPO). Als Zeugin oder "
            "Zeuge gebe ich meine Dienstanschrift an (§ 68 StPO); bitte nehmen Sie meine Wohnanschrift nicht in die "
            "Akte auf."
        )
    )
    yield Ticks(((False, _("Ich stelle Strafantrag wegen aller in Betracht kommenden Delikte.")),))
    if deadlines is not None:
        yield from _first_deadline(incidents, deadlines)
    yield Blanks((_("Ort"), _("Datum"), _("Unterschrift")))


def _first_deadline(incidents: list[Incident] | tuple[()], deadlines: Deadlines) -> Iterator[Block]:
    """The first of the days on which a complaint is still in time; nothing where none is to come."""
    found = [deadlines[each.ident] for each in incidents if each.complaint_on is None]
    to_come = [each.ends_on for each in found if each.ends_on is not None and each.state is not DeadlineState.PASSED]
    if to_come:
        yield Paragraph(_("Strafantrag spätestens am {day} (§ 77b StGB).", day=day(min(to_come))))


def _overview(incidents: list[Incident], deadlines: Deadlines) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, _("Übersicht"))
    columns = (
        Column(_("Nr."), ColumnKind.NUMBER, 1),
        Column(_("Zeitpunkt"), share=2.4),
        Column(_("Ort oder Plattform"), share=3.4),
        Column(_("Art"), share=3),
        Column(_("Strafantrag bis"), share=2.2),
    )
    rows = tuple(
        (
            str(each.number),
            words.when(each.happened) or NOTHING,
            words.shortened(each.place) or NOTHING,
            words.value(each, F.KIND) or NOTHING,
            _deadline(each, deadlines[each.ident]),
        )
        for each in incidents
    )
    yield Table("", columns, rows)


def _deadline(incident: Incident, found: Deadline) -> str:
    if incident.complaint_on is not None:
        return _("gestellt am {day}", day=day(incident.complaint_on))
    return day(found.ends_on) if found.ends_on else NOTHING


def _page(incident: Incident, found: Deadline) -> Iterator[Block]:
    """One incident; what is not known is left out, and what the police do not need: consequences and own plans."""
    yield PageBreak()
    yield Heading(1, words.heading(incident))
    yield from _facts(incident, ABOUT_THE_ACT)
    if incident.words:
        yield Callout(words.titles()[F.WORDS], incident.words)
    yield from _evidence(incident)
    yield from _facts(incident, (F.DAMAGE,))
    yield Heading(2, _("Kenntnis und Frist"))
    known = _pairs(incident, (F.ACT_KNOWN, F.OFFENDER_KNOWN))
    yield Facts((*known, (_("Frist"), words.deadline_on_paper(found, incident))))
    if later := _pairs(incident, PROCEEDINGS):
        yield Heading(2, _("Anzeige und Meldung"))
        yield Facts(later)


def _pairs(incident: Incident, fields: tuple[F, ...]) -> tuple[tuple[str, str], ...]:
    titles = words.titles()
    return tuple((titles[each], value) for each in fields if (value := words.value(incident, each)))


def _facts(incident: Incident, fields: tuple[F, ...]) -> Iterator[Block]:
    if pairs := _pairs(incident, fields):
        yield Facts(pairs)


def _evidence(incident: Incident) -> Iterator[Block]:
    if not incident.evidence:
        return
    yield Heading(2, words.titles()[F.EVIDENCE])
    columns = (
        Column(_("Datei oder Gegenstand"), share=3),
        Column(_("Was es ist"), share=2),
        Column(_("Aufgenommen"), share=3),
    )
    kinds = words.evidence_kinds()
    rows = []
    for entry in incident.evidence:
        taken = ", ".join(part for part in (words.when(entry.taken_at), entry.taken_by) if part)
        rows.append((entry.file_name or NOTHING, kinds[entry.kind] if entry.kind else NOTHING, taken or NOTHING))
    yield Table("", columns, tuple(rows))
    hashes = tuple((entry.file_name or NOTHING, entry.sha256) for entry in incident.evidence if entry.sha256)
    if hashes:
        yield Paragraph(_("Prüfsummen (SHA-256) zum Zeitpunkt der Aufzeichnung:"), ParagraphStyle.NOTE)
        yield Facts(hashes)


def _empty_page() -> Iterator[Block]:
    titles = words.titles()
    yield PageBreak()
    yield Heading(1, _("Vorfall"))
    yield Blanks((_("Tag und Uhrzeit"), titles[F.PLACE], titles[F.OFFENDER], titles[F.KIND]))
    yield Blanks((titles[F.WORDS], *[" "] * LINES_FOR_WORDS))
    yield Blanks(tuple(titles[each] for each in (F.POST_URL, F.PROFILE_URL, F.WITNESSES, F.EVIDENCE, F.DAMAGE)))
    yield Blanks(tuple(titles[each] for each in (F.ACT_KNOWN, F.OFFENDER_KNOWN, F.REPORTED_TO, F.FILE_NUMBER)))

"""The words of the incident log."""

from __future__ import annotations

from components import session
from components.language import LANGUAGES, _, day, plural
from components.plain_text import escaped
from data.model.incident_log import (
    DAYS,
    FOR_PLATFORM,
    FOR_POLICE,
    ActKind,
    Affected,
    Evidence,
    EvidenceKind,
    FileProblem,
    Incident,
    LogWords,
    ProblemKind,
    When,
)
from data.model.incident_log import Field as F
from data.model.support_law import Deadline, DeadlineState

SHORT = 140


def log_words() -> LogWords:
    """Headings and choices in the language of this session."""
    return LogWords(titles(), act_kinds(), affected(), evidence_kinds())


def log_words_of_all_languages() -> tuple[LogWords, ...]:
    """Headings and choices in every language, to understand files."""
    found = []
    for code in LANGUAGES:
        with session.speaking(code):
            found.append(log_words())
    return tuple(found)


def titles() -> dict[F, str]:
    """What every field is called."""
    return {
        F.NUMBER: _("Nr."),
        F.HAPPENED: _("Zeitpunkt der Tat"),
        F.ACT_KNOWN: _("Von der Tat erfahren am"),
        F.OFFENDER_KNOWN: _("Erfahren, wer es war, am"),
        F.PLACE: _("Ort oder Plattform"),
        F.POST_URL: _("Link zum Beitrag"),
        F.PROFILE_URL: _("Link zum Profil"),
        F.OFFENDER: _("Profilname oder Beschreibung"),
        F.WORDS: _("Was geschehen ist, im Wortlaut"),
        F.KIND: _("Art des Vorfalls"),
        F.OFFICE_LINK: _("Bezug zum Amt"),
        F.AFFECTED: _("Wen es traf"),
        F.WITNESSES: _("Zeuginnen und Zeugen"),
        F.EVIDENCE: _("Beweise"),
        F.DAMAGE: _("Schaden"),
        F.CONSEQUENCES: _("Folgen für Sie"),
        F.REPORTED_TO: _("Anzeige erstattet bei"),
        F.FILE_NUMBER: _("Aktenzeichen"),
        F.COMPLAINT_ON: _("Strafantrag gestellt am"),
        F.NOTICE_ON: _("Der Plattform gemeldet am"),
        F.NOTICE_RESULT: _("Ergebnis der Meldung"),
        F.NEXT_STEP: _("Nächster Schritt"),
        F.DEADLINE: _("Strafantrag bis"),
        F.IDENT: _("Kennung"),
    }


def hints() -> dict[F, str]:
    """What helps to write a field, where it is not clear from its name."""
    return {
        F.PLACE: _("Zum Beispiel: Rathaus, Zimmer 12"),
        F.WORDS: _("Wörtlich, so genau Sie können. Was haben Sie gehört, gelesen, gesehen? In welcher Reihenfolge?"),
        F.OFFENDER: _("Profilname, Name oder Aussehen, Stimme, Kennzeichen. Ist es unbekannt, lassen Sie es leer."),
        F.POST_URL: _("Die vollständige Adresse aus der Adresszeile"),
        F.PROFILE_URL: _("Die Adresse des Profils bleibt, auch wenn sich der Profilname ändert."),
        F.OFFICE_LINK: _("Zum Beispiel: Beschluss zum Haushalt, Amt als Bürgermeisterin, Beitrag vom 3. März"),
        F.WITNESSES: _("Wer hat es gehört oder gesehen? Keine Namen von Kindern."),
        F.CONSEQUENCES: _("Nur wenn Sie mögen: Schlaf, Angst, geänderte Wege, ärztliche Hilfe"),
        F.REPORTED_TO: _("Dienststelle, und wie: vor Ort, Onlinewache, Meldestelle"),
        F.NOTICE_RESULT: _("Zum Beispiel: gelöscht am 4. März, abgelehnt mit Begründung"),
    }


def marks(field: F) -> str:
    """For whom a field is needed, behind its name; as plain text, because a screen reader gets the name as written."""
    found = [_("für die Polizei")] if field in FOR_POLICE else []
    found += [_("für die Meldung an die Plattform")] if field in FOR_PLATFORM else []
    return f"({', '.join(found)})" if found else ""


def act_kinds() -> dict[ActKind, str]:
    """Plain words for what it was; no verdict."""
    return {
        ActKind.THREAT: _("Drohung"),
        ActKind.INSULT: _("Beschimpfung"),
        ActKind.FALSE_CLAIM: _("Falsche Behauptung"),
        ActKind.FLOOD: _("Viele Angriffe zugleich im Netz"),
        ActKind.DOXING: _("Private Daten veröffentlicht"),
        ActKind.STALKING: _("Verfolgen oder Auflauern"),
        ActKind.AT_HOME: _("Auftritt vor Wohnung oder Dienststelle"),
        ActKind.SEXUALISED: _("Sexualisierte Nachricht oder Übergriff"),
        ActKind.DAMAGE: _("Sachschaden oder Schmiererei"),
        ActKind.VIOLENCE: _("Körperlicher Angriff"),
        ActKind.LETTER: _("Brief oder Paket"),
        ActKind.IN_COUNCIL: _("Angriff aus dem eigenen Gremium"),
        ActKind.OTHER: _("Etwas anderes"),
    }


def affected() -> dict[Affected, str]:
    """The roles of who was hit."""
    return {
        Affected.MYSELF: _("mich selbst"),
        Affected.FAMILY: _("Angehörige"),
        Affected.CHILD: _("ein Kind (ohne Namen)"),
        Affected.STAFF: _("Mitarbeitende"),
        Affected.COUNCIL: _("Rat oder Gremium"),
        Affected.OTHER: _("andere"),
    }


def evidence_kinds() -> dict[EvidenceKind, str]:
    """What evidence is."""
    return {
        EvidenceKind.SCREENSHOT: _("Screenshot"),
        EvidenceKind.PHOTO: _("Foto"),
        EvidenceKind.SAVED_PAGE: _("Gespeicherte Seite (PDF)"),
        EvidenceKind.MESSAGE: _("Nachricht im Original"),
        EvidenceKind.VOICE: _("Sprachnachricht"),
        EvidenceKind.OBJECT: _("Brief oder Gegenstand"),
        EvidenceKind.NOTE: _("Gedächtnisprotokoll"),
        EvidenceKind.OTHER: _("Sonstiges"),
    }


def when(moment: When | None) -> str:
    """Such as 20.11.2026, 14:30."""
    if moment is None:
        return ""
    return day(moment.day) + (f", {moment.clock:%H:%M}" if moment.clock else "")


def needs_a_day() -> str:
    """What to know about a time of day beside a day that is not there yet."""
    return _("Die Uhrzeit zählt erst mit einem Tag.")


def day_is_missing(place: int) -> str:
    """Why an incident is not left yet; `place` as in `held.Opened.waiting`."""
    if place < 0:
        return _("Zur Uhrzeit fehlt der Tag. Bitte tragen Sie ihn ein oder nehmen Sie die Uhrzeit heraus.")
    return _(
        "Bei Beweis {number} fehlt zur Uhrzeit der Tag. Bitte tragen Sie ihn ein oder nehmen Sie die Uhrzeit heraus.",
        number=place + 1,
    )


def heading(incident: Incident) -> str:
    """How an incident is named: by number and time, never by what it says."""
    told = when(incident.happened) or _("ohne Datum")
    return _("Vorfall {number}, {when}", number=incident.number, when=told)


def value(incident: Incident, field: F) -> str:
    """What stands in a field, in words; empty for nothing."""
    held = getattr(incident, field.attribute)
    if field is F.HAPPENED:
        return when(held)
    if field in DAYS:
        return day(held) if held else ""
    if field is F.KIND:
        return act_kinds()[held] if held else ""
    if field is F.AFFECTED:
        return affected()[held] if held else ""
    if field is F.EVIDENCE:
        return "; ".join(evidence(entry) for entry in held)
    return str(held)


def evidence(entry: Evidence) -> str:
    """A piece of evidence on one line."""
    kind = evidence_kinds()[entry.kind] if entry.kind else ""
    told = (entry.file_name, kind, when(entry.taken_at), entry.taken_by, entry.sha256)
    return ", ".join(part for part in told if part)


def shortened(text: str) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1].rstrip() + "…"


def deadline(found: Deadline, incident: Incident) -> str:
    """Where the deadline stands, in a sentence."""
    if incident.complaint_on is not None:
        return _("Strafantrag gestellt am {day}", day=day(incident.complaint_on))
    if found.ends_on is None:
        return _not_worked_out(incident)
    if found.state is DeadlineState.PASSED:
        return _("Die Frist für den Strafantrag endete am {day}.", day=day(found.ends_on))
    if found.state is DeadlineState.LAST_DAY:
        return _("Heute endet die Frist für den Strafantrag.")
    left = found.days_left or 0
    return plural(
        "Strafantrag möglich bis {day}, noch {n} Tag.",
        "Strafantrag möglich bis {day}, noch {n} Tage.",
        left,
        day=day(found.ends_on),
    )


def _not_worked_out(incident: Incident) -> str:
    missing = _missing_day(incident)
    if missing is F.ACT_KNOWN:
        return _("Tragen Sie ein, wann Sie von der Tat erfahren haben; erst dann lässt sich die Frist rechnen.")
    if missing is F.OFFENDER_KNOWN:
        return _("Wissen Sie, wer es war? Dann tragen Sie den Tag ein: Ab da laufen drei Monate.")
    return _("Die Frist für den Strafantrag beginnt, sobald Sie wissen, wer es war.")


def _missing_day(incident: Incident) -> F | None:
    """The day without which nobody can say whether the deadline runs; None where nothing says that it could."""
    if incident.offender_known is not None:
        return F.ACT_KNOWN if incident.act_known is None else None
    return F.OFFENDER_KNOWN if incident.offender or incident.act_known is not None else None


def deadline_on_paper(found: Deadline, incident: Incident) -> str:
    """Where the deadline stands, without what is different tomorrow."""
    if incident.complaint_on is not None:
        return deadline(found, incident)
    if found.ends_on is not None:
        return _("Strafantrag bis {day} (§ 77b StGB)", day=day(found.ends_on))
    missing = _missing_day(incident)
    if missing is not None:
        return _("noch nicht gerechnet, es fehlt: {name}", name=titles()[missing])
    return deadline(found, incident)


def problem(told: FileProblem, *, is_table: bool) -> str:
    """What could not be taken from a file and where it stands."""
    sentence = _problems()[told.kind].format(found=escaped(told.found))
    place = _place(told, is_table)
    return f"{place}: {sentence}" if place else sentence


def _place(told: FileProblem, is_table: bool) -> str:
    parts = []
    if told.line:
        line = _("Zeile {number}", number=told.line) if is_table else _("Vorfall an Stelle {number}", number=told.line)
        parts.append(line)
    if told.field is not None:
        parts.append(_("Feld „{name}“", name=titles()[told.field]))
    return ", ".join(parts)


def _problems() -> dict[ProblemKind, str]:
    return {
        ProblemKind.UNKNOWN_COLUMN: _("Die Spalte „{found}“ ist nicht bekannt oder steht doppelt da. Sie fehlt dann."),
        ProblemKind.UNKNOWN_FIELD: _("Die Angabe „{found}“ ist nicht bekannt. Sie fehlt dann."),
        ProblemKind.NOT_TEXT: _("Hier steht kein Text ({found}). Das Feld bleibt leer."),
        ProblemKind.NOT_A_DAY: _("„{found}“ ist kein Tag wie 20.11.2026 oder 2026-11-20. Das Feld bleibt leer."),
        ProblemKind.NOT_A_MOMENT: _(
            "„{found}“ ist kein Zeitpunkt wie 20.11.2026 14:30 oder 2026-11-20 14:30. Das Feld bleibt leer."
        ),
        ProblemKind.NOT_A_CHOICE: _("„{found}“ ist keine der Möglichkeiten. Das Feld bleibt leer."),
        ProblemKind.NOT_A_NUMBER: _("„{found}“ ist keine Nummer. Der Vorfall bekommt die nächste freie."),
        ProblemKind.NOT_A_HASH: _("„{found}“ ist keine Prüfsumme aus 64 Zeichen. Das Feld bleibt leer."),
        ProblemKind.NOT_A_LIST: _("Hier steht keine Liste von Beweisen. Das Feld bleibt leer."),
        ProblemKind.NOT_AN_ENTRY: _("Das ist kein vollständiger Eintrag. Was nicht passt, fehlt."),
        ProblemKind.TOO_LONG: _("Der Text „{found}“ ist zu lang und wird gekürzt."),
        ProblemKind.TOO_MANY: _("{found} Einträge sind zu viele. Die letzten fehlen."),
        ProblemKind.TWICE: _("Dieser Vorfall steht doppelt in der Datei. Er kommt als eigener Vorfall dazu."),
    }


def refusals() -> dict[str, str]:
    """The sentences for what the log and its files refuse."""
    return {
        "incident_log_full": _(
            "Das Protokoll ist voll: Möglich sind {most} Vorfälle und etwa ein Megabyte Text. Bitte sichern Sie es "
            "und beginnen Sie dann ein neues."
        ),
        "incident_file_empty": _("Diese Datei ist leer."),
        "incident_file_too_large": _("Diese Datei ist zu groß. Möglich sind {most} kB."),
        "incident_file_too_many": _("In dieser Datei stehen zu viele Vorfälle. Möglich sind {most}."),
        "incident_file_broken": _("Diese Datei ist in Zeile {line} beschädigt. Es wurde nichts übernommen."),
        "incident_file_version": _(
            "Diese Datei stammt aus einer anderen Version dieses Programms. Lesbar ist Version {readable}."
        ),
        "incident_file_unknown": _(
            "Das ist keine Datei eines Vorfallprotokolls. Gelesen werden Dateien, die hier als JSON oder CSV gesichert "
            "wurden."
        ),
        "incident_file_unsent": _("Die Datei konnte nicht gelesen werden. Bitte wählen Sie sie noch einmal."),
    }

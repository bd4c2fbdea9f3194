"""The words of the list of measures in German and English: what the file says and what a reader understands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from data.exchange.answer_words import folded
from data.model.measure_import import MeasureColumn
from data.model.plan import MeasureStatus

C, S = MeasureColumn, MeasureStatus

HEADINGS: dict[str, dict[MeasureColumn, str]] = {
    "de": {
        C.ID: "Nr.",
        C.PRIORITY: "Schwerpunkt",
        C.TITLE: "Titel",
        C.DESCRIPTION: "Beschreibung",
        C.RESPONSIBLE_UNIT: "Zuständige Stelle",
        C.PARTICIPANTS: "Beteiligte",
        C.BEGINS_ON: "Beginn",
        C.DUE_ON: "Termin",
        C.BUDGET: "Budget in Euro",
        C.STAFF_DAYS: "Personentage",
        C.INDICATOR: "Kennzahl",
        C.STATUS: "Stand",
        C.REASON: "Grund",
        C.DECISION: "Beschluss",
        C.NEXT_REVIEW: "Wiedervorlage",
        C.AGS: "Amtlicher Schlüssel",
        C.BASE: "Bisher (bitte nicht ändern)",
    },
    "en": {
        C.ID: "No.",
        C.PRIORITY: "Priority",
        C.TITLE: "Title",
        C.DESCRIPTION: "Description",
        C.RESPONSIBLE_UNIT: "Responsible unit",
        C.PARTICIPANTS: "Participants",
        C.BEGINS_ON: "Start",
        C.DUE_ON: "Due date",
        C.BUDGET: "Budget in euros",
        C.STAFF_DAYS: "Staff days",
        C.INDICATOR: "Indicator",
        C.STATUS: "State",
        C.REASON: "Reason",
        C.DECISION: "Decision",
        C.NEXT_REVIEW: "Next review",
        C.AGS: "Official key",
        C.BASE: "Before (please do not change)",
    },
}
"""The headings as written; files are recognised by them and by the further words below."""

FURTHER_HEADINGS: dict[MeasureColumn, str] = {
    C.ID: "nr|id|nummer|kennung|lfd nr|laufende nummer|no|number",
    C.PRIORITY: "handlungsschwerpunkt|schwerpunkte|priority area|priorities",
    C.TITLE: "maßnahme|maßnahmen|name|bezeichnung|name der maßnahme|titel der maßnahme|measure",
    C.DESCRIPTION: "kurzbeschreibung|erläuterung|inhalt|details",
    C.RESPONSIBLE_UNIT: "zuständig|zuständigkeit|zuständiges amt|amt|fachamt|verantwortlich|verantwortliche stelle|"
    "federführung|responsible",
    C.PARTICIPANTS: "beteiligte stellen|mitwirkende|partner|beteiligung|partners",
    C.BEGINS_ON: "start|von|anfang|startdatum|begin|begins|from",
    C.DUE_ON: "frist|bis|ende|fällig|fällig am|fälligkeit|enddatum|zieltermin|due|until|end",
    C.BUDGET: "budget|kosten|mittel|euro|budget in €|budget €|kosten in euro|costs",
    C.STAFF_DAYS: "personaltage|arbeitstage|aufwand in tagen|tage|person days",
    C.INDICATOR: "kennzahlen|indikator|indikatoren|messgröße|indicators",
    C.STATUS: "status|umsetzungsstand|sachstand|state",
    C.REASON: "begründung|grund der änderung|grund für den stand",
    C.DECISION: "beschlüsse|beschlussnummer|vorlage|decision reference",
    C.NEXT_REVIEW: "nächste wiedervorlage|wv|wiedervorlage am|review",
    C.AGS: "ags|amtlicher gemeindeschlüssel|gemeindeschlüssel",
    C.BASE: "bisher|before",
}

STATUS_WORDS: dict[str, dict[MeasureStatus, str]] = {
    "de": {
        S.IDEA: "Idee",
        S.PLANNED: "geplant",
        S.RUNNING: "läuft",
        S.BLOCKED: "blockiert",
        S.DONE: "erledigt",
        S.STOPPED: "beendet",
    },
    "en": {
        S.IDEA: "idea",
        S.PLANNED: "planned",
        S.RUNNING: "running",
        S.BLOCKED: "blocked",
        S.DONE: "done",
        S.STOPPED: "stopped",
    },
}

FURTHER_STATUS_WORDS: dict[MeasureStatus, str] = {
    S.IDEA: "vorschlag|idea",
    S.PLANNED: "in planung|eingeplant|vorgesehen|offen",
    S.RUNNING: "in umsetzung|laufend|begonnen|in arbeit|in bearbeitung|in progress|ongoing",
    S.BLOCKED: "gesperrt|wartet|stockt|on hold",
    S.DONE: "fertig|abgeschlossen|umgesetzt|completed|finished",
    S.STOPPED: "eingestellt|abgebrochen|gestoppt|entfällt|cancelled",
}

TEXTS: dict[str, dict[str, str]] = {
    "de": {
        "title": "Maßnahmen",
        "measures": "Maßnahmen",
        "guide": "Anleitung",
        "how": "So geht es",
        "steps": (
            "Ändern|Schreiben Sie in die Zellen. Der Stand und der Schwerpunkt stehen zur Auswahl.\n"
            "Begründen|Wer den Stand ändert, sagt in der Spalte „Grund“ in einem Satz, warum.\n"
            "Ergänzen|Eine neue Zeile ohne Nummer ist eine neue Maßnahme. Ein Titel genügt.\n"
            "Lassen|Eine Zeile, die fehlt, löscht nichts. Eine leere Zelle löscht nur, wenn Sie es beim Hochladen "
            "sagen.\n"
            "Hochladen|Speichern Sie die Datei und laden Sie sie im Kompass 2035 unter „Maßnahmen“ hoch. Sie sehen "
            "jede Änderung, bevor etwas übernommen wird. Was andere inzwischen geändert haben, wird nie überschrieben."
        ),
        "states": "Stand",
        "priorities": "Schwerpunkte",
        "about": "Über diese Datei",
        "commune": "Kommune",
        "written_on": "Erstellt am",
    },
    "en": {
        "title": "Measures",
        "measures": "Measures",
        "guide": "Guide",
        "how": "How it works",
        "steps": (
            "Change|Write into the cells. State and priority can be chosen from lists.\n"
            "Give a reason|Whoever changes the state says why in the column “Reason”, in one sentence.\n"
            "Add|A new row without a number is a new measure. A title is enough.\n"
            "Leave|A missing row deletes nothing. An empty cell deletes only if you say so when uploading.\n"
            "Upload|Save the file and upload it in Kompass 2035 under “Measures”. You see every change before anything "
            "is taken over. What others changed meanwhile is never overwritten."
        ),
        "states": "State",
        "priorities": "Priorities",
        "about": "About this file",
        "commune": "Local authority",
        "written_on": "Written on",
    },
}
"""The words around the table by language."""


def language_known(language: str) -> str:
    """The language itself if there are words for it, else German."""
    return language if language in TEXTS else "de"


@cache
def _headings() -> Mapping[str, MeasureColumn]:
    words = {word: column for column, listed in FURTHER_HEADINGS.items() for word in listed.split("|")}
    words |= {word: column for written in HEADINGS.values() for column, word in written.items()}
    return {folded(word): column for word, column in words.items()}


def heading(text: str) -> MeasureColumn | None:
    """The column that a heading names: exactly, or by its first line or its part before a bracket or colon."""
    for part in (text, re.split(r"[(\[:\n]", text, maxsplit=1)[0]):
        if (column := _headings().get(folded(part))) is not None:
            return column
    return None


@cache
def statuses() -> Mapping[str, MeasureStatus]:
    """Every folded word for a state."""
    words = {word: status for status, listed in FURTHER_STATUS_WORDS.items() for word in listed.split("|")}
    words |= {word: status for written in STATUS_WORDS.values() for status, word in written.items()}
    return {folded(word): status for word, status in words.items()}

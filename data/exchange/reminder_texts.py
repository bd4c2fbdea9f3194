"""The words of reminders in German and English: content of calendars and mails, not of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date, format_time

from data.model.calendar import TIME_ZONE
from data.model.reminders import Due, DueKind

LOCALES = {"de": "de_DE", "en": "en_GB"}
LONGEST_TITLE = 120

TEXTS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "meeting": "Sitzung: {title}",
        "measure": "Maßnahme fällig: {title}",
        "blocked": "Maßnahme blockiert: {title}",
        "decision": "Zur Entscheidung: {title}",
        "review": "Zur Wiedervorlage: {title}",
        "step": "Schritt fällig: {part} ({title})",
        "task": "Aufgabe fällig: {title}",
        "criteria": "{count} Kriterien beantworten (Runde {title})",
        "criterion": "Kriterium beantworten: {part} (Runde {title})",
        "approval": "Runde {title} liegt zur Freigabe vor",
        "consent": "Über die Teilnahme am anonymen Vergleich entscheiden",
        "exchange_request": "Anfrage zum Austausch von {title}",
        "exchange_date": "Austausch: {title}",
        "exchange_cancelled": "Abgesagt: {title}",
        "at": "{day}, {clock} Uhr",
        "late_one": "seit gestern, {day}",
        "late": "seit {n} Tagen, {day}",
        "head_late": "Überfällig",
        "head_waiting": "Blockiert oder wartet auf eine Entscheidung",
        "head_coming": "Heute und in den nächsten 14 Tagen",
        "calendar": "Kompass 2035, {commune}",
        "subject": "Kompass 2035: {counts}",
        "count_late": "{n} überfällig",
        "count_waiting": "{n} blockiert oder wartend",
        "count_coming": "{n} in den nächsten 14 Tagen",
        "greeting": "Guten Tag,",
        "intro": "das steht im Kompass 2035 für {commune} an.",
        "why": "Sie bekommen diese Nachricht höchstens einmal in der Woche, weil Sie das so gewählt haben.",
        "off": "Abschalten oder ändern: im Kompass 2035 unter „Mein Konto“, Abschnitt „Erinnerungen“.",
    },
    "en": {
        "meeting": "Meeting: {title}",
        "measure": "Measure due: {title}",
        "blocked": "Measure blocked: {title}",
        "decision": "Due for decision: {title}",
        "review": "Due for review: {title}",
        "step": "Step due: {part} ({title})",
        "task": "Task due: {title}",
        "criteria": "Answer {count} criteria (round {title})",
        "criterion": "Answer a criterion: {part} (round {title})",
        "approval": "Round {title} is waiting for approval",
        "consent": "Decide whether to take part in the anonymous comparison",
        "exchange_request": "Request for exchange from {title}",
        "exchange_date": "Exchange: {title}",
        "exchange_cancelled": "Called off: {title}",
        "at": "{day}, {clock}",
        "late_one": "since yesterday, {day}",
        "late": "for {n} days, {day}",
        "head_late": "Overdue",
        "head_waiting": "Blocked or waiting for a decision",
        "head_coming": "Today and in the next 14 days",
        "calendar": "Kompass 2035, {commune}",
        "subject": "Kompass 2035: {counts}",
        "count_late": "{n} overdue",
        "count_waiting": "{n} blocked or waiting",
        "count_coming": "{n} in the next 14 days",
        "greeting": "Hello,",
        "intro": "this is due in Kompass 2035 for {commune}.",
        "why": "You get this message once a week at most, because you chose to.",
        "off": "Switch it off or change it: in Kompass 2035 under “My account”, section “Reminders”.",
    },
}

PATHS: Mapping[DueKind, str] = {
    DueKind.MEETING: "sitzungen?sitzung={subject_id}",
    DueKind.TASK: "sitzungen?sitzung={part_id}",
    **dict.fromkeys(
        (DueKind.MEASURE, DueKind.BLOCKED, DueKind.DECISION, DueKind.REVIEW, DueKind.STEP),
        "massnahmen?massnahme={subject_id}",
    ),
    DueKind.CRITERIA: "fragen",
    DueKind.APPROVAL: "einreichen",
    DueKind.CONSENT: "vergleich-teilnahme",
    DueKind.EXCHANGE_REQUEST: "netzwerk?teil=anfragen",
    **dict.fromkeys((DueKind.EXCHANGE_DATE, DueKind.EXCHANGE_CANCELLED), "netzwerk?teil=termine"),
}
"""Where on the site something is dealt with."""
ACCOUNT_PATH = "mein-konto"


def title_of(due: Due, language: str) -> str:
    """What is due, in one line; what people typed is cut after 120 characters."""
    key = "criterion" if due.kind is DueKind.CRITERIA and due.count == 1 else due.kind.value
    return TEXTS[language][key].format(title=_short(due.title), part=_short(due.part), count=due.count)


def url_of(due: Due, base_url: str) -> str:
    """Where it is dealt with; empty where nobody told the address of this site."""
    return site_url(base_url, PATHS[due.kind].format(subject_id=due.subject_id, part_id=due.part_id))


def site_url(base_url: str, path: str) -> str:
    """The address of a page; empty where nobody told the address of this site."""
    return f"{base_url.rstrip('/')}/{path}" if base_url else ""


def when(due: Due, language: str) -> str:
    """The day, with the time of a meeting, and for how long it is late; empty for what waits without a day."""
    texts = TEXTS[language]
    if due.day is None:
        return ""
    day = day_words(due.day, language)
    if due.starts_at is not None:
        return texts["at"].format(day=day, clock=_clock(due.starts_at, language))
    if due.days_late:
        return texts["late_one" if due.days_late == 1 else "late"].format(day=day, n=due.days_late)
    return day


def day_words(day: date, language: str) -> str:
    """A day such as Mo., 23.11.2026."""
    weekday = format_date(day, "EEE", locale=LOCALES[language])
    return f"{weekday} {format_date(day, 'medium', locale=LOCALES[language])}"


def _clock(moment: datetime, language: str) -> str:
    return format_time(moment.astimezone(TIME_ZONE), "short", locale=LOCALES[language])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 2].rstrip() + " …"

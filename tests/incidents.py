"""Incidents for tests: obviously invented ones, and any that could be typed."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from components.incident_log import words
from data.model.incident_log import (
    DAYS,
    EARLIEST_DAY,
    LONGEST,
    ActKind,
    Affected,
    Evidence,
    EvidenceKind,
    Incident,
    IncidentLog,
    LogWords,
    Reporter,
    When,
)
from data.rules.incident_log import tidy, tidy_reporter

REPORTER = Reporter("Erika Beispiel", "Bürgermeisterin", "Rathaus, Marktplatz 1, 99999 Musterstadt", "0123 456")


def german() -> LogWords:
    """The headings and choices in German."""
    return words.log_words()


def an_incident(**values: Any) -> Incident:
    """An invented incident in which every field is filled, but for what is given."""
    full: dict[str, Any] = {
        "ident": "v0123456789ab",
        "number": 1,
        "happened": When(date(2026, 11, 20), time(14, 30)),
        "act_known": date(2026, 11, 20),
        "offender_known": date(2026, 11, 21),
        "place": "Anruf im Rathaus Musterstadt, Zimmer 12",
        "post_url": "https://example.org/beitrag/1",
        "profile_url": "https://example.org/profil/1",
        "offender": "Profil „Erfundener Name“",
        "words": "Erfundener Satz: „Wir sehen uns.“\nDann aufgelegt.",
        "kind": ActKind.THREAT,
        "office_link": "Beschluss zum Haushalt",
        "affected": Affected.MYSELF,
        "witnesses": "Vorzimmer",
        "evidence": (
            Evidence(
                "anruf | notiz.txt",
                EvidenceKind.NOTE,
                When(date(2026, 11, 20), time(14, 45)),
                "Vorzimmer",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            Evidence("telefonliste.pdf", EvidenceKind.OTHER, When(date(2026, 11, 21))),
        ),
        "damage": "keiner",
        "consequences": "schlechter Schlaf",
        "reported_to": "Polizei Musterstadt",
        "file_number": "12/26",
        "complaint_on": date(2026, 11, 23),
        "notice_on": date(2026, 11, 22),
        "notice_result": "gelöscht",
        "next_step": "Nummer sperren",
    }
    return Incident(**(full | values))


def a_log(*incidents: Incident, **values: Any) -> IncidentLog:
    """A log of these incidents."""
    return IncidentLog(incidents, **values)


FORMULAS = ("=1+1", "'=1+1", "@SUM(A1)", "-5", "+49 30 123", "3/26", "007", "1e5", "'")
DIVIDERS = ("a;b", 'sagte "nein"', "a\nb", "a\\|b", "| |")
TEXTS = st.text(st.characters(), max_size=40) | st.sampled_from(FORMULAS + DIVIDERS)
DAY = st.dates(EARLIEST_DAY, date(2099, 12, 31))
WHEN = st.builds(When, DAY, st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)))
HASHES = st.just("") | st.text("0123456789abcdef", min_size=64, max_size=64)
ENTRIES = st.builds(Evidence, TEXTS, st.none() | st.sampled_from(EvidenceKind), st.none() | WHEN, TEXTS, HASHES)
INCIDENTS = st.builds(
    Incident,
    ident=st.integers(0, 16**12 - 1).map(lambda number: f"v{number:012x}"),
    number=st.integers(1, 500),
    happened=st.none() | WHEN,
    kind=st.none() | st.sampled_from(ActKind),
    affected=st.none() | st.sampled_from(Affected),
    evidence=st.lists(ENTRIES, max_size=3).map(tuple),
    **{field.attribute: TEXTS for field in LONGEST},
    **{field.attribute: st.none() | DAY for field in DAYS},
).map(tidy)
LOGS = st.builds(
    IncidentLog,
    st.lists(INCIDENTS, max_size=4, unique_by=(lambda each: each.ident, lambda each: each.number)).map(tuple),
    st.builds(Reporter, TEXTS, TEXTS, TEXTS, TEXTS).map(tidy_reporter),
)
"""Logs of anything that could be typed, as they stand in a window: with cleaned texts."""

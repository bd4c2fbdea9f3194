"""What may happen to an incident log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incidents import INCIDENTS, LOGS, REPORTER, a_log, an_incident

from data.errors import Refused
from data.model.incident_log import (
    LARGEST_FILE,
    LONGEST,
    MOST_INCIDENTS,
    ClashChoice,
    Evidence,
    Incident,
    IncidentLog,
    ReadLog,
    Reporter,
    When,
)
from data.rules import incident_log as rules

A, B, C = "v00000000000a", "v00000000000b", "v00000000000c"
FRESH = [f"vffffffffff{number:02x}" for number in range(20)]


def test_incidents_stand_by_the_time_of_the_act_and_those_without_a_day_at_the_end() -> None:
    early = an_incident(ident=A, number=3, happened=When(date(2026, 11, 20), time(8)))
    late = an_incident(ident=B, number=1, happened=When(date(2026, 11, 20), time(9)))
    unknown = an_incident(ident=C, number=2, happened=None)
    assert rules.in_order([unknown, late, early]) == (early, late, unknown)


def test_a_new_incident_gets_the_number_after_the_highest() -> None:
    log = rules.with_new(a_log(an_incident(ident=A, number=7)), B)
    assert log.incidents[-1] == Incident(B, 8)


def test_a_removed_incident_comes_back_as_it_was() -> None:
    log = a_log(an_incident(ident=A, number=1), an_incident(ident=B, number=2))
    without = rules.without(log, A)
    assert [each.ident for each in without.incidents] == [B]
    assert set(rules.put_back(without).incidents) == set(log.incidents)


def test_what_comes_back_gets_a_new_number_if_its_own_is_taken() -> None:
    log = rules.without(a_log(an_incident(ident=A, number=1)), A)
    log = replace(log, incidents=(an_incident(ident=B, number=1),))
    assert [(each.ident, each.number) for each in rules.put_back(log).incidents] == [(B, 1), (A, 2)]


def test_an_empty_incident_goes_without_a_trace() -> None:
    assert rules.without(rules.with_new(IncidentLog(), A), A) == IncidentLog()


def test_unsaved_is_what_no_file_holds_as_it_is_now() -> None:
    log = rules.noted_as_saved(a_log(an_incident(ident=A), an_incident(ident=B, number=2)))
    assert rules.unsaved(log) == ()
    changed = rules.changed(log, B, {"place": "woanders"})
    assert [each.ident for each in rules.unsaved(changed)] == [B]
    assert rules.unsaved(rules.changed(changed, B, {"place": an_incident().place})) == ()


def test_an_incident_in_which_nothing_stands_is_not_unsaved() -> None:
    assert rules.unsaved(rules.with_new(IncidentLog(), A)) == ()


def test_texts_lose_signs_that_no_file_holds_and_keep_their_lines() -> None:
    log = rules.changed(a_log(Incident(A, 1)), A, {"words": " Zeile\r\nzwei\x00\x0b\ud800 "})
    assert log.incidents[0].words == "Zeile\nzwei"


def test_texts_are_cut_at_their_longest() -> None:
    log = rules.changed(a_log(Incident(A, 1)), A, {"file_number": "x" * 101})
    assert log.incidents[0].file_number == "x" * 100


def test_an_entry_about_evidence_that_says_nothing_is_dropped() -> None:
    log = rules.changed(a_log(Incident(A, 1)), A, {"evidence": (Evidence(), Evidence(" "), Evidence("foto.jpg"))})
    assert log.incidents[0].evidence == (Evidence("foto.jpg"),)


def test_a_log_holds_200_incidents() -> None:
    log = a_log(*(Incident(f"v{number:012x}", number) for number in range(1, MOST_INCIDENTS + 1)))
    with pytest.raises(Refused, match="incident_log_full"):
        rules.with_new(log, "vffffffffffff")


def test_a_log_takes_no_new_incident_when_its_file_could_become_too_large_to_be_read_again() -> None:
    # 41 incidents of 2,000 bytes for names and 10,000 characters of 2 bytes: 902,000, and less than 180,000 are left.
    log = a_log(*(Incident(f"v{number:012x}", number, words="ä" * 10_000) for number in range(41)))
    with pytest.raises(Refused, match="incident_log_full"):
        rules.with_new(log, "vffffffffffff")


def test_typing_ends_where_the_file_would_become_too_large() -> None:
    # 45 times 22,000 bytes are 990,000: 4,000 characters more are 12,000 bytes of 3.
    log = a_log(*(Incident(f"v{number:012x}", number, words="ä" * 10_000) for number in range(45)))
    assert rules.changed(log, "v000000000000", {"place": "x" * 300})
    with pytest.raises(Refused, match="incident_log_full"):
        rules.changed(log, "v000000000000", {"consequences": "€" * 4000})


def test_a_file_with_the_same_incident_changes_nothing() -> None:
    log = a_log(an_incident(ident=A))
    read = ReadLog((an_incident(ident=A, number=9),))
    assert rules.compared(log, read).same == (an_incident(ident=A),)
    assert rules.merged(log, read, {}, FRESH).incidents == log.incidents


def test_a_new_incident_of_a_file_keeps_its_ident_and_its_number_if_it_is_free() -> None:
    log = a_log(an_incident(ident=A, number=1))
    theirs = an_incident(ident=B, number=1, words="anders"), an_incident(ident=C, number=5, words="noch anders")
    merged = rules.merged(log, ReadLog(theirs), {}, FRESH)
    assert [(each.ident, each.number) for each in merged.incidents] == [(A, 1), (B, 2), (C, 5)]


def test_an_incident_without_ident_is_known_by_its_words() -> None:
    log = a_log(an_incident(ident=A, number=4))
    assert rules.compared(log, ReadLog((an_incident(ident="", number=0),))).same == (an_incident(ident=A, number=4),)


def test_an_incident_without_ident_and_with_other_words_is_known_by_its_number() -> None:
    log = a_log(an_incident(ident=A, number=4))
    (clash,) = rules.compared(log, ReadLog((an_incident(ident="", number=4, words="anders"),))).clashes
    assert clash.mine.ident == A


@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        (None, ["hier", "in der Datei"]),
        (ClashChoice.KEEP_BOTH, ["hier", "in der Datei"]),
        (ClashChoice.KEEP_MINE, ["hier"]),
        (ClashChoice.TAKE_THEIRS, ["in der Datei"]),
    ],
)
def test_where_both_differ_nothing_is_lost_unless_chosen(choice: ClashChoice | None, texts: list[str]) -> None:
    log = a_log(an_incident(ident=A, number=1, words="hier"))
    read = ReadLog((an_incident(ident=A, number=1, words="in der Datei"),))
    merged = rules.merged(log, read, {A: choice} if choice else {}, FRESH)
    assert [each.words for each in merged.incidents] == texts
    assert len({each.ident for each in merged.incidents}) == len(texts)
    assert len({each.number for each in merged.incidents}) == len(texts)


def test_an_incident_that_a_file_tells_in_three_ways_is_to_decide_about_once_and_nothing_is_lost() -> None:
    log = a_log(an_incident(ident=A, number=4, words="hier"))
    told = (
        an_incident(ident=A, number=4, words="erste"),
        an_incident(ident="", number=4, words="zweite"),
        an_incident(ident="", number=4, words="dritte"),
    )
    for read in (ReadLog(told), ReadLog(told[::-1])):
        assert [clash.mine.ident for clash in rules.compared(log, read).clashes] == [A]
        merged = rules.merged(log, read, {A: ClashChoice.TAKE_THEIRS}, FRESH)
        assert sorted(each.words for each in merged.incidents) == ["dritte", "erste", "zweite"]
        # A stays the ident of one, and each of the others has its own.
        assert sorted(each.ident for each in merged.incidents) == [A, *FRESH[:2]]


def test_what_a_file_brought_is_saved_in_it_and_what_only_stands_here_is_not() -> None:
    log = a_log(an_incident(ident=A, number=1))
    merged = rules.merged(log, ReadLog((an_incident(ident=B, number=2, words="anders"),)), {}, FRESH)
    assert [each.ident for each in rules.unsaved(merged)] == [A]


def test_who_reports_comes_from_a_file_only_if_nobody_stands_here() -> None:
    read = ReadLog((), reporter=REPORTER)
    assert rules.merged(IncidentLog(), read, {}, FRESH).reporter == REPORTER
    mine = Reporter("Max Muster")
    assert rules.merged(IncidentLog(reporter=mine), read, {}, FRESH).reporter == mine


@given(LOGS, st.lists(INCIDENTS, max_size=4, unique_by=lambda each: each.ident))
def test_whatever_a_file_brings_nothing_that_stands_here_is_lost(log: IncidentLog, theirs: list[Incident]) -> None:
    merged = rules.merged(log, ReadLog(tuple(theirs)), {}, FRESH)
    assert set(log.incidents) <= set(merged.incidents)
    assert len({each.ident for each in merged.incidents}) == len(merged.incidents)
    assert len({each.number for each in merged.incidents}) == len(merged.incidents)


@given(LOGS)
def test_a_file_read_a_second_time_adds_nothing(log: IncidentLog) -> None:
    once = rules.merged(IncidentLog(), rules.tidied(ReadLog(log.incidents)), {}, FRESH)
    assert rules.merged(once, rules.tidied(ReadLog(log.incidents)), {}, FRESH).incidents == once.incidents


@given(INCIDENTS)
def test_cleaning_twice_is_cleaning_once(incident: Incident) -> None:
    assert rules.tidy(incident) == incident


def test_the_largest_log_fits_into_a_file_that_is_read_again() -> None:
    longest = {field.attribute: '"' * most for field, most in LONGEST.items()}
    assert rules.size([Incident(A, 1, **longest)]) == 2_000 + 2 * sum(LONGEST.values())
    assert LARGEST_FILE == 1_000_000

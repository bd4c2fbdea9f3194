"""Texts, indicators and milestones of a vision: what may stand there, how two edits meet, what is remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from visions import FIELD, an_indicator

from data.errors import ChangedMeanwhile, Refused
from data.model.plan import Contest, PlanEvent, PlanEventKind
from data.model.vision import STATEMENT, Indicator, Milestone, Reading, field_of, noticed_in
from data.rules.vision import (
    as_it_stands,
    contests,
    longest,
    merged,
    require_possible_indicator,
    require_possible_milestone,
    require_possible_reading,
    require_possible_text,
)

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CHANGED, CONTESTED, SETTLED = PlanEventKind.CHANGED, PlanEventKind.CONTESTED, PlanEventKind.SETTLED


def an_event(kind: PlanEventKind, before: str, after: str, *, by: str = "Anna", minutes: int = 0) -> PlanEvent:
    return PlanEvent(kind, AT + timedelta(minutes=minutes), by, STATEMENT, before, after)


# Texts


def test_a_text_is_what_its_last_change_made_of_it() -> None:
    story = [an_event(CHANGED, "", "Eins"), an_event(CHANGED, "Eins", "Zwei", minutes=1)]
    assert as_it_stands(STATEMENT, story).text == "Zwei"
    assert as_it_stands(STATEMENT, []).text == ""
    assert as_it_stands(STATEMENT, [*story, an_event(CONTESTED, "Zwei", "Drei")]).text == "Zwei"


def test_what_one_person_types_within_half_an_hour_is_one_version() -> None:
    story = [
        an_event(CHANGED, "", "A"),
        an_event(CHANGED, "A", "AB", minutes=30),
        an_event(CHANGED, "AB", "ABC", minutes=61),  # 31 minutes later
        an_event(CHANGED, "ABC", "ABCD", by="Ben", minutes=62),
        an_event(CHANGED, "ABCD", "ABCDE", minutes=63),
    ]
    found = as_it_stands(STATEMENT, story).versions
    assert [(version.text, version.by) for version in found] == [
        ("ABCDE", "Anna"),
        ("ABCD", "Ben"),
        ("ABC", "Anna"),
        ("AB", "Anna"),
    ]
    assert found[-1].at == AT + timedelta(minutes=30)


def test_a_text_waits_until_it_is_settled_or_stands() -> None:
    story = [an_event(CHANGED, "", "Eins"), an_event(CONTESTED, "Eins", "Zwei", by="Ben", minutes=1)]
    waiting = Contest(STATEMENT, "Eins", "Zwei", AT + timedelta(minutes=1), "Ben")
    assert contests(as_it_stands(STATEMENT, story)) == (waiting,)
    for end in (an_event(SETTLED, "Zwei", "Eins"), an_event(CHANGED, "Eins", "Zwei")):
        assert contests(as_it_stands(STATEMENT, [*story, end])) == ()


def test_of_a_text_that_somebody_types_on_only_the_latest_state_waits() -> None:
    story = [
        an_event(CHANGED, "", "Eins"),
        an_event(CONTESTED, "Eins", "Zw", by="Ben"),
        an_event(CONTESTED, "Eins", "Zwei", by="Ben"),
    ]
    assert [contest.wished for contest in contests(as_it_stands(STATEMENT, story))] == ["Zwei"]


def test_every_part_has_its_longest_text() -> None:
    assert (longest(STATEMENT), longest("why"), longest(noticed_in(FIELD))) == (2_000, 4_000, 300)
    require_possible_text(noticed_in(FIELD), "x" * 300)
    with pytest.raises(Refused) as refused:
        require_possible_text(noticed_in(FIELD), "x" * 301)
    assert (refused.value.code, refused.value.details["longest"]) == ("plan_text_too_long", 300)


def test_the_sentence_of_a_field_is_named_after_it() -> None:
    assert field_of(noticed_in(FIELD)) == FIELD
    assert field_of(STATEMENT) is None


# Milestones


def refusal(
    points: int, year: int, *others: tuple[int, int], target: int | None = 60, sentence: str = ""
) -> str | None:
    """Why a milestone is refused beside others (year and points); None if it is not."""
    there = [Milestone(FIELD, at, of) for at, of in others]
    try:
        require_possible_milestone(Milestone(FIELD, year, points, sentence), there, target)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("points", "year", "code"),
    [
        (50, 2027, None),
        (50, 2034, None),
        (50, 2026, "milestone_year_impossible"),
        (50, 2035, "milestone_year_impossible"),
        (1, 2030, None),
        (60, 2030, None),
        (61, 2030, "milestone_above_goal"),
        (0, 2030, "goal_impossible"),
        (101, 2030, "goal_impossible"),
    ],
)
def test_a_milestone_has_points_up_to_the_goal_in_a_year_before_it(points: int, year: int, code: str | None) -> None:
    assert refusal(points, year) == code


def test_without_a_goal_a_milestone_may_have_any_points() -> None:
    assert refusal(100, 2030, target=None) is None


def test_milestones_never_fall() -> None:
    beside = ((2028, 40), (2031, 50))
    assert refusal(40, 2030, *beside) is None
    assert refusal(50, 2030, *beside) is None
    assert refusal(39, 2030, *beside) == "milestone_below_earlier"
    assert refusal(51, 2030, *beside) == "milestone_above_later"


def test_the_sentence_of_a_milestone_is_short() -> None:
    assert refusal(50, 2030, sentence="x" * 300) is None
    assert refusal(50, 2030, sentence="x" * 301) == "plan_text_too_long"


# Indicators


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"name": "  "}, "indicator_name_needed"),
        ({"name": "x" * 201}, "plan_text_too_long"),
        ({"unit": "x" * 41}, "plan_text_too_long"),
        ({"source": "x" * 301}, "plan_text_too_long"),
        ({"start_value": 4.0}, "indicator_without_way"),
        ({"target_value": float("nan")}, "indicator_value_impossible"),
        ({"start_value": float("inf")}, "indicator_value_impossible"),
        ({"start_value": -1e13}, "indicator_value_impossible"),
        ({"start_on": date(1999, 12, 31)}, "plan_day_impossible"),
        ({"target_year": 2023}, "indicator_year_impossible"),
        ({"target_year": 2024}, None),
        ({"target_year": 2036}, "indicator_year_impossible"),
    ],
)
def test_an_indicator_leads_from_somewhere_to_somewhere_else(changes: dict[str, object], code: str | None) -> None:
    indicator = an_indicator(**changes)
    if code is None:
        require_possible_indicator(indicator)
        return
    with pytest.raises(Refused) as refused:
        require_possible_indicator(indicator)
    assert refused.value.code == code


@pytest.mark.parametrize("reading", [Reading(date(2100, 1, 1), 1.0), Reading(date(2026, 1, 1), float("nan"))])
def test_a_reading_is_a_number_on_a_day(reading: Reading) -> None:
    require_possible_reading(Reading(date(2026, 1, 1), -3.5))
    with pytest.raises(Refused):
        require_possible_reading(reading)


def with_readings(*values: float, **changes: object) -> Indicator:
    readings = tuple(Reading(date(2025 + n, 6, 30), value) for n, value in enumerate(values))
    return replace(an_indicator(**changes), readings=readings)


@pytest.mark.parametrize(
    ("indicator", "share"),
    [
        (with_readings(), 0.0),  # nothing but the start
        (with_readings(15.0), 0.5),  # 11 of 22 weeks less
        (with_readings(15.0, 4.0), 1.0),
        (with_readings(1.0), 25 / 22),
        (with_readings(28.0), -2 / 22),
        (with_readings(50.0, start_value=20.0, target_value=80.0), 0.5),  # upwards
    ],
)
def test_the_share_of_the_way_is_that_of_the_last_value(indicator: Indicator, share: float) -> None:
    assert indicator.share_of_way == pytest.approx(share)


def test_a_reading_from_before_the_start_is_not_the_last_value() -> None:
    early = replace(an_indicator(), readings=(Reading(date(2023, 1, 1), 40.0),))
    assert early.last == Reading(date(2024, 6, 30), 26.0)


def test_what_is_read_on_the_day_of_the_start_is_the_last_value() -> None:
    same_day = replace(an_indicator(), readings=(Reading(date(2024, 6, 30), 15.0),))
    assert same_day.last.value == 15


def test_edits_of_different_particulars_come_together() -> None:
    base = an_indicator()
    now, changed = merged(base, replace(base, unit="Tage"), replace(base, source="Amt"))
    assert (now.unit, now.source, changed) == ("Tage", "Amt", ("unit",))


def test_an_edit_of_what_somebody_else_changed_is_refused_unless_both_mean_the_same() -> None:
    base = an_indicator()
    with pytest.raises(ChangedMeanwhile, match="indicator_changed_meanwhile"):
        merged(base, replace(base, unit="Tage"), replace(base, unit="Monate"))
    assert merged(base, replace(base, unit="Tage"), replace(base, unit="Tage")) == (replace(base, unit="Tage"), ())
    assert merged(base, base, replace(base, unit="Monate"))[0].unit == "Monate"

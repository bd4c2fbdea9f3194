"""Edits that meet: nothing that anybody wished is lost, whoever was first; and what may stand in the parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import a_measure, a_priority

from data.errors import Refused
from data.model.plan import Contest, Measure, PartConflict, PlanEvent, PlanEventKind, PlanSaved, Priority
from data.rules.plan_editing import (
    LONGEST_STEP,
    MEASURE_PARTS,
    MOST_DAYS,
    MOST_EURO,
    PRIORITY_PARTS,
    as_text,
    merged,
    open_contests,
    part_value,
    parts_of,
    require_possible,
    require_possible_step,
)

texts = st.text("ab", max_size=2)
numbers = st.none() | st.integers(1, 3)
days = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 3))
PRIORITY_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["A", "B", "C"]),
    "reason": texts,
    "criteria": st.sampled_from([(), ("sprache",), ("wohnen",), ("sprache", "wohnen")]),
    "field_key": st.sampled_from(["", "fairer_zugang", "arbeit_wirtschaft"]),
    "effect": numbers,
    "effort": numbers,
    "decision": texts,
}
MEASURE_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["A", "B", "C"]),
    "description": texts,
    "priority_id": numbers,
    "responsible_unit": texts,
    "participants": texts,
    "begins_on": days,
    "due_on": days,
    "budget_euro": numbers,
    "staff_days": numbers,
    "indicator": texts,
    "decision": texts,
    "next_review_on": days,
}


def some_priorities() -> st.SearchStrategy[Priority]:
    return st.fixed_dictionaries(PRIORITY_VALUES).map(lambda values: a_priority(**values))


def some_measures() -> st.SearchStrategy[Measure]:
    return st.fixed_dictionaries(MEASURE_VALUES).map(lambda values: a_measure(**values))


def three_of_a_kind() -> st.SearchStrategy[tuple[Any, Any, Any]]:
    """What was seen, what I made of it, and what is stored by now."""
    return st.tuples(some_priorities(), some_priorities(), some_priorities()) | st.tuples(
        some_measures(), some_measures(), some_measures()
    )


def changed_parts(before: Any, after: Any) -> set[str]:
    return {part for part in parts_of(before) if getattr(before, part) != getattr(after, part)}


def test_the_parts_of_both_are_all_that_people_write_and_nothing_that_has_a_function_of_its_own() -> None:
    assert set(PRIORITY_PARTS) == set(PRIORITY_VALUES) == set(a_priority().__dict__) - {"id", "status", "revision"}
    own_functions = {"id", "status", "blocked_because", "steps", "expected", "revision"}
    assert set(MEASURE_PARTS) == set(MEASURE_VALUES) == set(a_measure().__dict__) - own_functions


def test_who_was_alone_gets_all_they_wished() -> None:
    base = a_priority(title="Alt", effect=2)
    mine = replace(base, title="Neu", effect=5)
    assert merged(base, mine, base) == (mine, PlanSaved(("title", "effect"), ()))


def test_edits_of_different_parts_meet_without_a_conflict() -> None:
    base = a_measure(title="Alt")
    theirs = replace(base, due_on=date(2027, 3, 1), revision=2)
    now, saved = merged(base, replace(base, title="Neu"), theirs)
    assert (now.title, now.due_on, now.revision) == ("Neu", date(2027, 3, 1), 2)
    assert saved == PlanSaved(("title",), ())


def test_a_part_that_both_changed_stays_as_theirs_and_mine_is_told() -> None:
    base = a_priority(effect=2, decision="")
    theirs = replace(base, effect=4)
    now, saved = merged(base, replace(base, effect=5, decision="Beschluss 2026/14"), theirs)
    assert (now.effect, now.decision) == (4, "Beschluss 2026/14")
    assert saved == PlanSaved(("decision",), (PartConflict("effect", "4", "5"),))


def test_two_who_wish_the_same_do_not_disagree() -> None:
    base = a_priority(effect=2)
    agreed = replace(base, effect=5)
    assert merged(base, agreed, agreed) == (agreed, PlanSaved((), ()))


def test_what_i_left_alone_is_theirs() -> None:
    base = a_priority(title="Alt")
    theirs = replace(base, title="Neu")
    assert merged(base, base, theirs) == (theirs, PlanSaved((), ()))


@given(three_of_a_kind())
def test_every_wish_is_stored_or_told_as_a_conflict_and_every_stored_change_stays(three: tuple[Any, Any, Any]) -> None:
    base, mine, theirs = three
    now, saved = merged(base, mine, theirs)
    told = {conflict.part: conflict for conflict in saved.conflicts}
    for part in changed_parts(base, mine):
        wished = getattr(mine, part)
        assert getattr(now, part) == wished or told[part].wished == as_text(wished)
    for part in changed_parts(base, theirs):
        assert getattr(now, part) == getattr(theirs, part)
    assert changed_parts(theirs, now) == set(saved.changed)
    assert not set(saved.changed) & set(told)
    assert all(conflict.stored == as_text(getattr(theirs, part)) for part, conflict in told.items())


@given(three_of_a_kind(), st.data())
def test_of_two_edits_that_touch_different_parts_the_order_does_not_matter(
    three: tuple[Any, Any, Any], data: st.DataObject
) -> None:
    base, mine, theirs = three
    parts = list(parts_of(base))
    of_mine = set(data.draw(st.sets(st.sampled_from(parts))))
    mine = replace(base, **{part: getattr(mine, part) for part in of_mine})
    theirs = replace(base, **{part: getattr(theirs, part) for part in parts if part not in of_mine})
    mine_last, after_them = merged(base, mine, theirs)
    theirs_last, after_me = merged(base, theirs, mine)
    assert after_them.conflicts == after_me.conflicts == ()
    assert mine_last == theirs_last
    assert changed_parts(base, mine_last) == changed_parts(base, mine) | changed_parts(base, theirs)


@given(three_of_a_kind())
def test_doing_it_twice_changes_nothing_more(three: tuple[Any, Any, Any]) -> None:
    base, mine, theirs = three
    now, saved = merged(base, mine, theirs)
    again, saved_again = merged(base, mine, now)
    assert again == now
    assert saved_again == PlanSaved((), saved.conflicts)


# Values as texts


@given(some_priorities() | some_measures())
def test_the_text_of_a_value_leads_back_to_the_value(planned: Priority | Measure) -> None:
    for part in parts_of(planned):
        value = getattr(planned, part)
        assert part_value(part, as_text(value)) == value


def test_values_stand_in_a_story_as_people_can_read_them() -> None:
    assert as_text(date(2027, 3, 1)) == "2027-03-01"
    assert as_text(("sprache", "wohnen")) == "sprache, wohnen"
    assert as_text(None) == as_text(()) == as_text("") == ""
    assert as_text(0) == "0"


# Values that wait

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def an_event(kind: PlanEventKind, part: str = "effect", before: str = "", after: str = "") -> PlanEvent:
    return PlanEvent(kind, AT, "Kim Beispiel", part, before, after)


CONTESTED = an_event(PlanEventKind.CONTESTED, before="4", after="5")


def test_a_value_waits_beside_what_is_stored_now_with_who_wished_it() -> None:
    assert open_contests(a_priority(effect=3), [CONTESTED]) == (Contest("effect", "3", "5", AT, "Kim Beispiel"),)


def test_it_waits_no_longer_once_it_was_dropped_taken_or_stored_in_whatever_way() -> None:
    dropped = an_event(PlanEventKind.SETTLED, before="5", after="4")
    taken = an_event(PlanEventKind.CHANGED, before="4", after="5")
    assert open_contests(a_priority(effect=4), [CONTESTED, dropped]) == ()
    assert open_contests(a_priority(effect=2), [CONTESTED, taken]) == ()
    assert open_contests(a_priority(effect=5), [CONTESTED]) == ()


def test_dropping_one_leaves_the_others_and_it_may_be_wished_again() -> None:
    other = an_event(PlanEventKind.CONTESTED, before="4", after="1")
    dropped = an_event(PlanEventKind.SETTLED, before="5", after="4")
    priority = a_priority(effect=4)
    assert [each.wished for each in open_contests(priority, [CONTESTED, other])] == ["5", "1"]
    assert [each.wished for each in open_contests(priority, [CONTESTED, other, dropped])] == ["1"]
    assert [each.wished for each in open_contests(priority, [CONTESTED, dropped, CONTESTED])] == ["5"]


# What may stand in the parts


@pytest.mark.parametrize(("part", "longest"), [(part, most) for part, most in PRIORITY_PARTS.items() if most])
def test_the_texts_of_a_priority_have_their_longest_length(part: str, longest: int) -> None:
    require_possible(a_priority(**{part: "x" * longest}))
    with pytest.raises(Refused, match=f"plan_text_too_long .part={part}, longest={longest}."):
        require_possible(a_priority(**{part: "x" * (longest + 1)}))


@pytest.mark.parametrize(("part", "longest"), [(part, most) for part, most in MEASURE_PARTS.items() if most])
def test_the_texts_of_a_measure_have_their_longest_length(part: str, longest: int) -> None:
    require_possible(a_measure(**{part: "x" * longest}))
    with pytest.raises(Refused, match=f"plan_text_too_long .part={part}, longest={longest}."):
        require_possible(a_measure(**{part: "x" * (longest + 1)}))


@pytest.mark.parametrize("title", ["", "   "])
def test_both_need_a_title(title: str) -> None:
    for planned in (a_priority(title=title), a_measure(title=title)):
        with pytest.raises(Refused, match="plan_title_needed"):
            require_possible(planned)


@pytest.mark.parametrize("part", ["effect", "effort"])
def test_effect_and_effort_go_from_1_to_5_or_are_open(part: str) -> None:
    for level in (None, 1, 2, 3, 4, 5):
        require_possible(a_priority(**{part: level}))
    for level in (-1, 0, 6):
        with pytest.raises(Refused, match=r"plan_level_impossible .lowest=1, highest=5."):
            require_possible(a_priority(**{part: level}))


@pytest.mark.parametrize(("part", "most"), [("budget_euro", MOST_EURO), ("staff_days", MOST_DAYS)])
def test_numbers_go_from_nothing_to_their_most(part: str, most: int) -> None:
    for number in (None, 0, most):
        require_possible(a_measure(**{part: number}))
    for number in (-1, most + 1):
        with pytest.raises(Refused, match="plan_number_impossible"):
            require_possible(a_measure(**{part: number}))


@pytest.mark.parametrize("part", ["begins_on", "due_on", "next_review_on"])
def test_days_lie_in_this_century(part: str) -> None:
    for day in (None, date(2000, 1, 1), date(2099, 12, 31)):
        require_possible(a_measure(**{part: day}))
    for day in (date(1999, 12, 31), date(2100, 1, 1)):
        with pytest.raises(Refused, match="plan_day_impossible"):
            require_possible(a_measure(**{part: day}))


def test_a_measure_may_begin_and_end_on_one_day_but_not_end_before_it_begins() -> None:
    day = date(2027, 3, 1)
    require_possible(a_measure(begins_on=day, due_on=day))
    with pytest.raises(Refused, match="plan_ends_before_it_begins"):
        require_possible(a_measure(begins_on=day, due_on=date(2027, 2, 28)))


def test_a_step_has_a_title_of_at_most_200_characters_and_a_day_of_this_century() -> None:
    require_possible_step("x" * LONGEST_STEP, date(2027, 3, 1))
    require_possible_step("Entwurf", None)
    for title, day, code in (
        (" ", None, "plan_title_needed"),
        ("x" * 201, None, "plan_text_too_long"),
        ("Entwurf", date(2100, 1, 1), "plan_day_impossible"),
    ):
        with pytest.raises(Refused, match=code):
            require_possible_step(title, day)

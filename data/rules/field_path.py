"""The path of a field to its goal, and how it is judged: the rule book is docs/vision.md.

Days are dates, points 0 to 100. A goal and a milestone hold on the last day of their year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from data.model.field_path import Because, Course, Judgement, Stage, Standpoint, Way
from data.model.plan import Measure, MeasureStatus
from data.model.result import FieldResult, shown
from data.model.vision import LAST_YEAR, Milestone
from data.rules.expected_effect import COUNTING
from data.rules.progress import minimal_detectable_change


def last_day(year: int) -> date:
    """The day on which the points of a year have to be there."""
    return date(year, 12, 31)


def stages(target: int | None, milestones: Iterable[Milestone]) -> tuple[Stage, ...]:
    """The milestones in order and the goal at the end; none without a goal.

    A path never falls and never leads beyond its goal: a milestone above the goal counts as the goal, one below an
    earlier one as that.
    """
    if target is None:
        return ()
    found: list[Stage] = []
    highest = 0
    for each in sorted(milestones, key=lambda milestone: milestone.year):
        highest = min(target, max(highest, each.points))
        found.append(Stage(last_day(each.year), highest, is_goal=False))
    return (*found, Stage(last_day(LAST_YEAR), target, is_goal=True))


def start_of(rounds: Sequence[Standpoint], last_break: date | None, begun_on: date) -> Standpoint | None:
    """Where the path begins: the newest firm score when the goal was first set, else the first one after that.

    `rounds` are in order. What lies before the `last_break` of the series cannot be compared and is no start.
    """
    firm = [each for each in rounds if each.score is not None and not each.provisional]
    usable = [each for each in firm if last_break is None or each.on >= last_break]
    before = [each for each in usable if each.on <= begun_on]
    return before[-1] if before else next(iter(usable), None)


def needed_on(way: Way, day: date) -> float | None:
    """The points that the path has on a day: straight from the start through every stage; None before there is one."""
    if way.start is None or way.start.score is None or not way.stages:
        return None
    goal = way.stages[-1]
    knots = [(way.start.on, min(way.start.score, float(goal.points)))]
    for stage in way.stages:
        if stage.on > knots[-1][0]:
            knots.append((stage.on, max(knots[-1][1], float(stage.points))))
    if day <= knots[0][0]:
        return knots[0][1]
    for (begin, low), (end, high) in pairwise(knots):
        if day <= end:
            return low + (high - low) * ((day - begin).days / (end - begin).days)
    return knots[-1][1]


def expected_by(way: Way, day: date) -> float | None:
    """The score once the measures that end until a day have done their part; nothing ever gets lower by them."""
    if way.now is None or way.now.score is None:
        return None
    return max([way.now.score, *(each.score for each in way.expected if each.until <= day)])


def next_stage(way: Way, today: date) -> Stage | None:
    """The first stage that is not over yet; the goal once all are."""
    ahead = (stage for stage in way.stages if stage.on >= today)
    return next(ahead, way.stages[-1] if way.stages else None)


def judge(way: Way, today: date) -> Judgement:
    """Whether a field is on track, and why: docs/vision.md."""
    if way.now is None:
        return Judgement(Course.UNKNOWN, Because.NO_ROUND)
    upcoming = next_stage(way, today)
    if upcoming is None:
        return Judgement(Course.UNKNOWN, Because.NO_GOAL)
    score, needed, expected = way.now.score, needed_on(way, way.now.on), expected_by(way, upcoming.on)
    if score is None or expected is None:
        return Judgement(Course.UNKNOWN, Because.NOT_SCORED, next=upcoming)
    if way.now.provisional or needed is None:
        return Judgement(Course.UNKNOWN, Because.PROVISIONAL, next=upcoming)
    behind = max(0.0, needed - score)
    missing = max(0, upcoming.points - shown(expected))
    course, because = _course(shown(score) >= way.stages[-1].points, behind, way.uncertainty, missing)
    return Judgement(course, because, needed, behind, way.uncertainty, upcoming, expected, missing)


def uncertainty_of(result: FieldResult) -> float:
    """The change in points that repeating the check could show by itself; 100 while nothing is answered."""
    answered = [criterion.coverage.answered for criterion in result.criteria if criterion.coverage.answered]
    return minimal_detectable_change(answered) if answered else 100.0


def ending_until(measures: Iterable[Measure], year: int) -> tuple[Measure, ...]:
    """The counting measures that have done their part by the end of a year.

    What was done since the newest round counts at once; what has no due date is expected by 2035 and not before.
    """
    return tuple(
        each
        for each in measures
        if each.status in COUNTING
        and (
            each.status is MeasureStatus.DONE
            or (each.due_on is None and year >= LAST_YEAR)
            or (each.due_on is not None and each.due_on <= last_day(year))
        )
    )


def still_to_show(
    measures: Iterable[Measure], done_at: Mapping[int, datetime], round_at: datetime
) -> tuple[Measure, ...]:
    """The measures without those that were done before a round: what they brought is in its answers already.

    What they expected and did not reach is not expected a second time.
    """
    return tuple(
        each
        for each in measures
        if not (each.status is MeasureStatus.DONE and each.id in done_at and done_at[each.id] < round_at)
    )


def suggested(way: Way, year: int) -> int | None:
    """The points of a milestone on the straight way from the start to the goal, and between the other milestones."""
    if not way.stages:
        return None
    needed = needed_on(replace(way, stages=way.stages[-1:]), last_day(year))
    if needed is None:
        return None
    earlier = max((stage.points for stage in way.stages if stage.on.year < year), default=1)
    later = min(stage.points for stage in way.stages if stage.on.year > year or stage.is_goal)
    return min(later, max(earlier, shown(needed)))


def years_ahead(today: date) -> range:
    """The years for which a milestone may be set on a day."""
    return range(today.year, LAST_YEAR)


def _course(is_reached: bool, behind: float, uncertainty: float, missing: int) -> tuple[Course, Because]:
    if is_reached:
        return Course.REACHED, Because.REACHED
    if behind > 0 and behind >= uncertainty:
        return Course.OFF_TRACK, Because.CLEARLY_BEHIND
    if behind > 0 and behind >= uncertainty / 2:
        return Course.AT_RISK, Because.TENDENCY_BEHIND
    if missing > 0:
        return Course.AT_RISK, Because.NOT_COVERED
    return Course.ON_TRACK, Because.AS_NEEDED

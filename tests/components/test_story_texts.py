"""Which earlier texts a story keeps at hand: what was left standing and does not fit into a line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from components.plan.story_texts import decided, replaced
from data.model.plan import PlanEvent, PlanEventKind

BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)
LINE = 60
LONG, OTHER = "Zwei Abende in der Woche. " * 4, "Drei Abende in der Woche. " * 4


def edit(before: str, after: str, minutes: int = 0, by: str = "Kim Beispiel") -> PlanEvent:
    at = BEGIN + timedelta(minutes=minutes)
    return PlanEvent(PlanEventKind.CHANGED, at, by, "description", before, after)


@pytest.mark.parametrize(
    ("edits", "kept"),
    [
        ([edit("", LONG)], []),  # it was added: nothing stood there
        ([edit("Kurz", "Anders")], []),  # both stand in the line
        ([edit("Kurz", LONG)], ["Kurz"]),
        ([edit(LONG, "")], [LONG]),
        ([edit(LONG, OTHER, 0), edit(OTHER, LONG + "Neu", 29)], [LONG]),  # somebody typed on
        ([edit(LONG, OTHER, 0), edit(OTHER, LONG + "Neu", 31)], [LONG, OTHER]),
        ([edit(LONG, OTHER, 0), edit(OTHER, "Kurz", 1, by="Robin Muster")], [LONG, OTHER]),
        ([edit("", LONG, 0), edit(LONG, "", 1)], [LONG]),  # emptied at once by mistake
        ([edit(LONG, OTHER, 0), edit(OTHER, LONG, 90)], [OTHER]),  # the first one stands there again
    ],
)
def test_texts_are_kept_that_were_left_standing_or_emptied(edits: list[PlanEvent], kept: list[str]) -> None:
    assert [each.before for each in replaced(edits, LINE)] == kept


def test_an_edit_of_the_same_sitting_as_the_one_before_it_keeps_nothing() -> None:
    assert replaced([edit(LONG, OTHER, 20)], LINE, after=edit("", LONG)) == ()
    assert [each.before for each in replaced([edit(LONG, OTHER, 40)], LINE, after=edit("", LONG))] == [LONG]


def test_a_decision_says_which_one_it_took_the_place_of() -> None:
    first = PlanEvent(PlanEventKind.DECIDED, BEGIN, "", "decision", "", "1/2026")
    second = PlanEvent(PlanEventKind.DECIDED, BEGIN, "", "decision", "1/2026", "3/2026")
    assert decided(first) == "In der Sitzung beschlossen, Beschluss 1/2026:"
    assert decided(second) == "In der Sitzung beschlossen, Beschluss 3/2026 (bisher: 1/2026):"

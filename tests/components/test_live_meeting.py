"""How long a screen before a running meeting counts as used, although nobody touches it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from steering_meetings import a_meeting

from components import session
from components.meetings.live import may_lose_a_field, watching
from data.model.meetings import MeetingStatus
from data.model.meetings_view import MeetingStamp


@pytest.mark.parametrize(
    ("up_before", "up_now", "may_lose"),
    [(1, 1, False), (1, 2, True), (1, None, True), (None, 1, True), (None, None, True)],
)
def test_the_browser_sends_what_is_typed_before_another_item_comes_up_or_the_meeting_may_have_ended(
    up_before: int | None, up_now: int | None, may_lose: bool
) -> None:
    seen, now = MeetingStamp(1, up_before, 0), MeetingStamp(2, up_now, 0)
    assert may_lose_a_field(seen, now) is may_lose


@pytest.mark.parametrize(("minutes_ago", "counts"), [(0, True), (89, True), (149, True), (151, False)])
def test_a_running_meeting_counts_as_use_until_an_hour_after_its_planned_end(
    minutes_ago: int, counts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def only_looking() -> AbstractContextManager[None]:
        looked.append("only looking")
        return nullcontext()

    monkeypatch.setattr(session, "only_looking", only_looking)
    began_at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    # planned for 90 minutes: 90 + 60 = 150 minutes after it began
    with watching(a_meeting(status=MeetingStatus.RUNNING, minutes=90, began_at=began_at)):
        assert looked == ([] if counts else ["only looking"])

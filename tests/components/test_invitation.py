"""The invitation as a calendar file: what the file is called."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from steering_meetings import a_meeting

from components import session
from components.meetings import invitation


@pytest.mark.parametrize(
    ("starts_at", "name"),
    [
        (datetime(2026, 12, 8, 15, tzinfo=UTC), "Einladung-2026-12-08.ics"),
        (datetime(2026, 12, 7, 23, tzinfo=UTC), "Einladung-2026-12-08.ics"),  # midnight in Germany, in winter
        (datetime(2026, 7, 7, 22, tzinfo=UTC), "Einladung-2026-07-08.ics"),  # midnight in summer
    ],
)
def test_the_file_has_the_german_day_of_the_meeting(
    starts_at: datetime, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")
    assert invitation.calendar_name(a_meeting(starts_at=starts_at)) == name

"""The coming year in the hand-over, where nothing has a day yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from teams import a_team

from components import session
from components.documents.handover import Choice, document
from data.model.document import Paragraph
from data.services import catalogues, handover


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 11, 23), "23.11.2027"),
        (date(2028, 2, 29), "28.02.2029"),  # 365 days later: there is no 29.02.2029
    ],
)
def test_the_coming_year_ends_365_days_later(
    today: date, last: str, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")
    told = replace(handover.handover(a_team().mayor, today), calendar=())
    paper = document(told, catalogues.catalogue(told.catalogue_version), Choice())
    assert Paragraph(f"Bis {last} steht noch kein Termin fest.") in paper.blocks

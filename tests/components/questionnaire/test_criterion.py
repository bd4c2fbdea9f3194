"""What an open criterion does by itself while nobody may sit before it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest
from teams import a_team

from components.session import Key
from data.services import accounts, questionnaire

FIRST = "leitbild_und_politischer_auftrag"
BEGIN = datetime(2026, 11, 23, 8, tzinfo=UTC)


def looking_by_itself(sheet):  # type: ignore[no-untyped-def] # runs as a script of its own, without our imports
    """The part of the page that runs three times a minute, as it runs then: alone."""
    from typing import Any, cast

    from components import session
    from components.questionnaire import criterion
    from data.services import catalogues, questionnaire

    class Desk:
        def here(self, key: str) -> Any:
            return questionnaire.be_here(session.require_person(), sheet.self_check.id, key)

        def state(self, question_id: str) -> Any:
            return questionnaire.question_state(session.require_person(), sheet.self_check.id, question_id)

    criterion._who_is_here(cast(Any, Desk()), sheet, catalogues.catalogue("2021-07"))


@pytest.mark.parametrize("minutes", [20, 59])
def test_a_page_that_is_left_open_is_signed_out_as_if_it_was_closed(store: Engine, minutes: int) -> None:
    team = a_team()
    with time_machine.travel(BEGIN, tick=False):
        sheet = questionnaire.criterion_sheet(team.officer, team.round_id, FIRST)
        session_id, _ticket = accounts.begin_session(team.officer.account_id)
    app: Any = AppTest.from_function(looking_by_itself, args=(sheet,))
    app.session_state[Key.SIGN_IN] = session_id
    app.session_state[Key.LANGUAGE] = "de"
    with time_machine.travel(BEGIN + timedelta(minutes=minutes), tick=False):
        app.run()
        assert not app.exception
        found = accounts.sign_in_of_session(session_id, touch=False)
        assert found is not None
        assert found.ends_at == BEGIN + timedelta(minutes=60)

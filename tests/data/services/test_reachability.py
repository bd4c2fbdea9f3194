"""The database is waited for four seconds, once; then it is left alone for five, or until it answers after all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from queue import Queue

import pytest
import time_machine
from factories import stored_commune, stored_person
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, ProgrammingError

from data.errors import NotFound, OutOfReach
from data.model.people import Role
from data.services import accounts, reachability
from data.services.reachability import if_possible, in_time, understood
from data.storage.database import WAIT_SECONDS


@pytest.fixture(autouse=True)
def own_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of another test is remembered, and waiting is short."""
    monkeypatch.setattr(reachability, "_patience", reachability._Patience())
    monkeypatch.setattr(reachability, "LONGEST_WAIT_SECONDS", 0.1)
    monkeypatch.setattr(reachability, "LEFT_ALONE_SECONDS", 60.0)


@pytest.fixture
def hanging() -> Iterator[Callable[[], int]]:
    """A question that nobody answers until the test is over."""
    over = threading.Event()
    yield lambda: int(over.wait())
    over.set()


def gone() -> int:
    raise OperationalError("SELECT 1", {}, Exception("gone"))


def missing() -> int:
    raise NotFound("commune_not_found", ags="1")


def test_what_is_answered_in_time_is_given_back_and_what_is_refused_is_refused() -> None:
    assert in_time(lambda: 7) == 7
    with pytest.raises(NotFound):
        in_time(missing)


def test_a_database_that_is_away_is_out_of_reach_and_asked_again_at_once() -> None:
    with pytest.raises(OutOfReach):
        in_time(gone)
    assert in_time(lambda: 7) == 7


def test_who_asks_a_database_that_hangs_waits_once_and_the_next_ones_not_at_all(hanging: Callable[[], int]) -> None:
    asked: list[int] = []
    begun = time.monotonic()
    with pytest.raises(OutOfReach):
        in_time(hanging)
    assert time.monotonic() - begun >= 0.1
    with pytest.raises(OutOfReach):
        in_time(lambda: asked.append(1))
    assert asked == []


def test_after_a_while_it_is_asked_again(hanging: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reachability, "LEFT_ALONE_SECONDS", 0.4)
    with pytest.raises(OutOfReach):
        in_time(hanging)
    time.sleep(0.45)
    assert in_time(lambda: 7) == 7


def test_one_slow_answer_keeps_nobody_else_away() -> None:
    late, asking = threading.Event(), Queue[threading.Thread]()

    def slow() -> None:
        late.wait()
        asking.put(threading.current_thread())

    with pytest.raises(OutOfReach):
        in_time(slow)
    late.set()
    asking.get().join()
    assert in_time(lambda: 7) == 7


def test_a_defect_is_not_taken_for_a_database_that_is_away() -> None:
    defect, wrong = ValueError("x"), ProgrammingError("SELEC", {}, Exception("syntax"))
    assert understood(defect) is defect
    assert understood(wrong) is wrong
    with pytest.raises(ValueError, match="x"), if_possible():
        raise defect


def test_what_nobody_would_miss_is_left_undone_without_the_database() -> None:
    with if_possible():
        gone()


def test_who_reads_is_not_kept_waiting_by_somebody_who_writes_for_long(store: Engine) -> None:
    officer = stored_person(Role.OFFICER, stored_commune())
    session_id, _ticket = accounts.begin_session(officer.account_id)
    later = datetime.now(UTC) + timedelta(minutes=2)  # its use is to be remembered again
    with time_machine.travel(later, tick=True), store.connect() as other:
        other.exec_driver_sql("COMMIT")
        other.exec_driver_sql("BEGIN IMMEDIATE")
        begun = time.monotonic()
        sign_in = accounts.sign_in_of_session(session_id)
        assert time.monotonic() - begun < WAIT_SECONDS  # half a second in the queue of this process, half in SQLite's
        other.exec_driver_sql("ROLLBACK")
        other.exec_driver_sql("BEGIN")
    assert sign_in is not None
    assert sign_in.person == officer

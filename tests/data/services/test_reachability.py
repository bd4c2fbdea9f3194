"""The database is waited for two seconds, once; then it is left alone for five."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from data.errors import NotFound, OutOfReach
from data.services import reachability
from data.services.reachability import if_possible, in_time, understood


@pytest.fixture(autouse=True)
def own_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of another test is remembered, and waiting is short."""
    monkeypatch.setattr(reachability, "_patience", reachability._Patience())
    monkeypatch.setattr(reachability, "LONGEST_WAIT_SECONDS", 0.1)
    monkeypatch.setattr(reachability, "LEFT_ALONE_SECONDS", 0.4)


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
    begun = time.monotonic()
    with pytest.raises(OutOfReach):
        in_time(hanging)
    assert 0.1 <= time.monotonic() - begun < 0.35
    begun = time.monotonic()
    with pytest.raises(OutOfReach):
        in_time(lambda: 7)
    assert time.monotonic() - begun < 0.05


def test_after_a_while_it_is_asked_again(hanging: Callable[[], int]) -> None:
    with pytest.raises(OutOfReach):
        in_time(hanging)
    time.sleep(0.45)
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

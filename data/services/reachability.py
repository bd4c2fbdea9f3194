"""Asks the database only for as long as somebody can wait: pages that help must come without it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Generic, TypeVar

from data.errors import OutOfReach
from data.storage import database

T = TypeVar("T")
LONGEST_WAIT_SECONDS = 4.0  # a machine under load answers late; more than this nobody waits for a page that helps
LEFT_ALONE_SECONDS = 5.0  # while a question stays without an answer; who comes meanwhile does not wait


class NoAnswerError(Exception):
    """Nobody can say how long it would have taken."""


class _Question(Generic[T]):
    """One question on a thread of its own: whoever waits for it may go."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self._ask = ask
        self._answer: T
        self._problem: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="asks the database", daemon=True)

    def answer(self, longest: float) -> T:
        """The answer; raises what went wrong, or NoAnswerError after so many seconds."""
        self._thread.start()
        self._thread.join(longest)
        if self.is_open():
            raise NoAnswerError
        if self._problem is not None:
            raise self._problem
        return self._answer

    def is_open(self) -> bool:
        """Whether there is still no answer."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._answer = self._ask()
        except Exception as problem:  # whoever asked hears of it
            self._problem = problem


class _Patience:
    """How long a database that hangs is waited for: once for four seconds, then not at all for five.

    An answer that comes late after all ends the five seconds: one slow question keeps nobody else away.
    """

    def __init__(self) -> None:
        self._open: _Question[Any] | None = None
        self._left_alone_until = 0.0

    def answer(self, ask: Callable[[], T]) -> T:
        """What the database answers. Raises OutOfReach."""
        open_question = self._open
        if open_question is not None and open_question.is_open() and time.monotonic() < self._left_alone_until:
            raise OutOfReach("database_out_of_reach")
        question = _Question(ask)
        try:
            with understanding():
                return question.answer(LONGEST_WAIT_SECONDS)
        except NoAnswerError:
            self._open, self._left_alone_until = question, time.monotonic() + LEFT_ALONE_SECONDS
            raise OutOfReach("database_out_of_reach") from None


_patience = _Patience()


def in_time(ask: Callable[[], T]) -> T:
    """What the database answers within four seconds.

    Raises OutOfReach if it does not, if it cannot, or if it gave no answer a moment ago; and whatever else goes wrong.
    """
    return _patience.answer(ask)


@contextmanager
def understanding() -> Iterator[None]:
    """Raise OutOfReach instead of what a database says that is away, locked for too long or broken."""
    try:
        yield
    except Exception as error:
        if understood(error) is error:
            raise
        raise understood(error) from error


@contextmanager
def if_possible() -> Iterator[None]:
    """Leave the block undone where the database does not do its part: for what nobody would miss."""
    with suppress(OutOfReach), understanding():
        yield


def understood(error: Exception) -> Exception:
    """OutOfReach for an error of a database that is away, locked for too long or broken; every other error itself."""
    return OutOfReach("database_out_of_reach") if database.is_out_of_reach(error) else error

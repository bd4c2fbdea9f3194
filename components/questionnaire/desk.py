"""What the questions page may ask for and store. Every call asks anew who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from data.model.questionnaire import Comment, Presence, QuestionFilter, QuestionState, Saved
from data.model.self_check import Answer, StoredAnswer


@dataclass(frozen=True)
class Desk:
    """The services of one round, as callables of what only the page's parts know; `me` is the name of who asks."""

    me: str
    state: Callable[[str], QuestionState]
    answer: Callable[[Answer, int], Saved]
    mark: Callable[[str, bool], None]
    history: Callable[[str], list[StoredAnswer]]
    discussion: Callable[[str], list[Comment]]
    say: Callable[[str, str], None]
    close_discussion: Callable[[str, bool], None]
    settle: Callable[[int, bool, int], int]
    confirm: Callable[[str, Collection[int]], int]
    next_question: Callable[[str | None, QuestionFilter], str | None]
    here: Callable[[str], tuple[Presence, ...]]

"""What somebody tries at a question; what cannot be carried out is told below that question."""

from __future__ import annotations

from collections.abc import Callable

from components import incidents, session
from components.questionnaire import redraw
from components.session import Key


def click(question_id: str, action: Callable[..., object], *arguments: object) -> None:
    """Carry out a click. For callbacks."""
    tried(question_id, action, *arguments)


def tried(question_id: str, action: Callable[..., object], *arguments: object) -> bool:
    """Carry out a click; whether it was carried out. For callbacks, where an error would replace the whole page."""
    redraw.wanted(question_id)
    try:
        action(*arguments)
    except Exception as error:  # whatever it is: what was not done must not look as if it was
        tell(question_id, incidents.sentence(error))
        return False
    return True


def tell(question_id: str, problem: str) -> None:
    """Have a problem told below a question, with those of other edits that came with the same message."""
    problems: dict[str, str] = session.get(Key.QUESTION_PROBLEMS, {})
    told = problems.get(question_id, "")
    if problem in told:
        return
    both = problem if told in problem else f"{told}\n\n{problem}"
    session.put(Key.QUESTION_PROBLEMS, {**problems, question_id: both})

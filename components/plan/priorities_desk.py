"""What the page of the priorities may ask for and store. Every call asks anew who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.model.plan import Contest, PlanSaved, Priority, PriorityStatus
from data.model.priorities_view import PrioritiesView


@dataclass(frozen=True)
class Desk:
    """The services as callables of what only the page's parts know."""

    overview: Callable[[], PrioritiesView]
    propose: Callable[[str, str, tuple[str, ...]], Priority]
    propose_once: Callable[[str, str, str], Priority]
    edit: Callable[[Priority, Priority], PlanSaved]
    settle: Callable[[int, Contest, bool], None]
    set_status: Callable[[Priority, PriorityStatus, str], Priority]
    remark: Callable[[int, str], None]

"""Where somebody is among the measures: which view, which filters, which measure. It all stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from components import address, navigation, session
from components.plan.measures_words import Look, looks, priority_title
from data.model.measures_view import StatedMeasure
from data.model.plan import MeasureStatus, Priority

Kind = TypeVar("Kind", bound=StrEnum)
Default = TypeVar("Default")

MEASURE = "massnahme"


class Param(StrEnum):
    """What the address may name beside a measure."""

    VIEW = "ansicht"
    LOOK = "blick"
    PRIORITY = "schwerpunkt"
    STATUS = "stand"
    UNIT = "stelle"
    TEXT = "suche"
    SORT = "sortierung"
    SPAN = "zeitraum"


class View(StrEnum):
    """The ways to look at the measures."""

    LIST = "liste"
    BOARD = "tafel"
    TIMELINE = "zeitleiste"
    FILE = "datei"


class Sort(StrEnum):
    """What the list is sorted by."""

    TITLE = "titel"
    STATUS = "stand"
    UNIT = "stelle"
    DUE = "termin"


NO_PRIORITY = "ohne"
ALL_OPEN = "offen"
STATUS_SLUGS = {
    MeasureStatus.IDEA: "idee",
    MeasureStatus.PLANNED: "geplant",
    MeasureStatus.RUNNING: "laeuft",
    MeasureStatus.BLOCKED: "blockiert",
    MeasureStatus.DONE: "erledigt",
    MeasureStatus.STOPPED: "beendet",
}


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see. Empty texts and None filter nothing."""

    view: View = View.LIST
    look: Look | None = None
    priority: str = ""
    status: str = ""
    unit: str = ""
    text: str = ""
    sort: Sort = Sort.DUE
    descending: bool = False
    whole_span: bool = True

    @property
    def filters(self) -> bool:
        """Whether some measures may be left out."""
        return bool(self.look or self.priority or self.status or self.unit or self.text)


def measure_asked_for() -> int | None:
    """The measure that the address names."""
    address.keep()
    return address.number(MEASURE)


def wish() -> Wish:
    """What the address asks for; what it does not name or nobody knows is left at its default."""
    told = st.query_params
    sort = told.get(Param.SORT, Sort.DUE.value)
    return Wish(
        view=_known(View, told.get(Param.VIEW), View.LIST),
        look=_known(Look, told.get(Param.LOOK), None),
        priority=told.get(Param.PRIORITY, ""),
        status=told.get(Param.STATUS, ""),
        unit=told.get(Param.UNIT, ""),
        text=told.get(Param.TEXT, ""),
        sort=_known(Sort, sort.removeprefix("-"), Sort.DUE),
        descending=sort.startswith("-"),
        whole_span=told.get(Param.SPAN) != "nah",
    )


def fitting(measures: Iterable[StatedMeasure], wished: Wish, priorities: Iterable[Priority]) -> list[StatedMeasure]:
    """The measures that fit the filters, in the wished order."""
    known = tuple(priorities)
    found = [stated for stated in measures if _fits(stated, wished, known)]
    keys: dict[Sort, Callable[[StatedMeasure], tuple[object, ...]]] = {
        Sort.TITLE: lambda stated: (stated.measure.title.casefold(),),
        Sort.STATUS: lambda stated: (list(MeasureStatus).index(stated.measure.status),),
        Sort.UNIT: lambda stated: (stated.measure.responsible_unit.casefold(),),
        Sort.DUE: lambda stated: (stated.measure.due_on,),
    }
    has = [stated for stated in found if _value(stated, wished.sort)]
    without = [stated for stated in found if not _value(stated, wished.sort)]
    # What has no value comes last, whichever way the list is sorted.
    return sorted(has, key=keys[wished.sort], reverse=wished.descending) + without


def _value(stated: StatedMeasure, sort: Sort) -> object:
    measure = stated.measure
    return {
        Sort.TITLE: measure.title,
        Sort.STATUS: measure.status,
        Sort.UNIT: measure.responsible_unit,
        Sort.DUE: measure.due_on,
    }[sort]


def _fits(stated: StatedMeasure, wished: Wish, priorities: tuple[Priority, ...]) -> bool:
    measure = stated.measure
    if wished.look is not None and wished.look not in looks(stated):
        return False
    if wished.priority and wished.priority != (str(measure.priority_id) if measure.priority_id else NO_PRIORITY):
        return False
    if wished.status == ALL_OPEN:
        if not stated.is_open:
            return False
    elif wished.status and wished.status != STATUS_SLUGS[measure.status]:
        return False
    if wished.unit and wished.unit != measure.responsible_unit:
        return False
    searched = (
        measure.title,
        measure.description,
        measure.responsible_unit,
        measure.participants,
        measure.indicator,
        measure.decision,
        measure.blocked_because,
        priority_title(measure.priority_id, priorities),
        *(step.title for step in measure.steps),
    )
    return all(any(word in text.casefold() for text in searched) for word in wished.text.casefold().split())


def clear_filters() -> None:
    """Take all filters out of the address. For callbacks."""
    for param in (Param.LOOK, Param.PRIORITY, Param.STATUS, Param.UNIT, Param.TEXT):
        st.query_params.pop(param, None)


def keep_in_step(widget_key: str, value: object) -> None:
    """Have a field show what the address says, before it is drawn; what somebody is typing is left alone."""
    if not session.has_widget_value(widget_key) or session.widget_value(widget_key) != value:
        session.set_widget_value(widget_key, value)


def measure_link(measure_id: int, label: str, icon: str | None = None) -> None:
    """A link to a measure; the way back leads to the same filters."""
    target = address.changed(**{MEASURE: str(measure_id)})
    st.page_link(navigation.MEASURES, label=label, icon=icon, query_params=target)


def back_link(label: str) -> None:
    """The link from a measure or the files back to the view that somebody came from."""
    with st.container(key="all_measures"):
        is_file = st.query_params.get(Param.VIEW) == View.FILE.value
        back = address.changed(**{MEASURE: None, **({Param.VIEW.value: None} if is_file else {})})
        st.page_link(navigation.MEASURES, label=label, icon=":material/arrow_back:", query_params=back)


def view_link(view: View, label: str, icon: str) -> None:
    """A link to another way to look at the measures."""
    target = address.changed(**{MEASURE: None, Param.VIEW: view.value})
    st.page_link(navigation.MEASURES, label=label, icon=icon, query_params=target)


def _known(kind: type[Kind], value: str | None, otherwise: Default) -> Kind | Default:
    return next((each for each in kind if each.value == value), otherwise)

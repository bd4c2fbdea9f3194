"""Forms that several people may have open at once: nobody stores over what they have not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from components import session
from components.session import Key
from data.model.support_contacts import SupportContact
from data.model.vision import Indicator, Milestone

Stored = TypeVar("Stored", Indicator, Milestone, SupportContact)


def filled(name: str, stored: Stored, fields: Mapping[str, str]) -> Stored:
    """Fill the fields of a form, by part, before they are drawn; gives back what they are based on.

    A field that nobody touched here shows what is stored by now. One that somebody typed in stays as it is, based on
    what it showed before; once they were told that it met another change, on what is stored.
    """
    before, was_told = _known().get(name, (None, False))
    base = stored
    for part, key in fields.items():
        shown, now = getattr(before, part, None), getattr(stored, part)
        is_open = before is not None and session.has_widget_value(key)
        if not is_open or session.widget_value(key) in (shown, now):
            session.set_widget_value(key, now)
        elif not was_told:
            kept: dict[str, Any] = {part: shown}
            base = replace(base, **kept)
    session.put(Key.FORM_BASES, {**_known(), name: (base, False)})
    return base


def was_told(name: str) -> None:
    """Somebody was told why their change was refused: their next click is meant as it is. For callbacks."""
    if name in _known():
        session.put(Key.FORM_BASES, {**_known(), name: (_known()[name][0], True)})


def _known() -> dict[str, tuple[Any, bool]]:
    known: dict[str, tuple[Any, bool]] = session.get(Key.FORM_BASES, {})
    return known

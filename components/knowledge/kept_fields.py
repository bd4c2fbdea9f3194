"""Fields of a longer text that the tab keeps until it is stored: through other places of the page and refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from components import session
from components.session import Key

Form = dict[str, Any]


def value(form: str, part: str, stored: Any) -> Any:
    """What was typed or chosen in a part of a form, otherwise what is stored; at a click with what was typed last."""
    key = _key(form, part)
    if session.has_widget_value(key):
        return session.widget_value(key)
    return _form(form).get(part, stored)


def keep(form: str, part: str, wished: Any) -> None:
    """Keep a value of a part. For callbacks."""
    forms: dict[str, Form] = session.get(Key.KNOWLEDGE_DRAFTS, {})
    session.put(Key.KNOWLEDGE_DRAFTS, {**forms, form: {**_form(form), part: wished}})


def field(form: str, part: str, stored: Any, draw: Callable[..., object]) -> Any:
    """A field that shows what is kept, otherwise what is stored; gives back what it shows."""
    key = _key(form, part)
    if not session.has_widget_value(key):
        session.set_widget_value(key, value(form, part, stored))
    draw(key=key, on_change=_keep_widget, args=(form, part))
    return value(form, part, stored)


def is_kept(form: str, part: str) -> bool:
    """Whether something was typed or chosen in a part that is not stored."""
    return part in _form(form)


def fill_anew(form: str, parts: Iterable[str]) -> None:
    """Have the fields that nobody touched show what is stored by now. For callbacks."""
    for part in parts:
        if not is_kept(form, part):
            session.forget_widget_value(_key(form, part))


def forget(form: str, parts: Iterable[str]) -> None:
    """What was typed is stored, or not wanted any more: the fields show what is stored. For callbacks."""
    forms: dict[str, Form] = session.get(Key.KNOWLEDGE_DRAFTS, {})
    for part in {*parts, *forms.get(form, {})}:
        session.forget_widget_value(_key(form, part))
    session.put(Key.KNOWLEDGE_DRAFTS, {name: kept for name, kept in forms.items() if name != form})


def _form(form: str) -> Form:
    forms: dict[str, Form] = session.get(Key.KNOWLEDGE_DRAFTS, {})
    return forms.get(form, {})


def _keep_widget(form: str, part: str) -> None:
    keep(form, part, session.widget_value(_key(form, part)))


def _key(form: str, part: str) -> str:
    return f"knowledge_{form}_{part}"

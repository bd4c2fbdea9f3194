"""The texts of the vision as fields: each is stored while one types, and two people may write at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

import streamlit as st

from components import notice, session
from components.language import _, day
from components.plain_text import escaped, quoted
from components.plan import contests
from components.plan.measures_desk import tried
from components.questionnaire.words import when
from components.session import Key
from data.model.answer_import import note_text
from data.model.plan import Contest
from data.model.vision import StoredTexts, VisionText


class Writing(Protocol):
    """Where texts are stored and disputes about them settled."""

    @property
    def write(self) -> Callable[[str, str, str], bool]:
        """Store a part, from what it was based on to what is wished; whether it stands now."""

    @property
    def settle(self) -> Callable[[Contest, bool], None]:
        """Take what waits, or keep what is stored."""


class Written(Protocol):
    """Texts by part as they stand, and what waits beside them."""

    @property
    def texts(self) -> StoredTexts:
        """The texts that somebody wrote."""

    @property
    def contests(self) -> Mapping[str, tuple[Contest, ...]]:
        """What waits."""

    def text(self, part: str) -> str:
        """One text, empty while nobody wrote it."""


def field(desk: Writing, view: Written, part: str, label: str, most: int, *, hint: str = "", height: int = 110) -> None:
    """One text to write in place, with what waits beside it and when it was last stored."""
    with st.container(key=f"vision_part_{_slug(part)}"):
        notice.show(_place(part))
        is_older = _in_step(view, part)
        st.text_area(
            label,
            key=_key(part),
            max_chars=most,
            height=height,
            placeholder=hint,
            on_change=_store,
            args=(desk, part),
        )
        if is_older:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(_("Das hat inzwischen jemand geändert. Ihr Feld bleibt, wie es ist."), width="content")
                fill = partial(_fill, part, view.text(part))
                st.button(_("Neuen Stand zeigen"), key=f"newer_{_slug(part)}", type="tertiary", on_click=fill)
        _saved(view.texts.get(part))
        for number, contest in enumerate(view.contests.get(part, ())):
            settle = partial(_settle, desk, contest)
            contests.shown(
                contest, label, lambda _part, text: _written(text), settle, f"contest_{_slug(part)}_{number}"
            )


def versions(text: VisionText | None) -> None:
    """Who left a text how and when, the newest first."""
    for version in text.versions if text else ():
        st.markdown(
            _("**{day}**, {name}", day=day(version.at), name=escaped(version.by) or _("unbekannt"))
            + "\n\n"
            + (quoted(version.text) if version.text else _("leer"))
        )


def _saved(text: VisionText | None) -> None:
    if text is not None and text.versions:
        last = text.versions[0]
        by = escaped(last.by) or _("unbekannt")
        st.caption(":material/check: " + _("gespeichert {at} von {name}", at=when(last.at), name=by))


def _written(text: str) -> str:
    return escaped(text) if text else _("leer")


def _store(desk: Writing, part: str) -> None:
    """Store what somebody just typed, based on what this tab showed."""
    shown = _shown()
    base, typed = shown.get(part, ""), note_text(session.widget_value(_key(part)) or "")
    said = _("Nicht gespeichert: „{note}“", note=escaped(typed)) if typed else ""
    stands: list[bool] = []
    if not tried(_place(part), lambda: stands.append(desk.write(part, base, typed)), otherwise=said):
        return  # what was typed stays in its field, to be sent again
    if stands == [True]:
        # Where it waits beside what somebody else wrote, the field stays as it is: somebody may be typing on.
        session.put(Key.SHOWN_VISION, {**shown, part: typed})


def _settle(desk: Writing, contest: Contest, take: bool) -> None:
    if tried(_place(contest.part), desk.settle, contest, take):
        text = contest.wished if take else contest.stored
        if note_text(session.widget_value(_key(contest.part)) or "") in (contest.wished, contest.stored):
            _fill(contest.part, text)


def _in_step(view: Written, part: str) -> bool:
    """Fill a field that was not there, before it is drawn; whether it shows something older than what is stored."""
    stored, shown = view.text(part), _shown()
    if not session.has_widget_value(_key(part)) or part not in shown:
        _fill(part, stored)
        return False
    if note_text(session.widget_value(_key(part)) or "") == stored:
        session.put(Key.SHOWN_VISION, {**shown, part: stored})
        return False
    return shown[part] != stored and not view.contests.get(part)


def _fill(part: str, text: str) -> None:
    session.set_widget_value(_key(part), text)
    session.put(Key.SHOWN_VISION, {**_shown(), part: text})


def _shown() -> dict[str, str]:
    """The texts by part as this tab showed them."""
    shown: dict[str, str] = session.get(Key.SHOWN_VISION, {})
    return shown


def _slug(part: str) -> str:
    return part.replace(":", "_")


def _key(part: str) -> str:
    return f"vision_text_{_slug(part)}"


def _place(part: str) -> str:
    return f"vision_{_slug(part)}"

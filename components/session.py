"""The state of one browser tab; the only module that touches st.session_state."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any

import streamlit as st

from data.errors import NotAllowed, OutOfReach
from data.model.people import Permission, Person
from data.model.sign_in import SignIn
from data.rules import access
from data.services import accounts, reachability

log = logging.getLogger("kompass.session")


class Key(StrEnum):
    """Everything that a tab remembers; also usable as the key of a widget."""

    SIGN_IN = "sign_in_id"
    SIGNED_IN_LAST = "signed_in_last"
    TICKET = "sign_in_ticket"
    FORGET_COOKIE = "forget_cookie"
    LANGUAGE = "language"
    LANGUAGE_WISH = "language_wish"
    NOTICE = "notice"
    FIELD_CHOICE = "field_choice"
    CLICKED_FIELD = "clicked_field"
    CRITERION_CHOICE = "criterion_choice"
    CLICKED_CRITERION = "clicked_criterion"
    ASKED_CRITERION = "asked_criterion"
    CLICKED_ROWS = "clicked_rows"
    PEER_QUICK = "peer_quick"
    PEER_STEPS = "peer_steps"
    PEER_LIST_NUMBERS = "peer_list_numbers"
    PEER_SCOPE = "peer_scope"
    PEER_FIELD = "peer_field"
    PEER_CRITERION = "peer_criterion"
    PEER_GOAL_SET = "peer_goal_set"
    PEER_PROBLEM = "peer_problem"
    UPLOADED_SHEET = "uploaded_sheet"
    UPLOAD_NUMBER = "upload_number"
    CATALOGUE_UPLOAD = "catalogue_upload"
    CATALOGUE_NUMBER = "catalogue_number"
    REGISTER_PREVIEW = "register_preview"
    REGISTER_NUMBER = "register_number"
    LAST_RECEIPT = "last_receipt"
    SEEN_REVISIONS = "seen_revisions"
    SEEN_ROUNDS = "seen_rounds"
    SEEN_SUBMISSION = "seen_submission"
    PAGE_NOTICE = "page_notice"
    SEEN_IMPORT = "seen_import"
    ASSIGNMENT_NUMBER = "assignment_number"
    QUESTION_FILTER = "question_filter"
    QUESTION_IN_VIEW = "question_in_view"
    QUESTION_PROBLEMS = "question_problems"
    SHOWN_ANSWERS = "shown_answers"
    PUBLIC_RESULTS = "public_results"
    DRY_RUN = "dry_run"
    TO_DRAW = "to_draw"
    SHOWN_BESIDE = "shown_beside"
    SHOWN_PRIORITIES = "shown_priorities"
    DISCUSSED_PRIORITY = "discussed_priority"
    SHOWN_MEASURES = "shown_measures"
    PICKED_MEASURES = "picked_measures"
    ADDED_MEASURE = "added_measure"
    MEASURE_FILE = "measure_file"
    MEASURE_FILE_NUMBER = "measure_file_number"
    SEEN_MEASURES = "seen_measures"
    SHOWN_VISION = "shown_vision"
    FORM_BASES = "form_bases"
    SHOWN_NOTES = "shown_notes"
    DRAFTS = "drafts"
    KNOWLEDGE_DRAFTS = "knowledge_drafts"
    KNOWLEDGE_MEASURES = "knowledge_measures"
    CONTACT_DRAFTS = "contact_drafts"
    REMOVED_CONTACT = "removed_contact"
    SUPPORT_LAND = "support_land"
    SUPPORT_LAND_CHANGED = "support_land_changed"
    SUPPORT_SITUATION = "support_situation"
    SUPPORT_CONCERNED = "support_concerned"
    SUPPORT_ANSWERED = "support_answered"
    PEER_CONSULTATION = "peer_consultation"
    PREPAREDNESS_ANSWERS = "preparedness_answers"
    INCIDENT_LOG = "incident_log"
    INCIDENT_OPEN = "incident_open"
    INCIDENT_FILE = "incident_file"
    INCIDENT_VIEW = "incident_view"


@dataclass(frozen=True)
class _Known:
    """What holds for the length of one run."""

    person: Person | None
    language: str
    sign_in_is_unknown: bool = False


_run: ContextVar[_Known | None] = ContextVar("run", default=None)
_only_looking: ContextVar[bool] = ContextVar("only_looking", default=False)


@contextmanager
def one_run() -> Iterator[Person | None]:
    """Look up once who is signed in and in which language, for everything that asks within the block.

    Without the database nobody is, until it is back: the pages that are open to everybody are there all the same.
    """
    try:
        person, is_unknown = _look_up(), False
    except OutOfReach:
        person, is_unknown = None, True
    token = _run.set(_Known(person, language(), is_unknown))
    try:
        yield person
    finally:
        # Callbacks and fragments run outside of the block: they look up again, so that an ended sign-in acts no more.
        _run.reset(token)


def signed_in_person() -> Person | None:
    """Who is signed in now, from the database: one SQL statement outside of `one_run`, none inside.

    None also where the database cannot be asked.
    """
    known = _run.get()
    if known is not None:
        return known.person
    with suppress(OutOfReach):
        return _look_up()
    return None


def sign_in_is_unknown() -> bool:
    """Whether somebody may be signed in to this tab, but the database could not be asked in this run."""
    known = _run.get()
    return known is not None and known.sign_in_is_unknown


def person_later() -> Callable[[], Person]:
    """Who is signed in when it is asked, also after this run and outside of it; raises NotAllowed if nobody is."""
    session_id = sign_in_id()

    def asked() -> Person:
        sign_in = accounts.sign_in_of_session(session_id) if session_id else None
        if sign_in is None:
            raise NotAllowed("sign_in_needed")
        return sign_in.person

    return asked


def is_looked_up() -> bool:
    """Whether this is inside `one_run`, where the answer is fresh."""
    return _run.get() is not None


@contextmanager
def only_looking() -> Iterator[None]:
    """Count nothing within the block as use: for what a page does by itself, while perhaps nobody sits before it."""
    token = _only_looking.set(True)
    try:
        yield
    finally:
        _only_looking.reset(token)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Words within the block are in this language, `de` or `en`: also after the run that it was chosen in."""
    token = _run.set(_Known(None, code))
    try:
        yield
    finally:
        _run.reset(token)


def require_person() -> Person:
    """Who is signed in now. Raises NotAllowed if nobody is, and OutOfReach if the database cannot be asked."""
    known = _run.get()
    person = known.person if known is not None else _look_up()
    if person is None:
        raise OutOfReach("database_out_of_reach") if sign_in_is_unknown() else NotAllowed("sign_in_needed")
    return person


def may(permission: Permission) -> bool:
    """Whether somebody is signed in who has this permission; services check again."""
    return access.may(signed_in_person(), permission)


class Mine:
    """The functions of a service, carried out as who is signed in at that moment; NotAllowed if nobody is."""

    def __init__(self, service: ModuleType) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Callable[..., Any]:
        action = getattr(self._service, name)
        return lambda *given, **named: action(require_person(), *given, **named)


def begin(account_id: int) -> None:
    """Sign an account in to this tab; the browser fetches the cookie for the other tabs with the next run."""
    session_id, ticket = accounts.begin_session(account_id)
    wish: str | None = take(Key.LANGUAGE_WISH)
    _is_now_of(account_id)
    put(Key.SIGN_IN, session_id)
    put(Key.TICKET, ticket)
    person = _look_up() if wish is not None else None
    if person is not None and wish is not None and person.language != wish:
        accounts.set_language(person, wish)


def sign_out() -> None:
    """End the sign-in everywhere and forget everything this tab knew, but for the language."""
    session_id = sign_in_id()
    if session_id is not None:
        accounts.end_session(session_id)
    _forget_everything()
    put(Key.FORGET_COOKIE, True)


def sign_in_id() -> str | None:
    """The id of the sign-in of this tab."""
    held: str | None = get(Key.SIGN_IN, None)
    return held


def still_signed_in() -> SignIn | None:
    """The sign-in of this tab if it holds; looking does not count as use. Raises OutOfReach."""
    session_id = sign_in_id()
    if not session_id:
        return None
    return reachability.in_time(lambda: accounts.sign_in_of_session(session_id, touch=False))


def stay_signed_in() -> None:
    """Count as use: the time without use begins anew. Raises OutOfReach."""
    _look_up()


def language() -> str:
    """The language of this tab, `de` or `en`: chosen here, else in the account, else in this browser before."""
    known = _run.get()
    if known is not None:
        return known.language
    chosen: str | None = get(Key.LANGUAGE, None) or cookie(accounts.LANGUAGE_COOKIE)
    return chosen if chosen in accounts.LANGUAGES else accounts.LANGUAGES[0]


def set_language(code: str) -> None:
    """Change the language of this tab from the next run on, and remember it in the account of who is signed in."""
    if code not in accounts.LANGUAGES or code == language():
        return
    put(Key.LANGUAGE, code)
    person = signed_in_person()
    if person is not None:
        with suppress(OutOfReach):  # the tab speaks it all the same
            reachability.in_time(lambda: accounts.set_language(person, code))
    else:
        put(Key.LANGUAGE_WISH, code)


def cookie(name: str) -> str | None:
    """A cookie that the browser sent when this tab connected, also one that scripts cannot read."""
    value = st.context.cookies.get(name)
    return value if isinstance(value, str) and value else None


def address() -> str | None:
    """The network address of the browser; None for the same machine."""
    value = st.context.ip_address
    return value if isinstance(value, str) else None


def get(key: Key, default: Any) -> Any:
    """What the tab remembers under a key."""
    return st.session_state.get(key, default)


def put(key: Key, value: Any) -> None:
    """Remember a value under a key; it must be picklable."""
    st.session_state[key] = value


def take(key: Key) -> Any:
    """What the tab remembers under a key, and forget it; None if there is nothing."""
    return st.session_state.pop(key, None)


def widget_value(widget_key: str) -> Any:
    """What somebody chose or typed in the widget with this key; None for nothing."""
    return st.session_state.get(widget_key)


def has_widget_value(widget_key: str) -> bool:
    """Whether the widget with this key was drawn in the last run or has got a value for the next one."""
    return widget_key in st.session_state


def set_widget_value(widget_key: str, value: Any) -> None:
    """Change what the widget with this key shows; before it is drawn in this run."""
    st.session_state[widget_key] = value


def forget_widget_value(widget_key: str) -> None:
    """Have the widget with this key begin anew when it is drawn next. For callbacks."""
    st.session_state.pop(widget_key, None)


def understood(error: Exception) -> Exception:
    """OutOfReach for an error of a database that is away, locked for too long or broken; every other error itself."""
    return reachability.understood(error)


def forget_widget_values(beginning: str) -> None:
    """Forget what was typed in all widgets whose keys begin like this, drawn or not."""
    for key in [key for key in st.session_state if isinstance(key, str) and key.startswith(beginning)]:
        del st.session_state[key]


def _look_up() -> Person | None:
    """Who is signed in. Raises OutOfReach if the database cannot say, whatever the reason: a page must come all the
    same, and what this tab remembers of somebody stays until the database has said that they are not.
    """
    try:
        return _person()
    except OutOfReach:
        raise
    except Exception as error:
        log.error("the database could not say who is signed in: %s", type(error).__name__)
        raise OutOfReach("database_out_of_reach") from error


def _person() -> Person | None:
    session_id = sign_in_id()
    is_use = not _only_looking.get()
    if session_id:
        sign_in = reachability.in_time(lambda: accounts.sign_in_of_session(session_id, touch=is_use))
    else:
        sign_in = _sign_in_of_browser()
    if sign_in is None:
        if session_id is not None:
            _forget_everything()
        return None
    if sign_in.has_cookie:
        take(Key.TICKET)
    if get(Key.LANGUAGE, None) is None:
        put(Key.LANGUAGE, sign_in.person.language)
    return sign_in.person


def _sign_in_of_browser() -> SignIn | None:
    token = cookie(accounts.SESSION_COOKIE)
    sign_in = reachability.in_time(lambda: accounts.sign_in_of_cookie(token)) if token else None
    if sign_in is not None:
        _is_now_of(sign_in.person.account_id)
        put(Key.SIGN_IN, sign_in.session_id)
    return sign_in


def _is_now_of(account_id: int) -> None:
    """What the tab kept for somebody whose sign-in ended while they wrote is for nobody else."""
    if get(Key.SIGNED_IN_LAST, account_id) != account_id:
        _forget_everything()
    put(Key.SIGNED_IN_LAST, account_id)


def _forget_everything() -> None:
    spoken, last = language(), get(Key.SIGNED_IN_LAST, None)
    st.session_state.clear()
    put(Key.LANGUAGE, spoken)
    if last is not None:
        put(Key.SIGNED_IN_LAST, last)

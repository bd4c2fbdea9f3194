"""Texts in German and English: complete, with the same blanks, and each session in its own language."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from components import language, session
from components.language import _, clock, day, moment, number, plural, with_dates

LATE_IN_MARCH = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # in Berlin it is 00:30 of the next day, one hour ahead
IN_OCTOBER = datetime(2026, 10, 12, 12, 32, 59, tzinfo=UTC)  # in Berlin 14:32, two hours ahead


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the language of the session."""
    return lambda code: monkeypatch.setattr(session, "language", lambda: code)


# --- the texts in the code and their translation -----------------------------------------------------------------


@dataclass(frozen=True)
class Call:
    """A call of `_` or `plural`: where it stands and what its texts are; None for one that is not written out."""

    place: str
    texts: tuple[str | None, ...]


def files() -> list[Path]:
    return [*sorted((ROOT / "components").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]


def calls_in(tree: ast.AST, file: str) -> Iterator[Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "plural"}:
            arguments = node.args[: 2 if node.func.id == "plural" else 1]
            texts = (a.value if isinstance(a, ast.Constant) and isinstance(a.value, str) else None for a in arguments)
            yield Call(f"{file}:{node.lineno}", tuple(texts))


@cache
def calls() -> tuple[Call, ...]:
    own = ROOT / "components" / "language.py"
    return tuple(
        call
        for file in files()
        for call in calls_in(ast.parse(file.read_text()), str(file.relative_to(ROOT)))
        if file != own or None not in call.texts  # `plural` itself hands on what it is given
    )


@cache
def catalogue() -> Catalog:
    with (ROOT / "locale" / "en.po").open(encoding="utf-8") as file:
        return read_po(file, locale="en")


@cache
def translated() -> dict[str, str]:
    return language._translations("en")


def blanks(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def marks(text: str) -> list[str]:
    """What Markdown makes of a text: bold, code, links with their targets, icons, lines."""
    return sorted(re.findall(r"\*\*|`|\]\([^)]*\)|:material/\w+:|\n", text))


def test_every_text_is_written_out_where_it_is_used() -> None:
    assert [call.place for call in calls() if None in call.texts] == []


def test_no_text_stands_inside_an_f_string_where_make_translations_cannot_find_it() -> None:
    inside = [
        call.place
        for file in files()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.JoinedStr)
        for call in calls_in(node, str(file.relative_to(ROOT)))
    ]
    assert inside == []


def test_every_text_has_an_english_translation() -> None:
    missing = [f"{call.place}: {text}" for call in calls() for text in call.texts if text not in translated()]
    assert missing == [], "run `make translations` and translate the new texts in locale/en.po"


def test_no_translation_is_left_over() -> None:
    used = {text for call in calls() for text in call.texts}
    assert [text for text in translated() if text not in used] == [], "run `make translations`"


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in catalogue() if message.id and message.fuzzy] == []


def test_both_forms_of_a_plural_are_told_together() -> None:
    together = {message.id for message in catalogue() if isinstance(message.id, tuple)}
    assert {call.texts for call in calls() if len(call.texts) == 2} == together


def test_a_translation_has_the_blanks_of_the_german_text() -> None:
    differing = [(german, english) for german, english in translated().items() if blanks(german) != blanks(english)]
    assert differing == []


def test_a_translation_has_the_markdown_of_the_german_text() -> None:
    differing = [(german, english) for german, english in translated().items() if marks(german) != marks(english)]
    assert differing == []


def test_no_english_text_has_german_quotation_marks_or_letters() -> None:
    assert [english for english in translated().values() if re.search("[äöüßÄÖÜ„]", english)] == []


def test_german_texts_address_people_politely_and_without_gender_signs() -> None:
    signs = re.compile(r"\w[*:_]innen?\b|\wInnen\b|/-?innen\b|\b[Dd](?:u|ich|ir|ein|eine|einen|einer)\b")
    assert [text for text in translated() if signs.search(text)] == []


def test_german_texts_have_german_quotation_marks_and_no_blank_that_may_break_before_a_percent_sign() -> None:
    assert [text for text in translated() if re.search('[“”"]', re.sub("„[^„“]*“", "", text)) or " %" in text] == []


# --- looking up --------------------------------------------------------------------------------------------------


def test_german_is_the_text_of_the_code(speak: Callable[[str], None]) -> None:
    speak("de")
    assert _("Ergebnisse") == "Ergebnisse"


def test_english_is_looked_up(speak: Callable[[str], None]) -> None:
    speak("en")
    assert _("Ergebnisse") == "Results"


def test_a_text_without_translation_stays_german(speak: Callable[[str], None]) -> None:
    speak("en")
    assert _("Diesen Satz hat noch {who} übersetzt.", who="niemand") == "Diesen Satz hat noch niemand übersetzt."


def test_blanks_are_filled_in_both_languages(speak: Callable[[str], None]) -> None:
    speak("de")
    assert _("Willkommen, {name}", name="Ada") == "Willkommen, Ada"
    speak("en")
    assert _("Willkommen, {name}", name="Ada") == "Welcome, Ada"


def test_what_fills_a_blank_is_not_filled_itself(speak: Callable[[str], None]) -> None:
    speak("de")
    assert _("Willkommen, {name}", name="{name}") == "Willkommen, {name}"


@pytest.mark.parametrize(("n", "german", "english"), [(1, "eine", "one"), (0, "0", "0"), (2, "2", "2")])
def test_one_has_a_form_of_its_own_and_none_counts_as_many(
    speak: Callable[[str], None], n: int, german: str, english: str
) -> None:
    speak("de")
    assert plural("eine Antwort", "{n} Antworten", n) == f"{german} Antwort" + ("" if n == 1 else "en")
    speak("en")
    assert plural("eine Antwort", "{n} Antworten", n) == f"{english} answer" + ("" if n == 1 else "s")


# --- numbers, dates, times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "digits", "german", "english"),
    [
        (108, 0, "108", "108"),
        (84_000, 0, "84.000", "84,000"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0.5, 0, "1", "1"),  # half up, never half to even
        (2.5, 0, "3", "3"),
        (0.25, 1, "0,3", "0.3"),
        (7, 1, "7,0", "7.0"),
        (-1.5, 0, "-2", "-2"),
    ],
)
def test_numbers_have_the_separators_of_the_language_and_round_half_up(
    speak: Callable[[str], None], value: float, digits: int, german: str, english: str
) -> None:
    speak("de")
    assert number(value, digits) == german
    speak("en")
    assert number(value, digits) == english


def test_a_date_is_written_as_in_germany_or_in_britain(speak: Callable[[str], None]) -> None:
    speak("de")
    assert day(date(2026, 10, 3)) == "03.10.2026"
    speak("en")
    assert day(date(2026, 10, 3)) == "3 Oct 2026"


def test_a_moment_shortly_before_midnight_in_london_is_the_next_day_in_germany(speak: Callable[[str], None]) -> None:
    speak("de")
    assert (day(LATE_IN_MARCH), moment(LATE_IN_MARCH)) == ("29.03.2026", "29.03.2026, 00:30")
    speak("en")
    assert (day(LATE_IN_MARCH), moment(LATE_IN_MARCH)) == ("29 Mar 2026", "29 Mar 2026, 00:30")


def test_a_time_of_day_is_german_time_in_summer_too_without_seconds(speak: Callable[[str], None]) -> None:
    speak("de")
    assert (clock(IN_OCTOBER), moment(IN_OCTOBER)) == ("14:32", "12.10.2026, 14:32")
    speak("en")
    assert (clock(IN_OCTOBER), moment(IN_OCTOBER)) == ("14:32", "12 Oct 2026, 14:32")


@pytest.mark.parametrize(
    ("source", "german", "english"),
    [
        ("2025-01-06", "06.01.2025", "6 Jan 2025"),
        ("2019-08", "August 2019", "August 2019"),
        ("ca. 2024-12", "ca. Dezember 2024", "ca. December 2024"),
        ("2024-05 (Nummer: 2019-07-19)", "Mai 2024 (Nummer: 19.07.2019)", "May 2024 (Nummer: 19 Jul 2019)"),
        ("2016", "2016", "2016"),
    ],
)
def test_dates_of_sources_are_written_as_people_write_them(
    speak: Callable[[str], None], source: str, german: str, english: str
) -> None:
    speak("de")
    assert with_dates(source) == german
    speak("en")
    assert with_dates(source) == english


# --- sessions ----------------------------------------------------------------------------------------------------


def a_page_with_a_text() -> None:
    import streamlit as st

    from components import session
    from components.language import _

    st.button("English", key="switch", on_click=session.set_language, args=("en",))
    st.markdown(_("Ergebnisse"))


def test_two_sessions_each_have_their_own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "cookie", lambda _name: None)
    first, second = (AppTest.from_function(a_page_with_a_text).run() for _number in range(2))
    first.button(key="switch").click().run()
    second.run()
    assert [tab.markdown[0].value for tab in (first, second)] == ["Results", "Ergebnisse"]


def test_a_new_session_speaks_the_language_that_the_browser_had_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "cookie", {"kompass_language": "en"}.get)
    assert AppTest.from_function(a_page_with_a_text).run().markdown[0].value == "Results"


def test_a_language_that_does_not_exist_is_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "cookie", {"kompass_language": "../../etc"}.get)
    assert AppTest.from_function(a_page_with_a_text).run().markdown[0].value == "Ergebnisse"

"""The words of answer files in German and English: what the workbook writes and what a reader understands.

This is content of files, not of the screen, so it does not go through the translation of the screen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, lru_cache

from data.model.answer_import import Note
from data.model.catalogue import ScaleStep
from data.model.self_check import Answered, NotApplicable, NotKnown, Reply

Unscored = type[NotKnown] | type[NotApplicable]


class Column(StrEnum):
    """A column of the answer table. The notes have the names of `Note`."""

    ID = "id"
    FIELD = "field"
    CRITERION = "criterion"
    QUESTION = "question"
    ANSWER = "answer"
    REMARK = Note.REMARK.value
    EVIDENCE = Note.EVIDENCE.value
    RESPONSIBLE_UNIT = Note.RESPONSIBLE_UNIT.value
    REVISION = "revision"
    CATALOGUE = "catalogue"
    AGS = "ags"
    SELF_CHECK = "self_check"
    PART = "part"


HEADINGS: dict[str, dict[Column, str]] = {
    "de": {
        Column.ID: "Nr.",
        Column.FIELD: "Handlungsfeld",
        Column.CRITERION: "Kriterium",
        Column.QUESTION: "Frage",
        Column.ANSWER: "Antwort",
        Column.REMARK: "Bemerkung",
        Column.EVIDENCE: "Nachweis",
        Column.RESPONSIBLE_UNIT: "Zuständige Stelle",
        Column.REVISION: "Stand",
        Column.CATALOGUE: "Fragenkatalog",
        Column.AGS: "Amtlicher Schlüssel",
        Column.SELF_CHECK: "Selbstcheck-Nr.",
        Column.PART: "Teil des Selbstchecks",
    },
    "en": {
        Column.ID: "No.",
        Column.FIELD: "Action field",
        Column.CRITERION: "Criterion",
        Column.QUESTION: "Question",
        Column.ANSWER: "Answer",
        Column.REMARK: "Remark",
        Column.EVIDENCE: "Evidence",
        Column.RESPONSIBLE_UNIT: "Responsible unit",
        Column.REVISION: "Revision",
        Column.CATALOGUE: "Catalogue",
        Column.AGS: "Official key",
        Column.SELF_CHECK: "Self-check no.",
        Column.PART: "Part of the self-check",
    },
}
"""The headings of the answer table as written; files are recognised by them and by the further words below."""

FURTHER_HEADINGS: dict[Column, str] = {
    Column.ID: "nr|no|nummer|number|id|kennung|code|frage nr|fragen nr|fragennummer|frage id|fragen id|question id|"
    "question no|question number|fragennr",
    Column.QUESTION: "fragen|fragetext|text der frage|wortlaut|questions|question text",
    Column.ANSWER: "antworten|ihre antwort|unsere antwort|bewertung|einschätzung|selbsteinschätzung|einstufung|stufe|"
    "punkte|punktzahl|wert|answers|your answer|our answer|reply|rating|assessment|points|level|score",
    Column.REMARK: "bemerkungen|anmerkung|anmerkungen|kommentar|kommentare|notiz|notizen|begründung|erläuterung|"
    "remarks|comment|comments|notes|reason",
    Column.EVIDENCE: "nachweise|beleg|belege|quelle|quellen|fundstelle|source|sources|proof",
    Column.RESPONSIBLE_UNIT: "zuständig|zuständigkeit|zuständiges amt|verantwortlich|verantwortliche stelle|amt|"
    "fachamt|fachbereich|fachdienst|abteilung|dezernat|organisationseinheit|federführung|ressort|responsible|department|unit",
    Column.AGS: "ags|amtlicher gemeindeschlüssel|gemeindeschlüssel",
    Column.SELF_CHECK: "selbstcheck|self-check",
    Column.CATALOGUE: "katalogversion|catalogue version",
}

REPLY_WORDS: dict[str, dict[Unscored, str]] = {
    "de": {NotKnown: "nicht bekannt", NotApplicable: "nicht zutreffend"},
    "en": {NotKnown: "not known", NotApplicable: "not applicable"},
}

FURTHER_REPLY_WORDS: dict[Unscored, str] = {
    NotKnown: "weiß nicht|weiß ich nicht|wissen wir nicht|k. A.|keine Angabe|keine Angaben|keine Angabe möglich|"
    "unbekannt|?|??|???|not known|unknown|don't know|do not know|no answer|dk",
    NotApplicable: "n. z.|trifft nicht zu|entfällt|nicht anwendbar|nicht relevant|n/a|does not apply|not relevant",
}

TICKS = {
    "x",
    "xx",
    "xxx",
    "✓",
    "✔",
    "✗",
    "✘",
    "×",
    "☒",
    "☑",
    "✅",
    "1",
    "ja",
    "j",
    "yes",
    "y",
    "wahr",
    "true",
    "*",
    "•",
}
NO_TICKS = {"", "0", "nein", "n", "no", "falsch", "false", "☐", "-"}

_POINTS_WORDS = ("punkt", "punkte", "pkt", "point", "points")
_NUMBER = re.compile(r"([+-]?\d+)(?:[.,](\d+))?")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d_]")
_SIGNS = re.compile(r"[\s.:;()\[\]=\-'’`´\"„“”]")


def tidy(text: str) -> str:
    """A text as it is compared: composed letters, usual blanks and dashes, no blanks around, small letters, ß as ss."""
    return " ".join(_DASHES.sub("-", unicodedata.normalize("NFKC", text)).casefold().split())


def folded(text: str) -> str:
    """A text without blanks, dots, dashes, brackets and quotes, so that "n. z." and "N.Z." are the same."""
    return _SIGNS.sub("", tidy(text))


def spoken(reply: Reply, scale: Iterable[ScaleStep], language: str) -> str:
    """A reply as the drop-down list offers it, for example "3 – weitgehend umgesetzt"."""
    if isinstance(reply, Answered):
        return next(f"{step.points} – {step.label}" for step in scale if step.points == reply.points)
    return REPLY_WORDS.get(language, REPLY_WORDS["de"])[type(reply)]


def choices(scale: Sequence[ScaleStep], language: str) -> list[str]:
    """Everything the drop-down list offers, from the lowest level to "not applicable"."""
    replies: list[Reply] = [*(Answered(step.points) for step in scale), NotKnown(), NotApplicable()]
    return [spoken(reply, scale, language) for reply in replies]


@cache
def _headings() -> dict[str, Column]:
    words = {word: column for column, listed in FURTHER_HEADINGS.items() for word in listed.split("|")}
    words |= {word: column for written in HEADINGS.values() for column, word in written.items()}
    return {folded(word): column for word, column in words.items()}


@lru_cache(maxsize=4096)
def heading(text: str) -> Column | None:
    """The column that a heading names: exactly, or by its first line or its part before a bracket or colon."""
    known = _headings()
    for part in (text, re.split(r"[(\[:\n]", text, maxsplit=1)[0]):
        if (column := known.get(folded(part))) is not None:
            return column
    return None


class Vocabulary:
    """What the cells of an answer column can say, given the scales of the known catalogues in all languages."""

    def __init__(self, scales: Iterable[tuple[ScaleStep, ...]]) -> None:
        self._replies: dict[str, Reply] = {}
        for scale in scales:
            for step in scale:
                self._add_level(step)
        for kind, listed in FURTHER_REPLY_WORDS.items():
            written = [words[kind] for words in REPLY_WORDS.values()]
            self._replies |= {folded(word): kind() for word in (*listed.split("|"), *written)}

    def _add_level(self, step: ScaleStep) -> None:
        points, label = step.points, folded(step.label)
        words = (label, *_POINTS_WORDS)
        texts = [label, f"{label}{points}", f"stufe{points}", f"level{points}", *(f"{points}{word}" for word in words)]
        self._replies |= dict.fromkeys(texts, Answered(points))

    def reply(self, value: str | int | float | bool) -> Reply | None:
        """What a filled cell says; None if that is not understood."""
        if isinstance(value, bool):
            return None
        if isinstance(value, int | float):
            return Answered(int(value)) if value in range(5) else None
        text = tidy(value)
        if number := _NUMBER.fullmatch(text):
            points, decimals = int(number[1]), number[2] or ""
            return Answered(points) if points in range(5) and not decimals.strip("0") else None
        return self._replies.get(folded(text))

    def suggestion(self, value: str) -> Reply | None:
        """What was probably meant by a text that is not understood: a small typing error, or a level's number."""
        close = get_close_matches(folded(value), self._replies, n=1, cutoff=0.8) if len(value) <= 60 else []
        if close:
            return self._replies[close[0]]
        start = re.match(r"([0-4])(?![\d.,])", tidy(value))
        return Answered(int(start[1])) if start else None


def suggested_id(text: str, known: Iterable[str]) -> str:
    """The known question id that an unknown one is probably meant to be; empty if none is close."""
    by_folded = {folded(key): key for key in known}
    close = get_close_matches(folded(text), by_folded, n=1, cutoff=0.7) if len(text) <= 20 else []
    return by_folded[close[0]] if close else ""


_FORMULA_START = re.compile(r"'*[=+\-@\t\r]")


def with_formula_guard(text: str, in_csv: bool) -> str:
    """A text that no office program takes for a formula: an apostrophe goes before it in a csv file.

    In the other formats a text is a text; there only one that looks guarded already needs another apostrophe.
    """
    return f"'{text}" if (in_csv or text.startswith("'")) and _FORMULA_START.match(text) else text


def without_formula_guard(text: str) -> str:
    """The text that `with_formula_guard` was given, in every format: a csv file may come back as a workbook."""
    return text[1:] if text.startswith("'") and _FORMULA_START.match(text) else text

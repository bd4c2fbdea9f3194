"""Every code that `data/` gives back has its sentence, in both languages, with blanks that can be filled."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from string import Formatter

import pytest
from conftest import ROOT

from components import cockpit, session, texts
from components.error_sentences import error_sentences
from components.peers import standing_words
from data.content.catalogues import catalogue
from data.errors import ContentInvalid, KompassError, NotFound, Refused, SettingsInvalid, UnreadableFile
from data.model.answer_import import CellPosition, ImportProblem, ProblemKind
from data.model.benchmark import Position, Standing
from data.model.catalogue import Catalogue
from data.model.cockpit import Task
from data.model.people import Role
from data.model.result import Score, Trend
from data.model.self_check import Answered, NotApplicable, NotKnown

CLASSES = {error.__name__ for error in [KompassError, *KompassError.__subclasses__()]} | {"RefusedFileError"}
BEFORE_ANY_PAGE = {ContentInvalid.__name__, SettingsInvalid.__name__}

NEVER_ON_A_PAGE = {
    "mails_not_configured": "the command send-reminders",
    "answers_in_conflict": "the command import-answers; a page shows conflicts one by one",
    "answers_unreadable": "the command import-answers; a page shows problems one by one",
    "demo_mode_needed": "the command demo",
    "real_data_present": "the command demo",
    "file_format_unknown": "the command template; a page offers the formats",
    "language_unknown": "the switch offers the languages that exist",
    "preparedness_point_not_found": "the page offers the points that there are",
    "support_check_in_the_future": "the command support-checked",
    "support_checks_unreadable": "the command support-checked; the page shows the entries as unchecked",
    "support_entry_not_found": "the command support-checked",
    "support_service_not_found": "the page shows all services and asks for none by its key",
    "ticket_not_found": "answered by the route of the session cookie, without a page",
}
NOT_SAID = {
    ("not_allowed", "permission"): "a name of the code",
    ("criterion_not_found", "criteria"): "names of the code; no page offers a criterion that does not exist",
    ("plan_text_too_long", "part"): "a name of the code; it is told beside the field, which takes no more anyway",
    ("meeting_text_needed", "part"): "a name of the code; it is told beside the field",
}


@dataclass(frozen=True)
class Raised:
    """An error as the code raises it: where, of which class, with which code and which details."""

    place: str
    error: str
    code: str
    details: frozenset[str]


def codes_in(argument: ast.expr) -> list[str]:
    """The codes that are written out in the first argument: one, or one of two."""
    written = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
    return [part.value for part in written if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def detail_names(call: ast.Call) -> set[str]:
    named = {keyword.arg for keyword in call.keywords if keyword.arg}
    in_dict = {key.value for one in call.args[1:] if isinstance(one, ast.Dict) for key in one.keys}  # type: ignore
    return named | in_dict


def raising_calls() -> Iterator[tuple[str, ast.Call]]:
    """Every place in the code that makes an error, as file and line."""
    files = [*(ROOT / "data").rglob("*.py"), *(ROOT / "components").rglob("*.py"), *(ROOT / "serving").rglob("*.py")]
    for file in sorted(files):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES:
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node


@cache
def raised() -> tuple[Raised, ...]:
    """Every error that a page may have to show."""
    return tuple(
        Raised(place, call.func.id, code, frozenset(detail_names(call)))  # type: ignore[attr-defined]
        for place, call in raising_calls()
        for code in codes_in(call.args[0])
        if call.func.id not in BEFORE_ANY_PAGE and code not in NEVER_ON_A_PAGE  # type: ignore[attr-defined]
    )


def blanks(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name is not None}


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


@pytest.fixture
def english(german: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "en")


@pytest.fixture(params=["de", "en"])
def either_language(request: pytest.FixtureRequest, german: None, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(session, "language", lambda: request.param)
    return str(request.param)


# --- errors ------------------------------------------------------------------------------------------------------


def test_every_code_is_written_out_but_for_those_that_the_file_reader_passes_on_from_its_worker() -> None:
    passed_on = [place.split(":")[0] for place, call in raising_calls() if not codes_in(call.args[0])]
    assert passed_on == ["data/exchange/spreadsheet_file.py"]
    assert {each.code for each in raised() if each.error == "RefusedFileError"} >= {"too_many_rows", "file_damaged"}


def test_every_error_that_can_reach_a_page_has_a_sentence() -> None:
    missing = {f"{each.code} ({each.place})" for each in raised() if each.code not in error_sentences()}
    assert missing == set()


def test_no_sentence_is_left_over_from_an_error_that_nothing_raises() -> None:
    assert set(error_sentences()) - {each.code for each in raised()} == set()


def test_no_code_is_excepted_that_nothing_raises() -> None:
    source = "\n".join(file.read_text() for file in (ROOT / "data").rglob("*.py"))
    assert [code for code in NEVER_ON_A_PAGE if f'"{code}"' not in source] == []


def test_a_sentence_has_no_blank_that_an_error_leaves_open(either_language: str) -> None:
    sentences = error_sentences()
    assert [(each.place, open_) for each in raised() if (open_ := blanks(sentences[each.code]) - each.details)] == []


def test_a_sentence_tells_every_detail_that_the_error_offers(either_language: str) -> None:
    offered: dict[str, set[str]] = defaultdict(set)
    for each in raised():
        offered[each.code] |= each.details
    sentences = error_sentences()
    untold = {(code, name) for code, names in offered.items() for name in names - blanks(sentences[code])}
    assert untold == set(NOT_SAID)


def test_an_error_without_a_sentence_is_still_told_in_words() -> None:
    assert texts.sentence_for(Refused("nobody_thought_of_this", why="x")) == "Das ist nicht möglich."


def test_what_people_typed_cannot_change_how_a_sentence_looks() -> None:
    told = texts.sentence_for(Refused("round_name_taken", name="**2026** [a](http://x)"))
    assert r"„\*\*2026\*\* \[a\]\(http\://x\)“" in told


def test_a_date_in_a_sentence_is_written_as_people_write_it() -> None:
    told = texts.sentence_for(Refused("benchmark_not_due", next_date=date(2027, 3, 1)))
    assert told == "Neue Vergleichsdaten lassen sich erst wieder ab dem 01.03.2027 veröffentlichen."


def test_a_number_in_a_sentence_has_the_separators_of_the_language(either_language: str) -> None:
    error = UnreadableFile("too_many_rows", sheet="Antworten", rows=200_001, most=5_000)
    numbers = {"de": ("200.001", "5.000"), "en": ("200,001", "5,000")}[either_language]
    assert all(number in texts.sentence_for(error) for number in numbers)


def test_sentences_are_english_where_the_session_is(english: None) -> None:
    assert texts.sentence_for(NotFound("round_not_found")) == "There is no such round."


# --- problems of an uploaded file --------------------------------------------------------------------------------

HERE = CellPosition("Antworten", 12, "E")


@pytest.fixture
def newest(either_language: str) -> Catalogue:
    return catalogue("2021-07", either_language)


def a_problem(kind: ProblemKind, **changes: object) -> ImportProblem:
    return replace(ImportProblem(HERE, kind, found="", expected=""), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_of_problem_has_a_sentence(kind: ProblemKind, newest: Catalogue) -> None:
    assert texts.import_problem(a_problem(kind), newest).endswith(".")


def test_every_kind_of_problem_has_a_sentence_of_its_own(newest: Catalogue) -> None:
    told = {texts.import_problem(a_problem(kind), newest) for kind in ProblemKind}
    assert len(told) == len(ProblemKind)


@pytest.mark.parametrize(
    ("problem", "german", "english"),
    [
        (
            a_problem(ProblemKind.UNKNOWN_ANSWER, found="weitgehnd umgesetzt", suggestion="3 – weitgehend umgesetzt"),
            "Erwartet wird eine Zahl von 0 bis 4 oder eine Antwort aus der Liste, zum Beispiel „3 – weitgehend "
            "umgesetzt“. Meinten Sie „3 – weitgehend umgesetzt“?",
            "A number from 0 to 4 or an answer from the list is expected, for example “3 – largely implemented”. "
            "Did you mean “3 – largely implemented”?",
        ),
        (
            a_problem(ProblemKind.UNKNOWN_ANSWER, found="ja", expected="x", suggestion="nicht bekannt"),
            "Erwartet wird ein Kreuz (x) oder eine leere Zelle. Meinten Sie „nicht bekannt“?",
            "A cross (x) or an empty cell is expected. Did you mean “not known”?",
        ),
        (
            a_problem(ProblemKind.UNKNOWN_QUESTION, found="MS-O1", expected="MS-01 … KK-16", suggestion="MS-01"),
            "Diese Nummer gibt es nicht. Erwartet wird eine Nummer aus dem Fragenkatalog: MS-01 … KK-16. "
            "Meinten Sie „MS-01“?",
            "There is no such number. A number from the catalogue is expected: MS-01 … KK-16. Did you mean “MS-01”?",
        ),
        (
            a_problem(ProblemKind.CONTRADICTING_ROWS, expected="4 – fest verankert", also=CellPosition("Teil 2", 7)),
            "Diese Frage steht noch einmal da (Blatt Teil 2, Zeile 7), und zwar mit „4 – fest verankert“. Bitte lassen "
            "Sie nur eines stehen.",
            "This question is there a second time (sheet Teil 2, row 7), with “4 – fest verankert”. Please keep only "
            "one of them.",
        ),
        (
            a_problem(ProblemKind.TEXT_TOO_LONG, found="10001", expected="10000"),
            "Dieser Text hat 10001 Zeichen, möglich sind höchstens 10000. Bitte kürzen Sie ihn.",
            "This text has 10001 characters; at most 10000 are possible. Please shorten it.",
        ),
    ],
    ids=lambda value: value.kind.value if isinstance(value, ImportProblem) else "",
)
def test_a_problem_says_what_is_expected_what_was_meant_and_what_it_contradicts(
    problem: ImportProblem, german: str, english: str, newest: Catalogue, either_language: str
) -> None:
    assert texts.import_problem(problem, newest) == {"de": german, "en": english}[either_language]


def test_a_row_of_a_csv_file_is_named_without_a_sheet() -> None:
    problem = a_problem(ProblemKind.CONTRADICTING_ROWS, also=CellPosition("", 7))
    assert "(Zeile 7)" in texts.import_problem(problem, catalogue("2021-07"))


# --- what is named by an enum ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_name(role: Role, either_language: str) -> None:
    assert texts.role(role)


@pytest.mark.parametrize("trend", [*Trend, None])
def test_every_trend_has_its_words(trend: Trend | None, either_language: str) -> None:
    assert texts.trend(trend)


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("presumably", [False, True])
def test_every_standing_has_its_words_and_says_when_it_is_presumed(
    standing: Standing, presumably: bool, either_language: str
) -> None:
    told = standing_words.place(Position(standing, presumably))
    assert told.startswith(("vermutlich ", "presumably ")) == presumably


def test_every_task_has_a_link(monkeypatch: pytest.MonkeyPatch, either_language: str) -> None:
    links: list[str] = []
    monkeypatch.setattr(cockpit, "may", lambda _person, _permission: True)
    monkeypatch.setattr(cockpit.st, "page_link", lambda _script, label, icon: links.append(label))
    for task in Task:
        cockpit._task_link(task, None)  # type: ignore[arg-type]
    assert len(links) == len(Task)
    assert all(links)


def test_replies_are_told_in_the_language_of_the_session(newest: Catalogue, either_language: str) -> None:
    told = [texts.reply(given, newest) for given in (Answered(0), NotKnown(), NotApplicable(), None)]
    assert (
        told
        == {
            "de": ["0 – nicht vorhanden", "nicht bekannt", "nicht zutreffend", "offen"],
            "en": ["0 – not in place", "not known", "not applicable", "open"],
        }[either_language]
    )


# --- numbers in words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "told"), [(None, "–"), (0, "0"), (62.5, "63"), (62.49, "62"), (100, "100")])
def test_points_are_whole_and_rounded_half_up(value: float | None, told: str) -> None:
    assert texts.points(value) == told


@pytest.mark.parametrize(("value", "told"), [(0.4, "±0"), (-0.4, "±0"), (0.5, "+1"), (-0.5, "−1"), (-12.2, "−12")])
def test_a_change_is_rounded_away_from_zero_and_has_its_sign(value: float, told: str) -> None:
    assert texts.signed(value) == told


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["a"], "a"),
        (["a", "b"], "a und b"),
        (["a", "b", "c"], "a, b und c"),
        (["a", "b und c"], "a sowie b und c"),
        (["a und b"], "a und b"),
    ],
)
def test_names_are_listed_as_a_person_would(names: list[str], told: str) -> None:
    assert texts.listed(names) == told


@pytest.mark.parametrize(
    ("score", "told"),
    [
        (Score(62.5, 60, 65, "well_placed", provisional=False), "63 · gut aufgestellt ●●●●○"),
        (Score(10, 5, 40, "start", provisional=True), "10 · am Anfang ●○○○○ · vorläufig"),
        (Score(None, 0, 100, None, provisional=True), "nicht bewertet ○○○○○"),
    ],
)
def test_a_score_is_told_in_points_words_and_steps(score: Score, told: str) -> None:
    assert texts.value_line(score, catalogue("2021-07")) == told

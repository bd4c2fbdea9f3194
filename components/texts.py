"""The sentence for every code that `data/` gives back: replies, bands, problems, errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from components.error_sentences import error_sentences
from components.language import _, day, number
from components.plain_text import escaped
from data.errors import KompassError
from data.model.answer_import import CellPosition, ImportProblem, ProblemKind
from data.model.catalogue import Catalogue
from data.model.people import Role
from data.model.result import Score, Trend, shown
from data.model.self_check import Answered, NotApplicable, NotKnown, Reply

TICK = "x"
STEPS_FULL = "●"
STEPS_EMPTY = "○"


def reply(given: Reply | None, catalogue: Catalogue) -> str:
    """A reply in words: level and label, not known, not applicable, or open."""
    match given:
        case Answered(points):
            step = next(step for step in catalogue.scale if step.points == points)
            return f"{points} – {step.label}"
        case NotKnown():
            return _("nicht bekannt")
        case NotApplicable():
            return _("nicht zutreffend")
        case None:
            return _("offen")


def band(score: Score, catalogue: Catalogue) -> str:
    """The band of a score in words."""
    return next((band.label for band in catalogue.bands if band.key == score.band), _("nicht bewertet"))


def steps(score: Score, catalogue: Catalogue) -> str:
    """The band of a score as a symbol: so many of the steps filled."""
    keys = [band.key for band in catalogue.bands]
    filled = keys.index(score.band) + 1 if score.band in keys else 0
    return STEPS_FULL * filled + STEPS_EMPTY * (len(keys) - filled)


def points(value: float | None) -> str:
    """A score as shown: whole points, rounded half up; a dash when there is none."""
    return "–" if value is None else str(shown(value))


def signed(value: float) -> str:
    """A change in whole points with its sign, half away from zero; plus-minus zero where it rounds to nothing."""
    whole = shown(abs(value))
    return "±0" if whole == 0 else f"{'+' if value > 0 else '−'}{whole}"


def listed(names: Sequence[str]) -> str:
    """Names as a person would list them: a, b und c; with another word for what holds an "und" already."""
    if len(names) == 1:
        return names[0]
    first, last = ", ".join(names[:-1]), names[-1]
    if any(_("{first} und {last}", first="", last="") in name for name in names):
        return _("{first} sowie {last}", first=first, last=last)
    return _("{first} und {last}", first=first, last=last)


def in_quotes(text: str) -> str:
    """What somebody wrote, in the quotation marks of the language."""
    return _("„{words}“", words=text)


def badge(colour: str, icon: str, word: str) -> str:
    """A badge in Markdown, in a colour of Streamlit: icon and word, so that the colour says nothing alone."""
    return f":{colour}-badge[{icon} {word}]"


def band_line(score: Score, catalogue: Catalogue) -> str:
    """The band in words and steps, and whether the score is provisional; what is not scored is not provisional."""
    line = f"{band(score, catalogue)} {steps(score, catalogue)}"
    scored = score.percent is not None
    return _("{line} · vorläufig", line=line) if scored and score.provisional else line


def value_line(score: Score, catalogue: Catalogue) -> str:
    """Points, band, steps and whether it is provisional, in one short line."""
    line = band_line(score, catalogue)
    return line if score.percent is None else f"{points(score.percent)} · {line}"


def role(held: Role) -> str:
    """The name of a role."""
    return {
        Role.MAYOR: _("Leitung"),
        Role.OFFICER: _("Sachbearbeitung"),
        Role.STEERING: _("Steuerungsgruppe"),
        Role.CONTRIBUTOR: _("Fachamt"),
        Role.PLATFORM: _("Plattform-Team"),
    }[held]


def trend(change: Trend | None) -> str:
    """How a field changed, in words that never say more than the measurement can."""
    return {
        Trend.CLEARLY_UP: _("deutlich gestiegen"),
        Trend.TENDENCY_UP: _("Tendenz nach oben, innerhalb der Messunschärfe"),
        Trend.UNCHANGED: _("unverändert"),
        Trend.TENDENCY_DOWN: _("Tendenz nach unten, innerhalb der Messunschärfe"),
        Trend.CLEARLY_DOWN: _("deutlich gesunken"),
        None: _("nicht vergleichbar"),
    }[change]


def import_problem(problem: ImportProblem, catalogue: Catalogue) -> str:
    """What is expected in a place of an uploaded file, and what was probably meant there."""
    sentence = _problem_sentences(problem, catalogue)[problem.kind]
    if not problem.suggestion:
        return sentence
    by_answer = problem.kind is ProblemKind.UNKNOWN_ANSWER
    meant = _answer_meant(problem.suggestion, catalogue) if by_answer else problem.suggestion
    return sentence + " " + _("Meinten Sie „{meant}“?", meant=meant)


def _problem_sentences(problem: ImportProblem, catalogue: Catalogue) -> dict[ProblemKind, str]:
    expected = problem.expected
    id_expected = " " + _("Erwartet wird eine Nummer aus dem Fragenkatalog: {ids}.", ids=expected)
    return {
        ProblemKind.UNKNOWN_ANSWER: _answer_expected(problem, catalogue),
        ProblemKind.SEVERAL_TICKS: _("Hier stehen mehrere Kreuze. Bitte setzen Sie nur eines je Frage."),
        ProblemKind.UNKNOWN_QUESTION: _("Diese Nummer gibt es nicht.") + id_expected,
        ProblemKind.MISSING_ID: _("In dieser Zeile fehlt die Nummer der Frage.") + id_expected,
        ProblemKind.ID_AND_TEXT_DISAGREE: _("Der Text in dieser Zeile gehört zu einer anderen Nummer."),
        ProblemKind.QUESTION_OF_OTHER_VERSION: _(
            "Im Fragenkatalog {version} gibt es keine Frage mit dieser Bedeutung. Die Zeile wird nicht übernommen.",
            version=expected,
        ),
        ProblemKind.CONTRADICTING_ROWS: _(
            "Diese Frage steht noch einmal da ({place}), und zwar mit „{expected}“. Bitte lassen Sie nur eines stehen.",
            place=_place(problem.also),
            expected=expected,
        ),
        ProblemKind.NOT_APPLICABLE_NOT_ALLOWED: _("„nicht zutreffend“ ist bei dieser Frage nicht vorgesehen."),
        ProblemKind.NOT_APPLICABLE_WITHOUT_REASON: _(
            "Bitte begründen Sie in der Bemerkung, warum dies nicht zutrifft."
        ),
        ProblemKind.FORMULA_WITHOUT_VALUE: _(
            "Die Formel hat keinen Wert. Bitte öffnen und speichern Sie die Datei in Excel oder LibreOffice, oder "
            "tragen Sie die Antwort selbst ein."
        ),
        ProblemKind.TEXT_TOO_LONG: _(
            "Dieser Text hat {found} Zeichen, möglich sind höchstens {most}. Bitte kürzen Sie ihn.",
            found=problem.found,
            most=expected,
        ),
        ProblemKind.QUESTION_NOT_ASSIGNED: _(
            "Diese Frage ist Ihnen nicht zugewiesen. Die Zeile wird nicht übernommen."
        ),
        ProblemKind.FILE_OF_OTHER_ROUND: _(
            "Diese Datei wurde für eine andere Runde erstellt. Bitte prüfen Sie, ob die Antworten auch für diese "
            "gelten."
        ),
    }


def _answer_expected(problem: ImportProblem, catalogue: Catalogue) -> str:
    if problem.expected == TICK:
        return _("Erwartet wird ein Kreuz (x) oder eine leere Zelle.")
    return _(
        "Erwartet wird eine Zahl von 0 bis 4 oder eine Antwort aus der Liste, zum Beispiel „{answer}“.",
        answer=reply(Answered(3), catalogue),
    )


def _answer_meant(suggestion: str, catalogue: Catalogue) -> str:
    """An answer that the reader of files suggests in German, in the language of this session."""
    unscored: dict[str, Reply] = {"nicht bekannt": NotKnown(), "nicht zutreffend": NotApplicable()}
    return reply(unscored.get(suggestion) or Answered(int(suggestion[0])), catalogue)


def _place(position: CellPosition | None) -> str:
    if position is None:
        return "–"
    if not position.sheet:
        return _("Zeile {row}", row=position.row)
    return _("Blatt {sheet}, Zeile {row}", sheet=position.sheet, row=position.row)


def sentence_for(error: KompassError) -> str:
    """What to tell the person about a request that could not be carried out."""
    return sentence_of(error.code, error.details)


def sentence_of(code: str, details: Mapping[str, object]) -> str:
    """The sentence of a code with its blanks filled."""
    sentence = error_sentences().get(code, _("Das ist nicht möglich."))
    return sentence.format(**{name: _detail(value) for name, value in details.items()})


def _detail(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    return number(value) if isinstance(value, int) else escaped(str(value))

"""The sentence for every code that `data/` gives back: replies, bands, problems, errors."""

from __future__ import annotations

from collections.abc import Sequence

from components.language import _
from components.plain_text import escaped
from data.errors import KompassError
from data.model.answer_import import ImportProblem, ProblemKind
from data.model.catalogue import Catalogue
from data.model.people import Role
from data.model.result import Score, Trend, shown
from data.model.self_check import Answered, NotApplicable, NotKnown, Reply

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
    """Names as a person would list them: a, b und c."""
    return names[0] if len(names) == 1 else _("{first} und {last}", first=", ".join(names[:-1]), last=names[-1])


def band_line(score: Score, catalogue: Catalogue) -> str:
    """The band in words and steps, and whether the score is provisional."""
    line = f"{band(score, catalogue)} {steps(score, catalogue)}"
    return _("{line} · vorläufig", line=line) if score.provisional else line


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


def import_problem(problem: ImportProblem) -> str:
    """What is expected in a cell of an uploaded file."""
    sentences = {
        ProblemKind.UNKNOWN_ANSWER: _("Erwartet wird eine Antwort aus der Liste oder eine Zahl von 0 bis 4."),
        ProblemKind.SEVERAL_TICKS: _("Bitte nur ein Kreuz je Frage setzen."),
        ProblemKind.UNKNOWN_QUESTION: _(
            "Diese Nummer gibt es im Fragenkatalog nicht. Erwartet wird zum Beispiel MS-01."
        ),
        ProblemKind.QUESTION_OF_OTHER_VERSION: _(
            "Diese Frage gehört zu einer anderen Fassung und wird nicht übernommen."
        ),
        ProblemKind.CONTRADICTING_ROWS: _(
            "Diese Frage steht mehrfach mit verschiedenen Antworten da. Bitte nur eine lassen."
        ),
        ProblemKind.NOT_APPLICABLE_NOT_ALLOWED: _("„nicht zutreffend“ ist bei dieser Frage nicht vorgesehen."),
        ProblemKind.NOT_APPLICABLE_WITHOUT_REASON: _("Bitte in der Bemerkung begründen, warum dies nicht zutrifft."),
        ProblemKind.FORMULA_WITHOUT_VALUE: _(
            "Die Formel hat keinen Wert. Bitte die Datei einmal öffnen und speichern."
        ),
        ProblemKind.TEXT_TOO_LONG: _("Der Text ist zu lang und wurde nicht übernommen."),
        ProblemKind.MISSING_ID: _("In dieser Zeile fehlt die Nummer der Frage."),
    }
    return sentences[problem.kind]


def sentence_for(error: KompassError) -> str:
    """What to tell the person about a request that could not be carried out."""
    sentence = _error_sentences().get(error.code, _("Das ist nicht möglich."))
    return sentence.format(**{name: escaped(str(value)) for name, value in error.details.items()})


def _error_sentences() -> dict[str, str]:
    return {
        "not_allowed": _("Dafür fehlt Ihrem Konto die Berechtigung."),
        "no_commune": _("Ihr Konto gehört zu keiner Kommune."),
        "round_not_found": _("Diese Runde gibt es nicht."),
        "round_name_length": _("Der Name der Runde braucht 1 bis {longest} Zeichen."),
        "round_name_taken": _("Eine Runde mit dem Namen {name} gibt es schon."),
        "round_still_open": _("Eine andere Runde ist noch in Arbeit. Reichen Sie sie zuerst ein."),
        "round_locked": _("Die Runde {name} ist eingereicht und kann nicht mehr geändert werden."),
        "round_changed_meanwhile": _("Jemand hat die Runde inzwischen verändert. Bitte sehen Sie sie noch einmal an."),
        "answer_changed_meanwhile": _(
            "Jemand hat inzwischen Antworten geändert ({question_id}). Es wurde nichts gespeichert. "
            "Die Ansicht zeigt jetzt den neuen Stand."
        ),
        "nothing_answered": _("In dieser Runde ist noch keine Frage beantwortet."),
        "reason_missing": _("„nicht zutreffend“ braucht eine Begründung in der Bemerkung: {questions}."),
        "catalogue_not_found": _("Den Fragenkatalog {version} gibt es nicht."),
    }

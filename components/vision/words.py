"""The words of the vision: courses with their reasons, stages, points, values of indicators."""

from __future__ import annotations

from collections.abc import Sequence

from components import texts
from components.language import _, day, number, plural
from components.plain_text import escaped
from data.model.catalogue import Catalogue
from data.model.field_path import Because, Course, FieldPath, Judgement, Stage
from data.model.vision import Indicator, Milestone
from data.model.vision_view import FieldOnItsWay, VisionView

COURSE_LOOKS = {
    Course.REACHED: ("green", ":material/flag:"),
    Course.ON_TRACK: ("blue", ":material/trending_up:"),
    Course.AT_RISK: ("orange", ":material/warning:"),
    Course.OFF_TRACK: ("red", ":material/trending_down:"),
    Course.UNKNOWN: ("gray", ":material/help:"),
}
WORST_FIRST = (Course.OFF_TRACK, Course.AT_RISK, Course.ON_TRACK, Course.REACHED)


def course(of: Course) -> str:
    """A course in a word or two."""
    return {
        Course.REACHED: _("Ziel erreicht"),
        Course.ON_TRACK: _("auf Kurs"),
        Course.AT_RISK: _("gefährdet"),
        Course.OFF_TRACK: _("nicht auf Kurs"),
        Course.UNKNOWN: _("noch keine Aussage"),
    }[of]


def course_badge(of: Course) -> str:
    """A course as a badge."""
    return texts.badge(*COURSE_LOOKS[of], course(of))


def reason(path: FieldPath) -> str:
    """Why a field is judged as it is, in a sentence or two."""
    told, now = path.judgement, path.way.now
    score = texts.points(now.score) if now else ""
    if told.course is Course.UNKNOWN:
        return _not_known(told.because, score)
    if told.because is Because.REACHED:
        return _("{score} Punkte, das Ziel waren {goal}.", score=score, goal=path.way.stages[-1].points)
    if told.because is Because.NOT_COVERED:
        return plural(
            "Bis {stage} fehlt ein Punkt, für den noch keine Maßnahme geplant ist.",
            "Bis {stage} fehlen {n} Punkte, für die noch keine Maßnahme geplant ist.",
            told.missing or 0,
            stage=_stage_in_sentence(told.next),
        )
    return _as_needed(told) if told.because is Because.AS_NEEDED else _behind(told)


def _not_known(because: Because, score: str) -> str:
    return {
        Because.NO_ROUND: _("Es gibt noch keine freigegebene Runde."),
        Because.NO_GOAL: _("Heute {score} Punkte. Es ist noch kein Ziel gesetzt.", score=score),
        Because.NOT_SCORED: _("In der neuesten Runde sind zu wenige Fragen beantwortet, um das Feld zu bewerten."),
        Because.PROVISIONAL: _(
            "Die {score} Punkte der neuesten Runde sind vorläufig: Viele Antworten fehlen noch.", score=score
        ),
    }[because]


def _behind(told: Judgement) -> str:
    sentence = (
        _("{behind} Punkte hinter dem Weg. Das ist mehr, als die Messunschärfe erklärt ({uncertainty} Punkte).")
        if told.because is Because.CLEARLY_BEHIND
        else _("{behind} Punkte hinter dem Weg, noch innerhalb der Messunschärfe ({uncertainty} Punkte).")
    )
    return sentence.format(behind=one_decimal(told.behind), uncertainty=one_decimal(told.uncertainty))


def _as_needed(told: Judgement) -> str:
    expected = texts.points(told.expected)
    points = told.next.points if told.next else 0
    return _(
        "Der Wert liegt auf dem Weg oder nahe daran. Bis {stage} sind {points} Punkte nötig, mit den geplanten "
        "Maßnahmen werden {expected} erwartet.",
        stage=_stage_in_sentence(told.next),
        points=points,
        expected=expected,
    )


def stage(of: Stage) -> str:
    """A stage with its points: Etappe 2028: 35 Punkte."""
    if of.is_goal:
        return _("Ziel {year}: {points} Punkte", year=of.on.year, points=of.points)
    return _("Etappe {year}: {points} Punkte", year=of.on.year, points=of.points)


def _stage_in_sentence(of: Stage | None) -> str:
    if of is None:
        return ""
    return _("zum Ziel {year}", year=of.on.year) if of.is_goal else _("zur Etappe {year}", year=of.on.year)


def lead(view: VisionView) -> str:
    """Where the commune stands on its way, in one sentence over all fields."""
    total = len(view.fields)
    if view.newest is None:
        return _("Der Weg bis 2035 beginnt mit der ersten freigegebenen Runde.")
    goals = sum(field.plan.target is not None for field in view.fields)
    if not goals:
        return _("Noch hat keines der {total} Handlungsfelder ein Ziel für 2035.", total=total)
    counted = {of: len(view.on(of)) for of in reversed(WORST_FIRST)}
    told = [f"**{n} {_counted(of)}**" for of, n in counted.items() if n]
    unknown = len(view.on(Course.UNKNOWN))
    if not told:
        return _(
            "Für {goals} von {total} Handlungsfeldern ist ein Ziel gesetzt; Aussagen folgen.", goals=goals, total=total
        )
    sentence = _("Stand der {total} Handlungsfelder: {courses}.", total=total, courses=texts.listed(told))
    if not unknown:
        return sentence
    return f"{sentence} " + plural(
        "Für eines gibt es noch keine Aussage.", "Für {n} gibt es noch keine Aussage.", unknown
    )


def _counted(of: Course) -> str:
    return _("am Ziel") if of is Course.REACHED else course(of)


def finding(view: VisionView, names: dict[str, str]) -> str:
    """What the chart of the fields shows, as its title: the fields that need attention first."""
    for of in (Course.OFF_TRACK, Course.AT_RISK):
        fields = [names[field.key] for field in view.on(of)]
        if fields:
            return plural_course(of, fields)
    good = [*view.on(Course.ON_TRACK), *view.on(Course.REACHED)]
    if good:
        return _("Alles, was sich beurteilen lässt, ist auf Kurs")
    return _("Die Handlungsfelder auf dem Weg bis 2035")


def plural_course(of: Course, fields: Sequence[str]) -> str:
    """Which fields are off track or at risk."""
    listed = texts.listed(fields)
    if of is Course.OFF_TRACK:
        return plural("{fields} ist nicht auf Kurs", "{fields} sind nicht auf Kurs", len(fields), fields=listed)
    return plural("{fields} ist gefährdet", "{fields} sind gefährdet", len(fields), fields=listed)


def short_names(catalogue: Catalogue, fallback: Catalogue) -> dict[str, str]:
    """The short titles of fields by key, also of those that the catalogue of the newest round does not have."""
    return {field.key: field.short_title for each in (fallback, catalogue) for field in each.fields}


def numbers_line(field: FieldOnItsWay) -> str:
    """Today, next milestone and goal in one short line, as wide as a phone."""
    now, told = field.path.way.now, []
    if now is not None:
        told.append(_("heute {points}", points=texts.points(now.score)))
    upcoming = field.path.judgement.next
    if upcoming is not None and not upcoming.is_goal:
        told.append(f"{upcoming.on.year}: {upcoming.points}")
    told.append(_("Ziel {points}", points=field.plan.target) if field.plan.target else _("ohne Ziel"))
    return " · ".join(told)


def milestone(of: Milestone) -> str:
    """A milestone with the sentence that says what it means."""
    head = _("**{year}: {points} Punkte**", year=of.year, points=of.points)
    return f"{head}  \n{escaped(of.sentence)}" if of.sentence else head


def value(of: Indicator, number_of: float) -> str:
    """A value of an indicator with its unit; at most two decimals, and those only where they are needed."""
    told = in_digits(number_of)
    return f"{told}\u00a0{of.unit}" if of.unit else told


def in_digits(number_of: float) -> str:
    """A number as people write it: at most two decimals, and those only where they are needed."""
    digits = next((each for each in (0, 1) if round(number_of, each) == round(number_of, 2)), 2)
    return number(number_of, digits)


def indicator_line(of: Indicator) -> str:
    """Where an indicator stands: last value with its day, start, target, share of the way."""
    way = in_percent(of.share_of_way)
    last = _("**{value}** am {day}", value=escaped(value(of, of.last.value)), day=day(of.last.on))
    begun = _("Beginn {value}", value=escaped(value(of, of.start_value)))
    target = _("Ziel {value} bis {year}", value=escaped(value(of, of.target_value)), year=of.target_year)
    return f"{last} · {begun} · {target}  \n{way}"


def in_percent(share: float) -> str:
    """The share of the way from start to target in words; backwards is told as such."""
    if share >= 1:
        return _("Das Ziel ist erreicht.")
    if share < 0:
        return _("Zuletzt ging es in die andere Richtung.")
    return _("{share}\u00a0% des Weges", share=number(100 * share))


def direction(of: Indicator) -> str:
    """Whether a higher or a lower value is better."""
    return _("höher ist besser") if of.target_value > of.start_value else _("niedriger ist besser")


def one_decimal(points: float | None) -> str:
    """Points with one decimal, for what whole points would hide."""
    return number(points or 0.0, 1)

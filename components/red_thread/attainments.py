"""The words of expected and reached: what became of each level, of a measure, and of all measures."""

from __future__ import annotations

from components import texts
from components.language import _, plural
from data.model.outcomes import Attainment, MeasureOutcome, RoundOutcomes

LOOKS = {
    Attainment.REACHED: ("green", ":material/check_circle:"),
    Attainment.PARTLY: ("blue", ":material/trending_up:"),
    Attainment.NOT_YET: ("orange", ":material/hourglass_empty:"),
    Attainment.NOT_ANSWERED: ("gray", ":material/help:"),
    Attainment.NOT_APPLICABLE: ("gray", ":material/do_not_disturb_on:"),
    Attainment.NOT_COMPARABLE: ("gray", ":material/swap_horiz:"),
}


def name(of: Attainment) -> str:
    """What became of a level, in words."""
    return {
        Attainment.REACHED: _("erreicht"),
        Attainment.PARTLY: _("teilweise erreicht"),
        Attainment.NOT_YET: _("noch nicht erreicht"),
        Attainment.NOT_ANSWERED: _("nicht beantwortet"),
        Attainment.NOT_APPLICABLE: _("trifft nicht zu"),
        Attainment.NOT_COMPARABLE: _("nicht vergleichbar"),
    }[of]


def badge(of: Attainment) -> str:
    """The same as a badge."""
    return texts.badge(*LOOKS[of], name(of))


def summary(outcome: MeasureOutcome) -> str:
    """What a round says about a measure, in a line."""
    told = [
        plural("eine Frage {what}", "{n} Fragen {what}", outcome.count(each), what=name(each))
        for each in Attainment
        if outcome.count(each)
    ]
    return _("Runde {round}: {told}", round=outcome.round_name, told=texts.listed(told))


def of_all(view: RoundOutcomes) -> str:
    """What a round says about all measures, in a sentence."""
    questions = sum(len(each.questions) for each in view.outcomes)
    told = [f"{view.count(each)} {name(each)}" for each in Attainment if view.count(each)]
    measures = plural("Eine Maßnahme sollte", "{n} Maßnahmen sollten", len(view.outcomes))
    levels = plural("eine Frage voranbringen", "{n} Fragen voranbringen", questions)
    return _("{measures} {levels}: {told}.", measures=measures, levels=levels, told=texts.listed(told))

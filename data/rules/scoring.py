"""Scores of one answer sheet: the rule book is docs/scoring.md, sections 1 to 3 and 7.

Everything is computed in whole numbers and exact fractions, and turned into a float once at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from operator import truediv
from typing import NamedTuple

from data.model.catalogue import ActionField, Catalogue, Question
from data.model.result import POINTS_OF_A_LEVEL, CheckResult, Coverage, CriterionResult, FieldResult, Score, shown
from data.model.self_check import Answered, NotApplicable, NotKnown, Reply

__all__ = ["RULES_VERSION", "band_of", "score", "shown", "weights"]

RULES_VERSION = "1"
HIGHEST_LEVEL = 4
FIRM_LEVEL = 3
PROVISIONAL_FROM_SPREAD = 20
WEIGHTING_MATTERS_FROM = 5

Ratio = tuple[int, int]


def score(catalogue: Catalogue, replies: Mapping[str, Reply]) -> CheckResult:
    """The scores of one answer sheet.

    Replies to questions that the catalogue does not have are ignored. NotApplicable counts as no reply where the
    question does not allow it, so that nobody can leave out what must be answered.
    """
    scored = [_field(catalogue, field, replies) for field in catalogue.fields]
    exact = [exact.percent for _, exact in scored if exact.percent is not None]
    complete = bool(scored) and len(exact) == len(scored)
    fields = tuple(result for result, _ in scored)
    return CheckResult(
        catalogue_version=catalogue.version,
        rules_version=RULES_VERSION,
        fields=fields,
        coverage=_together(field.coverage for field in fields),
        overall=float(sum(exact) / len(exact)) if complete else None,
    )


def band_of(catalogue: Catalogue, percent: float) -> str:
    """The key of the band that an unrounded score (0-100) lies in."""
    return next(band.key for band in reversed(catalogue.bands) if band.from_percent <= percent)


def weights(catalogue: Catalogue, replies: Mapping[str, Reply]) -> dict[str, float]:
    """The share of its field that each applicable question decides, by question id; they sum to 1 in every field.

    Criteria of a field weigh the same, and the questions of a criterion weigh the same.
    """
    shares: dict[str, float] = {}
    for field in catalogue.fields:
        applicable = [[q.id for q in c.questions if _applies(q, replies.get(q.id))] for c in field.criteria]
        kept = [ids for ids in applicable if ids]
        shares |= {question_id: 1 / (len(kept) * len(ids)) for ids in kept for question_id in ids}
    return shares


class _Tally(NamedTuple):
    """Counts of a criterion: questions by what was replied, the sum of the levels, answers from level 3."""

    total: int
    applicable: int
    answered: int
    not_known: int
    levels: int
    firm: int

    @property
    def scored(self) -> bool:
        return 0 < self.applicable <= 2 * self.answered

    @property
    def mean(self) -> Ratio:
        return POINTS_OF_A_LEVEL * self.levels, self.answered

    @property
    def low(self) -> Ratio:
        return POINTS_OF_A_LEVEL * self.levels, self.applicable

    @property
    def high(self) -> Ratio:
        missing = self.applicable - self.answered
        return POINTS_OF_A_LEVEL * (self.levels + HIGHEST_LEVEL * missing), self.applicable

    @property
    def coverage(self) -> Coverage:
        return Coverage(self.total, self.answered, self.not_known, self.total - self.applicable)

    @property
    def firm_share(self) -> float | None:
        return self.firm / self.answered if self.answered else None


def _applies(question: Question, reply: Reply | None) -> bool:
    return not (question.may_not_apply and isinstance(reply, NotApplicable))


def _tally(questions: Sequence[Question], replies: Mapping[str, Reply]) -> _Tally:
    answered = not_known = not_applicable = levels = firm = 0
    for question in questions:
        reply = replies.get(question.id)
        if isinstance(reply, Answered):
            answered += 1
            levels += reply.points
            firm += reply.points >= FIRM_LEVEL
        elif isinstance(reply, NotKnown):
            not_known += 1
        elif not _applies(question, reply):
            not_applicable += 1
    return _Tally(len(questions), len(questions) - not_applicable, answered, not_known, levels, firm)


def _criterion(catalogue: Catalogue, key: str, tally: _Tally) -> CriterionResult:
    percent = low = high = None
    if tally.applicable:
        low, high = truediv(*tally.low), truediv(*tally.high)
    if tally.scored:
        percent = truediv(*tally.mean)
    spread = POINTS_OF_A_LEVEL * HIGHEST_LEVEL * (tally.applicable - tally.answered)
    result = _score(catalogue, percent, low, high, spread > PROVISIONAL_FROM_SPREAD * tally.applicable)
    return CriterionResult(key, result, tally.coverage, tally.firm_share)


def _field(catalogue: Catalogue, field: ActionField, replies: Mapping[str, Reply]) -> tuple[FieldResult, _Exact]:
    tallies = [_tally(criterion.questions, replies) for criterion in field.criteria]
    whole = _Tally(*map(sum, zip(*tallies, strict=True)))
    exact = _exact([tally for tally in tallies if tally.applicable], whole)
    result = FieldResult(
        key=field.key,
        score=_score(
            catalogue,
            percent=None if exact.percent is None else float(exact.percent),
            low=None if exact.low is None else float(exact.low),
            high=None if exact.high is None else float(exact.high),
            provisional=exact.spread > PROVISIONAL_FROM_SPREAD,
        ),
        coverage=whole.coverage,
        firm_share=whole.firm_share,
        question_weighted=None if exact.by_question is None else float(exact.by_question),
        depends_on_weighting=exact.moved_by_weighting > WEIGHTING_MATTERS_FROM,
        criteria=tuple(_criterion(catalogue, c.key, t) for c, t in zip(field.criteria, tallies, strict=True)),
    )
    return result, exact


def _score(
    catalogue: Catalogue, percent: float | None, low: float | None, high: float | None, provisional: bool
) -> Score:
    band = None if percent is None else band_of(catalogue, percent)
    return Score(percent, low, high, band, provisional)


class _Exact(NamedTuple):
    """What a field scores, as fractions; None as in Score."""

    percent: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    by_question: Fraction | None = None

    @property
    def spread(self) -> Fraction:
        return Fraction(0) if self.low is None or self.high is None else self.high - self.low

    @property
    def moved_by_weighting(self) -> Fraction:
        if self.percent is None or self.by_question is None:
            return Fraction(0)
        return abs(self.percent - self.by_question)


def _exact(applicable: Sequence[_Tally], whole: _Tally) -> _Exact:
    if not applicable:
        return _Exact()
    low = _mean([tally.low for tally in applicable])
    high = _mean([tally.high for tally in applicable])
    if not _covered(applicable, whole):
        return _Exact(low=low, high=high)
    # The bounds know the criteria that are not scored; the mean of the scored ones must not contradict them.
    percent = min(max(_mean([tally.mean for tally in applicable if tally.scored]), low), high)
    return _Exact(percent, low, high, Fraction(*whole.mean))


def _covered(applicable: Sequence[_Tally], whole: _Tally) -> bool:
    """Two thirds of the criteria scored and two thirds of the questions answered, of those that apply."""
    scored = sum(tally.scored for tally in applicable)
    return 3 * scored >= 2 * len(applicable) and 3 * whole.answered >= 2 * whole.applicable


def _mean(ratios: Sequence[Ratio]) -> Fraction:
    """The exact mean, over one common denominator."""
    common = lcm(*(denominator for _, denominator in ratios))
    total = sum(numerator * (common // denominator) for numerator, denominator in ratios)
    return Fraction(total, common * len(ratios))


def _together(coverages: Iterable[Coverage]) -> Coverage:
    counts = [(c.total, c.answered, c.not_known, c.not_applicable) for c in coverages]
    return Coverage(*map(sum, zip(*counts, strict=True)))

"""Expected and reached: what later rounds say about the measures of the own commune, and why in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.catalogue import CatalogueMapping
from data.model.outcomes import (
    ApprovedRound,
    MeasureOutcome,
    MeasureOutcomes,
    OutcomeNote,
    QuestionOutcome,
    RoundOutcomes,
)
from data.model.people import Permission, Person
from data.model.plan import Measure, PlanEvent, PlanEventKind
from data.model.result import SubmittedResult
from data.model.self_check import Perspective, replies_of
from data.rules.access import may, require
from data.rules.outcomes import Then, baseline, expectations, question_outcome, summed_up
from data.rules.plan_states import LONGEST_SENTENCE
from data.services.catalogues import catalogue, mapping, shipped_versions
from data.services.planning import Writer, own_measure
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, reading, writing

PERSPECTIVE = Perspective.ADMINISTRATION


def of_measure(acting: Person, measure_id: int) -> MeasureOutcomes:
    """What all rounds since say about a measure, the newest round first. Raises NotFound for another commune's."""
    require(acting, Permission.READ_PLAN)
    require(acting, Permission.READ_RESULTS)
    with reading() as work:
        measure = own_measure(work, acting, measure_id)
        book = _Book.opened(work, own_commune(acting).id, {measure.id: work.plan.story(measure_id=measure.id)})
    told = [book.outcome(measure, each) for each in book.rounds]
    return MeasureOutcomes(
        outcomes=tuple(each for each in told if each is not None),
        waits_for_a_round=book.waits(measure),
        may_plan=may(acting, Permission.PLAN),
    )


def of_round(acting: Person, round_id: int | None = None) -> RoundOutcomes:
    """What a round says about all measures; None means the newest.

    Raises NotFound for a round that was never approved, and for another commune's.
    """
    require(acting, Permission.READ_PLAN)
    require(acting, Permission.READ_RESULTS)
    commune_id = own_commune(acting).id
    with reading() as work:
        measures = work.plan.measures(commune_id)
        book = _Book.opened(work, commune_id, work.outcomes.stories(commune_id))
    chosen = book.round(round_id)
    told = [book.outcome(measure, chosen) for measure in measures] if chosen else []
    return RoundOutcomes(
        rounds={each.self_check_id: each.name for each in book.rounds},
        self_check_id=chosen.self_check_id if chosen else None,
        catalogue_version=chosen.catalogue_version if chosen else shipped_versions()[-1],
        outcomes=tuple(each for each in told if each is not None),
        may_plan=may(acting, Permission.PLAN),
    )


def say_why(acting: Person, measure_id: int, round_id: int, sentence: str, *, seen: int) -> None:
    """Say in a sentence why a measure came out as it did in a round, where revision `seen` was read (0: none yet).

    Raises NotFound for a round that says nothing about the measure, Refused for no sentence or one that is too long,
    ChangedMeanwhile if somebody said something else meanwhile.
    """
    require(acting, Permission.PLAN)
    said = " ".join(sentence.split())
    if not said or len(said) > LONGEST_SENTENCE:
        raise Refused("plan_remark_length", longest=LONGEST_SENTENCE)
    with writing() as work:
        measure = own_measure(work, acting, measure_id, hold=True)
        book = _Book.opened(work, own_commune(acting).id, {measure.id: work.plan.story(measure_id=measure.id)})
        about = book.round(round_id)
        outcome = book.outcome(measure, about) if about else None
        if about is None or outcome is None:
            raise NotFound("round_not_found")
        before = outcome.note
        if before is not None and before.sentence == said:
            return
        if (before.revision if before else 0) != seen:
            raise ChangedMeanwhile("plan_part_changed_meanwhile")
        work.outcomes.note(measure.id, about.self_check_id, said, at=datetime.now(UTC), by=acting.account_id)
        writer = Writer(work, acting)
        writer.tell(measure, PlanEventKind.OUTCOME, after=about.name, sentence=said)
        writer.log(measure, AuditEvent.PLAN_CHANGED, f"outcome:{about.self_check_id}")


@dataclass(frozen=True)
class _Book:
    """All approved rounds of a commune with their frozen answers, the newest first, and what measures said."""

    rounds: Sequence[ApprovedRound]
    stories: Mapping[int, Sequence[PlanEvent]]
    notes: Mapping[tuple[int, int], OutcomeNote]

    @classmethod
    def opened(cls, work: UnitOfWork, commune_id: int, stories: Mapping[int, Sequence[PlanEvent]]) -> _Book:
        rounds = [_approved(work, frozen) for frozen in work.results.of_commune(commune_id, PERSPECTIVE)]
        return cls(rounds, stories, work.outcomes.notes(stories))

    def round(self, round_id: int | None) -> ApprovedRound | None:
        """The round with this id; without one the newest, None before there is any."""
        if round_id is None:
            return self.rounds[0] if self.rounds else None
        found = next((each for each in self.rounds if each.self_check_id == round_id), None)
        if found is None:
            raise NotFound("round_not_found")
        return found

    def outcome(self, measure: Measure, now: ApprovedRound) -> MeasureOutcome | None:
        """What a round says about a measure; None where nothing was expected of it."""
        expected = expectations(measure, self.stories.get(measure.id, ()), now.approved_at)
        questions = [
            self._question(question_id, each.level, now, baseline(self.rounds, each.since))
            for question_id, each in expected.items()
        ]
        if not questions:
            return None
        return MeasureOutcome(
            measure=measure,
            self_check_id=now.self_check_id,
            round_name=now.name,
            catalogue_version=now.catalogue_version,
            questions=tuple(questions),
            attainment=summed_up(questions),
            note=self.notes.get((measure.id, now.self_check_id)),
        )

    def waits(self, measure: Measure) -> bool:
        """Whether something is expected that no round can tell about yet."""
        today = expectations(measure, self.stories.get(measure.id, ()), datetime.now(UTC))
        newest = max((each.approved_at for each in self.rounds), default=None)
        return any(newest is None or each.since >= newest for each in today.values())

    def _question(self, key: str, level: int, now: ApprovedRound, before: ApprovedRound | None) -> QuestionOutcome:
        then = None
        if before is not None:
            between = _between(before.catalogue_version, now.catalogue_version)
            then = Then(before, catalogue(before.catalogue_version).places, between)
        return question_outcome(key, level, now, catalogue(now.catalogue_version).places, then)


def _between(earlier: str, later: str) -> CatalogueMapping | None:
    try:
        return mapping(earlier, later)
    except NotFound:
        return None


def _approved(work: UnitOfWork, frozen: SubmittedResult) -> ApprovedRound:
    """A round as it was frozen last, with the moment of its first approval: a word mended later makes it no newer."""
    sheet = work.answers.sheet_at(frozen.self_check_id, PERSPECTIVE, list(frozen.revisions.items()))
    return ApprovedRound(
        frozen.self_check_id,
        frozen.round_name,
        frozen.result.catalogue_version,
        frozen.first_at,
        replies_of(sheet),
    )

"""The hand-over of the own commune: everything in one place, and the words of the one who leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.errors import NotFound
from data.model.audit import AuditEvent
from data.model.handover import (
    AccountHolder,
    Agreed,
    Handover,
    LastAnswer,
    OwnWords,
    PriorityWithMeasures,
    Standing,
    StillOpen,
    WhoKnows,
    WordsView,
)
from data.model.measures_view import MeasuresView
from data.model.meetings import Meeting, MeetingStatus
from data.model.meetings_view import MeetingsView
from data.model.people import Permission, Person, Role
from data.model.plan import Contest, Measure, PlanEvent, PlanEventKind, Priority, PriorityStatus
from data.model.questionnaire import Assignment, Department
from data.model.self_check import Perspective, SelfCheck, SelfCheckStatus, StoredAnswer, replies_of
from data.model.submission import RoundOverview, SubmissionCheck
from data.rules import handover as rules
from data.rules.access import may, require
from data.rules.first_steps import first_steps
from data.rules.plan_states import CHOSEN
from data.rules.round_states import IN_WORK
from data.rules.scoring import score
from data.rules.vision import as_it_stands, contests
from data.services import (
    approval,
    consents,
    measure_views,
    meeting_views,
    peers,
    results,
    vision_views,
)
from data.services.catalogues import catalogue
from data.services.self_checks import own_commune
from data.services.shared_texts import SharedTexts
from data.storage.database import UnitOfWork, reading

PERSPECTIVE = Perspective.ADMINISTRATION
MEETINGS_TOLD = 3
ROUNDS_READ = 2


@dataclass(frozen=True)
class _Stored:
    """What is stored beside the views: the newest round with who answers it, people, what waits, and the words.

    `sheets` are the answers of the newest two rounds, the newest first: one that has only just begun tells of nobody.
    """

    round: SelfCheck | None
    sheets: Sequence[tuple[SelfCheck, Mapping[str, StoredAnswer]]]
    assignments: Sequence[Assignment]
    departments: Sequence[Department]
    accounts: Sequence[AccountHolder]
    stories: Mapping[tuple[bool, int], Sequence[PlanEvent]]
    words: Mapping[str, Sequence[PlanEvent]]
    consent_undecided: bool


def handover(acting: Person, today: date, language: str = "de") -> Handover:
    """The hand-over as it stands on this day: nothing that the acting person may not see elsewhere."""
    require(acting, Permission.READ_PLAN)
    require(acting, Permission.READ_RESULTS)
    planned = measure_views.overview(acting, today)
    talked = meeting_views.overview(acting, today)
    stored = _stored(acting)
    standing = Standing(
        results=results.latest(acting),
        vision=vision_views.overview(acting, today),
        peers=peers.beside_peers(acting),
        consent=consents.overview(acting, today, language),
    )
    agreed = _agreed(acting, planned)
    still_open = _still_open(acting, planned, talked, stored, language)
    people = _who_knows(acting, planned, talked, stored)
    words = _words(acting, stored.words)
    coming = [each.meeting for each in talked.coming]
    return Handover(
        commune=own_commune(acting),
        today=today,
        standing=standing,
        agreed=agreed,
        open=still_open,
        people=people,
        calendar=rules.calendar(
            today,
            meetings=coming,
            measures=planned.measures,
            tasks=talked.open_tasks,
            milestones=[each for field in standing.vision.fields for each in field.plan.milestones],
            assignments=stored.assignments if _in_work(stored.round) else (),
            next_release=standing.consent.next_date if standing.consent.given else None,
        ),
        words=words,
        urgent=rules.urgent(still_open, standing.vision, coming),
        first_steps=first_steps(standing, agreed, still_open, people=people, words=words, coming=coming),
    )


def words(acting: Person) -> WordsView:
    """The texts of the one who leaves as they stand, and what waits beside them."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        return _words(acting, work.handovers.stories(own_commune(acting).id))


def write_words(acting: Person, part: str, base: str, wished: str) -> bool:
    """Store what somebody typed, with the rules of `SharedTexts.write`; whether it stands now."""
    return TEXTS.write(acting, part, base, wished)


def settle_words(acting: Person, contest: Contest, *, take: bool) -> None:
    """Take the text that waits, or keep the stored one, with the rules of `SharedTexts.settle`."""
    TEXTS.settle(acting, contest, take=take)


def _require_known(part: str) -> None:
    if part not in set(OwnWords):
        raise NotFound("handover_part_not_found")


TEXTS = SharedTexts(
    kept_in=lambda work: work.handovers,
    events={
        PlanEventKind.CHANGED: AuditEvent.HANDOVER_CHANGED,
        PlanEventKind.CONTESTED: AuditEvent.HANDOVER_CONTESTED,
        PlanEventKind.SETTLED: AuditEvent.HANDOVER_SETTLED,
    },
    subject="handover_text",
    require_known=_require_known,
)


def _stored(acting: Person) -> _Stored:
    commune_id = own_commune(acting).id
    sees_people = may(acting, Permission.READ_ANSWERS)
    with reading() as work:
        rounds = [e for e in work.self_checks.of_commune(commune_id) if e.status is not SelfCheckStatus.DISCARDED]
        newest = rounds[0] if rounds else None
        assigned = work.assignments.of_sheet(newest.id, PERSPECTIVE) if newest and sees_people else {}
        departments = work.assignments.departments(commune_id) if sees_people else ()
        return _Stored(
            round=newest,
            sheets=[(each, work.answers.sheet(each.id, PERSPECTIVE)) for each in rounds[:ROUNDS_READ]],
            assignments=tuple(assigned.values()),
            departments=departments,
            accounts=_accounts(work, commune_id, departments) if sees_people else (),
            stories=work.plan.contested_stories(commune_id),
            words=work.handovers.stories(commune_id),
            consent_undecided=not work.consents.of_commune(commune_id),
        )


def _accounts(work: UnitOfWork, commune_id: int, departments: Sequence[Department]) -> list[AccountHolder]:
    names = {each.id: each.name for each in departments}
    return [
        AccountHolder(each.display_name, role, names.get(each.department_id or 0, ""))
        for role in Role
        for each in work.assignments.colleagues(commune_id, [role])
    ]


def _agreed(acting: Person, planned: MeasuresView) -> Agreed:
    def under(priority_id: int | None) -> PriorityWithMeasures:
        of_it = tuple(each for each in planned.measures if each.measure.priority_id == priority_id)
        return PriorityWithMeasures(next((p for p in planned.priorities if p.id == priority_id), None), of_it)

    chosen = [under(each.id) for each in planned.priorities if each.status in CHOSEN]
    others = [
        *(under(each.id) for each in planned.priorities if each.status not in CHOSEN),
        under(None),
    ]
    loose = tuple(each for group in others for each in group.measures)
    if loose:
        chosen.append(PriorityWithMeasures(None, loose))
    taken = meeting_views.decisions(acting)
    return Agreed(
        chosen=tuple(chosen),
        proposed=tuple(each for each in planned.priorities if each.status is PriorityStatus.PROPOSED),
        ended=tuple(
            each for each in planned.priorities if each.status in (PriorityStatus.REACHED, PriorityStatus.STOPPED)
        ),
        decisions=tuple(each for each in taken if each.decision.in_force),
    )


def _still_open(
    acting: Person, planned: MeasuresView, talked: MeetingsView, stored: _Stored, language: str
) -> StillOpen:
    of_plan: tuple[Priority | Measure, ...] = (*planned.priorities, *(each.measure for each in planned.measures))
    return StillOpen(
        measures=tuple(each for each in planned.measures if each.attention),
        disputed=rules.disputed(of_plan, stored.stories),
        tasks=talked.open_tasks,
        postponed=talked.waiting,
        round=_working_on(acting, stored, language),
        consent_undecided=stored.consent_undecided,
    )


def _working_on(acting: Person, stored: _Stored, language: str) -> RoundOverview | SubmissionCheck | None:
    """The round in work; with its findings and scores for who checks rounds, as in the cockpit."""
    found = stored.round
    if found is None or not _in_work(found):
        return None
    if may(acting, Permission.CHECK_ROUND):
        return approval.check(acting, found.id, language)
    return RoundOverview(found, score(catalogue(found.catalogue_version), replies_of(stored.sheets[0][1])).coverage)


def _who_knows(acting: Person, planned: MeasuresView, talked: MeetingsView, stored: _Stored) -> WhoKnows:
    sees_people = may(acting, Permission.READ_ANSWERS)
    answered, answers_of = _last_answers(stored) if sees_people else ((), "")
    held: list[Meeting] = [each.meeting for each in talked.past if each.meeting.status is MeetingStatus.CLOSED]
    return WhoKnows(
        units=rules.units(stored.departments, stored.assignments, planned.measures, talked.open_tasks),
        meetings=tuple(held[:MEETINGS_TOLD]),
        told_of_people=sees_people,
        accounts=tuple(stored.accounts),
        answered=answered,
        answers_of=answers_of,
    )


def _last_answers(stored: _Stored) -> tuple[tuple[LastAnswer, ...], str]:
    """Who answered last, and in which round: the newest one in which somebody did."""
    for found, sheet in stored.sheets:
        answered = rules.last_answers(catalogue(found.catalogue_version), sheet)
        if answered:
            return answered, found.round_name
    return (), ""


def _words(acting: Person, stories: Mapping[str, Sequence[PlanEvent]]) -> WordsView:
    texts = {part.value: as_it_stands(part.value, stories[part]) for part in OwnWords if part.value in stories}
    waiting = {part: contests(text) for part, text in texts.items()}
    return WordsView(texts, waiting, may(acting, Permission.PLAN))


def _in_work(found: SelfCheck | None) -> bool:
    return found is not None and found.status in IN_WORK

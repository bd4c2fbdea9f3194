"""The red thread of the own commune: everything that it plans, joined from the questions to the goals for 2035."""

from __future__ import annotations

from data.model.outcomes import MeasureOutcome
from data.model.people import Permission, Person
from data.model.red_thread import PlanInWords, ThreadView
from data.model.self_check import replies_of
from data.rules import red_thread as rules
from data.rules.access import require
from data.services import outcomes, results
from data.services.catalogues import catalogue, shipped_versions
from data.services.self_checks import own_commune
from data.storage.database import reading


def view(acting: Person) -> ThreadView:
    """The thread as it stands now, held against the newest approved round."""
    require(acting, Permission.READ_PLAN)
    require(acting, Permission.READ_RESULTS)
    commune_id = own_commune(acting).id
    own = results.latest(acting)
    with reading() as work:
        plan = PlanInWords(
            round_name=own.current.round_name if own else "",
            scores=own.current.result.scores() if own else {},
            replies=replies_of(own.sheet) if own else {},
            priorities=tuple(work.plan.priorities(commune_id)),
            measures=tuple(work.plan.measures(commune_id)),
            decisions=tuple(work.decisions.log(commune_id)),
            targets={key: goal.target for key, goal in work.goals.of_fields(commune_id).items()},
            milestones=tuple(work.vision.milestones(commune_id)),
            indicators=tuple(each for each in work.vision.indicators(commune_id) if not each.is_removed),
        )
    version = own.current.result.catalogue_version if own else shipped_versions()[-1]
    used = catalogue(version)
    joined = rules.thread(used, plan)
    return ThreadView(version, plan, joined, rules.by_field(used, plan, joined), _outcomes(acting))


def _outcomes(acting: Person) -> dict[int, MeasureOutcome]:
    """By measure, what the newest round says that tells of any."""
    return {each.measure.id: each for each in outcomes.of_round(acting).outcomes}

"""Texts of a commune that several people write at once: nothing that somebody typed is ever lost or overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from data.errors import ChangedMeanwhile, NotFound
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.plan import Contest, PlanEvent, PlanEventKind
from data.model.vision import VisionText
from data.rules.access import require
from data.rules.vision import as_it_stands, contests, require_possible_text
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, writing
from data.storage.text_stories import TextStories


@dataclass(frozen=True)
class SharedTexts:
    """One kind of texts: where they are kept, how the log names a change, and what the subject of an entry is.

    `require_known` raises NotFound for a part that there is not.
    """

    kept_in: Callable[[UnitOfWork], TextStories]
    events: Mapping[PlanEventKind, AuditEvent]
    subject: str
    require_known: Callable[[str], None]

    def write(self, acting: Person, part: str, base: str, wished: str) -> bool:
        """Store what somebody typed; `base` is the text that they began with. Says whether it stands now.

        Where somebody else stored something different meanwhile, theirs stays, and what was typed waits beside it until
        somebody settles it. Raises NotFound for an unknown part, Refused for a text that is too long.
        """
        require(acting, Permission.PLAN)
        self.require_known(part)
        require_possible_text(part, wished)
        if wished == base:
            return True
        with writing() as work:
            stored = self._held(work, acting, part)
            if stored.text == wished:
                return True
            if stored.text == base:
                self._tell(work, acting, PlanEventKind.CHANGED, stored, wished)
                return True
            if all(contest.wished != wished for contest in contests(stored)):
                self._tell(work, acting, PlanEventKind.CONTESTED, stored, wished)
            return False

    def settle(self, acting: Person, contest: Contest, *, take: bool) -> None:
        """Take the text that waits, or drop it and keep the stored one, as the person saw both.

        Raises NotFound for an unknown part and if it waits no longer, ChangedMeanwhile if something else is stored by
        now.
        """
        require(acting, Permission.PLAN)
        self.require_known(contest.part)
        with writing() as work:
            stored = self._held(work, acting, contest.part)
            if all(each.wished != contest.wished for each in contests(stored)):
                raise NotFound("contest_not_found")
            if stored.text != contest.stored:
                raise ChangedMeanwhile("plan_part_changed_meanwhile")
            self._tell(work, acting, PlanEventKind.CHANGED if take else PlanEventKind.SETTLED, stored, contest.wished)

    def _held(self, work: UnitOfWork, acting: Person, part: str) -> VisionText:
        """A text as it stands, held against other writers until the transaction ends."""
        commune_id = own_commune(acting).id
        work.communes.hold(commune_id)
        return as_it_stands(part, self.kept_in(work).stories(commune_id).get(part, []))

    def _tell(self, work: UnitOfWork, acting: Person, kind: PlanEventKind, stored: VisionText, wished: str) -> None:
        """Add to the story, and to the log without a word of what was written."""
        is_settled = kind is PlanEventKind.SETTLED
        before, after = (wished, stored.text) if is_settled else (stored.text, wished)
        commune_id = own_commune(acting).id
        event = PlanEvent(kind, datetime.now(UTC), "", stored.part, before, after)
        self.kept_in(work).tell(commune_id, event, by=acting.account_id)
        work.audit.record(
            self.events[kind],
            account_id=acting.account_id,
            commune_id=commune_id,
            subject=f"{self.subject}:{stored.part}",
        )

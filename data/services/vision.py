"""The texts of the own commune's vision: stored as they are typed, nothing of it is ever lost."""

from __future__ import annotations

from data.content.vision import vision_content
from data.errors import NotFound
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.plan import Contest, PlanEventKind
from data.model.vision import STATEMENT, StoredTexts, VisionContent, field_of
from data.rules.access import require
from data.rules.vision import as_it_stands
from data.services.catalogues import catalogue, shipped_versions
from data.services.self_checks import own_commune
from data.services.shared_texts import SharedTexts
from data.storage.database import reading


def guide(language: str) -> VisionContent:
    """What leads to a vision: prompts and an example, in one language."""
    return vision_content(language)


def texts(acting: Person) -> StoredTexts:
    """Every text of the own vision that somebody wrote, by part, with its story."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        stories = work.vision.stories(own_commune(acting).id)
    return {part: as_it_stands(part, story) for part, story in stories.items()}


def write(acting: Person, part: str, base: str, wished: str) -> bool:
    """Store what somebody typed, with the rules of `SharedTexts.write`; whether it stands now."""
    return TEXTS.write(acting, part, base, wished)


def settle(acting: Person, contest: Contest, *, take: bool) -> None:
    """Take the text that waits, or keep the stored one, with the rules of `SharedTexts.settle`."""
    TEXTS.settle(acting, contest, take=take)


def field_keys() -> tuple[str, ...]:
    """The fields that have goals, in the order of the newest catalogue of the program."""
    return tuple(field.key for field in catalogue(shipped_versions()[-1]).fields)


def require_field(field_key: str) -> None:
    """Raise NotFound for a field that has no goals."""
    if field_key not in field_keys():
        raise NotFound("field_not_found", key=field_key)


def _require_known(part: str) -> None:
    field_key = field_of(part)
    if field_key is not None:
        require_field(field_key)
    elif part not in {STATEMENT, *(prompt.key for prompt in vision_content().prompts)}:
        raise NotFound("vision_part_not_found")


TEXTS = SharedTexts(
    kept_in=lambda work: work.vision,
    events={
        PlanEventKind.CHANGED: AuditEvent.VISION_CHANGED,
        PlanEventKind.CONTESTED: AuditEvent.VISION_CONTESTED,
        PlanEventKind.SETTLED: AuditEvent.VISION_SETTLED,
    },
    subject="vision_text",
    require_known=_require_known,
)

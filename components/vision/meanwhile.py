"""That others changed the vision since its page was drawn."""

from __future__ import annotations

from components import meanwhile
from components.language import _
from components.vision.desk import Desk
from data.model.vision_view import VisionView


def shown(desk: Desk, view: VisionView) -> None:
    """A line as soon as somebody else changed the vision."""
    changed = _("Inzwischen hat jemand etwas geändert.")
    meanwhile.told(lambda: changed if _state(desk.overview()) != _state(view) else "")


def _state(view: VisionView) -> tuple[object, ...]:
    texts = tuple((part, len(text.story)) for part, text in sorted(view.texts.items()))
    return (*texts, *((each.plan, each.path.way) for each in view.fields))

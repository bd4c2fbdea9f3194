"""From a field into the log of this window."""

from __future__ import annotations

from typing import Any

from components import notice, texts
from components.incident_log import held
from components.incident_log.desk import Desk
from data.errors import Refused

PLACE = "incident_editor"


def keep(desk: Desk, ident: str, values: dict[str, Any]) -> None:
    """Have the log say this of an incident; where there is no room, the page says so."""
    try:
        held.keep(desk.log.change(held.log(), ident, values))
    except Refused as refusal:
        notice.tell(notice.Notice(PLACE, texts.sentence_for(refusal), went_well=False))

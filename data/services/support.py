"""Help against hostility: for everybody, without sign-in and without the database."""

from __future__ import annotations

from data.content import support as content
from data.model.support import ShownService
from data.rules.support_display import phone


def nationwide() -> tuple[ShownService, ...]:
    """Who to call first, in order; a phone number only where it may be shown."""
    return tuple(ShownService(service, phone(service)) for service in content.nationwide_emergency())

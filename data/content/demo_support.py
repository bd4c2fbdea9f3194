"""Reads the contact persons of the demo's showcase; nobody in it is real."""

from __future__ import annotations

from functools import cache

import yaml

from data.content.demo import FOLDER
from data.model.support_contacts import ContactWords


@cache
def demo_contacts() -> tuple[ContactWords, ...]:
    """Who is there for the showcase's people, in its order."""
    written = yaml.safe_load((FOLDER / "support_contacts.yaml").read_text(encoding="utf-8"))
    return tuple(ContactWords(**each) for each in written)

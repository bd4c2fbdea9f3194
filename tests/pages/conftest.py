"""The pages as somebody sees them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from app_tab import App, AppAs, demo_person, signed_in
from factories import stored_commune, stored_person
from sqlalchemy import Engine
from streamlit import config

from data.model.audit import AuditEvent
from data.model.people import Commune, Role
from data.services import consents
from data.storage.database import writing


@pytest.fixture(autouse=True)
def only_what_can_be_pickled() -> Iterator[None]:
    """No page may leave a thing in its tab that cannot be pickled, a database object for example."""
    name = "runner.enforceSerializableSessionState"
    before = config.get_option(name)
    config.set_option(name, True)
    yield
    config.set_option(name, before)


@pytest.fixture
def app_as(demo_store: Engine) -> AppAs:
    """Open a page of the demo as somebody of Musterstadt, by role, or as nobody."""

    def opened(role: Role | None, page: str = "") -> App:
        return signed_in(None if role is None else demo_person(role), page)

    return opened


@pytest.fixture
def new_town(store: Engine) -> Commune:
    """A commune that has only just joined, and takes part in the comparison."""
    town = stored_commune(name="Neue Stadt")
    with writing() as work:
        consents.note_in(work, town.id, by=None)
        work.audit.record(AuditEvent.CONSENT_GIVEN, commune_id=town.id)
    return town


@pytest.fixture
def new_app_as(new_town: Commune) -> AppAs:
    """Open a page as somebody of a commune that has only just joined, on an installation without any data."""

    def opened(role: Role | None, page: str = "") -> App:
        if role is None:
            return signed_in(None, page)
        return signed_in(stored_person(role, None if role is Role.PLATFORM else new_town), page)

    return opened

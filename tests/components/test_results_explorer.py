"""A click redraws only the charts: whether the person may still read them is asked anew."""

from __future__ import annotations

import pytest
from factories import a_commune, a_person, replies_to_all
from results_views import a_view

from components import results_explorer, session
from data.model.people import Person, Role

OWN, OTHER = a_commune(id=1), a_commune(id=2, ags="09999002")


@pytest.mark.parametrize(
    ("person", "may_read"),
    [
        (a_person(Role.MAYOR, OWN), True),
        (a_person(Role.STEERING, OWN), True),
        (None, False),
        (a_person(Role.CONTRIBUTOR, OWN), False),
        (a_person(Role.PLATFORM), False),
        (a_person(Role.MAYOR, OTHER), False),
    ],
)
def test_only_a_reader_of_the_same_commune_goes_on(
    person: Person | None, may_read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "signed_in_person", lambda: person)
    assert results_explorer._may_still_read(a_view(replies_to_all(3), commune=OWN)) is may_read

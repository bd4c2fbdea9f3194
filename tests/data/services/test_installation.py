"""What everybody may know of an installation: who runs it, and whether it shows demo data."""

from __future__ import annotations

import pytest

from data import settings as settings_module
from data.model.installation import Operator
from data.services import installation


def set_up(settings: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        settings.setenv(f"KOMPASS_{name.upper()}", value)
    settings_module.settings.cache_clear()


def test_who_runs_it_comes_from_the_settings(settings: pytest.MonkeyPatch) -> None:
    set_up(
        settings, operator_name="Stadt Beispiel", operator_address="Markt 1", operator_email="kompass@beispiel.example"
    )
    assert installation.operator() == Operator("Stadt Beispiel", "Markt 1", "kompass@beispiel.example")
    assert installation.operator().is_told


@pytest.mark.parametrize("missing", ["operator_name", "operator_address", "operator_email"])
def test_a_legal_notice_needs_name_address_and_contact(missing: str, settings: pytest.MonkeyPatch) -> None:
    given = {"operator_name": "A", "operator_address": "B", "operator_email": "C"}
    set_up(settings, **{**given, missing: ""})
    assert not installation.operator().is_told


@pytest.mark.parametrize(("value", "is_demo"), [(None, False), ("0", False), ("1", True)])
def test_demo_mode_is_what_the_settings_say(value: str | None, is_demo: bool, settings: pytest.MonkeyPatch) -> None:
    set_up(settings, **({} if value is None else {"demo": value}))
    assert installation.is_demo() is is_demo

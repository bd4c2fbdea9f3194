"""Help and the legal pages: for everybody, whether or not anybody runs this installation yet."""

from __future__ import annotations

import pytest
from app_tab import AppAs

from data import settings as settings_module
from data.model.people import Role


def test_help_begins_with_110_and_every_number_can_be_dialled(new_app_as: AppAs) -> None:
    app = new_app_as(None, "rueckhalt")
    assert app.headings[1] == (2, "Polizei-Notruf")
    assert "[110](tel:110)" in app.text
    assert app.text.count("(tel:") == 6


def test_every_service_names_its_source(new_app_as: AppAs) -> None:
    app = new_app_as(None, "rueckhalt")
    sources = [caption.value for caption in app.tab.caption if caption.value.startswith("Quelle")]
    assert len(sources) == len([1 for level, _ in app.headings if level == 2])
    assert all("https://" in source for source in sources)


@pytest.mark.parametrize("page", ["impressum", "datenschutz", "barrierefreiheit"])
def test_the_legal_pages_name_who_runs_this_as_typed(
    page: str, new_app_as: AppAs, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv("KOMPASS_OPERATOR_NAME", "Stadt *Beispiel*")
    settings.setenv("KOMPASS_OPERATOR_ADDRESS", "Markt 1, 00000 Beispielstadt")
    settings.setenv("KOMPASS_OPERATOR_EMAIL", "kompass@beispiel.example")
    settings_module.settings.cache_clear()
    app = new_app_as(None, page)
    assert r"Stadt \*Beispiel\*" in app.text
    assert not app.tab.warning


@pytest.mark.parametrize("page", ["impressum", "datenschutz", "barrierefreiheit"])
def test_what_is_missing_is_said_with_the_settings_that_mend_it(page: str, new_app_as: AppAs) -> None:
    (warning,) = new_app_as(Role.MAYOR, page).tab.warning
    assert "KOMPASS_OPERATOR_NAME" in warning.value

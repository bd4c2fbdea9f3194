"""The legal pages: for everybody, whether or not anybody runs this installation yet."""

from __future__ import annotations

import pytest
from app_tab import AppAs

from data import settings as settings_module
from data.model.people import Role


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


@pytest.mark.parametrize("page", ["impressum", "datenschutz"])
def test_what_is_missing_is_said_with_the_settings_that_mend_it(page: str, new_app_as: AppAs) -> None:
    (warning,) = new_app_as(Role.MAYOR, page).tab.warning
    assert "KOMPASS_OPERATOR_NAME" in warning.value


def test_a_declaration_that_nobody_completed_says_what_is_missing_and_that_there_is_no_address(
    new_app_as: AppAs,
) -> None:
    app = new_app_as(None, "barrierefreiheit")
    (missing,) = app.tab.info
    assert "das geltende Gesetz des Landes" in missing.value
    assert "die Durchsetzungsstelle" in missing.value
    (warning,) = app.tab.warning
    assert warning.value == "Eine Adresse dafür ist noch nicht eingetragen."


def test_a_declaration_that_the_commune_completed_says_everything_of_the_model(new_app_as: AppAs) -> None:
    (settings_module.settings().private_data_dir() / "accessibility.yaml").write_text(
        """
body: Stadt *Beispiel*
law: BGG NRW und BITV NRW
conformance: partly
examination: external
prepared_on: 2026-03-01
reviewed_on: 2026-11-02
barriers: ["Der Plan liegt nur als Bild vor."]
feedback_email: barriere@beispiel.example
feedback_phone: "0000 1234"
enforcement_body: Ombudsstelle
enforcement_contact: Weg 1
sign_language_video: https://video.beispiel.example/dgs
""",
        encoding="utf-8",
    )
    app = new_app_as(None, "barrierefreiheit")
    assert not app.tab.info
    assert not app.tab.warning
    for told in (
        r"Stadt \*Beispiel\* will es nach BGG NRW und BITV NRW",
        "damit **teilweise** vereinbar",
        r"- Der Plan liegt nur als Bild vor\.",
        "am 01.03.2026 erstellt. Zuletzt überprüft wurde sie am 02.11.2026.",
        "auf einer Prüfung durch eine andere Stelle",
        "(mailto:barriere@beispiel.example)",
        "Telefon: 0000 1234",
        "an diese Stelle wenden: Ombudsstelle",
    ):
        assert told in app.text, told
    assert app.headings[-1] == (2, "Deutsche Gebärdensprache")


@pytest.mark.parametrize("role", [None, Role.CONTRIBUTOR])
def test_leichte_sprache_begins_with_help_and_numbers_that_can_be_dialled(role: Role | None, new_app_as: AppAs) -> None:
    app = new_app_as(role, "leichte-sprache")
    assert app.headings[1] == (2, "Hilfe bei Hass und Drohung")
    assert app.text.index("[110](tel:110)") < app.text.index("Was ist Kompass 2035?")


def test_the_record_of_processing_is_offered_as_pdf_and_to_go_on_writing(new_app_as: AppAs) -> None:
    app = new_app_as(None, "datenschutz")
    assert [button.label for button in app.tab.get("download_button")] == ["Als PDF", "Als Word-Datei"]

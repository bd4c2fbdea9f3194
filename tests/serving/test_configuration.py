"""`.streamlit/config.toml`: values that were measured or that close a hole, each with its reason."""

from __future__ import annotations

import tomllib

import pytest
from conftest import ROOT
from streamlit import config

PATH = ROOT / ".streamlit" / "config.toml"
TEXT = PATH.read_text(encoding="utf-8")
CONFIGURATION = tomllib.loads(TEXT)
HELD = {
    "server.address": "127.0.0.1",
    "server.headless": True,
    "server.maxUploadSize": 10,
    "server.maxWidgetStateSize": 2,
    "server.disconnectedSessionTTL": 60,
    "server.fileWatcherType": "none",
    "server.enableAgentApi": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.disableDataExport": True,
    "client.allowedOrigins": [],
    "browser.gatherUsageStats": False,
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "runner.enforceSerializableSessionState": False,
}


@pytest.mark.parametrize(("name", "value"), HELD.items())
def test_what_was_decided_holds(name: str, value: object) -> None:
    section, _, option = name.partition(".")
    assert CONFIGURATION[section][option] == value


def test_nothing_switches_streamlits_own_protection_off() -> None:
    assert not {"enableCORS", "enableXsrfProtection", "corsAllowedOrigins"} & set(CONFIGURATION["server"])


def test_streamlit_knows_every_option() -> None:
    config.get_config_options()
    known = set(config._config_options_template)
    names = {
        f"{section}.{option}"
        for section, options in CONFIGURATION.items()
        for option, value in options.items()
        if not isinstance(value, dict)
    }
    assert names - known == set()


def test_every_line_outside_the_palette_says_why() -> None:
    behaviour = TEXT.partition("[theme]")[0]
    settings = [line for line in behaviour.splitlines() if "=" in line and not line.startswith("#")]
    assert [line for line in settings if "#" not in line] == []


def test_fonts_come_from_here() -> None:
    theme = CONFIGURATION["theme"]
    assert theme["font"] == "sans-serif"
    assert "fontFaces" not in theme
    assert "http" not in TEXT.replace("https://kompass", "")

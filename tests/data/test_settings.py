"""Settings from the environment: keys are made once, kept whole, and seen by nobody else."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.errors import SettingsInvalid
from data.services import accounts
from data.settings import PROJECT_ROOT, Settings
from data.settings import settings as chosen


def test_a_key_that_many_ask_for_at_once_is_one_whole_key(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as processes:
        keys = set(processes.map(lambda _: Settings().key_made_if_missing("secret"), range(40)))
    (key,) = keys
    assert len(key) == 64  # 32 bytes, two hexadecimal digits each
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret.key"]


def test_a_key_file_is_read_by_its_owner_only(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chosen().key_made_if_missing("secret")
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "var", tmp_path / "var" / "secret.key")]
    assert modes == [0o700, 0o600]


def test_a_key_of_the_environment_needs_no_file(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings.setenv("KOMPASS_SECRET_KEY", "k" * 32)
    assert Settings().key_made_if_missing("secret") == b"k" * 32
    assert not (tmp_path / "var").exists()


def test_a_key_that_cannot_be_kept_says_at_the_start_which_setting_helps(
    settings: pytest.MonkeyPatch, tmp_path: Path, cheap_passwords: None
) -> None:
    (tmp_path / "var").write_text("a file, not a folder")
    with pytest.raises(SettingsInvalid, match="KOMPASS_SECRET_KEY"):
        accounts.warm_up()


@pytest.mark.parametrize(("demo", "folder"), [("0", "var"), ("1", "var/demo")])
def test_the_demo_has_a_folder_of_its_own_unless_one_is_named(
    demo: str, folder: str, settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.setenv("KOMPASS_DEMO", demo)
    assert Settings().data_dir == tmp_path / "var"
    settings.delenv("KOMPASS_DATA_DIR")
    assert Settings().data_dir == PROJECT_ROOT / folder


def test_without_a_mail_server_no_mail_is_ever_sent_and_the_demo_sends_none_either(
    settings: pytest.MonkeyPatch,
) -> None:
    assert not Settings().sends_mails
    settings.setenv("KOMPASS_SMTP_HOST", "mail.example.org")
    settings.setenv("KOMPASS_SMTP_FROM", "kompass@example.org")
    assert Settings().sends_mails
    settings.setenv("KOMPASS_DEMO", "1")
    assert not Settings().sends_mails


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_a_mail_server_has_the_usual_port_unless_another_is_named(
    security: str, port: int, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv("KOMPASS_SMTP_SECURITY", security)
    assert Settings().mail_port == port
    settings.setenv("KOMPASS_SMTP_PORT", "2525")
    assert Settings().mail_port == 2525


@pytest.mark.parametrize(
    ("setting", "values"),
    [
        ("KOMPASS_SMTP_FROM", {"HOST": "mail.example.org"}),  # a server without a sender
        ("KOMPASS_SMTP_FROM", {"FROM": "Kompass <kompass@example.org>"}),
        ("KOMPASS_SMTP_FROM", {"FROM": "kompass@example.org\nBcc: x@example.org"}),
        ("KOMPASS_SMTP_USER", {"SECURITY": "none", "USER": "kompass"}),  # a password in the clear
        ("KOMPASS_SMTP_PASSWORD", {"PASSWORD": "für Tests"}),
        ("KOMPASS_SMTP_SECURITY", {"SECURITY": "perhaps"}),
    ],
)
def test_a_mail_server_that_cannot_be_used_or_is_unsafe_keeps_the_program_from_starting(
    setting: str, values: dict[str, str], settings: pytest.MonkeyPatch
) -> None:
    for name, value in values.items():
        settings.setenv(f"KOMPASS_SMTP_{name}", value)
    with pytest.raises(SettingsInvalid, match=setting) as refused:
        chosen()
    assert "für Tests" not in str(refused.value)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "dwd.de"])
def test_people_leave_in_haste_to_a_web_page_and_to_nothing_else(address: str, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_EXIT_URL", address)
    with pytest.raises(SettingsInvalid, match="KOMPASS_EXIT_URL"):
        chosen()


def test_where_people_leave_to_may_be_left_empty(settings: pytest.MonkeyPatch) -> None:
    assert chosen().exit_url == "https://www.dwd.de/"
    settings.setenv("KOMPASS_EXIT_URL", "")
    chosen.cache_clear()
    assert chosen().exit_url == ""


@pytest.mark.parametrize(
    ("given", "held", "https"),
    [
        ("https://kompass.example.org", "https://kompass.example.org", True),
        (" HTTPS://Kompass.Example.org:443/ ", "https://kompass.example.org", True),
        ("https://kompass.köln.example", "https://kompass.xn--kln-sna.example", True),  # as browsers name it in Origin
        ("http://127.0.0.1:8501", "http://127.0.0.1:8501", False),
        (" ", "", False),
    ],
)
def test_however_the_own_address_is_written_it_tells_whether_people_come_by_https(
    given: str, held: str, https: bool, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv("KOMPASS_BASE_URL", given)
    assert (chosen().base_url, chosen().https) == (held, https)


@pytest.mark.parametrize(
    "address",
    [
        "kompass.example.org",
        "https://",
        "ftp://kompass.example.org",
        "https://kompass.example.org/kompass",  # this program is reached at a host of its own, not below a path
        "https://kompass.example.org?x=1",
        "https://kompass.example.org/#top",
        "https://name:word@kompass.example.org",
    ],
)
def test_an_own_address_that_nobody_could_come_by_keeps_the_program_from_starting(
    address: str, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv("KOMPASS_BASE_URL", address)
    with pytest.raises(SettingsInvalid, match="KOMPASS_BASE_URL"):
        chosen()

"""Mails go to the server of the settings and nowhere else, encrypted and only to one whose certificate is trusted."""

from __future__ import annotations

from datetime import UTC, datetime
from email.errors import HeaderParseError
from pathlib import Path

import pytest
from mail_servers import PASSWORD, SENDER, mail_server
from running_server import free_port

from data import settings as settings_module
from data.exchange import mail_server as server
from data.exchange.mail_server import NotSent
from data.exchange.reminder_mail import message
from data.model.reminders import Letter

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)


def send(to: str = "kim@example.org", subject: str = "Kompass 2035: 1 überfällig") -> None:
    mail = message(Letter(subject, "Guten Tag,\n\nÜberfällig\n"), sender=SENDER, recipient=to, at=NOW, base_url="")
    server.send(mail)


def why() -> NotSent:
    with pytest.raises(NotSent) as refused:
        send()
    return refused.value


def test_a_mail_arrives_as_it_was_written(settings: pytest.MonkeyPatch) -> None:
    with mail_server(settings) as box:
        send()
    ((to, mail),) = box.taken
    assert to == mail["To"] == "kim@example.org"
    assert mail["From"] == f"Kompass 2035 <{SENDER}>"
    assert mail["Subject"] == "Kompass 2035: 1 überfällig"
    assert mail.get_content().replace("\r\n", "\n") == "Guten Tag,\n\nÜberfällig\n"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_the_connection_is_encrypted_and_signed_in_before_anything_is_said(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with mail_server(settings, tmp_path, auth_required=True) as box:
        settings.setenv("KOMPASS_SMTP_USER", "kompass")
        settings.setenv("KOMPASS_SMTP_PASSWORD", PASSWORD)
        settings_module.settings.cache_clear()
        send()
        assert server.problem() is None
    assert len(box.taken) == 1 and box.signed_in == [b"kompass"] * 2


def test_a_certificate_that_nobody_vouches_for_is_refused(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with mail_server(settings, tmp_path) as box:
        settings.delenv("SSL_CERT_FILE")
        assert why().code == server.problem() == "certificate_not_trusted"
    assert box.taken == []


def test_a_certificate_of_another_name_is_refused(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with mail_server(settings, tmp_path) as box:
        settings.setenv("KOMPASS_SMTP_HOST", "127.0.0.1")  # the certificate is localhost's
        settings_module.settings.cache_clear()
        assert why().code == "certificate_not_trusted"
    assert box.taken == []


def test_a_server_that_offers_no_encryption_gets_no_mail(settings: pytest.MonkeyPatch) -> None:
    with mail_server(settings) as box:
        settings.setenv("KOMPASS_SMTP_SECURITY", "starttls")
        settings_module.settings.cache_clear()
        refused = why()
    assert (refused.code, refused.for_all) == ("encryption_or_sign_in_not_offered", True)
    assert box.taken == []


def test_a_wrong_password_is_told_and_not_shown(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with mail_server(settings, tmp_path):
        settings.setenv("KOMPASS_SMTP_USER", "kompass")
        settings.setenv("KOMPASS_SMTP_PASSWORD", "ein anderes")
        settings_module.settings.cache_clear()
        refused = why()
    assert (refused.code, refused.for_all) == ("sign_in_refused", True)
    assert "anderes" not in str(refused) and refused.__suppress_context__


def test_a_mailbox_that_the_server_refuses_concerns_only_this_mail_and_is_not_named(
    settings: pytest.MonkeyPatch,
) -> None:
    with mail_server(settings) as box:
        box.refused.add("kim@example.org")
        refused = why()
        send("alex@example.org")
    assert (refused.code, refused.for_all, refused.is_certain) == ("recipient_refused", False, True)
    assert "kim" not in str(refused)
    assert [to for to, _ in box.taken] == ["alex@example.org"]


def test_a_connection_that_breaks_when_the_mail_was_given_leaves_open_whether_it_arrived(
    settings: pytest.MonkeyPatch,
) -> None:
    with mail_server(settings) as box:
        box.breaks_off = True
        refused = why()
    assert (refused.code, refused.is_certain) == ("connection_broken", False)


def test_a_server_that_is_not_there_is_told(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_SMTP_HOST", "127.0.0.1")
    settings.setenv("KOMPASS_SMTP_PORT", str(free_port()))
    settings.setenv("KOMPASS_SMTP_FROM", SENDER)
    settings_module.settings.cache_clear()
    assert why().code == server.problem() == "server_not_reachable"


@pytest.mark.parametrize("subject", ["Hallo\nBcc: x@example.org", "Hallo\r\n\r\nText"])
def test_no_text_adds_a_header(subject: str) -> None:
    with pytest.raises(ValueError, match="Header"):
        message(Letter(subject, ""), sender=SENDER, recipient="kim@example.org", at=NOW, base_url="")


@pytest.mark.parametrize("recipient", ["kim@example.org\nBcc: x@example.org", "kim@example.org, x@example.org"])
def test_no_address_adds_a_mailbox(recipient: str) -> None:
    with pytest.raises((ValueError, HeaderParseError)):
        message(Letter("Hallo", ""), sender=SENDER, recipient=recipient, at=NOW, base_url="")

"""A mail server of the tests' own on a free port of this machine, and settings that name it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from running_server import free_port

from data import settings as settings_module

SENDER, PASSWORD = "kompass@example.org", "only for tests"


@dataclass
class Mailbox:
    """What a server took, and whom or what it refuses."""

    port: int
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    breaks_off: bool = False
    signed_in: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  (the name is the library's)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Refuse some mailboxes."""
        if address in self.refused:
            return f"550 no such mailbox {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail, or break the connection off when it has come."""
        if self.breaks_off:
            server.transport.abort()
            return "250 OK"
        mail = message_from_bytes(envelope.content, policy=policy.SMTP)
        assert isinstance(mail, EmailMessage)
        self.taken += [(address, mail) for address in envelope.rcpt_tos]
        return "250 OK"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        """Only one name and password are right."""
        self.signed_in.append(given.login)
        return AuthResult(success=given.password == PASSWORD.encode(), handled=False)


@contextmanager
def mail_server(patched: pytest.MonkeyPatch, certificates: Path | None = None, **more: Any) -> Iterator[Mailbox]:
    """A server for the length of the block, named in the settings; with a folder, it has a certificate made there.

    Settings say `starttls` with a certificate, `none` without; they trust it, unless they are changed.
    """
    box = Mailbox(free_port())
    if certificates is not None:
        more |= {"tls_context": _certificate(patched, certificates), "require_starttls": True}
        more |= {"authenticator": box.authenticate, "auth_require_tls": True}
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **more)
    controller.start()
    try:
        patched.setenv("KOMPASS_SMTP_HOST", "localhost")
        patched.setenv("KOMPASS_SMTP_PORT", str(box.port))
        patched.setenv("KOMPASS_SMTP_SECURITY", "starttls" if certificates else "none")
        patched.setenv("KOMPASS_SMTP_FROM", SENDER)
        settings_module.settings.cache_clear()
        yield box
    finally:
        controller.stop()


def _certificate(patched: pytest.MonkeyPatch, folder: Path) -> ssl.SSLContext:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    patched.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    return context

"""Hands mails to the mail server of the settings. Nothing here is ever logged with an address."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email.message import EmailMessage

from data.settings import settings

WAIT_SECONDS = 15


class NotSent(Exception):
    """A mail was not handed over, and why, as a code; texts of the server may hold addresses and are dropped.

    `is_certain` False: the connection broke after the mail had begun, and the server may have taken it. `for_all`: no
    other mail would get through either.
    """

    def __init__(self, code: str, *, is_certain: bool = True, for_all: bool = False) -> None:
        super().__init__(code)
        self.code, self.is_certain, self.for_all = code, is_certain, for_all


def send(mail: EmailMessage) -> None:
    """Hand one mail over. Raises NotSent."""
    with _signed_in() as server:
        try:
            server.send_message(mail)
        except smtplib.SMTPRecipientsRefused:
            raise NotSent("recipient_refused") from None
        except smtplib.SMTPSenderRefused:
            raise NotSent("sender_refused", for_all=True) from None
        except smtplib.SMTPResponseException:
            raise NotSent("mail_refused") from None
        except (smtplib.SMTPException, OSError):
            raise NotSent("connection_broken", is_certain=False) from None


def problem() -> str | None:
    """Why the mail server cannot be used now, as a code; None when it can. Sends nothing."""
    try:
        with _signed_in():
            return None
    except NotSent as error:
        return error.code


@contextmanager
def _signed_in() -> Iterator[smtplib.SMTP]:
    with ExitStack() as at_the_end:
        try:
            server = _connected()
            at_the_end.callback(server.close)  # what was handed over was answered; a farewell could only fail
            _secure(server)
        except ssl.SSLError:
            raise NotSent("certificate_not_trusted", for_all=True) from None
        except smtplib.SMTPAuthenticationError:
            raise NotSent("sign_in_refused", for_all=True) from None
        except smtplib.SMTPNotSupportedError:
            raise NotSent("encryption_or_sign_in_not_offered", for_all=True) from None
        except (smtplib.SMTPException, OSError):
            raise NotSent("server_not_reachable", for_all=True) from None
        yield server


def _connected() -> smtplib.SMTP:
    chosen = settings()
    if chosen.smtp_security == "tls":
        trusted = ssl.create_default_context()
        return smtplib.SMTP_SSL(chosen.smtp_host, chosen.mail_port, timeout=WAIT_SECONDS, context=trusted)
    return smtplib.SMTP(chosen.smtp_host, chosen.mail_port, timeout=WAIT_SECONDS)


def _secure(server: smtplib.SMTP) -> None:
    chosen = settings()
    if chosen.smtp_security == "starttls":
        server.starttls(context=ssl.create_default_context())
    if chosen.smtp_user:
        server.login(chosen.smtp_user, chosen.smtp_password.get_secret_value())

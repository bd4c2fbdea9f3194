"""The mail that tells a person what is due: plain text, and the message that carries it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from data.exchange.reminder_texts import ACCOUNT_PATH, TEXTS, site_url, title_of, url_of, when
from data.model.reminders import Digest, Due, Letter


def letter(digest: Digest, commune: str, language: str, base_url: str) -> Letter:
    """What a person reads: what is late, what waits, what comes, each with its link; last, where the switch is."""
    texts = TEXTS[language]
    parts = (("late", digest.late), ("waiting", digest.waiting), ("coming", digest.coming))
    counts = ", ".join(texts[f"count_{name}"].format(n=len(dues)) for name, dues in parts if dues)
    blocks = [
        texts["greeting"],
        texts["intro"].format(commune=_one_line(commune)),
        *("\n".join(_block(texts[f"head_{name}"], dues, language, base_url)) for name, dues in parts if dues),
        "-- \n" + "\n".join(filter(None, (texts["why"], texts["off"], site_url(base_url, ACCOUNT_PATH)))),
    ]
    return Letter(texts["subject"].format(counts=counts), "\n\n".join(blocks) + "\n")


def message(told: Letter, *, sender: str, recipient: str, at: datetime, base_url: str) -> EmailMessage:
    """The message for one mailbox. Raises ValueError for what could add a header."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address("Kompass 2035", addr_spec=sender)
    mail["To"] = Address(addr_spec=recipient)
    mail["Subject"] = told.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"  # no out-of-office note comes back (RFC 3834)
    if base_url:
        mail["List-Unsubscribe"] = f"<{site_url(base_url, ACCOUNT_PATH)}>"
    mail.set_content(told.text)
    return mail


def _block(head: str, dues: Iterable[Due], language: str, base_url: str) -> Iterator[str]:
    yield head
    for due in dues:
        day, title = when(due, language), title_of(due, language)
        yield f"- {title} ({day})" if due.days_late else f"- {day}: {title}" if day else f"- {title}"
        if base_url:
            yield f"  {url_of(due, base_url)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())

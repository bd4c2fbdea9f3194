"""The words of Rückhalt for what the data holds as codes."""

from __future__ import annotations

from datetime import datetime, timedelta

from components.language import _, day, hour, now, plural, weekday, with_dates
from components.plain_text import escaped
from data.model.support import (
    Anonymous,
    Channel,
    CheckState,
    Reach,
    Reachability,
    Reason,
    ServiceKind,
    ShownPhone,
    Source,
)

UNDATED = "unknown"
SOON_DAYS = 6


def reach(reachability: Reachability) -> str:
    """Whether somebody answers now, as icon and words in Markdown."""
    words, sign = _reach(reachability), _SIGNS.get(reachability.state, "")
    if not words:
        return _("Zeiten nicht angegeben")
    if reachability.maybe_closed_in:
        lands = ", ".join(reachability.maybe_closed_in)
        words += " " + _("(am Feiertag in {lands} vielleicht nicht)", lands=lands)
    if reachability.maybe_closed_on_eve:
        words += " " + _("(am 24. und 31. Dezember vielleicht nicht)")
    return f"{sign} {words}".strip()


_SIGNS = {
    Reach.ALWAYS: ":material/check_circle:",
    Reach.NOW: ":material/check_circle:",
    Reach.LATER: ":material/schedule:",
}


def _reach(reachability: Reachability) -> str:
    channel = channels()[reachability.channel] if reachability.channel else ""
    if reachability.state is Reach.ALWAYS:
        return _("rund um die Uhr") + channel
    if reachability.state is Reach.NOW and reachability.until is not None:
        return _("jetzt erreichbar bis {hour}", hour=_until(reachability.until)) + channel
    if reachability.state is Reach.LATER and reachability.again_at is not None:
        return _("wieder {when}", when=when(reachability.again_at, now())) + channel
    return ""


def _until(moment: datetime) -> str:
    return _("24 Uhr") if not (moment.hour or moment.minute) else hour(moment)


def when(moment: datetime, seen_from: datetime) -> str:
    """A coming moment as people say it: heute 15 Uhr, morgen 9 Uhr, Montag 9 Uhr; later than that with its date."""
    days = (moment.date() - seen_from.date()).days
    if days == 0:
        return _("heute {hour}", hour=hour(moment))
    if days == 1:
        return _("morgen {hour}", hour=hour(moment))
    if timedelta(days=days) <= timedelta(days=SOON_DAYS):
        return f"{weekday(moment)} {hour(moment)}"
    return f"{day(moment)}, {hour(moment)}"


def channels() -> dict[Channel, str]:
    """How a way to reach somebody is told behind its hours; nothing for the phone."""
    return {Channel.PHONE: "", Channel.CHAT: " " + _("(Chat)"), Channel.FORM: " " + _("(Formular)")}


def number(phone: ShownPhone, icon: str = ":material/call:") -> str:
    """A phone number as a link that a phone dials."""
    return f"[{icon} {phone.number}](tel:{phone.dial})".replace("[ ", "[")


def to_verify(phone: ShownPhone) -> str:
    """What to say beside a number that is fairly sure only; empty for a sure one."""
    if phone.to_verify_as_of is None:
        return ""
    return _("Stand: {day}, bitte prüfen", day=dated(phone.to_verify_as_of))


def dated(source_date: str) -> str:
    """When a source is from, as people write it; sources without a date say so."""
    return escaped(with_dates(source_date.replace(UNDATED, _("ohne Datum")) or _("ohne Datum")))


def host(address: str) -> str:
    """The name of the site that an address leads to, as people recognise it."""
    return (address.split("/")[2] if "//" in address else address).removeprefix("www.")


def source(given: Source) -> str:
    """A source with its date, as a link where there is one."""
    name = escaped(given.name)
    return f"{f'[{name}]({given.address})' if given.address else name}, {dated(given.dated)}"


def checked(state: CheckState) -> str:
    """When a person last looked whether an entry is right."""
    if state.checked_on is None:
        return _("noch von keiner Person geprüft")
    told = _("geprüft am {day}", day=day(state.checked_on))
    return told + ", " + _("vor mehr als 180 Tagen") if state.is_due else told


def minutes(count: int) -> str:
    """A time span in minutes."""
    return plural("{n} Minute", "{n} Minuten", count)


def kinds() -> dict[ServiceKind, str]:
    """What a service is."""
    return {
        ServiceKind.POLICE: _("Polizei"),
        ServiceKind.JUSTICE: _("Justiz"),
        ServiceKind.COUNSELLING: _("Beratung"),
        ServiceKind.REPORT: _("Meldestelle"),
        ServiceKind.INFORMATION: _("Information"),
        ServiceKind.MONEY: _("Geld und Recht"),
    }


def anonymity() -> dict[Anonymous, str]:
    """Whether somebody may stay anonymous; nothing where no source says it."""
    return {
        Anonymous.YES: _("anonym möglich"),
        Anonymous.ON_WISH: _("auf Wunsch anonym"),
        Anonymous.NO: _("nicht anonym"),
        Anonymous.UNKNOWN: "",
        Anonymous.NOT_APPLICABLE: "",
    }


def reason(why: Reason, land: str) -> str:
    """Why a contact or a step is suggested."""
    return {
        Reason.DANGER: _("bei Gefahr"),
        Reason.SITUATION: _("für diesen Vorfall"),
        Reason.CONCERNED: _("für die Betroffenen"),
        Reason.LAND: _("für {land}", land=land) if land else _("für Ihr Land"),
        Reason.GUIDE: _("kennt den Weg zu allen anderen"),
        Reason.TO_TALK: _("zum Reden"),
        Reason.ALWAYS_THERE: _("ist jetzt da"),
    }[why]

"""The words of the network: topics, kinds, states, how dates are told."""

from __future__ import annotations

from datetime import timedelta

from components import commune_words, texts
from components.language import _, clock, day, long_day, number, plural
from components.plain_text import escaped, phone_link
from data.model.catalogue import Catalogue
from data.model.exchange_dates import ExchangeDate, ExchangeKind, StatedDate
from data.model.network import Contact, EntryKind, EntryState, RequestState, StatedEntry, StatedRequest
from data.model.people import Commune


def topics(catalogue: Catalogue) -> dict[str, str]:
    """The name of every topic by key: each field as a whole, followed by its criteria."""
    found: dict[str, str] = {}
    for field in catalogue.fields:
        found[field.key] = _("{field} (ganzes Handlungsfeld)", field=field.title)
        found |= {criterion.key: criterion.title for criterion in field.criteria}
    return found


def kind_badge(kind: EntryKind) -> str:
    """What an entry says, as icon and word, so that the colour says nothing alone."""
    if kind is EntryKind.STRONG:
        return _(":green-badge[:material/workspace_premium: stark]")
    return _(":blue-badge[:material/search: sucht Austausch]")


def about(kind: EntryKind, topic: str) -> str:
    """What an own entry says, in a phrase."""
    if kind is EntryKind.STRONG:
        return _("Wir sind stark in: {topic}", topic=topic)
    return _("Wir suchen Austausch zu: {topic}", topic=topic)


def entry_state(stated: StatedEntry) -> str:
    """Whether others see an own entry, in a sentence."""
    if stated.state is EntryState.WAITS_FOR_DAY:
        return _(
            "Erscheint am {day}, zusammen mit den anderen anonymen Einträgen der Woche.",
            day=day(stated.entry.shown_from),
        )
    if stated.state is EntryState.WAITS_FOR_CROWD:
        return _(
            "Wartet, bis mindestens sieben Kommunen diesen Eintrag geschrieben haben könnten. So bleibt er anonym."
        )
    if stated.entry.named:
        return _("Alle im Netzwerk sehen ihn, mit dem Namen Ihrer Kommune.")
    return _("Alle im Netzwerk sehen ihn, ohne den Namen Ihrer Kommune.")


def request_badge(state: RequestState) -> str:
    """Where a request stands, as a badge."""
    colour, icon, word = {
        RequestState.REQUESTED: ("violet", "schedule", _("wartet auf Antwort")),
        RequestState.ACCEPTED: ("green", "handshake", _("beide haben zugestimmt")),
        RequestState.DECLINED: ("gray", "block", _("abgelehnt")),
        RequestState.WITHDRAWN: ("gray", "undo", _("zurückgezogen")),
        RequestState.EXPIRED: ("gray", "hourglass_disabled", _("abgelaufen")),
    }[state]
    return texts.badge(colour, f":material/{icon}:", word)


def author(commune: str) -> str:
    """Who wrote an entry, or that nobody is told."""
    return escaped(commune) or _("anonym")


def other_side(request: StatedRequest) -> str:
    """The name of the other side, or that it is not known."""
    return escaped(request.commune) or _("eine Kommune, die anonym bleibt")


def contact_lines(contact: Contact) -> str:
    """A contact person as lines of Markdown, with links that write and call."""
    lines = [f"**{escaped(contact.name)}**", escaped(contact.function)]
    lines.append(f"[{escaped(contact.mail)}](mailto:{contact.mail})")
    if contact.phone:
        lines.append(phone_link(contact.phone))
    return "  \n".join(lines)


def facts(commune: Commune) -> str:
    """The public facts on a commune in one line."""
    kind = commune_words.fact("type", commune.kind.value)
    people = _("{n} Menschen", n=number(commune.population))
    return f"{kind} · {commune.land} · {people}"


def not_to_be_passed_on(on: str) -> str:
    """What every file with contact persons says."""
    return _(
        "Stand {day}. Nur für den Austausch zwischen Kommunen im Kompass 2035. Nicht weitergeben, nicht "
        "veröffentlichen; wer widerruft, muss aus allen Kopien gelöscht werden.",
        day=on,
    )


def date_kinds() -> dict[ExchangeKind, str]:
    """How people meet, in words."""
    return {
        ExchangeKind.ROUND: _("Austauschrunde"),
        ExchangeKind.PEER_CONSULTATION: _("Kollegiale Fallberatung"),
        ExchangeKind.CONFERENCE: _("Fachtag"),
        ExchangeKind.VISIT: _("Besuch vor Ort"),
        ExchangeKind.ONLINE_HOUR: _("Digitale Sprechstunde"),
    }


def when(date: ExchangeDate) -> str:
    """Day of the week, date, beginning and end."""
    begins, ends = date.wish.starts_at, date.wish.starts_at + timedelta(minutes=date.wish.minutes)
    if day(begins) != day(ends):
        return _(
            "{day}, {begin} Uhr bis {last}, {end} Uhr",
            day=long_day(begins),
            begin=clock(begins),
            last=long_day(ends),
            end=clock(ends),
        )
    return _("{day}, {begin} bis {end} Uhr", day=long_day(begins), begin=clock(begins), end=clock(ends))


def host(date: ExchangeDate) -> str:
    """Who invites."""
    return escaped(date.host) if date.host_id is not None else _("Plattform-Team")


def places(stated: StatedDate) -> str:
    """How many places are left, in a sentence; empty where there is no limit."""
    if stated.free is None or stated.date.wish.seats is None:
        return ""
    if stated.free:
        return plural("Noch ein Platz frei.", "Noch {n} Plätze frei.", stated.free)
    if not stated.waiting:
        return _("Alle Plätze sind vergeben. Sie können sich auf die Warteliste setzen.")
    told = plural("eine Person wartet", "{n} Personen warten", stated.waiting)
    return _("Alle Plätze sind vergeben, {told}.", told=told)

"""The words of the priorities: states, steps, parts and their values, what effect beside effort means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components import texts
from components.language import _, plural
from components.plain_text import escaped
from data.model.catalogue import Catalogue
from data.model.plan import PriorityStatus
from data.model.priorities_view import PrioritiesView

SHOWN_OF_A_TEXT = 120
MIDDLE = 3
PARTS = ("title", "reason", "criteria", "field_key", "effect", "effort", "decision")
TYPED = frozenset({"title", "reason", "decision"})

STATUS_LOOKS = {
    PriorityStatus.PROPOSED: ("gray", ":material/lightbulb:"),
    PriorityStatus.AGREED: ("violet", ":material/handshake:"),
    PriorityStatus.RUNNING: ("blue", ":material/play_circle:"),
    PriorityStatus.REACHED: ("green", ":material/check_circle:"),
    PriorityStatus.STOPPED: ("gray", ":material/stop_circle:"),
}


@dataclass(frozen=True)
class Names:
    """The titles of criteria and fields by key, from all catalogues; `own` is the one of the newest result."""

    own: Catalogue
    criteria: Mapping[str, str]
    fields: Mapping[str, str]
    short_fields: Mapping[str, str]
    field_of: Mapping[str, str]


def names(known: Sequence[Catalogue], preferred: str) -> Names:
    """The titles of all catalogues, those of the preferred version first."""
    own = next(each for each in known if each.version == preferred)
    in_order = [*(each for each in known if each is not own), own]
    return Names(
        own=own,
        criteria={criterion.key: criterion.title for each in in_order for criterion in each.criteria},
        fields={field.key: field.title for each in in_order for field in each.fields},
        short_fields={field.key: field.short_title for each in in_order for field in each.fields},
        field_of={c.key: field.key for each in in_order for field in each.fields for c in field.criteria},
    )


def status(of: PriorityStatus) -> str:
    """A state in a word."""
    return {
        PriorityStatus.PROPOSED: _("vorgeschlagen"),
        PriorityStatus.AGREED: _("vereinbart"),
        PriorityStatus.RUNNING: _("in Umsetzung"),
        PriorityStatus.REACHED: _("erreicht"),
        PriorityStatus.STOPPED: _("beendet"),
    }[of]


def status_badge(of: PriorityStatus) -> str:
    """A state as a badge."""
    return texts.badge(*STATUS_LOOKS[of], status(of))


def step_to(of: PriorityStatus, to: PriorityStatus) -> str:
    """What is done when a priority goes from one state to another, as people say it."""
    if of is PriorityStatus.STOPPED:
        return _("wieder vorschlagen")
    if of is PriorityStatus.REACHED:
        return _("wieder aufnehmen")
    if of is PriorityStatus.PROPOSED and to is PriorityStatus.STOPPED:
        return _("nicht weiterverfolgen")
    return {
        PriorityStatus.PROPOSED: _("zurück zu den Vorschlägen"),
        PriorityStatus.AGREED: _("vereinbaren"),
        PriorityStatus.RUNNING: _("mit der Umsetzung beginnen"),
        PriorityStatus.REACHED: _("als erreicht melden"),
        PriorityStatus.STOPPED: _("beenden"),
    }[to]


def why(to: PriorityStatus) -> str:
    """What is asked when a state changes."""
    return {
        PriorityStatus.AGREED: _("Warum gerade dieser Schwerpunkt? Ein Satz."),
        PriorityStatus.RUNNING: _("Womit beginnt es? Ein Satz."),
        PriorityStatus.REACHED: _("Woran sehen Sie das? Ein Satz."),
        PriorityStatus.STOPPED: _("Warum geht es hier nicht weiter? Ein Satz."),
    }.get(to, _("Warum? Ein Satz."))


def moved(title: str, to: PriorityStatus) -> str:
    """What a step did."""
    return _("„{title}“ ist jetzt {status}.", title=escaped(title), status=status(to))


def agreed(view: PrioritiesView) -> str:
    """How many priorities are agreed, and how many of their measures need a look today."""
    count = len(view.chosen)
    if not count:
        return _("Noch ist kein Schwerpunkt vereinbart.")
    running = sum(each.priority.status is PriorityStatus.RUNNING for each in view.chosen)
    told = plural("Ein Schwerpunkt ist vereinbart", "{n} Schwerpunkte sind vereinbart", count)
    told = _("{told}, davon {running} in Umsetzung.", told=told, running=running) if running else f"{told}."
    looks = sum(each.counts.need_look for each in view.chosen)
    if not looks:
        return told
    return f"{told} " + plural(
        "Eine Maßnahme darunter braucht einen Blick.", "{n} Maßnahmen darunter brauchen einen Blick.", looks
    )


def how_many(view: PrioritiesView) -> str:
    """A calm word where fewer or more are agreed than experience advises; else empty."""
    count, fewest, most = len(view.chosen), view.fewest, view.most
    if 0 < count < fewest:
        return _("Bewährt haben sich {fewest} bis {most} Schwerpunkte. Es ist noch Platz.", fewest=fewest, most=most)
    if not count:
        return _(
            "Bewährt haben sich {fewest} bis {most} Schwerpunkte: genug, um etwas zu bewegen, und wenig genug, um es "
            "zu schaffen.",
            fewest=fewest,
            most=most,
        )
    if count == most:
        return _("Das sind so viele, wie sich bewährt haben. Ein weiterer braucht zuerst Platz.")
    if count > most:
        return _("Bewährt haben sich höchstens {most} Schwerpunkte. Weniger auf einmal gelingt leichter.", most=most)
    return ""


def quadrant(effect: int, effort: int) -> str:
    """What effect beside effort (1 to 5 each) says about when to begin."""
    if MIDDLE in (effect, effort):
        return _("im Mittelfeld")
    if effect > MIDDLE:
        return quick() if effort < MIDDLE else worth_it()
    return on_the_side() if effort < MIDDLE else think_twice()


def quick() -> str:
    """Large effect, small effort."""
    return _("schnell umsetzbar")


def worth_it() -> str:
    """Large effect, large effort."""
    return _("lohnt die Mühe")


def on_the_side() -> str:
    """Small effect, small effort."""
    return _("nebenbei machbar")


def think_twice() -> str:
    """Small effect, large effort."""
    return _("gut überlegen")


def part_name(part: str) -> str:
    """The name of a part of a priority."""
    return {
        "title": _("Titel"),
        "reason": _("Begründung"),
        "criteria": _("Kriterien"),
        "field_key": _("Handlungsfeld des Ziels 2035"),
        "effect": _("Wirkung"),
        "effort": _("Aufwand"),
        "decision": _("Beschluss"),
    }[part]


def part_value(part: str, text: str, named: Names) -> str:
    """A value of a part that is given as text, as people write it; safe in Markdown."""
    if not text:
        return _("leer")
    written = plain_value(part, text, named)
    return escaped(written) if part in TYPED else written


def plain_value(part: str, text: str, named: Names) -> str:
    """A value of a part that is given as text, with names instead of keys; empty for nothing, not for Markdown."""
    if part == "criteria" and text:
        return texts.listed([named.criteria.get(key, key) for key in text.split(", ")])
    if part == "field_key":
        return named.fields.get(text, text)
    if part in ("effect", "effort") and text:
        return _("{level} von 5", level=text)
    return text


def paragraphs(text: str) -> str:
    """What people wrote, with its paragraphs; every Markdown sign shown as typed."""
    return "\n\n".join(escaped(paragraph) for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip())

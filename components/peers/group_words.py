"""The shown group in words: its name, what is shown instead of a wish, on how many communes it rests."""

from __future__ import annotations

from components import commune_words
from components.language import _, day, number, with_dates
from data.model.benchmark import GroupBasis, PeerComparison, PeerGroup


def name(group: PeerGroup) -> str:
    """What the shown group is called."""
    return commune_words.group(group.shown) if group.shown else _("Alle Kommunen")


def compared_with(group: PeerGroup) -> str:
    """The group as the one somebody is compared with."""
    if group.basis is GroupBasis.OWN_CELL:
        return _("Verglichen mit der festen Zelle Ihrer Kommune")
    if not group.shown:
        return _("Verglichen mit allen gezählten Kommunen")
    return _("Verglichen mit der Gruppe „{group}“", group=name(group))


def instead(comparison: PeerComparison) -> str | None:
    """Why another group is shown than the wished one, and which; None where it is the wished one."""
    group = comparison.group
    if not group.wished or group.basis is GroupBasis.WISHED:
        return None
    shown = {
        GroupBasis.OWN_CELL: _("Gezeigt wird die feste Zelle Ihrer Kommune („{group}“; {stand})."),
        GroupBasis.ALL: _("Gezeigt werden alle Kommunen ({stand})."),
    }.get(group.basis, _("Gezeigt wird „{group}“ ({stand})."))
    stand = _(
        "{counted} Kommunen, Vergleichsstand {month}",
        counted=number(group.counted),
        month=with_dates(f"{comparison.release_date:%Y-%m}"),
    )
    missing = _(
        "Für „{wished}“ gibt es noch keine geschützte Vergleichsgruppe.", wished=commune_words.group(group.wished)
    )
    return f"{missing} {shown.format(group=name(group), stand=stand)}"


def basis(comparison: PeerComparison) -> str:
    """Group, number counted, date, version, and what volunteers mean for the numbers."""
    own = _("einschließlich Ihrer Kommune") if comparison.own_counted else _("Ihre Kommune ist hier nicht mitgezählt")
    return _(
        "Gruppe: **{group}** · {counted}, {own} · Stand {day} · Fragenkatalog {version}. Es sind Kommunen, die "
        "freiwillig teilnehmen, nicht der deutsche Durchschnitt.",
        group=name(comparison.group),
        counted=counted(comparison.group),
        own=own,
        day=day(comparison.release_date),
        version=comparison.catalogue_version,
    )


def counted(group: PeerGroup) -> str:
    """How many communes are counted, of how many that take part, of how many there are if that is known.

    An own cell is a fixed part of those that take part: it has only its own size.
    """
    if group.basis is GroupBasis.OWN_CELL:
        return _("{counted} Kommunen in dieser Zelle", counted=number(group.counted))
    fills = {"counted": number(group.counted), "participating": number(group.participating)}
    if group.existing is None:
        return _("{counted} von {participating} teilnehmenden Kommunen gezählt", **fills)
    return _(
        "{counted} von {participating} teilnehmenden von {existing} bestehenden Kommunen gezählt",
        existing=number(group.existing),
        **fills,
    )

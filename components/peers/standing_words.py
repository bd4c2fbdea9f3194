"""Where the own commune stands in the shown group, in words that no rank can be made of."""

from __future__ import annotations

from components import texts
from components.language import _, number, plural
from components.peers import group_words
from data.model.benchmark import PeersView, Position, Standing
from data.model.catalogue import Catalogue


def place(position: Position | None) -> str:
    """A place in words; a dash where there is none."""
    if position is None:
        return "–"
    words = {
        Standing.BOTTOM_QUARTER: _("unteres Viertel"),
        Standing.BELOW_MIDDLE: _("unter der Mitte"),
        Standing.ABOUT_MIDDLE: _("etwa in der Mitte"),
        Standing.ABOVE_MIDDLE: _("über der Mitte"),
        Standing.TOP_QUARTER: _("oberes Viertel"),
    }[position.standing]
    return _("vermutlich {words}", words=words) if position.presumably else words


def lead(view: PeersView, catalogue: Catalogue) -> str | None:
    """Where the own commune stands in how many fields; None where that cannot be said."""
    places = [view.positions[field.key] for field in catalogue.fields if field.key in view.positions]
    if not places:
        return None
    counts = {wanted: sum(each.standing is wanted for each in places) for wanted in reversed(Standing)}
    told = texts.listed([_in_fields(standing, n) for standing, n in counts.items() if n])
    sentence = _(
        "{group} liegt Ihre Kommune {told}.", group=group_words.compared_with(view.comparison.group), told=told
    )
    presumed = [field.short_title for field in catalogue.fields if _is_presumed(view, field.key)]
    if not presumed:
        return sentence
    return f"{sentence} " + _(
        "Bei {fields} gilt das nur vermutlich, weil dort Antworten fehlen.", fields=texts.listed(presumed)
    )


def without_place(view: PeersView) -> str:
    """Why no place can be told."""
    if view.other_version is not None:
        return _(
            "Ihre letzte Runde nutzt den Fragenkatalog {own}, dieser Vergleich den Fragenkatalog {release}. "
            "Deshalb stehen Ihre Punkte hier nicht daneben.",
            own=view.other_version,
            release=view.comparison.catalogue_version,
        )
    if view.own is None:
        return _("Ihre Kommune hat noch kein Ergebnis. Unten sehen Sie, wo die gezählten Kommunen stehen.")
    if all(field.score.percent is None for field in view.own.current.result.fields):
        return _(
            "Ihre Kommune hat noch kein bewertetes Handlungsfeld. Unten sehen Sie, wo die gezählten Kommunen stehen."
        )
    if any(figure.median is not None for figure in view.comparison.figures.values()):
        return _("Zu den Handlungsfeldern, in denen Ihre Kommune bewertet ist, hat diese Gruppe keine Werte.")
    return _(
        "In dieser Gruppe sind {counted} Kommunen gezählt. Das sind zu wenige für eine Einordnung; gezeigt wird nur "
        "der Durchschnitt, auf 5 Punkte gerundet.",
        counted=number(view.comparison.group.counted),
    )


def _is_presumed(view: PeersView, field_key: str) -> bool:
    position = view.positions.get(field_key)
    return position is not None and position.presumably


def _in_fields(standing: Standing, n: int) -> str:
    return {
        Standing.BOTTOM_QUARTER: plural("in einem Feld im unteren Viertel", "in {n} Feldern im unteren Viertel", n),
        Standing.BELOW_MIDDLE: plural("in einem Feld unter der Mitte", "in {n} Feldern unter der Mitte", n),
        Standing.ABOUT_MIDDLE: plural("in einem Feld etwa in der Mitte", "in {n} Feldern etwa in der Mitte", n),
        Standing.ABOVE_MIDDLE: plural("in einem Feld über der Mitte", "in {n} Feldern über der Mitte", n),
        Standing.TOP_QUARTER: plural("in einem Feld im oberen Viertel", "in {n} Feldern im oberen Viertel", n),
    }[standing]

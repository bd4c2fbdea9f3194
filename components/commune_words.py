"""The public facts by which communes are compared, in words: kind, size, East or West, urban or rural, Land."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from components import texts
from components.language import _, number

Attributes = Mapping[str, Collection[str]]
"""Values by dimension, as a cell or a filter has them; a dimension that is missing says nothing."""

BAND_EDGES: Mapping[str, tuple[int, int | None]] = {
    "under_5k": (0, 5_000),
    "5k_20k": (5_000, 20_000),
    "20k_100k": (20_000, 100_000),
    "from_100k": (100_000, None),
}
SIZE_CLASS_EDGES: Mapping[str, tuple[int, int | None]] = {
    "under_2k": (0, 2_000),
    "2k_5k": (2_000, 5_000),
    "5k_10k": (5_000, 10_000),
    "10k_20k": (10_000, 20_000),
    "20k_50k": (20_000, 50_000),
    "50k_100k": (50_000, 100_000),
    "100k_200k": (100_000, 200_000),
    "200k_500k": (200_000, 500_000),
    "from_500k": (500_000, None),
}
"""How many people live in a commune of a class: from, and below (None: any number)."""

MOST_LAENDER_NAMED = 4


def dimensions() -> dict[str, str]:
    """The name of every dimension, in the order in which they are offered."""
    return {
        "type": _("Art"),
        "band": _("Einwohnerzahl"),
        "size_class": _("Einwohnerzahl, feiner"),
        "east_west": _("Ost oder West"),
        "region": _("Städtisch oder ländlich"),
        "land": _("Land"),
    }


def value(dimension: str, key: str) -> str:
    """One value of a dimension as an option among others: "Landkreise", "5.000 bis unter 20.000", "ländlich"."""
    words: dict[str, Callable[[str], str]] = {
        "type": lambda kind: _capital(_kinds()[kind]),
        "band": lambda band: _range(*BAND_EDGES[band]),
        "size_class": lambda size_class: _range(*SIZE_CLASS_EDGES[size_class]),
        "east_west": lambda half: {"east": _("Ost"), "west": _("West")}[half],
        "region": lambda region: _regions()[region],
        "land": str,
    }
    return words[dimension](key)


def fact(dimension: str, key: str) -> str:
    """One value of a dimension as a fact about a single commune: "Landkreis", not "Landkreise"."""
    if dimension != "type":
        return value(dimension, key)
    return {
        "municipality": _("Gemeinde"),
        "independent_city": _("Kreisfreie Stadt"),
        "district": _("Landkreis"),
    }[key]


def group(attributes: Attributes) -> str:
    """Communes with these attributes in one phrase: "Gemeinden mit 5.000 bis unter 20.000 Menschen, ländlich, West".

    A dimension that is missing, holds all values or follows from another one is left out. Begins with a capital.
    """
    phrase = ", ".join(
        part
        for part in (_kinds_and_size(attributes), _region(attributes), _half(attributes), _laender(attributes))
        if part
    )
    return _capital(phrase)


def _kinds_and_size(attributes: Attributes) -> str:
    named = _narrowed(attributes, "type", _kinds()) or _("Kommunen")
    size = sizes(attributes)
    return _("{communes} mit {size} Menschen", communes=named, size=size) if size else named


def sizes(attributes: Attributes) -> str:
    """The sizes as few ranges, by the finer classes where there are any; empty where any size is meant."""
    edges, chosen = SIZE_CLASS_EDGES, attributes.get("size_class", ())
    if not chosen:
        edges, chosen = BAND_EDGES, attributes.get("band", ())
    ranges: list[tuple[int, int | None]] = []
    for key, (begin, end) in edges.items():
        if key not in chosen:
            continue
        if ranges and ranges[-1][1] == begin:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((begin, end))
    if not ranges or ranges == [(0, None)]:
        return ""
    words = [_range(begin, end) for begin, end in ranges]
    return words[0] if len(words) == 1 else _("{first} oder {last}", first=", ".join(words[:-1]), last=words[-1])


def _range(begin: int, end: int | None) -> str:
    if end is None:
        return _("mindestens {begin}", begin=number(begin))
    if begin == 0:
        return _("unter {end}", end=number(end))
    return _("{begin} bis unter {end}", begin=number(begin), end=number(end))


def _kinds() -> dict[str, str]:
    return {
        "municipality": _("Gemeinden"),
        "independent_city": _("kreisfreie Städte"),
        "district": _("Landkreise"),
    }


def _regions() -> dict[str, str]:
    return {"urban": _("städtisch"), "rural": _("ländlich"), "not_classified": _("ohne Angabe zur Besiedlung")}


def _region(attributes: Attributes) -> str:
    if set(attributes.get("type", ())) == {"district"}:
        return ""  # districts have no degree of urbanisation: it follows from the kind
    return _narrowed(attributes, "region", _regions())


def _half(attributes: Attributes) -> str:
    halves = set(attributes.get("east_west", ()))
    follows_from_land = 0 < len(attributes.get("land", ())) <= MOST_LAENDER_NAMED
    return value("east_west", halves.pop()) if len(halves) == 1 and not follows_from_land else ""


def _laender(attributes: Attributes) -> str:
    laender = sorted(attributes.get("land", ()))
    if len(laender) > MOST_LAENDER_NAMED:
        return _("aus {n} Ländern", n=number(len(laender)))
    return texts.listed(laender) if laender else ""


def _narrowed(attributes: Attributes, dimension: str, words: Mapping[str, str]) -> str:
    """The words of the values in a dimension; empty where there are none or all."""
    chosen = [word for key, word in words.items() if key in attributes.get(dimension, ())]
    return texts.listed(chosen) if 0 < len(chosen) < len(words) else ""


def _capital(phrase: str) -> str:
    return phrase[0].upper() + phrase[1:]

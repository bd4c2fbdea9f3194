"""The official register in words: an entry in one line, where a commune stands in it, what is wrong in a file."""

from __future__ import annotations

from components.language import _, day, number
from components.plain_text import escaped
from data.model.people import Commune, RegisterStanding
from data.model.register import (
    CommuneNews,
    FollowedCommune,
    RegisterEdition,
    RegisterHit,
    RegisterProblem,
    RegisterProblemKind,
)


def people(population: int) -> str:
    """How many people live somewhere."""
    return _("{n} Menschen", n=number(population))


def about(hit: RegisterHit) -> str:
    """What tells an entry from others of the same name: kind, district, Land, inhabitants, key."""
    entry = hit.entry
    district = _("Kreis {name}", name=escaped(hit.district)) if hit.district else ""
    parts = (escaped(entry.kind_name), district, entry.land, people(entry.population), entry.ags)
    line = " · ".join(part for part in parts if part)
    return line + " · " + _("**nimmt schon teil**") if hit.takes_part else line


def urbanisation(written: str) -> str:
    """How densely a commune is populated, in the words of the register or their translation; a dash if unknown."""
    words = {
        "dicht besiedelt": _("dicht besiedelt"),
        "mittlere Besiedlungsdichte": _("mittlere Besiedlungsdichte"),
        "gering besiedelt": _("gering besiedelt"),
    }
    return words.get(written, "–")


def standing(commune: Commune, successor: str) -> str:
    """Where a commune stands in the register; `successor` is the name of the commune it became part of."""
    return {
        RegisterStanding.UNCHECKED: _("noch nicht geprüft"),
        RegisterStanding.LISTED: _("steht im Register"),
        RegisterStanding.MISSING: _("steht nicht im Register"),
        RegisterStanding.MERGED: _("aufgegangen in {name}", name=escaped(successor)),
    }[commune.register_standing]


def source(edition: RegisterEdition, entries: int) -> str:
    """Where the register comes from, and how old it is."""
    borders = (
        _("Gebietsstand {day}", day=day(edition.borders_on)) if edition.borders_on else _("Gebietsstand unbekannt")
    )
    return _(
        "Quelle: Statistisches Bundesamt (Destatis), Gemeindeverzeichnis. {borders}, {n} Gemeinden und Kreise, "
        "eingelesen am {day} aus der Datei {file}.",
        borders=borders,
        n=number(entries),
        day=day(edition.imported_at),
        file=escaped(edition.file_name),
    )


def news(followed: FollowedCommune) -> str:
    """What an import means for a commune that takes part."""
    told = {
        CommuneNews.MISSING: _("steht nicht mehr im Register"),
        CommuneNews.FOUND: _("steht im Register"),
        CommuneNews.FACTS: _("neue Angaben"),
    }[followed.news]
    names = {
        "name": _("Name"),
        "kind": _("Art"),
        "land": _("Land"),
        "population": _("Einwohnerzahl"),
        "urbanisation": _("Besiedlung"),
    }
    facts = ", ".join(names[fact] for fact in followed.facts)
    return f"{told}: {facts}" if facts else told


def problem(found: RegisterProblem) -> str:
    """What is expected in a line of a register file."""
    expected = escaped(found.expected)
    return {
        RegisterProblemKind.COLUMNS_MISSING: _("In der Kopfzeile fehlen: {columns}.", columns=expected),
        RegisterProblemKind.RECORD_UNREADABLE: _(
            "Diese Zeile ist kein lesbarer Datensatz des Gemeindeverzeichnisses GV100AD. Vielleicht ist sie "
            "abgeschnitten."
        ),
        RegisterProblemKind.OTHER_DAY: _(
            "Diese Zeile hat einen anderen Gebietsstand als der Anfang der Datei ({day}). Vielleicht sind zwei "
            "Ausgaben in einer Datei.",
            day=expected,
        ),
        RegisterProblemKind.KEY_FORM: _(
            "Ein amtlicher Schlüssel hat 8 Ziffern, bei einem Kreis 5, und beginnt mit 01 bis 16 für das Land."
        ),
        RegisterProblemKind.KEY_TWICE: _("Dieser Schlüssel steht schon in Zeile {line}.", line=expected),
        RegisterProblemKind.KEY_AND_LAND: _(
            "Das Land passt nicht zum Schlüssel {key_and_land}.", key_and_land=expected
        ),
        RegisterProblemKind.KEY_AND_KIND: _(
            "Der Schlüssel passt nicht zur Art „{kind}“: Kreise haben 5 Ziffern, alle anderen 8.", kind=expected
        ),
        RegisterProblemKind.NAME: _("Der Name fehlt, ist zu lang oder enthält Steuerzeichen."),
        RegisterProblemKind.KIND: _("Erwartet wird eine Art: {kinds}.", kinds=expected),
        RegisterProblemKind.LAND: _("Erwartet wird ein Land: {laender}.", laender=expected),
        RegisterProblemKind.POPULATION: _("Erwartet wird eine ganze Zahl, zum Beispiel 12345."),
        RegisterProblemKind.URBANISATION: _(
            "Erwartet wird: {urbanisations}; bei einem Kreis bleibt die Zelle leer.", urbanisations=expected
        )
        if expected
        else _("Bei einem Kreis bleibt die Zelle leer."),
        RegisterProblemKind.ZERO_ADDED: _("Gelesen als {ags}: Die führende Null fehlte.", ags=expected),
    }[found.kind]

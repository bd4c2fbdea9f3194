"""The sentence for every problem in a list of measures, and its changes in words."""

from __future__ import annotations

from collections.abc import Sequence

from components import texts
from components.language import _
from components.plain_text import escaped
from components.plan import measures_words as words
from data.model.measure_import import MeasureProblem, MeasureProblemKind, PartChange
from data.model.plan import MeasureStatus, Priority


def problem(of: MeasureProblem) -> str:
    """What is expected in a place of the file, and what was probably meant there."""
    if of.kind is MeasureProblemKind.IMPOSSIBLE:
        return texts.sentence_of(of.code, of.details)
    sentence = _sentences(of)[of.kind]
    return sentence + " " + _("Meinten Sie „{meant}“?", meant=escaped(of.suggestion)) if of.suggestion else sentence


def hindered(of: MeasureProblem) -> str:
    """Why the row of a conflict cannot be taken from the file as it is."""
    return _("Zeile {row} lässt sich so nicht aus der Datei übernehmen. {why}", row=of.position.row, why=problem(of))


def _sentences(of: MeasureProblem) -> dict[MeasureProblemKind, str]:
    expected = escaped(", ".join(of.expected))
    row = of.expected[0] if of.expected else "–"
    kinds = MeasureProblemKind
    return {
        kinds.UNKNOWN_ID: _(
            "Eine Maßnahme mit dieser Nummer gibt es nicht. Erwartet wird die Nummer aus der heruntergeladenen Liste; "
            "eine neue Maßnahme hat keine."
        ),
        kinds.ID_TWICE: _("Diese Nummer steht schon in Zeile {row}. Bitte lassen Sie nur eine stehen.", row=row),
        kinds.TITLE_TWICE: _(
            "Dieser Titel steht schon in Zeile {row}. Bitte geben Sie jeder Maßnahme einen eigenen.", row=row
        ),
        kinds.TITLE_MISSING: _("Hier fehlt der Titel. Jede Maßnahme braucht einen."),
        kinds.UNKNOWN_PRIORITY: _("Erwartet wird der Titel eines Schwerpunkts: {titles}.", titles=expected)
        if expected
        else _("Es gibt noch keinen Schwerpunkt. Legen Sie ihn zuerst an, oder lassen Sie die Zelle leer."),
        kinds.UNKNOWN_STATUS: _("Erwartet wird einer von diesen Ständen: {states}.", states=expected),
        kinds.NO_DAY: _("Erwartet wird ein Tag wie 31.12.2027 oder eine leere Zelle."),
        kinds.NO_NUMBER: _("Erwartet wird eine ganze Zahl wie 12.000 oder eine leere Zelle."),
        kinds.FORMULA_WITHOUT_VALUE: _(
            "Die Formel hat keinen Wert. Bitte öffnen und speichern Sie die Datei in Excel oder LibreOffice, oder "
            "tragen Sie den Wert selbst ein."
        ),
        kinds.STEP_IMPOSSIBLE: _(
            "Von ihrem jetzigen Stand aus kann die Maßnahme nur werden: {states}.", states=_states(of)
        ),
        kinds.REASON_MISSING: _("Der Stand ändert sich. Bitte sagen Sie in der Spalte „Grund“ in einem Satz, warum."),
    }


def _states(of: MeasureProblem) -> str:
    if of.kind is not MeasureProblemKind.STEP_IMPOSSIBLE:
        return ""
    return ", ".join(words.status(MeasureStatus(value)) for value in of.expected)


def found(of: MeasureProblem) -> str:
    """What stands in the place of a problem."""
    if of.kind is MeasureProblemKind.STEP_IMPOSSIBLE:
        return words.status(MeasureStatus(of.found))
    return escaped(of.found) or _("leer")


def parts(changes: Sequence[PartChange], priorities: Sequence[Priority], *, is_new: bool = False) -> str:
    """The changes of a row, one after the other."""
    told = []
    for change in changes:
        name = words.part_name(change.part)
        wished = words.part_value(change.part, change.wished, priorities)
        if is_new:
            told.append(f"{name}: {wished}")
        else:
            told.append(f"{name}: {words.part_value(change.part, change.stored, priorities)} → **{wished}**")
    return "; ".join(told)

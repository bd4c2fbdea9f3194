"""The sentences for what is refused about meetings, agendas, decisions and tasks."""

from __future__ import annotations

from components.language import _


def about_meetings() -> dict[str, str]:
    """The sentence for every code of an error that meetings raise; its blanks are the error's details."""
    return _about_the_meeting() | _about_the_agenda() | _about_outcomes()


def _about_the_meeting() -> dict[str, str]:
    return {
        "meeting_not_found": _("Diese Sitzung gibt es nicht."),
        "meeting_step_impossible": _(
            "Das geht mit der Sitzung „{title}“ nicht mehr. Inzwischen hat jemand anderes ihren Stand geändert."
        ),
        "meeting_is_over": _("Die Sitzung „{title}“ ist geschlossen oder abgesagt und lässt sich nicht mehr ändern."),
        "meeting_not_running": _("Das geht nur, während die Sitzung „{title}“ läuft."),
        "meeting_has_decided": _(
            "In dieser Sitzung gibt es schon Beschlüsse oder Aufgaben. Sie lässt sich nur noch schließen."
        ),
        "meeting_changed_meanwhile": _(
            "Inzwischen hat jemand anderes diese Angabe zur Sitzung geändert. Bitte sehen Sie sich die neue an."
        ),
        "meeting_text_needed": _("Bitte schreiben Sie etwas in dieses Feld."),
        "meeting_text_too_long": _("Dieser Text ist zu lang: höchstens {longest} Zeichen."),
        "meeting_minutes_impossible": _("Bitte geben Sie eine Dauer von {fewest} bis {most} Minuten an."),
        "participant_is_invited": _("Diese Person oder Funktion steht schon auf der Liste."),
        "participant_not_found": _("Diese Person oder Funktion steht nicht mehr auf der Liste."),
        "too_many_participants": _("Auf der Liste haben höchstens {most} Personen und Funktionen Platz."),
        "minutes_not_found": _(
            "Für diese Sitzung gibt es noch kein Protokoll. Es entsteht, wenn sie geschlossen wird."
        ),
    }


def _about_the_agenda() -> dict[str, str]:
    return {
        "agenda_item_not_found": _("Diesen Punkt gibt es auf der Tagesordnung nicht mehr."),
        "agenda_changed_meanwhile": _(
            "Inzwischen hat jemand anderes diesen Punkt geändert. Bitte sehen Sie sich den neuen Stand an."
        ),
        "agenda_too_long": _("Eine Tagesordnung hat höchstens {most} Punkte."),
        "meeting_has_begun": _(
            "Die Sitzung läuft schon. Ein Punkt, der nicht mehr gebraucht wird, kann entfallen oder vertagt werden."
        ),
        "agenda_item_has_notes": _(
            "Zu diesem Punkt gibt es Notizen. Damit sie nicht verloren gehen, bleibt er bis zur Sitzung; dort kann er "
            "entfallen oder vertagt werden."
        ),
        "note_changed_meanwhile": _(
            "Sie haben Ihre Notiz inzwischen an anderer Stelle geändert. Bitte sehen Sie sich die gespeicherte an."
        ),
    }


def _about_outcomes() -> dict[str, str]:
    return {
        "votes_impossible": _(
            "Bitte zählen Sie mindestens eine und höchstens {most} Stimmen, oder lassen Sie das Zählen weg."
        ),
        "decision_not_found": _(
            "Den Beschluss Nr. {number} gibt es nicht, oder er gilt nicht mehr. Bitte prüfen Sie die Nummer."
        ),
        "decision_changed_meanwhile": _(
            "Inzwischen hat jemand anderes diesen Beschluss geändert. Bitte sehen Sie sich den neuen Stand an."
        ),
        "decision_is_withdrawn": _("Der Beschluss Nr. {number} ist zurückgezogen und lässt sich nicht mehr ändern."),
        "task_not_found": _("Diese Aufgabe gibt es nicht mehr."),
        "task_changed_meanwhile": _(
            "Inzwischen hat jemand anderes diese Aufgabe geändert. Bitte sehen Sie sich den neuen Stand an."
        ),
    }

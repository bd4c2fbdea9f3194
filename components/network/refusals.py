"""The sentences for what is refused in the network."""

from __future__ import annotations

from components.language import _


def about_network() -> dict[str, str]:
    """The sentence for every code of an error that the network raises; its blanks are the error's details."""
    return _about_contacts() | _about_entries() | _about_requests() | _about_dates()


def _about_contacts() -> dict[str, str]:
    return {
        "contact_name_length": _("Bitte geben Sie Ihren Namen an, höchstens {longest} Zeichen."),
        "contact_function_length": _("Bitte geben Sie Ihre Funktion an, höchstens {longest} Zeichen."),
        "contact_phone_invalid": _(
            "Diese Telefonnummer kann man nicht wählen. Sie sieht so aus: +49 30 12345-67. Bitte nur eine Nummer. Das "
            "Feld darf leer sein."
        ),
        "contact_changed_meanwhile": _(
            "Ihre Angaben wurden inzwischen in einem anderen Fenster geändert. Bitte laden Sie die Seite neu."
        ),
        "contact_not_found": _(
            "Diese Ansprechperson gibt es in Ihrer Kommune nicht mehr. Bitte wählen Sie eine andere."
        ),
    }


def _about_entries() -> dict[str, str]:
    return {
        "network_text_length": _("Der Text braucht {shortest} bis {longest} Zeichen."),
        "network_topic_unknown": _("Bitte wählen Sie ein Kriterium oder ein ganzes Handlungsfeld."),
        "network_text_tells": _(
            "Noch nicht gespeichert: Daran könnte man Ihre Kommune erkennen: {words}. Bitte ändern Sie den Text, oder "
            "bestätigen Sie darunter, dass er nichts verrät."
        ),
        "network_entry_exists": _("Dazu hat Ihre Kommune schon einen Eintrag. Ändern Sie dort den Text."),
        "network_entry_not_found": _("Diesen Eintrag gibt es nicht mehr."),
        "network_entry_changed_meanwhile": _(
            "Inzwischen hat jemand aus Ihrer Kommune diesen Eintrag geändert. Bitte sehen Sie sich den neuen Stand an."
        ),
    }


def _about_requests() -> dict[str, str]:
    return {
        "network_request_own": _("Diesen Eintrag hat Ihre eigene Kommune geschrieben."),
        "network_message_length": _("Die Nachricht braucht {shortest} bis {longest} Zeichen."),
        "network_sentence_length": _("Dieser Satz ist zu lang: höchstens {longest} Zeichen."),
        "network_request_open_already": _("Ihre Kommune hat zu diesem Eintrag schon eine offene Anfrage."),
        "network_request_accepted_already": _(
            "Zu diesem Eintrag sind Sie schon im Gespräch. Die Ansprechperson steht unter „Anfragen“."
        ),
        "network_request_declined_lately": _(
            "Zu diesem Eintrag wurde eine Anfrage Ihrer Kommune abgelehnt. Eine neue ist ab dem {until} möglich."
        ),
        "network_too_many_requests": _(
            "Ihre Kommune hat {most} offene Anfragen. Nehmen Sie eine zurück oder warten Sie auf eine Antwort."
        ),
        "network_request_not_open": _(
            "Diese Anfrage ist nicht mehr offen: Sie wurde inzwischen beantwortet, zurückgezogen oder ist abgelaufen."
        ),
        "network_request_not_found": _("Diese Anfrage gibt es nicht."),
    }


def _about_dates() -> dict[str, str]:
    return {
        "exchange_title_length": _("Bitte geben Sie dem Termin einen Titel, höchstens {longest} Zeichen."),
        "exchange_date_in_the_past": _("Der Termin muss in der Zukunft beginnen."),
        "exchange_length": _("Bitte geben Sie eine Dauer von {shortest} bis {longest} Minuten an."),
        "exchange_place_missing": _("Bitte nennen Sie einen Ort oder einen Link."),
        "exchange_seats": _("Bitte geben Sie 1 bis {most} Plätze an, oder lassen Sie das Feld leer."),
        # More than one: nobody can wish for less than one place.
        "exchange_seats_taken": _(
            "{taken} Personen haben schon einen Platz. Weniger Plätze gehen erst, wenn jemand absagt."
        ),
        "exchange_link_invalid": _(
            "Der Link muss eine vollständige Adresse sein, zum Beispiel https://treffen.example/raum."
        ),
        "exchange_text_too_long": _("Einer der Texte ist zu lang: höchstens {longest} Zeichen."),
        "exchange_sentence_length": _("Bitte sagen Sie in einem Satz, warum: 1 bis {longest} Zeichen."),
        "exchange_date_cancelled": _("Dieser Termin ist abgesagt."),
        "exchange_date_began": _("Dieser Termin hat schon begonnen."),
        "exchange_date_not_found": _("Diesen Termin gibt es nicht."),
        "exchange_date_changed_meanwhile": _(
            "Inzwischen hat jemand anderes diesen Termin geändert. Bitte sehen Sie sich den neuen Stand an."
        ),
    }

"""The sentences for what is refused about the commune's own contact persons."""

from __future__ import annotations

from components.language import _


def about_own_contacts() -> dict[str, str]:
    """The sentence for every code of an error that they raise; its blanks are the error's details."""
    return {
        "support_contact_not_found": _("Diese Ansprechperson steht nicht mehr auf der Liste."),
        "support_contact_function_needed": _("Bitte geben Sie an, wofür man sich an diese Person oder Stelle wendet."),
        "support_contact_way_needed": _("Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an."),
        "support_contact_phone_invalid": _(
            "Diese Telefonnummer kann man nicht wählen. Sie sieht so aus: 0123 456789. Bitte nur eine Nummer."
        ),
        "support_contact_too_long": _("Diese Angabe ist zu lang: höchstens {longest} Zeichen."),
        "support_contacts_full": _("Auf der Liste haben höchstens {most} Ansprechpersonen Platz."),
        "support_contact_changed_meanwhile": _(
            "Inzwischen hat jemand anderes diese Ansprechperson geändert. Bitte sehen Sie sich den neuen Stand an."
        ),
    }

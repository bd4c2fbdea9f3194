"""The sentences for what is refused about articles and offered practice."""

from __future__ import annotations

from components.language import _


def about_knowledge() -> dict[str, str]:
    """The sentence for every code of an error that the knowledge base raises; its blanks are the error's details."""
    return {
        "article_not_found": _("Diesen Artikel gibt es nicht, oder er wurde zurückgezogen."),
        "article_changed_meanwhile": _(
            "Inzwischen hat jemand anderes eine neuere Fassung gespeichert. Ihr Text steht noch in den Feldern."
        ),
        "article_title_length": _("Der Titel braucht 1 bis {longest} Zeichen, in jeder Sprache."),
        "article_summary_length": _("Die Zusammenfassung braucht 1 bis {longest} Zeichen, in jeder Sprache."),
        "article_body_length": _("Der Text braucht 1 bis {longest} Zeichen, in jeder Sprache."),
        "article_kind_is_for_offers": _("Ein gutes Beispiel kann nur eine Kommune anbieten."),
        "article_criteria": _("Bitte wählen Sie höchstens {most} Kriterien aus der Liste."),
        "article_too_many_sources": _("Möglich sind höchstens {most} Quellen."),
        "article_source_form": _(
            "Diese Quelle ist nicht verständlich: „{found}“. Eine Quelle hat einen Titel, eine Adresse mit https:// "
            "und wenn möglich ein Datum wie 2024-05-31, getrennt durch senkrechte Striche."
        ),
        "article_sentence_length": _("Bitte sagen Sie dazu einen Satz, höchstens {longest} Zeichen."),
        "offer_not_found": _("Dieses Angebot gibt es nicht."),
        "offer_changed_meanwhile": _(
            "Inzwischen hat jemand anderes dieses Angebot geändert. Bitte sehen Sie sich den neuen Stand an."
        ),
        "practice_title_length": _("Der Titel braucht 1 bis {longest} Zeichen."),
        "practice_answers_needed": _(
            "Bitte beantworten Sie die ersten drei Fragen: wie es war, was Sie getan haben, was es gebracht hat."
        ),
        "practice_answer_too_long": _("Eine Antwort ist zu lang: höchstens {longest} Zeichen."),
        "practice_criterion_needed": _("Bitte wählen Sie mindestens ein Kriterium, zu dem die Praxis passt."),
        "practice_tells_who": _(
            "Im Text steht „{word}“. Das verrät, um welche Kommune es geht, obwohl sie ungenannt bleiben soll."
        ),
        "practice_step_impossible": _("Das geht in diesem Stand nicht mehr. Bitte laden Sie die Seite neu."),
    }

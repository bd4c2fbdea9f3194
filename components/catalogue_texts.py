"""The words around loading a catalogue: states, kinds of a mapping, numbered checks, problems of a file."""

from __future__ import annotations

from components.language import _, day
from components.plain_text import escaped
from data.model.catalogue_versions import CatalogueFileProblem, CatalogueStatus, CatalogueVersion, FileProblemKind


def state(version: CatalogueVersion) -> str:
    """Where a version stands, and since when."""
    if version.status is CatalogueStatus.RELEASED and version.released_at is not None:
        return _("freigegeben am {day}", day=day(version.released_at))
    if version.status is CatalogueStatus.DRAFT and version.uploaded_at is not None:
        return _("Entwurf vom {day}", day=day(version.uploaded_at))
    return _("mitgeliefert")


def kinds() -> dict[str, str]:
    """How a question relates to an earlier one, in words, in the order in which they are counted."""
    return {
        "equal": _("gleich"),
        "changed": _("geändert"),
        "split": _("geteilt"),
        "merged": _("zusammengeführt"),
        "new": _("neu"),
        "dropped": _("entfallen"),
    }


def checks() -> dict[str, str]:
    """What each numbered check asks for, by its name."""
    return _checks_of_structure() | _checks_of_texts() | _checks_of_mapping()


def _checks_of_structure() -> dict[str, str]:
    return {
        "question_ids_unique": _("Jede Nr. kommt nur einmal vor."),
        "question_id_form": _("Eine Nr. hat zwei große Buchstaben, einen Strich und zwei Ziffern, zum Beispiel MS-01."),
        "one_id_prefix_per_field": _("Alle Nummern eines Handlungsfelds beginnen gleich, und nur diese."),
        "keys_unique": _("Jeder Schlüssel kommt nur einmal vor."),
        "key_form": _("Schlüssel haben höchstens 60 kleine Buchstaben, Ziffern und Unterstriche."),
        "no_empty_group": _("Jedes Handlungsfeld hat Kriterien, jedes Kriterium hat Fragen."),
        "criterion_has_two_questions": _("Eine Frage allein entscheidet über das ganze Kriterium."),
        "scale_is_0_to_4": _("Die Skala hat fünf Antworten mit 0, 1, 2, 3 und 4 Punkten."),
        "scale_fits_drop_down": _(
            "Die Antworten der Skala sind verschieden, ohne Komma und Strichpunkt und zusammen höchstens 200 Zeichen "
            "lang."
        ),
        "bands_start_at_0_and_rise": _("Die erste Stufe beginnt bei 0, jede weitere höher, keine über 100."),
        "seven_fields": _("Das Gründungsprojekt hat sieben Handlungsfelder; ein eigener Katalog darf abweichen."),
        "version_form": _(
            "Der Name beginnt mit Jahr und Monat, dann folgen ein Strich und ein Zusatz, zum Beispiel "
            "2021-07-original; zusammen höchstens 20 Zeichen."
        ),
        "label_means_one_level": _("In einer anderen Fassung hat dieselbe Antwort andere Punkte."),
    }


def _checks_of_texts() -> dict[str, str]:
    return {
        "no_empty_text": _("Fragen, Titel und Bezeichnungen sind ausgefüllt."),
        "help_given": _("Jede Frage hat eine Hilfe."),
        "suggestion_and_meaning_given": _("Jede Frage hat eine Anregung, jede Antwort der Skala eine Bedeutung."),
        "question_ends_with_question_mark": _("Fragen enden mit einem Fragezeichen."),
        "sentence_ends_with_full_stop": _("Anregungen, Hilfen, Hinweise und Bedeutungen enden mit einem Punkt."),
        "question_texts_differ": _("Keine zwei Fragen fragen dasselbe."),
        "texts_fit_phone": _("Kurze Texte lassen sich auf einem Telefon gut lesen."),
        "no_gender_signs": _("Texte kommen ohne Zeichen im Wort aus, zum Beispiel „Beschäftigte“."),
        "plain_text": _("Texte haben keine überflüssigen Leerzeichen und keine Zeichen, die etwas auszeichnen."),
        "hint_only_where_allowed": _("Ein Hinweis braucht eine Frage, bei der „nicht zutreffend“ möglich ist."),
        "translation_complete": _("Alle Texte sind übersetzt. Sonst erscheint der deutsche Text."),
    }


def _checks_of_mapping() -> dict[str, str]:
    return {
        "mapping_given": _(
            "Ohne Zuordnung zu einer früheren Fassung lassen sich Antworten und Ergebnisse nicht vergleichen."
        ),
        "mapping_covers_every_question": _(
            "In der Zuordnung kommt jede Frage beider Fassungen genau einmal vor, außer sie wurde geteilt oder "
            "zusammengeführt."
        ),
        "mapping_kind_known": _("Nur eine neue Frage hat keine frühere Nr., nur eine entfallene keine neue."),
        "split_and_merged_fit": _(
            "Geteilt: aus einer Frage wurden mehrere. Zusammengeführt: aus mehreren wurde eine. Beides zugleich geht "
            "nicht."
        ),
        "id_keeps_its_meaning": _("Dieselbe Nr. meint in der früheren Fassung eine andere Frage."),
    }


def file_problem(problem: CatalogueFileProblem) -> str:
    """What is expected in a place of an uploaded catalogue file."""
    expected = escaped(problem.expected)
    sentence = {
        FileProblemKind.MISSING_TABLE: _(
            "Die Tabelle „{table}“ fehlt. Erwartet wird eine Zeile mit den Überschriften der Vorlage.",
            table=_tables().get(problem.expected, expected),
        ),
        FileProblemKind.SECOND_TABLE: _(
            "Die Tabelle „{table}“ steht schon auf dem Blatt {sheet}. Bitte lassen Sie nur eine stehen.",
            table=_tables().get(problem.found, escaped(problem.found)),
            sheet=expected or "–",
        ),
        FileProblemKind.MISSING_COLUMN: _("In dieser Tabelle fehlt die Spalte „{column}“.", column=expected),
        FileProblemKind.MISSING_VALUE: _("Hier fehlt eine Angabe: {expected}.", expected=expected),
        FileProblemKind.UNKNOWN_VALUE: _("Erwartet wird: {expected}.", expected=expected),
        FileProblemKind.UNKNOWN_CRITERION: _("Dieses Kriterium gibt es nicht. Erwartet wird: {keys}.", keys=expected),
        FileProblemKind.UNKNOWN_VERSION: _("Diese Fassung gibt es nicht. Möglich sind: {versions}.", versions=expected),
        FileProblemKind.CONTRADICTION: _(
            "An einer anderen Stelle ({place}) steht etwas anderes. Bitte lassen Sie nur eines stehen.", place=expected
        ),
        FileProblemKind.FORMULA_WITHOUT_VALUE: _(
            "Die Formel hat keinen Wert. Bitte öffnen und speichern Sie die Datei in Excel oder LibreOffice, oder "
            "tragen Sie den Text selbst ein."
        ),
        FileProblemKind.TEXT_TOO_LONG: _(
            "Dieser Text hat {found} Zeichen, möglich sind höchstens {most}. Bitte kürzen Sie ihn.",
            found=escaped(problem.found),
            most=expected,
        ),
        FileProblemKind.WRONG_SHAPE: _("Hier wird etwas anderes erwartet: {expected}.", expected=expected),
    }[problem.kind]
    return sentence.replace("….", "…")  # a list of possible values may be cut short


def _tables() -> dict[str, str]:
    """The tables of a file by their code, as the German template names them."""
    return {
        "about": _("Fassung"),
        "fields": _("Handlungsfelder und Kriterien"),
        "questions": _("Fragen"),
        "scale": _("Skala"),
        "bands": _("Stufen"),
        "mapping": _("Zuordnung"),
    }

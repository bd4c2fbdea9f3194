"""The sentences for what is refused: one for every code of `data/errors.py`."""

from __future__ import annotations

from components.incident_log import words as incident_log
from components.knowledge.refusals import about_knowledge
from components.language import _
from components.meetings.refusals import about_meetings
from components.network.refusals import about_network
from components.support.refusals import about_own_contacts


def error_sentences() -> dict[str, str]:
    """The sentence for every code of an error that a person may meet; its blanks are the error's details."""
    return (
        _about_access()
        | _about_accounts()
        | _about_rounds()
        | _about_working_together()
        | _about_files()
        | _about_catalogues()
        | _about_comparison_data()
        | _about_planning()
        | _about_vision()
        | about_meetings()
        | about_network()
        | about_knowledge()
        | about_own_contacts()
        | _about_register()
        | incident_log.refusals()
    )


def _about_access() -> dict[str, str]:
    return {
        "sign_in_needed": _("Bitte melden Sie sich an."),
        "database_out_of_reach": _(
            "Die Datenbank ist gerade nicht erreichbar. Was gespeichert war, ist noch da. Bitte versuchen Sie es in "
            "einigen Minuten noch einmal."
        ),
        "account_not_active": _("Dieses Konto ist abgeschaltet. Bitte wenden Sie sich an die Stelle, die es betreut."),
        "not_allowed": _("Dafür fehlt Ihrem Konto die Berechtigung."),
        "no_commune": _("Ihr Konto gehört zu keiner Kommune."),
        "commune_not_found": _("Die Kommune mit dem amtlichen Schlüssel {ags} nimmt nicht teil."),
        "ags_form": _("„{ags}“ ist kein amtlicher Schlüssel. Er hat 8 Ziffern, bei einem Landkreis 5."),
        "commune_name_length": _("Der Name der Kommune braucht 1 bis {longest} Zeichen."),
        "land_unknown": _("„{land}“ ist keines der 16 Länder. Möglich sind: {possible}."),
        "population_impossible": _(
            "Die Einwohnerzahl {population} ist nicht möglich. Sie liegt zwischen 0 und {most}."
        ),
        "urbanisation_unknown": _(
            "„{urbanisation}“ passt nicht als Grad der Besiedlung. Möglich sind: {possible}; bei einem Landkreis "
            "bleibt die Angabe leer."
        ),
        "trust_domain_length": _(
            "Die Angabe, wer die Daten mehrerer Kommunen betreut, hat höchstens {longest} Zeichen."
        ),
        "ags_in_use": _("Die Kommune mit dem amtlichen Schlüssel {ags} nimmt schon teil."),
    }


def _about_accounts() -> dict[str, str]:
    return {
        "password_wrong": _(
            "Das bisherige Passwort stimmt nicht, oder es gab zu viele Versuche. Es wurde nichts geändert. Bitte "
            "warten Sie kurz und versuchen Sie es noch einmal."
        ),
        "password_unchanged": _("Das neue Passwort ist dasselbe wie das bisherige. Bitte wählen Sie ein anderes."),
        "password_too_short": _("Das Passwort ist zu kurz. Es braucht mindestens {shortest} Zeichen."),
        "password_too_long": _(
            "Das Passwort ist zu lang. Möglich sind höchstens {longest} Zeichen; Umlaute und besondere Zeichen zählen "
            "mehrfach."
        ),
        "password_too_easy": _(
            "Dieses Passwort ist leicht zu erraten. Bitte wählen Sie zum Beispiel einen kurzen Satz, den nur Sie "
            "kennen."
        ),
        "username_invalid": _(
            "Ein Benutzername hat {shortest} bis {longest} Zeichen: Buchstaben, Ziffern und dazwischen Punkt, Strich, "
            "Unterstrich, + oder @."
        ),
        "username_in_use": _("Den Benutzernamen „{username}“ gibt es schon. Bitte wählen Sie einen anderen."),
        "display_name_length": _("Der Name braucht 1 bis {longest} Zeichen."),
        "role_needs_commune": _("Zu dieser Rolle gehört eine Kommune. Bitte wählen Sie eine aus."),
        "platform_has_no_commune": _("Das Plattform-Team gehört zu keiner Kommune. Bitte wählen Sie keine aus."),
        "account_not_found": _("Das Konto „{username}“ gibt es nicht."),
        "mails_not_offered": _("Von hier aus werden keine E-Mails verschickt. Es wurde nichts geändert."),
        "mail_address_invalid": _(
            "Das ist keine E-Mail-Adresse. Sie sieht so aus: vorname.nachname@kommune.de, ohne Umlaute und Leerzeichen."
        ),
        "weekday_unknown": _("Bitte wählen Sie einen Wochentag."),
    }


def _about_rounds() -> dict[str, str]:
    return {
        "round_not_found": _("Diese Runde gibt es nicht."),
        "round_name_length": _("Der Name der Runde braucht 1 bis {longest} Zeichen."),
        "round_name_taken": _("Eine Runde mit dem Namen „{name}“ gibt es schon. Bitte wählen Sie einen anderen."),
        "round_still_open": _(
            "Eine andere Runde ist noch in Arbeit. Zuerst wird sie freigegeben, oder sie wird verworfen."
        ),
        "round_locked": _(
            "Die Antworten der Runde „{name}“ lassen sich gerade nicht ändern: Sie ist vorgelegt, freigegeben oder "
            "verworfen."
        ),
        "round_changed_meanwhile": _("Jemand hat die Runde inzwischen geändert. Bitte sehen Sie sie noch einmal an."),
        "answer_changed_meanwhile": _(
            "Jemand hat inzwischen Antworten geändert ({question_id}). Es wurde nichts gespeichert. "
            "Die Ansicht zeigt jetzt den neuen Stand."
        ),
        "import_changed_meanwhile": _(
            "Inzwischen ist eine andere Übernahme die letzte. Es wurde nichts rückgängig gemacht. Die Ansicht zeigt "
            "jetzt den neuen Stand."
        ),
        "round_step_impossible": _(
            "Das geht mit der Runde „{name}“ in ihrem jetzigen Stand nicht. Bitte sehen Sie sie noch einmal an."
        ),
        "remark_needed": _("Bitte schreiben Sie kurz, warum. Die anderen lesen es zuerst."),
        "remark_too_long": _("Diese Bemerkung ist zu lang. Möglich sind höchstens {longest} Zeichen."),
        "questions_to_settle": _("Erst muss noch geklärt werden: {questions}."),
        "no_earlier_round": _(
            "Es gibt keine freigegebene Runde, deren Antworten sich in diesen Fragenkatalog übertragen lassen."
        ),
        "nothing_answered": _("In dieser Runde ist noch keine Frage beantwortet."),
        "reason_missing": _("„nicht zutreffend“ braucht eine Begründung in der Bemerkung: {questions}."),
        "catalogue_not_found": _("Den Fragenkatalog {version} gibt es nicht."),
        "mapping_not_found": _(
            "Die Fragenkataloge {from_version} und {to_version} lassen sich nicht miteinander vergleichen."
        ),
        "question_not_in_file": _(
            "Für {question_id} bringt die Datei keine Antwort mehr. Es wurde nichts gespeichert. Bitte laden Sie die "
            "Datei noch einmal hoch."
        ),
        "nothing_to_undo": _("Es gibt keine Übernahme, die Sie rückgängig machen könnten."),
    }


def _about_working_together() -> dict[str, str]:
    return {
        "not_assigned": _("Dieses Kriterium ist Ihnen nicht zugewiesen."),
        "nothing_assigned": _("Hier ist noch nichts zugewiesen. Es gibt keine Fragen für eine Vorlage."),
        "answer_of_colleague": _(
            "Die Antwort auf {question_id} hat jemand anderes gegeben. Es wurde nichts gespeichert. Bitte merken Sie "
            "Ihre Antwort zur Klärung vor."
        ),
        "criterion_not_found": _("Dieses Kriterium gibt es in dieser Runde nicht."),
        "question_not_found": _("Die Frage {question_id} gibt es in dieser Runde nicht."),
        "not_applicable_not_allowed": _("Die Frage {question_id} lässt „nicht zutreffend“ nicht zu."),
        "note_too_long": _("Der Text ist zu lang. Möglich sind höchstens {longest} Zeichen."),
        "comment_length": _("Ein Beitrag braucht 1 bis {longest} Zeichen."),
        "proposal_settled": _("Das ist schon entschieden. Die Ansicht zeigt jetzt den neuen Stand."),
        "department_name_length": _("Der Name des Fachamts braucht 1 bis {longest} Zeichen."),
        "department_name_taken": _("Ein Fachamt mit dem Namen „{name}“ gibt es schon."),
        "department_not_found": _("Dieses Fachamt gibt es nicht."),
        "colleague_not_found": _("Diese Person gibt es in Ihrer Kommune nicht."),
    }


def _about_files() -> dict[str, str]:
    return {
        "declaration_exists": _("Die Datei {file} gibt es schon; sie bleibt, wie sie ist."),
        "not_a_spreadsheet": _(
            "Dateien im Format {found} werden nicht gelesen. Möglich sind xlsx, xlsm, xls, ods und csv."
        ),
        "file_kind_unknown": _("Diese Datei ist keine Tabelle. Möglich sind xlsx, xlsm, xls, ods und csv."),
        "file_empty": _("Diese Datei ist leer. Bitte wählen Sie die ausgefüllte Datei."),
        "file_encrypted": _(
            "Diese Datei ist mit einem Passwort geschützt. Bitte speichern Sie sie ohne Passwort und laden Sie sie "
            "noch einmal hoch."
        ),
        "file_damaged": _(
            "Diese Datei ist beschädigt oder unvollständig. Bitte öffnen Sie sie in Excel oder LibreOffice, speichern "
            "Sie sie neu und laden Sie sie noch einmal hoch."
        ),
        "file_too_large": _(
            "Diese Datei ist zu groß, möglich sind höchstens {most_mb} MB. Bitte entfernen Sie Bilder und anderes, was "
            "nicht zu den Antworten gehört."
        ),
        "file_unpacks_too_large": _(
            "Diese Datei enthält viel mehr als einen Antwortbogen und wird deshalb nicht gelesen. Bitte übertragen Sie "
            "die Antworten in die Vorlage."
        ),
        "table_too_large": _(
            "Diese Tabelle ist zu groß, um gelesen zu werden. Bitte übertragen Sie die Antworten in die Vorlage."
        ),
        "too_many_rows": _(
            "Das Blatt {sheet} hat {rows} Zeilen oder mehr, möglich sind höchstens {most}. Bitte löschen Sie, was "
            "nicht zu den Antworten gehört."
        ),
        "too_many_columns": _(
            "Das Blatt {sheet} hat {columns} Spalten, möglich sind höchstens {most}. Bitte löschen Sie, was nicht zu "
            "den Antworten gehört."
        ),
        **_about_answer_tables(),
    }


def _about_answer_tables() -> dict[str, str]:
    return {
        "no_answer_table": _(
            "In dieser Datei ist keine Tabelle mit Antworten. Erwartet wird eine Zeile mit den Überschriften „Nr.“ und "
            "„Antwort“, wie in der Vorlage."
        ),
        "several_answer_columns": _(
            "Auf dem Blatt {sheet} sind in Zeile {row} mehrere Spalten für die Antwort da: {columns}. Bitte geben "
            "Sie nur einer die Überschrift „Antwort“."
        ),
        "file_of_other_commune": _(
            "Diese Datei gehört zu einer anderen Kommune: Sie nennt den amtlichen Schlüssel {found}, Ihre Kommune hat "
            "{expected}. Es wurde nichts übernommen."
        ),
        "file_of_several_communes": _(
            "Diese Datei nennt mehrere Kommunen (amtliche Schlüssel {found}). Bitte laden Sie eine Datei hoch, in der "
            "nur Ihre Kommune steht."
        ),
    }


def _about_catalogues() -> dict[str, str]:
    return {
        "catalogue_version_taken": _(
            "Die Fassung {version} gibt es schon, und sie lässt sich nicht mehr ändern. Bitte geben Sie Ihrer einen "
            "anderen Namen."
        ),
        "catalogue_changed_meanwhile": _(
            "Jemand hat den Entwurf inzwischen geändert. Es wurde nichts freigegeben und nichts verworfen. Bitte sehen "
            "Sie ihn noch einmal an."
        ),
        "catalogue_draft_not_found": _("Einen Entwurf der Fassung {version} gibt es nicht mehr."),
        "catalogue_has_errors": _("Der Entwurf hat noch Fehler ({count}). Bitte bessern Sie sie zuerst."),
        "right_of_use_missing": _("Bitte bestätigen Sie zuerst, dass Sie diesen Wortlaut verwenden dürfen."),
        "yaml_not_readable": _("Diese YAML-Datei ist nicht lesbar. Der erste Fehler steht in Zeile {line}."),
        "yaml_too_complex": _(
            "Diese YAML-Datei ist anders aufgebaut als ein Fragenkatalog (Zeile {line}). Bitte beginnen Sie mit der "
            "Vorlage, ohne Verweise und ohne tiefe Verschachtelung."
        ),
    }


def _about_planning() -> dict[str, str]:
    return {
        "priority_not_found": _("Diesen Schwerpunkt gibt es nicht mehr."),
        "measure_not_found": _("Diese Maßnahme gibt es nicht mehr."),
        "measure_step_not_found": _("Diesen Schritt gibt es nicht mehr."),
        "plan_step_impossible": _("„{title}“ kann diesen Stand von hier aus nicht bekommen."),
        "plan_status_changed_meanwhile": _(
            "Inzwischen hat jemand anderes den Stand geändert. Bitte sehen Sie sich den neuen an."
        ),
        "contest_not_found": _("Darüber ist inzwischen entschieden. Bitte sehen Sie sich den neuen Stand an."),
        "plan_part_changed_meanwhile": _(
            "Inzwischen hat jemand anderes diese Angabe geändert. Bitte sehen Sie sich die neue an."
        ),
        "no_measure_table": _(
            "In dieser Datei steht keine Liste von Maßnahmen. Erwartet wird eine Zeile mit Überschriften, darunter "
            "„Titel“ und mindestens eine weitere, zum Beispiel „Termin“."
        ),
        "measures_changed_meanwhile": _(
            "Inzwischen hat jemand anderes eine dieser Maßnahmen geändert. Bitte sehen Sie sich den neuen Stand an und "
            "übernehmen Sie dann."
        ),
        "measure_row_impossible": _(
            "Zeile {row} („{title}“) lässt sich so nicht übernehmen. Bitte sehen Sie sich die Datei noch einmal an."
        ),
        "plan_step_changed_meanwhile": _(
            "Inzwischen hat jemand anderes diesen Schritt geändert. Bitte sehen Sie sich den neuen Stand an."
        ),
        "status_sentence_needed": _("Bitte sagen Sie in einem Satz, warum."),
        "status_sentence_too_long": _("Bitte fassen Sie sich kürzer: höchstens {longest} Zeichen."),
        "plan_remark_length": _("Bitte schreiben Sie einen Satz mit höchstens {longest} Zeichen."),
        "too_many_priorities": _(
            "Es sind schon {most} Schwerpunkte vereinbart. Erreichen oder beenden Sie zuerst einen davon."
        ),
        "criterion_has_priority": _(
            "Dieses Kriterium steht inzwischen schon in einem Schwerpunkt: „{title}“. Es wurde nichts angelegt."
        ),
        "plan_title_needed": _("Bitte geben Sie einen Titel ein."),
        "plan_text_too_long": _("Dieser Text ist zu lang: höchstens {longest} Zeichen."),
        "plan_level_impossible": _("Wirkung und Aufwand liegen zwischen {lowest} und {highest}."),
        "plan_number_impossible": _("Bitte geben Sie eine Zahl von 0 bis {most} ein."),
        "plan_day_impossible": _("Bitte geben Sie einen Tag zwischen {first} und {last} ein."),
        "plan_ends_before_it_begins": _("Das Ende liegt vor dem Beginn."),
        "too_many_measures": _("Bitte wählen Sie höchstens {most} Maßnahmen auf einmal."),
        "expected_level_impossible": _("Die erwartete Stufe liegt zwischen 0 und {highest}."),
    }


def _about_vision() -> dict[str, str]:
    changed = _("Bitte sehen Sie sich den neuen Stand an.")
    return {
        "handover_part_not_found": _("Diesen Abschnitt der Übergabe gibt es nicht."),
        "vision_part_not_found": _("Diesen Teil der Vision gibt es nicht."),
        "goal_changed_meanwhile": _("Inzwischen hat jemand anderes das Ziel 2035 geändert.") + " " + changed,
        "milestone_year_impossible": _("Bitte wählen Sie ein Jahr von {first} bis {last}."),
        "milestone_above_goal": _("Das Ziel 2035 sind {target} Punkte. Eine Etappe liegt nicht darüber."),
        "milestone_below_earlier": _(
            "Für {year} sind schon {points} Punkte vorgesehen. Eine spätere Etappe liegt nicht darunter."
        ),
        "milestone_above_later": _(
            "Für {year} sind {points} Punkte vorgesehen. Eine frühere Etappe liegt nicht darüber."
        ),
        "milestone_changed_meanwhile": _("Inzwischen hat jemand anderes die Etappe {year} geändert.") + " " + changed,
        "indicator_not_found": _("Diese Kennzahl gibt es nicht mehr."),
        "indicator_name_needed": _("Bitte geben Sie der Kennzahl einen Namen."),
        "indicator_without_way": _(
            "Ausgangswert und Zielwert sind gleich: Dann gibt es keinen Weg, den man sehen könnte."
        ),
        "indicator_year_impossible": _("Das Zieljahr liegt zwischen {first} und {last}."),
        "indicator_value_impossible": _("Bitte geben Sie eine Zahl ein, die nicht größer ist als {most}."),
        "indicator_changed_meanwhile": _("Inzwischen hat jemand anderes dieselbe Angabe zu „{name}“ geändert.")
        + " "
        + changed,
        "reading_changed_meanwhile": _("Inzwischen steht für den {day} ein anderer Wert da.") + " " + changed,
    }


def _about_comparison_data() -> dict[str, str]:
    return {
        "benchmark_not_due": _("Neue Vergleichsdaten lassen sich erst wieder ab dem {next_date} veröffentlichen."),
        "benchmark_published_meanwhile": _(
            "Inzwischen hat jemand anderes Vergleichsdaten veröffentlicht. Bitte sehen Sie sich den neuen Stand an."
        ),
        "benchmark_changed_meanwhile": _(
            "Während gerechnet wurde, hat eine Kommune ihre Einwilligung zurückgenommen oder ihren amtlichen Schlüssel "
            "gewechselt. Bitte rechnen Sie den Probelauf noch einmal."
        ),
        "benchmark_parameters_weaker": _(
            "Die Regeln für die Anonymität dürfen nicht schwächer werden als bisher: {parameters}."
        ),
        "benchmark_key_missing": _(
            "Der Schlüssel der Vergleichsdaten fehlt. Bitte stellen Sie den bisherigen wieder her."
        ),
        "consent_text_changed": _(
            "Der Text der Einwilligung hat sich inzwischen geändert. Bitte lesen Sie die neue Fassung."
        ),
        "consent_given_already": _("Ihre Kommune hat dieser Fassung schon zugestimmt."),
        "consent_not_given": _("Ihre Kommune hat der Teilnahme nicht zugestimmt; es gibt nichts zurückzunehmen."),
        "consent_text_not_found": _("Diese Fassung der Einwilligung gibt es nicht: {version}."),
        "goal_impossible": _("Ein Ziel liegt zwischen {lowest} und {highest} Punkten."),
        "field_not_found": _("Dieses Handlungsfeld gibt es nicht: {key}."),
        "benchmark_not_published": _("Es ist noch kein Vergleich veröffentlicht."),
        "benchmark_ended": _("Zurzeit gibt es keine Vergleichszahlen."),
        "benchmark_key_changed": _(
            "Der Schlüssel der Vergleichsdaten ist ein anderer als bisher. Bitte stellen Sie den bisherigen wieder her."
        ),
    }


def _about_register() -> dict[str, str]:
    return {
        "register_file_empty": _("In dieser Datei steht keine Gemeinde und kein Kreis."),
        "register_file_packed": _(
            "Diese Datei ist gepackt. Bitte entpacken Sie sie und wählen Sie die Textdatei daraus."
        ),
        "register_file_unknown": _(
            "Diese Datei ist kein Text. Gelesen werden das Gemeindeverzeichnis GV100AD und Tabellen im Format csv."
        ),
        "register_file_too_large": _(
            "Diese Datei ist zu groß für das Register: möglich sind höchstens {most_mb} MB und {most_lines} Zeilen."
        ),
        "register_older": _(
            "Diese Ausgabe hat den Gebietsstand {found}. Eingelesen ist schon eine vom {known}; eine ältere ersetzt "
            "sie nicht."
        ),
        "register_day_ahead": _(
            "Der Gebietsstand {found} liegt in der Zukunft. Danach ließe sich keine frühere Ausgabe mehr einlesen."
        ),
        "register_day_needed": _(
            "Bitte geben Sie den Gebietsstand dieser Datei an: Eingelesen ist schon eine Ausgabe vom {known}, und eine "
            "ältere soll sie nicht ersetzen."
        ),
        "register_incomplete": _(
            "In dieser Datei fehlen {missing} von {known} bekannten Gemeinden und Kreisen. Enthält sie nur einen Teil "
            "des Registers, kreuzen Sie das bitte an; dann bleibt, was nicht darin steht."
        ),
        "register_entry_not_found": _("Der amtliche Schlüssel {ags} steht nicht im Register."),
        "commune_changed_meanwhile": _(
            "Jemand hat die Angaben dieser Kommune inzwischen geändert. Es wurde nichts gespeichert. Die Ansicht zeigt "
            "jetzt den neuen Stand."
        ),
        "commune_not_gone": _("Die Kommune mit dem Schlüssel {ags} steht inzwischen im Register."),
        "successor_impossible": _(
            "{ags} kann nicht die Nachfolgerin sein: Beide müssen Kreise sein oder beide keine, und die "
            "Nachfolgerin muss im Register stehen."
        ),
        "key_counted_before": _(
            "Unter dem Schlüssel {ags} sind schon Antworten einer anderen Kommune im Vergleich gezählt. Nehmen Sie "
            "diese Kommune neu auf und vermerken Sie die bisherige als aufgegangen."
        ),
    }

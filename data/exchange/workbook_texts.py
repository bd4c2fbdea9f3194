"""The words of the answer workbook in German and English: content of a file, not of the screen."""

from __future__ import annotations

STEP_PASS_ON = 3
"""Which step of the guide a workbook that is a part replaces."""

TEXTS = {
    "de": {
        "guide": "Anleitung",
        "answers": "Antworten",
        "overview": "Überblick",
        "title": "Antwortbogen zum Selbstcheck",
        "how": "So geht es",
        "steps": (
            "Auswählen|Wählen Sie auf dem Blatt „Antworten“ je Frage eine Antwort aus der Liste. "
            "Eine Zahl von 0 bis 4 genügt auch. Rot wird, was nicht verstanden wird.\n"
            "Ergänzen|Bemerkung, Nachweis und zuständige Stelle sind freiwillig. "
            "Sie helfen, wenn später über die Ergebnisse gesprochen wird.\n"
            "Offen lassen|Was noch niemand angesehen hat, bleibt leer. Leer zählt nie als null und löscht nichts.\n"
            "Weitergeben|Mehrere Stellen können je eine Kopie ausfüllen, jede ihren Teil. "
            "Laden Sie die Dateien dann nacheinander hoch.\n"
            "Hochladen|Speichern Sie die Datei und laden Sie sie im Kompass 2035 unter „Antworten hochladen“ hoch. "
            "Sie sehen jede Änderung, bevor etwas übernommen wird."
        ),
        "only_a_part": (
            "Nur Ihr Teil|Diese Datei enthält nur die Fragen, die Ihnen zugewiesen sind, mit den Antworten, "
            "die es dazu schon gibt. Beim Hochladen ändern sich nur diese."
        ),
        "choices": "Antworten, die zur Wahl stehen",
        "not_known": (
            "Angesehen, aber bisher kann es niemand sagen. Nennen Sie unter „Zuständige Stelle“, wer es wissen könnte."
        ),
        "not_applicable": ("Gehört nicht zu den Aufgaben dieser Kommune. Bitte begründen Sie das unter „Bemerkung“."),
        "about": "Über diese Datei",
        "part_of": "Teil",
        "part": "{name}, {questions} von {all} Fragen",
        "until": "bis {day}",
        "first_until": "zuerst fällig am {day}",
        "self_check": "Selbstcheck",
        "commune": "Kommune",
        "round": "Runde",
        "version": "Fassung",
        "written_on": "Erstellt am",
        "own_wording": (
            "Die mitgelieferten Fragen sind eigene Formulierungen dieses Projekts und nicht der offizielle Fragebogen "
            "von Bertelsmann Stiftung und PHINEO."
        ),
        "questions": "Anzahl",
        "answered": "beantwortet",
        "open": "offen",
        "total": "Gesamt",
        "page": "Seite {page} von {pages}",
        "catalogue": "Fragenkatalog",
    },
    "en": {
        "guide": "Guide",
        "answers": "Answers",
        "overview": "Overview",
        "title": "Answer sheet of the self-check",
        "how": "How it works",
        "steps": (
            "Choose|On the sheet “Answers”, choose one answer per question from the list. "
            "A number from 0 to 4 will do as well. What is not understood turns red.\n"
            "Add|Remark, evidence and responsible unit are optional. They help when the results are discussed later.\n"
            "Leave open|Leave empty what nobody has looked at yet. Empty never counts as zero and deletes nothing.\n"
            "Pass on|Several departments can fill in a copy each, every one its part. "
            "Then upload the files one after the other.\n"
            "Upload|Save the file and upload it in Kompass 2035 under “Upload answers”. "
            "You see every change before anything is taken over."
        ),
        "only_a_part": (
            "Only your part|This file holds only the questions that are assigned to you, with the answers that are "
            "there already. Uploading it changes only these."
        ),
        "choices": "Answers to choose from",
        "not_known": ("Looked at, but nobody can say so far. Name under “Responsible unit” who might know."),
        "not_applicable": "Not among the duties of this local authority. Please give the reason under “Remark”.",
        "about": "About this file",
        "part_of": "Part",
        "part": "{name}, {questions} of {all} questions",
        "until": "by {day}",
        "first_until": "first due on {day}",
        "self_check": "Self-check",
        "commune": "Local authority",
        "round": "Round",
        "version": "Version",
        "written_on": "Written on",
        "own_wording": (
            "The questions that come with the program are its own wording and not the official questionnaire "
            "of Bertelsmann Stiftung and PHINEO."
        ),
        "questions": "Number",
        "answered": "answered",
        "open": "open",
        "total": "Total",
        "page": "Page {page} of {pages}",
        "catalogue": "Catalogue",
    },
}
"""The words of the guide and the overview by language."""

"""The record of processing activities (Art. 30 DSGVO) as a template: what this program does, with gaps to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from components.language import _, current
from data.model.document import Blanks, Block, Bullets, Document, Facts, Heading, Paragraph, ParagraphStyle
from data.model.installation import Operator

GAP = "[…]"


@dataclass(frozen=True)
class _Activity:
    """One activity: why, whose data, which, who sees them, and until when."""

    name: str
    purpose: str
    persons: str
    data: str
    recipients: str
    until: str


def document(operator: Operator, made_on: date) -> Document:
    """The template, with the operator's name where it is told."""
    return Document(
        title=_("Verzeichnis von Verarbeitungstätigkeiten"),
        subtitle=_("Vorlage nach Art. 30 Abs. 1 DSGVO für Kompass 2035"),
        language="en" if current() == "en" else "de",
        commune=operator.name,
        made_on=made_on,
        blocks=tuple(_blocks(operator)),
        header=_("Vorlage: bitte prüfen und ergänzen"),
        mark=_("Entwurf"),
    )


def _blocks(operator: Operator) -> Iterator[Block]:
    yield Paragraph(
        _(
            "Diese Vorlage beschreibt, was das Programm tut. Was {gap} ist, ergänzt die verantwortliche Stelle mit "
            "ihrer oder ihrem Datenschutzbeauftragten. Sie ersetzt keine Rechtsberatung.",
            gap=GAP,
        ),
        ParagraphStyle.LEAD,
    )
    yield Heading(1, _("Verantwortliche Stelle"))
    yield Facts(
        (
            (_("Name"), operator.name or GAP),
            (_("Anschrift"), operator.address or GAP),
            (_("E-Mail"), operator.email or GAP),
            (_("Vertreten durch"), GAP),
            (_("Datenschutzbeauftragte Person"), GAP),
            (_("Auftragsverarbeiter (Rechenzentrum)"), GAP),
        )
    )
    for number, activity in enumerate(_activities(), start=1):
        yield Heading(1, f"{number}. {activity.name}")
        yield Facts(
            (
                (_("Zweck"), activity.purpose),
                (_("Rechtsgrundlage"), _("{gap} (Art. 6 Abs. 1 DSGVO mit dem Recht Ihres Landes)", gap=GAP)),
                (_("Betroffene Personen"), activity.persons),
                (_("Kategorien von Daten"), activity.data),
                (_("Wer sie sieht"), activity.recipients),
                (_("Übermittlung in Drittländer"), _("keine")),
                (_("Löschung"), activity.until),
            )
        )
    yield Heading(1, _("Was nicht gespeichert wird"))
    yield Paragraph(
        _(
            "Das Vorfallprotokoll der Seite Rückhalt liegt nur im Arbeitsspeicher, solange das Fenster offen ist und "
            "bis eine Minute danach; Reste können im Arbeitsspeicher bleiben, bis er neu beschrieben oder der Server "
            "neu gestartet wird. Es steht in keiner Datenbank, in keiner Datei und in keinem Protokoll des Servers. "
            "Auch die Antworten auf die drei Fragen dort und der Vorsorge-Check werden nicht gespeichert. Das "
            "Programm ruft keine fremden Dienste auf."
        )
    )
    yield Heading(1, _("Technische und organisatorische Maßnahmen"))
    yield Bullets(_measures())
    yield Heading(1, _("Freigabe"))
    yield Blanks((_("Ort, Datum"), _("Verantwortliche Stelle"), _("Datenschutzbeauftragte Person")))


def _activities() -> tuple[_Activity, ...]:
    return (*_of_work(), *_of_exchange(), *_of_operation())


def _of_work() -> tuple[_Activity, ...]:
    return (
        _Activity(
            _("Konten und Anmeldung"),
            _("Nur Berechtigte arbeiten mit den Daten der Kommune."),
            _("Beschäftigte und Mitglieder der Steuerungsgruppe mit Konto"),
            _(
                "Name, Benutzername, Rolle, Kommune, Fachamt, Sprache, Prüfwert des Passworts, Zeit der Anmeldung; "
                "nach Fehlversuchen für eine Stunde Prüfwerte von Benutzername und Adresse"
            ),
            _("Plattform-Team; Namen auch die Beteiligten der eigenen Kommune"),
            _("Konten: {gap}; Anmeldungen nach spätestens einem Arbeitstag", gap=GAP),
        ),
        _Activity(
            _("Selbstcheck: Antworten, Belege und Diskussion"),
            _("Die Kommune bewertet ihren Stand und kann Änderungen nachvollziehen."),
            _("Beschäftigte, die Antworten geben oder in Belegen genannt sind"),
            _("Antworten mit Urheberin oder Urheber und Zeit, Belege, Bemerkungen, Zuständigkeiten"),
            _("Leitung und Sachbearbeitung der eigenen Kommune; Fachämter nur ihre Kriterien"),
            _("{gap} (Vorschlag: mit dem Ende der Teilnahme)", gap=GAP),
        ),
        _Activity(
            _("Planung, Sitzungen und Vision 2035"),
            _("Schwerpunkte, Maßnahmen, Beschlüsse und Ziele werden vereinbart und verfolgt."),
            _("Mitglieder der Steuerungsgruppe, eingeladene Personen, zuständige Stellen"),
            _("Namen oder Funktionen, Anwesenheit, Aufgaben, Notizen, Beschlüsse, Protokolle"),
            _("Leitung, Sachbearbeitung und Steuerungsgruppe der eigenen Kommune"),
            _("{gap} (Protokolle nach den Regeln Ihres Hauses)", gap=GAP),
        ),
        _Activity(
            _("Erinnerungen"),
            _("Wer es wünscht, wird an Termine und Fristen erinnert."),
            _("Personen mit Konto, die es eingeschaltet haben"),
            _("E-Mail-Adresse, Wochentag, Tag der letzten E-Mail; Prüfwert des geheimen Kalender-Links"),
            _("nur die Person selbst; der Mailserver der betreibenden Stelle"),
            _("sofort beim Abschalten"),
        ),
    )


def _of_exchange() -> tuple[_Activity, ...]:
    return (
        _Activity(
            _("Netzwerk der Kommunen"),
            _("Kommunen finden Ansprechpersonen und verabreden Austausch."),
            _("Ansprechpersonen, die selbst eingewilligt haben; Angemeldete zu Terminen"),
            _("Name, Funktion, E-Mail, Telefon, Fassung und Tag der Einwilligung; Anfragen und Anmeldungen"),
            _("je nach Einwilligung alle Kommunen im Netzwerk oder nur die andere Seite einer angenommenen Anfrage"),
            _(
                "Angaben: sofort bei Rücknahme der Einwilligung und wenn das Konto abgeschaltet wird; Nachricht und "
                "Satz einer Anfrage: bei Rücknahme sofort, sonst ein Jahr nachdem sie abgelehnt wurde oder abgelaufen "
                "ist; angenommene Anfragen und Termine: {gap}",
                gap=GAP,
            ),
        ),
        _Activity(
            _("Wissen und gute Praxis"),
            _("Kommunen lernen voneinander."),
            _("Personen, die einen Beitrag anbieten oder bearbeiten"),
            _("Text, Kommune (auf Wunsch nicht genannt), Konto und Zeit"),
            _("freigegebene Beiträge alle Angemeldeten; wer sie anbot, das Plattform-Team"),
            _("{gap} (Beiträge können jederzeit zurückgezogen werden)", gap=GAP),
        ),
        _Activity(
            _("Ansprechpersonen der Kommune bei Anfeindungen"),
            _("Beschäftigte und Mandatspersonen finden schnell Hilfe im eigenen Haus."),
            _("benannte Ansprechpersonen"),
            _("Funktion, Name, Telefon, E-Mail, Erreichbarkeit, Hinweis"),
            _("nur Angemeldete der eigenen Kommune"),
            _("sobald die Kommune sie entfernt"),
        ),
    )


def _of_operation() -> tuple[_Activity, ...]:
    return (
        _Activity(
            _("Protokoll der Vorgänge"),
            _("Es lässt sich klären, wer wann was veranlasst hat."),
            _("alle Personen mit Konto"),
            _("Zeitpunkt, Konto, Vorgang und Nummer des Datensatzes, ohne Inhalte"),
            _("betreibende Stelle"),
            GAP,
        ),
    )


def _measures() -> tuple[str, ...]:
    return (
        _("Rollen und Rechte: Jeder Aufruf prüft die Berechtigung; das Plattform-Team sieht keine Antworten."),
        _("Passwörter nur als Prüfwert (bcrypt), Sperre nach Fehlversuchen, Abmeldung nach Zeit ohne Nutzung."),
        _("Verschlüsselte Übertragung (https) über den Proxy der betreibenden Stelle: {gap}", gap=GAP),
        _("Datenordner und Schlüsseldateien sind für andere Benutzer des Servers nicht lesbar."),
        _("Vergleich mit anderen Kommunen nur in geschützten Gruppen und gerundet, nur mit Einwilligung."),
        _("Datensicherung und Wiederherstellung: {gap}", gap=GAP),
    )

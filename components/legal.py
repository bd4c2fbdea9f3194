"""The texts of the legal pages."""

from __future__ import annotations

import streamlit as st

from components.language import _
from components.plain_text import escaped
from data.model.installation import Operator


def operator(told: Operator) -> None:
    """Name, address and contact of who runs this installation, or what is still missing."""
    if not told.is_told:
        st.warning(
            _(
                "Die betreibende Stelle hat ihre Angaben noch nicht hinterlegt (KOMPASS_OPERATOR_NAME, "
                "KOMPASS_OPERATOR_ADDRESS, KOMPASS_OPERATOR_EMAIL)."
            )
        )
        return
    st.markdown("  \n".join(escaped(part) for part in (told.name, told.address, told.email)))


def about() -> None:
    """What this program is, and what it is not."""
    st.markdown(
        _(
            "Kompass 2035 ist freie Software unter der Lizenz EUPL-1.2. Es führt die Idee des Projekts „Weltoffene "
            "Kommune“ als Arbeitswerkzeug weiter, gehört aber nicht zu diesem Projekt. Die mitgelieferten "
            "Fragen und Anregungen und die Auswertungsregeln sind eigene Formulierungen, nicht der offizielle "
            "Fragebogen von Bertelsmann Stiftung und PHINEO."
        )
    )


def privacy() -> None:
    """Which personal data are kept, why, and for how long."""
    st.markdown(
        _(
            "- **Konten:** Name, Benutzername, Rolle, Kommune und ein verschlüsselter Prüfwert des Passworts. Sie "
            "bleiben, bis die betreibende Stelle das Konto löscht.\n"
            "- **Antworten:** Wer welche Antwort wann gegeben oder geändert hat, damit Änderungen nachvollziehbar "
            "sind. Sie bleiben, solange die Kommune teilnimmt.\n"
            "- **Protokoll:** Vorgänge mit Zeitpunkt und Konto, ohne Inhalte der Antworten, damit sich klären lässt, "
            "wer was veranlasst hat. Wie lange es bleibt, legt die betreibende Stelle fest.\n"
            "- **Anmeldung:** notwendige Cookies. Die Anmeldung selbst endet nach spätestens einem Arbeitstag; ein "
            "zweites Cookie sorgt dafür, dass niemand eine offene Anmeldung übernimmt, ein drittes schützt Formulare. "
            "Fehlversuche werden gezählt und nach einer Stunde vergessen; Benutzername und Adresse stehen dabei nur "
            "als verschlüsselter Prüfwert da.\n"
            "- **Erinnerungen:** nur auf Wunsch. Zum Kalender-Link ein Prüfwert des Geheimnisses und der Tag, an dem "
            "er entstand. Wer den Link kennt, sieht Sitzungen und Fristen; er gilt nicht mehr, sobald er beendet "
            "oder ersetzt oder das Konto abgeschaltet wird. Für E-Mails die Adresse, der Wochentag und der Tag der "
            "letzten E-Mail; alles davon wird gelöscht, sobald die E-Mails abgeschaltet werden. Kalender und E-Mails "
            "enthalten Titel, Termine und Orte, wie sie hier eingetragen sind, aber keine Namen von Konten, keine "
            "Notizen und keine Gründe. Verschickt wird über den Mailserver der betreibenden Stelle; in den Protokollen "
            "dieses Programms stehen weder Adressen noch Links.\n"
            "- **Netzwerk und Wissen:** nur auf Wunsch und nur, was jemand selbst einträgt: Name, Funktion und "
            "Erreichbarkeit einer Ansprechperson mit Tag und Fassung der Einwilligung, Angebote, Anfragen, "
            "Anmeldungen zu Terminen, Beiträge. Wer die Einwilligung zurücknimmt, löscht die eigenen Angaben sofort; "
            "auch mit dem Abschalten des Kontos werden sie gelöscht. Wer anonym anbietet, wird erst genannt, wenn "
            "beide Seiten zugestimmt haben.\n"
            "- **Rückhalt:** Die Seite braucht keine Anmeldung und speichert nichts. Das Vorfallprotokoll liegt nur im "
            "Arbeitsspeicher des Servers, solange das Fenster offen ist und bis eine Minute danach; Reste können im "
            "Arbeitsspeicher bleiben, bis er neu beschrieben oder der Server neu gestartet wird. Es steht in keiner "
            "Datenbank, in keiner Datei und in keinem Protokoll des Servers. Gespeichert werden nur die "
            "Ansprechpersonen, die eine Kommune für ihre eigenen Leute einträgt.\n"
            "- **Sprache:** ein Cookie, das ein Jahr lang die gewählte Sprache enthält, und diese Wahl im Konto."
        )
    )
    st.markdown(
        _(
            "Dieses Programm ruft keine fremden Dienste auf: keine Schriften, Karten, Zählpixel oder Auswertungen von "
            "anderen Servern. Ein Kalenderprogramm, dem Sie Ihren Link geben, ruft von sich aus hier ab; was es damit "
            "tut, bestimmt dessen Anbieter."
        )
    )
    st.header(_("Vergleich mit anderen Kommunen"))
    st.markdown(
        _(
            "Antworten gehen nur mit Einwilligung der Kommune, nur in einer festen Zelle von mindestens sieben "
            "Kommunen und nur als gerundete Durchschnitte von mindestens drei Kommunen in den Vergleich ein. Welche "
            "Kommunen teilnehmen, ist kein Geheimnis; geschützt ist, was sie antworten."
        )
    )
    st.markdown(_("Was dieser Schutz nicht leistet:"))
    st.markdown(
        _(
            "- **Ähnliche Antworten:** Sind sich die Kommunen einer Zelle sehr ähnlich, ist erkennbar, wo diese Gruppe "
            "ungefähr steht.\n"
            "- **Absprachen:** Tun sich mehr als zwei Kommunen einer Zelle von sieben zusammen, bleiben weniger als "
            "fünf, hinter denen sich eine andere verbirgt. Auch wenn sich alle anderen zusammentun, lässt sich ein "
            "Wert nur ungefähr eingrenzen.\n"
            "- **Schätzen:** Wer gut schätzt, schätzt mit den Vergleichsdaten etwas besser als ohne.\n"
            "- **Betrieb:** Wer diese Anwendung betreibt, kann die Rohdaten in der Datenbank einsehen.\n"
            "- **Vergangenes:** Was einmal veröffentlicht ist, lässt sich nicht zurückholen. Nimmt eine Kommune ihre "
            "Einwilligung zurück oder scheidet sie aus, bleiben ihre Werte in den gerundeten Durchschnitten, bis sich "
            "fünf Kommunen ihrer Zelle geändert haben oder die Zelle endet.\n"
            "- **Wiederkehr:** Endet eine Zelle, können ihre Kommunen mit neuen Antworten in eine andere kommen. Sind "
            "die neuen den alten ähnlich, sagt das etwas über beide. In der Regel geschieht das höchstens einmal in "
            "drei Jahren."
        )
    )

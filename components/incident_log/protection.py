"""What is and is not protected, said honestly before anybody types."""

from __future__ import annotations

import streamlit as st

from components.language import _


def shown() -> None:
    """The gist in the open, the rest behind a click."""
    with st.expander(_("Was geschützt ist und was nicht"), icon=":material/shield:"):
        st.markdown("\n".join(f"- {sentence}" for sentence in _sentences()))


def _sentences() -> tuple[str, ...]:
    return (
        _(
            "Was Sie hier eingeben, geht an den Server Ihrer Kommune, verschlüsselt, wenn die Adresse mit https "
            "beginnt, und liegt dort nur im Arbeitsspeicher, für dieses Fenster. Keine Datenbank, keine Datei auf dem "
            "Server, kein Eintrag in einem Protokoll des Servers, nichts in der Adresszeile."
        ),
        _(
            "**Beim Neuladen ist es weg**, auch wenn Sie das Fenster schließen, sich abmelden, die Anmeldung abläuft "
            "oder die Verbindung länger als eine Minute abreißt, zum Beispiel auf einem gesperrten Handy. Laden Sie "
            "es vorher herunter."
        ),
        _(
            "Wer den Server betreut, könnte den Arbeitsspeicher technisch auslesen. Eine Minute nach dem Schließen "
            "kommt über das Programm niemand mehr daran; Reste können im Arbeitsspeicher bleiben, bis er neu "
            "beschrieben oder der Server neu gestartet wird."
        ),
        _(
            "Beweise laden Sie nicht hoch: Sie bleiben auf Ihrem Gerät. Notiert werden Dateiname und Prüfsumme; die "
            "Prüfsumme rechnet Ihr Browser aus."
        ),
        _(
            "**Die Dateien, die Sie herunterladen, sind nicht verschlüsselt.** Legen Sie sie nicht auf ein gemeinsames "
            "Laufwerk, sondern an einen verschlüsselten Ort, den nur Sie öffnen. Auf einem Gerät, das andere nutzen, "
            "benennen Sie die Datei um und leeren Sie die Liste der Downloads."
        ),
        _(
            "Das Protokoll nennt Straftaten und Personen (Art. 10 DSGVO), oft auch Politisches und Gesundheit (Art. 9 "
            "DSGVO). Eine persönliche Notiz ist der sichere Weg. Ein gemeinsames Verzeichnis der Kommune braucht eine "
            "Rechtsgrundlage und die Datenschutzbeauftragten. Schreiben Sie keine Namen von Kindern auf."
        ),
        _(
            "Löschen Sie Ihre Dateien, wenn alle Verfahren beendet und die Fristen abgelaufen sind. Bis dahin heben "
            "Sie die Beweise im Original auf."
        ),
    )

"""Which data this program keeps, what it never does, and the record of processing to complete."""

import streamlit as st

from components import legal
from components.documents import downloads, processing_record
from components.language import _, today
from data.services import documents, installation

operator = installation.operator()
record = processing_record.document(operator, today())

st.title(_("Datenschutz"))
legal.privacy()
st.header(_("Verantwortlich"))
legal.operator(operator)
st.header(_("Verzeichnis von Verarbeitungstätigkeiten"))
st.markdown(
    _(
        "Eine Vorlage nach Art. 30 DSGVO, die beschreibt, was dieses Programm tut. Lücken ergänzt die Kommune mit "
        "ihrer oder ihrem Datenschutzbeauftragten."
    )
)
downloads.shown(record, documents.file_name, documents.as_docx, documents.as_pdf)

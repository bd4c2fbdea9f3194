"""What every rerun does: who is signed in, which pages exist for them, run the one that was asked for."""

from pathlib import Path

import streamlit as st

from components import document_language, incidents, navigation, page_frame, session, session_cookie, session_watch
from data.errors import OutOfReach

ICON = Path(__file__).resolve().parents[1] / "serving" / "static" / "icon.svg"

with session.one_run() as person:
    document_language.apply(session.language())
    session_cookie.keep_in_step()
    page = navigation.page_for(person)
    st.set_page_config(page_title=f"{page.title} – Kompass 2035", page_icon=str(ICON), layout="wide")
    page_frame.header(person)
    try:
        page.run()
    except page_frame.PageEnd:
        pass
    except Exception as error:  # whatever it is, it is shown in one way
        incidents.show(error)
        if isinstance(session.understood(error), OutOfReach):
            page_frame.support_link()
    page_frame.footer()
    if person is not None:
        session_watch.until_signed_out()

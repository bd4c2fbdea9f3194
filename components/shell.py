"""What every rerun does: who is signed in, which pages exist for them, run the one that was asked for."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from components import document_language, incidents, navigation, page_frame, session, session_cookie, session_watch

ICON = Path(__file__).resolve().parents[1] / "serving" / "static" / "icon.svg"

st.set_page_config(page_title="Kompass 2035", page_icon=str(ICON), layout="wide")
with session.one_run() as person:
    document_language.apply(session.language())
    session_cookie.keep_in_step()
    page = navigation.page_for(person)
    page_frame.header(person)
    try:
        page.run()
    except StopException:
        pass  # a page that has nothing more to show ends early; what stands around it does not
    except Exception as error:  # whatever it is, it is shown in one way
        incidents.show(error)
    page_frame.footer()
    if person is not None:
        session_watch.until_signed_out()

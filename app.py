"""Kompass 2035: `streamlit run app.py` serves it.

The pages are drawn by `components/shell.py`. This file puts the protection of `serving/` around them, so that no start
by accident lacks it.
"""

import streamlit as st

from components import incidents
from serving import MIDDLEWARE, ROUTES, lifespan

app = st.App(
    "components/shell.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=MIDDLEWARE,
    on_script_error=incidents.show,
)

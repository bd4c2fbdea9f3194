"""Serves a bare page with the settings and the memory handling of the program, so that only the page differs.

The environment variable BARE_PAGE names the page beside this file.
"""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """As serving/start.py: what lives now is never looked through again."""
    import plotly.graph_objects  # noqa: F401

    gc.collect()
    gc.freeze()
    yield


app = st.App(os.environ["BARE_PAGE"], lifespan=lifespan)

"""Comparison data: what is shown now, what the next release would be, publishing it."""

from datetime import datetime

import streamlit as st

from components import dry_run, notice, releases, session
from components.language import TIME_ZONE, _
from data.services import benchmark_publishing, benchmarks

person = session.require_person()
today = datetime.now(TIME_ZONE).date()
view = benchmark_publishing.releases(person, today)

st.title(_("Vergleichsdaten"))
notice.show(notice.TOP)
releases.now_shown(view)

kept = dry_run.kept(view, today)
if dry_run.wanted(kept):
    dry_run.carry_out(lambda progress: benchmark_publishing.preview(person, today, progress), view, today)
if kept is not None:
    dry_run.shown(kept.planned)
    if dry_run.wants_to_publish(kept.planned, view):
        dry_run.publish(lambda progress: benchmark_publishing.publish(person, today, progress))

releases.all_releases(view)
releases.rules(view)
releases.download(benchmarks.published_as_json)

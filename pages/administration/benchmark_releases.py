"""Comparison data: what is shown now, what the next release would be, publishing it."""

import streamlit as st

from components import dry_run, notice, releases, session
from components.language import _, today
from data.services import benchmark_publishing, benchmarks

person = session.require_person()
day = today()
view = benchmark_publishing.releases(person, day)

st.title(_("Vergleichsdaten"))
notice.show(notice.TOP)
releases.now_shown(view)

kept = dry_run.kept(view, day)
if dry_run.wanted(kept):
    dry_run.carry_out(lambda progress: benchmark_publishing.preview(person, day, progress), view, day)
if kept is not None:
    dry_run.shown(kept.planned)
    if dry_run.wants_to_publish(kept.planned, view):
        dry_run.publish(lambda progress: benchmark_publishing.publish(person, day, progress))

releases.all_releases(view)
releases.rules(view)
releases.download(benchmarks.published_in_pieces)

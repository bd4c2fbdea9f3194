"""Contacts for people under attack, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.language import _, with_dates
from components.plain_text import escaped
from data.model.support import ShownService


def emergency(services: Sequence[ShownService]) -> None:
    """The contacts as cards with links that a phone can dial."""
    first, *others = services
    with st.container(border=True, key="emergency_first"):
        _contact(first)
    for start in range(0, len(others), 2):
        for column, shown in zip(st.columns(2), others[start : start + 2], strict=False):
            with column.container(border=True, height="stretch"):
                _contact(shown)


def _contact(shown: ShownService) -> None:
    service = shown.service
    st.header(service.name)
    lines = []
    if shown.phone is not None:
        number = f"**[{shown.phone.number}](tel:{shown.phone.dial})**"
        if shown.phone.to_verify_as_of is not None:
            number += " " + _("(Stand: {day}, bitte prüfen)", day=_dated(shown.phone.to_verify_as_of))
        lines.append(f":material/call: {number}" + (f" · {escaped(service.hours)}" if service.hours else ""))
    if service.email:
        lines.append(f":material/mail: [{escaped(service.email)}](mailto:{service.email})")
    lines.append(escaped(service.offer))
    lines.append(_("Für: {audience}", audience=escaped(service.audience)))
    st.markdown("  \n".join(lines))
    source = f"[{escaped(_host(service.source))}]({service.source})"
    st.caption(_("Quelle: {source}, {day}", source=source, day=_dated(service.source_date)))


def _dated(source_date: str) -> str:
    """When a source is from, as people write it; sources without a date say so."""
    return escaped(with_dates(source_date.replace("unknown", _("ohne Datum")) or _("ohne Datum")))


def _host(url: str) -> str:
    return url.split("/")[2] if "//" in url else url

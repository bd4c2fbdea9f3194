"""Articles that help with a criterion, as links beside its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from components import navigation
from components.knowledge.place import ARTICLE, Param
from components.language import _
from components.plain_text import escaped
from data.model.knowledge import Suggested

Beside = Mapping[str, Sequence[Suggested]]


def links(beside: Beside, criterion_key: str) -> None:
    """At most two links to what helps with a criterion; nothing where there is nothing."""
    for each in beside.get(criterion_key, ()):
        st.page_link(
            navigation.KNOWLEDGE,
            label=_("Dazu passt: {title}", title=escaped(each.title)),
            icon=":material/menu_book:",
            query_params={ARTICLE: each.key, Param.CRITERION.value: criterion_key},
        )

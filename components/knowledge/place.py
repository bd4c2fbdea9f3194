"""Where somebody is in the knowledge base: what is looked for, which article. It all stands in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from components import address, navigation
from data.model.knowledge import ArticleKind, Effort, Wish

ARTICLE, OFFER = "artikel", "angebot"
LONGEST_SEARCH = 300
Kind = TypeVar("Kind", bound=StrEnum)


class Param(StrEnum):
    """What the address may name beside an article."""

    TEXT = "suche"
    FIELD = "feld"
    KIND = "art"
    EFFORT = "aufwand"
    CRITERION = "kriterium"
    VIEW = "ansicht"


class View(StrEnum):
    """The ways to look at the knowledge base and at what is kept of it."""

    OFFERING = "anbieten"
    NEW = "neu"


KIND_SLUGS = {
    ArticleKind.CHECKLIST: "checkliste",
    ArticleKind.TIP: "tipp",
    ArticleKind.INTERVIEW: "interview",
    ArticleKind.METHOD: "methode",
    ArticleKind.TEMPLATE: "vorlage",
    ArticleKind.PRACTICE: "beispiel",
}
EFFORT_SLUGS = {Effort.LOW: "klein", Effort.MEDIUM: "mittel", Effort.HIGH: "gross"}


def article_asked_for() -> str:
    """The key of the article that the address names; empty for none."""
    address.keep()
    return address.told(ARTICLE)


def view_asked_for() -> View | None:
    """The view that the address names, other than the articles."""
    return next((view for view in View if view.value == address.told(Param.VIEW)), None)


def wish() -> Wish:
    """What the address asks for; what nobody knows is left out."""
    return Wish(
        text=address.told(Param.TEXT)[:LONGEST_SEARCH],
        fields=frozenset(slug.replace("-", "_") for slug in _listed(Param.FIELD)),
        kinds=frozenset(_known(KIND_SLUGS, _listed(Param.KIND))),
        efforts=frozenset(_known(EFFORT_SLUGS, _listed(Param.EFFORT))),
        criterion=address.told(Param.CRITERION),
    )


def tell_fields(keys: Iterable[str]) -> None:
    """Put the chosen fields into the address. For callbacks, as are the next two."""
    address.tell(Param.FIELD, ",".join(key.replace("_", "-") for key in keys))


def tell_kinds(kinds: Iterable[ArticleKind]) -> None:
    """Put the chosen kinds into the address."""
    address.tell(Param.KIND, ",".join(KIND_SLUGS[kind] for kind in kinds))


def tell_efforts(efforts: Iterable[Effort]) -> None:
    """Put the chosen efforts into the address."""
    address.tell(Param.EFFORT, ",".join(EFFORT_SLUGS[effort] for effort in efforts))


def clear() -> None:
    """Take search and filters out of the address. For callbacks."""
    for param in (Param.TEXT, Param.FIELD, Param.KIND, Param.EFFORT, Param.CRITERION):
        st.query_params.pop(param, None)


def article_link(key: str, label: str, icon: str | None = None) -> None:
    """A link to an article; the way back leads to the same search."""
    target = address.changed(**{ARTICLE: key, Param.VIEW.value: None})
    st.page_link(navigation.KNOWLEDGE, label=label, icon=icon, query_params=target)


def back_link(label: str, script: str = navigation.KNOWLEDGE) -> None:
    """The link from an article or another view back to where somebody came from."""
    back = address.changed(**{ARTICLE: None, OFFER: None, Param.VIEW.value: None})
    with st.container(key="all_articles"):
        st.page_link(script, label=label, icon=":material/arrow_back:", query_params=back)


def view_link(view: View, label: str, icon: str, script: str = navigation.KNOWLEDGE) -> None:
    """A link to another view of a page of the knowledge base."""
    target = address.changed(**{ARTICLE: None, OFFER: None, Param.VIEW.value: view.value})
    st.page_link(script, label=label, icon=icon, query_params=target)


def _listed(param: Param) -> list[str]:
    return [each for each in address.told(param).split(",") if each]


def _known(slugs: Mapping[Kind, str], named: Iterable[str]) -> list[Kind]:
    wanted = set(named)
    return [key for key, slug in slugs.items() if slug in wanted]

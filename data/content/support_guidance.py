"""Reads the guidance, the recipe for peers, the preparedness check and the figures."""

from __future__ import annotations

from functools import cache
from typing import Any

from data.content.support import DEFAULT_LANGUAGE, content_of, in_language
from data.content.support_finding import advice
from data.content.support_law import sources
from data.model.support_guidance import (
    Figure,
    FigureSpan,
    Guidance,
    GuidanceSection,
    PeerRecipe,
    PeerStep,
    PreparednessPoint,
)

PHASES = ("first_hour", "first_day", "first_week", "after")


@cache
def guidance(language: str = DEFAULT_LANGUAGE) -> Guidance:
    """All advice in one language; German where a translation is missing."""
    written = content_of("guidance.yaml")
    sections = {key: _section(key, each, language) for key, each in written["sections"].items()}
    return Guidance(
        phases=tuple(sections[key] for key in PHASES),
        evidence=sections["evidence"],
        family=sections["family"],
        family_card=_texts(written["family_card"], language),
        accounts=sections["accounts"],
        communication=sections["communication"],
        press_line=in_language(written["press_line"], language),
        bystanders=sections["bystanders"],
        self_care=sections["self_care"],
        peers=_peers(language),
    )


@cache
def preparedness(language: str = DEFAULT_LANGUAGE) -> tuple[PreparednessPoint, ...]:
    """The twelve points of the preparedness check, in one language."""
    return tuple(
        PreparednessPoint(
            key=each["key"],
            question=in_language(each["question"], language),
            why=in_language(each["why"], language),
            first_step=in_language(each["first_step"], language),
            measure=in_language(each["measure"], language),
            criterion=each["criterion"],
            questions=tuple(each.get("questions", ())),
            sources=sources(each.get("sources", ())),
            to_confirm=each.get("to_confirm", False),
        )
        for each in content_of("preparedness.yaml")["points"]
    )


@cache
def figures(language: str = DEFAULT_LANGUAGE) -> tuple[Figure, ...]:
    """The figures for context, in one language."""
    return tuple(
        Figure(
            key=each["key"],
            value=in_language(each["value"], language),
            says=in_language(each["says"], language),
            period=in_language(each["period"], language),
            method=in_language(each["method"], language),
            asked=each.get("asked"),
            span=FigureSpan(each["span"]),
            published=each["published"],
            caution=in_language(each["caution"], language),
            sources=sources(each["sources"]),
        )
        for each in content_of("figures.yaml")["figures"]
    )


def _peers(language: str) -> PeerRecipe:
    written = content_of("peers.yaml")
    return PeerRecipe(
        title=in_language(written["title"], language),
        introduction=in_language(written["introduction"], language),
        steps=tuple(
            PeerStep(
                minutes=each["minutes"],
                title=in_language(each["title"], language),
                text=in_language(each["text"], language),
                questions=_texts(each.get("questions", ()), language),
            )
            for each in written["steps"]
        ),
        rules=_texts(written["rules"], language),
        guide=tuple(_section(each["key"], each, language) for each in written["guide"]),
        invitation=in_language(written["invitation"], language),
        sources=sources(written["sources"]),
    )


def _section(key: str, written: dict[str, Any], language: str) -> GuidanceSection:
    return GuidanceSection(
        key=key,
        title=in_language(written["title"], language),
        introduction=in_language(written["introduction"], language),
        points=tuple(advice(point, language) for point in written["points"]),
    )


def _texts(written: Any, language: str) -> tuple[str, ...]:
    return tuple(in_language(each, language) for each in written)

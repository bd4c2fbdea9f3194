"""Texts that everybody may read, and what the operator adds to them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class EasyLanguage:
    """The page in Leichte Sprache as Markdown: help first, what else to know about it, then the program."""

    help: str
    help_more: str
    program: str


class Conformance(StrEnum):
    """How far an installation meets the standard, in the words of the European model declaration."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"


class Examination(StrEnum):
    """Who examined that."""

    OWN = "own"
    EXTERNAL = "external"


@dataclass(frozen=True)
class Declaration:
    """What a commune adds to the declaration of accessibility; empty or None where it has not said it yet.

    `law` is the law of the Land that obliges it, `barriers` what is not accessible beyond what the program says itself,
    each with its reason. The enforcement body is where somebody goes whose message was not answered.
    """

    body: str = ""
    law: str = ""
    conformance: Conformance | None = None
    examination: Examination | None = None
    prepared_on: date | None = None
    reviewed_on: date | None = None
    barriers: tuple[str, ...] = ()
    feedback_email: str = ""
    feedback_phone: str = ""
    feedback_address: str = ""
    enforcement_body: str = ""
    enforcement_contact: str = ""
    sign_language_video: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What a declaration must say and does not say yet, by the names of the file; a phone number is optional."""
        needed = {each.name for each in fields(self)} - OPTIONAL
        return tuple(each.name for each in fields(self) if each.name in needed and not getattr(self, each.name))


OPTIONAL = frozenset({"barriers", "feedback_phone", "feedback_address", "sign_language_video"})

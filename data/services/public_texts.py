"""Texts that everybody may read; they need no permission and no database."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from data.content import easy_language as easy_content
from data.content.declaration import TEMPLATE
from data.errors import ContentInvalid, Refused
from data.exchange import declaration_file
from data.model.public_texts import Declaration, EasyLanguage
from data.settings import settings

log = logging.getLogger("kompass.public_texts")
FILE_NAME = "accessibility.yaml"


def easy_language(language: str) -> EasyLanguage:
    """The page in Leichte Sprache, or in easy English."""
    return easy_content.easy_language(language)


def declaration() -> Declaration:
    """The declaration of accessibility as far as the commune completed it; who runs the program also takes feedback.

    A file that cannot be read counts as none, so that the page stays; `check` says what is wrong with it.
    """
    try:
        told = declaration_file.read(_file())
    except (ContentInvalid, OSError) as error:
        log.warning("%s is not used: %s", FILE_NAME, getattr(error, "code", type(error).__name__))
        told = Declaration()
    return replace(
        told,
        body=told.body or settings().operator_name,
        feedback_email=told.feedback_email or settings().operator_email,
    )


def declaration_problem() -> str | None:
    """What is wrong with the file of the declaration, in a sentence for the operator; None if nothing is."""
    try:
        declaration_file.read(_file())
    except (ContentInvalid, OSError) as error:
        return str(error)
    return None


def write_declaration_template() -> Path:
    """Put the empty declaration into the data folder and say where. Raises Refused where there is one already."""
    file = settings().private_data_dir() / FILE_NAME
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(TEMPLATE.read_text(encoding="utf-8"))
    except FileExistsError:
        raise Refused("declaration_exists", file=str(file)) from None
    return file


def _file() -> Path:
    return settings().data_dir / FILE_NAME

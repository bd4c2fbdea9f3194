"""The file in which a commune completes the declaration of accessibility."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from data.errors import ContentInvalid
from data.model.public_texts import Declaration

LARGEST = 100_000
_form = TypeAdapter(Declaration)


def read(file: Path) -> Declaration:
    """What the commune filled in; nothing without a file.

    Raises ContentInvalid for a file that is too large or no YAML, for unknown names, and for values that do not fit.
    """
    if not file.exists():
        return Declaration()
    if file.stat().st_size > LARGEST:
        raise ContentInvalid("declaration_too_large", file=file.name, most=LARGEST)
    try:
        written = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ContentInvalid("declaration_is_no_yaml", file=file.name) from None
    if not isinstance(written, dict):
        raise ContentInvalid("declaration_is_no_yaml", file=file.name)
    known = {each.name for each in fields(Declaration)}
    unknown = [str(name) for name in written if name not in known]
    if unknown:
        raise ContentInvalid("declaration_unknown_name", file=file.name, name=unknown[0])
    return _as_told({name: value for name, value in written.items() if value not in (None, "")}, file.name)


def _as_told(told: dict[str, Any], file_name: str) -> Declaration:
    video = told.get("sign_language_video", "")
    if video and not str(video).startswith("https://"):
        raise ContentInvalid("declaration_value", file=file_name, name="sign_language_video")
    try:
        return _form.validate_python(told)
    except ValidationError as problem:
        name = str(problem.errors()[0]["loc"][0])
        raise ContentInvalid("declaration_value", file=file_name, name=name) from None

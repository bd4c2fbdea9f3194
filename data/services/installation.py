"""What everybody may know of this installation; needs no permission."""

from __future__ import annotations

from data.model.installation import Operator
from data.settings import settings


def operator() -> Operator:
    """Who runs this installation, as far as the settings say it."""
    chosen = settings()
    return Operator(chosen.operator_name, chosen.operator_address, chosen.operator_email)


def base_url() -> str:
    """The public address of this site; empty where nobody told it."""
    return settings().base_url


def exit_url() -> str:
    """Where people go who leave the page on support in haste; empty: an empty page."""
    return settings().exit_url


def is_demo() -> bool:
    """Whether this installation shows demo data."""
    return settings().demo

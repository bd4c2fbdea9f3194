"""Which phone number may be shown: a wrong number in the moment of need does harm.

Rule: sure numbers are shown, fairly sure ones with the date of their source and the request to check them, unsure
ones never.
"""

from __future__ import annotations

import re

from data.model.support import Confidence, ShownPhone, SupportService

UNDATED = "unknown"
DATE_OF_NUMBER = re.compile(r"Nummer: ([\d-]+)")


def phone(service: SupportService) -> ShownPhone | None:
    """The number of a service as it may be shown; None without a number or with low confidence."""
    if not service.phone or service.confidence is Confidence.LOW:
        return None
    to_verify = None if service.confidence is Confidence.HIGH else _date(service)
    return ShownPhone(service.phone, "".join(filter(str.isdigit, service.phone)), to_verify)


def _date(service: SupportService) -> str:
    """The date of the number itself where the source tells it apart, otherwise of the source; empty if undated."""
    if service.source_date.startswith(UNDATED):
        return ""
    of_number = DATE_OF_NUMBER.search(service.source_date)
    return of_number[1] if of_number else service.source_date

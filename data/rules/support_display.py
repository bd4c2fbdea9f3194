"""What of a service may be shown: a wrong number in the moment of need does harm.

Sure numbers are shown, fairly sure ones with the date of their source and the request to check them, unsure ones never.
An entry that no person checked within 180 days says so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from data.model.calendar import TIME_ZONE
from data.model.support import (
    Channel,
    CheckState,
    Confidence,
    Reach,
    Reachability,
    ShownPhone,
    ShownService,
    SupportService,
)
from data.rules.support_hours import reachability

UNDATED = "unknown"
DATE_OF_NUMBER = re.compile(r"Nummer: ([\d-]+)")
DAYS_OF_A_CHECK = 180


def shown(service: SupportService, now: datetime) -> ShownService:
    """A service as it may be shown at `now` (aware): a number that may not be shown is not even given back."""
    main = phone(service)
    reach = [reachability(opening, now, service.seat) for opening in service.openings]
    reach.sort(key=lambda each: each.channel is not Channel.PHONE)
    return ShownService(
        service if main else replace(service, phone="", further_phones=()),
        main,
        tuple(replace(main, number=number, dial=dialled(number)) for number in service.further_phones if main),
        reach=reach[0] if reach else Reachability(Reach.UNKNOWN),
        further_reach=tuple(reach[1:]),
        check=check_state(service.checked_on, now.astimezone(TIME_ZONE).date()),
    )


def phone(service: SupportService) -> ShownPhone | None:
    """The number of a service as it may be shown; None without a number or with low confidence."""
    if not service.phone or service.confidence is Confidence.LOW:
        return None
    to_verify = None if service.confidence is Confidence.HIGH else _date(service)
    return ShownPhone(service.phone, dialled(service.phone), to_verify)


def dialled(number: str) -> str:
    """The digits of a German number, as `tel:` dials them."""
    return "".join(filter(str.isdigit, number))


def check_state(checked_on: date | None, today: date) -> CheckState:
    """Whether a person should check an entry: nobody did, or more than 180 days ago."""
    return CheckState(checked_on, checked_on is None or (today - checked_on).days > DAYS_OF_A_CHECK)


def answers_around_the_clock(shown: ShownService) -> bool:
    """Whether a number that may be shown is answered at any hour."""
    return shown.phone is not None and shown.reach.state is Reach.ALWAYS and shown.reach.channel is Channel.PHONE


def _date(service: SupportService) -> str:
    """The date of the number itself where the source tells it apart, otherwise of the source; empty if undated."""
    if service.source_date.startswith(UNDATED):
        return ""
    of_number = DATE_OF_NUMBER.search(service.source_date)
    return of_number[1] if of_number else service.source_date

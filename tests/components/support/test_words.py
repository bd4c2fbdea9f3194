"""When somebody can be reached, in words; numbers and dates as people read them."""

from __future__ import annotations

from datetime import datetime

import pytest

from components import session
from components.language import TIME_ZONE
from components.support import words
from data.model.support import Channel, Reach, Reachability, ShownPhone


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Germany; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=TIME_ZONE)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (at(23, 15), "heute 15 Uhr"),
        (at(24, 9), "morgen 9 Uhr"),
        (at(26, 9, 30), "Donnerstag 9:30 Uhr"),
        (at(29, 9), "Sonntag 9 Uhr"),
        (at(30, 9), "30.11.2026, 9 Uhr"),  # a Monday as well: the date leaves no doubt which one
    ],
)
def test_a_coming_moment_is_told_as_people_say_it(moment: datetime, told: str) -> None:
    with session.speaking("de"):
        assert words.when(moment, at(23, 12)) == told


@pytest.mark.parametrize(
    ("reachability", "told"),
    [
        (Reachability(Reach.ALWAYS), ":material/check_circle: rund um die Uhr"),
        (Reachability(Reach.NOW, until=at(23, 16)), ":material/check_circle: jetzt erreichbar bis 16 Uhr"),
        (Reachability(Reach.NOW, until=at(24, 0)), ":material/check_circle: jetzt erreichbar bis 24 Uhr"),
        (
            Reachability(Reach.NOW, Channel.CHAT, until=at(23, 18)),
            ":material/check_circle: jetzt erreichbar bis 18 Uhr (Chat)",
        ),
        (Reachability(Reach.UNKNOWN), "Zeiten nicht angegeben"),
        (
            Reachability(Reach.ALWAYS, maybe_closed_in=("Bayern",)),
            ":material/check_circle: rund um die Uhr (am Feiertag in Bayern vielleicht nicht)",
        ),
        (
            Reachability(Reach.NOW, until=at(23, 16), maybe_closed_on_eve=True),
            ":material/check_circle: jetzt erreichbar bis 16 Uhr (am 24. und 31. Dezember vielleicht nicht)",
        ),
    ],
)
def test_whether_somebody_answers_is_told_with_a_sign_and_in_words(reachability: Reachability, told: str) -> None:
    with session.speaking("de"):
        assert words.reach(reachability) == told


def test_a_number_is_a_link_and_an_unsure_one_asks_to_be_checked() -> None:
    with session.speaking("de"):
        sure, undated = ShownPhone("0800 1", "08001"), ShownPhone("0800 1", "08001", to_verify_as_of="")
        assert words.number(sure) == "[:material/call: 0800 1](tel:08001)"
        assert words.to_verify(sure) == ""
        assert words.to_verify(undated) == "Stand: ohne Datum, bitte prüfen"


@pytest.mark.parametrize(
    ("given", "told"), [("2019-08-24", "24.08.2019"), ("2019-08", "August 2019"), ("unknown", "ohne Datum")]
)
def test_the_date_of_a_source_is_written_as_people_write_it(given: str, told: str) -> None:
    with session.speaking("de"):
        assert words.dated(given).replace("\\", "") == told

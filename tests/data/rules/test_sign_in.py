"""The rules of sign-in: how long to wait, which passwords are good enough."""

from datetime import UTC, datetime, timedelta

import pytest

from data.errors import Refused
from data.model.sign_in import FailedAttempts
from data.rules.sign_in import must_wait, require_good_password, require_good_username, wait_after

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    # From the fifth failure: 30 s x 2^(n-5), never more than 15 minutes = 900 s (30 x 2^5 would be 960).
    [(0, 0), (1, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (5000, 900)],
)
def test_the_wait_doubles_from_the_fifth_failure_up_to_15_minutes(failures: int, seconds: int) -> None:
    assert wait_after(FailedAttempts(failures, NOON), free=4) == timedelta(seconds=seconds)


def test_nobody_waits_without_a_failure() -> None:
    assert not must_wait(None, free=4, now=NOON)


def test_after_five_failures_the_next_attempt_is_heard_30_seconds_later() -> None:
    attempts = FailedAttempts(5, NOON)
    assert must_wait(attempts, free=4, now=NOON + timedelta(seconds=29.9))
    assert not must_wait(attempts, free=4, now=NOON + timedelta(seconds=30))


@pytest.mark.parametrize(
    "password", ["Kastanie+Rad 7", "lila Hefter im Flur", "Straßenbahn-2026!", "müde müde Hähne", "ä" * 6 + "bcdef 1"]
)
def test_long_enough_passwords_of_any_composition_are_good(password: str) -> None:
    require_good_password(password, "leitung")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Kastanie+Ra", "password_too_short"),  # 11 characters
        ("ä" * 37, "password_too_long"),  # 37 x 2 bytes = 74
        ("Kompass-2035!", "password_too_easy"),  # nothing is left without "kompass" and "2035"
        ("Weltoffene Kommune 2035", "password_too_easy"),
        ("leitung.leitung.77", "password_too_easy"),  # "77" is left without the user name
        ("Passwort123456", "password_too_easy"),
        ("qwertzuiop12345", "password_too_easy"),
        ("xyxyxyxyxyxyxy", "password_too_easy"),  # two different characters
    ],
)
def test_short_long_and_obvious_passwords_are_refused(password: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        require_good_password(password, "leitung")
    assert refused.value.code == code


@pytest.mark.parametrize("username", ["leitung", "müller.a", "a@b", "vor-nach_name+x@stadt.example"])
def test_a_user_name_may_look_like_a_name_or_an_address(username: str) -> None:
    require_good_username(username)


@pytest.mark.parametrize("username", ["", "ab", "Leitung", "a b c", ".abc", "abc.", "a" * 81, "<script>"])
def test_other_user_names_are_refused(username: str) -> None:
    with pytest.raises(Refused, match="username_invalid"):
        require_good_username(username)

"""How long to wait after failed sign-ins, and which passwords are good enough."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from data.errors import Refused
from data.model.sign_in import FailedAttempts

FREE_ATTEMPTS_BY_NAME = 4
# A town hall often has one address for everybody: mistakes of many people must not lock all of them out. What comes
# from an address is therefore counted by the clock hour: 99 mistakes in any one of them slow nobody down.
FREE_ATTEMPTS_BY_ADDRESS = 99
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD_BYTES = 72  # bcrypt takes no more
LONGEST_USERNAME = 80
FEWEST_OWN_CHARACTERS = 8
FEWEST_DIFFERENT_CHARACTERS = 5
USERNAME = re.compile(r"[a-z0-9äöüß][a-z0-9äöüß._@+-]{1,78}[a-z0-9äöüß]")
OBVIOUS_WORDS = (
    "weltoffenekommune", "weltoffene", "kommune", "kompass", "musterstadt", "beispielstadt", "rathaus", "verwaltung",
    "administrator", "admin", "passwort", "password", "kennwort", "geheim", "willkommen", "welcome", "hallo", "letmein",
    "sommer", "winter", "frühling", "herbst", "qwertzuiop", "qwertyuiop", "qwertz", "qwerty", "asdfghjkl", "asdf",
    "abcdef", "1234567890", "123456789", "12345678", "1234567", "123456", "12345", "1234", "2035",
)  # fmt: skip


def wait_after(attempts: FailedAttempts | None, free: int) -> timedelta:
    """How long after the last failure the next attempt is heard.

    Nothing for the first `free` failures, then 30 s, and twice as long after each further one, 15 minutes at most.
    """
    if attempts is None or attempts.failures <= free:
        return timedelta(0)
    doublings = min(attempts.failures - free - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def must_wait(attempts: FailedAttempts | None, free: int, now: datetime) -> bool:
    """Whether an attempt made now is refused unheard."""
    return attempts is not None and now < attempts.last_at + wait_after(attempts, free)


def counting_hour(now: datetime) -> str:
    """The clock hour (UTC) in which failures from one address are added up; the next one begins at zero."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H")


def require_good_password(password: str, username: str) -> None:
    """Raise Refused unless the password has 12 characters to 72 bytes and is more than the obvious words.

    No rule on its composition. What is left without the user name, the names of this program and the usual words must
    be at least 8 letters or digits, and at least 5 different characters must occur.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("password_too_short", shortest=SHORTEST_PASSWORD)
    if len(password.encode()) > LONGEST_PASSWORD_BYTES:
        raise Refused("password_too_long", longest=LONGEST_PASSWORD_BYTES)
    own = re.sub(r"[\W_]", "", password.casefold())
    for word in (re.sub(r"[\W_]", "", username.casefold()), *OBVIOUS_WORDS):
        own = own.replace(word, "") if word else own
    if len(own) < FEWEST_OWN_CHARACTERS or len(set(password)) < FEWEST_DIFFERENT_CHARACTERS:
        raise Refused("password_too_easy")


def normal_username(username: str) -> str:
    """The name as it is stored and compared: without blanks around, in small letters."""
    return username.strip().casefold()


def may_be_looked_up(username: str) -> bool:
    """Whether it makes sense to ask the database for a name: at most 80 characters that can be printed."""
    return len(username) <= LONGEST_USERNAME and username.isprintable()


def require_good_username(username: str) -> None:
    """Raise Refused unless a name has 3 to 80 small letters, digits and . _ @ + - inside."""
    if not USERNAME.fullmatch(username):
        raise Refused("username_invalid", shortest=3, longest=LONGEST_USERNAME)

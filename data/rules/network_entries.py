"""What the network shows of entries, so that an anonymous one tells of nobody. Attacks: docs/decisions/network.md."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from data.errors import Refused
from data.model.catalogue import Catalogue
from data.model.network import EntryKind, EntryState, OwnEntry, ShownEntry
from data.model.people import Commune
from data.model.result import CheckResult

CROWD = 7
"""So many communes could have written an anonymous entry, the viewer's included: as in a cell of the comparison."""
SHORTEST_TEXT, LONGEST_TEXT = 10, 600
STRONG_FROM = 70.0
"""Points from which the program suggests to a commune, and to nobody else, that it may be strong."""
MOST_SUGGESTED = 5
SHORTEST_TELLING = 4
GENERAL_WORDS = frozenset(
    ("stadt", "gemeinde", "landkreis", "kreis", "markt", "flecken", "samtgemeinde", "region", "neue", "alte", "klein")
)
"""Words of names that say nothing alone."""
A_NUMBER = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d{4,}")
A_MAIL = re.compile(r"\S+@\S+\.\S+")
A_SITE = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:de|eu|org|com|net|info|bayern|nrw|saarland)\b", re.IGNORECASE)
A_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CLOSE_TO_POPULATION = 0.1


def topics(catalogue: Catalogue) -> tuple[str, ...]:
    """What an entry can be about: every field as a whole, followed by its criteria."""
    return tuple(key for field in catalogue.fields for key in (field.key, *(each.key for each in field.criteria)))


def covering(catalogue: Catalogue, topic: str) -> frozenset[str]:
    """The topics whose entries say something of this one: a criterion and its field, a field and its criteria."""
    for field in catalogue.fields:
        criteria = [each.key for each in field.criteria]
        if topic == field.key:
            return frozenset((topic, *criteria))
        if topic in criteria:
            return frozenset((topic, field.key))
    return frozenset((topic,))


def first_day(today: date, *, named: bool) -> date:
    """From when an entry that is written or changed today is shown: a named one at once.

    Anonymous ones wait for the next Monday, so that all of a week come together, and who was seen writing on Thursday
    is not told by what is new on Thursday.
    """
    return today if named else today + timedelta(days=7 - today.weekday())


def shown(entries: Sequence[tuple[OwnEntry, str]], writers: Collection[int], today: date) -> tuple[ShownEntry, ...]:
    """What everybody sees: the same for every viewer, in an order that follows topic and random token alone.

    `entries` come with the name of their commune; `writers` are the communes that can write now.
    """
    named = named_at(entry for entry, _name in entries)
    found = [
        ShownEntry(entry.token, entry.kind, entry.topic, entry.text, commune if entry.named else "")
        for entry, commune in entries
        if entry.commune_id in writers and state_of(entry, named, writers, today) is EntryState.SHOWN
    ]
    return tuple(sorted(found, key=lambda entry: (entry.topic, entry.token)))


def named_at(entries: Iterable[OwnEntry]) -> dict[str, set[int]]:
    """By topic the communes that show their name there."""
    found: dict[str, set[int]] = {}
    for entry in entries:
        if entry.named:
            found.setdefault(entry.topic, set()).add(entry.commune_id)
    return found


def state_of(entry: OwnEntry, named: Mapping[str, set[int]], writers: Collection[int], today: date) -> EntryState:
    """Whether others see an entry. An anonymous one needs CROWD communes that could have written it.

    Who is named at the same topic is none of them: everybody knows already what that commune says there.
    """
    if today < entry.shown_from:
        return EntryState.WAITS_FOR_DAY
    if not entry.named and len(set(writers) - named.get(entry.topic, set())) < CROWD:
        return EntryState.WAITS_FOR_CROWD
    return EntryState.SHOWN


def require_possible(text: str, topic: str, catalogue: Catalogue) -> str:
    """The text without blanks around. Raises Refused for a text that cannot be, or an unknown topic."""
    tidy = text.strip()
    if not SHORTEST_TEXT <= len(tidy) <= LONGEST_TEXT:
        raise Refused("network_text_length", shortest=SHORTEST_TEXT, longest=LONGEST_TEXT)
    if topic not in topics(catalogue):
        raise Refused("network_topic_unknown")
    return tidy


def telling_words(text: str, commune: Commune, people: Collection[str] = ()) -> tuple[str, ...]:
    """What in a text may tell which commune wrote it, as it was typed and in its order.

    Its name and parts of it, its Land and key, names of its contact persons, a number near its population, addresses.
    """
    return tuple(dict.fromkeys(_telling(text, commune, people)))


def suggestions(result: CheckResult, taken: Collection[str]) -> tuple[str, ...]:
    """Criteria that the own result suggests to offer, the strongest first: from STRONG_FROM points, not provisional."""
    scores = result.scores()
    criteria = [each.key for field in result.fields for each in field.criteria]
    strong = [
        (-score.percent, key)
        for key in criteria
        if (score := scores[key]).percent is not None and score.percent >= STRONG_FROM and not score.provisional
    ]
    return tuple(key for _points, key in sorted(strong) if key not in taken)[:MOST_SUGGESTED]


def strong_topics(entries: Iterable[ShownEntry]) -> frozenset[str]:
    """The topics in which some commune says that it is strong and willing to talk."""
    return frozenset(entry.topic for entry in entries if entry.kind is EntryKind.STRONG)


def _telling(text: str, commune: Commune, people: Collection[str]) -> Iterator[str]:
    plain = _folded(text)
    if " " in commune.name and _folded(commune.name) in plain:
        yield commune.name
    names = [word for name in (commune.name, commune.land, *people) for word in A_WORD.findall(name)]
    parts = [part for word in names for part in (word, *word.split("-"))]
    known = {_folded(part) for part in parts if len(part) >= SHORTEST_TELLING} - GENERAL_WORDS
    short = {_folded(commune.name)}  # "Ulm" counts as a word of its own, not as the beginning of others
    for word in A_WORD.findall(text):
        of_word = {_folded(part) for part in (word, *word.split("-"))}
        if of_word & short or any(part.startswith(tuple(known)) for part in of_word):
            yield word
    for number in A_NUMBER.findall(text):
        value = int(re.sub(r"\D", "", number))
        if number == commune.ags or abs(value - commune.population) <= CLOSE_TO_POPULATION * commune.population:
            yield number
    yield from A_MAIL.findall(text)
    yield from A_SITE.findall(text)


def _folded(text: str) -> str:
    """Small letters without dots and accents: "Musterstädter" becomes "musterstadter"."""
    parts = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))

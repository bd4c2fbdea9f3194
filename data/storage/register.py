"""The official register in the database: editions, entries in force, what they were before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select, update
from sqlmodel import Session

from data.model.people import LAENDER, CommuneKind
from data.model.register import (
    EntryVersion,
    RegisterEdition,
    RegisterEntry,
    RegisterFormat,
    RegisterHit,
)
from data.storage.searching import folded, spellings
from data.storage.tables.base import table_of
from data.storage.tables.people import CommuneRow
from data.storage.tables.register import RegisterEditionRow, RegisterEntryRow

KEYS_AT_ONCE = 10_000  # both databases limit the parameters of a statement
_ENTRIES, _EDITIONS = table_of(RegisterEntryRow), table_of(RegisterEditionRow)
_COMMUNES = table_of(CommuneRow)
_FACTS = tuple(_ENTRIES.c[name] for name in RegisterEntry.__dataclass_fields__)
_IS_IN_FORCE = _ENTRIES.c.until_edition.is_(None)


class Register:
    """Reads and continues the register. Entries are never removed: they end with an edition."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def newest_edition(self) -> RegisterEdition | None:
        """The newest edition; None before the first import."""
        newest = select(RegisterEditionRow).order_by(_EDITIONS.c.id.desc()).limit(1)
        row = self._session.execute(newest).scalars().first()
        return _edition(row) if row else None

    def is_whole(self) -> bool:
        """Whether a whole register was ever imported, so that a key that is missing is one that does not exist."""
        whole = select(_EDITIONS.c.id).where(~_EDITIONS.c.partial).limit(1)
        return self._session.execute(whole).first() is not None

    def count(self) -> int:
        """How many entries are in force."""
        found: int = self._session.execute(select(func.count()).select_from(_ENTRIES).where(_IS_IN_FORCE)).scalar_one()
        return found

    def newest_day(self) -> date | None:
        """The latest day that the borders of any edition stand for; None if none tells it."""
        newest: date | None = self._session.execute(select(func.max(_EDITIONS.c.borders_on))).scalar_one()
        return newest

    def in_force(self) -> dict[str, RegisterEntry]:
        """All entries in force by official key."""
        rows = self._session.execute(select(*_FACTS).where(_IS_IN_FORCE))
        return {entry.ags: entry for entry in map(_entry, rows)}

    def entry(self, ags: str) -> RegisterEntry | None:
        """The entry in force with this official key."""
        row = self._session.execute(select(*_FACTS).where(_IS_IN_FORCE, _ENTRIES.c.ags == ags)).first()
        return _entry(row) if row else None

    def knows_land(self, key: str) -> bool:
        """Whether entries of the Land with this two-digit key are in force."""
        in_land = _ENTRIES.c.ags.startswith(key, autoescape=True)
        return self._session.execute(select(_ENTRIES.c.ags).where(_IS_IN_FORCE, in_land).limit(1)).first() is not None

    def versions(self, ags: str) -> list[EntryVersion]:
        """Every state of an official key, the newest first."""
        since, until = _EDITIONS.alias("since"), _EDITIONS.alias("until")
        rows = self._session.execute(
            select(*_FACTS, since.c.borders_on, since.c.imported_at, until.c.borders_on, until.c.imported_at)
            .join(since, _ENTRIES.c.since_edition == since.c.id)
            .outerjoin(until, _ENTRIES.c.until_edition == until.c.id)
            .where(_ENTRIES.c.ags == ags)
            .order_by(_ENTRIES.c.since_edition.desc())
        )
        return [
            EntryVersion(_entry(facts), first or read_first.date(), last or (read_last.date() if read_last else None))
            for *facts, first, read_first, last, read_last in rows
        ]

    def search(self, words: str, *, offset: int, limit: int) -> tuple[int, list[RegisterHit]]:
        """How many entries in force match all words, and some of them: names that begin so first, then by name.

        A word is found in the name, in the name of the district, in the Land, or at the start of the official key.
        """
        # Small statements: PostgreSQL knows nothing of a table just filled, and took seconds for one with joins.
        districts = self._districts()
        wanted = spellings(words)
        matching = (_IS_IN_FORCE, *(or_(*(_matches(word, districts) for word in each)) for each in wanted))
        total = self._session.execute(select(func.count()).select_from(_ENTRIES).where(*matching)).scalar_one()
        spelled = {" ".join(each[place] for each in wanted) for place in (0, -1)}
        begins = case((or_(*(_ENTRIES.c.folded.startswith(name, autoescape=True) for name in spelled)), 0), else_=1)
        rows = self._session.execute(
            select(*_FACTS)
            .where(*matching)
            .order_by(begins, _ENTRIES.c.folded, _ENTRIES.c.ags)
            .offset(offset)
            .limit(limit)
        )
        found = [_entry(row) for row in rows]
        keys = [entry.ags for entry in found]
        taking_part = set(self._session.execute(select(_COMMUNES.c.ags).where(_COMMUNES.c.ags.in_(keys))).scalars())
        return total, [_hit(entry, districts, takes_part=entry.ags in taking_part) for entry in found]

    def _districts(self) -> dict[str, str]:
        """The names of the districts in force by their keys."""
        is_district = _ENTRIES.c.ags == _ENTRIES.c.district_ags
        rows = self._session.execute(select(_ENTRIES.c.ags, _ENTRIES.c.name).where(_IS_IN_FORCE, is_district))
        return dict(rows.tuples().all())

    def add_edition(
        self,
        *,
        borders_on: date | None,
        at: datetime,
        by: int | None,
        file_name: str,
        file_format: RegisterFormat,
        sha256: str,
        entries: int,
        partial: bool,
    ) -> int:
        """Store an edition and give back its id."""
        row = RegisterEditionRow(
            borders_on=borders_on,
            imported_at=at,
            imported_by=by,
            file_name=file_name,
            file_format=file_format.value,
            sha256=sha256,
            entries=entries,
            partial=partial,
        )
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def end(self, keys: Collection[str], edition_id: int) -> None:
        """End the entries in force of these official keys with an edition."""
        for some in _in_portions(keys):
            self._session.execute(
                update(RegisterEntryRow)
                .where(_IS_IN_FORCE, _ENTRIES.c.ags.in_(some))
                .values(until_edition=edition_id)
                .execution_options(synchronize_session=False)
            )

    def add_entries(self, entries: Sequence[RegisterEntry], edition_id: int) -> None:
        """Put entries in force with an edition; their keys have no entry in force."""
        if entries:
            self._session.execute(_ENTRIES.insert(), [_row(entry, edition_id) for entry in entries])


def _matches(word: str, districts: Mapping[str, str]) -> ColumnElement[bool]:
    return or_(
        _ENTRIES.c.folded.contains(word, autoescape=True),
        _ENTRIES.c.ags.startswith(word, autoescape=True),
        _ENTRIES.c.district_ags.in_([ags for ags, name in districts.items() if word in folded(name)]),
        _ENTRIES.c.land.in_([land for land in LAENDER if word in folded(land)]),
    )


def _hit(entry: RegisterEntry, districts: Mapping[str, str], *, takes_part: bool) -> RegisterHit:
    district = "" if entry.ags == entry.district_ags else districts.get(entry.district_ags, "")
    return RegisterHit(entry, district, takes_part)


def _entry(facts: Iterable[Any]) -> RegisterEntry:
    ags, name, kind, *rest = facts
    return RegisterEntry(ags, name, CommuneKind(kind), *rest)


def _row(entry: RegisterEntry, edition_id: int) -> dict[str, Any]:
    return {
        **vars(entry),
        "kind": entry.kind.value,
        "since_edition": edition_id,
        "until_edition": None,
        "district_ags": entry.district_ags,
        "folded": folded(entry.name),
    }


def _edition(row: RegisterEditionRow) -> RegisterEdition:
    values = row.model_dump(exclude={"imported_by"})
    return RegisterEdition(**{**values, "file_format": RegisterFormat(row.file_format)})


def _in_portions(keys: Iterable[str]) -> Iterator[list[str]]:
    left = iter(keys)
    while some := list(islice(left, KEYS_AT_ONCE)):
        yield some

"""Communes in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func
from sqlalchemy import select as select_columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from data.errors import Refused
from data.model.people import Commune, CommuneKind, RegisterStanding
from data.model.register import CommuneList, CommuneOverview
from data.storage.searching import folded, spellings
from data.storage.tables.base import table_of
from data.storage.tables.people import AccountRow, CommuneRow

FROM_REGISTER = (
    *("ags", "name", "kind", "land", "population", "urbanisation"),
    *("register_standing", "former_ags", "successor_id"),
)


class Communes:
    """Reads, adds and changes communes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, commune: Commune) -> Commune:
        """Store a new commune (its id is ignored) and give it back with its id.

        Raises Refused if its official key is in use, also when somebody else added it at the same moment.
        """
        values = {name: getattr(commune, name) for name in CommuneRow.model_fields if name != "id"}
        row = CommuneRow(**values)
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            if self.by_ags(commune.ags) is None:
                raise
            raise Refused("ags_in_use", ags=commune.ags) from None
        return as_commune(row)

    def by_ags(self, ags: str) -> Commune | None:
        """The commune with this official key."""
        row = self._session.exec(select(CommuneRow).where(CommuneRow.ags == ags)).first()
        return as_commune(row) if row else None

    def by_id(self, commune_id: int) -> Commune | None:
        """The commune with this id."""
        row = self._session.get(CommuneRow, commune_id)
        return as_commune(row) if row else None

    def hold(self, commune_id: int) -> None:
        """Hold a commune against other writers that hold it, until the transaction ends."""
        # SQLite has one writer at a time anyway.
        # Whoever merely refers to the commune need not wait: an audit entry, a new department.
        held = select(CommuneRow.id).where(CommuneRow.id == commune_id).with_for_update(key_share=True)
        self._session.exec(held)

    def set_public_results(self, commune_id: int, public_results: bool) -> None:
        """Note whether a commune publishes its own results."""
        self._session.exec(
            update(CommuneRow).where(col(CommuneRow.id) == commune_id).values(public_results=public_results)
        )

    def held(self, ags: str) -> Commune | None:
        """The commune with this official key as it is now, held like `hold`."""
        row = self._session.exec(
            select(CommuneRow)
            .where(CommuneRow.ags == ags)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        ).first()
        return as_commune(row) if row else None

    def follow_register(self, communes: Sequence[Commune]) -> None:
        """Store official key, public facts and standing of communes that are there; nothing else of them.

        Raises Refused if such a key is in use.
        """
        if not communes:
            return
        table = table_of(CommuneRow)
        statement = table.update().where(table.c.id == bindparam("of_id"))
        values = [{"of_id": each.id} | {name: getattr(each, name) for name in FROM_REGISTER} for each in communes]
        try:
            with self._session.begin_nested():
                self._session.execute(statement.values({name: bindparam(name) for name in FROM_REGISTER}), values)
        except IntegrityError:
            raise Refused("ags_in_use", ags=", ".join(commune.ags for commune in communes)) from None
        self._session.expire_all()

    def set_trust_domain(self, commune_id: int, trust_domain: str | None) -> None:
        """Store who looks after a commune and others; None for its district."""
        self._session.exec(update(CommuneRow).where(col(CommuneRow.id) == commune_id).values(trust_domain=trust_domain))

    def overview(
        self, words: str = "", standings: Collection[RegisterStanding] = (), *, offset: int = 0, limit: int
    ) -> CommuneList:
        """A page of the communes that take part, by name, with how many accounts each has.

        Each word is found in the name or the Land, or at the start of the official key; `standings` leaves others out.
        """
        # Names are folded here, because the databases fold differently; of thousands of communes a few columns.
        table = table_of(CommuneRow)
        columns = (table.c.id, table.c.ags, table.c.name, table.c.land)
        more = (table.c.register_standing, table.c.benchmark_consent, table.c.trust_domain)
        rows = self._session.execute(select_columns(*columns, *more)).all()
        wanted = spellings(words)
        wanted_standings = {standing.value for standing in standings}
        found = sorted(
            (folded(row.name), row.ags, row.id)
            for row in rows
            if (not wanted_standings or row.register_standing in wanted_standings)
            and _has_words(wanted, folded(f"{row.name} {row.land}"), row.ags)
        )
        return CommuneList(
            total=len(rows),
            consenting=sum(row.benchmark_consent for row in rows),
            missing=sum(row.register_standing == RegisterStanding.MISSING.value for row in rows),
            found=len(found),
            shown=self._overviews([commune_id for _name, _ags, commune_id in found[offset : offset + limit]]),
            trust_domains=tuple(sorted({row.trust_domain for row in rows if row.trust_domain}, key=folded)),
        )

    def _overviews(self, ids: list[int]) -> tuple[CommuneOverview, ...]:
        accounts = dict(
            self._session.execute(
                select(AccountRow.commune_id, func.count())
                .where(col(AccountRow.commune_id).in_(ids))
                .group_by(col(AccountRow.commune_id))
            ).all()
        )
        rows = {row.id: row for row in self._session.exec(select(CommuneRow).where(col(CommuneRow.id).in_(ids)))}
        successors = self._names([row.successor_id for row in rows.values() if row.successor_id is not None])
        return tuple(
            CommuneOverview(as_commune(rows[each]), accounts.get(each, 0), successors.get(rows[each].successor_id, ""))
            for each in ids
        )

    def _names(self, ids: Iterable[int]) -> dict[int | None, str]:
        query = select(CommuneRow.id, CommuneRow.name).where(col(CommuneRow.id).in_(list(ids)))
        return dict(self._session.execute(query).all())

    def any_real(self) -> bool:
        """Whether a commune takes part that is not of the demo."""
        return self._session.exec(select(CommuneRow.id).where(~col(CommuneRow.is_demo)).limit(1)).first() is not None

    def all(self) -> list[Commune]:
        """All communes that take part, by official key."""
        # Columns instead of objects: a release asks for eleven thousand of them.
        table = table_of(CommuneRow)
        rows = self._session.connection().execute(select_columns(*table.c).order_by(table.c.ags))
        return [_as_commune(row) for row in rows.mappings()]


def as_commune(row: CommuneRow) -> Commune:
    """The commune that a row holds."""
    return _as_commune(row.model_dump())


def _as_commune(values: Mapping[Any, Any]) -> Commune:
    kind, standing = CommuneKind(values["kind"]), RegisterStanding(values["register_standing"])
    return Commune(**{**values, "kind": kind, "register_standing": standing})


def _has_words(wanted: Iterable[tuple[str, ...]], text: str, ags: str) -> bool:
    return all(any(word in text or ags.startswith(word) for word in each) for each in wanted)

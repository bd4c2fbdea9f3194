"""Communes in the database."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from data.errors import Refused
from data.model.people import Commune, CommuneKind
from data.storage.tables.people import CommuneRow


class Communes:
    """Reads and adds communes."""

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

    def any_real(self) -> bool:
        """Whether a commune takes part that is not of the demo."""
        return self._session.exec(select(CommuneRow.id).where(~col(CommuneRow.is_demo)).limit(1)).first() is not None

    def all(self) -> list[Commune]:
        """All communes that take part, by official key."""
        return [as_commune(row) for row in self._session.exec(select(CommuneRow).order_by(CommuneRow.ags))]


def as_commune(row: CommuneRow) -> Commune:
    """The commune that a row holds."""
    values = row.model_dump()
    values["kind"] = CommuneKind(values["kind"])
    return Commune(**values)

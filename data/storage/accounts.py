"""Accounts in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from data.errors import Refused
from data.model.people import Person, Role
from data.storage.communes import as_commune
from data.storage.tables.people import AccountRow, CommuneRow


@dataclass(frozen=True)
class Credentials:
    """What sign-in needs of one account."""

    account_id: int
    commune_id: int | None
    username: str
    display_name: str
    password_hash: str
    token_version: int
    active: bool
    is_demo: bool


class Accounts:
    """Reads and changes accounts, always one by one: nothing here loads them all."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        *,
        username: str,
        display_name: str,
        role: Role,
        commune_id: int | None,
        password_hash: str,
        is_demo: bool,
        created_at: datetime,
    ) -> int:
        """Store a new active account and give back its id. The name is stored casefolded.

        Raises Refused if the name is in use, also when somebody else took it at the same moment.
        """
        row = AccountRow(
            username=username.casefold(),
            display_name=display_name,
            role=role.value,
            commune_id=commune_id,
            password_hash=password_hash,
            is_demo=is_demo,
            created_at=created_at,
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            if self.credentials(username) is None:
                raise
            raise Refused("username_in_use", username=username) from None
        assert row.id is not None
        return row.id

    def credentials(self, username: str) -> Credentials | None:
        """What sign-in needs of the account with this name, upper and lower case alike."""
        row = self._session.exec(select(AccountRow).where(AccountRow.username == username.casefold())).first()
        return _as_credentials(row) if row else None

    def credentials_by_id(self, account_id: int) -> Credentials | None:
        """What sign-in needs of the account with this id."""
        row = self._session.get(AccountRow, account_id)
        return _as_credentials(row) if row else None

    def person(self, account_id: int) -> Person | None:
        """Who acts with this account; None if there is none or it is switched off."""
        found = self._session.exec(
            select(AccountRow, CommuneRow)
            .join(CommuneRow, AccountRow.commune_id == CommuneRow.id, isouter=True)  # type: ignore[arg-type]
            .where(AccountRow.id == account_id, AccountRow.active)
        ).first()
        return as_person(*found) if found else None

    def set_password_hash(self, account_id: int, password_hash: str) -> None:
        """Store a new password hash and end every sign-in of the account."""
        self._session.exec(
            update(AccountRow)
            .where(AccountRow.id == account_id)  # type: ignore[arg-type]
            .values(password_hash=password_hash, token_version=AccountRow.token_version + 1)
        )

    def set_active(self, account_id: int, active: bool) -> None:
        """Switch an account on or off; both end every sign-in of it."""
        self._session.exec(
            update(AccountRow)
            .where(AccountRow.id == account_id)  # type: ignore[arg-type]
            .values(active=active, token_version=AccountRow.token_version + 1)
        )

    def set_language(self, account_id: int, language: str) -> None:
        """Remember the language the person chose."""
        self._session.exec(
            update(AccountRow).where(AccountRow.id == account_id).values(language=language)  # type: ignore[arg-type]
        )

    def any_real(self) -> bool:
        """Whether there is an account that is not of the demo."""
        return self._session.exec(select(AccountRow.id).where(~col(AccountRow.is_demo)).limit(1)).first() is not None


def as_person(account: AccountRow, commune: CommuneRow | None) -> Person:
    """The person that an account row and its commune row stand for."""
    assert account.id is not None
    return Person(
        account_id=account.id,
        username=account.username,
        display_name=account.display_name,
        role=Role(account.role),
        commune=as_commune(commune) if commune else None,
        language=account.language,
        department_id=account.department_id,
    )


def _as_credentials(row: AccountRow) -> Credentials:
    assert row.id is not None
    return Credentials(
        account_id=row.id,
        commune_id=row.commune_id,
        username=row.username,
        display_name=row.display_name,
        password_hash=row.password_hash,
        token_version=row.token_version,
        active=row.active,
        is_demo=row.is_demo,
    )

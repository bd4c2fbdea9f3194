"""Catalogue versions that were loaded into this installation. A released one is never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, col, delete, select, update

from data.errors import ChangedMeanwhile, Refused
from data.model.catalogue import (
    ActionField,
    Band,
    Catalogue,
    CatalogueMapping,
    Criterion,
    Question,
    QuestionMapping,
    ScaleStep,
)
from data.model.catalogue_versions import CatalogueContent, CatalogueStatus, CatalogueVersion
from data.storage.tables.catalogues import CatalogueMappingRow, CatalogueVersionRow
from data.storage.tables.people import AccountRow

GERMAN = "de"


def fingerprint(content: CatalogueContent) -> str:
    """SHA-256 over everything that a version holds."""
    told = (_content_json(content), _mapping_json(content.mapping), content.source, content.right_of_use)
    return sha256("\0".join(told).encode()).hexdigest()


class Catalogues:
    """Adds, releases and reads loaded versions. Only a draft can be replaced or discarded."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def versions(self) -> list[CatalogueVersion]:
        """All loaded versions, drafts too, in the order of their names."""
        return [_version(*row) for row in self._session.execute(_with_names().order_by(CatalogueVersionRow.version))]

    def released(self) -> list[str]:
        """The names of the released versions, in their order."""
        is_released = col(CatalogueVersionRow.status) == CatalogueStatus.RELEASED.value
        return list(
            self._session.exec(
                select(CatalogueVersionRow.version).where(is_released).order_by(CatalogueVersionRow.version)
            )
        )

    def version(self, version: str) -> CatalogueVersion | None:
        """One loaded version, draft or released."""
        row = self._session.execute(_with_names().where(col(CatalogueVersionRow.version) == version)).first()
        return _version(*row) if row else None

    def content(self, version: str) -> CatalogueContent | None:
        """What a loaded version holds, draft or released."""
        row = self._session.get(CatalogueVersionRow, version)
        if row is None:
            return None
        stored: dict[str, Any] = json.loads(row.content)
        mapped = self._session.exec(
            select(CatalogueMappingRow).where(CatalogueMappingRow.to_version == version)
        ).first()
        return CatalogueContent(
            catalogue=_catalogue(stored[GERMAN]),
            translations={key: _catalogue(value) for key, value in stored.items() if key != GERMAN},
            mapping=_mapping(mapped) if mapped else None,
            source=row.source,
            right_of_use=row.right_of_use,
        )

    def keep_draft(self, content: CatalogueContent, *, at: datetime, by: int | None) -> None:
        """Store a version as a draft, in place of the draft of this name if there is one.

        Raises Refused if a version of this name is released.
        """
        version = content.catalogue.version
        values: dict[str, Any] = {
            "title": content.catalogue.title,
            "questions": len(content.catalogue),
            "content": _content_json(content),
            "source": content.source,
            "right_of_use": content.right_of_use,
            "fingerprint": fingerprint(content),
            "uploaded_at": at,
            "uploaded_by": by,
        }
        changed = self._session.exec(update(CatalogueVersionRow).where(*_is_draft(version)).values(**values))
        if not changed.rowcount:
            self._add(CatalogueVersionRow(version=version, status=CatalogueStatus.DRAFT.value, **values))
        self._session.exec(delete(CatalogueMappingRow).where(col(CatalogueMappingRow.to_version) == version))
        if content.mapping is not None:
            self._session.add(
                CatalogueMappingRow(
                    from_version=content.mapping.from_version,
                    to_version=version,
                    entries=_mapping_json(content.mapping),
                )
            )
        self._session.flush()
        self._session.expire_all()

    def release(self, version: str, seen: str, *, at: datetime, by: int | None) -> None:
        """Release a draft for ever. Raises ChangedMeanwhile unless it is a draft with the fingerprint that was seen."""
        values = {"status": CatalogueStatus.RELEASED.value, "released_at": at, "released_by": by}
        released = self._session.exec(
            update(CatalogueVersionRow)
            .where(*_is_draft(version), col(CatalogueVersionRow.fingerprint) == seen)
            .values(**values)
        )
        self._require_one(released)

    def discard(self, version: str, seen: str) -> None:
        """Remove a draft. Raises ChangedMeanwhile unless it is a draft with the fingerprint that was seen."""
        is_seen = (*_is_draft(version), col(CatalogueVersionRow.fingerprint) == seen)
        drafts = select(CatalogueVersionRow.version).where(*is_seen)
        self._session.exec(delete(CatalogueMappingRow).where(col(CatalogueMappingRow.to_version).in_(drafts)))
        self._require_one(self._session.exec(delete(CatalogueVersionRow).where(*is_seen)))

    def _add(self, row: CatalogueVersionRow) -> None:
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            raise Refused("catalogue_version_taken", version=row.version) from None

    def _require_one(self, result: Any) -> None:
        self._session.expire_all()
        if result.rowcount != 1:
            raise ChangedMeanwhile("catalogue_changed_meanwhile")


def _is_draft(version: str) -> tuple[Any, ...]:
    return (
        col(CatalogueVersionRow.version) == version,
        col(CatalogueVersionRow.status) == CatalogueStatus.DRAFT.value,
    )


def _with_names() -> Any:
    """Every version with the names of who uploaded and who released it, without its content."""
    uploader, releaser = aliased(AccountRow), aliased(AccountRow)
    content: Any = CatalogueVersionRow.content
    return (
        select(CatalogueVersionRow, col(uploader.display_name), col(releaser.display_name))
        .outerjoin(uploader, col(CatalogueVersionRow.uploaded_by) == uploader.id)
        .outerjoin(releaser, col(CatalogueVersionRow.released_by) == releaser.id)
        .options(defer(content))
    )


def _version(row: CatalogueVersionRow, uploaded_by: str | None, released_by: str | None) -> CatalogueVersion:
    return CatalogueVersion(
        version=row.version,
        title=row.title,
        status=CatalogueStatus(row.status),
        questions=row.questions,
        source=row.source,
        right_of_use=row.right_of_use,
        fingerprint=row.fingerprint,
        uploaded_at=row.uploaded_at,
        uploaded_by=uploaded_by or "",
        released_at=row.released_at,
        released_by=released_by or "",
    )


def _content_json(content: CatalogueContent) -> str:
    languages = {GERMAN: content.catalogue, **content.translations}
    return json.dumps({key: asdict(value) for key, value in languages.items()}, ensure_ascii=False)


def _mapping_json(mapping: CatalogueMapping | None) -> str:
    if mapping is None:
        return ""
    return json.dumps([[entry.from_id, entry.to_id, entry.kind] for entry in mapping.entries])


def _mapping(row: CatalogueMappingRow) -> CatalogueMapping:
    entries = tuple(QuestionMapping(*entry) for entry in json.loads(row.entries))
    return CatalogueMapping(row.from_version, row.to_version, entries)


def _catalogue(stored: Mapping[str, Any]) -> Catalogue:
    return Catalogue(
        version=stored["version"],
        title=stored["title"],
        scale=tuple(ScaleStep(**step) for step in stored["scale"]),
        bands=tuple(Band(**band) for band in stored["bands"]),
        fields=tuple(
            ActionField(**{**field, "criteria": tuple(_criterion(criterion) for criterion in field["criteria"])})
            for field in stored["fields"]
        ),
    )


def _criterion(stored: Mapping[str, Any]) -> Criterion:
    return Criterion(**{**stored, "questions": tuple(Question(**question) for question in stored["questions"])})

"""Versions of articles and practice that communes offer, in the database."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from data.errors import ChangedMeanwhile
from data.model.knowledge import (
    ArticleContent,
    ArticleKind,
    ArticleText,
    ArticleVersion,
    Effort,
    OfferState,
    PracticeOffer,
    PracticeText,
    PracticeWish,
    Source,
    Upkeep,
)
from data.storage.tables.knowledge import ArticleRow, ArticleVersionRow, PracticeOfferRow
from data.storage.tables.people import AccountRow, CommuneRow

Stamp = tuple[int | datetime | None, ...]


class Knowledge:
    """Reads and changes articles and offers. Versions are only added; no article and no offer is deleted."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def stamp(self) -> Stamp:
        """Another one as soon as anything of an article or of an offer is another."""
        # Not by the latest moment alone: where a clock is behind, what was withdrawn has to be gone all the same.
        shown, revision = func.sum(ArticleRow.shown_version), func.sum(PracticeOfferRow.revision)
        last_article, last_offer = func.max(ArticleRow.changed_at), func.max(PracticeOfferRow.changed_at)
        of_articles = select(func.count(), func.count(col(ArticleRow.shown_version)), shown, last_article)
        of_offers = select(func.count(), revision, last_offer)
        articles = self._session.exec(of_articles.select_from(ArticleRow)).one()
        offers = self._session.exec(of_offers.select_from(PracticeOfferRow)).one()
        return (*articles, *offers)

    # Articles

    def upkeep(self) -> dict[str, Upkeep]:
        """What is stored of every article that somebody edited, checked or withdrew, by key."""
        return {row.key: _as_upkeep(row) for row in self._session.exec(select(ArticleRow))}

    def upkeep_of(self, key: str, *, hold: bool = False) -> Upkeep | None:
        """What is stored of one article; `hold`: against other writers until the transaction ends."""
        row = self._session.get(ArticleRow, key, with_for_update=hold)
        return _as_upkeep(row) if row else None

    def keep(self, upkeep: Upkeep) -> None:
        """Store what holds for an article from now on."""
        self._session.merge(ArticleRow(**asdict(upkeep)))

    def add_version(self, key: str, version: ArticleVersion, *, by: int | None) -> None:
        """Add a version; the name in it is ignored. Raises ChangedMeanwhile if there is one with this number."""
        same = select(ArticleVersionRow.id).where(
            ArticleVersionRow.article_key == key, ArticleVersionRow.number == version.number
        )
        if self._session.exec(same).first() is not None:
            raise ChangedMeanwhile("article_changed_meanwhile")
        self._session.add(
            ArticleVersionRow(
                article_key=key,
                number=version.number,
                content=json.dumps(asdict(version.content), ensure_ascii=False),
                sentence=version.sentence,
                at=version.at,
                by=by,
            )
        )

    def versions(self, key: str) -> tuple[ArticleVersion, ...]:
        """All versions of an article, the newest first."""
        rows = self._session.exec(
            select(ArticleVersionRow, AccountRow.display_name)
            .join(AccountRow, col(ArticleVersionRow.by) == AccountRow.id, isouter=True)
            .where(ArticleVersionRow.article_key == key)
            .order_by(col(ArticleVersionRow.number).desc())
        )
        return tuple(
            ArticleVersion(row.number, row.at, name or "", row.sentence, _as_content(row.content)) for row, name in rows
        )

    def contents(self, numbers: Mapping[str, int]) -> dict[str, ArticleContent]:
        """What stands in one version of each article, by key."""
        rows = self._session.exec(select(ArticleVersionRow).where(col(ArticleVersionRow.article_key).in_(numbers)))
        return {row.article_key: _as_content(row.content) for row in rows if row.number == numbers[row.article_key]}

    # Offers

    def offers(self, commune_id: int | None = None, states: Collection[OfferState] = ()) -> list[PracticeOffer]:
        """The offers of one commune or of all, in some states or in any, the newest first."""
        query = (
            select(PracticeOfferRow, CommuneRow.name)
            .join(CommuneRow, col(PracticeOfferRow.commune_id) == CommuneRow.id)
            .order_by(col(PracticeOfferRow.id).desc())
        )
        if commune_id is not None:
            query = query.where(PracticeOfferRow.commune_id == commune_id)
        if states:
            query = query.where(col(PracticeOfferRow.state).in_([state.value for state in states]))
        return [_as_offer(row, name) for row, name in self._session.exec(query)]

    def offer(self, offer_id: int, *, hold: bool = False) -> PracticeOffer | None:
        """One offer; `hold`: against other writers until the transaction ends."""
        row = self._session.get(PracticeOfferRow, offer_id, with_for_update=hold)
        if row is None:
            return None
        commune = self._session.get(CommuneRow, row.commune_id)
        assert commune is not None
        return _as_offer(row, commune.name)

    def add_offer(self, commune_id: int, wish: PracticeWish, *, at: datetime) -> int:
        """Store a new offer and give back its id."""
        row = PracticeOfferRow(
            commune_id=commune_id,
            state=OfferState.OFFERED.value,
            offered_at=at,
            changed_at=at,
            **_wish_columns(wish),
        )
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def change_offer(self, offer: PracticeOffer) -> None:
        """Store an offer as it is given; its revision rises."""
        row = self._session.get(PracticeOfferRow, offer.id)
        assert row is not None
        wording = json.dumps(asdict(offer.wording), ensure_ascii=False) if offer.wording else ""
        values = {"state": offer.state.value, "sentence": offer.sentence, "wording": wording}
        for name, value in {**_wish_columns(offer.wish), **values}.items():
            setattr(row, name, value)
        row.offered_at, row.changed_at = offer.offered_at, offer.changed_at
        row.revision += 1


def _as_upkeep(row: ArticleRow) -> Upkeep:
    return Upkeep(**row.model_dump())


def _as_content(written: str) -> ArticleContent:
    told: dict[str, Any] = json.loads(written)
    return ArticleContent(
        kind=ArticleKind(told["kind"]),
        effort=Effort(told["effort"]),
        criteria=tuple(told["criteria"]),
        german=ArticleText(**told["german"]),
        english=ArticleText(**told["english"]) if told["english"] else None,
        sources=tuple(Source(**each) for each in told["sources"]),
    )


def _wish_columns(wish: PracticeWish) -> dict[str, Any]:
    return {
        **asdict(wish.text),
        "criteria": ",".join(wish.criteria),
        "effort": wish.effort.value,
        "is_named": wish.is_named,
        "wants_contact": wish.wants_contact,
    }


def _as_offer(row: PracticeOfferRow, commune_name: str) -> PracticeOffer:
    assert row.id is not None
    text = PracticeText(row.title, row.situation, row.action, row.outcome, row.differently)
    criteria = tuple(key for key in row.criteria.split(",") if key)
    return PracticeOffer(
        id=row.id,
        commune_id=row.commune_id,
        commune_name=commune_name,
        wish=PracticeWish(text, criteria, Effort(row.effort), row.is_named, row.wants_contact),
        wording=PracticeText(**json.loads(row.wording)) if row.wording else None,
        state=OfferState(row.state),
        sentence=row.sentence,
        offered_at=row.offered_at,
        changed_at=row.changed_at,
        revision=row.revision,
    )

"""What the benchmark stores in bulk is what the services leave."""

from __future__ import annotations

import sys

import pytest
from conftest import ROOT
from factories import a_commune, stored_round
from sqlalchemy import Engine, text
from synthetic_communes import a_moment, replies_of_a_commune

sys.path.insert(0, str(ROOT / "bench"))

from random import Random

from floor.many_communes import add_communes, add_round, communes_of, sheet_of

from data.model.audit import AuditEvent
from data.model.people import CommuneKind
from data.storage.database import writing

IN_BULK, BY_SERVICES = "09001001", "09002001"
AT = a_moment(2026, 11)
TABLES = {
    "self_check": "t.id = {check}",
    "answer": "t.self_check_id = {check}",
    "answer_revision": "t.self_check_id = {check}",
    "frozen_result": "t.self_check_id = {check}",
    "round_step": "t.self_check_id = {check}",
    "audit_entry": "t.subject = 'self_check:{check}'",
}
OF_THE_ROUND = {"id", "self_check_id", "commune_id", "subject"}
ANY_MOMENT = {"audit_entry": {"at"}}  # the services note the beginning of a round with the moment it is stored


def stored(on: Engine, ags: str, table: str) -> list[dict[str, object]]:
    """The rows of a commune's only round, without what names the round."""
    with on.connect() as connection:
        found = text("SELECT s.id FROM self_check s JOIN commune c ON c.id = s.commune_id WHERE c.ags = :ags")
        check = connection.execute(found, {"ags": ags}).scalar_one()
        rows = connection.execute(text(f"SELECT * FROM {table} t WHERE {TABLES[table].format(check=check)}"))
        left_out = OF_THE_ROUND | ANY_MOMENT.get(table, set())
        return sorted(
            ({key: value for key, value in row.items() if key not in left_out} for row in rows.mappings()), key=repr
        )


@pytest.mark.parametrize("table", TABLES)
def test_a_round_stored_in_bulk_is_a_round_made_by_the_services(store: Engine, table: str) -> None:
    replies = replies_of_a_commune(Random(1))
    add_communes([a_commune(id=1, ags=IN_BULK)])
    add_round([a_commune(id=1, ags=IN_BULK)], [sheet_of(replies)], "2026", AT)
    with writing() as work:
        other = work.communes.add(a_commune(ags=BY_SERVICES))
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    stored_round(other, replies, name="2026", at=AT, submitted=True, remark="Grund")
    in_bulk, by_services = stored(store, IN_BULK, table), stored(store, BY_SERVICES, table)
    assert in_bulk
    assert in_bulk == by_services


def test_invented_communes_have_keys_of_their_own_and_the_mix_of_the_register() -> None:
    invented = communes_of(None, 3_000)
    assert len({commune.ags for commune in invented}) == 3_000
    assert {len(commune.ags) for commune in invented if commune.kind is CommuneKind.DISTRICT} == {5}
    assert {len(commune.ags) for commune in invented if commune.kind is not CommuneKind.DISTRICT} == {8}
    # About 2.7 % districts and 1 % cities; three standard deviations of a draw of 3,000 are 0.9 and 0.5 points.
    shares = {kind: sum(commune.kind is kind for commune in invented) / 3_000 for kind in CommuneKind}
    assert shares[CommuneKind.DISTRICT] == pytest.approx(0.027, abs=0.009)
    assert shares[CommuneKind.MUNICIPALITY] == pytest.approx(0.9635, abs=0.015)

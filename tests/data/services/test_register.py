"""Importing the official register: what it changes, what it refuses, and that communes follow it with their rounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from conftest import count
from factories import a_person, audit_trail, replies_to_all, stored_commune, stored_person, stored_round
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from register_files import COLUMNS, a_land, a_record, a_table, an_entry, gv100ad, table_of
from sqlalchemy import Engine

from data.errors import Refused, UnreadableFile
from data.model.people import Commune, CommuneKind, RegisterStanding, Role
from data.model.register import CommuneNews, ImportStatus, RegisterEntry, RegisterFormat, RegisterImport
from data.services import communes, register
from data.storage.audit_log import AuditLog
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.database import reading

PLATFORM = a_person(Role.PLATFORM)
TOWNS = [an_entry(f"09999{n:03}", name=f"Ort {n}") for n in range(1, 31)]
NEXT = date(2027, 3, 31)


def imported(entries: Sequence[RegisterEntry], **options: Any) -> RegisterImport:
    return register.import_register(None, a_table(entries), "register.csv", **options)


def counts(told: RegisterImport) -> tuple[int, int, int, int, int]:
    return told.new, told.changed, told.renamed, told.gone, told.unchanged


def in_force() -> dict[str, RegisterEntry]:
    with reading() as work:
        return work.register.in_force()


def commune(ags: str) -> Commune:
    with reading() as work:
        found = work.communes.by_ags(ags)
    assert found is not None
    return found


def standing(ags: str) -> RegisterStanding:
    return commune(ags).register_standing


# The register.


def test_the_first_import_takes_every_entry_over_and_says_so(any_store: Engine) -> None:
    told = imported(TOWNS, borders_on=NEXT)
    assert (told.status, counts(told), told.borders_on) == (ImportStatus.IMPORTED, (30, 0, 0, 0, 0), NEXT)
    assert in_force() == {entry.ags: entry for entry in TOWNS}
    assert audit_trail() == [
        ("register.imported", None, None, "register_edition:1", "new=30 changed=0 renamed=0 gone=0 communes=0")
    ]
    state = register.state(PLATFORM)
    assert state is not None
    assert (state.entries, state.edition.file_name, state.edition.borders_on) == (30, "register.csv", NEXT)


def test_gv100ad_tells_its_own_day_and_counts_what_it_skips(any_store: Engine) -> None:
    told = register.import_register(None, gv100ad(*a_land()), "GV100AD_310324.txt", borders_on=NEXT)
    assert (told.file_format, told.borders_on, told.skipped) == (RegisterFormat.GV100AD, date(2024, 3, 31), 2)
    assert set(in_force()) == {"14998000", "14999", "14999001", "14999002", "14999003"}


def test_the_next_edition_changes_what_is_different_and_keeps_what_was(any_store: Engine) -> None:
    imported(TOWNS, borders_on=date(2026, 12, 31))
    renamed, changed = an_entry("09999001", name="Neu"), an_entry("09999002", name="Ort 2", population=5)
    told = imported([renamed, changed, *TOWNS[3:], an_entry("09999099")], borders_on=NEXT)
    assert counts(told) == (1, 1, 1, 1, 27)
    versions = register.history(PLATFORM, "09999001")
    assert [(v.entry.name, v.since, v.until) for v in versions] == [
        ("Neu", NEXT, None),
        ("Ort 1", date(2026, 12, 31), NEXT),
    ]
    (gone,) = register.history(PLATFORM, "09999003")
    assert gone.until == NEXT


def test_the_same_file_twice_changes_nothing(any_store: Engine) -> None:
    stored_commune(ags="09999001")
    imported(TOWNS)
    before = audit_trail()
    told = imported(TOWNS)
    assert (told.status, counts(told), told.communes) == (ImportStatus.NOTHING_NEW, (0, 0, 0, 0, 30), ())
    assert audit_trail() == before
    assert count(any_store, "register_edition") == 1


def test_a_newer_file_without_any_change_becomes_the_newest_edition(store: Engine) -> None:
    imported(TOWNS)
    told = imported(TOWNS, borders_on=NEXT)
    assert (told.status, counts(told)) == (ImportStatus.IMPORTED, (0, 0, 0, 0, 30))
    state = register.state(PLATFORM)
    assert state is not None and state.edition.borders_on == NEXT
    assert count(store, "register_entry") == 30


def test_a_dry_run_tells_the_same_and_stores_nothing(any_store: Engine) -> None:
    stored_commune(ags="09999001")
    seen = imported(TOWNS, dry_run=True)
    assert count(any_store, "register_entry") == count(any_store, "register_edition") == 0
    assert standing("09999001") is RegisterStanding.UNCHECKED
    assert imported(TOWNS) == seen


def test_gv100ad_after_a_table_keeps_the_degrees_of_urbanisation(store: Engine) -> None:
    imported([an_entry("09999001", urbanisation="dicht besiedelt")])
    told = register.import_register(None, gv100ad(a_record(60, "09999001", "Neuer Ort", "Gemeinde", 7)), "gv.txt")
    assert counts(told) == (0, 0, 1, 0, 0)
    assert in_force()["09999001"].urbanisation == "dicht besiedelt"


@given(first=st.permutations(TOWNS[:6]), second=st.permutations(TOWNS[3:9]))
@hypothesis_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_the_lines_makes_no_other_register(
    first: list[RegisterEntry], second: list[RegisterEntry], store: Engine
) -> None:
    imported(first, partial=True)
    imported(second, partial=True)
    assert in_force() == {entry.ags: entry for entry in TOWNS[:9]}


# What is refused.


def test_with_problems_in_the_file_nothing_is_stored_and_all_are_told(store: Engine) -> None:
    data = table_of(
        [COLUMNS, ["09999001", "Ort", "Dorf", "Tirol", "1", ""], ["09999002", "Ort", "Stadt", "Bayern", "1", ""]]
    )
    told = register.import_register(None, data, "register.csv")
    assert told.status is ImportStatus.HAS_PROBLEMS
    assert [(p.line, p.kind.value) for p in told.problems] == [(2, "kind"), (2, "land")]
    assert count(store, "register_entry") == 0
    # In a partial import the good lines are taken over.
    told = register.import_register(None, data, "register.csv", partial=True)
    assert (told.status, told.new, len(told.problems)) == (ImportStatus.IMPORTED, 1, 2)
    assert set(in_force()) == {"09999002"}


def test_where_no_line_is_good_nothing_is_stored_even_of_a_part(store: Engine) -> None:
    told = register.import_register(None, b"ags,name\n09999001,Ort\n", "register.csv", partial=True)
    assert told.status is ImportStatus.HAS_PROBLEMS
    assert count(store, "register_edition") == 0


def test_a_table_without_any_line_is_refused(store: Engine) -> None:
    with pytest.raises(UnreadableFile, match="register_file_empty"):
        register.import_register(None, table_of([COLUMNS]), "register.csv")


def test_a_file_that_lacks_more_than_a_tenth_is_refused_unless_it_says_that_it_is_a_part(any_store: Engine) -> None:
    imported(TOWNS)
    with pytest.raises(Refused, match=r"register_incomplete .missing=4, known=30."):
        imported(TOWNS[4:])  # a tenth of 30 is 3
    assert len(in_force()) == 30
    told = imported([an_entry("09999030", name="Neu")], partial=True)
    assert counts(told) == (0, 0, 1, 0, 0)
    assert len(in_force()) == 30
    assert counts(imported(TOWNS[3:])) == (0, 0, 1, 3, 26)  # back to its name, and three are gone


def test_an_older_edition_never_replaces_a_newer_one(store: Engine) -> None:
    imported(TOWNS, borders_on=NEXT)
    with pytest.raises(Refused) as refused:
        imported(TOWNS, borders_on=date(2026, 12, 31))
    assert (refused.value.code, refused.value.details) == (
        "register_older",
        {"found": date(2026, 12, 31), "known": NEXT},
    )


def test_a_day_years_ahead_is_refused_because_no_edition_could_follow_it(store: Engine) -> None:
    with pytest.raises(Refused, match="register_day_ahead"):
        imported(TOWNS, borders_on=date(2099, 1, 1))
    assert in_force() == {}


def test_a_file_that_tells_no_day_does_not_follow_an_edition_that_has_one(store: Engine) -> None:
    imported(TOWNS, borders_on=NEXT)
    with pytest.raises(Refused) as refused:
        imported(TOWNS[1:])
    assert (refused.value.code, refused.value.details) == ("register_day_needed", {"known": NEXT})


def test_a_failure_in_the_middle_leaves_no_trace(any_store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    town = stored_commune(ags="09999001", name="Alt")

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(AuditLog, "record", fail)
    with pytest.raises(RuntimeError, match="disk full"):
        imported(TOWNS)
    assert in_force() == {}
    assert count(any_store, "register_edition") == 0
    assert commune("09999001") == town


def test_how_far_it_is_is_told_from_little_to_all(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "STORED_AT_ONCE", 10)
    stored_commune(ags="09999001")
    shares: list[float] = []
    imported(TOWNS, progress=shares.append)
    # 30 entries in three portions and one commune.
    assert shares == [10 / 31, 20 / 31, 30 / 31, 1.0]


# Communes that take part.


def test_a_commune_follows_the_register_with_an_entry_in_the_log_and_keeps_its_rounds(any_store: Engine) -> None:
    town = stored_commune(ags="09999001", name="Alt", population=1, urbanisation="", trust_domain="verbund")
    round_ = stored_round(town, replies_to_all(), submitted=True)
    platform = stored_person(Role.PLATFORM)
    before = len(audit_trail())
    told = register.import_register(
        platform, a_table([an_entry("09999001", name="Neu", kind_name="Markt"), *TOWNS[1:]]), "register.csv"
    )
    assert [(c.commune_id, c.name, c.news, c.facts) for c in told.communes] == [
        (town.id, "Neu", CommuneNews.FACTS, ("name", "population", "urbanisation"))
    ]
    now = commune("09999001")
    assert (now.name, now.population, now.urbanisation) == ("Neu", 12_000, "gering besiedelt")
    assert (now.register_standing, now.trust_domain) == (RegisterStanding.LISTED, "verbund")
    with reading() as work:
        assert [each.id for each in work.self_checks.of_commune(town.id)] == [round_.id]
    by = platform.account_id
    subject, facts = f"commune:{town.id}", "edition=1 facts=name,population,urbanisation"
    assert audit_trail(but=before) == [
        ("commune.changed", by, town.id, subject, facts),
        ("register.imported", by, None, "register_edition:1", "new=30 changed=0 renamed=0 gone=0 communes=1"),
    ]


def test_a_commune_that_is_not_there_is_marked_and_no_longer_counted_until_it_is_found(any_store: Engine) -> None:
    town = stored_commune(ags="09999999")
    stored_round(town, replies_to_all(), submitted=True)
    assert eligible() == {"09999999"}
    told = imported(TOWNS)
    assert [(c.ags, c.news) for c in told.communes] == [("09999999", CommuneNews.MISSING)]
    assert eligible() == set()
    assert ("commune.missing_in_register", None, town.id) in [entry[:3] for entry in audit_trail()]
    told = imported([*TOWNS, an_entry("09999999")])
    assert [(c.ags, c.news) for c in told.communes] == [("09999999", CommuneNews.FOUND)]
    assert eligible() == {"09999999"}


def eligible() -> set[str]:
    with reading() as work:
        return set(BenchmarkIntake(work.session).submitted_rounds(is_demo=False))


def test_without_a_register_nothing_is_marked_and_everybody_is_counted(any_store: Engine) -> None:
    stored_round(stored_commune(ags="09999999"), replies_to_all(), submitted=True)
    assert standing("09999999") is RegisterStanding.UNCHECKED
    assert eligible() == {"09999999"}


def test_a_part_of_the_register_marks_nobody_as_missing(store: Engine) -> None:
    stored_commune(ags="09999999")
    stored_commune(ags="09999001")
    imported(TOWNS, partial=True)
    assert (standing("09999999"), standing("09999001")) == (RegisterStanding.UNCHECKED, RegisterStanding.LISTED)
    # The same file as the whole register does.
    assert imported(TOWNS).status is ImportStatus.IMPORTED
    assert standing("09999999") is RegisterStanding.MISSING


def test_the_register_of_one_land_says_nothing_about_communes_of_another(store: Engine) -> None:
    stored_commune(ags="06999001", land="Hessen")
    imported(TOWNS)
    assert standing("06999001") is RegisterStanding.UNCHECKED


def test_demo_communes_are_never_touched(store: Engine) -> None:
    demo = [stored_commune(ags=ags, name="Beispiel", is_demo=True) for ags in ("09999001", "09999999")]
    assert imported(TOWNS).communes == ()
    assert [commune(each.ags) for each in demo] == demo


def test_a_commune_added_by_hand_gets_the_facts_of_the_register(any_store: Engine) -> None:
    imported(TOWNS)
    added = communes.add(
        None,
        ags="09999001",
        name="Von Hand",
        land="Hessen",
        population=1,
        kind=CommuneKind.MUNICIPALITY,
        urbanisation="",
        benchmark_consent=True,
    )
    assert (added.name, added.land, added.population) == ("Ort 1", "Bayern", 12_000)
    assert added.register_standing is RegisterStanding.LISTED


@pytest.mark.parametrize(
    ("ags", "expected"), [("09999999", RegisterStanding.MISSING), ("06999001", RegisterStanding.UNCHECKED)]
)
def test_a_commune_added_by_hand_that_the_register_does_not_know_is_not_counted(
    ags: str, expected: RegisterStanding, store: Engine
) -> None:
    imported(TOWNS)
    values = {"name": "Erfunden", "land": "Bayern", "population": 1, "urbanisation": "", "benchmark_consent": True}
    assert communes.add(None, ags=ags, kind=CommuneKind.MUNICIPALITY, **values).register_standing is expected


# Looking things up.


def test_a_search_without_a_word_finds_nothing(store: Engine) -> None:
    imported(TOWNS)
    assert register.search(PLATFORM, "  ") == (0, [])
    total, hits = register.search(PLATFORM, "ort 1", offset=10, limit=5)
    assert (total, [hit.entry.name for hit in hits]) == (12, ["Ort 19", "Ort 21"])  # 1, 10 to 19, 21


def test_profiles_count_the_communes_of_germany_by_public_attributes(any_store: Engine) -> None:
    assert register.profiles() == ()
    city = {"kind": CommuneKind.INDEPENDENT_CITY, "kind_name": "Stadtkreis", "urbanisation": "dicht besiedelt"}
    imported([*TOWNS[:2], an_entry("09999"), an_entry("14999000", **city, population=250_000)])
    told = {tuple(attributes.values()): number for attributes, number in register.profiles()}
    assert told == {
        ("municipality", "west", "5k_20k", "rural", "Bayern", "10k_20k"): 2,
        ("district", "west", "5k_20k", "not_classified", "Bayern", "10k_20k"): 1,
        ("independent_city", "east", "from_100k", "urban", "Sachsen", "200k_500k"): 1,
    }
    imported([*TOWNS[:3], an_entry("09999"), an_entry("14999000", **city, population=250_000)])
    assert sum(number for _attributes, number in register.profiles()) == 5


def test_a_part_of_the_register_cannot_say_how_many_communes_there_are(store: Engine) -> None:
    imported(TOWNS, partial=True)
    assert register.profiles() == ()

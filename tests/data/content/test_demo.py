"""The invented communes and notes: visibly made up, impossible in the official register, enough for a comparison."""

from __future__ import annotations

from collections import Counter

import pytest

from data.content.catalogues import catalogue
from data.content.demo import demo_communes, demo_notes, demo_teamwork
from data.model.people import Commune, CommuneKind
from data.services.accounts import DEMO_USERNAMES

INVENTED = ("Beispiel", "Muster")


def _band(commune: Commune) -> int:
    """The size band 0-3 of the comparison: below 5,000, 20,000, 100,000 inhabitants, or more."""
    return sum(commune.population >= least for least in (5_000, 20_000, 100_000))


def test_forty_communes_are_shipped_and_the_first_is_musterstadt_in_hessen():
    communes = demo_communes()
    assert len(communes) == 40
    assert (communes[0].name, communes[0].land, communes[0].population) == ("Musterstadt", "Hessen", 48_000)
    assert communes[0].kind is CommuneKind.MUNICIPALITY


@pytest.mark.parametrize("commune", demo_communes(), ids=lambda commune: commune.ags)
def test_every_name_says_that_it_is_invented(commune):
    assert commune.name.startswith(INVENTED)
    assert commune.is_demo


def test_names_and_keys_are_used_once():
    assert len({commune.name for commune in demo_communes()}) == 40
    assert len({commune.ags for commune in demo_communes()}) == 40


@pytest.mark.parametrize("commune", demo_communes(), ids=lambda commune: commune.ags)
def test_every_key_has_the_right_form_and_lies_in_a_district_number_that_does_not_exist(commune):
    assert commune.ags.isdigit()
    assert len(commune.ags) == (5 if commune.kind is CommuneKind.DISTRICT else 8)
    assert 1 <= int(commune.ags[:2]) <= 16
    assert commune.ags[2:4] == "99"  # no key of the official register has 99 there
    assert (commune.ags[5:] == "000") == (commune.kind is CommuneKind.INDEPENDENT_CITY)


def test_a_land_has_one_name_per_key_prefix():
    lands = {(commune.ags[:2], commune.land) for commune in demo_communes()}
    assert len(lands) == len({prefix for prefix, _ in lands}) == len({land for _, land in lands}) == 13


def test_kinds_and_size_bands_are_many_enough_for_several_groups_of_seven():
    assert Counter(commune.kind for commune in demo_communes()) == {
        CommuneKind.MUNICIPALITY: 23,
        CommuneKind.INDEPENDENT_CITY: 8,
        CommuneKind.DISTRICT: 9,
    }
    municipalities = [commune for commune in demo_communes() if commune.kind is CommuneKind.MUNICIPALITY]
    assert Counter(map(_band, municipalities)) == {0: 7, 1: 8, 2: 8}
    assert {_band(c) for c in demo_communes() if c.kind is CommuneKind.INDEPENDENT_CITY} == {2, 3}


def test_no_district_holds_more_than_two_communes_so_that_each_counts_in_the_comparison():
    assert max(Counter(commune.district_ags for commune in demo_communes()).values()) == 2


def test_districts_have_no_urbanisation_and_all_others_one_of_the_register():
    words = {"dicht besiedelt", "mittlere Besiedlungsdichte", "gering besiedelt"}
    for commune in demo_communes():
        assert (commune.urbanisation == "") if commune.kind is CommuneKind.DISTRICT else (commune.urbanisation in words)


def test_the_notes_belong_to_questions_of_the_newest_catalogue_in_its_order():
    notes = demo_notes()
    assert len(notes) == 42
    assert list(notes) == [question_id for question_id in catalogue("2021-07").places if question_id in notes]
    assert all(note.remark or note.evidence for note in notes.values())


def test_whatever_could_be_looked_up_says_that_it_is_an_example():
    evidence = [note.evidence for note in demo_notes().values() if note.evidence]
    assert len(evidence) == 17
    assert all(text.endswith("(Beispiel)") for text in evidence)


def test_the_teamwork_of_the_showcase_names_only_what_exists():
    team, newest = demo_teamwork(), catalogue("2021-07")
    assert {key for each in team.assignments for key in each.criteria} <= {c.key for c in newest.criteria}
    assert {each.department for each in team.assignments} <= set(team.departments)
    assert set(team.members.values()) <= set(team.departments)
    assert {*team.marked, *(question_id for question_id, _by, _text in team.comments)} <= set(newest.places)
    assert {*team.members, *(by for _question, by, _text in team.comments)} <= set(DEMO_USERNAMES)


def test_the_teamwork_leaves_something_to_share_out_and_gives_no_criterion_twice():
    team = demo_teamwork()
    given = [key for each in team.assignments for key in each.criteria]
    assert len(given) == len(set(given)) == 18  # of 35
    assert len(team.departments) == len(set(team.departments)) == 6
    assert set(team.departments) - {each.department for each in team.assignments} == {"Pressestelle"}


def test_what_the_department_of_the_showcase_discusses_is_its_own():
    team, newest = demo_teamwork(), catalogue("2021-07")
    criteria = {each.department: each.criteria for each in team.assignments}
    discussed = [
        newest.places[question_id].criterion.key for question_id, by, _text in team.comments if by == "fachamt"
    ]
    assert discussed == ["sprache"]
    assert set(discussed) <= set(criteria[team.members["fachamt"]])

"""What is shown of entries follows from nothing that tells who wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from factories import a_commune
from hypothesis import given
from hypothesis import strategies as st

from data.content.catalogues import catalogue
from data.errors import Refused
from data.model.network import EntryKind, EntryState, OwnEntry, ShownEntry
from data.model.result import CheckResult
from data.model.self_check import Answered
from data.rules import network_entries as rule
from data.rules.scoring import score

MONDAY = date(2026, 11, 23)
CATALOGUE = catalogue("2021-07")


def entry(commune_id: int = 1, **changes: object) -> OwnEntry:
    made = OwnEntry(
        commune_id, f"token{commune_id}", commune_id, EntryKind.STRONG, "sprache", "Abendkurse", False, MONDAY, 1
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_an_anonymous_entry_tells_kind_topic_and_text_and_nothing_else() -> None:
    (seen,) = rule.shown([(entry(), "Ahornfelde")], range(1, 8), MONDAY)
    assert seen == ShownEntry("token1", EntryKind.STRONG, "sprache", "Abendkurse", commune="")


def test_a_commune_that_shows_its_name_is_named() -> None:
    (seen,) = rule.shown([(entry(named=True), "Ahornfelde")], [1], MONDAY)
    assert seen.commune == "Ahornfelde"


def test_an_anonymous_entry_waits_until_seven_communes_could_have_written_it() -> None:
    assert rule.shown([(entry(), "A")], range(1, 7), MONDAY) == ()  # six
    assert len(rule.shown([(entry(), "A")], range(1, 8), MONDAY)) == 1  # seven


def test_who_is_named_at_the_same_topic_is_none_of_those_who_could_have_written_it() -> None:
    named = [(entry(7, named=True, kind=EntryKind.SEARCH), "G")]
    seen = rule.shown([(entry(), "A"), *named], range(1, 8), MONDAY)  # 7 - 1 = 6
    assert [each.commune for each in seen] == ["G"]
    assert len(rule.shown([(entry(), "A"), *named], range(1, 9), MONDAY)) == 2  # 8 - 1 = 7
    elsewhere = [(entry(7, named=True, topic="wohnen"), "G")]
    assert len(rule.shown([(entry(), "A"), *elsewhere], range(1, 8), MONDAY)) == 2


def test_what_nobody_of_the_commune_stands_for_any_more_is_not_shown() -> None:
    assert rule.shown([(entry(9), "A"), (entry(8, named=True), "B")], range(1, 8), MONDAY) == ()


@given(st.integers(0, 60))
def test_anonymous_entries_of_a_whole_week_appear_together_on_the_next_monday(days: int) -> None:
    written = MONDAY + timedelta(days=days)
    from_day = rule.first_day(written, named=False)
    assert from_day.weekday() == 0 and 1 <= (from_day - written).days <= 7
    assert rule.first_day(written, named=True) == written


@given(st.permutations(range(1, 9)), st.integers())
def test_order_follows_topic_and_token_whoever_wrote_when(order: list[int], seed: int) -> None:
    # The same tokens given to other communes in another order: what is seen is the same, to the letter.
    tokens = [f"t{n}" for n in Random(seed).sample(range(1_000), 8)]

    def seen(owners: list[int]) -> tuple[ShownEntry, ...]:
        entries = [
            (entry(owner, id=owner, token=token, topic="sprache" if n % 2 else "wohnen"), f"Ort {owner}")
            for n, (owner, token) in enumerate(zip(owners, tokens, strict=True))
        ]
        return rule.shown(sorted(entries, key=lambda each: each[0].id), range(1, 9), MONDAY)

    assert seen(list(order)) == seen(list(range(1, 9)))


def test_an_entry_says_why_it_is_not_seen_yet() -> None:
    none: dict[str, set[int]] = {}
    assert (
        rule.state_of(entry(shown_from=MONDAY + timedelta(days=7)), none, range(9), MONDAY) is EntryState.WAITS_FOR_DAY
    )
    assert rule.state_of(entry(), none, range(3), MONDAY) is EntryState.WAITS_FOR_CROWD
    assert rule.state_of(entry(), none, range(7), MONDAY) is EntryState.SHOWN


TOWN = a_commune(name="Bad Ahornfelde", land="Nordrhein-Westfalen", ags="05990001", population=48_000)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Wir in Ahornfelde machen das.", ("Ahornfelde",)),
        ("Das AHORNFELDER Modell", ("AHORNFELDER",)),
        ("Grüße aus bad ahornfelde", ("Bad Ahornfelde", "ahornfelde")),
        ("Förderung des Landes Nordrhein-Westfalen", ("Nordrhein-Westfalen",)),
        ("im Rheinland und in Westfalen", ("Westfalen",)),
        ("Fragen Sie Kim Lüders", ("Lüders",)),
        ("Fragen Sie Frau Lueders", ()),  # another spelling: a warning, not a proof
        ("Eine Stadt mit 48.000 Menschen", ("48.000",)),
        ("Eine Stadt mit 52800 Menschen", ("52800",)),  # 48,000 + 10 %
        ("Eine Stadt mit 60.000 Menschen", ()),
        ("Schlüssel 05990001", ("05990001",)),
        ("Mehr: integration@ahorn.example", ("integration@ahorn.example",)),
        ("Mehr auf www.ahorn.example", ("www.ahorn.example",)),
        ("Seit 2019 gibt es Abendkurse mit Kinderbetreuung in jeder Stadt.", ()),
    ],
)
def test_what_may_tell_who_wrote_a_text_is_named(text: str, told: tuple[str, ...]) -> None:
    assert rule.telling_words(text, TOWN, ["Kim Lüders"]) == told


def test_a_short_name_counts_as_a_word_of_its_own_only() -> None:
    ulm = a_commune(name="Ulm", land="Baden-Württemberg", ags="08421000", population=126_000)
    assert rule.telling_words("Wir in Ulm, das ULM-Modell, die Ulmenstraße", ulm) == ("Ulm", "ULM-Modell")


def test_a_topic_is_a_field_or_a_criterion_and_each_covers_the_other() -> None:
    assert len(rule.topics(CATALOGUE)) == 7 + 35
    field = next(field for field in CATALOGUE.fields if field.key == "fairer_zugang")
    first = field.criteria[0].key
    assert rule.covering(CATALOGUE, first) == {first, field.key}
    assert rule.covering(CATALOGUE, field.key) == {field.key, *(each.key for each in field.criteria)}
    assert rule.covering(CATALOGUE, "unbekannt") == {"unbekannt"}


@pytest.mark.parametrize(("text", "code"), [("kurz", "network_text_length"), ("x" * 601, "network_text_length")])
def test_a_text_has_10_to_600_characters(text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        rule.require_possible(text, "sprache", CATALOGUE)


def test_an_unknown_topic_is_refused() -> None:
    with pytest.raises(Refused, match="network_topic_unknown"):
        rule.require_possible("Abendkurse mit Betreuung", "unbekannt", CATALOGUE)


def a_result(**levels: int) -> CheckResult:
    of_criterion = {
        question.id: levels.get(criterion.key, 1)
        for criterion in CATALOGUE.criteria
        for question in criterion.questions
    }
    return score(CATALOGUE, {key: Answered(level) for key, level in of_criterion.items()})


def test_own_criteria_from_seventy_points_are_suggested_the_strongest_first() -> None:
    # 4 levels = 100 points, 3 levels = 75, the others 25
    assert rule.suggestions(a_result(sprache=3, wohnen=4), ()) == ("wohnen", "sprache")
    assert rule.suggestions(a_result(sprache=3, wohnen=4), ("wohnen",)) == ("sprache",)
    assert rule.suggestions(a_result(sprache=2), ()) == ()


def test_only_strong_entries_make_somebody_willing_to_talk() -> None:
    seen = [ShownEntry("a", EntryKind.STRONG, "sprache", "x"), ShownEntry("b", EntryKind.SEARCH, "wohnen", "x")]
    assert rule.strong_topics(seen) == {"sprache"}

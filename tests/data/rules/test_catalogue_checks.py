"""The numbered checks of a catalogue: each test breaks a sound catalogue in one place and expects that number only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.model.catalogue import (
    ActionField,
    Band,
    Catalogue,
    CatalogueCandidate,
    CatalogueMapping,
    CheckLevel,
    Criterion,
    Question,
    QuestionMapping,
    ScaleStep,
)
from data.rules.catalogue_checks import CHECKS, problems

LABELS = ("nicht vorhanden", "in Planung", "in Umsetzung begonnen", "weitgehend umgesetzt", "fest verankert")


def a_question(question_id: str, tongue: str = "", **changes: object) -> Question:
    values = {
        "id": question_id,
        "text": f"Gibt es {question_id}{tongue}?",
        "suggestion": f"Beginnen Sie mit {question_id}{tongue}.",
        "help": f"Es zählt {question_id}{tongue}.",
        "may_not_apply": True,
        "not_applicable_hint": "",
    }
    return Question(**{**values, **changes})


def a_catalogue(version: str = "2030-01", tongue: str = "") -> Catalogue:
    """Seven fields with one criterion of two questions each; `tongue` makes the texts of a translation."""
    fields = tuple(
        ActionField(
            key=f"feld_{letter.lower()}",
            number=number,
            title=f"Feld {letter}",
            short_title=letter,
            criteria=(
                Criterion(
                    f"kriterium_{letter.lower()}",
                    f"Kriterium {letter}",
                    tuple(a_question(f"A{letter}-0{n}", tongue) for n in (1, 2)),
                ),
            ),
        )
        for number, letter in enumerate("ABCDEFG", start=1)
    )
    return Catalogue(
        version=version,
        title="Selbstcheck",
        scale=tuple(ScaleStep(points, label + tongue, f"So ist es{tongue}.") for points, label in enumerate(LABELS)),
        bands=(Band("start", 0, "am Anfang" + tongue), Band("top", 80, "fest verankert" + tongue)),
        fields=fields,
    )


def with_first(catalogue: Catalogue, **changes: object) -> Catalogue:
    """The catalogue with its very first question changed."""
    field = catalogue.fields[0]
    criterion = field.criteria[0]
    questions = (replace(criterion.questions[0], **changes), *criterion.questions[1:])
    return with_criterion(catalogue, questions=questions)


def with_criterion(catalogue: Catalogue, **changes: object) -> Catalogue:
    """The catalogue with its very first criterion changed."""
    criterion = replace(catalogue.fields[0].criteria[0], **changes)
    return with_field(catalogue, criteria=(criterion,))


def with_field(catalogue: Catalogue, **changes: object) -> Catalogue:
    """The catalogue with its first action field changed."""
    return replace(catalogue, fields=(replace(catalogue.fields[0], **changes), *catalogue.fields[1:]))


def with_label(catalogue: Catalogue, points: int, label: str) -> Catalogue:
    """The catalogue with one label of the scale changed."""
    scale = tuple(replace(step, label=label) if step.points == points else step for step in catalogue.scale)
    return replace(catalogue, scale=scale)


def found(candidate: CatalogueCandidate | Catalogue) -> list[tuple[str, str]]:
    """The check and the place of every problem."""
    if isinstance(candidate, Catalogue):
        candidate = CatalogueCandidate(candidate)
    return [(problem.check, problem.where) for problem in problems(candidate)]


def test_a_sound_catalogue_has_no_problems():
    sound = CatalogueCandidate(
        a_catalogue(),
        {"en": a_catalogue(tongue=" here")},
        earlier=a_catalogue("2029-01"),
        mapping=CatalogueMapping(
            "2029-01", "2030-01", tuple(QuestionMapping(q.id, q.id, "equal") for q in a_catalogue().questions)
        ),
    )
    assert problems(sound) == ()


def test_the_checks_are_numbered_from_k1_without_a_gap_and_each_name_is_used_once():
    assert [check.id for check in CHECKS] == [f"K{number}" for number in range(1, 30)]
    assert len({check.name for check in CHECKS}) == 29


def test_a_problem_names_check_level_language_place_and_what_was_found():
    problem = problems(CatalogueCandidate(with_first(a_catalogue(), text="Gibt es das")))[0]
    assert (problem.check, problem.name) == ("K10", "question_ends_with_question_mark")
    assert (problem.level, problem.language) == (CheckLevel.ERROR, "de")
    assert (problem.where, problem.found) == ("AA-01", "Gibt es das")


def test_k1_finds_a_question_id_that_is_used_twice():
    # the second question of the criterion is AA-02; the first one now claims the same id
    assert ("K1", "AA-02") in found(with_first(a_catalogue(), id="AA-02"))


@pytest.mark.parametrize("wrong", ["AA-1", "aa-01", "AAA-01", "AA01", "AA-01 "])
def test_k2_finds_an_id_that_is_not_two_capitals_a_hyphen_and_two_digits(wrong):
    assert ("K2", wrong) in found(with_first(a_catalogue(), id=wrong))


def test_k3_notes_a_field_whose_ids_begin_differently_and_the_field_it_borrows_from():
    # BB.. belongs to nobody, so only the first field is named; AB belongs to the second field, so both are
    assert found(with_first(a_catalogue(), id="BB-01")) == [("K3", "feld_a")]
    assert found(with_first(a_catalogue(), id="AB-03")) == [("K3", "feld_a"), ("K3", "feld_b")]


def test_k4_finds_a_key_that_is_used_twice_among_fields_criteria_or_bands():
    assert found(with_criterion(a_catalogue(), key="kriterium_b")) == [("K4", "kriterium_b")]
    assert found(with_field(a_catalogue(), key="feld_b"))[0] == ("K4", "feld_b")
    twice = replace(a_catalogue(), bands=(Band("start", 0, "am Anfang"), Band("start", 50, "oben")))
    assert found(twice) == [("K4", "start")]


@pytest.mark.parametrize("wrong", ["Feld", "1feld", "feld-a", "öffnung", ""])
def test_k5_finds_a_key_that_is_not_small_letters_digits_and_underscores(wrong):
    assert ("K5", wrong) in found(with_criterion(a_catalogue(), key=wrong))


def test_k6_finds_a_criterion_without_questions_a_field_without_criteria_and_a_catalogue_without_fields():
    assert ("K6", "kriterium_a") in found(with_criterion(a_catalogue(), questions=()))
    assert ("K6", "feld_a") in found(with_field(a_catalogue(), criteria=()))
    assert ("K6", "2030-01") in found(replace(a_catalogue(), fields=()))


def test_k7_notes_a_criterion_with_a_single_question():
    assert found(with_criterion(a_catalogue(), questions=(a_question("AA-01"),))) == [("K7", "kriterium_a")]


def test_k8_finds_an_empty_question_title_or_label():
    assert ("K8", "AA-01") in found(with_first(a_catalogue(), suggestion=" "))
    assert found(with_field(a_catalogue(), short_title="")) == [("K8", "feld_a")]
    assert ("K8", "3") in found(with_label(a_catalogue(), 3, ""))


def test_k9_notes_a_question_without_help_and_asks_for_no_hint():
    assert found(with_first(a_catalogue(), help="")) == [("K9", "AA-01")]
    assert found(with_first(a_catalogue(), not_applicable_hint="")) == []


def test_k10_finds_a_question_without_question_mark_in_any_language():
    english = with_first(a_catalogue(tongue=" here"), text="There is")
    candidate = CatalogueCandidate(a_catalogue(), {"en": english})
    assert [(p.check, p.language) for p in problems(candidate)] == [("K10", "en")]


@pytest.mark.parametrize("text", ["suggestion", "help", "not_applicable_hint"])
def test_k11_finds_a_sentence_without_full_stop(text):
    assert found(with_first(a_catalogue(), **{text: "Beginnen Sie"})) == [("K11", "AA-01")]


def test_k12_finds_two_questions_that_ask_the_same():
    assert found(with_first(a_catalogue(), text="GIBT ES AA-02?")) == [("K12", "AA-01"), ("K12", "AA-02")]


@pytest.mark.parametrize("points", [(0, 1, 2, 3), (0, 1, 3, 4, 5), (1, 2, 3, 4, 5), (4, 3, 2, 1, 0), ()])
def test_k13_finds_a_scale_that_is_not_0_to_4_in_steps_of_one(points):
    scale = tuple(ScaleStep(p, f"Stufe {p}", "So ist es.") for p in points)
    assert found(replace(a_catalogue(), scale=scale)) == [("K13", "2030-01")]


def test_k14_finds_labels_that_a_drop_down_list_cannot_hold():
    assert found(with_label(a_catalogue(), 1, "in Planung, fast")) == [("K14", "1")]  # the list is parted by commas
    assert found(with_label(a_catalogue(), 1, "Nicht vorhanden")) == [("K14", "2030-01")]  # the same word twice
    # The five labels and four commas have 15 + 10 + 21 + 20 + 14 + 4 = 84 characters. With 126 instead of 10 they are
    # 200, which still fits (but is too long for one label, K17); with one more they are not.
    assert found(with_label(a_catalogue(), 1, "x" * 126)) == [("K17", "1")]
    assert found(with_label(a_catalogue(), 1, "x" * 127)) == [("K14", "2030-01"), ("K17", "1")]


@pytest.mark.parametrize("starts", [(10, 20), (0, 40, 40), (0, 60, 40), (0, 101), ()])
def test_k15_finds_bands_that_do_not_start_at_0_or_do_not_rise_up_to_100(starts):
    bands = tuple(Band(f"band_{n}", start, f"Stufe {n}") for n, start in enumerate(starts))
    assert found(replace(a_catalogue(), bands=bands)) == [("K15", "2030-01")]


def test_k16_notes_another_number_of_fields_than_seven():
    six = a_catalogue().fields[:6]
    assert found(replace(a_catalogue(), fields=six)) == [("K16", "2030-01")]


def test_k17_notes_a_question_of_more_than_200_characters():
    assert found(with_first(a_catalogue(), text="x" * 199 + "?")) == []
    assert found(with_first(a_catalogue(), text="x" * 200 + "?")) == [("K17", "AA-01")]


@pytest.mark.parametrize(
    "word",
    ["Bürger*innen", "Bürger:innen", "Bürger_innen", "Bürger·innen", "Bürger/innen", "Bürger/-innen", "Bürger(innen)",
     "BürgerInnen"],
)  # fmt: skip
def test_k18_finds_gender_signs_inside_words(word):
    assert ("K18", "AA-01") in found(with_first(a_catalogue(), help=f"Es zählen {word}."))


@pytest.mark.parametrize(
    "text",
    [
        "Meist weiß das: Hauptamt.",
        "Bürgerinnen und Bürger.",
        "Von 9:30 Uhr an.",
        "Kita und/oder Schule.",
        "Innenstadt.",
    ],
)
def test_k18_leaves_colons_times_pairs_and_alternatives_alone(text):
    assert found(with_first(a_catalogue(), help=text)) == []


@pytest.mark.parametrize("text", [" Es zählt.", "Es  zählt.", "Es\nzählt.", "Es *zählt*.", "<b>Es</b>.", "Preis $5$."])
def test_k19_finds_stray_blanks_line_breaks_and_markup(text):
    assert ("K19", "AA-01") in found(with_first(a_catalogue(), help=text))


def test_k20_finds_a_hint_where_not_applicable_is_not_allowed():
    hint = {"not_applicable_hint": "Zuständig ist der Landkreis."}
    assert found(with_first(a_catalogue(), **hint, may_not_apply=False)) == [("K20", "AA-01")]
    assert found(with_first(a_catalogue(), **hint, may_not_apply=True)) == []


def test_k21_finds_texts_that_stayed_german_or_are_missing_or_have_no_german_counterpart():
    english = a_catalogue(tongue=" here")
    german_suggestion = with_first(english, suggestion="Beginnen Sie mit AA-01.")
    no_help = with_first(english, help="")
    needless_hint = with_first(english, not_applicable_hint="Only here.")
    for broken in (german_suggestion, no_help, needless_hint):
        assert ("K21", "AA-01") in found(CatalogueCandidate(a_catalogue(), {"en": broken}))
    assert ("K21", "1") in found(CatalogueCandidate(a_catalogue(), {"en": with_label(english, 1, "in Planung")}))


def test_k21_lets_a_title_be_the_same_word_in_both_languages():
    # "Sport" and "Transport" are; so the titles of the sound catalogue are equal in both
    assert found(CatalogueCandidate(a_catalogue(), {"en": a_catalogue(tongue=" here")})) == []


def a_mapping(*entries: tuple[str | None, str | None, str]) -> CatalogueCandidate:
    """A mapping that is complete but for the questions AA-01 and AA-02, which the entries deal with."""
    rest = [QuestionMapping(q.id, q.id, "equal") for q in a_catalogue().questions if not q.id.startswith("AA")]
    mapping = CatalogueMapping("2029-01", "2030-01", (*(QuestionMapping(*entry) for entry in entries), *rest))
    return CatalogueCandidate(a_catalogue(), {}, a_catalogue("2029-01"), mapping)


def test_k22_accepts_questions_that_were_split_merged_dropped_or_added():
    # K26: the id of the dropped AA-02 is given to another question
    split = a_mapping(("AA-01", "AA-01", "split"), ("AA-01", "AA-02", "split"), ("AA-02", None, "dropped"))
    merged = a_mapping(("AA-01", "AA-01", "merged"), ("AA-02", "AA-01", "merged"), (None, "AA-02", "new"))
    assert found(split) == found(merged) == [("K26", "AA-02")]


def test_k22_finds_a_question_without_mapping_one_mapped_twice_and_an_unknown_one():
    # AA-02 is missing on both sides
    assert found(a_mapping(("AA-01", "AA-01", "equal")))[:2] == [("K22", "AA-02"), ("K22", "AA-02")]
    # AA-01 leads to two questions without being split
    assert found(a_mapping(("AA-01", "AA-01", "equal"), ("AA-01", "AA-02", "equal"), ("AA-02", None, "dropped"))) == [
        ("K22", "AA-01"),
        ("K26", "AA-02"),
    ]
    # ZZ-01 does not exist in the later version
    unknown = a_mapping(("AA-01", "AA-01", "equal"), ("AA-02", "AA-02", "equal"), (None, "ZZ-01", "new"))
    assert found(unknown) == [("K22", "ZZ-01")]


@pytest.mark.parametrize("entry", [("AA-02", "AA-02", "similar"), ("AA-02", "AA-02", "new")])
def test_k23_finds_a_kind_that_does_not_exist_or_does_not_fit(entry):
    assert found(a_mapping(("AA-01", "AA-01", "equal"), entry)) == [("K23", "AA-02")]


@pytest.mark.parametrize("version", ["2030", "2030-13", "2030-1", "30-01", "2030-01-eigen", "2030-01 "])
def test_k24_finds_a_version_that_is_not_named_by_year_and_month(version):
    assert ("K24", version) in found(a_catalogue(version))


def own(catalogue: Catalogue, **changes: object) -> CatalogueCandidate:
    """A candidate that was loaded into an installation, with a translation and a mapping, both sound."""
    mapping = CatalogueMapping(
        "2029-01", catalogue.version, tuple(QuestionMapping(q.id, q.id, "equal") for q in a_catalogue().questions)
    )
    values = {"translations": {"en": a_catalogue(OWN, " here")}, "earlier": a_catalogue("2029-01"), "mapping": mapping}
    return CatalogueCandidate(catalogue, is_own=True, **{**values, **changes})


OWN = "2030-01-eigen"


def test_a_sound_catalogue_of_ones_own_has_no_problems():
    assert found(own(a_catalogue(OWN))) == []


@pytest.mark.parametrize("version", ["2030-01", "2030-13-eigen", "2030-01-", "2030-01-Eigen", "2030-01-langerzusatz1"])
def test_k24_asks_a_catalogue_of_ones_own_for_an_addition_that_no_shipped_version_has(version):
    # the last one has 21 characters, 20 fit
    assert ("K24", version) in found(own(a_catalogue(version)))


@pytest.mark.parametrize(
    ("entries", "wrong"),
    [
        ([("AA-01", "AA-01", "split"), ("AA-02", "AA-02", "equal")], ["AA-01 → AA-01"]),
        ([("AA-01", "AA-01", "merged"), ("AA-02", "AA-02", "equal")], ["AA-01 → AA-01"]),
        ([("AA-01", "AA-01", "split"), ("AA-01", "AA-02", "equal"), ("AA-02", None, "dropped")], ["AA-01 → AA-02"]),
        ([("AA-01", "AA-01", "merged"), ("AA-02", "AA-01", "changed"), (None, "AA-02", "new")], ["AA-02 → AA-01"]),
    ],
    ids=["split into one", "merged from one", "split and equal", "merged and changed"],
)
def test_k25_finds_splits_and_mergers_that_are_none(entries, wrong):
    assert [where for check, where in found(a_mapping(*entries)) if check == "K25"] == wrong


def test_k26_notes_an_id_that_means_another_question_than_before():
    crossed = a_mapping(("AA-01", "AA-02", "equal"), ("AA-02", "AA-01", "equal"))
    assert found(crossed) == [("K26", "AA-01"), ("K26", "AA-02")]


def test_k27_notes_missing_suggestions_and_meanings_of_a_catalogue_of_ones_own_which_k8_finds_in_ours():
    without = with_first(a_catalogue(OWN), suggestion="")
    assert ("K27", "AA-01") in found(own(without)) and "K8" not in dict(found(own(without)))
    scale = tuple(replace(step, meaning="") for step in a_catalogue().scale)
    assert [check for check, _ in found(own(replace(a_catalogue(OWN), scale=scale)))].count("K27") == 5


def test_k28_notes_a_catalogue_of_ones_own_without_a_mapping():
    assert found(own(a_catalogue(OWN), mapping=None, earlier=None)) == [("K28", OWN)]
    assert found(CatalogueCandidate(a_catalogue())) == []  # our first version has none to lead from


def test_k29_finds_an_answer_that_has_other_points_in_another_version():
    turned = with_label(with_label(a_catalogue(OWN), 0, "fest verankert"), 4, "NICHT vorhanden")
    others = (a_catalogue(), a_catalogue(tongue=" here"))
    assert found(own(turned, others=others)) == [("K29", "0"), ("K29", "4")]
    assert found(own(with_label(a_catalogue(OWN), 0, "gibt es nicht"), others=others)) == []


@pytest.mark.parametrize(
    ("check", "changes"),
    [
        ("K10", {"text": "Die Kommune hat ein Leitbild."}),
        ("K11", {"suggestion": "Beginnen Sie"}),
        ("K18", {"text": "Gibt es Bürger*innen?"}),
        ("K20", {"not_applicable_hint": "Nur hier.", "may_not_apply": False}),
    ],
)
def test_the_style_of_others_is_a_note_where_ours_would_be_an_error(check, changes):
    level = {p.check: p.level for p in problems(own(with_first(a_catalogue(OWN), **changes)))}
    assert level[check] is CheckLevel.NOTE and "K19" not in level
    ours = {p.check: p.level for p in problems(CatalogueCandidate(with_first(a_catalogue(), **changes)))}
    assert ours[check] is CheckLevel.ERROR


def test_k19_stays_an_error_for_markup_of_others():
    for text in ("<b>Gibt es das</b>?", "[Gibt es das?](https://example.org)", "Bürger*innen und *mehr*?"):
        assert ("K19", "AA-01") in found(own(with_first(a_catalogue(OWN), text=text)))
    # titles and labels are drawn into charts as they are
    assert ("K19", "feld_a") in found(own(with_field(a_catalogue(OWN), title="Bürger*innen")))


def test_k21_notes_once_that_a_catalogue_of_ones_own_has_no_translation():
    untranslated = own(a_catalogue(OWN), translations={})
    assert [(p.check, p.where, p.language, p.level) for p in problems(untranslated)] == [
        ("K21", OWN, "en", CheckLevel.NOTE)
    ]

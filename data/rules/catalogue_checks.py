"""The numbered checks that a catalogue passes before it is released; `docs/catalogue.md` explains each to experts.

A number is never given twice and never moves: lists of exceptions and questions to the editors refer to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from data.model.catalogue import Catalogue, CatalogueCandidate, CatalogueProblem, CheckLevel, Question
from data.rules import mapping_checks

GERMAN = "de"
SCALE = (0, 1, 2, 3, 4)
FIELDS_OF_THE_FOUNDING_PROJECT = 7
QUESTION_ID = re.compile(r"[A-Z]{2}-\d{2}")
KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
VERSION = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
OWN_VERSION = re.compile(rf"{VERSION.pattern}(-[a-z0-9]+)+")  # so that no later release of the program takes its name
LONGEST_VERSION = 20
GENDER_SIGN = re.compile(r"[^\W\d_][*:_·][^\W\d_]|\w/-?in(nen)?\b|\(in(nen)?\)|[a-zäöüß]Innen\b")
UNTIDY = re.compile(r"^\s|\s$|\s\s|[\x00-\x1f\x7f]|[*_`$<>\[\]{}|\\~]")

# Most characters per text: a question fills five lines of a phone (40 characters a line), a help text seven.
LONGEST = {
    "title": 80,
    "short_title": 28,
    "label": 40,
    "meaning": 120,
    "question": 200,
    "suggestion": 220,
    "help": 280,
    "hint": 220,
}
MAY_LACK = ("suggestion", "meaning")  # of a catalogue that was loaded: others may have written none
SHOWN_AS_TYPED = ("question", "suggestion", "help", "hint")
# An office program takes 255 characters for a drop-down list; the two replies beside the scale need up to 55 of them.
LONGEST_DROP_DOWN = 200


@dataclass(frozen=True)
class Finding:
    """What a check found in one language: where and what, to become a problem with the check's number."""

    where: str
    found: str
    language: str = GERMAN


@dataclass(frozen=True)
class Check:
    """One numbered check: `finds` yields everything that breaks it.

    `own_level` is the level for a catalogue that was loaded into an installation, where it is another one: the wording
    of others stays as it is, as long as everything can be asked, answered and scored.
    """

    id: str
    name: str
    level: CheckLevel
    finds: Callable[[CatalogueCandidate], Iterable[Finding]]
    own_level: CheckLevel | None = None

    def level_for(self, candidate: CatalogueCandidate) -> CheckLevel:
        """The level that counts for this catalogue."""
        return self.own_level if candidate.is_own and self.own_level else self.level


@dataclass(frozen=True)
class Text:
    """One text of a catalogue: `kind` is a key of LONGEST, `where` the question id or key that it belongs to."""

    kind: str
    where: str
    text: str
    may_be_empty: bool = False


def problems(candidate: CatalogueCandidate) -> tuple[CatalogueProblem, ...]:
    """All problems of a catalogue, its translations and its mapping, in the order of the checks' numbers."""
    return tuple(
        CatalogueProblem(
            check.id, check.name, check.level_for(candidate), finding.language, finding.where, finding.found
        )
        for check in CHECKS
        for finding in check.finds(candidate)
    )


def texts(catalogue: Catalogue) -> Iterator[Text]:
    """Every text of a catalogue that people read."""
    yield Text("title", catalogue.version, catalogue.title)
    for step in catalogue.scale:
        yield Text("label", str(step.points), step.label)
        yield Text("meaning", str(step.points), step.meaning)
    for band in catalogue.bands:
        yield Text("label", band.key, band.label)
    for field in catalogue.fields:
        yield Text("title", field.key, field.title)
        yield Text("short_title", field.key, field.short_title)
    for criterion in catalogue.criteria:
        yield Text("title", criterion.key, criterion.title)
    for question in _questions(catalogue):
        yield Text("question", question.id, question.text)
        yield Text("suggestion", question.id, question.suggestion)
        yield Text("help", question.id, question.help, may_be_empty=True)
        yield Text("hint", question.id, question.not_applicable_hint, may_be_empty=True)


def _questions(catalogue: Catalogue) -> list[Question]:
    # Not catalogue.questions: it keeps one question per id and would hide a repeated one.
    return [question for field in catalogue.fields for question in field.questions]


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def _once(
    finds: Callable[[Catalogue], Iterable[tuple[str, str]]],
) -> Callable[[CatalogueCandidate], Iterator[Finding]]:
    """A check of the structure, which all languages share."""
    return lambda candidate: (Finding(where, found) for where, found in finds(candidate.catalogue))


def _in_every_language(
    finds: Callable[[Catalogue], Iterable[tuple[str, str]]],
) -> Callable[[CatalogueCandidate], Iterator[Finding]]:
    """A check of the texts, in German and in each translation."""
    return lambda candidate: (
        Finding(where, found, language)
        for language, catalogue in {GERMAN: candidate.catalogue, **candidate.translations}.items()
        for where, found in finds(catalogue)
    )


def _of_texts(breaks: Callable[[Text], bool], *kinds: str) -> Callable[[CatalogueCandidate], Iterator[Finding]]:
    """A check of single texts in every language: of the given kinds, or of all."""
    return _in_every_language(
        lambda catalogue: (
            (text.where, text.text) for text in texts(catalogue) if (not kinds or text.kind in kinds) and breaks(text)
        )
    )


def _of_mapping(
    finds: Callable[[CatalogueCandidate], Iterable[tuple[str, str]]],
) -> Callable[[CatalogueCandidate], Iterator[Finding]]:
    """A check of how the questions of two versions relate."""
    return lambda candidate: (Finding(where, found) for where, found in finds(candidate))


def _ids_repeated(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for repeated in _repeated(question.id for question in _questions(catalogue)):
        yield repeated, repeated


def _id_forms(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for question in _questions(catalogue):
        if not QUESTION_ID.fullmatch(question.id):
            yield question.id, question.id


def _id_prefixes(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    prefixes = {field.key: {question.id.split("-")[0] for question in field.questions} for field in catalogue.fields}
    shared = _repeated(prefix for of_field in prefixes.values() for prefix in of_field)
    for key, of_field in prefixes.items():
        if len(of_field) > 1 or of_field.intersection(shared):
            yield key, ", ".join(sorted(of_field))


def _keys(catalogue: Catalogue) -> list[str]:
    return [field.key for field in catalogue.fields] + [criterion.key for criterion in catalogue.criteria]


def _keys_repeated(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    bands = [band.key for band in catalogue.bands]
    for repeated in _repeated(_keys(catalogue)) + _repeated(bands):
        yield repeated, repeated


def _key_forms(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for key in [*_keys(catalogue), *(band.key for band in catalogue.bands)]:
        if not KEY.fullmatch(key):
            yield key, key


def _empty_groups(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    if not catalogue.fields:
        yield catalogue.version, "0"
    yield from ((field.key, "0") for field in catalogue.fields if not field.criteria)
    yield from ((criterion.key, "0") for criterion in catalogue.criteria if not criterion.questions)


def _single_questions(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    return ((criterion.key, "1") for criterion in catalogue.criteria if len(criterion.questions) == 1)


def _questions_repeated(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    repeated = _repeated(question.text.casefold() for question in _questions(catalogue))
    return ((q.id, q.text) for q in _questions(catalogue) if q.text.casefold() in repeated)


def _scale_gaps(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    points = tuple(step.points for step in catalogue.scale)
    if points != SCALE:
        yield catalogue.version, ", ".join(map(str, points))


def _drop_down(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    labels = [step.label for step in catalogue.scale]
    yield from ((str(step.points), step.label) for step in catalogue.scale if re.search("[,;]", step.label))
    yield from ((catalogue.version, label) for label in _repeated(label.casefold() for label in labels))
    joined = ",".join(labels)
    if len(joined) > LONGEST_DROP_DOWN:
        yield catalogue.version, joined


def _band_steps(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    starts = [band.from_percent for band in catalogue.bands]
    rising = all(lower < higher for lower, higher in pairwise(starts))
    if not starts or starts[0] != 0 or not rising or starts[-1] > 100:
        yield catalogue.version, ", ".join(map(str, starts))


def _field_count(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    if len(catalogue.fields) != FIELDS_OF_THE_FOUNDING_PROJECT:
        yield catalogue.version, str(len(catalogue.fields))


def _hints_without_use(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for question in _questions(catalogue):
        if question.not_applicable_hint and not question.may_not_apply:
            yield question.id, question.not_applicable_hint


def _empty_texts(candidate: CatalogueCandidate) -> Iterator[Finding]:
    for language, text in _texts_of(candidate):
        if not text.text.strip() and not text.may_be_empty and not (candidate.is_own and text.kind in MAY_LACK):
            yield Finding(text.where, text.text, language)


def _lacking_texts(candidate: CatalogueCandidate) -> Iterator[Finding]:
    for language, text in _texts_of(candidate) if candidate.is_own else ():
        if not text.text.strip() and text.kind in MAY_LACK:
            yield Finding(text.where, text.text, language)


def _untidy_texts(candidate: CatalogueCandidate) -> Iterator[Finding]:
    # Titles and labels stand in charts and headings as they are; longer texts are shown letter by letter.
    for language, text in _texts_of(candidate):
        is_long = candidate.is_own and text.kind in SHOWN_AS_TYPED
        if UNTIDY.search(GENDER_SIGN.sub("", text.text) if is_long else text.text):
            yield Finding(text.where, text.text, language)


def _texts_of(candidate: CatalogueCandidate) -> Iterator[tuple[str, Text]]:
    """Every text with its language."""
    for language, catalogue in {GERMAN: candidate.catalogue, **candidate.translations}.items():
        yield from ((language, text) for text in texts(catalogue))


def _version_form(candidate: CatalogueCandidate) -> Iterator[Finding]:
    version = candidate.catalogue.version
    form = OWN_VERSION if candidate.is_own else VERSION
    if not form.fullmatch(version) or len(version) > LONGEST_VERSION:
        yield Finding(version, version)


def _without_mapping(candidate: CatalogueCandidate) -> Iterator[Finding]:
    if candidate.is_own and candidate.mapping is None:
        yield Finding(candidate.catalogue.version, "")


def _ambiguous_labels(candidate: CatalogueCandidate) -> Iterator[Finding]:
    # Answer files are read with the words of all scales: a word must not mean two levels.
    known = {step.label.casefold(): step.points for other in candidate.others for step in other.scale}
    for language, catalogue in {GERMAN: candidate.catalogue, **candidate.translations}.items():
        for step in catalogue.scale:
            if known.get(step.label.casefold(), step.points) != step.points:
                yield Finding(str(step.points), step.label, language)


def _untranslated(candidate: CatalogueCandidate) -> Iterator[Finding]:
    if candidate.is_own and not candidate.translations:
        yield Finding(candidate.catalogue.version, "", "en")
    # A missing translation is filled with the German text; titles such as "Sport" are rightly the same.
    german = list(texts(candidate.catalogue))
    for language, translated in candidate.translations.items():
        others = {(text.kind, text.where): text.text for text in texts(translated)}
        for text in german:
            other = others.get((text.kind, text.where))
            same = text.text and other == text.text and text.kind not in ("title", "short_title")
            if other is None or same or bool(other) != bool(text.text):
                yield Finding(text.where, other or "", language)


ERROR, NOTE = CheckLevel.ERROR, CheckLevel.NOTE
CHECKS: tuple[Check, ...] = (
    Check("K1", "question_ids_unique", ERROR, _once(_ids_repeated)),
    Check("K2", "question_id_form", ERROR, _once(_id_forms)),
    Check("K3", "one_id_prefix_per_field", NOTE, _once(_id_prefixes)),
    Check("K4", "keys_unique", ERROR, _once(_keys_repeated)),
    Check("K5", "key_form", ERROR, _once(_key_forms)),
    Check("K6", "no_empty_group", ERROR, _once(_empty_groups)),
    Check("K7", "criterion_has_two_questions", NOTE, _once(_single_questions)),
    Check("K8", "no_empty_text", ERROR, _empty_texts),
    Check("K9", "help_given", NOTE, _of_texts(lambda t: not t.text.strip(), "help")),
    Check(
        "K10",
        "question_ends_with_question_mark",
        ERROR,
        _of_texts(lambda t: not t.text.endswith("?"), "question"),
        own_level=NOTE,
    ),
    Check(
        "K11",
        "sentence_ends_with_full_stop",
        ERROR,
        _of_texts(lambda t: bool(t.text) and not t.text.endswith("."), "suggestion", "help", "hint", "meaning"),
        own_level=NOTE,
    ),
    Check("K12", "question_texts_differ", ERROR, _in_every_language(_questions_repeated)),
    Check("K13", "scale_is_0_to_4", ERROR, _once(_scale_gaps)),
    Check("K14", "scale_fits_drop_down", ERROR, _in_every_language(_drop_down)),
    Check("K15", "bands_start_at_0_and_rise", ERROR, _once(_band_steps)),
    Check("K16", "seven_fields", NOTE, _once(_field_count)),
    Check("K17", "texts_fit_phone", NOTE, _of_texts(lambda t: len(t.text) > LONGEST[t.kind])),
    Check("K18", "no_gender_signs", ERROR, _of_texts(lambda t: GENDER_SIGN.search(t.text) is not None), NOTE),
    Check("K19", "plain_text", ERROR, _untidy_texts),
    Check("K20", "hint_only_where_allowed", ERROR, _once(_hints_without_use), NOTE),
    Check("K21", "translation_complete", ERROR, _untranslated, NOTE),
    Check("K22", "mapping_covers_every_question", ERROR, _of_mapping(mapping_checks.gaps)),
    Check("K23", "mapping_kind_known", ERROR, _of_mapping(mapping_checks.unfitting_kinds)),
    Check("K24", "version_form", ERROR, _version_form),
    Check("K25", "split_and_merged_fit", ERROR, _of_mapping(mapping_checks.wrong_shapes)),
    Check("K26", "id_keeps_its_meaning", NOTE, _of_mapping(mapping_checks.ids_with_another_meaning)),
    Check("K27", "suggestion_and_meaning_given", NOTE, _lacking_texts),
    Check("K28", "mapping_given", NOTE, _without_mapping),
    Check("K29", "label_means_one_level", ERROR, _ambiguous_labels),
)

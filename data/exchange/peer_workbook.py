"""The comparison as an xlsx file: own points beside the published figures of a group, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.exchange.answer_words import HEADINGS, spoken
from data.exchange.answer_words import Column as AnswerColumn
from data.exchange.peer_texts import DIMENSIONS, GROUP_BASES, STANDINGS, TEXTS, VALUES
from data.exchange.workbook_layout import row_height
from data.exchange.workbook_style import CALM, LINE
from data.exchange.workbook_tables import ONE_DECIMAL, WHOLE, Column, TableBook, Value
from data.exchange.workbook_texts import TEXTS as ANSWER_TEXTS
from data.model.benchmark import GroupBasis, PeerFilter, PeersView
from data.model.catalogue import ActionField, Catalogue
from data.model.result import Score, shown
from data.model.self_check import Answered, Reply, replies_of

PERCENT = '0" %"'
BAR = 10  # points
FACT_WIDTHS = (46, 70)
TITLE_HEIGHT, SECTION_HEIGHT = 30, 24
DAY_FORMATS = {"de": "dd.mm.yyyy", "en": "yyyy-mm-dd"}
WORD, FIGURE, COUNT = 16.0, 13.0, 12.0  # widths in characters
TITLE_WIDTH, STANDING_WIDTH, QUESTION_WIDTH = 42.0, 25.0, 70.0


@dataclass(frozen=True)
class PeerWorkbook:
    """What to write: the comparison, the catalogue in the language of the file, whose it is, and the day."""

    view: PeersView
    catalogue: Catalogue
    commune_name: str
    written_on: date
    language: str = "de"


def write(contents: PeerWorkbook) -> bytes:
    """The comparison as an xlsx file. The same contents always give the same bytes."""
    return _Written(contents).file()


class _Written:
    def __init__(self, contents: PeerWorkbook) -> None:
        self._view, self._catalogue = contents.view, contents.catalogue
        self._language = contents.language if contents.language in TEXTS else "de"
        self._words, self._contents = TEXTS[self._language], contents
        self._headings = HEADINGS[self._language]
        self._book = TableBook(self._words["title"], contents.written_on)
        own = self._view.own
        self._scores: Mapping[str, Score] = own.current.result.scores() if own else {}
        self._replies: Mapping[str, Reply] = replies_of(own.sheet) if own else {}

    def file(self) -> bytes:
        self._comparison()
        self._questions()
        if any(figure.histogram for figure in self._view.comparison.figures.values()):
            self._distribution()
        self._basis()
        return self._book.written()

    def _comparison(self) -> None:
        words = self._words
        columns = [
            *self._titles(),
            Column(words["own"], FIGURE, WHOLE),
            Column(words["goal"], FIGURE, WHOLE),
            Column(words["standing"], STANDING_WIDTH),
            *(Column(words[name], FIGURE, WHOLE) for name in ("mean", "q25", "median", "q75")),
            Column(words["counted"], COUNT, WHOLE),
            Column(words["remark"], WORD),
        ]
        rows = [[*titles, *self._figures_beside(key)] for key, titles in self._indicators()]
        self._book.table(words["comparison"], columns, rows, strong=self._places_of_fields())

    def _figures_beside(self, key: str) -> list[Value]:
        score, figure = self._scores.get(key), self._view.comparison.figures.get(key)
        return [
            shown(score.percent) if score and score.percent is not None else None,
            self._view.goals.get(key),
            self._standing(key),
            *((figure.mean, figure.q25, figure.median, figure.q75, figure.counted) if figure else [None] * 5),
            self._remark(score),
        ]

    def _standing(self, key: str) -> str:
        position = self._view.positions.get(key)
        if position is None:
            return ""
        words = STANDINGS[self._language][position.standing]
        return self._words["presumably"].format(words=words) if position.presumably else words

    def _remark(self, score: Score | None) -> str:
        if score is None:
            return ""
        if score.percent is None:
            return self._words["not_scored"]
        return self._words["provisional"] if score.provisional else ""

    def _questions(self) -> None:
        words, levels = self._words, self._view.comparison.levels
        columns = [
            Column(self._headings[AnswerColumn.ID], 8),
            *self._titles(),
            Column(self._headings[AnswerColumn.QUESTION], QUESTION_WIDTH),
            Column(words["own_level"], WORD, WHOLE),
            Column(words["level"], WORD, ONE_DECIMAL),
            Column(words["counted"], COUNT, WHOLE),
        ]
        rows: list[Sequence[Value]] = []
        for key, place in self._catalogue.places.items():
            level = levels.get(key)
            of_group = (level.level, level.counted) if level else (None, None)
            titles = (_numbered(place.field), place.criterion.title, place.question.text)
            rows.append([key, *titles, self._own_level(key), *of_group])
        self._book.table(words["questions"], columns, rows)

    def _own_level(self, question_id: str) -> Value:
        match self._replies.get(question_id):
            case None:
                return None
            case Answered(points):
                return points
            case not_scored:
                return spoken(not_scored, self._catalogue.scale, self._language)

    def _distribution(self) -> None:
        words, figures = self._words, self._view.comparison.figures
        bars = [words["bar"].format(low=low, high=low + BAR) for low in range(0, 100, BAR)]
        columns = [
            *self._titles(),
            *(Column(bar, FIGURE, PERCENT) for bar in bars),
            Column(words["counted"], COUNT, WHOLE),
        ]
        told: list[tuple[str, Sequence[Value]]] = [
            (key, [*titles, *figure.histogram, figure.counted])
            for key, titles in self._indicators()
            if (figure := figures.get(key)) is not None and figure.histogram is not None
        ]
        fields = {field.key for field in self._catalogue.fields}
        strong = {place for place, (key, _row) in enumerate(told) if key in fields}
        self._book.table(words["distribution"], columns, [row for _key, row in told], strong)

    def _titles(self) -> list[Column]:
        names = (AnswerColumn.FIELD, AnswerColumn.CRITERION)
        return [Column(self._headings[name], TITLE_WIDTH) for name in names]

    def _indicators(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Every field with its criteria below it: key, title of the field, title of the criterion."""
        for field in self._catalogue.fields:
            yield field.key, (_numbered(field), self._words["whole_field"])
            for criterion in field.criteria:
                yield criterion.key, (_numbered(field), criterion.title)

    def _places_of_fields(self) -> set[int]:
        fields = {field.key for field in self._catalogue.fields}
        return {place for place, (key, _titles) in enumerate(self._indicators()) if key in fields}

    def _basis(self) -> None:
        words, book = self._words, self._book
        sheet = book.sheet(words["basis"])
        sheet.hide_gridlines(2)
        for place, width in enumerate(FACT_WIDTHS):
            sheet.set_column(place, place, width)
        title = book.look(bold=True, font_size=18, font_color=CALM, text_wrap=False)
        section = book.look(bold=True, font_size=12, font_color=CALM, bottom=1, bottom_color=CALM)
        label = book.look(bottom=1, bottom_color=LINE)
        fact = book.look(bottom=1, bottom_color=LINE, align="left", num_format=DAY_FORMATS[self._language])
        number = book.look(bottom=1, bottom_color=LINE, align="left", num_format="#,##0")
        sheet.set_row(0, TITLE_HEIGHT)
        sheet.write_string(0, 0, words["title"], title)
        facts = list(self._facts())
        for row, (name, value) in enumerate(facts, start=2):
            sheet.set_row(row, row_height([(name, FACT_WIDTHS[0]), (str(value), FACT_WIDTHS[1])]))
            sheet.write_string(row, 0, name, label)
            book.write(sheet, row, 1, value, number if isinstance(value, int) else fact)
        last = len(facts) + 3
        sheet.set_row(last, SECTION_HEIGHT)
        sheet.write_string(last, 0, words["notes"], section)
        sheet.write_blank(last, 1, None, section)
        for row, note in enumerate(self._notes(), start=last + 1):
            sheet.set_row(row, row_height([(note, sum(FACT_WIDTHS))]))
            sheet.merge_range(row, 0, row, 1, "", label)
            book.write(sheet, row, 0, note, label)

    def _facts(self) -> Iterator[tuple[str, Value]]:
        words, comparison = self._words, self._view.comparison
        group, own = comparison.group, self._view.own
        yield words["commune"], self._contents.commune_name
        yield from self._filter(words["group"], group.shown)
        if group.wished != group.shown:
            yield from self._filter(words["wished"], group.wished)
        yield words["counted"], group.counted
        yield words["of_cell" if group.basis is GroupBasis.OWN_CELL else "participating"], group.participating
        if group.existing is not None:
            yield words["existing"], group.existing
        yield words["own_counted"], words["yes" if comparison.own_counted else "no"]
        yield words["release_date"], comparison.release_date
        yield words["catalogue"], comparison.catalogue_version
        if own is not None:
            yield words["round"], own.current.round_name
            yield words["approved"], own.current.submitted_at.date()
        yield words["written_on"], self._contents.written_on

    def _filter(self, name: str, chosen: PeerFilter) -> Iterator[tuple[str, str]]:
        if not chosen:
            yield name, self._words["everybody"]
        values = VALUES[self._language]
        for dimension, words in DIMENSIONS[self._language].items():
            if dimension in chosen:
                # In the order of the words: the one in which sizes are written.
                known = [key for key in values if key in chosen[dimension]]
                laender = sorted(chosen[dimension] - set(known))
                yield f"{name}: {words}", ", ".join([*(values[key] for key in known), *laender])

    def _notes(self) -> Iterator[str]:
        words, view = self._words, self._view
        group = view.comparison.group
        if group.wished and group.basis is not GroupBasis.WISHED:
            yield GROUP_BASES[self._language][group.basis]
        if view.other_version is not None:
            release = view.comparison.catalogue_version
            yield words["other_version"].format(own=view.other_version, release=release)
        yield from (words[note] for note in ("volunteers", "reading", "detail", "anonymity"))
        yield ANSWER_TEXTS[self._language]["own_wording"]


def _numbered(field: ActionField) -> str:
    return f"{field.number} {field.title}"

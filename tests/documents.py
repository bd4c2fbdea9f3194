"""Documents for tests: minutes of a meeting as a town hall writes them, and documents of any texts."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from components.drawings import PathWords, ScoreBar, TimelineBar, YearPoint, path_to_goal, score_bars, timeline
from data.model.document import (
    Blanks,
    Block,
    Bullets,
    Callout,
    Column,
    ColumnKind,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Span,
    Table,
    Text,
    Ticks,
)
from data.model.drawing import Box, Drawing, Label

SCORES = score_bars(
    (
        ScoreBar("Management, Steuerung und Strategie", 61, 75, "61 Punkte"),
        ScoreBar("Öffentliche Verwaltung als Arbeitgeberin und Dienstleisterin", 48, 70, "48 Punkte"),
        ScoreBar("Bildung", 72.5, 75, "72,5 Punkte"),
        ScoreBar("Konfliktbearbeitung", None, 60, "noch nicht beurteilt"),
    ),
    own="Stand 2026",
    goal="Ziel 2035",
)
PATH = path_to_goal(
    past=(YearPoint(2024.5, 38, "38"), YearPoint(2026.5, 48, "48")),
    milestones=(YearPoint(2028, 54, "54"), YearPoint(2031, 62, "62")),
    target=YearPoint(2035, 70, "Ziel 70"),
    expected=YearPoint(2028, 51, "erwartet 51"),
    words=PathWords("Stand", "Weg zum Ziel", "erwartet durch Maßnahmen", "Punkte"),
)
TIMELINE = timeline(
    (
        TimelineBar(
            "Anlaufstelle gegen Diskriminierung einrichten", date(2026, 10, 1), date(2027, 6, 30), "läuft", "running"
        ),
        TimelineBar("Formulare in einfacher Sprache", date(2026, 4, 1), date(2026, 12, 31), "überfällig", "blocked"),
        TimelineBar("Dialogreihe in den Ortsteilen", date(2027, 1, 1), date(2028, 3, 31), "geplant", "planned"),
        TimelineBar("Leitbild beschließen", date(2026, 1, 1), date(2026, 6, 30), "abgeschlossen", "done"),
    ),
    today=date(2026, 11, 24),
    today_word="heute",
)

MINUTES = Document(
    title="Protokoll der 7. Sitzung",
    subtitle="Steuerungsgruppe Weltoffene Kommune, 24. November 2026",
    language="de",
    commune="Musterstadt",
    made_on=date(2026, 11, 24),
    header="Steuerungsgruppe Weltoffene Kommune",
    footer="Kompass 2035 · eigener Fragenkatalog, nicht der Fragebogen des Projekts „Weltoffene Kommune“",
    mark="Beispieldaten",
    blocks=(
        Facts(
            (
                ("Ort", "Rathaus, Sitzungsraum 2"),
                ("Zeit", "24. November 2026, 14:00 bis 15:35 Uhr"),
                ("Leitung", "Oberbürgermeisterin Dr. Petra Beispiel"),
                (
                    "Anwesend",
                    "Ayşe Muster (Integration), Jan Kowalski (Personal), Lea Weber (Jugend), Ivo Horvat (Kultur)",
                ),
                ("Entschuldigt", "Nguyễn Thị Hoa (Migrationsbeirat)"),
            )
        ),
        Paragraph(
            "Die Steuerungsgruppe hat zwei Beschlüsse gefasst, vier Aufgaben vergeben und einen Punkt vertagt.",
            ParagraphStyle.LEAD,
        ),
        Heading(1, "1. Öffentliche Verwaltung: Anlaufstelle gegen Diskriminierung"),
        Paragraph(
            (
                Span(
                    "Frau Muster berichtet über die Gespräche mit dem Personalrat. Der Entwurf der Dienstvereinbarung "
                ),
                Span("liegt vor", strong=True),
                Span(" und kann im Januar in den "),
                Span("Haupt- und Finanzausschuss", emphasis=True),
                Span(". Strittig war, ob die Stelle auch für Bürgerinnen und Bürger offen ist."),
            )
        ),
        Callout(
            "Beschluss 17/2026",
            "Die Anlaufstelle gegen Diskriminierung wird zum 1. April 2027 mit einer halben Stelle im Büro der "
            "Oberbürgermeisterin eingerichtet. Sie ist für Beschäftigte und für Einwohnerinnen und Einwohner offen.",
            "Ergebnis: angenommen mit 7 Ja, 1 Nein, 0 Enthaltungen",
        ),
        Figure(
            SCORES,
            "Stand 2026 und Ziel 2035 in vier Handlungsfeldern: Management 61 von 75.",
            "Wo wir stehen, in Punkten von 0 bis 100",
        ),
        Heading(1, "2. Aufgaben und Maßnahmen"),
        Table(
            "Aufgaben aus dieser Sitzung",
            (
                Column("Nr.", ColumnKind.NUMBER, 0.5),
                Column("Aufgabe", share=3.6),
                Column("Zuständig", share=1.6),
                Column("Bis", share=1.1),
                Column("Personentage", ColumnKind.NUMBER, 1.2),
            ),
            (
                (
                    "1",
                    "Dienstvereinbarung mit dem Personalrat abstimmen und dem Ausschuss vorlegen",
                    "Personalamt",
                    "15.01.2027",
                    "4",
                ),
                ("2", "Stellenbeschreibung der Anlaufstelle", "Personalamt", "31.01.2027", "2,5"),
                (
                    "3",
                    "Formulare der Wohngeldstelle in einfacher Sprache prüfen lassen",
                    "Sozialamt",
                    "28.02.2027",
                    "12",
                ),
                (
                    "4",
                    "Einladung zur Dialogreihe an die Ortsvorsteherinnen und Ortsvorsteher",
                    "Büro OB",
                    "10.12.2026",
                    "1",
                ),
            ),
        ),
        Figure(TIMELINE, "Vier Maßnahmen von 2026 bis 2028; eine ist überfällig.", "Maßnahmen im Zeitplan"),
        Heading(2, "Vertagt"),
        Bullets(
            (
                "Haushaltsmittel für die Dialogreihe: Die Kämmerei legt bis zur nächsten Sitzung Zahlen vor.",
                (Span("Leitbild: ", strong=True), Span("Anhörung der Verbände abwarten.")),
            )
        ),
        Heading(1, "3. Weg zum Ziel 2035"),
        Paragraph(
            "Der Wert des Handlungsfelds ist seit 2024 um 10 Punkte gestiegen. Die geplanten Maßnahmen bringen nach "
            "Einschätzung der Fachämter weitere 3 Punkte; für die Etappe 2028 fehlen damit noch 3 Punkte."
        ),
        Figure(PATH, "Von 38 Punkten 2024 über 48 Punkte 2026 zum Ziel 70 im Jahr 2035.", "Öffentliche Verwaltung"),
        Callout(
            "Beschluss 18/2026",
            "Bis zur nächsten Sitzung schlägt das Büro der Oberbürgermeisterin zwei weitere Maßnahmen vor.",
            "Ergebnis: einstimmig angenommen",
        ),
        Heading(2, "Reihenfolge bis zur nächsten Sitzung"),
        Bullets(("Zahlen der Kämmerei abwarten", "Vorschläge sammeln", "Unterlagen eine Woche vorher versenden"), True),
        Paragraph("Nächste Sitzung: 26. Januar 2027, 14:00 Uhr. Protokoll: Ayşe Muster.", ParagraphStyle.NOTE),
    ),
)


def said(document: Document) -> list[str]:
    """Every text of a document in the order of reading, as its writer gave it."""
    texts = [document.title, document.subtitle]
    for block in document.blocks:
        texts.extend(_texts_of(block))
    return [text for text in texts if text]


def _texts_of(block: Block) -> list[str]:
    match block:
        case Heading(_, text) | Paragraph(text):
            return [plain(text)]
        case Bullets(items):
            return [plain(item) for item in items]
        case Facts(pairs):
            return [text for label, value in pairs for text in (label, plain(value))]
        case Table(caption, columns, rows):
            return [caption, *(column.title for column in columns), *(plain(cell) for row in rows for cell in row)]
        case Callout(title, text, note):
            return [title, plain(text), note]
        case Figure(_, _, caption):
            return [caption]
        case Blanks(labels):
            return list(labels)
        case Ticks(boxes):
            return [plain(text) for _, text in boxes if plain(text).strip()]
    return []


def plain(text: Text) -> str:
    return text if isinstance(text, str) else "".join(span.text for span in text)


def documents(words: st.SearchStrategy[str]) -> st.SearchStrategy[Document]:
    """Any document whose texts are of these words."""
    texts = words | st.lists(st.builds(Span, words, st.booleans(), st.booleans()), max_size=3).map(tuple)
    blocks = st.one_of(
        st.builds(Heading, st.sampled_from([1, 2, 3]), words),
        st.builds(Paragraph, texts, st.sampled_from(ParagraphStyle)),
        st.builds(Bullets, st.lists(texts, max_size=3).map(tuple), st.booleans()),
        st.builds(Facts, st.lists(st.tuples(words, texts), max_size=3).map(tuple)),
        st.integers(1, 4).flatmap(lambda count: _tables(words, texts, count)),
        st.builds(Callout, words, texts, words),
        st.builds(lambda text, caption: Figure(labelled(text), text, caption), words, words),
        st.builds(Blanks, st.lists(words, max_size=3).map(tuple)),
        st.builds(Ticks, st.lists(st.tuples(st.booleans(), texts), max_size=3).map(tuple)),
        st.just(PageBreak()),
    )
    return st.builds(
        Document,
        title=words,
        subtitle=words,
        language=st.sampled_from(["de", "en"]),
        commune=words,
        made_on=st.dates(date(2020, 1, 1), date(2099, 12, 31)),
        blocks=st.lists(blocks, max_size=4).map(tuple),
        header=words,
        footer=words,
        mark=words,
    )


def _tables(words: st.SearchStrategy[str], texts: st.SearchStrategy[Text], count: int) -> st.SearchStrategy[Table]:
    columns = st.lists(
        st.builds(Column, words, st.sampled_from(ColumnKind), st.floats(0.1, 9)), min_size=count, max_size=count
    )
    rows = st.lists(st.lists(texts, min_size=count, max_size=count).map(tuple), max_size=3)
    return st.builds(Table, words, columns.map(tuple), rows.map(tuple))


def labelled(text: str) -> Drawing:
    """A box with a text."""
    return Drawing(200, 40, (Box(0, 0, 100, 20), Label(0, 30, text)))


def minimal(*blocks: Block, **changes: object) -> Document:
    """A document of these blocks and nothing else."""
    values = {"title": "Titel", "subtitle": "", "language": "de", "commune": "Musterstadt", "blocks": blocks}
    return Document(**{**values, "made_on": date(2026, 11, 24), **changes})

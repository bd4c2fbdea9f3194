"""The styles of a DOCX file: what an office changes once, and every place follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from data.exchange.drawing_svg import TONES
from data.model.drawing import Colour

FONT = "Calibri"
"""Every office has it or Carlito, which is as wide: lines break at the same places. Word embeds no font by itself."""

LOCALES = {"de": "de-DE", "en": "en-GB"}
FACT_INDENT = Pt(105)
BOX_INDENT = Pt(10)
BLANK_INDENT = Pt(140)
TICK_INDENT = Pt(20)
TEXT_WIDTH = Mm(165)
GROUND = "F1F5F7"

TITLE_OF_BOX, BOX, NOTE_OF_BOX = "Kasten Titel", "Kasten", "Kasten Anmerkung"
LEAD, NOTE, FACTS = "Vorspann", "Anmerkung", "Angaben"
HEAD_CELL, CELL, NUMBER_CELL = "Tabellenkopf", "Tabellentext", "Tabellenzahl"
TABLE, AFTER_TABLE = "Kompass Tabelle", "Nach Tabelle"
LETTERHEAD, PICTURE = "Briefkopf", "Abbildung"
BLANK, TICK = "Ausfüllzeile", "Ankreuzfeld"


@dataclass(frozen=True)
class _Look:
    """Sizes and distances in points; lines as a multiple of their height."""

    size: float
    colour: Colour = Colour.TEXT
    strong: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep_with_next: bool = False
    right: bool = False


LOOKS = {
    "Normal": _Look(11, after=7, line=1.15),
    "Title": _Look(24, strong=True, after=3, keep_with_next=True),
    "Subtitle": _Look(12.5, Colour.MUTED, after=16),
    "Heading 1": _Look(15, Colour.OWN, True, 20, 6, keep_with_next=True),
    "Heading 2": _Look(12.5, Colour.TEXT, True, 15, 5, keep_with_next=True),
    "Heading 3": _Look(11, Colour.MUTED, True, 12, 4, keep_with_next=True),
    "List Bullet": _Look(11, after=4, line=1.15),
    "List Number": _Look(11, after=4, line=1.15),
    "Caption": _Look(9.5, Colour.MUTED, before=6, after=5),
    "Header": _Look(9.5, Colour.MUTED),
    "Footer": _Look(9.5, Colour.MUTED),
    LEAD: _Look(12.5, before=10, after=10, line=1.15),
    NOTE: _Look(9.5, Colour.MUTED, after=7, line=1.1),
    FACTS: _Look(11, after=4),
    TITLE_OF_BOX: _Look(11, Colour.OWN, True, before=12, after=3, keep_with_next=True),
    BOX: _Look(11, after=3, line=1.1),
    NOTE_OF_BOX: _Look(9.5, Colour.MUTED),
    HEAD_CELL: _Look(9.5, Colour.MUTED, True, 3, 3, keep_with_next=True),
    CELL: _Look(10, before=3, after=3),
    NUMBER_CELL: _Look(10, before=3, after=3, right=True),
    AFTER_TABLE: _Look(6),
    LETTERHEAD: _Look(14, Colour.OWN, True),
    BLANK: _Look(11, Colour.MUTED, before=15, after=2),
    TICK: _Look(11, after=4, line=1.1),
    PICTURE: _Look(11, before=8, after=2, keep_with_next=True),
}
IN_A_BOX = (TITLE_OF_BOX, BOX, NOTE_OF_BOX)


def colour(role: Colour) -> RGBColor:
    """The tone of a role for a run of text."""
    return RGBColor.from_string(TONES[role][1:].upper())


def hex_of(role: Colour) -> str:
    """The tone of a role as attributes of the file have it."""
    return TONES[role][1:].upper()


def set_styles(file: Docx, language: str) -> None:
    """Give every style its look, and the whole file its language."""
    _drop_table_styles(file)
    _set_defaults(file, LOCALES[language])
    for name, look in LOOKS.items():
        existing = [style for style in file.styles if style.name == name]
        style: Any = existing[0] if existing else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not existing:
            style.base_style = file.styles["Normal"]
            style.quick_style = True
        _set_look(style, look)
    facts: Any = file.styles[FACTS].paragraph_format
    facts.left_indent, facts.first_line_indent = FACT_INDENT, -FACT_INDENT
    facts.tab_stops.add_tab_stop(FACT_INDENT)
    ticks: Any = file.styles[TICK].paragraph_format
    ticks.left_indent, ticks.first_line_indent = TICK_INDENT, -TICK_INDENT
    ticks.tab_stops.add_tab_stop(TICK_INDENT)
    blanks: Any = file.styles[BLANK].paragraph_format
    blanks.tab_stops.add_tab_stop(BLANK_INDENT)
    blanks.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    for name in IN_A_BOX:
        _set_box(file.styles[name])
    _add_table_style(file)


def _drop_table_styles(file: Docx) -> None:
    """Leave out the hundred table styles of the library's template: each paragraph would be looked up among them."""
    for style in file.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) is None:
            file.styles.element.remove(style)


def _set_defaults(file: Docx, locale: str) -> None:
    run = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(run)
    run.find(qn("w:lang")).set(qn("w:val"), locale)
    settings = file.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), locale)
    tab_stop = settings.find(qn("w:defaultTabStop"))
    tab_stop.addnext(OxmlElement("w:autoHyphenation"))
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # of Word since 2013: the title bar says nothing of compatibility


def _set_fonts(run: Any) -> None:
    for old in run.findall(qn("w:rFonts")):
        run.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    run.insert(0, fonts)


def _set_look(style: Any, look: _Look) -> None:
    for old in style.element.findall(qn("w:rPr")):
        style.element.remove(old)
    paragraph = style.element.get_or_add_pPr()
    for old in [child for child in paragraph if child.tag in {qn("w:pBdr"), qn("w:tabs"), qn("w:contextualSpacing")}]:
        paragraph.remove(old)
    if style.name == "Subtitle":
        paragraph.remove(paragraph.find(qn("w:numPr")))
    style.font.size, style.font.bold, style.font.color.rgb = Pt(look.size), look.strong, colour(look.colour)
    _set_fonts(style.element.get_or_add_rPr())
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), look.line
    form.keep_with_next, form.widow_control = look.keep_with_next, True
    if look.right:
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    style.hidden, style.unhide_when_used = False, False


def _set_box(style: Any) -> None:
    """A rule to the left on a light ground; paragraphs with the same border become one box."""
    form = style.paragraph_format
    form.left_indent, form.right_indent = BOX_INDENT, BOX_INDENT // 2
    form.keep_together = True
    paragraph = style.element.get_or_add_pPr()
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{GROUND}"/>')
    widths = {
        "top": (4, 6, GROUND),
        "left": (24, 8, hex_of(Colour.OWN)),
        "bottom": (4, 6, GROUND),
        "right": (4, 4, GROUND),
    }
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{tone}"/>'
        for side, (width, space, tone) in widths.items()
    )
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{edges}</w:pBdr>")
    following = {qn(f"w:{name}") for name in ("tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl")}
    place = next((number for number, child in enumerate(paragraph) if child.tag in following), len(paragraph))
    paragraph.insert(place, shading)
    paragraph.insert(place, border)


def _add_table_style(file: Docx) -> None:
    """Thin rules between rows, a stronger one under the head."""
    style: Any = file.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    thin = f'w:val="single" w:sz="4" w:space="0" w:color="{hex_of(Colour.LINE)}"'
    strong = f'w:val="single" w:sz="8" w:space="0" w:color="{hex_of(Colour.MUTED)}"'
    margins = '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
    borders = f"<w:tblBorders><w:bottom {thin}/><w:insideH {thin}/></w:tblBorders>"
    head = f"<w:tcPr><w:tcBorders><w:bottom {strong}/></w:tcBorders></w:tcPr>"
    style.element.append(parse_xml(f"<w:tblPr {nsdecls('w')}>{borders}{margins}</w:tblPr>"))
    style.element.append(parse_xml(f'<w:tblStylePr {nsdecls("w")} w:type="firstRow">{head}</w:tblStylePr>'))

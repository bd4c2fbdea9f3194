"""A document as DOCX that an office can go on writing: real styles, lists, tables and fields, no text boxes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import Any

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from data.exchange import document_docx_styles as styles
from data.exchange import typesetting
from data.exchange.document_fonts import FAMILY_LIST, in_a_picture
from data.exchange.document_text import PAGE_WORDS, clean, fits_beside, one_line, said, spans, title_of
from data.exchange.drawing_svg import svg_of
from data.model.document import (
    Blanks,
    Block,
    Bullets,
    Callout,
    ColumnKind,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Table,
    Text,
    Ticks,
)
from data.model.drawing import Colour

TEXT_WIDTH = styles.TEXT_WIDTH
LONGEST_PROPERTY = 255
"""Characters that the core properties of an office file hold."""
ROOM_BELOW = Pt(14)
FIRST_ZIP_YEAR = 1980

STYLES = {ParagraphStyle.LEAD: styles.LEAD, ParagraphStyle.NORMAL: "Normal", ParagraphStyle.NOTE: styles.NOTE}
OFFICE_FONTS = f"{styles.FONT}, Carlito, sans-serif"
BOX_SIGNS = ("☐", "☒")
SIGN_FONT = "MS Gothic"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
SVG_TYPE = "image/svg+xml"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def write(document: Document) -> bytes:
    """The document as DOCX; every text stands in it as it was given, but for characters that no XML holds."""
    file = docx.Document()
    styles.set_styles(file, document.language)
    _set_properties(file, document)
    _set_page(file, document)
    file.add_paragraph(title_of(document), "Title")
    if document.subtitle:
        file.add_paragraph(clean(document.subtitle), "Subtitle")
    for block in said(document.blocks):
        _add(file, block)
    made = io.BytesIO()
    file.save(made)
    return _dated(made.getvalue(), document)


def _set_properties(file: Docx, document: Document) -> None:
    made_at = datetime.combine(document.made_on, time(12))
    properties = file.core_properties
    properties.title = title_of(document)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = one_line(document.commune)[:LONGEST_PROPERTY]
    properties.subject = one_line(document.subtitle)[:LONGEST_PROPERTY]
    properties.language = styles.LOCALES[document.language]
    properties.created = properties.modified = made_at
    properties.comments = ""
    for key, relation in list(file.part.package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # of the empty template
            file.part.package.rels.pop(key)


def _set_page(file: Docx, document: Document) -> None:
    """A4 with a letterhead on the first page, a running head on the others, and the page numbers on all."""
    section = file.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(32), Mm(24)
    section.header_distance, section.footer_distance = Mm(14), Mm(11)
    section.different_first_page_header_footer = True
    commune, title = one_line(document.commune), title_of(document)
    letterhead = section.first_page_header.paragraphs[0]
    letterhead.style = styles.LETTERHEAD
    _write_sides(letterhead, commune, document.mark)
    if document.header:
        letterhead = section.first_page_header.add_paragraph(one_line(document.header), "Header")
    _underline(letterhead, 12, Colour.OWN)
    running = section.header.paragraphs[0]
    _write_sides(running, " · ".join(part for part in (commune, title) if part), document.mark)
    _underline(running, 4, Colour.LINE)
    for footer in (section.first_page_footer, section.footer):
        _write_footer(footer.paragraphs[0], document)


def _write_sides(paragraph: DocxParagraph, left: str, mark: str) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(left)
    if mark:
        paragraph.add_run("\t")
        run = paragraph.add_run(one_line(mark))
        run.font.bold, run.font.size, run.font.color.rgb = True, Pt(9.5), styles.colour(Colour.GOAL)


def _underline(paragraph: DocxParagraph, width: int, colour: Colour) -> None:
    """A rule below a paragraph, in eighths of a point."""
    _border(paragraph, f'<w:bottom w:val="single" w:sz="{width}" w:space="5" w:color="{styles.hex_of(colour)}"/>')


def _border(paragraph: DocxParagraph, edge: str) -> None:
    form: Any = paragraph._p.get_or_add_pPr()
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>")
    tabs = form.find(qn("w:tabs"))
    form.append(border) if tabs is None else tabs.addprevious(border)


def _write_footer(paragraph: DocxParagraph, document: Document) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _border(paragraph, f'<w:top w:val="single" w:sz="4" w:space="6" w:color="{styles.hex_of(Colour.LINE)}"/>')
    page, of = PAGE_WORDS[document.language]
    paragraph.add_run(f"{clean(document.footer)}\t{page} ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(f" {of} ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: DocxParagraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    paragraph._p.append(field)


def _add(file: Docx, block: Block) -> None:
    match block:
        case Heading(level, text):
            file.add_paragraph(clean(text), f"Heading {level}")
        case Paragraph(text, style):
            _write_text(file.add_paragraph(style=STYLES[style]), text)
        case Bullets():
            _add_list(file, block)
        case Facts(pairs):
            for label, value in pairs:
                paragraph = file.add_paragraph(style=styles.FACTS)
                paragraph.add_run(f"{clean(label)}\t").font.color.rgb = styles.colour(Colour.MUTED)
                _write_text(paragraph, value)
        case Table():
            _add_table(file, block)
        case Callout(title, text, note):
            _add_callout(file, title, text, note)
        case Figure():
            _add_figure(file, block)
        case Blanks(labels):
            _add_blanks(file, labels)
        case Ticks(items):
            _add_ticks(file, items)
        case PageBreak():
            file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write_text(paragraph: DocxParagraph, text: Text) -> None:
    for part in spans(text):
        run = paragraph.add_run(part.text)
        run.bold, run.italic = part.strong or None, part.emphasis or None


def _add_list(file: Docx, block: Bullets) -> None:
    style = "List Number" if block.numbered else "List Bullet"
    number = _new_numbering(file) if block.numbered else None
    for item in block.items:
        paragraph = file.add_paragraph(style=style)
        if number is not None:
            numbering: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = 0, number
        _write_text(paragraph, item)


def _new_numbering(file: Docx) -> int:
    """A numbering that begins at 1, of the kind that the style has."""
    style: Any = file.styles["List Number"].element
    definitions: Any = file.part.numbering_part.element
    kind = definitions.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    made = definitions.add_num(kind)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _add_blanks(file: Docx, labels: tuple[str, ...]) -> None:
    for label in labels:
        _add_blank(file, label)
    _end_of_group(file)


def _add_ticks(file: Docx, items: tuple[tuple[bool, Text], ...]) -> None:
    for ticked, text in items:
        _add_tick(file, ticked, text)
    _end_of_group(file)


def _add_blank(file: Docx, label: str) -> None:
    """A line to write on: the tab after the label draws it up to the margin."""
    paragraph = file.add_paragraph(style=styles.BLANK)
    run = paragraph.add_run(clean(label))
    if fits_beside(label):
        run.add_tab()
    else:
        paragraph.paragraph_format.tab_stops.add_tab_stop(styles.BLANK_INDENT, WD_TAB_ALIGNMENT.CLEAR)
        if label.strip():
            run.add_break()
            paragraph.paragraph_format.line_spacing = 1.5
    paragraph.add_run("\t")


def _add_tick(file: Docx, ticked: bool, text: Text) -> None:
    """A box that an office ticks with a click (a content control), which a reader names with its state."""
    paragraph = file.add_paragraph(style=styles.TICK)
    states = "".join(
        f'<w14:{state} w14:val="{ord(sign):04X}" w14:font="{SIGN_FONT}"/>'
        for state, sign in zip(("checkedState", "uncheckedState"), reversed(BOX_SIGNS), strict=True)
    )
    fonts = " ".join(f'w:{script}="{SIGN_FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")} xmlns:w14="{WORD_2010}"><w:sdtPr><w14:checkbox>'
            f'<w14:checked w14:val="{int(ticked)}"/>{states}'
            f"</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts {fonts}/></w:rPr>"
            f"<w:t>{BOX_SIGNS[ticked]}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    paragraph.add_run("\t")
    _write_text(paragraph, text)


def _end_of_group(file: Docx) -> None:
    """Room below the last of several lines that belong together."""
    file.paragraphs[-1].paragraph_format.space_after = ROOM_BELOW


def _add_callout(file: Docx, title: str, text: Text, note: str) -> None:
    lines: list[tuple[str, Text]] = [(styles.TITLE_OF_BOX, title), (styles.BOX, text), (styles.NOTE_OF_BOX, note)]
    told = [(style, words) for style, words in lines if spans(words)]
    for number, (style, words) in enumerate(told, 1):
        paragraph = file.add_paragraph(style=style)
        _write_text(paragraph, words)
        is_last = number == len(told)
        paragraph.paragraph_format.keep_with_next = not is_last
        if is_last:
            paragraph.paragraph_format.space_after = ROOM_BELOW


def _add_table(file: Docx, block: Table) -> None:
    if block.caption:
        file.add_paragraph(clean(block.caption), "Caption").paragraph_format.keep_with_next = True
    table: Any = file.add_table(1 + len(block.rows), len(block.columns), file.styles[styles.TABLE])
    table.autofit = False
    _describe_table(table, block)
    whole = sum(column.share for column in block.columns)
    widths = [Emu(int(TEXT_WIDTH * column.share / whole)) for column in block.columns]
    for grid, width in zip(table.columns, widths, strict=True):
        grid.width = width
    rows: list[tuple[Text, ...]] = [tuple(column.title for column in block.columns), *block.rows]
    for row, texts in zip(table._tbl.tr_lst, rows, strict=True):
        is_head = texts is rows[0]
        _set_row(row, is_head)
        for cell, text, width, column in zip(row.tc_lst, texts, widths, block.columns, strict=True):
            cell.width = width
            _write_cell(DocxParagraph(cell.p_lst[0], table), text, column.kind, is_head)
    file.add_paragraph(style=styles.AFTER_TABLE)  # two tables without a paragraph between them would become one


def _write_cell(paragraph: DocxParagraph, text: Text, kind: ColumnKind, is_head: bool) -> None:
    is_number = kind is ColumnKind.NUMBER
    paragraph.style = styles.HEAD_CELL if is_head else styles.NUMBER_CELL if is_number else styles.CELL
    if is_head and is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _write_text(paragraph, text)


def _describe_table(table: Any, block: Table) -> None:
    """Tell which row is the head, and what the table is called for who does not see it."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for name, value in {"val": "0020", "firstRow": "1", "firstColumn": "0", "noHBand": "1", "noVBand": "1"}.items():
        look.set(qn(f"w:{name}"), value)
    if block.caption:
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), one_line(block.caption))
        table._tbl.tblPr.append(caption)


def _set_row(row: Any, is_head: bool) -> None:
    """No row is parted between two pages; the head is repeated on each."""
    form = row.get_or_add_trPr()
    form.append(OxmlElement("w:cantSplit"))
    if is_head:
        form.append(OxmlElement("w:tblHeader"))


def _add_figure(file: Docx, block: Figure) -> None:
    """The drawing as vectors (Word since 2016, LibreOffice), with a picture of it for every other program."""
    svg = svg_of(block.drawing, OFFICE_FONTS)
    picture = io.BytesIO(typesetting.png(in_a_picture(svg_of(block.drawing, FAMILY_LIST))))
    paragraph = file.add_paragraph(style=styles.PICTURE)
    shape: Any = paragraph.add_run().add_picture(picture, width=min(Pt(block.drawing.width), TEXT_WIDTH))
    name = one_line(block.caption) or one_line(block.alt)
    for side in ("distT", "distB", "distL", "distR"):  # LibreOffice leaves room where nothing is said
        shape._inline.set(side, "0")
    properties = shape._inline.docPr
    properties.set("descr", one_line(block.alt))
    properties.set("name", name[:LONGEST_PROPERTY])
    number = sum(1 for part in file.part.package.iter_parts() if part.content_type == SVG_TYPE) + 1
    part = Part(PackURI(f"/word/media/drawing{number}.svg"), SVG_TYPE, svg.encode(), file.part.package)
    related = file.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    vectors = f'<asvg:svgBlip xmlns:asvg="{SVG_NAMESPACE}" r:embed="{related}"/>'
    blip.append(parse_xml(f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{SVG_EXTENSION}">{vectors}</a:ext></a:extLst>'))
    if block.caption:
        file.add_paragraph(clean(block.caption), "Caption").paragraph_format.space_after = ROOM_BELOW
    else:
        paragraph.paragraph_format.keep_with_next = False


def _dated(data: bytes, document: Document) -> bytes:
    """The same package with the document's day on every file in it."""
    day = document.made_on
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as dated:
        for name in package.namelist():
            entry = zipfile.ZipInfo(name, (max(day.year, FIRST_ZIP_YEAR), day.month, day.day, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            dated.writestr(entry, package.read(name))
    return made.getvalue()

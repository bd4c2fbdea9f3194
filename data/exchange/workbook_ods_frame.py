"""What an ods file has around its sheets: the package, font, colours, paper, properties and what is in sight."""

from __future__ import annotations

import io
import zipfile
from html import escape

from data.exchange.workbook_layout import AnswerWorkbook
from data.exchange.workbook_style import FONT, HINT, INK, WARNING

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
        "ooo": "http://openoffice.org/2004/office",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{part}.xml" manifest:media-type="text/xml"/>'
        for part in ("content", "styles", "meta", "settings")
    )
    + "</manifest:manifest>"
)


def packed(contents: AnswerWorkbook, content_xml: str) -> bytes:
    """The file: the sheets with everything around them."""
    parts = {
        "META-INF/manifest.xml": MANIFEST,
        "content.xml": content_xml,
        "styles.xml": _styles(contents),
        "meta.xml": _meta(contents),
        "settings.xml": _settings(contents),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # The media type comes first and uncompressed, so that programs recognise the file by its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE, zipfile.ZIP_STORED)
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name)
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8"?>{xml}', zipfile.ZIP_DEFLATED)
    return file.getvalue()


def element(name: str, attributes: dict[str, str], content: str = "") -> str:
    """An XML element; `content` is XML already, attribute values are not."""
    told = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def _styles(contents: AnswerWorkbook) -> str:
    """Font, colours by condition, paper, header and footer."""
    texts = contents.texts
    default = element(
        "style:style",
        {"style:name": "Default", "style:family": "table-cell"},
        element("style:text-properties", {"fo:font-family": FONT, "fo:font-size": "10pt", "fo:color": INK}),
    )
    marks = "".join(
        element(
            "style:style",
            {"style:name": name, "style:family": "table-cell", "style:parent-style-name": "Default"},
            element("style:table-cell-properties", {"fo:background-color": colour}),
        )
        for name, colour in (("NotUnderstood", WARNING), ("ReasonMissing", HINT))
    )
    page = escape(texts["page"]).format(page="<text:page-number/>", pages="<text:page-count/>")
    regions = {
        "header": (escape(texts["title"]), escape(contents.whose)),
        "footer": (f"{escape(texts['catalogue'])} {contents.catalogue.version}", page),
    }
    bands = "".join(
        f"<style:{band}><style:region-left><text:p>{left}</text:p></style:region-left>"
        f"<style:region-right><text:p>{right}</text:p></style:region-right></style:{band}>"
        for band, (left, right) in regions.items()
    )
    masters = "".join(
        element("style:master-page", {"style:name": name, "style:page-layout-name": layout}, bands)
        for name, layout in (("guide", "one-page"), ("answers", "pages"), ("overview", "one-page"))
    )
    layouts = _page_layout("one-page", "1") + _page_layout("pages", "0")
    return (
        f'<office:document-styles {NAMESPACES} office:version="1.3"><office:styles>{default}{marks}</office:styles>'
        f"<office:automatic-styles>{layouts}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )


def _page_layout(name: str, pages_high: str) -> str:
    properties = {
        "fo:page-width": "29.7cm",
        "fo:page-height": "21cm",
        "style:print-orientation": "landscape",
        "style:first-page-number": "continue",
        "fo:margin-top": "1cm",
        "fo:margin-bottom": "1cm",
        "fo:margin-left": "1.3cm",
        "fo:margin-right": "1.3cm",
        "style:scale-to-X": "1",
        "style:scale-to-Y": pages_high,
    }
    band = {"fo:min-height": "0.8cm", "fo:margin-left": "0cm", "fo:margin-right": "0cm"}
    header = element("style:header-footer-properties", {**band, "fo:margin-bottom": "0.3cm"})
    footer = element("style:header-footer-properties", {**band, "fo:margin-top": "0.3cm"})
    bands = f"<style:header-style>{header}</style:header-style><style:footer-style>{footer}</style:footer-style>"
    return element(
        "style:page-layout", {"style:name": name}, element("style:page-layout-properties", properties) + bands
    )


def _meta(contents: AnswerWorkbook) -> str:
    identity = "".join(
        element("meta:user-defined", {"meta:name": name, "meta:value-type": "string"}, escape(value))
        for name, value in contents.identity.items()
    )
    return (
        f'<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(contents.texts['title'])}</dc:title><dc:subject>{escape(contents.whose)}</dc:subject>"
        f"<meta:creation-date>{contents.written_on}T00:00:00</meta:creation-date>{identity}"
        "</office:meta></office:document-meta>"
    )


def _settings(contents: AnswerWorkbook) -> str:
    """The headings stay in sight: first row and first column of the answers are frozen, and that sheet is open."""
    frozen = {
        "HorizontalSplitMode": ("short", "2"),
        "VerticalSplitMode": ("short", "2"),
        "HorizontalSplitPosition": ("int", "1"),
        "VerticalSplitPosition": ("int", "1"),
        "ActiveSplitRange": ("short", "3"),
        "PositionLeft": ("int", "0"),
        "PositionRight": ("int", "1"),
        "PositionTop": ("int", "0"),
        "PositionBottom": ("int", "1"),
        "ShowGrid": ("boolean", "false"),
    }
    items = "".join(_config(name, kind, value) for name, (kind, value) in frozen.items())
    answers = contents.texts["answers"]
    tables = (
        '<config:config-item-map-named config:name="Tables">'
        f'<config:config-item-map-entry config:name="{answers}">{items}</config:config-item-map-entry>'
        "</config:config-item-map-named>"
    )
    views = (
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        f"<config:config-item-map-entry>{_config('ViewId', 'string', 'view1')}{tables}"
        f"{_config('ActiveTable', 'string', answers)}{_config('ShowGrid', 'boolean', 'false')}"
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
    )
    return (
        f'<office:document-settings {NAMESPACES} office:version="1.3"><office:settings>{views}</office:settings>'
        "</office:document-settings>"
    )


def _config(name: str, kind: str, value: str) -> str:
    return element("config:config-item", {"config:name": name, "config:type": kind}, value)

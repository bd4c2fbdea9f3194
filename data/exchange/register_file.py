"""Reads files of the official register: the text GV100AD of the Federal Statistical Office, or a csv table.

Both are plain text, in which nothing can be unpacked or run, so they are read here and not in a worker process.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gv100ad import District, DistrictType, Municipality, MunicipalityType

from data.errors import UnreadableFile
from data.exchange.spreadsheet_worker import DELIMITERS, SNIFFED_CHARACTERS, RefusedFileError, decoded, usual_width
from data.model.people import LAENDER, LAND_BY_KEY, CommuneKind
from data.model.register import (
    LONGEST_NAME,
    MOST_INHABITANTS,
    URBANISATIONS,
    RegisterEntry,
    RegisterFile,
    RegisterFormat,
    RegisterProblem,
)
from data.model.register import RegisterProblemKind as Kind
from data.settings import settings

MEGABYTE = 1_000_000
MOST_LINES = 100_000  # the whole register has about 16,000
LONGEST_FOUND = 80
ARCHIVE_START = b"PK\x03\x04"
RECORDS: Mapping[str, type[District] | type[Municipality]] = {"40": District, "60": Municipality}
"""What is read of GV100AD; the others are Länder, government regions, regions and associations of municipalities."""

_GV100AD_LINE = re.compile(r"(10|20|30|40|50|60)[0-9]{8}[^,;\t]{12}")
_KEY, _KEY_OF_DISTRICT = re.compile("[0-9]{8}"), re.compile("[0-9]{5}")
_KEY_WITHOUT_ZERO = re.compile("[1-9](?:[0-9]{3}|[0-9]{6})")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:[. \u00a0\u202f'][0-9]{3})+")

COLUMNS = {
    "ags": ("ags", "schlüssel", "amtlicher schlüssel", "gemeindeschlüssel", "amtlicher gemeindeschlüssel"),
    "name": ("name", "gemeindename", "bezeichnung"),
    "kind": ("kind", "art"),
    "land": ("land", "bundesland"),
    "population": ("population", "einwohner", "einwohnerzahl", "bevölkerung"),
    "urbanisation": ("urbanisation", "besiedlung", "grad der verstädterung"),
}
"""The headings of a csv table; the first of each are those of this project."""
NEEDED = ("ags", "name", "kind", "land", "population")

_MUNICIPALITY, _CITY, _DISTRICT = CommuneKind.MUNICIPALITY, CommuneKind.INDEPENDENT_CITY, CommuneKind.DISTRICT
KINDS = {
    "Gemeinde": _MUNICIPALITY,
    "Markt": _MUNICIPALITY,
    "Stadt": _MUNICIPALITY,
    "Große Kreisstadt": _MUNICIPALITY,
    "Kreisfreie Stadt": _CITY,
    "Stadtkreis": _CITY,
    "Kreis": _DISTRICT,
    "Landkreis": _DISTRICT,
    "Regionalverband": _DISTRICT,
}
"""The kinds in the words of the register."""
OWN_KINDS = {_MUNICIPALITY.value: "Gemeinde", _CITY.value: "Kreisfreie Stadt", _DISTRICT.value: "Landkreis"}
_WRITTEN_KINDS = {name.casefold(): name for name in KINDS} | OWN_KINDS

_KIND_OF_MUNICIPALITY = {
    MunicipalityType.MARKT: "Markt",
    MunicipalityType.KREISFREIE_STADT: "Kreisfreie Stadt",
    MunicipalityType.STADTKREIS: "Stadtkreis",
    MunicipalityType.STADT: "Stadt",
    MunicipalityType.KREISANGEHOERIGE_GEMEINDE: "Gemeinde",
    MunicipalityType.GROSSE_KREISSTADT: "Große Kreisstadt",
}
_KIND_OF_DISTRICT = {
    DistrictType.KREIS: "Kreis",
    DistrictType.LANDKREIS: "Landkreis",
    DistrictType.REGIONALVERBAND: "Regionalverband",
}
_UNINCORPORATED = (
    MunicipalityType.GEMEINDEFREIES_GEBIET_BEWOHNT,
    MunicipalityType.GEMEINDEFREIES_GEBIET_UNBEWOHNT,
)
_CITIES_AMONG_DISTRICTS = (DistrictType.KREISFREIE_STADT, DistrictType.STADTKREIS)


def read_register(data: bytes) -> RegisterFile:
    """The entries of a register file, in the order of their official keys, and everything that is wrong in it.

    UTF-8 or UTF-16 with a mark, UTF-8 without, else Windows-1252. Raises UnreadableFile for what is empty, packed, too
    large or no text.
    """
    text = _text(data)
    first = next(line for line in text.splitlines() if line.strip())
    if _GV100AD_LINE.match(first):
        return _read_gv100ad(text)
    return _read_table(text)


def _text(data: bytes) -> str:
    most = settings().max_upload_mb
    data = data.rstrip(b"\x1a \r\n")  # old programs end a text with the first of these
    if not data:
        raise UnreadableFile("register_file_empty")
    if data.startswith(ARCHIVE_START):
        raise UnreadableFile("register_file_packed")
    if len(data) > most * MEGABYTE or data.count(b"\n") > MOST_LINES:
        raise UnreadableFile("register_file_too_large", most_mb=most, most_lines=MOST_LINES)
    try:
        text = decoded(data)
    except RefusedFileError:
        raise UnreadableFile("register_file_unknown") from None
    if not text.strip():
        raise UnreadableFile("register_file_empty")
    return text


@dataclass
class _Findings:
    """What was read so far; `lines` tells where an official key stands first."""

    entries: dict[str, RegisterEntry] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[RegisterProblem] = field(default_factory=list)
    remarks: list[RegisterProblem] = field(default_factory=list)

    def tell(self, line: int, kind: Kind, found: str, expected: str = "") -> None:
        """Note a problem."""
        shown = found if len(found) <= LONGEST_FOUND else found[:LONGEST_FOUND] + " …"
        self.problems.append(RegisterProblem(line, kind, shown, expected))

    def add(self, line: int, entry: RegisterEntry) -> None:
        """Keep an entry that nothing is wrong with, unless its key stands in an earlier line."""
        if entry.ags in self.lines:
            self.tell(line, Kind.KEY_TWICE, entry.ags, str(self.lines[entry.ags]))
            return
        self.lines[entry.ags] = line
        self.entries[entry.ags] = entry

    def as_file(self, file_format: RegisterFormat, borders_on: date | None = None, skipped: int = 0) -> RegisterFile:
        """Everything found, in the order of the keys and of the lines."""
        return RegisterFile(
            file_format=file_format,
            entries=tuple(self.entries[ags] for ags in sorted(self.entries)),
            borders_on=borders_on,
            skipped=skipped,
            problems=tuple(sorted(self.problems, key=lambda problem: problem.line)),
            remarks=tuple(self.remarks),
        )


# GV100AD: one record a line in fixed columns; the library knows them.


def _read_gv100ad(text: str) -> RegisterFile:
    findings = _Findings()
    inhabitants: Counter[str] = Counter()
    days: set[date] = set()
    skipped = 0
    for line, record in _records(text, findings):
        if days and record.timestamp not in days:
            findings.tell(line, Kind.OTHER_DAY, record.timestamp.isoformat(), min(days).isoformat())
        days.add(record.timestamp)
        if isinstance(record, Municipality):
            # A district counts who lives in its unincorporated areas too.
            inhabitants[record.regional_code[:5]] += record.inhabitants
            if record.type in _UNINCORPORATED:
                skipped += 1
                continue
        elif record.type in _CITIES_AMONG_DISTRICTS:
            continue
        if (entry := _entry_of(record, line, findings)) is not None:
            findings.add(line, entry)
    for ags, entry in findings.entries.items():
        if entry.kind is CommuneKind.DISTRICT:
            findings.entries[ags] = replace(entry, population=inhabitants[ags])
    return findings.as_file(RegisterFormat.GV100AD, min(days, default=None), skipped)


def _records(text: str, findings: _Findings) -> Iterator[tuple[int, District | Municipality]]:
    """The districts and municipalities with their lines."""
    for line, written in enumerate(text.split("\n"), start=1):
        record = written.rstrip("\r")
        if not record.strip():
            continue
        sort = _GV100AD_LINE.match(record)
        try:
            if sort is None:
                raise ValueError(record)
            if sort[1] in RECORDS:
                yield line, RECORDS[sort[1]](record)
        except ValueError:
            findings.tell(line, Kind.RECORD_UNREADABLE, " ".join(record.split()))


def _entry_of(record: District | Municipality, line: int, findings: _Findings) -> RegisterEntry | None:
    if isinstance(record, Municipality):
        kind_name, population = _KIND_OF_MUNICIPALITY.get(record.type, ""), record.inhabitants
    else:
        kind_name, population = _KIND_OF_DISTRICT.get(record.type, ""), 0
    so_far = len(findings.problems)
    ags = record.regional_code
    right_form = _KEY if isinstance(record, Municipality) else _KEY_OF_DISTRICT
    if not right_form.fullmatch(ags) or ags[:2] not in LAND_BY_KEY:
        findings.tell(line, Kind.KEY_FORM, ags)
    if not kind_name:
        findings.tell(line, Kind.KIND, str(record.type.value), ", ".join(KINDS))
    name = _checked_name(record.name, line, findings)
    if not 0 <= population <= MOST_INHABITANTS:
        findings.tell(line, Kind.POPULATION, str(population))
    if len(findings.problems) > so_far:
        return None
    return RegisterEntry(ags, name, KINDS[kind_name], kind_name, LAND_BY_KEY[ags[:2]], population, "")


# The csv table: a heading and one entry a line.


def _read_table(text: str) -> RegisterFile:
    findings = _Findings()
    start = text[:SNIFFED_CHARACTERS]
    delimiter = max(DELIMITERS, key=lambda sign: usual_width(start, sign))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    places: dict[str, int] | None = None
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if places is None:
                places = _places(row, reader.line_num, findings)
                if not places:
                    break
            elif entry := _entry_in(_Cells(row, places, reader.line_num, findings)):
                findings.add(reader.line_num, entry)
    except csv.Error:
        raise UnreadableFile("register_file_unknown") from None
    return findings.as_file(RegisterFormat.CSV)


def _places(heading: list[str], line: int, findings: _Findings) -> dict[str, int]:
    """Where each column stands; none at all if one is missing that is needed."""
    words = [" ".join(cell.split()).casefold() for cell in heading]
    places = {
        column: next(words.index(name) for name in names if name in words)
        for column, names in COLUMNS.items()
        if set(names) & set(words)
    }
    missing = [column for column in NEEDED if column not in places]
    if missing:
        findings.tell(line, Kind.COLUMNS_MISSING, ", ".join(heading), ", ".join(missing))
        return {}
    return places


@dataclass(frozen=True)
class _Cells:
    """The cells of one line by column."""

    row: list[str]
    places: Mapping[str, int]
    line: int
    findings: _Findings

    def __getitem__(self, column: str) -> str:
        place = self.places.get(column, len(self.row))
        return " ".join(self.row[place].split()) if place < len(self.row) else ""

    def tell(self, kind: Kind, column: str, expected: str = "") -> None:
        self.findings.tell(self.line, kind, self[column], expected)


def _entry_in(cells: _Cells) -> RegisterEntry | None:
    so_far = len(cells.findings.problems)
    kind_name = _WRITTEN_KINDS.get(cells["kind"].casefold(), "")
    if not kind_name:
        cells.tell(Kind.KIND, "kind", ", ".join(KINDS))
    ags = _checked_key(cells, KINDS.get(kind_name))
    name = _checked_name(cells["name"], cells.line, cells.findings)
    if not _WHOLE_NUMBER.fullmatch(cells["population"]):
        cells.tell(Kind.POPULATION, "population")
    is_district = KINDS.get(kind_name) is CommuneKind.DISTRICT
    if cells["urbanisation"] not in ("", *(() if is_district else URBANISATIONS)):
        cells.tell(Kind.URBANISATION, "urbanisation", "" if is_district else ", ".join(URBANISATIONS))
    if len(cells.findings.problems) > so_far:
        return None
    population = int(re.sub("[^0-9]", "", cells["population"]))
    return RegisterEntry(ags, name, KINDS[kind_name], kind_name, cells["land"], population, cells["urbanisation"])


def _checked_key(cells: _Cells, kind: CommuneKind | None) -> str:
    """The official key, with the zero in front that spreadsheet programs drop; it has to fit Land and kind."""
    ags = cells["ags"]
    if _KEY_WITHOUT_ZERO.fullmatch(ags):
        ags = "0" + ags
        cells.findings.remarks.append(RegisterProblem(cells.line, Kind.ZERO_ADDED, cells["ags"], ags))
    land = LAND_BY_KEY.get(ags[:2])
    if not (_KEY.fullmatch(ags) or _KEY_OF_DISTRICT.fullmatch(ags)) or land is None:
        cells.tell(Kind.KEY_FORM, "ags")
    elif kind is not None and (kind is CommuneKind.DISTRICT) != (len(ags) == 5):
        cells.tell(Kind.KEY_AND_KIND, "ags", cells["kind"])
    if cells["land"] not in LAENDER:
        cells.tell(Kind.LAND, "land", ", ".join(LAENDER))
    elif land is not None and cells["land"] != land:
        cells.tell(Kind.KEY_AND_LAND, "land", f"{ags}: {land}")
    return ags


def _checked_name(written: str, line: int, findings: _Findings) -> str:
    name = " ".join(written.split())
    if not (1 <= len(name) <= LONGEST_NAME and name.isprintable()):
        findings.tell(line, Kind.NAME, name)
    return name

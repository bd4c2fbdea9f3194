"""The files of an incident log: there and back, as people change them, and as nobody should trust them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from answer_files import saved_by_office
from hypothesis import given
from hypothesis import strategies as st
from incidents import LOGS, REPORTER, a_log, an_incident, german

from components.incident_log import words
from data.errors import UnreadableFile
from data.exchange import incident_log_csv, incident_log_json
from data.model.incident_log import LARGEST_FILE, Evidence, FileProblem, IncidentLog, ProblemKind, ReadLog, When
from data.model.incident_log import Field as F
from data.rules.incident_log import size
from data.services import incident_log as service

DEADLINES = {"v0123456789ab": date(2027, 2, 22)}
ALL_WORDS = words.log_words_of_all_languages()


def table(*rows: list[str], delimiter: str = ";") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def entry(**values: Any) -> bytes:
    told = {"format": "kompass2035-vorfallprotokoll", "version": 1, "vorfaelle": [{"nr": 1, **values}]}
    return json.dumps(told).encode()


def read(content: bytes) -> ReadLog:
    return service.read(content, ALL_WORDS)


@given(LOGS)
def test_json_says_on_the_way_back_what_it_was_given(log: IncidentLog) -> None:
    back = incident_log_json.read(incident_log_json.write(log, {}))
    assert (back.incidents, back.reporter, back.problems) == (log.incidents, log.reporter, ())


@given(LOGS, st.sampled_from(ALL_WORDS))
def test_csv_says_on_the_way_back_what_it_was_given_in_both_languages(log: IncidentLog, spoken: words.LogWords) -> None:
    back = incident_log_csv.read(incident_log_csv.write(log, {}, spoken), ALL_WORDS)
    assert (back.incidents, back.problems) == (log.incidents, ())


@given(LOGS)
def test_no_log_needs_more_bytes_in_a_file_than_was_reckoned(log: IncidentLog) -> None:
    most = size(log.incidents) + 3_000  # who reports, and the heading
    assert len(incident_log_json.write(log, DEADLINES)) <= most
    assert len(incident_log_csv.write(log, DEADLINES, german())) <= most


@given(LOGS)
def test_no_cell_of_the_table_begins_as_a_formula(log: IncidentLog) -> None:
    text = incident_log_csv.write(log, {}, german()).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_the_table_names_its_columns_and_choices_and_has_a_line_for_each_incident() -> None:
    text = incident_log_csv.write(a_log(an_incident()), DEADLINES, german()).decode("utf-8-sig")
    heads, line = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    found = dict(zip(heads, line, strict=True))
    assert found["Zeitpunkt der Tat"] == "2026-11-20 14:30"
    assert found["Art des Vorfalls"] == "Drohung"
    assert found["Strafantrag bis"] == "2027-02-22"
    # "12/26" would become a day in an office program.
    assert found["Aktenzeichen"] == "'12/26"
    assert found["Beweise"].splitlines()[0].startswith("anruf \\| notiz.txt | Gedächtnisprotokoll | 2026-11-20 14:45 |")


def test_json_holds_all_fields_by_their_names() -> None:
    told = json.loads(incident_log_json.write(a_log(an_incident(), reporter=REPORTER), DEADLINES))
    assert (told["format"], told["version"]) == ("kompass2035-vorfallprotokoll", 1)
    assert list(told["vorfaelle"][0]) == [field.value for field in F]
    assert told["vorfaelle"][0]["frist"] == "2027-02-22"
    assert told["meldende_person"]["dienstanschrift"] == REPORTER.office_address


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_table_that_libreoffice_saved_again_says_the_same(language: str, tmp_path: Path) -> None:
    log = a_log(
        an_incident(),
        an_incident(ident="v00000000000e", number=2, words="=1+1", place="007", offender="+49 30 123", damage="1,5"),
    )
    spoken = ALL_WORDS[["de", "en"].index(language)]
    saved = saved_by_office(incident_log_csv.write(log, DEADLINES, spoken), "csv", "csv", tmp_path, as_shown=True)
    back = read(saved)
    assert (back.incidents, back.problems) == (log.incidents, ())


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_is_read_whatever_divides_its_cells_and_whatever_stands_above_it(delimiter: str) -> None:
    heads = ["Zeitpunkt der Tat", "wortlaut_oder_geschehen", "Place or platform"]
    rows = (["Meine Vorfälle", "", ""], heads, ["20.11.2026 14:30", "Satz", "Rathaus"], ["", "", ""])
    (incident,) = read(table(*rows, delimiter=delimiter)).incidents
    assert incident.happened == When(date(2026, 11, 20), time(14, 30))
    # English headings are known from locale/en.po only when it is complete; names of fields always are.
    assert incident.words == "Satz"


def test_a_table_in_windows_encoding_is_read() -> None:
    data = "Nr.;Was geschehen ist, im Wortlaut\r\n1;Schmähung\r\n".encode("cp1252")
    assert read(data).incidents[0].words == "Schmähung"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-20", When(date(2026, 11, 20))),
        ("20.11.2026", When(date(2026, 11, 20))),
        ("20.11.26", When(date(2026, 11, 20))),
        ("2026-11-20T14:30", When(date(2026, 11, 20), time(14, 30))),
        ("2026-11-20 14:30:00", When(date(2026, 11, 20), time(14, 30))),
        ("20.11.2026, 14:30 Uhr", When(date(2026, 11, 20), time(14, 30))),
        ("11/20/2026", None),
        ("31.02.2026", None),
        ("20.11.2026 25:00", None),
        ("gestern", None),
        ("1.1.1066", None),
    ],
)
def test_a_moment_is_understood_in_these_ways_and_in_no_others(text: str, when: When | None) -> None:
    back = read(entry(zeitpunkt_tat=text, schaden="x"))
    assert back.incidents[0].happened == when
    told = () if when else (FileProblem(ProblemKind.NOT_A_MOMENT, 1, F.HAPPENED, text),)
    assert back.problems == told


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"art": "Mord"}, FileProblem(ProblemKind.NOT_A_CHOICE, 1, F.KIND, "Mord")),
        ({"strafantrag_am": "bald"}, FileProblem(ProblemKind.NOT_A_DAY, 1, F.COMPLAINT_ON, "bald")),
        ({"schaden": 5}, FileProblem(ProblemKind.NOT_TEXT, 1, F.DAMAGE, "int")),
        ({"schaden": ["a"]}, FileProblem(ProblemKind.NOT_TEXT, 1, F.DAMAGE, "list")),
        ({"nr": "viele"}, FileProblem(ProblemKind.NOT_A_NUMBER, 1, F.NUMBER, "viele")),
        ({"farbe": "rot"}, FileProblem(ProblemKind.UNKNOWN_FIELD, 1, None, "farbe")),
        ({"beweise": "foto.jpg"}, FileProblem(ProblemKind.NOT_A_LIST, 1, F.EVIDENCE, "foto.jpg")),
        ({"beweise": [1]}, FileProblem(ProblemKind.NOT_A_LIST, 1, F.EVIDENCE, "list")),
        (
            {"beweise": [{"dateiname": "a", "sha256": "xyz"}]},
            FileProblem(ProblemKind.NOT_A_HASH, 1, F.EVIDENCE, "xyz"),
        ),
        (
            {"aktenzeichen": "x" * 101},
            FileProblem(ProblemKind.TOO_LONG, 1, F.FILE_NUMBER, "x" * 59 + "…"),
        ),
        (
            {"beweise": [{"dateiname": f"{number}.jpg"} for number in range(31)]},
            FileProblem(ProblemKind.TOO_MANY, 1, F.EVIDENCE, "31"),
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_field_and_the_rest_is_kept(
    values: dict[str, Any], problem: FileProblem
) -> None:
    back = read(entry(**{"folgen": "bleibt", **values}))
    assert back.problems == (problem,)
    assert back.incidents[0].consequences == "bleibt"


def test_a_problem_of_a_table_names_its_line_and_column() -> None:
    back = read(table(["Nr.", "Art des Vorfalls", "Schaden", "Farbe"], ["1", "Mord", "x", ""]))
    assert back.problems == (
        FileProblem(ProblemKind.UNKNOWN_COLUMN, 1, None, "Farbe"),
        FileProblem(ProblemKind.NOT_A_CHOICE, 2, F.KIND, "Mord"),
    )
    with_place = words.problem(back.problems[1], is_table=True)
    assert with_place == "Zeile 2, Feld „Art des Vorfalls“: „Mord“ ist keine der Möglichkeiten. Das Feld bleibt leer."


def test_the_same_incident_twice_in_a_file_comes_as_two() -> None:
    told = json.loads(incident_log_json.write(a_log(an_incident()), {}))
    told["vorfaelle"].append({**told["vorfaelle"][0], "schaden": "anders"})
    back = read(json.dumps(told).encode())
    assert [each.ident for each in back.incidents] == ["v0123456789ab", ""]
    assert back.problems == (FileProblem(ProblemKind.TWICE, 2, F.IDENT),)


def test_a_strange_ident_is_none_because_keys_are_made_of_it() -> None:
    assert read(entry(id='"><script>', schaden="x")).incidents[0].ident == ""


def test_evidence_may_be_written_by_hand_as_a_name_alone() -> None:
    back = read(table(["Nr.", "Beweise"], ["1", "foto.jpg\n\nbrief.pdf | Foto | 20.11.2026"]))
    first, second = back.incidents[0].evidence
    assert first == Evidence("foto.jpg")
    assert (second.file_name, second.taken_at) == ("brief.pdf", When(date(2026, 11, 20)))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "incident_file_empty"),
        (b" \n", "incident_file_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "incident_file_unknown"),
        (b"PK\x03\x04" + bytes(200), "incident_file_unknown"),
        (b"Hallo", "incident_file_unknown"),
        (b"Name;Farbe\nx;rot\n", "incident_file_unknown"),
        (b"{", "incident_file_broken"),
        (b"[]", "incident_file_unknown"),
        (b'{"format": "etwas anderes"}', "incident_file_unknown"),
        (b'{"format": "kompass2035-vorfallprotokoll", "version": 2, "vorfaelle": []}', "incident_file_version"),
        (b'{"format": "kompass2035-vorfallprotokoll", "version": 1, "vorfaelle": {}}', "incident_file_unknown"),
        (b'{"format": ' + b"[" * 200_000, "incident_file_unknown"),
        (b'{"a": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "incident_file_unknown"),
        (b'{"nr": ' + b"9" * 9_000 + b"}", "incident_file_unknown"),
        (b'{"\xff": 1}', "incident_file_unknown"),
        (b"x" * (LARGEST_FILE + 1), "incident_file_too_large"),
        (b"Nr.;Schaden\n1;" + b"x" * 200_000, "incident_file_broken"),
        (b"Nr.;Schaden\n" + b"1;x\n" * 201, "incident_file_too_many"),
    ],
)
def test_a_hostile_or_foreign_file_is_refused_in_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(content)
    assert refused.value.code == code
    assert code in words.refusals()


def test_201_incidents_in_json_are_too_many() -> None:
    told = {"format": "kompass2035-vorfallprotokoll", "version": 1, "vorfaelle": [{}] * 201}
    with pytest.raises(UnreadableFile, match="incident_file_too_many"):
        read(json.dumps(told).encode())


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*F, "x"]) | st.text(max_size=5), inner)
    ),
    max_leaves=20,
)


@given(st.lists(ANY_JSON, max_size=3), ANY_JSON)
def test_whatever_types_stand_in_json_it_is_read_or_told(entries: list[Any], reporter: Any) -> None:
    told = {
        "format": "kompass2035-vorfallprotokoll",
        "version": 1,
        "meldende_person": reporter,
        "vorfaelle": entries,
    }
    back = read(json.dumps(told).encode())
    assert len(back.incidents) <= len(entries)
    for problem in back.problems:
        assert words.problem(problem, is_table=back.is_table)


@given(st.lists(st.lists(st.text(max_size=20) | st.sampled_from(["Nr.", "Schaden", "=1"]), max_size=5), max_size=5))
def test_whatever_stands_in_a_table_it_is_read_or_refused(rows: list[list[str]]) -> None:
    data = io.StringIO(newline="")
    csv.writer(data, delimiter=";").writerows([["Nr.", "Schaden"], *rows])
    try:
        back = read(data.getvalue().encode("utf-8", "replace"))
    except UnreadableFile as refused:
        assert refused.code in words.refusals()
    else:
        assert len(back.incidents) <= len(rows)

"""The log cannot be kept: no module of it knows a database, a disk, a log, an address or a cache."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from test_architecture import attributes_of, imports_of, named, starts_with

from components.incident_log import files

OWN_DATA = sorted((ROOT / "data").glob("*/incident_log*.py"))
OWN = [
    *OWN_DATA,
    *sorted((ROOT / "components" / "incident_log").glob("*.py")),
    ROOT / "components" / "documents" / "incident_log.py",
]
KEEPS = ("data.storage", "data.settings", "logging", "os", "pathlib", "shutil", "sqlite3", "subprocess", "tempfile")
KEEPS_BY_NAME = {"query_params", "cache_data", "cache_resource", "file_uploader", "write_bytes", "write_text"}
SENTENCE = "Ein erfundener Satz, der nirgends stehen darf"


def path_of(module: str) -> Path | None:
    """The file of a module of this program; None for the standard library and packages."""
    base = ROOT.joinpath(*module.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)


def reached_from(start: list[Path]) -> Iterator[tuple[Path, str]]:
    """Every module that is imported from these, over any number of others of this program, with who imports it."""
    waiting, seen = list(start), set(start)
    while waiting:
        path = waiting.pop()
        for name in imports_of(path):
            yield path, name
            further = path_of(name)
            if further is not None and further not in seen:
                seen.add(further)
                waiting.append(further)


def test_the_modules_of_the_log_are_found() -> None:
    assert {named(path) for path in OWN_DATA} == {
        "data/exchange/incident_log_csv.py",
        "data/exchange/incident_log_json.py",
        "data/exchange/incident_log_values.py",
        "data/model/incident_log.py",
        "data/rules/incident_log.py",
        "data/services/incident_log.py",
    }
    assert len(OWN) > 15


def test_what_the_data_side_of_the_log_imports_reaches_no_database_no_disk_and_no_log() -> None:
    assert [(named(path), name) for path, name in reached_from(OWN_DATA) if starts_with(name, KEEPS)] == []


def test_the_search_through_imports_finds_what_keeps() -> None:
    # The same search from a service that stores finds the database: it could fail.
    found = [name for _path, name in reached_from([ROOT / "data" / "services" / "measures.py"])]
    assert any(starts_with(name, ("data.storage",)) for name in found)


@pytest.mark.parametrize("path", OWN, ids=named)
def test_no_module_of_the_log_writes_prints_caches_or_speaks_to_the_address(path: Path) -> None:
    assert not [name for name in imports_of(path) if starts_with(name, KEEPS)]
    assert not attributes_of(path) & KEEPS_BY_NAME
    calls = {node.id for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name)}
    assert not calls & {"open", "print"}


def test_a_file_that_cannot_be_made_is_logged_without_what_stands_in_it(caplog: pytest.LogCaptureFixture) -> None:
    def failing() -> bytes:
        raise ValueError(SENTENCE)

    with caplog.at_level(logging.DEBUG), pytest.raises(RuntimeError) as raised:
        files._made("de", failing)
    # Streamlit logs this error with its causes.
    logging.getLogger("test").exception("as Streamlit does", exc_info=raised.value)
    assert "test_nothing_is_kept.py" in caplog.text  # where it happened is known
    assert SENTENCE not in caplog.text

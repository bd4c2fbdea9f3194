"""Documents as files to hand out, and what the files are called."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from conftest import ROOT
from documents import MINUTES, minimal
from hypothesis import given
from hypothesis import strategies as st

from data.services.documents import as_docx, as_pdf, file_name


def test_both_kinds_of_files_are_given_back() -> None:
    assert as_docx(MINUTES).startswith(b"PK")
    assert as_pdf(MINUTES).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("title", "commune", "name"),
    [
        ("Protokoll", "Musterstadt", "protokoll-musterstadt-2026-11-24.pdf"),
        (
            "Protokoll der 7. Sitzung",
            "Große Kreisstadt Döbeln",
            "protokoll-der-7-sitzung-grosse-kreisstadt-doebeln-2026-11-24.pdf",
        ),
        ("../../etc/passwd\x00", "", "etc-passwd-2026-11-24.pdf"),
        ("中文", "", "dokument-2026-11-24.pdf"),
        ("T" * 300, "Łódź", "t" * 60 + "-lodz-2026-11-24.pdf"),
    ],
)
def test_a_file_is_called_after_title_commune_and_day(title: str, commune: str, name: str) -> None:
    assert file_name(minimal(title=title, commune=commune), "pdf") == name


@given(st.text(), st.text())
def test_every_system_takes_the_name(title: str, commune: str) -> None:
    name = file_name(minimal(title=title, commune=commune), "docx")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.docx", name)
    assert len(name) <= 137  # 60 + 1 + 60 + 1 + 10 + 5


def test_the_writers_are_imported_when_the_first_document_is_asked_for() -> None:
    # So that the start of the server does not wait for them.
    code = "import sys, data.services.documents; print({'docx', 'typst', 'fontTools'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"

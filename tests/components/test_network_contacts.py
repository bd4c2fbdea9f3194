"""The list of contact persons as a file: what it may be used for goes with every row."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
from factories import a_commune

from components.network import contacts, words
from components.network.desk import Files
from data.model.network import Audience, Contact, ListedContact
from data.services import table_files

DAY = date(2026, 11, 23)


def test_every_row_says_that_it_must_not_be_passed_on_and_no_text_is_a_formula() -> None:
    person = Contact(
        1, 1, 1, "Änne Müßig", "=HYPERLINK(1)", "a@ort.example", "030 23125 211", Audience.NETWORK, "2026-11", DAY, 1
    )
    files = Files(
        cards=lambda _ids, _note: b"",
        card=lambda _token, _note: b"",
        calendar=lambda _id: b"",
        table=table_files.as_xlsx,
    )
    file = contacts.table(files, [ListedContact(person, a_commune(name="Ahornfelde"))], "Nicht weitergeben", DAY)
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    heads, row = sheet.iter_rows(values_only=True)
    assert heads == (
        *("Kommune", "Land", "Art", "Einwohnerzahl", "Name", "Funktion", "E-Mail", "Telefon", "Nicht weitergeben"),
    )
    assert row[:5] == ("Ahornfelde", "Bayern", "Gemeinde", 20_000, "Änne Müßig")
    assert (row[6], row[7], row[8]) == ("a@ort.example", "030 23125 211", "Nicht weitergeben")
    assert sheet.cell(2, 6).data_type == "s"  # text, and no formula


def test_somebody_is_called_at_the_number_they_wrote_and_never_at_two_in_one() -> None:
    person = Contact(1, 1, 1, "Kim", "Amt", "a@ort.example", "", Audience.NETWORK, "2026-11", DAY, 1)
    called = words.contact_lines(replace(person, phone="+49 (0)711 5401-3003"))
    assert called.endswith("[\\+49 \\(0\\)711 5401\\-3003](tel:+4971154013003)")
    assert "tel:" not in words.contact_lines(replace(person, phone="0711 5401-3003 / 0171 123456"))

"""The file in which a commune completes the declaration of accessibility."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.content.declaration import TEMPLATE
from data.errors import ContentInvalid
from data.exchange import declaration_file
from data.model.public_texts import Conformance, Declaration, Examination

FILLED = """
body: Stadt Beispielstadt
law: BGG NRW und BITV NRW
conformance: partly
examination: own
prepared_on: 2026-03-01
reviewed_on: 2026-11-01
barriers: ["Ein Plan liegt nur als Bild vor."]
feedback_email: barriere@beispielstadt.example
enforcement_body: Ombudsstelle
enforcement_contact: Weg 1, 12345 Beispielstadt
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "accessibility.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_nothing_is_told_and_everything_needed_is_missing(tmp_path: Path) -> None:
    told = declaration_file.read(tmp_path / "accessibility.yaml")
    assert told == Declaration()
    assert len(told.missing) == 9  # 13 names, 4 of them optional


def test_the_template_is_the_empty_declaration_and_names_every_part() -> None:
    assert declaration_file.read(TEMPLATE) == Declaration()
    text = TEMPLATE.read_text(encoding="utf-8")
    assert all(f"\n{name}:" in text for name in Declaration.__dataclass_fields__)


def test_what_the_commune_filled_in_is_read_with_days_and_choices(tmp_path: Path) -> None:
    told = declaration_file.read(written(tmp_path, FILLED))
    assert told.conformance is Conformance.PARTLY
    assert told.examination is Examination.OWN
    assert (told.prepared_on, told.reviewed_on) == (date(2026, 3, 1), date(2026, 11, 1))
    assert told.barriers == ("Ein Plan liegt nur als Bild vor.",)
    assert told.missing == ()


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("body: [", "declaration_is_no_yaml", None),
        ("- just\n- a list", "declaration_is_no_yaml", None),
        ("boddy: Stadt", "declaration_unknown_name", "boddy"),
        ("conformance: mostly", "declaration_value", "conformance"),
        ("prepared_on: gestern", "declaration_value", "prepared_on"),
        ("barriers: 3", "declaration_value", "barriers"),
        ("sign_language_video: http://video.example", "declaration_value", "sign_language_video"),
        ("sign_language_video: javascript:alert(1)", "declaration_value", "sign_language_video"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_name(text: str, code: str, name: str | None, tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid) as refused:
        declaration_file.read(written(tmp_path, text))
    assert refused.value.code == code
    assert refused.value.details.get("name") == name


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid) as refused:
        declaration_file.read(written(tmp_path, "#" * (declaration_file.LARGEST + 1)))
    assert refused.value.code == "declaration_too_large"

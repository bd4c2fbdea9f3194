"""Texts that everybody may read: Leichte Sprache, and the declaration that a commune completes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data import settings as settings_module
from data.errors import Refused
from data.services import operation, public_texts
from data.settings import settings as chosen

LONGEST_SENTENCE = 14
"""Words: the rule books of Leichte Sprache ask for short sentences, about eight to twelve words."""


def folder() -> Path:
    return chosen().private_data_dir()


@pytest.mark.parametrize("language", ["de", "en"])
def test_easy_language_has_one_short_sentence_in_one_line(language: str) -> None:
    written = public_texts.easy_language(language)
    for line in "\n".join((written.help, written.help_more, written.program)).splitlines():
        words = re.sub(r"[*#]|^\s*(-|\d\.)\s", "", line).split()
        assert len(words) <= LONGEST_SENTENCE, line
        assert len(re.findall(r"[.!?](?=\s+[A-ZÄÖÜ])", line.strip())) <= 1, f"more than two sentences: {line}"


def test_every_line_of_easy_language_stays_a_line_on_the_page() -> None:
    lines = public_texts.easy_language("de").help.splitlines()
    assert all(line.endswith("  ") for line in lines[:-1])  # two blanks: a line break in Markdown


@pytest.mark.parametrize(
    ("language", "browser", "network", "nobody"),
    [
        ("de", "Ihr Internet-Programm merkt sich", "Im Netz von Ihrer Arbeit kann man es auch sehen.", "niemand sieht"),
        ("en", "Your internet program remembers", "People can also see it in the network at your work.", "nobody sees"),
    ],
)
def test_who_is_threatened_reads_who_can_see_the_visit_and_no_false_promise(
    language: str, browser: str, network: str, nobody: str
) -> None:
    written = public_texts.easy_language(language)
    assert browser in written.help_more
    assert network in written.help_more
    assert nobody not in "".join((written.help, written.help_more, written.program)).lower()


def test_a_language_without_a_translation_gets_german() -> None:
    assert public_texts.easy_language("fr") == public_texts.easy_language("de")


def test_who_runs_the_program_takes_messages_until_the_commune_says_otherwise(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPASS_OPERATOR_NAME", "Stadt Beispiel")
    settings.setenv("KOMPASS_OPERATOR_EMAIL", "kompass@beispiel.example")
    settings_module.settings.cache_clear()
    told = public_texts.declaration()
    assert (told.body, told.feedback_email) == ("Stadt Beispiel", "kompass@beispiel.example")
    (folder() / "accessibility.yaml").write_text("feedback_email: barriere@beispiel.example", encoding="utf-8")
    assert public_texts.declaration().feedback_email == "barriere@beispiel.example"


def test_a_file_with_a_mistake_leaves_the_page_and_is_told_to_the_operator(settings: pytest.MonkeyPatch) -> None:
    assert public_texts.declaration_problem() is None
    (folder() / "accessibility.yaml").write_text("conformance: mostly", encoding="utf-8")
    assert public_texts.declaration().conformance is None
    assert any("declaration_value" in problem for problem in operation.problems())


def test_the_template_goes_into_the_data_folder_once_and_never_over_what_was_filled_in(
    settings: pytest.MonkeyPatch,
) -> None:
    file = public_texts.write_declaration_template()
    file.write_text("body: Stadt Beispiel", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        public_texts.write_declaration_template()
    assert refused.value.code == "declaration_exists"
    assert file.read_text(encoding="utf-8") == "body: Stadt Beispiel"

"""The lines on what is due: each kind has its words and its place, alike on screen, in calendars and in mails."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest

from components import digest, navigation, session
from data.exchange.reminder_texts import ACCOUNT_PATH, PATHS, TEXTS, title_of
from data.model.reminders import Due, DueKind

DAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


def a_due(kind: DueKind, **more: str) -> Due:
    return Due(kind, more.get("title", "Kurse"), DAY, 0, 7, part=more.get("part", "Räume"), part_id=9)


@pytest.mark.parametrize("kind", DueKind)
def test_a_link_of_a_mail_or_calendar_leads_where_the_first_page_leads(kind: DueKind) -> None:
    script, query = digest.place_of(a_due(kind))
    (entry,) = [entry for section in navigation.site_map() for entry in section.entries if entry.script == script]
    leads_to = entry.url_path + ("?" + urlencode(query) if query else "")
    assert PATHS[kind].format(subject_id=7, part_id=9) == leads_to


def test_the_page_of_ones_own_account_is_where_the_mail_says() -> None:
    addresses = {entry.script: entry.url_path for section in navigation.site_map() for entry in section.entries}
    assert addresses[navigation.MY_ACCOUNT] == ACCOUNT_PATH


@pytest.mark.parametrize("kind", DueKind)
def test_every_kind_has_words_that_show_what_was_typed_as_it_was_typed(kind: DueKind) -> None:
    told = digest.words(a_due(kind, title="*Kurse* [x](http://y)", part="*Räume*"))
    assert told
    assert "*" not in told.replace(r"\*", "") and "](" not in told


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", DueKind)
def test_a_calendar_has_one_line_for_every_kind_however_long_the_title_is(kind: DueKind, language: str) -> None:
    told = title_of(a_due(kind, title="Sehr lange " * 100 + "\n\nzweiter Absatz"), language)
    assert 0 < len(told) <= 200 and told.isprintable()


def test_both_languages_have_the_same_texts_with_the_same_blanks() -> None:
    assert set(TEXTS["de"]) == set(TEXTS["en"])
    for key, german in TEXTS["de"].items():
        blanks = [{part.partition("}")[0] for part in text.split("{")[1:]} for text in (german, TEXTS["en"][key])]
        assert blanks[0] == blanks[1], key

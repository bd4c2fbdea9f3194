"""Help against hostility reaches everybody: without an account, without a database, with numbers that may be shown."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import ROOT

from data import settings as settings_module
from data.content import support as content
from data.errors import NotFound, UnreadableFile
from data.model.support import (
    LAENDER,
    NATIONWIDE,
    Concerned,
    Confidence,
    HelpQuestions,
    Reach,
    ServiceFilter,
    Situation,
)
from data.model.support_law import DeadlineState
from data.services import support, support_checks
from data.storage import database
from data.storage import support_checks as checks_file

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # Monday, ten o'clock in Germany
TODAY = date(2026, 11, 23)

EVERYTHING = """
import sys
from datetime import UTC, date, datetime
from data.model.support import HelpQuestions, ServiceFilter
from data.services import support
now, today = datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23)
for language in ("de", "en"):
    assert support.card("Bayern", now, language)
    assert support.found(HelpQuestions(), now, language).contacts
    assert support.services(ServiceFilter(), now, language)
    assert support.guidance(language).phases and support.law(today, language).entries
    assert support.preparedness(language) and support.figures(language)
    assert support.lands(language) and support.questions(language).situations
assert support.deadline(act_known_on=today, offender_known_on=today, land="", today=today).ends_on
print([name for name in sys.modules if name.split(".")[0] in ("sqlalchemy", "sqlmodel", "psycopg")])
"""


def test_help_is_there_without_a_database(settings: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "make_engine", lambda _url: pytest.fail("the database was asked"))
    assert [shown.service.key for shown in support.nationwide()] == list(content.EMERGENCY_CARD)
    assert support.found(HelpQuestions(), NOW).contacts


def test_nothing_of_it_even_imports_what_speaks_to_a_database(tmp_path: Path) -> None:
    # The address is of a server that does not exist; the data folder cannot be made.
    surroundings = {
        "KOMPASS_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "KOMPASS_DATA_DIR": "/proc/nowhere",
        "PATH": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", EVERYTHING], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_the_police_come_first_and_can_be_dialled() -> None:
    first = support.nationwide()[0]
    assert first.phone is not None
    assert (first.phone.number, first.phone.dial, first.phone.to_verify_as_of) == ("110", "110", None)


def test_the_card_of_a_land_has_its_contact_in_third_place(settings: pytest.MonkeyPatch) -> None:
    keys = [shown.service.key for shown in support.card("Rheinland-Pfalz", NOW)]
    assert keys == [
        "notruf_110",
        "starke_stelle",
        "rp_lka",
        "hateaid",
        "weisser_ring",
        "telefonseelsorge",
        "hilfetelefon_frauen",
    ]
    for land in LAENDER:
        assert support.card(land, NOW)[2].service.scope == land


def test_the_card_tells_all_numbers_of_the_telefonseelsorge_and_who_answers_now(settings: pytest.MonkeyPatch) -> None:
    by_key = {shown.service.key: shown for shown in support.card("", NOW)}
    further = [phone.number for phone in by_key["telefonseelsorge"].further_phones]
    assert further == ["0800 111 0 222", "116 123"]
    states = {key: shown.reach.state for key, shown in by_key.items()}
    assert states == {
        "notruf_110": Reach.ALWAYS,
        "starke_stelle": Reach.NOW,
        "hateaid": Reach.NOW,
        "weisser_ring": Reach.NOW,
        "telefonseelsorge": Reach.ALWAYS,
        "hilfetelefon_frauen": Reach.ALWAYS,
    }
    starke_stelle = by_key["starke_stelle"].reach
    assert starke_stelle.until is not None and starke_stelle.until.isoformat() == "2026-11-23T16:00:00+01:00"


@pytest.mark.parametrize("land", ["", "Atlantis", "<script>", "bayern"])
def test_a_land_that_does_not_exist_is_taken_for_none(settings: pytest.MonkeyPatch, land: str) -> None:
    assert support.card(land, NOW) == support.card("", NOW)
    assert support.found(HelpQuestions(land=land), NOW) == support.found(HelpQuestions(), NOW)
    assert support.services(ServiceFilter(land=land), NOW) == support.services(ServiceFilter(), NOW)
    found = support.deadline(act_known_on=TODAY, offender_known_on=TODAY, land=land, today=TODAY)
    assert found == support.deadline(act_known_on=TODAY, offender_known_on=TODAY, land="", today=TODAY)


def test_no_unsure_number_leaves_the_service_in_any_way(settings: pytest.MonkeyPatch) -> None:
    unsure = [each for each in support.services(ServiceFilter(), NOW) if each.service.confidence is Confidence.LOW]
    assert len(unsure) == 4
    assert all(each.phone is None and each.service.phone == "" for each in unsure)
    sure = [each.phone for each in support.services(ServiceFilter(), NOW) if each.phone]
    # 17 services have a number, 3 of them an unsure one: 9 are sure, 5 are shown with the request to check them
    assert len(sure) == 14
    assert sum(phone.to_verify_as_of is not None for phone in sure) == 5


def test_everything_is_told_in_english_with_the_same_keys_and_numbers(settings: pytest.MonkeyPatch) -> None:
    for situation in Situation:
        asked = HelpQuestions(situation, Concerned.FAMILY, "Hessen")
        german, english = support.found(asked, NOW, "de"), support.found(asked, NOW, "en")
        assert [step.advice.key for step in german.steps] == [step.advice.key for step in english.steps]
        assert [step.advice.title for step in german.steps] != [step.advice.title for step in english.steps]
        assert [each.shown.phone for each in german.contacts] == [each.shown.phone for each in english.contacts]


def test_services_of_a_land_come_before_those_for_everybody(settings: pytest.MonkeyPatch) -> None:
    scopes = [each.service.scope for each in support.services(ServiceFilter(land="Sachsen"), NOW)]
    assert scopes == ["Sachsen"] * 3 + [NATIONWIDE] * (len(scopes) - 3)


def test_one_service_is_found_by_its_key(settings: pytest.MonkeyPatch) -> None:
    assert support.service("rp_lka", NOW).service.scope == "Rheinland-Pfalz"
    with pytest.raises(NotFound, match="support_service_not_found"):
        support.service("hassmelden", NOW)


def test_the_law_tells_as_of_when_it_was_read_and_that_nobody_checked_it(settings: pytest.MonkeyPatch) -> None:
    law = support.law(TODAY)
    assert (len(law.entries), law.oldest, law.newest) == (46, date(2022, 12, 31), date(2025, 3, 5))
    assert all(entry.check.is_due for entry in law.entries)


def test_the_deadline_is_not_begun_while_nobody_knows_who_it_was(settings: pytest.MonkeyPatch) -> None:
    found = support.deadline(act_known_on=TODAY, offender_known_on=None, land="Bayern", today=TODAY)
    assert found.state is DeadlineState.NOT_BEGUN


# --- checks by a person ----------------------------------------------------------------------------------------------


def test_a_noted_check_is_shown_with_the_service_and_with_the_law(settings: pytest.MonkeyPatch) -> None:
    assert support.service("hateaid", NOW).check.is_due
    support_checks.note("hateaid", date(2026, 11, 1), TODAY)
    support_checks.note("stgb_188", date(2026, 11, 2), TODAY)
    check = support.service("hateaid", NOW).check
    assert (check.checked_on, check.is_due) == (date(2026, 11, 1), False)
    law = {entry.key: entry.check for entry in support.law(TODAY).entries}
    assert (law["stgb_188"].checked_on, law["stgb_188"].is_due) == (date(2026, 11, 2), False)
    assert len(support_checks.due(TODAY)) == 116 - 2


def test_a_check_grows_old_after_180_days(settings: pytest.MonkeyPatch) -> None:
    support_checks.note("hateaid", date(2026, 5, 27), date(2026, 5, 27))
    assert "hateaid" not in {entry.key for entry in support_checks.due(date(2026, 11, 23))}  # 180 days later
    assert "hateaid" in {entry.key for entry in support_checks.due(date(2026, 11, 24))}


@pytest.mark.parametrize(
    "broken",
    [b"\xff\xfe\x00", b"key,checked_on\nhateaid,soon\n", b"other,columns\n1,2\n", b"key,checked_on\nhateaid\n"],
)
def test_a_broken_file_of_checks_never_breaks_the_page(settings: pytest.MonkeyPatch, broken: bytes) -> None:
    (settings_module.settings().private_data_dir() / "support-checks.csv").write_bytes(broken)
    assert len(support.card("Bayern", NOW)) == 7
    assert support.service("hateaid", NOW).check.is_due
    assert support.law(TODAY).entries
    with pytest.raises(UnreadableFile, match="support_checks_unreadable"):
        support_checks.note("hateaid", TODAY, TODAY)


def test_a_write_that_fails_leaves_what_was_there(
    settings: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    support_checks.note("hateaid", date(2026, 11, 1), TODAY)

    def full(_descriptor: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("data.storage.support_checks.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        support_checks.note("weisser_ring", TODAY, TODAY)
    assert checks_file.checks() == {"hateaid": date(2026, 11, 1)}
    assert [path.name for path in settings_module.settings().data_dir.iterdir()] == ["support-checks.csv"]


def test_a_file_of_checks_that_an_office_program_saved_again_is_read(settings: pytest.MonkeyPatch) -> None:
    path = settings_module.settings().private_data_dir() / "support-checks.csv"
    path.write_bytes(b"\xef\xbb\xbfkey,checked_on\r\nhateaid,2026-11-01\r\n")  # a mark of the encoding, its line ends
    assert support_checks.known() == {"hateaid": date(2026, 11, 1)}

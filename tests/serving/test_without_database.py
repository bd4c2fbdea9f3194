"""Help comes without the database: while the program runs and when it starts; everything else says why it cannot."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from postgresql import PostgreSQL
from running_server import Server, free_port, on_data_of, serving
from streamlit_tab import Tab
from way_to_database import Way, way_to

PASSWORD = "Am-Fluss-liegt-Neubeginn-7"
LONGEST_WAIT_SECONDS = 20.0  # four for the database that hangs, the rest for a busy machine
AT_ONCE_SECONDS = 3.0  # less than the four that somebody waits for a database that hangs
NOT_POSSIBLE = "Anmeldung gerade nicht möglich"
AWAY = "Die Datenbank ist nicht erreichbar"


@pytest.fixture
def way(postgresql_server: PostgreSQL) -> Iterator[Way]:
    """The way to an empty database that only this test uses."""
    name = f"kompass_away_{uuid.uuid4().hex}"
    with way_to(postgresql_server.create_database(name)) as opened:
        yield opened
    postgresql_server.drop_database(name)


@pytest.fixture
def prepared(way: Way, tmp_path: Path) -> Server:
    """A program on PostgreSQL that is not running yet."""
    return with_one_account({"KOMPASS_DATA_DIR": str(tmp_path), "KOMPASS_DATABASE_URL": way.url}, tmp_path)


def with_one_account(settings: dict[str, str], folder: Path) -> Server:
    """A program that is not running yet, with a commune and the account `leitung`."""
    (folder / "secret").write_text(PASSWORD)
    made = on_data_of(settings, folder / "log")
    made.command("migrate")
    made.command("add-commune", "09999991", "Neubeginn", "--land", "Bayern", "--population", "20000")
    given = ("--role", "mayor", "--commune", "09999991", "--password-file", str(folder / "secret"))
    made.command("add-account", "leitung", "--name", "Leitung", *given)
    return made


def seconds(action: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.monotonic()
    action()
    return time.monotonic() - begun


def opened(tab: Tab, path: str) -> str:
    """What stands on a page, in a tab that was open before."""
    tab.path = path
    tab.run()
    return "\n".join(tab.texts + tab.alerts)


def waited_for(condition: Callable[[], bool], longest: float = 40) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + longest
    while not condition() and time.monotonic() < end:
        time.sleep(0.3)
    return condition()


def is_ready(server: Server) -> bool:
    return httpx2.get(f"{server.url}/readyz", trust_env=False, timeout=10).status_code == 200


def asked_of(server: Server, path: str) -> httpx2.Response:
    return httpx2.get(f"{server.url}/{path}", headers={"Accept": "text/html"}, trust_env=False, timeout=120)


@pytest.mark.parametrize("loss", ["hang", "close"])
def test_who_is_signed_in_gets_help_when_the_database_hangs_or_is_gone_and_is_signed_in_again_when_it_is_back(
    loss: str, way: Way, prepared: Server
) -> None:
    with serving(prepared) as server, Tab(server.url, {}) as tab:
        tab.sign_in("leitung", PASSWORD)
        assert tab.is_signed_in()
        getattr(way, loss)()
        begun = time.monotonic()
        text = opened(tab, "rueckhalt")
        assert time.monotonic() - begun < LONGEST_WAIT_SECONDS
        assert "(tel:110)" in text
        assert NOT_POSSIBLE in text
        # Who comes within the next seconds does not wait again, whatever the page.
        assert seconds(lambda: opened(tab, "rueckhalt")) < AT_ONCE_SECONDS
        assert AWAY in opened(tab, "ergebnisse")
        assert not is_ready(server)
        way.open()
        assert waited_for(lambda: "Abmelden" in opened(tab, "rueckhalt") or tab.is_signed_in())
        assert is_ready(server)


def test_who_comes_anew_gets_help_at_once_although_the_database_hangs(way: Way, prepared: Server) -> None:
    with serving(prepared) as server:
        way.hang()
        with Tab(server.url, {}) as tab:
            assert seconds(lambda: opened(tab, "rueckhalt")) < AT_ONCE_SECONDS
            assert "(tel:110)" in "\n".join(tab.texts)
            assert NOT_POSSIBLE not in "\n".join(tab.texts)  # nobody was signed in


def test_who_asks_for_a_calendar_while_the_database_hangs_is_told_to_try_again(way: Way, prepared: Server) -> None:
    with serving(prepared) as server, ThreadPoolExecutor(40) as strangers:
        way.hang()
        calendars = [strangers.submit(asked_of, server, f"kalender/{'x' * 43}.ics") for _ in range(40)]
        assert asked_of(server, "").status_code == 200
        answers = [calendar.result() for calendar in calendars]
        assert {(answer.status_code, answer.headers["retry-after"]) for answer in answers} == {(503, "60")}
        assert "Traceback" not in server.log.read_text()


def test_who_signs_in_or_uploads_while_the_database_hangs_is_told_to_try_again(way: Way, prepared: Server) -> None:
    with serving(prepared) as server, Tab(server.url, {}) as tab:
        tab.sign_in("leitung", PASSWORD)
        address = tab.ask_for_upload()
        way.hang()
        headers = {"Cookie": tab.cookie_header(), "X-Xsrftoken": tab.cookies["_streamlit_xsrf"]}
        upload = httpx2.put(server.url + address, files={"file": b"x"}, headers=headers, trust_env=False, timeout=30)
        assert (upload.status_code, upload.headers["retry-after"]) == (503, "60")
        assert tab.exchange("a-ticket").status_code == 503


def test_the_program_starts_without_its_database_serves_help_and_takes_it_up_when_it_is_there(
    way: Way, prepared: Server
) -> None:
    way.close()
    with serving(prepared, until="healthz") as server:
        with Tab(server.url, {"kompass_session": "of-a-former-visit"}) as tab:
            text = opened(tab, "rueckhalt")
            assert "(tel:110)" in text
            assert NOT_POSSIBLE in text
            assert AWAY in opened(tab, "massnahmen")
        assert not is_ready(server)
        assert "serving without the database" in server.log.read_text()
        way.open()
        assert waited_for(lambda: "the database is back" in server.log.read_text())
        assert is_ready(server)
        with Tab(server.url, {}) as tab:
            tab.sign_in("leitung", PASSWORD)
            assert tab.is_signed_in()


def test_a_database_that_is_not_migrated_is_refused_at_the_start(way: Way, tmp_path: Path) -> None:
    settings = {"KOMPASS_DATA_DIR": str(tmp_path), "KOMPASS_DATABASE_URL": way.url}
    made = on_data_of(settings, tmp_path / "log")
    with pytest.raises(RuntimeError, match="python -m data migrate"), serving(made):
        pass


def test_an_embedded_database_whose_file_is_taken_away_takes_nobodys_help_away(tmp_path: Path) -> None:
    made = with_one_account({"KOMPASS_DATA_DIR": str(tmp_path)}, tmp_path)
    with serving(made) as server, Tab(server.url, {}) as tab:
        tab.sign_in("leitung", PASSWORD)
        for file in tmp_path.glob("kompass.db*"):
            file.unlink()
        assert "(tel:110)" in opened(tab, "rueckhalt")
        # A file in its place that is no database: what is open already goes on with what was there before.
        (tmp_path / "kompass.db").write_bytes(b"no database at all" * 1000)
        assert "(tel:110)" in opened(tab, "rueckhalt")
    with serving(replace(made, url=f"http://127.0.0.1:{free_port()}"), until="healthz") as server:
        with Tab(server.url, {"kompass_session": "of-a-former-visit"}) as tab:
            text = opened(tab, "rueckhalt")
            assert "(tel:110)" in text
            assert NOT_POSSIBLE in text
            assert AWAY in opened(tab, "ergebnisse")
        assert "out of reach" in server.log.read_text()

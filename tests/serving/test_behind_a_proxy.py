"""Behind a proxy, people are told apart by the address that it names, if the proxy is one that is trusted (README)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from running_server import Server, on_data_of, serving
from sqlalchemy import create_engine, text
from streamlit_tab import Tab
from websockets.exceptions import InvalidStatus

PROXY = "127.0.0.7"  # as if on another machine: without a word only 127.0.0.1 is trusted
TRUSTED = {"FORWARDED_ALLOW_IPS": "127.0.0.0/29", "STREAMLIT_SERVER_ALLOWED_HOSTS": "127.0.0.1"}


@pytest.fixture(scope="module")
def trusting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The program set up as the README says, for a proxy in a network of containers (127.0.0.0 to 127.0.0.7)."""
    folder = tmp_path_factory.mktemp("trusting")
    with serving(on_data_of({"KOMPASS_DATA_DIR": str(folder), **TRUSTED}, folder / "log")) as server:
        yield server


def counted(server: Server, *forwarded_for: str) -> int:
    """Under how many names and addresses mistakes are counted anew, after one for each address that the proxy names."""
    before = rows(server)
    for person in forwarded_for:
        with Tab(server.url, {}, proxy=PROXY, person=person) as tab:
            tab.sign_in("-".join(forwarded_for), "not the password")
            assert not tab.is_signed_in()
    return rows(server) - before


def rows(server: Server) -> int:
    with create_engine(f"sqlite:///{server.folder / 'kompass.db'}").connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM sign_in_failure")) or 0)


def test_where_the_proxy_is_not_trusted_the_mistakes_of_a_stranger_count_for_everybody(tmp_path: Path) -> None:
    with serving(on_data_of({"KOMPASS_DATA_DIR": str(tmp_path)}, tmp_path / "log")) as server:
        assert counted(server, "192.0.2.10", "192.0.2.11") == 2  # one name, one address: that of the proxy


def test_where_the_proxy_is_trusted_everybody_has_an_address_of_their_own(trusting: Server) -> None:
    assert counted(trusting, "192.0.2.20", "192.0.2.21") == 3  # one name, two addresses


def test_an_address_that_a_stranger_invents_counts_for_nothing(trusting: Server) -> None:
    # What a browser says by itself stands first; the proxy adds the address that it sees.
    assert counted(trusting, "198.51.100.1, 192.0.2.30", "198.51.100.2, 192.0.2.30") == 2  # one name, one address


def test_where_hosts_are_named_nobody_connects_by_another(trusting: Server) -> None:
    with pytest.raises(InvalidStatus, match="403"), Tab(trusting.url.replace("127.0.0.1", "localhost"), {}):
        pass

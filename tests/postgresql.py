"""A PostgreSQL server for the tests: the one of KOMPASS_TEST_POSTGRESQL_URL, or one started here on a free port."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, make_url, text

HOW_TO_INSTALL = "PostgreSQL is missing: apt-get install postgresql, or set KOMPASS_TEST_POSTGRESQL_URL"


@dataclass(frozen=True)
class PostgreSQL:
    """A server that databases can be made on; `admin_url` opens its maintenance database."""

    admin_url: str

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[PostgreSQL]:
        """The server for the length of the block. Raises RuntimeError with what to install if there is none."""
        given = os.environ.get("KOMPASS_TEST_POSTGRESQL_URL")
        if given:
            yield cls(given)
            return
        # A folder of its own: pytest tidies up its folders while other test runs still use them.
        with TemporaryDirectory(prefix="kompass-postgresql-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            programs = _programs()
            user = _prepare_owner(folder)
            port = _free_port()
            initdb = [programs / "initdb", "-D", folder / "db", "-U", "kompass"]
            _run(user, [*initdb, "--auth=trust", "--no-sync", "-E", "UTF8"])
            options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
            control = [programs / "pg_ctl", "-D", folder / "db"]
            _run(user, [*control, "-l", folder / "log", "-w", "-o", options, "start"])
            try:
                yield cls(f"postgresql+psycopg://kompass@127.0.0.1:{port}/postgres")
            finally:
                _run(user, [*control, "-m", "immediate", "stop"])

    def create_database(self, name: str, template: str = "template0") -> str:
        """Make a database and give back its address."""
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.address_of(name)

    def address_of(self, name: str) -> str:
        """The address of a database of this server."""
        return make_url(self.admin_url).set(database=name).render_as_string(hide_password=False)

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        engine = create_engine(self.admin_url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("pg_ctl")
    if on_path is None:
        raise RuntimeError(HOW_TO_INSTALL)
    return Path(on_path).resolve().parent


def _prepare_owner(folder: Path) -> str | None:
    # PostgreSQL refuses to run as root.
    if os.geteuid() != 0:
        return None
    owner = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
    shutil.chown(folder, owner)
    return owner


def _run(user: str | None, command: list[object]) -> None:
    words = [str(word) for word in command]
    subprocess.run(words, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""The way from a program to its PostgreSQL server, which a test can close, or leave open with nothing passing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from running_server import free_port
from sqlalchemy import make_url

PIECE = 65536


class Way:
    """A forwarder on a port of its own. `open`, `hang` and `close` may follow each other in any order."""

    def __init__(self, database_url: str) -> None:
        url = make_url(database_url)
        assert url.host is not None
        self._target = (url.host, url.port or 5432)
        self.port = free_port()
        self.url = url.set(host="127.0.0.1", port=self.port).render_as_string(hide_password=False)
        self._flows = threading.Event()
        self._listener: socket.socket | None = None
        self._sockets: list[socket.socket] = []

    def open(self) -> None:
        """Let everything through, what waited included."""
        self._flows.set()
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port), reuse_port=True)
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def hang(self) -> None:
        """Take everything and answer nothing, as a server that has stopped without going away."""
        self._flows.clear()

    def close(self) -> None:
        """Refuse new connections and end those there are, as a server that went down."""
        listener, self._listener = self._listener, None
        for each in (*([listener] if listener else ()), *self._sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._sockets.clear()
        self._flows.set()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _address = listener.accept()
                far = socket.create_connection(self._target)
                self._sockets += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                self._flows.wait()
                sink.sendall(piece)
        for each in (source, sink):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextmanager
def way_to(database_url: str) -> Iterator[Way]:
    """An open way for the length of the block."""
    way = Way(database_url)
    way.open()
    try:
        yield way
    finally:
        way.close()

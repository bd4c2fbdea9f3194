"""A running program for the tests that speak to it as browsers do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from running_server import Server, started


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running program, with the demo communes and accounts."""
    with started(tmp_path_factory.mktemp("server")) as running:
        yield running

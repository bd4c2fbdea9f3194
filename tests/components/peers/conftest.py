"""The rooms of the comparison, in German."""

from __future__ import annotations

import pytest

from components import session


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts come in German."""
    monkeypatch.setattr(session, "language", lambda: "de")

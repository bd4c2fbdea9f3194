"""Facts about one installation of this program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Operator:
    """Who runs an installation; empty where the operator has not said it yet."""

    name: str
    address: str
    email: str

    @property
    def is_told(self) -> bool:
        """Whether all that a legal notice needs was given."""
        return bool(self.name and self.address and self.email)

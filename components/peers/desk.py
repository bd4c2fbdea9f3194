"""What the comparison may ask for and store."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from data.model.benchmark import PeerFilter, PeersView
from data.model.catalogue import Catalogue
from data.model.people import Person


@dataclass(frozen=True)
class Desk:
    """The services of the comparison as callables of who asks; each checks the permission again.

    `set_goal` takes a field key, points from 1 to 100 (None to remove the goal), and the goal that stood there before,
    None for none. `willing` gives the criteria in which some commune says of itself that it is strong and ready to
    talk: the same for everybody, no figure.
    """

    beside: Callable[[Person, PeerFilter], PeersView | None]
    catalogue: Callable[[str], Catalogue]
    set_goal: Callable[[Person, str, int | None, int | None], None]
    workbook: Callable[[Person, PeerFilter], bytes]
    willing: Callable[[Person], Collection[str]]

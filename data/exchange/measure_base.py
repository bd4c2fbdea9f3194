"""What a row of the list of measures said when the file was made, packed into one cell.

Packed, because the signs of its values would be taken for separators of a csv file, and a cell has room for 32,767
characters only.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

LONGEST_CELL = 32_767
MOST_BYTES = 200_000


def packed(values: Mapping[str, Any]) -> str:
    """Values as one cell; empty in the rare case that they do not fit, as if nothing was told."""
    told = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    text = b64encode(zlib.compress(told, 9)).decode()
    return text if len(text) <= LONGEST_CELL else ""


def unpacked(text: str) -> dict[str, Any]:
    """The values of a cell. Raises ValueError for whatever `packed` did not write."""
    try:
        told = json.loads(zlib.decompressobj().decompress(b64decode(text, validate=True), MOST_BYTES))
    except (zlib.error, UnicodeDecodeError) as error:
        raise ValueError("not packed") from error
    if not isinstance(told, dict):
        raise ValueError("not packed")
    return told

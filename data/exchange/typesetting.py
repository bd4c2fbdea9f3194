"""The typesetter of the process: one compiler that has read the shipped fonts, and nothing of the machine's."""

from __future__ import annotations

import functools
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from data.exchange.document_fonts import FOLDER

HERE = Path(__file__).parent
PICTURE = (
    b'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image(bytes(sys.inputs.svg), format: "svg")'
)
DOTS_PER_INCH = 220.0

CannotBeSet = typst.TypstError
"""The standard cannot be kept with these texts."""

_one_at_a_time = threading.Lock()


def pdf(template: str, values: str, made_at: datetime) -> bytes:
    """A template of this folder with its values (JSON) as PDF/UA-1; `CannotBeSet` where the standard cannot be kept."""
    source = (HERE / template).read_bytes()
    return _compiled(
        input=source, format="pdf", sys_inputs={"document": values}, timestamp=made_at, pdf_standards=["ua-1"]
    )


def png(svg: str) -> bytes:
    """A picture in its own size, on white."""
    return _compiled(input=PICTURE, format="png", sys_inputs={"svg": svg}, ppi=DOTS_PER_INCH)


def _compiled(**wanted: Any) -> bytes:
    """Texts come as inputs and never as source. A compiler in use refuses a second thread ("already borrowed")."""
    with _one_at_a_time:
        data = _compiler().compile(**wanted)
    assert isinstance(data, bytes)
    return data


@functools.cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    return typst.Compiler(root=str(HERE), font_paths=fonts)

"""Steps as dots."""

from __future__ import annotations

from components.drawings.signs import EDGE
from components.drawings.words import TEXT, WIDTH
from data.model.drawing import Colour, Dot, Drawing, Label, Shape

DOTS_IN_A_ROW = 30


def progress_dots(done: int, total: int, words: str) -> Drawing:
    """As many dots as there are steps, the done ones filled, with the count in words to the right of the last row."""
    shapes: list[Shape] = []
    step, radius, middle = 11.0, 3.5, 6.0
    for number in range(total):
        row, column = divmod(number, DOTS_IN_A_ROW)
        place = (EDGE + column * step, middle + row * step)
        filled = number < done
        shapes.append(Dot(*place, radius, Colour.OWN) if filled else Dot(*place, radius, None, Colour.MUTED))
    rows = max(1, -(-total // DOTS_IN_A_ROW))
    begin = step * min(total, DOTS_IN_A_ROW) + 6 if total else 0
    shapes.append(Label(begin, middle + (rows - 1) * step + 3, words, size=TEXT))
    return Drawing(WIDTH, 2 * middle + (rows - 1) * step, tuple(shapes))

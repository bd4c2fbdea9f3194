"""Colours and paper of all workbooks, the same in every format; contrast of text at least 7 to 1."""

FONT = "Arial"
PAPER = 9  # A4 in the numbers of office programs
INK = "#1B2830"
MUTED = "#44545E"
CALM = "#1D4E63"
LINE = "#CBD5DB"
TINT = "#F1F5F7"
WRITABLE = "#FFFBEF"
WARNING = "#F6C9C4"
HINT = "#FBE3B5"

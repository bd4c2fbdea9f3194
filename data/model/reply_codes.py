"""How replies are written where many stand together: in the text of a frozen sheet, and as small numbers in a table."""

from __future__ import annotations

from types import MappingProxyType

from data.model.self_check import Answered, NotApplicable, NotKnown, Reply

REPLIES = MappingProxyType[str, Reply](
    {
        **{str(points): Answered(points) for points in range(5)},
        "not_known": NotKnown(),
        "not_applicable": NotApplicable(),
    }
)
"""Every reply by its code in a text such as "MS-01=3;MS-02=not_known"; an open question is not named there."""

CODES = MappingProxyType({reply: code for code, reply in REPLIES.items()})

OPEN = -1
NUMBERS = MappingProxyType({code: number for number, code in enumerate(REPLIES)})
"""Every code as a number: 0 to 4 are the levels of an answer, then come the others; OPEN is no reply at all."""

NOT_APPLICABLE = NUMBERS[CODES[NotApplicable()]]


def reply_code(reply: Reply | None) -> str:
    """The code of a reply in a text; empty for none."""
    return CODES[reply] if reply is not None else ""

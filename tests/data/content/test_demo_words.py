"""What the people of the showcase wrote for a hand-over."""

from __future__ import annotations

from data.content.demo_vision import demo_words
from data.model.handover import OwnWords


def test_every_section_of_the_hand_over_holds_words_of_the_showcase() -> None:
    assert [event.part for event in demo_words()] == [part.value for part in OwnWords]
    assert all(event.after for event in demo_words())

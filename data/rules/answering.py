"""Edits that meet: what an edit changed, whether it fits onto a newer answer, and what settling a proposal stores."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from data.model.questionnaire import Proposal
from data.model.self_check import Answer, Part


def changed_parts(before: Answer, after: Answer) -> frozenset[Part]:
    """The parts in which two answers to one question differ."""
    return frozenset(part for part in Part if getattr(before, part) != getattr(after, part))


def with_parts(onto: Answer, taken_from: Answer, parts: Collection[Part]) -> Answer:
    """An answer with some of its parts replaced by those of another."""
    return replace(onto, **{part.value: getattr(taken_from, part) for part in parts})


def merged(base: Answer, mine: Answer, theirs: Answer) -> Answer | None:
    """Both changes of one answer together; None where they change the same part to something different.

    `base` is what I saw when I began, `mine` what I made of it, `theirs` what is stored by now. Who changes the remark
    does not contradict who changes the reply.
    """
    my_parts = changed_parts(base, mine)
    contested = {
        part for part in my_parts & changed_parts(base, theirs) if getattr(mine, part) != getattr(theirs, part)
    }
    return None if contested else with_parts(theirs, mine, my_parts)


def accepted(stored: Answer, proposal: Proposal) -> Answer:
    """What is stored when a proposal is accepted: its parts, and everything else as it stands.

    That an answer of an earlier round still holds takes no note away that somebody wrote in this one.
    """
    parts = proposal.parts
    if not proposal.is_conflict:
        parts = frozenset(part for part in parts if part is Part.REPLY or not getattr(stored, part))
    return with_parts(stored, proposal.answer, parts)

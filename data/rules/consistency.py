"""What is worth a look in an answer sheet before it is handed in; `FindingKind.blocks` says what must be mended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from data.model.catalogue import Catalogue, Question
from data.model.consistency import ContradictionPair, Finding, FindingKind
from data.model.self_check import Answer, Answered, AnswerSheet, NotApplicable, NotKnown, Reply
from data.rules.scoring import HIGHEST_LEVEL

SEVERITY = {kind: rank for rank, kind in enumerate(FindingKind)}


def findings(
    catalogue: Catalogue,
    sheet: AnswerSheet,
    pairs: Iterable[ContradictionPair],
    *,
    marked: Collection[str],
    unsettled: Collection[str],
    discussed: Collection[str],
) -> tuple[Finding, ...]:
    """Everything worth a look, the most severe kind first and in catalogue order within a kind.

    `marked`, `unsettled` and `discussed` are the ids of questions that somebody marked for later, that have open
    proposals or conflicts, and that have an open discussion. Questions outside the catalogue are ignored.
    """
    answers = {question.id: _answer(question, sheet) for question in catalogue.questions}
    noted = {
        FindingKind.UNSETTLED: frozenset(unsettled),
        FindingKind.OPEN_DISCUSSION: frozenset(discussed),
        FindingKind.MARKED: frozenset(marked),
    }
    found = [Finding(kind, (id_,)) for id_, answer in answers.items() for kind in _kinds(answer)]
    found += [Finding(kind, (id_,)) for kind, ids in noted.items() for id_ in answers if id_ in ids]
    found += _contradictions(answers, pairs)
    place = {id_: number for number, id_ in enumerate(answers)}

    def rank(finding: Finding) -> tuple[int, list[int], str]:
        places = [place[id_] for id_ in finding.question_ids]
        return SEVERITY[finding.kind], places, finding.pair.id if finding.pair else ""

    return tuple(sorted(found, key=rank))


def blocking(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """What must be mended before the round can be handed in, in the given order."""
    return tuple(finding for finding in found if finding.kind.blocks)


def contradicts(pair: ContradictionPair, if_reply: Reply | None, then_reply: Reply | None) -> bool:
    """Whether these two replies are the contradiction that the pair describes."""
    if not (isinstance(if_reply, Answered) and if_reply.points >= pair.if_at_least):
        return False
    match then_reply:
        case Answered(points):
            return pair.then_at_most is not None and points <= pair.then_at_most
        case NotApplicable():
            return pair.then_not_applicable
        case _:
            return False


def _answer(question: Question, sheet: AnswerSheet) -> Answer:
    """The answer as it counts: "not applicable" is no reply where the question does not allow it, as in the scores."""
    stored = sheet.get(question.id)
    if stored is None or (isinstance(stored.answer.reply, NotApplicable) and not question.may_not_apply):
        return Answer(question.id)
    return stored.answer


def _kinds(answer: Answer) -> Iterator[FindingKind]:
    match answer.reply:
        case None:
            yield FindingKind.OPEN
        case NotKnown():
            named = answer.responsible_unit.strip()
            yield FindingKind.NOT_KNOWN if named else FindingKind.NOT_KNOWN_WITHOUT_UNIT
        case NotApplicable() if not answer.remark.strip():
            yield FindingKind.NOT_APPLICABLE_WITHOUT_REASON
        case Answered(points) if points == HIGHEST_LEVEL and not answer.evidence.strip():
            yield FindingKind.ESTABLISHED_WITHOUT_EVIDENCE


def _contradictions(answers: dict[str, Answer], pairs: Iterable[ContradictionPair]) -> Iterator[Finding]:
    for pair in pairs:
        leading, following = answers.get(pair.if_question), answers.get(pair.then_question)
        if leading and following and contradicts(pair, leading.reply, following.reply):
            yield Finding(FindingKind.CONTRADICTION, pair.question_ids, pair)

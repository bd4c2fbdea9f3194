"""Whatever several people do to one self-check, and in whatever order: its history is complete and nothing is lost.

A machine lets people edit from what they saw last, however old that is, bring files, undo them, settle what waits, and
take the round to its approval and back. After every step it reads everything that is stored and holds it to the rules.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import hypothesis
from factories import stored_person
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine, Row, text
from teams import OWN, Team, a_team, answers, assign_to_department

from data.content.catalogues import catalogue
from data.errors import KompassError
from data.model.answer_import import CellPosition, ChangeKind, ImportChange, SheetRow, UploadedSheet
from data.model.people import Commune, Person, Role
from data.model.questionnaire import SaveOutcome
from data.model.reply_codes import reply_code
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Part, Reply, SelfCheckStatus, replies_of
from data.rules.answering import changed_parts
from data.rules.assignments import is_limited
from data.rules.scoring import score
from data.services import answering, approval, proposals, uploads
from data.services.self_checks import begin_round_in
from data.storage.answers import columns_of
from data.storage.database import reading, writing

CATALOGUE = catalogue("2021-07")
FIRST = CATALOGUE.places["MS-01"].criterion
OTHER = next(c for c in CATALOGUE.criteria if c.key != FIRST.key)
QUESTIONS = ("MS-01", "MS-02", OTHER.questions[0].id)
assert {CATALOGUE.places[key].criterion.key for key in QUESTIONS[:2]} == {FIRST.key}

KEYS = st.sampled_from(QUESTIONS)
ANSWERED: list[Reply] = [Answered(0), Answered(2), Answered(4), NotKnown()]
ANSWERING = ("officer", "colleague", "department")
PERSON = st.sampled_from(ANSWERING)
RARELY = st.integers(0, 7).map(lambda number: number == 7)
REPLIES: st.SearchStrategy[Reply | None] = st.sampled_from([*ANSWERED, NotApplicable(), None])
WORDS = st.sampled_from(["", "ja", "nein"])
EDITS = st.fixed_dictionaries({}, optional={"reply": REPLIES, "remark": WORDS, "evidence": WORDS}).filter(bool)
CONTENT = ("reply", "points", "remark", "evidence", "responsible_unit")
TAKEN = (ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.CONFLICT)
numbers = itertools.count(1)


def in_a_draft(step: Any) -> Any:
    """A step that only makes sense while answers may change; a locked round is tried by a step of its own."""
    return precondition(lambda self: self.known.round.status == SelfCheckStatus.DRAFT.value)(step)


@dataclass(frozen=True)
class Stored:
    """Everything stored of one round, as plain rows."""

    answers: dict[str, Row[Any]]
    revisions: dict[tuple[str, int], Row[Any]]
    proposals: dict[int, Row[Any]]
    frozen: dict[int, Row[Any]]
    round: Row[Any]
    steps: int
    imports: list[Row[Any]]
    audit: list[Row[Any]]

    @property
    def without_audit(self) -> tuple[object, ...]:
        """All but the log."""
        return self.answers, self.revisions, self.proposals, self.frozen, self.round, self.steps, self.imports


def everything(store: Engine, round_id: int) -> Stored:
    """All rows of a round."""
    with store.connect() as connection:

        def rows(statement: str) -> list[Row[Any]]:
            return list(connection.execute(text(statement), {"id": round_id, "subject": f"self_check:{round_id}"}))

        of_round = "WHERE self_check_id = :id"
        (round_,) = rows("SELECT status, revision, versions FROM self_check WHERE id = :id")
        return Stored(
            {row.question_id: row for row in rows(f"SELECT * FROM answer {of_round}")},
            {(row.question_id, row.revision): row for row in rows(f"SELECT * FROM answer_revision {of_round}")},
            {row.id: row for row in rows(f"SELECT * FROM answer_proposal {of_round}")},
            {row.version: row for row in rows(f"SELECT * FROM frozen_result {of_round}")},
            round_,
            len(rows(f"SELECT id FROM round_step {of_round}")),
            rows(f"SELECT * FROM answer_import {of_round}"),
            rows("SELECT * FROM audit_entry WHERE subject = :subject ORDER BY id"),
        )


def content_of(row: Row[Any]) -> dict[str, object]:
    """What a row says, without when and by whom."""
    return {name: getattr(row, name) for name in CONTENT}


def says(row: Row[Any], part: Part, answer: Answer) -> bool:
    """Whether a row holds this part of an answer."""
    wanted = columns_of(answer)
    names = ("reply", "points") if part is Part.REPLY else (part.value,)
    return all(getattr(row, name) == wanted[name] for name in names)


def a_unique_note(words: str) -> str:
    """The same words are never said twice, so that what was said can be found again; empty stays empty."""
    return f"{words} {next(numbers)}" if words else ""


class PeopleAtWork(RuleBasedStateMachine):
    """Three people who answer, a mayor, and a round; `seen` is what each person's screen shows."""

    def __init__(self, store: Engine, team: Team, people: Mapping[str, Person], town: Commune) -> None:
        super().__init__()
        self.store, self.team, self.people = store, team, people
        with writing() as work:
            self.round_id = begin_round_in(work, town, f"Runde {next(numbers)}", "2021-07", by=None).id
        self.team = replace(team, round_id=self.round_id)
        assign_to_department(self.team, FIRST.key)
        self.seen: dict[tuple[str, str], tuple[Answer, int]] = {}
        self.said: list[tuple[Part, Answer]] = []
        self.frozen: dict[int, Row[Any]] = {}
        self.known = everything(store, self.round_id)

    # What people do.

    @rule(who=PERSON, key=KEYS)
    def look(self, who: str, key: str) -> None:
        """Somebody loads the question anew."""
        found = answers(self.round_id).get(key)
        self.seen[who, key] = (found.answer, found.revision) if found else (Answer(key), 0)

    @in_a_draft
    @rule(edits=st.lists(st.tuples(PERSON, KEYS, EDITS, st.booleans()), min_size=1, max_size=5))
    def people_edit(self, edits: list[tuple[str, str, Mapping[str, Any], bool]]) -> None:
        for who, key, changes, looks_again in edits:
            self.edit(who, key, changes, looks_again)

    @in_a_draft
    @rule(key=KEYS, changes=st.permutations(ANSWERED).map(lambda replies: replies[:3]), looks_again=st.booleans())
    def all_answer_the_same_question_at_once(self, key: str, changes: list[Reply], looks_again: bool) -> None:
        """Everybody has the question on the screen, and everybody chooses another level."""
        for who in ANSWERING:
            self.look(who, key)
        for who, reply in zip(ANSWERING, changes, strict=True):
            self.edit(who, key, {"reply": reply}, looks_again)

    def edit(self, who: str, key: str, changes: Mapping[str, Any], looks_again: bool) -> None:
        """Somebody changes parts of an answer, from what the screen shows."""
        shown, revision = self.seen.get((who, key), (Answer(key), 0))
        notes = {name: a_unique_note(value) for name, value in changes.items() if name != "reply"}
        given = replace(shown, **{**changes, **notes})
        saved = self.attempt(who, lambda person: answering.answer(person, self.round_id, given, revision))
        if saved is None:
            return
        self.said += [(part, given) for part in changed_parts(shown, given)]
        if saved.outcome is SaveOutcome.SAVED:
            self.nobody_is_overwritten(who, key, shown, revision)
        if looks_again:
            self.look(who, key)

    @in_a_draft
    @rule(
        who=PERSON,
        contents=st.dictionaries(KEYS, EDITS, min_size=1),
        tells_base=st.booleans(),
        decision=st.sampled_from(["take", "propose"]),
        clear=st.booleans(),
    )
    def bring_a_file(
        self, who: str, contents: Mapping[str, Mapping[str, Any]], tells_base: bool, decision: str, clear: bool
    ) -> None:
        """Somebody fills in a workbook from what the screen showed, and takes it over or proposes it."""
        rows = []
        for key, changes in contents.items():
            shown, revision = self.seen.get((who, key), (Answer(key), 0))
            notes = {name: a_unique_note(value) for name, value in changes.items() if name != "reply"}
            answer = replace(shown, **{**changes, **notes})
            rows.append(SheetRow(answer, CellPosition("Antworten", 2), revision if tells_base else None))
        town = self.team.commune
        uploaded = UploadedSheet("Amt.xlsx", "2021-07", town.ags, self.round_id, tuple(rows), sha256="0" * 64)
        offer = uploads.preview(self.people[who], self.round_id, uploaded)
        expected = {change.question_id: change.stored_revision for change in offer.changes}
        contested = {change.question_id for change in offer.of_kind(ChangeKind.CONFLICT)}
        beside = {c.question_id for c in offer.changes if c.question_id in contested and not c.may_take}
        beside |= contested if decision == "propose" else set()
        receipt = self.attempt(
            who,
            lambda person: uploads.take_over(
                person, self.round_id, uploaded, set(expected), expected, clear_empty=clear, proposed=beside
            ),
        )
        if receipt is not None:
            self.said += [said for change in offer.changes for said in self.told_by(change, clear)]

    @in_a_draft
    @rule(who=PERSON)
    def undo_the_last_file(self, who: str) -> None:
        last = uploads.last_import(self.people[who], self.round_id)
        if last is not None:
            self.attempt(who, lambda person: uploads.undo_last_import(person, self.round_id, last.id))

    @in_a_draft
    @rule(who=PERSON, accept=st.booleans(), pick=st.integers(0, 5), is_late=RARELY)
    def settle(self, who: str, accept: bool, pick: int, is_late: bool) -> None:
        """Somebody takes or drops what waits beside an answer; who is late saw an older one."""
        waiting = [row for row in self.known.proposals.values() if row.settled_at is None]
        if not waiting:
            return
        row = waiting[pick % len(waiting)]
        stored = self.known.answers.get(row.question_id)
        based_on = (stored.revision if stored else 0) - is_late
        self.attempt(
            who,
            lambda person: proposals.settle(person, self.round_id, row.id, accept=accept, based_on=based_on),
            must_fail=is_late,
        )

    @in_a_draft
    @rule()
    def carry_forward(self) -> None:
        self.attempt("officer", lambda person: proposals.carry_forward(person, self.round_id))

    @in_a_draft
    @rule(who=PERSON)
    def confirm_a_criterion(self, who: str) -> None:
        shown = list(self.known.proposals)
        self.attempt(who, lambda person: proposals.confirm_criterion(person, self.round_id, FIRST.key, shown))

    @rule(step=st.sampled_from(["hand_in", "take_back"]), is_late=RARELY)
    def the_officer_moves_the_round(self, step: str, is_late: bool) -> None:
        revision = self.known.round.revision - is_late
        self.attempt("officer", lambda person: getattr(approval, step)(person, self.round_id, revision), is_late)

    @precondition(lambda self: self.known.round.status != SelfCheckStatus.DRAFT.value)
    @rule(step=st.sampled_from(["send_back", "approve", "reopen"]), is_late=RARELY)
    def the_mayor_moves_the_round(self, step: str, is_late: bool) -> None:
        revision = self.known.round.revision - is_late
        self.attempt("mayor", lambda person: getattr(approval, step)(person, self.round_id, revision, "Darum"), is_late)

    @precondition(lambda self: self.known.round.status != SelfCheckStatus.DRAFT.value)
    @rule(who=PERSON, key=KEYS)
    def somebody_tries_although_the_round_is_locked(self, who: str, key: str) -> None:
        given = Answer(key, remark=a_unique_note("zu spät"))
        self.look(who, key)
        based_on = self.seen[who, key][1]
        self.attempt(who, lambda person: answering.answer(person, self.round_id, given, based_on), must_fail=True)
        last = max(self.known.proposals, default=0)
        self.attempt(
            who,
            lambda person: proposals.settle(person, self.round_id, last, accept=True, based_on=based_on),
            must_fail=True,
        )
        self.attempt("officer", lambda person: proposals.carry_forward(person, self.round_id), must_fail=True)

    @in_a_draft
    @rule()
    def finish_the_round(self) -> None:
        """Everything that stands in the way is mended, and the round is approved: the long way, taken at once."""
        for row in [row for row in self.known.proposals.values() if row.settled_at is None]:
            stored = answers(self.round_id).get(row.question_id)
            revision = stored.revision if stored else 0
            self.attempt(
                "officer",
                lambda person, id_=row.id, seen=revision: proposals.settle(
                    person, self.round_id, id_, accept=False, based_on=seen
                ),
            )
        self.look("officer", QUESTIONS[0])
        self.edit("officer", QUESTIONS[0], {"reply": Answered(next(numbers) % 5), "remark": "Grund"}, True)
        for key, stored in answers(self.round_id).items():
            if isinstance(stored.answer.reply, NotApplicable):
                self.look("officer", key)
                self.edit("officer", key, {"remark": "Grund"}, True)
        for step, person in (("hand_in", "officer"), ("approve", "mayor")):
            self.known = everything(self.store, self.round_id)
            revision = self.known.round.revision
            self.attempt(person, lambda acting, do=step, at=revision: getattr(approval, do)(acting, self.round_id, at))
        assert self.known.round.status == SelfCheckStatus.APPROVED.value

    # How it is done and what it must leave.

    def attempt(self, who: str, action: Callable[[Person], Any], must_fail: bool = False) -> Any:
        """Let somebody do something: it is done, with entries of that person in the log, or nothing has changed."""
        before = everything(self.store, self.round_id)
        try:
            done = action(self.people[who])
        except KompassError:
            assert everything(self.store, self.round_id) == before
            self.known = before
            return None
        assert not must_fail
        after = self.known = everything(self.store, self.round_id)
        new = after.audit[len(before.audit) :]
        assert after.audit[: len(before.audit)] == before.audit
        assert bool(new) or after.without_audit == before.without_audit
        assert {entry.account_id for entry in new} <= {self.people[who].account_id}
        self.nothing_stored_was_changed(before, after)
        return done

    def told_by(self, change: ImportChange, clear: bool) -> list[tuple[Part, Answer]]:
        """What a file says that was taken over or proposed: its parts that differ from what is stored."""
        if change.kind not in TAKEN:
            return []
        stored = change.stored.answer if change.stored else Answer(change.question_id)
        given = change.without_emptied if clear and change.kind is not ChangeKind.CONFLICT else change.proposed
        return [(part, given) for part in changed_parts(stored, given)]

    def nobody_is_overwritten(self, who: str, key: str, shown: Answer, based_on: int) -> None:
        """What an edit replaced is what the person had seen, or had said meanwhile."""
        newest = self.known.answers[key]
        previous = self.known.revisions.get((key, newest.revision - 1))
        since = [row for (id_, n), row in self.known.revisions.items() if id_ == key and based_on < n < newest.revision]
        if previous is None or {row.changed_by for row in since} <= {self.people[who].account_id}:
            return
        for part in Part:
            names = ("reply", "points") if part is Part.REPLY else (part.value,)
            if any(getattr(previous, name) != getattr(newest, name) for name in names):
                assert says(previous, part, shown), f"{who} overwrote the {part} of a colleague"

    def nothing_stored_was_changed(self, before: Stored, after: Stored) -> None:
        """History, frozen versions and what was proposed are only added to; a proposal is settled once."""
        assert before.revisions.items() <= after.revisions.items()
        assert before.frozen.items() <= after.frozen.items()
        assert before.steps <= after.steps
        for id_, row in before.proposals.items():
            now = after.proposals[id_]
            assert content_of(now) == content_of(row)
            assert row.settled_at is None or now == row

    @invariant()
    def revisions_count_from_one_and_the_last_one_is_the_answer(self) -> None:
        for key, stored in self.known.answers.items():
            of_question = sorted(n for id_, n in self.known.revisions if id_ == key)
            assert of_question == list(range(1, stored.revision + 1))
            last = self.known.revisions[key, stored.revision]
            assert content_of(last) == content_of(stored)
            assert (last.changed_by, last.changed_at) == (stored.changed_by, stored.changed_at)
        assert {key for key, _ in self.known.revisions} == set(self.known.answers)

    @invariant()
    def every_revision_tells_who_and_when_in_order(self) -> None:
        ids = {person.account_id for person in self.people.values()}
        for key in self.known.answers:
            of_question = [row for (id_, _), row in sorted(self.known.revisions.items()) if id_ == key]
            assert {row.changed_by for row in of_question} <= ids
            moments = [row.changed_at for row in of_question]
            assert None not in moments and moments == sorted(moments)
        assert {row.changed_by for row in self.known.proposals.values()} <= ids

    @invariant()
    def nothing_that_anybody_said_is_lost(self) -> None:
        held = [*self.known.revisions.values(), *self.known.proposals.values()]
        for part, answer in self.said:
            assert any(row.question_id == answer.question_id and says(row, part, answer) for row in held) or is_open(
                part, answer
            ), f"{part} of {answer} is nowhere"

    @invariant()
    def an_accepted_proposal_is_in_the_history(self) -> None:
        for id_, row in self.known.proposals.items():
            assert (row.settled_at is None) == (row.outcome is None) == (row.settled_by is None)
            made = [each for each in self.known.revisions.values() if each.proposal_id == id_]
            assert len(made) <= 1
            assert not made or row.outcome == "accepted"

    @invariant()
    def frozen_versions_follow_from_the_history(self) -> None:
        assert len(self.known.frozen) == self.known.round.versions
        for version in set(self.known.frozen) - set(self.frozen):
            self.frozen[version] = self.known.frozen[version]
            self.is_made_of_the_history(self.frozen[version])
        assert self.known.frozen == self.frozen

    def is_made_of_the_history(self, frozen: Row[Any]) -> None:
        revisions = {key: int(n) for key, n in (pair.split("=") for pair in frozen.revisions.split(";"))}
        with reading() as work:
            sheet = work.answers.sheet_at(self.round_id, OWN, list(revisions.items()))
        assert {key: stored.revision for key, stored in sheet.items()} == revisions
        codes = {key: reply_code(stored.answer.reply) for key, stored in sheet.items()}
        assert frozen.replies == ";".join(f"{key}={code}" for key, code in sorted(codes.items()) if code)
        result = score(CATALOGUE, replies_of(sheet))
        assert json.loads(frozen.content) == json.loads(json.dumps(asdict(result)))

    def teardown(self) -> None:
        """Leave no round in work for the next example."""
        with self.store.begin() as connection:
            connection.execute(
                text("UPDATE self_check SET status = 'discarded' WHERE id = :id AND status <> 'approved'"),
                {"id": self.round_id},
            )


def is_open(part: Part, answer: Answer) -> bool:
    """An emptied value is no value; it is in the history as an empty one, or was never stored."""
    return not getattr(answer, part)


def test_any_sequence_of_edits_files_undo_and_conflicts_keeps_the_history_complete(store: Engine) -> None:
    at = datetime.now(UTC) - timedelta(days=300)
    team = a_team(
        {QUESTIONS[0]: Answered(3), QUESTIONS[1]: NotKnown(), QUESTIONS[2]: Answered(1)}, at=at, submitted=True
    )
    people = {
        "officer": team.officer,
        "colleague": stored_person(Role.OFFICER, team.commune, username="kim"),
        "department": team.contributor,
        "mayor": team.mayor,
    }
    assert is_limited(people["department"])
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: PeopleAtWork(store, team, people, team.commune),
        settings=hypothesis.settings(max_examples=30, stateful_step_count=35, deadline=None),
    )

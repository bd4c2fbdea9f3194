"""Tasks of the cockpit in words: what it is about, and where it leads for those who may go there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import a_person, replies_to_all
from results_views import AT, USED, a_view, without

from components import cockpit, navigation, session
from data.model.approval import RoundEvent, RoundStep
from data.model.cockpit import Cockpit, Task
from data.model.consistency import Finding, FindingKind
from data.model.people import Role
from data.model.results_view import ResultsView
from data.model.self_check import NotApplicable, NotKnown, Reply, SelfCheck, SelfCheckStatus
from data.model.submission import RoundOverview, SubmissionCheck
from data.rules.scoring import score
from data.rules.tasks import tasks


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


SENT_BACK = RoundEvent(RoundStep.SEND_BACK, AT, "Alex", "Bitte *MS-01*\nprüfen.")
HANDED_IN = RoundEvent(RoundStep.HAND_IN, AT, "Kim *Beispiel*")


def a_draft(
    replies: dict[str, Reply],
    found: tuple[Finding, ...] = (),
    events: tuple[RoundEvent, ...] = (),
    steps: tuple[RoundStep, ...] = (RoundStep.HAND_IN,),
    status: SelfCheckStatus = SelfCheckStatus.DRAFT,
) -> SubmissionCheck:
    draft = SelfCheck(2, 1, "Herbst *2026*", "2021-07", status, AT, None, 1)
    return SubmissionCheck(draft, score(USED, replies), found, events, steps)


def told(view: ResultsView | None, draft: RoundOverview | SubmissionCheck | None) -> dict[Task, str]:
    found = tasks(view, draft)
    shown = Cockpit(view, USED, draft, found)
    return {task: cockpit._task_sentence(task, shown) for task in found}


def test_the_first_day_begins_with_a_round() -> None:
    assert told(None, None)[Task.BEGIN_FIRST_ROUND].startswith("**Erste Runde beginnen.**")


def test_a_round_in_work_tells_how_far_it_is() -> None:
    some = dict(list(replies_to_all(3).items())[:40])
    assert told(None, a_draft(some)) == {
        Task.FILL_IN_ROUND: (
            r"**Runde Herbst \*2026\*:** 40 von 108 Fragen beantwortet. Die Antworten werden noch gesammelt."
        )
    }
    assert told(None, a_draft(replies_to_all(3)))[Task.HAND_IN_ROUND].endswith(
        "108 von 108 Fragen beantwortet. Bereit zum Vorlegen."
    )


def test_the_steering_group_reads_how_much_is_answered_and_that_a_round_waits() -> None:
    found = (Finding(FindingKind.UNSETTLED, ("MS-01",)),)
    draft = a_draft(replies_to_all(3), found)
    assert told(None, RoundOverview(draft.self_check, draft.coverage)) == {
        Task.FILL_IN_ROUND: (
            r"**Runde Herbst \*2026\*:** 108 von 108 Fragen beantwortet. Die Antworten werden noch gesammelt."
        )
    }
    waits = a_draft({}, events=(HANDED_IN,), status=SelfCheckStatus.HANDED_IN)
    assert told(None, RoundOverview(waits.self_check, waits.coverage, waits.events)) == {
        Task.AWAIT_APPROVAL: r"**Runde Herbst \*2026\*** liegt der Leitung zur Freigabe vor."
    }


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (("MS-01",), "Eine Antwort „nicht zutreffend“ braucht noch eine Begründung."),
        (("MS-01", "MS-02"), "2 Antworten „nicht zutreffend“ brauchen noch eine Begründung."),
    ],
)
def test_missing_reasons_are_counted(missing: tuple[str, ...], words: str) -> None:
    found = tuple(Finding(FindingKind.NOT_APPLICABLE_WITHOUT_REASON, (key,)) for key in missing)
    assert words in told(None, a_draft(replies_to_all(3), found))[Task.MEND_REASONS]


@pytest.mark.parametrize(
    ("unsettled", "words"),
    [
        (("MS-01",), "Zu einer Frage gibt es verschiedene Antworten. Welche gilt?"),
        (("MS-01", "MS-02"), "Zu 2 Fragen gibt es verschiedene Antworten. Welche gelten?"),
    ],
)
def test_conflicts_are_counted(unsettled: tuple[str, ...], words: str) -> None:
    found = tuple(Finding(FindingKind.UNSETTLED, (key,)) for key in unsettled)
    assert words in told(None, a_draft(replies_to_all(3), found))[Task.SETTLE_CONFLICTS]


def test_what_waits_tells_who_decides_by_whom_and_since_when() -> None:
    waits = a_draft({}, events=(HANDED_IN,), steps=(RoundStep.APPROVE,), status=SelfCheckStatus.HANDED_IN)
    assert told(None, waits) == {
        Task.APPROVE_ROUND: (
            r"**Runde Herbst \*2026\* liegt zur Freigabe vor.** Kim \*Beispiel\* hat sie am 20.11.2026 vorgelegt."
        )
    }
    for_others = replace(waits, steps=())
    assert told(None, for_others) == {
        Task.AWAIT_APPROVAL: r"**Runde Herbst \*2026\*** liegt der Leitung zur Freigabe vor."
    }


def test_what_was_said_with_a_round_that_came_back_is_quoted_and_a_long_word_is_cut_short() -> None:
    assert told(None, a_draft({}, events=(SENT_BACK,))) == {
        Task.HEED_REMARK: ("**Runde Herbst \\*2026\\* kam von der Leitung zurück:**\n\n> Bitte \\*MS\\-01\\* prüfen\\.")
    }
    long = replace(SENT_BACK, step=RoundStep.REOPEN, remark="Wort " * 100)
    sentence = told(None, a_draft({}, events=(long,)))[Task.HEED_REMARK]
    assert "ist wieder geöffnet:**" in sentence
    assert sentence.endswith("Wort …")
    assert len(sentence.split("> ")[1]) <= cockpit.SHOWN_OF_A_REMARK


def test_what_is_to_be_clarified_names_the_fields_that_are_unsure_and_only_counts_those() -> None:
    work = USED.fields[3]
    replies = without(work.key, {**replies_to_all(3), "MS-01": NotKnown()})
    sentence = told(a_view(replies), None)[Task.CLARIFY_PROVISIONAL]
    assert sentence == f"**Unsicheres klären:** In {work.short_title} fehlen {len(work.questions)} Antworten."


def test_a_field_that_does_not_apply_is_not_named_among_them() -> None:
    work, engagement = USED.fields[3], USED.fields[4]
    replies = without(engagement.key, replies_to_all(3))
    replies.update({question.id: NotApplicable() for question in work.questions})
    sentence = told(a_view(replies), None)[Task.CLARIFY_PROVISIONAL]
    assert engagement.short_title in sentence
    # Questions that always apply cannot be answered so: only those of the field are still open.
    always = [question for question in work.questions if not question.may_not_apply]
    assert (work.short_title in sentence) == bool(always)


def test_chances_are_named_with_their_points() -> None:
    sentence = told(a_view(replies_to_all(3, fairer_zugang=1)), None)[Task.TALK_ABOUT_CHANCES]
    first = next(field for field in USED.fields if field.key == "fairer_zugang").criteria[0]
    assert sentence.startswith(f"**In der Steuerungsgruppe besprechen:** {first.title} (25), ")


@pytest.mark.parametrize("task", Task)
def test_every_task_leads_the_officer_somewhere_and_the_department_nowhere_it_may_not_go(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    links: list[str] = []
    monkeypatch.setattr(cockpit.st, "page_link", lambda script, **_: links.append(script))
    cockpit._task_link(task, a_person(Role.OFFICER))
    assert len(links) == 1
    cockpit._task_link(task, a_person(Role.CONTRIBUTOR))
    assert links[1:] in ([], [navigation.ROUNDS], [navigation.QUESTIONS])

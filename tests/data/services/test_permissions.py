"""Every service asks who is acting, before anything else. Held by looking at all of them, so that none is forgotten."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from answer_files import a_workbook
from conftest import ROOT
from factories import a_person, audit_trail, replies_to_all, stored_commune, stored_person, stored_round
from sqlalchemy import Engine

import data.services
from data.content.catalogues import catalogue
from data.errors import NotAllowed, NotFound
from data.exchange import answer_workbook
from data.model.answer_import import FileFormat
from data.model.part_files import PartOfCheck
from data.model.people import Permission as P
from data.model.people import Person, Role
from data.model.questionnaire import Assignee, TaskList
from data.model.self_check import Answer, Answered, Perspective
from data.rules import access
from data.rules.access import PERMISSIONS
from data.services import approval, assignments, proposals, uploads
from data.storage.database import reading, writing

NEEDS = {
    "accounts.add_account": P.MANAGE_ACCOUNTS,
    "accounts.change_password": P.USE_OWN_ACCOUNT,
    "accounts.end_other_sessions": P.USE_OWN_ACCOUNT,
    "accounts.set_language": P.USE_OWN_ACCOUNT,
    "accounts.switch_off": P.MANAGE_ACCOUNTS,
    "accounts.switch_on": P.MANAGE_ACCOUNTS,
    **dict.fromkeys(
        (
            "agendas.add_item",
            "agendas.edit_item",
            "agendas.go_to",
            "agendas.let_go",
            "agendas.put_in_order",
            "agendas.remove_item",
            "agendas.settle",
            "agendas.take_up",
            "agendas.write_note",
        ),
        P.PLAN,
    ),
    "answering.answer": P.ANSWER,
    "approval.approve": P.APPROVE,
    "approval.check": P.CHECK_ROUND,
    "approval.discard": P.BEGIN_ROUND,
    "approval.hand_in": P.HAND_IN,
    "approval.reopen": P.APPROVE,
    "approval.restore": P.BEGIN_ROUND,
    "approval.send_back": P.APPROVE,
    "approval.take_back": P.HAND_IN,
    "assignments.add_department": P.ASSIGN,
    "assignments.assign": P.ASSIGN,
    "assignments.board": P.ASSIGN,
    "assignments.set_department": P.ASSIGN,
    "benchmark_publishing.preview": P.PUBLISH_BENCHMARK,
    "benchmark_publishing.publish": P.PUBLISH_BENCHMARK,
    "benchmark_publishing.releases": P.PUBLISH_BENCHMARK,
    "benchmarks.comparison": P.READ_BENCHMARK,
    "catalogues.discard_draft": P.MANAGE_CATALOGUES,
    "catalogues.draft": P.MANAGE_CATALOGUES,
    "catalogues.overview": P.MANAGE_CATALOGUES,
    "catalogues.release": P.MANAGE_CATALOGUES,
    "catalogues.template": P.MANAGE_CATALOGUES,
    "catalogues.upload_draft": P.MANAGE_CATALOGUES,
    "cockpit.overview": P.READ_RESULTS,
    "communes.add": P.MANAGE_COMMUNES,
    "communes.add_from_register": P.MANAGE_COMMUNES,
    "communes.overview": P.MANAGE_COMMUNES,
    "communes.set_trust_domain": P.MANAGE_COMMUNES,
    "consents.give": P.DECIDE_CONSENT,
    "consents.overview": P.READ_BENCHMARK,
    "consents.set_public_results": P.DECIDE_CONSENT,
    "consents.withdraw": P.DECIDE_CONSENT,
    "discussions.of_question": P.DISCUSS,
    "discussions.say": P.DISCUSS,
    "discussions.set_done": P.DISCUSS,
    **dict.fromkeys(("exchange_dates.add", "exchange_dates.cancel", "exchange_dates.change"), P.HOST_EXCHANGE),
    **dict.fromkeys(
        ("exchange_dates.calendar", "exchange_dates.overview", "exchange_dates.own_dates"),
        P.READ_NETWORK,
    ),
    **dict.fromkeys(("exchange_dates.sign_off", "exchange_dates.sign_up"), P.USE_NETWORK),
    "goals.field_goals": P.READ_RESULTS,
    "goals.set_field_goal": P.SET_GOALS,
    "handover.handover": P.READ_PLAN,
    "handover.settle_words": P.PLAN,
    "handover.words": P.READ_PLAN,
    "handover.write_words": P.PLAN,
    "invitations.invitation": P.READ_PLAN,
    "knowledge.article": P.READ_KNOWLEDGE,
    "knowledge.beside": P.READ_KNOWLEDGE,
    "knowledge.find": P.READ_KNOWLEDGE,
    "knowledge.make_measure": P.PLAN,
    "knowledge_editing.add": P.EDIT_KNOWLEDGE,
    "knowledge_editing.kept": P.EDIT_KNOWLEDGE,
    "knowledge_editing.note_check": P.EDIT_KNOWLEDGE,
    "knowledge_editing.overview": P.EDIT_KNOWLEDGE,
    "knowledge_editing.publish": P.EDIT_KNOWLEDGE,
    "knowledge_editing.save": P.EDIT_KNOWLEDGE,
    "knowledge_editing.withdraw": P.EDIT_KNOWLEDGE,
    "measure_files.last_import": P.PLAN,
    "measure_files.preview": P.PLAN,
    "measure_files.read_file": P.PLAN,
    "measure_files.take_over": P.PLAN,
    "measure_files.undo_last_import": P.PLAN,
    "measure_files.workbook": P.READ_PLAN,
    "measure_views.detail": P.READ_PLAN,
    "measure_views.expected_effect": P.READ_PLAN,
    "measure_views.overview": P.READ_PLAN,
    "measures.add": P.PLAN,
    "measures.add_step": P.PLAN,
    "measures.change_step": P.PLAN,
    "measures.edit": P.PLAN,
    "measures.edit_many": P.PLAN,
    "measures.expect": P.PLAN,
    "measures.measure": P.READ_PLAN,
    "measures.measures": P.READ_PLAN,
    "measures.remark": P.PLAN,
    "measures.remove_step": P.PLAN,
    "measures.set_status": P.PLAN,
    "measures.set_status_of_many": P.PLAN,
    "measures.settle": P.PLAN,
    "measures.story": P.READ_PLAN,
    "network_contacts.cards": P.READ_NETWORK,
    "network_contacts.open_to_all": P.READ_NETWORK,
    "network_entries.shown": P.READ_NETWORK,
    "network_entries.willing": P.READ_NETWORK,
    **dict.fromkeys(
        (
            "network_contacts.give",
            "network_contacts.of_own_commune",
            "network_contacts.own",
            "network_contacts.withdraw",
            "network_entries.add",
            "network_entries.change_text",
            "network_entries.own",
            "network_entries.remove",
            "network_entries.suggestions",
            "network_requests.accept",
            "network_requests.ask",
            "network_requests.card",
            "network_requests.decline",
            "network_requests.overview",
            "network_requests.waiting",
            "network_requests.withdraw",
        ),
        P.USE_NETWORK,
    ),
    "outcomes.of_measure": P.READ_PLAN,
    "outcomes.of_round": P.READ_PLAN,
    "outcomes.say_why": P.PLAN,
    "meeting_outcomes.add_measure": P.PLAN,
    "meeting_outcomes.change_decision": P.PLAN,
    "meeting_outcomes.change_task": P.PLAN,
    "meeting_outcomes.decide": P.PLAN,
    "meeting_outcomes.give_task": P.PLAN,
    "meeting_outcomes.remove_task": P.PLAN,
    "meeting_outcomes.withdraw_decision": P.PLAN,
    "meeting_views.decisions": P.READ_PLAN,
    "meeting_views.detail": P.READ_PLAN,
    "meeting_views.overview": P.READ_PLAN,
    "meeting_views.revision": P.READ_PLAN,
    "meeting_views.stamp": P.READ_PLAN,
    "meeting_views.tasks": P.READ_PLAN,
    "meetings.add": P.PLAN,
    "meetings.back_to_plan": P.PLAN,
    "meetings.begin": P.PLAN,
    "meetings.cancel": P.PLAN,
    "meetings.close": P.PLAN,
    "meetings.draft": P.READ_PLAN,
    "meetings.edit": P.PLAN,
    "meetings.invite": P.PLAN,
    "meetings.note_rest_present": P.PLAN,
    "meetings.reinstate": P.PLAN,
    "meetings.set_presence": P.PLAN,
    "meetings.uninvite": P.PLAN,
    "minutes.add_addendum": P.PLAN,
    "minutes.minutes": P.READ_PLAN,
    "part_files.own_part": P.UPLOAD_ANSWERS,
    "part_files.parts": P.ASSIGN,
    "part_files.who_assigns": P.UPLOAD_ANSWERS,
    "peers.beside_peers": P.READ_BENCHMARK,
    "peers.workbook": P.READ_BENCHMARK,
    "practice.give_back": P.EDIT_KNOWLEDGE,
    "practice.offer": P.OFFER_PRACTICE,
    "practice.offer_again": P.OFFER_PRACTICE,
    "practice.own_offers": P.OFFER_PRACTICE,
    "practice.put_into_words": P.EDIT_KNOWLEDGE,
    "practice.queue": P.EDIT_KNOWLEDGE,
    "practice.release": P.EDIT_KNOWLEDGE,
    "practice.withdraw": P.OFFER_PRACTICE,
    "preparedness.to_measures": P.PLAN,
    "priorities.edit": P.PLAN,
    "priorities.priorities": P.READ_PLAN,
    "priorities.propose": P.PLAN,
    "priorities.propose_once": P.PLAN,
    "priorities.remark": P.PLAN,
    "priorities.set_status": P.PLAN,
    "priorities.settle": P.PLAN,
    "priorities.story": P.READ_PLAN,
    "priority_views.overview": P.READ_PLAN,
    "proposals.begin_round_with_proposals": P.BEGIN_ROUND,
    "proposals.carry_forward": P.BEGIN_ROUND,
    "proposals.confirm_criterion": P.ANSWER,
    "proposals.earlier_answers": P.BEGIN_ROUND,
    "proposals.earlier_round": P.BEGIN_ROUND,
    "proposals.settle": P.ANSWER,
    "questionnaire.be_here": P.READ_ANSWERS,
    "questionnaire.criterion_sheet": P.READ_ANSWERS,
    "questionnaire.history": P.READ_ANSWERS,
    "questionnaire.next_question": P.READ_ANSWERS,
    "questionnaire.question_state": P.READ_ANSWERS,
    "questionnaire.set_mark": P.ANSWER,
    "questionnaire.task_list": P.READ_ANSWERS,
    "reminder_calendar.link_made_at": P.READ_ROUNDS,
    "reminder_calendar.make_link": P.READ_ROUNDS,
    "reminder_calendar.revoke_link": P.READ_ROUNDS,
    "reminder_mails.end_wish": P.READ_ROUNDS,
    "reminder_mails.letter_for": P.READ_ROUNDS,
    "reminder_mails.state": P.READ_ROUNDS,
    "reminder_mails.wish_for": P.READ_ROUNDS,
    "reminders.digest": P.READ_ROUNDS,
    "reminders.dues": P.READ_ROUNDS,
    "red_thread.view": P.READ_PLAN,
    "register.history": P.MANAGE_COMMUNES,
    "register.import_register": P.MANAGE_COMMUNES,
    "register.search": P.MANAGE_COMMUNES,
    "register.state": P.MANAGE_COMMUNES,
    "results.latest": P.READ_RESULTS,
    "results.since_last": P.CHECK_ROUND,
    "self_checks.begin_round": P.BEGIN_ROUND,
    "self_checks.current_round": P.READ_ROUNDS,
    "self_checks.rounds": P.READ_ROUNDS,
    "succession.continue_under": P.MANAGE_COMMUNES,
    "succession.merge_into": P.MANAGE_COMMUNES,
    "succession.successors": P.MANAGE_COMMUNES,
    "support_contacts.add": P.KEEP_SUPPORT_CONTACTS,
    "support_contacts.change": P.KEEP_SUPPORT_CONTACTS,
    "support_contacts.contacts": P.READ_SUPPORT_CONTACTS,
    "support_contacts.move": P.KEEP_SUPPORT_CONTACTS,
    "support_contacts.put_back": P.KEEP_SUPPORT_CONTACTS,
    "support_contacts.remove": P.KEEP_SUPPORT_CONTACTS,
    "uploads.all_parts": P.ASSIGN,
    "uploads.last_import": P.UPLOAD_ANSWERS,
    "uploads.preview": P.UPLOAD_ANSWERS,
    "uploads.read_file": P.UPLOAD_ANSWERS,
    "uploads.take_over": P.UPLOAD_ANSWERS,
    "uploads.template": P.UPLOAD_ANSWERS,
    "uploads.undo_last_import": P.UPLOAD_ANSWERS,
    "vision.settle": P.PLAN,
    "vision.texts": P.READ_PLAN,
    "vision.write": P.PLAN,
    "vision_goals.add_indicator": P.PLAN,
    "vision_goals.edit_indicator": P.PLAN,
    "vision_goals.remove_milestone": P.PLAN,
    "vision_goals.remove_reading": P.PLAN,
    "vision_goals.set_milestone": P.PLAN,
    "vision_goals.set_reading": P.PLAN,
    "vision_goals.set_removed": P.PLAN,
    "vision_views.explore": P.READ_PLAN,
    "vision_views.overview": P.READ_PLAN,
}
"""The permission behind every service function that takes `acting`."""

ASK_NOTHING = {
    "cockpit.is_for": "tells whether this person holds the permission, and nothing else",
    "cockpit.department_tasks": "gives nothing to who lacks the permission, and asks services that ask again",
    "consents.is_open": "tells whether this person still decides for the own commune, and nothing to the others",
    **dict.fromkeys(
        (
            "agendas.proposals_in",
            "agendas.waiting_in",
            "measures.add_in",
            "measures.edit_in",
            "measures.set_status_in",
            "meetings.log",
            "network_contacts.own_contact_in",
            "network_entries.require_telling_nothing_in",
            "minutes.frozen_in",
            "priorities.set_status_in",
        ),
        "part of a function that asked, inside its transaction",
    ),
    "agendas.running_item": "part of a function that asked; it adds that the item is of one's own running meeting",
    "meetings.own_meeting": "part of a function that asked; it adds that the meeting is one's own commune's",
    "meetings.changeable_meeting": "part of a function that asked; it adds that one's own meeting is not over",
    "part_files.part_for_in": "part of a function that asked; it asks once more for somebody else's part",
    "planning.own_measure": "part of a function that asked; it adds that the measure is one's own commune's",
    "planning.own_priority": "part of a function that asked; it adds that the priority is one's own commune's",
    "questionnaire.questions_in_reach": "part of a function that asked; it tells which questions are this person's",
    "questionnaire.require_in_reach": "part of a function that asked; it adds that the question is this person's",
    "self_checks.own_commune": "gives back what the acting person holds already",
    "self_checks.own_round": "part of a function that asked; it adds that the round is one's own",
}
"""Functions that take `acting` and ask for no permission, with the reason."""

KNOW_NOBODY = {
    **dict.fromkeys(
        ("documents.as_docx", "documents.as_pdf", "documents.file_name", "documents.plain_name", "table_files.as_xlsx"),
        "makes a file of a document that is given; whoever reads what stands in it was asked",
    ),
    **dict.fromkeys(
        (
            "catalogues.catalogue",
            "catalogues.contradiction_pairs",
            "catalogues.mapping",
            "catalogues.shipped_versions",
            "catalogues.versions",
            "knowledge_editing.known_criteria",
            "network_contacts.text",
            "network_entries.topics",
            "public_texts.declaration",
            "public_texts.easy_language",
            "support.card",
            "support.deadline",
            "support.figures",
            "support.found",
            "support.guidance",
            "support.lands",
            "support.law",
            "support.nationwide",
            "support.preparedness",
            "support.questions",
            "support.service",
            "support.services",
            "vision.field_keys",
            "vision.guide",
            "vision.require_field",
        ),
        "public content",
    ),
    **dict.fromkeys(
        ("installation.base_url", "installation.exit_url", "installation.is_demo", "installation.operator"),
        "public facts on this installation",
    ),
    **dict.fromkeys(
        ("knowledge.blocks_of", "knowledge.on_paper", "knowledge_editing.preview"),
        "works on a text that is given; whoever has it was asked, or wrote it",
    ),
    **dict.fromkeys(
        (
            "incident_log.add",
            "incident_log.as_csv",
            "incident_log.as_json",
            "incident_log.change",
            "incident_log.compare",
            "incident_log.in_order",
            "incident_log.merge",
            "incident_log.noted_as_saved",
            "incident_log.put_back",
            "incident_log.read",
            "incident_log.remove",
            "incident_log.report_as",
            "incident_log.unsaved",
        ),
        "for everybody, also without sign-in: works on a log that is given and stores nothing",
    ),
    **dict.fromkeys(
        ("reachability.if_possible", "reachability.in_time", "reachability.understanding", "reachability.understood"),
        "how long somebody waits for the database, and what its silence is called",
    ),
    "meetings.next_start": "the calendar",
    **dict.fromkeys(
        (
            "support_cards.emergency",
            "support_cards.emergency_file",
            "support_cards.family",
            "support_cards.family_file",
        ),
        "public content to print; contacts of a commune are given by who was asked",
    ),
    "invitations.meeting_entry": "only how a meeting that was read already is named in every calendar file",
    "register.profiles": "public facts of the official register",
    "accounts.demo_password_hash": "a new hash of what the README publishes",
    **dict.fromkeys(
        (
            "benchmarks.groups_of",
            "benchmarks.published",
            "benchmarks.published_as_json",
            "benchmarks.published_in_pieces",
        ),
        "releases are open data",
    ),
    **dict.fromkeys(
        (
            "accounts.begin_session",
            "accounts.check_password",
            "accounts.demo_sign_ins",
            "accounts.display_name_of",
            "accounts.end_session",
            "accounts.redeem_ticket",
            "accounts.sign_in_of_cookie",
            "accounts.sign_in_of_session",
            "reminder_calendar.feed",
        ),
        "part of signing in and out: nobody is known yet, a secret proves who it is",
    ),
    **dict.fromkeys(
        (
            "accounts.remove_old_sign_ins",
            "accounts.warm_up",
            "benchmarks.warm_up",
            "benchmark_publishing.publish_if_due",
            "network_requests.forget_old_words",
            "public_texts.declaration_problem",
            "public_texts.write_declaration_template",
            "readiness.database_is_ready",
            "readiness.prepare_database",
        ),
        "the server itself, at start and once an hour",
    ),
    **dict.fromkeys(
        (
            "answer_files.blank_template",
            "answer_files.imported",
            "answer_files.scored",
            "catalogue_files.loaded",
            "demo.create",
            "operation.problems",
            "reminder_sending.send_due",
            "support_checks.as_sentence",
            "support_checks.due",
            "support_checks.entries",
            "support_checks.known",
            "support_checks.note",
            "support_checks.problem",
        ),
        "the operator's command line; pages never import it",
    ),
    **dict.fromkeys(
        ("uploads.empty_template", "uploads.preview_without_round", "uploads.read_answers"),
        "works on a file alone, not on what is stored",
    ),
    **dict.fromkeys(
        (
            "accounts.add_account_in",
            "approval.hand_in_and_approve_in",
            "assignments.add_department_in",
            "assignments.require_own_assignee",
            "benchmark_units.units",
            "consents.note_in",
            "part_files.parts_in",
            "part_files.workbooks_in",
            "planning.known_criteria",
            "proposals.carry_forward_in",
            "questionnaire.question_ids_of",
            "reminder_mails.note_in",
            "demo_knowledge.add_in",
            "demo_meetings.add_in",
            "demo_network.add_in",
            "exchange_dates.as_entry",
            "network_contacts.forget_account_in",
            "network_entries.shown_in",
            "demo_planning.add_in",
            "demo_support.add_in",
            "demo_teamwork.add_in",
            "self_checks.begin_round_in",
            "self_checks.require_draft",
            "self_checks.round_named",
            "taking_over.store_import_in",
            "taking_over.undo_import_in",
            "uploads.preview_in",
            "uploads.take_over_in",
        ),
        "part of a function that asked, inside its transaction",
    ),
}
"""Functions that do not know who is acting, with the reason."""

OF_THE_PLATFORM_TEAM = {
    "accounts.add_account",
    "accounts.change_password",
    "accounts.end_other_sessions",
    "accounts.set_language",
    "accounts.switch_off",
    "accounts.switch_on",
    "benchmark_publishing.preview",  # gives back counts of communes, never an answer
    "benchmark_publishing.publish",
    "benchmark_publishing.releases",
    "catalogues.discard_draft",
    "catalogues.draft",
    "catalogues.overview",
    "catalogues.release",
    "catalogues.template",
    "catalogues.upload_draft",
    "communes.add",
    "communes.add_from_register",
    "communes.overview",  # public facts, consent and how many accounts, never an answer
    "communes.set_trust_domain",
    "exchange_dates.add",
    "exchange_dates.calendar",
    "exchange_dates.cancel",
    "exchange_dates.change",
    "exchange_dates.overview",  # dates are for everybody; who signed up, for the host only
    "exchange_dates.own_dates",
    "knowledge.article",
    "knowledge.beside",
    "knowledge.find",
    "knowledge_editing.add",
    "knowledge_editing.kept",
    "knowledge_editing.note_check",
    "knowledge_editing.overview",
    "knowledge_editing.publish",
    "knowledge_editing.save",
    "knowledge_editing.withdraw",
    "network_contacts.cards",  # who agreed that everybody in the network sees them
    "network_contacts.open_to_all",
    "network_entries.shown",  # what every commune sees, the authors hidden
    "network_entries.willing",
    "practice.give_back",
    "practice.put_into_words",
    "practice.queue",  # what communes offer to be read by others, never an answer
    "practice.release",
    "register.history",
    "register.import_register",
    "register.search",
    "register.state",
    "succession.continue_under",
    "succession.merge_into",
    "succession.successors",
}


def services() -> dict[str, Callable[..., Any]]:
    """All public functions of all services, by module and name."""
    found = {}
    for module_info in pkgutil.iter_modules(data.services.__path__):
        module = importlib.import_module(f"data.services.{module_info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{module_info.name}.{name}"] = function
    return found


SERVICES = services()
TAKING_A_PERSON = {
    name for name, function in SERVICES.items() if "acting" in inspect.signature(function).parameters
} - set(ASK_NOTHING)

OF_NOTHING = {"int": 0, "str": ""}


def refused(name: str, acting: Person | None) -> bool:
    """Whether a service turns somebody away before it looks at anything else: there is no table and no argument.

    An id is given, but nothing has it: without one the database library warns.
    """
    function = SERVICES[name]
    parameters = inspect.signature(function).parameters.values()
    arguments = {parameter.name: OF_NOTHING.get(str(parameter.annotation)) for parameter in parameters}
    try:
        function(**{**arguments, "acting": acting})
    except NotAllowed as error:
        return error.code == "not_allowed"
    except Exception:  # it went on to its work, for which everything is missing here
        return False
    return False


def test_every_service_function_is_on_one_of_the_three_lists() -> None:
    assert set(NEEDS) == TAKING_A_PERSON
    others = set(SERVICES) - TAKING_A_PERSON
    assert others == set(ASK_NOTHING) | set(KNOW_NOBODY)


@pytest.mark.parametrize("name", sorted(TAKING_A_PERSON))
def test_nobody_without_any_permission_gets_past_the_first_line(name: str, settings: pytest.MonkeyPatch) -> None:
    settings.setattr(access, "PERMISSIONS", {role: frozenset() for role in Role})
    for role in Role:
        assert refused(name, a_person(role)), f"{role} got past the first line of {name}"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", sorted(NEEDS))
def test_a_role_is_turned_away_exactly_where_it_lacks_the_permission(
    name: str, role: Role, settings: pytest.MonkeyPatch
) -> None:
    assert refused(name, a_person(role)) == (NEEDS[name] not in PERMISSIONS[role])


def test_the_platform_team_reaches_no_service_that_reads_answers_or_results(settings: pytest.MonkeyPatch) -> None:
    platform = a_person(Role.PLATFORM)
    assert {name for name in TAKING_A_PERSON if not refused(name, platform)} == OF_THE_PLATFORM_TEAM


def test_a_department_reaches_rounds_answers_and_discussions_and_no_score_and_no_step(
    settings: pytest.MonkeyPatch,
) -> None:
    department = a_person(Role.CONTRIBUTOR)
    own = {P.READ_ROUNDS, P.READ_ANSWERS, P.ANSWER, P.UPLOAD_ANSWERS, P.DISCUSS, P.USE_OWN_ACCOUNT}
    own |= {P.READ_SUPPORT_CONTACTS, P.READ_KNOWLEDGE}
    reached = {name for name in TAKING_A_PERSON if not refused(name, department)}
    assert reached == {name for name, needed in NEEDS.items() if needed in own}
    assert not [name for name in reached if name.split(".")[0] in ("approval", "assignments", "results", "peers")]


def test_where_nobody_is_acting_only_the_command_line_may_go_on(settings: pytest.MonkeyPatch) -> None:
    for_operators = {
        "accounts.add_account",
        "accounts.switch_off",
        "accounts.switch_on",
        "benchmark_publishing.preview",
        "benchmark_publishing.publish",
        "catalogues.discard_draft",
        "catalogues.draft",
        "catalogues.overview",
        "catalogues.release",
        "catalogues.template",
        "catalogues.upload_draft",
        "communes.add",
        "register.import_register",
    }
    assert {name for name in TAKING_A_PERSON if not refused(name, None)} == for_operators
    for name in for_operators:
        assert inspect.signature(SERVICES[name]).parameters["acting"].annotation == "Person | None"


def test_no_page_acts_as_the_command_line_or_inside_a_foreign_transaction() -> None:
    # None as `acting` is the operator; functions with a transaction as argument were asked before.
    forbidden = {name.split(".")[1] for name, reason in KNOW_NOBODY.items() if reason.startswith("part of a function")}
    for path in [*(ROOT / "pages").rglob("*.py"), *(ROOT / "components").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if ".".join(called.split(".")[-2:]) in NEEDS:
                first = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "acting")][0]
                assert not (isinstance(first, ast.Constant) and first.value is None), f"{path}: {called}"
            assert called.split(".")[-1] not in forbidden, f"{path}: {called}"


def test_no_page_and_no_component_knows_the_commands_of_the_operator() -> None:
    commands = {name.split(".")[0] for name, why in KNOW_NOBODY.items() if why.startswith("the operator")}
    for path in [*(ROOT / "pages").rglob("*.py"), *(ROOT / "components").rglob("*.py")]:
        source = path.read_text(encoding="utf-8")
        assert not [name for name in commands if f"import {name}" in source or f"services.{name}" in source], path


# A stranger: the right role, another commune.

EARLIER = datetime(2025, 5, 4, 8, tzinfo=UTC)
CRITERION = catalogue("2021-07").places["MS-01"].criterion.key


@pytest.fixture
def somebodys_draft(store: Engine) -> int:
    """The id of a round in work of Beispielstadt, with answers, and with a proposal of the round before for MS-01.

    The criterion of MS-01 is assigned to a department that nobody works in.
    """
    town = stored_commune(ags="09999001")
    stored_round(town, replies_to_all(3), name="2025", at=EARLIER, submitted=True)
    given = replies_to_all(3)
    del given["MS-01"]
    draft = stored_round(town, given)
    with writing() as work:
        assert proposals.carry_forward_in(work, draft, None) == 1
        social = Assignee("Sozialamt", assignments.add_department_in(work, town.id, "Sozialamt", None))
        sheet = (draft.id, Perspective.ADMINISTRATION)
        work.assignments.assign(*sheet, [CRITERION], social, None, at=EARLIER, by=None)
    return draft.id


@pytest.fixture
def stranger(store: Engine) -> Person:
    """The officer of another commune, who holds every permission an officer holds."""
    return stored_person(Role.OFFICER, stored_commune(ags="09999002", name="Nachbarstadt"))


def arguments_for(function: Callable[..., Any], self_check_id: int) -> dict[str, Any]:
    """Arguments with which the function would succeed for the owner of the round."""
    file = answer_workbook.write(a_workbook(commune_ags=None, self_check_id=None), FileFormat.CSV)
    with reading() as work:
        found = work.self_checks.by_id(self_check_id)
        waiting = work.proposals.open_ones(self_check_id, Perspective.ADMINISTRATION)
    possible: dict[str, Any] = {
        "self_check_id": self_check_id,
        "import_id": 1,
        "revision": found.revision if found else 1,
        "file_format": FileFormat.CSV,
        "language": "de",
        "data": file,
        "file_name": "Antworten.csv",
        "uploaded": uploads.read_answers(file, "Antworten.csv"),
        "chosen": (),
        "expected": {},
        "clear_empty": False,
        "question_id": "MS-01",
        "criterion_key": CRITERION,
        "criterion_keys": [CRITERION],
        "assignee": None,
        "given": Answer("MS-01", Answered(2)),
        "based_on": 0,
        "proposal_id": waiting["MS-01"][0].id if waiting else 1,
        "proposal_ids": [1],
        "accept": True,
        "after": None,
        "marked": True,
        "text": "Wer weiß das?",
        "done": True,
        "remark": "Bitte noch einmal",
        "reason": "Ein Fehler",
    }
    parameters = inspect.signature(function).parameters
    needed = {name for name, parameter in parameters.items() if parameter.default is parameter.empty} - {"acting"}
    return {name: possible[name] for name in parameters if name in needed | set(possible)}


def fitting_role(name: str) -> Role:
    """A role that holds the permission which the service needs."""
    return next(role for role in (Role.OFFICER, Role.MAYOR) if NEEDS[name] in PERMISSIONS[role])


ON_ONE_ROUND = sorted(name for name in NEEDS if "self_check_id" in inspect.signature(SERVICES[name]).parameters)
STEPS_BEFORE: dict[str, list[Callable[..., Any]]] = {
    "approval.approve": [approval.hand_in],
    "approval.reopen": [approval.hand_in, approval.approve],
    "approval.restore": [approval.discard],
    "approval.send_back": [approval.hand_in],
    "approval.take_back": [approval.hand_in],
}
"""What was done with the round when a service has something to do."""


@pytest.mark.parametrize("name", ON_ONE_ROUND)
def test_a_foreign_round_is_as_if_it_did_not_exist(name: str, somebodys_draft: int) -> None:
    function = SERVICES[name]
    stranger = stored_person(fitting_role(name), stored_commune(ags="09999002", name="Nachbarstadt"))
    before = len(audit_trail())
    with pytest.raises(NotFound) as foreign:
        function(stranger, **arguments_for(function, somebodys_draft))
    with pytest.raises(NotFound) as missing:
        function(stranger, **arguments_for(function, 12_345))
    assert str(foreign.value) == str(missing.value) == "round_not_found"
    assert len(audit_trail()) == before


@pytest.mark.parametrize("name", [name for name in ON_ONE_ROUND if name != "uploads.undo_last_import"])
def test_the_owner_gets_where_the_stranger_does_not(name: str, somebodys_draft: int) -> None:
    # Otherwise the test above would hold for the wrong reason.
    with reading() as work:
        commune = work.communes.by_ags("09999001")
    people = {role: stored_person(role, commune) for role in (Role.OFFICER, Role.MAYOR)}
    for step in STEPS_BEFORE.get(name, []):
        step(people[fitting_role(f"approval.{step.__name__}")], **arguments_for(step, somebodys_draft))
    SERVICES[name](people[fitting_role(name)], **arguments_for(SERVICES[name], somebodys_draft))


@pytest.mark.parametrize(
    ("name", "nothing"),
    [
        ("self_checks.rounds", []),
        ("self_checks.current_round", None),
        ("results.latest", None),
        ("peers.beside_peers", None),
        ("benchmarks.comparison", None),
    ],
)
def test_a_stranger_sees_nothing_of_the_others(
    name: str, nothing: object, somebodys_draft: int, stranger: Person
) -> None:
    assert SERVICES[name](stranger) == nothing


def test_the_services_of_a_round_are_tried_by_a_stranger() -> None:
    modules = {"answering", "approval", "assignments", "discussions", "proposals", "questionnaire", "uploads"}
    assert {name.split(".")[0] for name in ON_ONE_ROUND} >= modules | {"part_files"}
    assert len(ON_ONE_ROUND) >= 31


# A department: the right commune, other criteria.

NOT_ASSIGNED = "not_assigned"
WITHOUT_CRITERIA: dict[str, object] = {
    "answering.answer": NOT_ASSIGNED,
    "discussions.of_question": NOT_ASSIGNED,
    "discussions.say": NOT_ASSIGNED,
    "discussions.set_done": NOT_ASSIGNED,
    "part_files.own_part": PartOfCheck("", (), 0, 108),
    "proposals.confirm_criterion": NOT_ASSIGNED,
    "proposals.settle": NOT_ASSIGNED,
    "questionnaire.be_here": NOT_ASSIGNED,
    "questionnaire.criterion_sheet": NOT_ASSIGNED,
    "questionnaire.history": NOT_ASSIGNED,
    "questionnaire.next_question": None,
    "questionnaire.question_state": NOT_ASSIGNED,
    "questionnaire.set_mark": NOT_ASSIGNED,
    "questionnaire.task_list": (),
}
"""What a department gets of a round in which nothing is assigned to it; files: test_uploads.py."""


def test_every_service_that_a_department_reaches_in_a_round_is_on_the_list() -> None:
    reached = {name for name in ON_ONE_ROUND if NEEDS[name] in PERMISSIONS[Role.CONTRIBUTOR]}
    assert {name for name in reached if not name.startswith("uploads.")} == set(WITHOUT_CRITERIA)


@pytest.mark.parametrize("name", sorted(WITHOUT_CRITERIA))
def test_a_department_sees_and_changes_nothing_that_is_not_assigned_to_it(name: str, somebodys_draft: int) -> None:
    with reading() as work:
        department = stored_person(Role.CONTRIBUTOR, work.communes.by_ags("09999001"))
    before = len(audit_trail())
    try:
        given = SERVICES[name](department, **arguments_for(SERVICES[name], somebodys_draft))
    except NotAllowed as error:
        given = error.code
    assert (given.fields if isinstance(given, TaskList) else given) == WITHOUT_CRITERIA[name]
    assert len(audit_trail()) == before


@pytest.mark.parametrize("name", sorted(WITHOUT_CRITERIA))
def test_a_department_gets_to_what_is_assigned_to_it(name: str, somebodys_draft: int) -> None:
    # Otherwise the test above would hold for the wrong reason.
    with reading() as work:
        commune = work.communes.by_ags("09999001")
    officer, department = stored_person(Role.OFFICER, commune), stored_person(Role.CONTRIBUTOR, commune)
    assignments.assign(officer, somebodys_draft, [CRITERION], Assignee("", account_id=department.account_id))
    given = SERVICES[name](department, **arguments_for(SERVICES[name], somebodys_draft))
    if isinstance(given, TaskList):
        assert [each.progress.criterion_key for field in given.fields for each in field.criteria] == [CRITERION]

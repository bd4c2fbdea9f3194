"""The audit log: what happened, by whom, to what. Entries are added and read, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AuditEvent(StrEnum):
    """Every kind of entry. Details hold ids, counts and codes, never answers, names or addresses."""

    ACCOUNT_ADDED = "account.added"
    ACCOUNT_PASSWORD_CHANGED = "account.password_changed"
    ACCOUNT_LANGUAGE_CHANGED = "account.language_changed"
    ACCOUNT_SWITCHED_OFF = "account.switched_off"
    ACCOUNT_SWITCHED_ON = "account.switched_on"
    CALENDAR_LINK_MADE = "account.calendar_link_made"
    CALENDAR_LINK_REVOKED = "account.calendar_link_revoked"
    REMINDERS_WISHED = "account.reminders_wished"
    REMINDERS_ENDED = "account.reminders_ended"
    REMINDER_CLAIMED = "reminder.claimed"
    REMINDER_FAILED = "reminder.failed"
    SIGNED_IN = "account.signed_in"
    SIGNED_OUT = "account.signed_out"
    COMMUNE_ADDED = "commune.added"
    COMMUNE_CHANGED = "commune.changed"
    COMMUNE_KEY_CHANGED = "commune.key_changed"
    COMMUNE_MISSING = "commune.missing_in_register"
    COMMUNE_MERGED = "commune.merged"
    REGISTER_IMPORTED = "register.imported"
    ROUND_BEGUN = "round.begun"
    ROUND_SUBMITTED = "round.submitted"  # of rounds before there was an approval
    ROUND_HANDED_IN = "round.handed_in"
    ROUND_TAKEN_BACK = "round.taken_back"
    ROUND_SENT_BACK = "round.sent_back"
    ROUND_APPROVED = "round.approved"
    ROUND_REOPENED = "round.reopened"
    ROUND_DISCARDED = "round.discarded"
    ROUND_RESTORED = "round.restored"
    ANSWER_CHANGED = "answer.changed"
    ANSWER_CONTESTED = "answer.contested"
    ANSWER_MARKED = "answer.marked"
    ANSWERS_CARRIED_FORWARD = "answers.carried_forward"
    PROPOSAL_SETTLED = "proposal.settled"
    DISCUSSION_CONTINUED = "discussion.continued"
    DEPARTMENT_ADDED = "department.added"
    DEPARTMENT_MEMBER_SET = "department.member_set"
    CRITERIA_ASSIGNED = "criteria.assigned"
    ANSWERS_IMPORTED = "answers.imported"
    IMPORT_UNDONE = "answers.import_undone"
    TEMPLATE_DOWNLOADED = "answers.template_downloaded"
    CONSENT_GIVEN = "consent.given"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    PUBLIC_RESULTS_SET = "commune.public_results_set"
    GOAL_SET = "goal.set"
    PLAN_ADDED = "plan.added"
    PLAN_CHANGED = "plan.changed"
    PLAN_STATUS_SET = "plan.status_set"
    PLAN_CONTESTED = "plan.contested"
    PLAN_SETTLED = "plan.settled"
    PLAN_IMPORTED = "plan.imported"
    PLAN_IMPORT_UNDONE = "plan.import_undone"
    MEETING_ADDED = "meeting.added"
    MEETING_CHANGED = "meeting.changed"
    MEETING_STATUS_SET = "meeting.status_set"
    AGENDA_CHANGED = "meeting.agenda_changed"
    NOTE_WRITTEN = "meeting.note_written"
    DECISION_TAKEN = "decision.taken"
    DECISION_CHANGED = "decision.changed"
    DECISION_WITHDRAWN = "decision.withdrawn"
    TASK_GIVEN = "task.given"
    TASK_CHANGED = "task.changed"
    VISION_CHANGED = "vision.changed"
    VISION_CONTESTED = "vision.contested"
    VISION_SETTLED = "vision.settled"
    HANDOVER_CHANGED = "handover.changed"
    HANDOVER_CONTESTED = "handover.contested"
    HANDOVER_SETTLED = "handover.settled"
    NETWORK_CONTACT_GIVEN = "network.contact_given"
    NETWORK_CONTACT_WITHDRAWN = "network.contact_withdrawn"
    NETWORK_ENTRY_ADDED = "network.entry_added"
    NETWORK_ENTRY_CHANGED = "network.entry_changed"
    NETWORK_ENTRY_REMOVED = "network.entry_removed"
    NETWORK_REQUEST_SENT = "network.request_sent"
    NETWORK_REQUEST_WITHDRAWN = "network.request_withdrawn"
    NETWORK_REQUEST_ANSWERED = "network.request_answered"
    EXCHANGE_DATE_ADDED = "exchange_date.added"
    EXCHANGE_DATE_CHANGED = "exchange_date.changed"
    EXCHANGE_DATE_CANCELLED = "exchange_date.cancelled"
    EXCHANGE_DATE_SIGNED_UP = "exchange_date.signed_up"
    EXCHANGE_DATE_SIGNED_OFF = "exchange_date.signed_off"
    BENCHMARK_PUBLISHED = "benchmark.published"
    CATALOGUE_UPLOADED = "catalogue.uploaded"
    CATALOGUE_RELEASED = "catalogue.released"
    CATALOGUE_DISCARDED = "catalogue.discarded"
    DEMO_CREATED = "demo.created"


@dataclass(frozen=True)
class AuditEntry:
    """One entry: when (UTC), who (None: the operator's command line), what, to which record."""

    id: int
    at: datetime
    account_id: int | None
    commune_id: int | None
    event: AuditEvent
    subject: str
    details: str

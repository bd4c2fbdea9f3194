"""Who may do what: one table, asked by the navigation and again by every service."""

from __future__ import annotations

from data.errors import NotAllowed
from data.model.people import Permission as P
from data.model.people import Person, Role

PERMISSIONS: dict[Role, frozenset[P]] = {
    Role.MAYOR: frozenset(
        {
            P.READ_ROUNDS,
            P.READ_ANSWERS,
            P.DISCUSS,
            P.CHECK_ROUND,
            P.APPROVE,
            P.READ_RESULTS,
            P.READ_BENCHMARK,
            P.DECIDE_CONSENT,
            P.SET_GOALS,
            P.READ_PLAN,
            P.PLAN,
            P.READ_KNOWLEDGE,
            P.OFFER_PRACTICE,
            P.READ_NETWORK,
            P.USE_NETWORK,
            P.HOST_EXCHANGE,
            P.READ_SUPPORT_CONTACTS,
            P.KEEP_SUPPORT_CONTACTS,
            P.USE_OWN_ACCOUNT,
        }
    ),
    Role.OFFICER: frozenset(
        {
            P.READ_ROUNDS,
            P.BEGIN_ROUND,
            P.READ_ANSWERS,
            P.ANSWER,
            P.UPLOAD_ANSWERS,
            P.DISCUSS,
            P.ASSIGN,
            P.CHECK_ROUND,
            P.HAND_IN,
            P.READ_RESULTS,
            P.READ_BENCHMARK,
            P.READ_PLAN,
            P.PLAN,
            P.READ_KNOWLEDGE,
            P.OFFER_PRACTICE,
            P.READ_NETWORK,
            P.USE_NETWORK,
            P.HOST_EXCHANGE,
            P.READ_SUPPORT_CONTACTS,
            P.KEEP_SUPPORT_CONTACTS,
            P.USE_OWN_ACCOUNT,
        }
    ),
    Role.STEERING: frozenset(
        {
            P.READ_ROUNDS,
            P.READ_RESULTS,
            P.READ_BENCHMARK,
            P.READ_PLAN,
            P.PLAN,
            P.READ_KNOWLEDGE,
            P.READ_NETWORK,
            P.READ_SUPPORT_CONTACTS,
            P.USE_OWN_ACCOUNT,
        }
    ),
    # Only for the criteria that are theirs: data/rules/assignments.py.
    Role.CONTRIBUTOR: frozenset(
        {
            P.READ_ROUNDS,
            P.READ_ANSWERS,
            P.ANSWER,
            P.UPLOAD_ANSWERS,
            P.DISCUSS,
            P.READ_KNOWLEDGE,
            P.READ_SUPPORT_CONTACTS,
            P.USE_OWN_ACCOUNT,
        }
    ),
    Role.PLATFORM: frozenset(
        {
            P.PUBLISH_BENCHMARK,
            P.MANAGE_ACCOUNTS,
            P.MANAGE_COMMUNES,
            P.MANAGE_CATALOGUES,
            P.READ_KNOWLEDGE,
            P.EDIT_KNOWLEDGE,
            P.READ_NETWORK,
            P.HOST_EXCHANGE,
            P.USE_OWN_ACCOUNT,
        }
    ),
}


def may(person: Person | None, permission: P) -> bool:
    """Whether this person holds the permission; nobody signed in holds none."""
    return person is not None and permission in PERMISSIONS[person.role]


def require(person: Person | None, permission: P) -> None:
    """Raise NotAllowed unless this person holds the permission."""
    if not may(person, permission):
        raise NotAllowed("not_allowed", permission=permission.value)

"""Who may do what: the table of roles, written out once more so that a slip in either is seen."""

from __future__ import annotations

import pytest
from factories import a_person

from data.errors import NotAllowed
from data.model.people import Permission as P
from data.model.people import Role
from data.rules.access import PERMISSIONS, may, require

MAYOR, OFFICER, STEERING, CONTRIBUTOR = Role.MAYOR, Role.OFFICER, Role.STEERING, Role.CONTRIBUTOR
WHO_MAY = {
    P.READ_ROUNDS: {MAYOR, OFFICER, STEERING, CONTRIBUTOR},
    P.BEGIN_ROUND: {OFFICER},
    P.UPLOAD_ANSWERS: {OFFICER, CONTRIBUTOR},
    P.READ_ANSWERS: {MAYOR, OFFICER, CONTRIBUTOR},
    P.ANSWER: {OFFICER, CONTRIBUTOR},
    P.DISCUSS: {MAYOR, OFFICER, CONTRIBUTOR},
    P.ASSIGN: {OFFICER},
    P.CHECK_ROUND: {MAYOR, OFFICER},
    P.HAND_IN: {OFFICER},
    P.APPROVE: {MAYOR},
    P.READ_RESULTS: {MAYOR, OFFICER, STEERING},
    P.READ_BENCHMARK: {MAYOR, OFFICER, STEERING},
    P.DECIDE_CONSENT: {MAYOR},
    P.SET_GOALS: {MAYOR},
    P.READ_PLAN: {MAYOR, OFFICER, STEERING},
    P.PLAN: {MAYOR, OFFICER, STEERING},
    P.PUBLISH_BENCHMARK: {Role.PLATFORM},
    P.MANAGE_ACCOUNTS: {Role.PLATFORM},
    P.MANAGE_COMMUNES: {Role.PLATFORM},
    P.MANAGE_CATALOGUES: {Role.PLATFORM},
    P.READ_KNOWLEDGE: set(Role),
    P.OFFER_PRACTICE: {MAYOR, OFFICER},
    P.EDIT_KNOWLEDGE: {Role.PLATFORM},
    P.READ_NETWORK: {MAYOR, OFFICER, STEERING, Role.PLATFORM},
    P.USE_NETWORK: {MAYOR, OFFICER},
    P.HOST_EXCHANGE: {MAYOR, OFFICER, Role.PLATFORM},
    P.READ_SUPPORT_CONTACTS: {MAYOR, OFFICER, STEERING, CONTRIBUTOR},
    P.KEEP_SUPPORT_CONTACTS: {MAYOR, OFFICER},
    P.USE_OWN_ACCOUNT: set(Role),
}
BEYOND_ONE_COMMUNE = {
    P.PUBLISH_BENCHMARK,
    P.MANAGE_ACCOUNTS,
    P.MANAGE_COMMUNES,
    P.MANAGE_CATALOGUES,
    P.EDIT_KNOWLEDGE,
}
SHARED_BY_ALL = {P.READ_KNOWLEDGE, P.READ_NETWORK, P.HOST_EXCHANGE, P.USE_OWN_ACCOUNT}
OF_A_COMMUNE = set(P) - BEYOND_ONE_COMMUNE - SHARED_BY_ALL


def test_the_table_speaks_of_every_role_and_every_permission() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert set(WHO_MAY) == set(P)


@pytest.mark.parametrize("permission", P)
def test_a_permission_is_held_by_exactly_these_roles(permission: P) -> None:
    holding = {role for role in Role if may(a_person(role), permission)}
    assert holding == WHO_MAY[permission]
    assert holding, "a permission that nobody holds is a page that nobody can open"


def test_the_platform_team_holds_nothing_that_reads_or_changes_a_communes_answers() -> None:
    assert PERMISSIONS[Role.PLATFORM].isdisjoint(OF_A_COMMUNE)


def test_only_the_platform_team_holds_what_reaches_beyond_one_commune() -> None:
    assert {role for role, held in PERMISSIONS.items() if held & BEYOND_ONE_COMMUNE} == {Role.PLATFORM}


def test_whoever_hands_in_or_approves_can_read_all_that_is_decided_on() -> None:
    for held in PERMISSIONS.values():
        if held & {P.HAND_IN, P.APPROVE}:
            assert {P.READ_ROUNDS, P.READ_ANSWERS, P.READ_RESULTS, P.CHECK_ROUND} <= held


def test_nobody_approves_what_they_handed_in_or_answered_themselves() -> None:
    for held in PERMISSIONS.values():
        assert P.APPROVE not in held or held.isdisjoint({P.HAND_IN, P.ANSWER, P.UPLOAD_ANSWERS})


def test_whoever_answers_can_read_the_answers_and_talk_about_them() -> None:
    for held in PERMISSIONS.values():
        assert P.ANSWER not in held or {P.READ_ROUNDS, P.READ_ANSWERS, P.DISCUSS, P.UPLOAD_ANSWERS} <= held


@pytest.mark.parametrize("permission", P)
def test_nobody_signed_in_holds_nothing(permission: P) -> None:
    assert not may(None, permission)
    with pytest.raises(NotAllowed):
        require(None, permission)


@pytest.mark.parametrize("role", Role)
def test_a_refusal_names_the_permission_that_is_missing(role: Role) -> None:
    for permission in P:
        if role in WHO_MAY[permission]:
            require(a_person(role), permission)
        else:
            with pytest.raises(NotAllowed, match=f"not_allowed .permission={permission.value}."):
                require(a_person(role), permission)

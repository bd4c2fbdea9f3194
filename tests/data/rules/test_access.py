"""Who may do what: the table of roles, written out once more so that a slip in either is seen."""

from __future__ import annotations

import pytest
from factories import a_person

from data.errors import NotAllowed
from data.model.people import Permission as P
from data.model.people import Role
from data.rules.access import PERMISSIONS, may, require

WHO_MAY = {
    P.READ_ROUNDS: {Role.MAYOR, Role.OFFICER, Role.STEERING, Role.CONTRIBUTOR},
    P.BEGIN_ROUND: {Role.OFFICER},
    P.UPLOAD_ANSWERS: {Role.OFFICER},
    P.SUBMIT: {Role.MAYOR, Role.OFFICER},
    P.READ_RESULTS: {Role.MAYOR, Role.OFFICER, Role.STEERING},
    P.READ_BENCHMARK: {Role.MAYOR, Role.OFFICER, Role.STEERING},
    P.PUBLISH_BENCHMARK: {Role.PLATFORM},
    P.MANAGE_ACCOUNTS: {Role.PLATFORM},
    P.MANAGE_COMMUNES: {Role.PLATFORM},
    P.USE_OWN_ACCOUNT: set(Role),
}
READING_A_COMMUNE = {P.READ_ROUNDS, P.BEGIN_ROUND, P.UPLOAD_ANSWERS, P.SUBMIT, P.READ_RESULTS}


def test_the_table_speaks_of_every_role_and_every_permission() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert set(WHO_MAY) == set(P)


@pytest.mark.parametrize("permission", P)
def test_a_permission_is_held_by_exactly_these_roles(permission: P) -> None:
    holding = {role for role in Role if may(a_person(role), permission)}
    assert holding == WHO_MAY[permission]
    assert holding, "a permission that nobody holds is a page that nobody can open"


def test_the_platform_team_holds_nothing_that_reads_or_changes_a_communes_answers() -> None:
    assert PERMISSIONS[Role.PLATFORM].isdisjoint(READING_A_COMMUNE | {P.READ_BENCHMARK})


def test_only_the_platform_team_holds_what_reaches_beyond_one_commune() -> None:
    beyond = {P.PUBLISH_BENCHMARK, P.MANAGE_ACCOUNTS, P.MANAGE_COMMUNES}
    assert {role for role, held in PERMISSIONS.items() if held & beyond} == {Role.PLATFORM}


def test_whoever_submits_can_also_read_what_is_submitted() -> None:
    for held in PERMISSIONS.values():
        assert P.SUBMIT not in held or {P.READ_ROUNDS, P.READ_RESULTS} <= held


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

"""Three answers lead to few steps and few contacts, in order, and somebody can be called at any hour."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from data.content import support as content
from data.content import support_finding as finding_content
from data.model.support import (
    LAENDER,
    NATIONWIDE,
    Anonymous,
    Channel,
    Concerned,
    FoundHelp,
    HelpQuestions,
    Reach,
    Reason,
    ServiceFilter,
    ServiceKind,
    Situation,
)
from data.rules.support_display import answers_around_the_clock, shown
from data.rules.support_finding import found, narrowed

NIGHT = datetime(2026, 12, 25, 2, 0, tzinfo=UTC)  # Christmas, three o'clock in the morning
ALL = tuple(shown(service, NIGHT) for service in content.services())


def asked(situation: Situation, concerned: Concerned = Concerned.ME, land: str = "") -> FoundHelp:
    return found(HelpQuestions(situation, concerned, land), finding_content.table(), finding_content.steps(), ALL)


def keys(help_: FoundHelp) -> list[str]:
    return [contact.shown.service.key for contact in help_.contacts]


@pytest.mark.parametrize(("situation", "concerned"), product(Situation, Concerned))
def test_every_answer_leads_to_at_most_five_of_each_and_to_somebody_who_answers_at_night(situation, concerned):
    for land in ("", *LAENDER):
        help_ = asked(situation, concerned, land)
        steps = [step.advice.key for step in help_.steps]
        assert 3 <= len(steps) <= 5 and len(set(steps)) == len(steps)
        assert 3 <= len(help_.contacts) <= 5 and len(set(keys(help_))) == len(help_.contacts)
        assert any(answers_around_the_clock(contact.shown) for contact in help_.contacts)
        assert not {each.service.key for each in help_.more} & set(keys(help_))


@pytest.mark.parametrize("concerned", list(Concerned))
def test_in_danger_110_comes_first_as_step_and_as_contact(concerned):
    for situation, land in product((Situation.DANGER_NOW, Situation.AT_MY_DOOR), ("", *LAENDER)):
        help_ = asked(situation, concerned, land)
        assert (keys(help_)[0], help_.contacts[0].reason) == ("notruf_110", Reason.DANGER)
        assert (help_.steps[0].advice.key, help_.steps[0].reason) == ("call_110", Reason.DANGER)


@pytest.mark.parametrize("situation", list(Situation))
def test_whoever_is_concerned_adds_a_step_and_keeps_the_first_one_where_it_was(situation):
    first = asked(situation).steps[0]
    for concerned, step in (
        (Concerned.FAMILY, "talk_with_the_family"),
        (Concerned.STAFF, "protect_staff"),
        (Concerned.COUNCIL, "stand_together"),
    ):
        help_ = asked(situation, concerned)
        assert help_.steps[0] == first
        reasons = {each.advice.key: each.reason for each in help_.steps}
        assert step in reasons
        if step not in finding_content.table().situations[situation].steps:
            assert reasons[step] is Reason.CONCERNED


def test_a_land_adds_its_own_contact_the_one_with_a_number_before_the_others():
    assert keys(asked(Situation.THREAT, land="Sachsen"))[:2] == ["starke_stelle", "sn_zastex"]
    reasons = {each.shown.service.key: each.reason for each in asked(Situation.THREAT, land="Sachsen").contacts}
    assert reasons == {
        "starke_stelle": Reason.GUIDE,
        "sn_zastex": Reason.LAND,
        "weisser_ring": Reason.SITUATION,
        "telefonseelsorge": Reason.TO_TALK,
        "onlinewache": Reason.SITUATION,
    }
    # no number, no mail and no page of the prosecutors of Saxony and of North Rhine-Westphalia were found
    assert "nw_zac" not in keys(asked(Situation.ONLINE_FLOOD, land="Nordrhein-Westfalen"))
    # the police of Thuringia have a hotline whose number the own administration knows
    assert "th_hotline" in keys(asked(Situation.THREAT, land="Thüringen"))
    # the line of Hamburg on enemy lists is known from 2019 only
    assert "hh_lka_listen" not in keys(asked(Situation.DATA_PUBLISHED, land="Hamburg"))
    assert "nw_backup" in keys(asked(Situation.STALKING, land="Nordrhein-Westfalen"))


def test_without_a_land_every_contact_and_all_others_are_nationwide():
    for situation in Situation:
        help_ = asked(situation)
        everybody = [*(contact.shown for contact in help_.contacts), *help_.more]
        assert {each.service.scope for each in everybody} == {NATIONWIDE}


@pytest.mark.parametrize("land", list(LAENDER))
def test_with_a_land_nothing_of_another_land_is_shown_and_its_own_come_first_among_the_others(land):
    for situation in Situation:
        help_ = asked(situation, land=land)
        scopes = [each.service.scope for each in help_.more]
        assert {*scopes, *(contact.shown.service.scope for contact in help_.contacts)} <= {land, NATIONWIDE}
        assert scopes == sorted(scopes, key=lambda scope: scope != land)


def test_where_nobody_answers_at_night_the_last_place_goes_to_somebody_who_does():
    help_ = asked(Situation.ONLINE_FLOOD, Concerned.STAFF, "Brandenburg")
    assert (keys(help_)[-1], help_.contacts[-1].reason) == ("telefonseelsorge", Reason.ALWAYS_THERE)
    assert len(help_.contacts) == 5


def test_filters_narrow_together_and_an_empty_one_narrows_nothing():
    assert len(narrowed(ALL, ServiceFilter())) == 70
    for wished in (
        ServiceFilter(land="Hessen", situation=Situation.IN_COUNCIL, concerned=Concerned.COUNCIL),
        ServiceFilter(kind=ServiceKind.JUSTICE, anonymous=True),
    ):
        for each in narrowed(ALL, wished):
            service = each.service
            assert not wished.land or service.scope in (wished.land, NATIONWIDE)
            assert wished.situation is None or wished.situation in service.situations
            assert wished.concerned is None or wished.concerned in service.concerned
            assert wished.kind is None or wished.kind in service.kinds
    assert [each.service.key for each in narrowed(ALL, ServiceFilter(for_women=True))] == [
        "hilfetelefon_frauen",
        "helene_weber",
    ]
    assert [each.service.key for each in narrowed(ALL, ServiceFilter(land="Hessen", kind=ServiceKind.COUNSELLING))][
        :3
    ] == ["he_beratung", "he_response", "he_netzwerk"]


def test_anonymous_means_yes_on_wish_or_that_nobody_is_asked_for_anything():
    allowed = {Anonymous.YES, Anonymous.ON_WISH, Anonymous.NOT_APPLICABLE}
    fitting = {each.service.key for each in narrowed(ALL, ServiceFilter(anonymous=True))}
    assert fitting == {each.service.key for each in ALL if each.service.anonymity in allowed}
    assert "notruf_110" not in fitting and "starke_stelle" in fitting


def test_around_the_clock_means_a_number_that_may_be_shown_or_a_form_with_an_address():
    fitting = narrowed(ALL, ServiceFilter(around_the_clock=True))
    for each in fitting:
        assert each.reach.state is Reach.ALWAYS
        assert each.phone is not None if each.reach.channel is Channel.PHONE else each.service.web
    keys_ = {each.service.key for each in fitting}
    assert {"notruf_110", "hilfetelefon_frauen", "telefonseelsorge", "rp_lka", "bb_meldeportal"} <= keys_
    # Berlin and Thuringia answer at any hour, but publish no number.
    assert not {"be_lka_telefon", "th_hotline", "starke_stelle", "weisser_ring"} & keys_

"""The services against hostility, as shipped."""

from __future__ import annotations

import re

import pytest

from data.content import support
from data.errors import NotFound
from data.model.support import Confidence
from data.rules.support_display import phone

LAENDER = 16


def test_seventy_services_are_shipped_each_with_key_name_source_and_confidence():
    services = support.services()
    assert len(services) == 70
    assert len({service.key for service in services}) == 70
    assert all(service.name and service.carrier and service.offer and service.audience for service in services)
    assert all(service.source.startswith(("http://", "https://")) and service.source_date for service in services)


def test_every_land_has_at_least_one_service_of_its_own():
    assert len({service.scope for service in support.services()} - {"bundesweit"}) == LAENDER


def test_the_emergency_card_begins_with_110_and_keeps_its_order():
    assert [(service.key, service.phone) for service in support.nationwide_emergency()] == [
        ("notruf_110", "110"),
        ("starke_stelle", "0800 300 99 44"),
        ("hateaid", "030 252 088 38"),
        ("weisser_ring", "116 006"),
        ("telefonseelsorge", "0800 111 0 111"),
        ("hilfetelefon_frauen", "116 016"),
    ]


def test_every_number_on_the_emergency_card_is_nationwide_sure_and_may_be_shown():
    for service in support.nationwide_emergency():
        assert (service.scope, service.confidence) == ("bundesweit", Confidence.HIGH)
        shown = phone(service)
        assert shown is not None and shown.to_verify_as_of is None


def test_numbers_known_to_be_stale_are_not_shipped():
    digits = {re.sub(r"\D", "", service.phone) for service in support.services()}
    stale = {"04213623887", "06113539977", "030185551865", "022147748648", "08000116016"}
    assert not digits & stale


def test_a_service_that_does_not_exist_is_not_found():
    with pytest.raises(NotFound):
        support.service("hassmelden")

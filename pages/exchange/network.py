"""The network: who is willing to talk, requests for exchange, and dates to meet."""

from components import session
from components.language import current, now, today
from components.network import page
from components.network.desk import Desk, Files
from components.session import Mine
from data.services import (
    catalogues,
    exchange_dates,
    network_contacts,
    network_entries,
    network_requests,
    table_files,
)

whoever = session.person_later()  # files are made after this run, at the click

desk = Desk(
    catalogue=catalogues.catalogue(network_entries.topics().version, current()),
    text=network_contacts.text(current()),
    contacts=Mine(network_contacts),
    entries=Mine(network_entries),
    requests=Mine(network_requests),
    dates=Mine(exchange_dates),
    files=Files(
        cards=lambda ids, note: network_contacts.cards(whoever(), ids, note, today()),
        card=lambda token, note: network_requests.card(whoever(), token, note, today()),
        calendar=lambda date_id: exchange_dates.calendar(whoever(), date_id, now()),
        table=table_files.as_xlsx,
    ),
)
page.shown(desk)

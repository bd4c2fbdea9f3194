"""What the network forgets when a commune leaves."""

from __future__ import annotations

from data.storage.database import UnitOfWork


def forget_commune_in(work: UnitOfWork, commune_id: int) -> None:
    """Delete all that the network knows of a commune: contact persons, entries, requests of both sides, dates, places.

    Inside a transaction that is already open and has its audit entry.
    """
    work.network_requests.forget_commune(commune_id)
    for entry in work.network_entries.of_commune(commune_id):
        work.network_entries.remove(entry.id)
    work.network_contacts.forget(work.network_contacts.ids_of_commune(commune_id))
    work.exchange_dates.forget_commune(commune_id)

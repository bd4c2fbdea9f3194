"""The meetings of the steering group: the next one, planning, the running one on the projector, minutes, decisions."""

from components import session
from components.language import current, today
from components.meetings import page
from components.meetings.desk import Desk, Files
from components.plan import measures_links
from components.plan.measures_desk import Edits
from components.session import Mine
from data.services import (
    agendas,
    catalogues,
    documents,
    invitations,
    measure_views,
    measures,
    meeting_outcomes,
    meeting_views,
    meetings,
    minutes,
    self_checks,
    table_files,
)

me, day = session.require_person, today()
whoever = session.person_later()  # the invitation is made after this run, at the click


def effect(measure_id: int) -> str:
    """What a measure is expected to bring, in a sentence."""
    found = measure_views.expected_effect(me(), measure_id)
    return measures_links.summary(found, catalogues.catalogue(found.catalogue_version, current()))


desk = Desk(
    today=day,
    commune=self_checks.own_commune(me()),
    views=Mine(meeting_views),
    meetings=Mine(meetings),
    agendas=Mine(agendas),
    outcomes=Mine(meeting_outcomes),
    minutes=Mine(minutes),
    write_note=lambda item_id, text, seen: agendas.write_note(me(), item_id, text, seen=seen),
    measure=lambda measure_id: measure_views.detail(me(), measure_id, day),
    effect=effect,
    edits=Edits(
        edit=Mine(measures).edit,
        settle=lambda measure_id, contest, take: measures.settle(me(), measure_id, contest, take=take),
        set_status=Mine(measures).set_status,
    ),
    files=Files(
        calendar=lambda meeting, agenda: invitations.invitation(whoever(), meeting, agenda),
        docx=documents.as_docx,
        pdf=documents.as_pdf,
        name=documents.file_name,
        table=table_files.as_xlsx,
    ),
)
page.shown(desk)

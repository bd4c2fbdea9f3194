"""The first page: the cockpit for who reads a commune's results, the introduction for everybody else."""

from components import cockpit, introduction, session
from components.language import current, today
from data.services import cockpit as cockpits
from data.services import installation, reminders

person = session.signed_in_person()

if person is None:
    introduction.for_everybody(is_demo=installation.is_demo())
elif cockpits.is_for(person):
    cockpit.shown(person, cockpits.overview(person, current()), reminders.digest(person, today(), current()))
elif person.commune is not None:
    due = reminders.digest(person, today(), current())
    introduction.for_person(person, cockpits.department_tasks(person), due)
else:
    introduction.for_person(person, None, None)

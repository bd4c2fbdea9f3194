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
    tasks = cockpits.department_tasks(person)
    introduction.for_person(person, tasks, reminders.digest(person, today(), current(), tasks))
else:
    introduction.for_person(person, None, None)

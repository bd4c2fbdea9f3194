"""The measures: what needs a look today, list, board, timeline and files; or one measure with everything about it."""

from components import session
from components.language import current, today
from components.page_frame import end_page
from components.plan import measures_detail, measures_files, measures_overview, measures_place
from components.plan.measures_desk import Desk
from components.plan.measures_place import View
from data.errors import NotFound
from data.model.plan import blank_measure
from data.services import catalogues, measure_files, measure_views, measures, outcomes, self_checks

me = session.require_person
day = today()
language, whoever = current(), session.person_later()  # the file is made after this run, at the click

desk = Desk(
    today=day,
    overview=lambda: measure_views.overview(me(), day),
    detail=lambda measure_id: measure_views.detail(me(), measure_id, day),
    add=lambda title, priority_id: measures.add(me(), blank_measure(title, priority_id)),
    edit=lambda base, wished: measures.edit(me(), base, wished),
    edit_many=lambda seen, values: measures.edit_many(me(), seen, values),
    settle=lambda measure_id, contest, take: measures.settle(me(), measure_id, contest, take=take),
    set_status=lambda seen, to, sentence: measures.set_status(me(), seen, to, sentence),
    set_status_of_many=lambda seen, to, sentence: measures.set_status_of_many(me(), seen, to, sentence),
    remark=lambda measure_id, sentence: measures.remark(me(), measure_id, sentence),
    add_step=lambda measure_id, title, due_on: measures.add_step(me(), measure_id, title, due_on),
    change_step=lambda measure_id, seen, wished: measures.change_step(me(), measure_id, seen, wished),
    remove_step=lambda measure_id, seen: measures.remove_step(me(), measure_id, seen),
    expect=lambda measure_id, question, level, seen: measures.expect(me(), measure_id, question, level, seen=seen),
    say_why=lambda measure_id, about, sentence, seen: outcomes.say_why(me(), measure_id, about, sentence, seen=seen),
)
measure_id = measures_place.measure_asked_for()

if measure_id is None and measures_place.wish().view is View.FILE:
    files = measures_files.FileDesk(
        workbook=lambda: measure_files.workbook(whoever(), day, language),
        read=lambda content, name: measure_files.read_file(me(), content, name),
        preview=lambda uploaded: measure_files.preview(me(), uploaded),
        take_over=lambda uploaded, choice: measure_files.take_over(me(), uploaded, choice),
        last=lambda: measure_files.last_import(me()),
        undo=lambda import_id: measure_files.undo_last_import(me(), import_id),
    )
    measures_files.shown(files, measure_views.overview(me(), day), self_checks.own_commune(me()).name)
    end_page()

if measure_id is None:
    measures_overview.shown(desk, measure_views.overview(me(), day))
    end_page()

try:
    view = measure_views.detail(me(), measure_id, day)
except NotFound:
    measures_detail.gone()
    end_page()

effect = measure_views.expected_effect(me(), measure_id)
used = catalogues.catalogue(effect.catalogue_version, current())
measures_detail.shown(desk, view, effect, used, outcomes.of_measure(me(), measure_id))

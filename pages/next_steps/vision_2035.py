"""The vision for 2035: what the commune wants to be, its fields on their way there; or one field with its path."""

import streamlit as st

from components import session
from components.language import _, current, today
from components.page_frame import end_page
from components.vision import field, page, place, words
from components.vision.desk import Desk
from data.services import catalogues, goals, vision, vision_goals, vision_views

me = session.require_person
day = today()

desk = Desk(
    today=day,
    guide=vision.guide(current()),
    overview=lambda: vision_views.overview(me(), day),
    explore=lambda field_key, points, year: vision_views.explore(me(), field_key, points, year, day),
    write=lambda part, base, wished: vision.write(me(), part, base, wished),
    settle=lambda contest, take: vision.settle(me(), contest, take=take),
    set_goal=lambda field_key, points, seen: goals.set_field_goal(me(), field_key, points, seen=seen),
    set_milestone=lambda seen, wished: vision_goals.set_milestone(me(), seen, wished),
    remove_milestone=lambda seen: vision_goals.remove_milestone(me(), seen),
    add_indicator=lambda indicator: vision_goals.add_indicator(me(), indicator),
    edit_indicator=lambda base, wished: vision_goals.edit_indicator(me(), base, wished),
    set_removed=lambda indicator_id, removed: vision_goals.set_removed(me(), indicator_id, removed=removed),
    set_reading=lambda indicator_id, seen, wished: vision_goals.set_reading(me(), indicator_id, seen, wished),
    remove_reading=lambda indicator_id, seen: vision_goals.remove_reading(me(), indicator_id, seen),
)
view = vision_views.overview(me(), day)
catalogue = catalogues.catalogue(view.catalogue_version, current())
newest = catalogues.catalogue(catalogues.shipped_versions()[-1], current())
asked_for = view.field(place.field_asked_for(vision.field_keys()) or "")

if asked_for is not None:
    title = next(each.title for each in newest.fields if each.key == asked_for.key)
    field.shown(desk, view, asked_for, title, catalogue)
    end_page()

st.title(_("Vision 2035"))
page.shown(desk, view, words.short_names(catalogue, newest))

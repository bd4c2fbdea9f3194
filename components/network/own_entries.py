"""What the own commune offers and looks for: written here, seen by the own commune only."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import drafts, notice, session
from components.language import _
from components.network import words
from components.network.desk import Desk
from components.network.sure import asked, box
from components.notice import Notice
from components.plain_text import escaped, quoted
from components.plan.measures_desk import tried
from data.model.network import EntryKind, EntryWish, OwnEntry, StatedEntry

PLACE, NEW = "network_own", "network_new"
LONGEST_TEXT = 600
TEXT, TOPIC, KIND, NAMED = "entry_text", "entry_topic", "entry_kind", "entry_named"


def shown(desk: Desk) -> None:
    """The own entries, and a new one."""
    st.markdown(
        _("Nur Ihre Kommune sieht diese Seite. Wie Ihre Einträge für alle aussehen, zeigt „Angebote und Gesuche“.")
    )
    notice.show(PLACE)
    own = desk.entries.own(desk.today)
    if not own:
        st.markdown(
            _(
                "Ihre Kommune hat noch keinen Eintrag. Ein guter Anfang: ein Thema, bei dem Sie gern erzählen, und "
                "eines, bei dem Sie nicht weiterkommen."
            )
        )
    topics = words.topics(desk.catalogue)
    for stated in own:
        _entry(desk, stated, topics.get(stated.entry.topic, stated.entry.topic))
    st.header(_("Neuer Eintrag"))
    notice.show(NEW)
    _suggested(desk, topics)
    _form(desk, topics)


def _entry(desk: Desk, stated: StatedEntry, topic: str) -> None:
    entry = stated.entry
    with st.container(border=True, key=f"own_entry_{entry.token}", gap="small"):
        st.markdown(f"**{words.about(entry.kind, topic)}**")
        st.markdown(quoted(entry.text))
        st.caption(words.entry_state(stated))
        with st.container(horizontal=True, key=f"own_entry_steps_{entry.token}"):
            # Another state gives another field: nobody stores over what they have not seen.
            key = f"entry_text_{entry.token}_{entry.revision}"
            with st.popover(_("Text ändern"), icon=":material/edit:", key=f"edit_{key}"):
                drafts.text_area(_("Text"), key, LONGEST_TEXT, "", entry.text)
                if not entry.named:
                    st.caption(_("Der neue Text erscheint am nächsten Montag; bis dahin sieht niemand den Eintrag."))
                sure = box(key)
                change = partial(_changed, desk, entry, key, sure=sure)
                st.button(_("Speichern"), key=f"save_{key}", type="primary", on_click=change)
            with st.popover(_("Zurücknehmen"), type="tertiary", icon=":material/delete:", key=f"remove_{key}"):
                st.markdown(_("Der Eintrag verschwindet sofort. Offene Anfragen dazu enden."))
                st.button(_("Eintrag zurücknehmen"), key=f"really_{key}", on_click=partial(_removed, desk, entry))


def _changed(desk: Desk, entry: OwnEntry, key: str, *, sure: bool) -> None:
    text = session.widget_value(key) or ""
    change = asked(key, partial(desk.entries.change_text, sure=sure))
    if tried(PLACE, change, entry, text, desk.today, lost=notice.not_stored(text)):
        notice.tell(Notice(PLACE, _("Gespeichert."), went_well=True))


def _removed(desk: Desk, entry: OwnEntry) -> None:
    if tried(PLACE, desk.entries.remove, entry):
        notice.tell(Notice(PLACE, _("Der Eintrag ist zurückgenommen."), went_well=True))


def _suggested(desk: Desk, topics: dict[str, str]) -> None:
    suggested = [key for key in desk.entries.suggestions() if key in topics]
    if not suggested:
        return
    st.markdown(_("Ihr letztes Ergebnis spricht für diese Themen. Das sieht nur Ihre Kommune."))
    with st.container(horizontal=True, key="network_suggestions"):
        for key in suggested:
            label = escaped(topics[key])
            st.button(label, key=f"suggest_{key}", icon=":material/lightbulb:", on_click=_take, args=(key,))


def _take(topic: str) -> None:
    for key, value in ((TOPIC, topic), (KIND, EntryKind.STRONG)):
        session.set_widget_value(key, value)
        drafts.keep(key)


def _form(desk: Desk, topics: dict[str, str]) -> None:
    with st.container(key="network_new_form"):
        drafts.restore(KIND, EntryKind.STRONG)
        kinds = {EntryKind.STRONG: _("Wir sind stark in …"), EntryKind.SEARCH: _("Wir suchen Austausch zu …")}
        st.segmented_control(
            _("Was sagt der Eintrag?"),
            list(kinds),
            format_func=kinds.__getitem__,
            key=KIND,
            required=True,
            wrap=True,
            on_change=drafts.keep,
            args=(KIND,),
        )
        drafts.restore(TOPIC, None)
        st.selectbox(
            _("Thema"),
            list(topics),
            format_func=topics.__getitem__,
            index=None,
            key=TOPIC,
            placeholder=_("Kriterium oder ganzes Handlungsfeld wählen"),
            on_change=drafts.keep,
            args=(TOPIC,),
        )
        drafts.text_area(
            _("Kurzer Text"),
            TEXT,
            LONGEST_TEXT,
            _("Zum Beispiel: Sprachmittlung in allen Ämtern, eingespielt seit drei Jahren. Wir zeigen gern, wie."),
        )
        drafts.restore(NAMED, False)
        names = {False: _("anonym, bis beide Seiten zustimmen"), True: _("mit dem Namen unserer Kommune")}
        st.radio(
            _("Wie soll der Eintrag erscheinen?"),
            list(names),
            format_func=names.__getitem__,
            key=NAMED,
            on_change=drafts.keep,
            args=(NAMED,),
        )
        st.caption(
            _(
                "Anonym: Andere sehen nur Thema und Text. Schreiben Sie nichts hinein, woran man Ihre Kommune erkennt. "
                "Anonyme Einträge erscheinen gemeinsam am nächsten Montag. Später lässt sich nur der Text ändern; "
                "nehmen Sie den Eintrag sonst zurück und schreiben Sie einen neuen."
            )
        )
        sure = box(TEXT)
        add = partial(_added, desk, sure=sure)
        st.button(_("Eintrag aufnehmen"), key="network_add", type="primary", icon=":material/add:", on_click=add)


def _added(desk: Desk, *, sure: bool) -> None:
    kind, topic = session.widget_value(KIND) or EntryKind.STRONG, session.widget_value(TOPIC) or ""
    wish = EntryWish(kind, topic, session.widget_value(TEXT) or "", bool(session.widget_value(NAMED)))
    if tried(NEW, asked(TEXT, partial(desk.entries.add, sure=sure)), wish, desk.today):
        for key, start in ((TEXT, ""), (TOPIC, None), (NAMED, False)):
            drafts.forget(key, start)
        notice.tell(Notice(PLACE, _("Der Eintrag ist aufgenommen."), went_well=True))

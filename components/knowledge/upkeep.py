"""Everything that the platform team keeps: articles with their state, what is due first, and what communes offer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from components import address, navigation, notice, session
from components.knowledge import kept_fields, place, practice_fields, words
from components.knowledge.desk import EditingDesk, QueueDesk
from components.knowledge.place import ARTICLE, View
from components.language import _, current, day, plural
from components.notice import Notice
from components.page_frame import lead
from components.paging import page_of
from components.plain_text import escaped, quoted
from components.plan.measures_desk import tried
from components.plan.priorities_words import Names
from components.questionnaire import redraw
from data.model.knowledge import KeptArticle, OfferState, PracticeOffer

SHOWN_AT_ONCE = 20
SEARCH = "kept_search"
SENTENCE = "sentence"
LONGEST_SENTENCE = 300


def shown(desk: EditingDesk, queue: QueueDesk, names: Names, today: date) -> None:
    """The whole page below its title."""
    redraw.drawn(redraw.PAGE)
    articles, offers = desk.overview(today), queue.queue()
    lead(_standing(articles, offers, today))
    notice.show(notice.TOP)
    waiting = [offer for offer in offers if offer.state is OfferState.OFFERED]
    others = [offer for offer in offers if offer.state is not OfferState.OFFERED]
    st.header(_("Angebotene Praxis"))
    if not waiting:
        st.markdown(_("Gerade wartet kein Angebot."))
    for offer in waiting:
        _offer(queue, offer, names)
    if others:
        with st.expander(plural("Ein weiteres Angebot", "{n} weitere Angebote", len(others))):
            for offer in others:
                _settled(queue, offer)
    notice.show_elsewhere()
    st.header(_("Artikel"))
    with st.container(key="new_article"):
        place.view_link(View.NEW, _("Neuer Artikel"), ":material/add:", navigation.KNOWLEDGE_EDITING)
    _articles(desk, articles, today)


def _standing(articles: Sequence[KeptArticle], offers: Sequence[PracticeOffer], today: date) -> str:
    due = sum(article.is_due(today) for article in articles)
    waiting = sum(offer.state is OfferState.OFFERED for offer in offers)
    told = [plural("Ein Artikel", "{n} Artikel", len(articles))]
    told.append(plural("einer ist zu prüfen", "{n} sind zu prüfen", due) if due else _("alle im letzten Jahr geprüft"))
    told.append(plural("ein Angebot wartet", "{n} Angebote warten", waiting) if waiting else _("kein Angebot wartet"))
    return f"{told[0]}: {told[1]}, {told[2]}."


@st.fragment
def _articles(desk: EditingDesk, articles: Sequence[KeptArticle], today: date) -> None:
    st.text_input(_("Artikel suchen"), key=SEARCH, icon=":material/search:", max_chars=100)
    searched = (session.widget_value(SEARCH) or "").casefold().split()
    titles = {each.key: each.newest.text(current()).title.casefold() for each in articles}
    found = [each for each in articles if all(word in titles[each.key] for word in searched)]
    if not found:
        st.markdown(_("Kein Titel enthält diese Wörter."))
    with st.container(key="kept_articles", gap=None):
        for article in page_of(found, SHOWN_AT_ONCE, f"kept_page_{'_'.join(searched)}"):
            _row(desk, article, today)


def _row(desk: EditingDesk, article: KeptArticle, today: date) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"kept_row_{article.key}"):
        with st.container(gap=None, width="stretch"):
            target = address.changed(**{ARTICLE: article.key})
            label = words.title(article)
            st.page_link(navigation.KNOWLEDGE_EDITING, label=label, query_params=target)
            badges = (
                words.article_state(article.state),
                words.version_badge(article),
                words.checked_badge(article, today),
            )
            st.markdown(" ".join(badge for badge in badges if badge))
        if article.is_due(today):
            st.button(
                _("Heute geprüft"),
                key=f"checked_{article.key}",
                type="tertiary",
                icon=":material/event_available:",
                help=_("{title}: geprüft und richtig", title=words.title(article)),
                on_click=_checked,
                args=(desk, article, today),
            )


def _checked(desk: EditingDesk, article: KeptArticle, today: date) -> None:
    if tried(notice.TOP, desk.note_check, article.key, today):
        told = _("„{title}“ ist als heute geprüft vermerkt.", title=words.title(article))
        notice.tell(Notice(notice.TOP, told, went_well=True))


# What communes offer


def _offer(desk: QueueDesk, offer: PracticeOffer, names: Names) -> None:
    """One offer that waits: its text to be worded, how it will look, and the two ways on."""
    form = f"wording_{offer.id}_{offer.revision}"
    with st.container(border=True, key=f"offer_{offer.id}"):
        st.markdown(f"**{escaped(offer.text.title)}**")
        how = _("will genannt werden") if offer.wish.is_named else _("will ungenannt bleiben")
        st.caption(
            _(
                "{commune}, {how}, angeboten am {day}",
                commune=escaped(offer.commune_name),
                how=how,
                day=day(offer.offered_at),
            )
        )
        notice.show(_place(offer))
        _worded(desk, offer, names, form)


@st.fragment
def _worded(desk: QueueDesk, offer: PracticeOffer, names: Names, form: str) -> None:
    write, read = st.columns(2, gap="large")
    with write:
        with st.expander(_("Wortlaut ändern")), st.container(key=f"knowledge_draft_{form}"):
            text = practice_fields.text_fields(form, offer.text)
            st.caption(_("Die Kommune sieht beide Fassungen."))
        line = partial(
            st.text_input,
            _("Satz an die Kommune, wenn es zurückgehen soll"),
            max_chars=LONGEST_SENTENCE,
            placeholder=_("Zum Beispiel: Was hat es gekostet, und wer hat es bezahlt?"),
        )
        with st.container(key=f"knowledge_draft_{form}_back"):
            kept_fields.field(form, SENTENCE, "", line)
        _ways_on(desk, offer, form)
    with read:
        practice_fields.preview(offer.wish, text, offer.commune_name, names, form)
    redraw.rest()


def _ways_on(desk: QueueDesk, offer: PracticeOffer, form: str) -> None:
    with st.container(horizontal=True):
        st.button(
            _("Freigeben"),
            key=f"release_{offer.id}",
            type="primary",
            icon=":material/check:",
            on_click=_release,
            args=(desk, offer, form),
        )
        st.button(
            _("Mit diesem Satz zurückgeben"),
            key=f"give_back_{offer.id}",
            icon=":material/undo:",
            on_click=_give_back,
            args=(desk, offer, form),
        )


def _settled(desk: QueueDesk, offer: PracticeOffer) -> None:
    with st.container(border=True, key=f"offer_{offer.id}"):
        st.markdown(f"**{escaped(offer.text.title)}** {words.offer_state(offer.state)}")
        st.caption(_("{commune}, {day}", commune=escaped(offer.commune_name), day=day(offer.changed_at)))
        notice.show(_place(offer))
        if offer.state is OfferState.RETURNED:
            st.markdown(quoted(offer.sentence))
            return
        form = f"back_{offer.id}_{offer.revision}"
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"knowledge_draft_{form}"):
            line = partial(st.text_input, _("Doch zurückgeben mit diesem Satz"), max_chars=LONGEST_SENTENCE)
            kept_fields.field(form, SENTENCE, "", line)
            st.button(_("Zurückgeben"), key=f"give_back_{offer.id}", on_click=_give_back, args=(desk, offer, form))


def _release(desk: QueueDesk, offer: PracticeOffer, form: str) -> None:
    text = practice_fields.typed_text(form, offer.text)

    def release() -> None:
        seen = offer if text == offer.text else desk.put_into_words(offer, text)
        desk.release(seen)

    if tried(_place(offer), release, lost=_not_stored(offer, form)):
        _over(form, _("„{title}“ ist freigegeben.", title=escaped(text.title)))


def _give_back(desk: QueueDesk, offer: PracticeOffer, form: str) -> None:
    sentence = _sentence(form)
    if tried(_place(offer), desk.give_back, offer, sentence, lost=_not_stored(offer, form)):
        _over(form, _("„{title}“ ist mit Ihrem Satz zurück bei der Kommune.", title=escaped(offer.text.title)))


def _not_stored(offer: PracticeOffer, form: str) -> str:
    """What was typed into a form that goes when its offer is withdrawn or offered again."""
    return practice_fields.not_stored(practice_fields.typed_text(form, offer.text), offer.text, _sentence(form))


def _sentence(form: str) -> str:
    return str(kept_fields.value(form, SENTENCE, "") or "")


def _over(form: str, told: str) -> None:
    kept_fields.forget(form, (*practice_fields.PARTS, SENTENCE))
    notice.tell(Notice(notice.TOP, told, went_well=True))


def _place(offer: PracticeOffer) -> str:
    return f"offer_{offer.id}"

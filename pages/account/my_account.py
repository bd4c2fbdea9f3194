"""My account: who I am, my language, reminders, my password, where I am signed in."""

import streamlit as st

from components import account_forms, reminder_forms, session
from components.language import _, today
from data.services import accounts, installation, reminder_calendar, reminder_mails

person = session.require_person()

st.title(_("Mein Konto"))
account_forms.who_i_am(person)

st.header(_("Sprache"))
account_forms.language_choice()

if person.commune is not None:
    me = session.require_person
    reminder_forms.shown(
        reminder_forms.Desk(
            base_url=installation.base_url(),
            link_made_at=lambda: reminder_calendar.link_made_at(me()),
            make_link=lambda: reminder_calendar.make_link(me()),
            revoke_link=lambda: reminder_calendar.revoke_link(me()),
            mails=lambda: reminder_mails.state(me(), today()),
            wish_for=lambda address, weekday: reminder_mails.wish_for(me(), address, weekday, today()),
            end_wish=lambda: reminder_mails.end_wish(me()),
        )
    )

st.header(_("Passwort ändern"))
st.markdown(
    _(
        "Mindestens 12 Zeichen, zum Beispiel ein kurzer Satz, den nur Sie kennen. Sonderzeichen und Ziffern sind "
        "erlaubt, aber nicht nötig. Danach gilt die Anmeldung nur noch in diesem Browser."
    )
)
wish = account_forms.password_form()
if wish is not None:
    accounts.change_password(
        person, wish.old, wish.new, address=session.address(), kept_session_id=session.sign_in_id()
    )
    st.success(_("Das neue Passwort gilt ab jetzt. Alle anderen Anmeldungen sind beendet."), icon=":material/check:")

st.header(_("Andere Anmeldungen"))
st.markdown(
    _("Haben Sie sich an einem fremden Gerät angemeldet und nicht abgemeldet? Dann beenden Sie diese Anmeldung hier.")
)
if account_forms.end_others_button():
    ended = accounts.end_other_sessions(person, session.sign_in_id() or "")
    account_forms.say_how_many_ended(ended)

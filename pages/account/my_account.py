"""My account: who I am, my language, my password, where I am signed in."""

import streamlit as st

from components import account_forms, session
from components.language import _
from data.services import accounts

person = session.require_person()

st.title(_("Mein Konto"))
account_forms.who_i_am(person)

st.header(_("Sprache"))
account_forms.language_choice()

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

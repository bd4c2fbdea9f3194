"""Sign in."""

import streamlit as st

from components import sign_in
from components.language import _

st.title(_("Anmelden"))
st.markdown(
    _(
        "Mit Ihrem Konto sehen Sie, wo Ihre Kommune steht, und arbeiten am Selbstcheck mit. "
        "Ein Konto bekommen Sie bei der Stelle, die dieses Programm für Ihre Kommune betreut."
    )
)

st.header(_("Mit Ihrem Konto"))
sign_in.form()
sign_in.demo_accounts()

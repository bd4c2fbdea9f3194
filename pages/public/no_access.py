"""What somebody sees who is signed in but may not open this page."""

from components import navigation, session
from components.language import _
from components.page_frame import empty_state

person = session.require_person()

empty_state(
    _("Diese Seite ist für Ihr Konto nicht vorgesehen"),
    _("Wenn Sie sie brauchen, wenden Sie sich bitte an die Stelle, die Ihr Konto eingerichtet hat."),
    navigation.START,
    _("Zum Überblick"),
)

"""One's own account: who I am, my language, my password, where else I am signed in."""

from __future__ import annotations

import pytest
from app_tab import App, AppAs, signed_in
from factories import audit_trail, stored_commune
from sqlalchemy import Engine

from data.model.people import Person, Role
from data.services import accounts
from data.storage.database import reading

OWN, NEW = "Kastanie+Rad 7", "lila Hefter im Flur"


@pytest.fixture
def me(store: Engine, cheap_passwords: None) -> Person:
    stored_commune(name="Neue Stadt")
    account_id = accounts.add_account(
        None, username="amt", display_name="Kim *Amt*", role=Role.OFFICER, ags="09999001", password=OWN
    )
    with reading() as work:
        person = work.accounts.person(account_id)
    assert person is not None
    return person


def change(app: App, old: str, new: str, again: str | None = None) -> App:
    fields = [field for field in app.tab.text_input if "Passwort" in field.label]
    for field, typed in zip(fields, (old, new, new if again is None else again), strict=True):
        field.set_value(typed)
    return app.click("Passwort ändern")


def test_it_says_who_i_am_as_i_typed_it(me: Person) -> None:
    text = signed_in(me, "mein-konto").text
    assert r"Name: **Kim \*Amt\***" in text
    assert "Benutzername: **amt**" in text
    assert "**Sachbearbeitung**" in text
    assert "Kommune: **Neue Stadt**" in text


def test_the_platform_team_belongs_to_no_commune(new_app_as: AppAs) -> None:
    assert "Kommune: **keine" in new_app_as(Role.PLATFORM, "mein-konto").text


def test_a_new_password_counts_at_once_and_ends_every_other_sign_in(me: Person) -> None:
    elsewhere, here = signed_in(me, "mein-konto"), signed_in(me, "mein-konto")
    change(here, OWN, NEW)
    assert "Das neue Passwort gilt ab jetzt." in here.tab.success[0].value
    assert accounts.check_password("amt", NEW, None) == me.account_id
    assert here.run().title == "Mein Konto"
    assert elsewhere.run().title == "Anmelden"


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        (OWN, NEW, NEW + "x", "Die beiden neuen Passwörter sind verschieden."),
        ("falsch", NEW, NEW, "Das bisherige Passwort stimmt nicht"),
        (OWN, "kurz", "kurz", "Das Passwort ist zu kurz."),
        (OWN, OWN, OWN, "Das neue Passwort ist dasselbe"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_told_and_the_old_one_stays(
    old: str, new: str, again: str, told: str, me: Person
) -> None:
    app = change(signed_in(me, "mein-konto"), old, new, again)
    (error,) = app.tab.error
    assert told in error.value
    assert accounts.check_password("amt", OWN, None) == me.account_id


def test_other_sign_ins_can_be_ended_and_are_counted(me: Person) -> None:
    others = [signed_in(me), signed_in(me)]
    here = signed_in(me, "mein-konto")
    assert "2 andere Anmeldungen sind beendet." in here.click("end_others").text
    assert [other.run().title for other in others] == ["Kompass 2035"] * 2
    assert "Sie sind nirgends sonst angemeldet." in here.click("end_others").text


def test_a_language_that_was_chosen_is_there_at_the_next_sign_in(me: Person) -> None:
    app = signed_in(me, "mein-konto")
    app.tab.segmented_control[0].set_value("en")
    app.run()
    assert app.title == "My account"
    with reading() as work:
        person = work.accounts.person(me.account_id)
    assert person is not None and person.language == "en"
    assert audit_trail()[-1][0] == "account.language_changed"
    assert signed_in(person, "mein-konto").title == "My account"


def test_signing_out_ends_the_sign_in_and_shows_nothing_more(me: Person) -> None:
    app = signed_in(me, "mein-konto")
    app.click("sign_out")
    assert app.title == "Anmelden"
    assert "Kim" not in app.text
    assert audit_trail()[-1][0] == "account.signed_out"


def test_an_account_that_is_switched_off_is_out_at_its_next_click(me: Person) -> None:
    app = signed_in(me, "mein-konto")
    accounts.switch_off(None, "amt")
    assert app.run().title == "Anmelden"

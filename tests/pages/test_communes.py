"""The platform team keeps the list of communes: from the register, through its editions, and sees no answers."""

from __future__ import annotations

from datetime import date

import pytest
from app_tab import App, AppAs, signed_in
from conftest import count
from factories import replies_to_all, stored_commune, stored_person, stored_round
from register_files import COLUMNS, a_land, a_table, an_entry, gv100ad, table_of
from sqlalchemy import Engine
from streamlit.testing.v1.element_tree import TextInput

from data.model.people import Commune, RegisterStanding, Role
from data.model.register import RegisterEntry
from data.services import communes, register, succession
from data.storage.database import reading

TOWNS = [
    an_entry("14999", name="Vogtlandkreis", population=200_000),
    an_entry("14999001", name="Neustadt/Vogtl.", population=1_000),
    an_entry("06999001", name="Neustadt (Hessen), Stadt", kind_name="Stadt", population=9_000),
]
SEARCH, REGISTER_SEARCH = "commune_search", "register_search"


@pytest.fixture
def page(store: Engine) -> App:
    """The page on an installation without any commune."""
    return signed_in(stored_person(Role.PLATFORM), "kommunen")


def know(*entries: RegisterEntry, **options: object) -> None:
    register.import_register(None, a_table(entries), "register.csv", **options)  # type: ignore[arg-type]


def upload(page: App, data: bytes, name: str = "register.csv") -> App:
    page.tab.file_uploader[0].upload(name, data)
    return page.run()


def look_for(page: App, words: str, field: str = REGISTER_SEARCH) -> App:
    page.run().tab.text_input(key=field).input(words)
    return page.run()


def opened(page: App, commune: Commune) -> App:
    """Open what the page tells of one commune."""
    page.tab.session_state[f"commune_{commune.id}"] = True
    return page.run()


def facts(page: App) -> dict[str, str]:
    (table,) = (t.value for t in page.tab.table if "Angabe" in t.value.columns)
    return dict(table.to_numpy().tolist())


def counts(page: App) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.tab.metric}


def done(page: App) -> list[str]:
    return [success.value for success in page.tab.success]


# At first.


def test_at_first_the_page_says_what_to_do(page: App) -> None:
    headings = [words for _level, words in page.headings]
    assert headings == [
        "Kommunen",
        "Teilnehmende Kommunen",
        "Noch nimmt keine Kommune teil",
        "Kommune aufnehmen",
        "Amtliches Register",
    ]
    assert "Das amtliche Register fehlt noch. Laden Sie es unten" in page.text


def test_a_register_file_is_shown_before_it_is_taken_over(page: App, store: Engine) -> None:
    upload(page, gv100ad(*a_land()), "GV100AD_310324.txt")
    assert counts(page) == {"neu": "5", "geändert": "0", "umbenannt": "0", "weggefallen": "0", "unverändert": "0"}
    assert "2 gemeindefreie Gebiete" in page.text
    assert not page.tab.date_input  # the file tells its own day
    assert count(store, "register_entry") == 0
    page.click("Register übernehmen")
    assert done(page) == ["Das Register ist übernommen."]
    assert count(store, "register_entry") == 5
    assert "Gebietsstand 31.03.2024, 5 Gemeinden und Kreise" in page.text
    assert "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis" in page.text
    assert page.tab.file_uploader[0].value is None


def test_the_day_of_a_table_can_be_told(page: App) -> None:
    upload(page, a_table(TOWNS))
    page.tab.date_input[0].set_value(date(2026, 12, 31))
    page.run().click("Register übernehmen")
    assert "Gebietsstand 31.12.2026" in page.text


def test_what_is_wrong_in_a_file_is_told_with_its_line_and_nothing_can_be_taken_over(page: App, store: Engine) -> None:
    upload(page, table_of([COLUMNS, ["9999001", "Ort", "Dorf", "Bayern", "viele", ""]]))
    (table,) = (t.value.to_numpy().tolist() for t in page.tab.table)
    assert [row[:2] for row in table] == [["2", "Dorf"], ["2", "viele"]]
    assert table[0][2].startswith("Erwartet wird eine Art: Gemeinde, Markt, Stadt")
    assert table[1][2] == "Erwartet wird eine ganze Zahl, zum Beispiel 12345."
    (button,) = (b for b in page.tab.button if b.label == "Register übernehmen")
    assert button.disabled
    assert count(store, "register_edition") == 0


def test_what_a_new_edition_means_for_those_who_take_part_is_told_before(page: App) -> None:
    stored_commune(ags="14999001", name="Alt", land="Sachsen", urbanisation="gering besiedelt", population=1_000)
    stored_commune(ags="14999002", name="Weg", land="Sachsen")
    upload(page, a_table(TOWNS))
    (table,) = (t.value.to_numpy().tolist() for t in page.tab.table)
    assert table == [
        [r"**Neustadt/Vogtl\.** 14999001", "neue Angaben: Name"],
        ["**Weg** 14999002", "steht nicht mehr im Register"],
    ]


def test_a_part_of_the_register_has_to_be_called_so(page: App) -> None:
    know(*TOWNS)
    upload(page, a_table([an_entry("14999001", name="Neuer Name")]))
    assert "fehlen 2 von 3 bekannten" in page.tab.error[0].value
    page.tab.checkbox(key="register_partial").check()
    page.run()
    assert counts(page)["umbenannt"] == "1"
    page.click("Register übernehmen")
    with reading() as work:
        assert work.register.count() == 3


def test_a_zero_that_was_put_back_is_told_and_the_file_can_be_taken_over(page: App) -> None:
    upload(page, table_of([COLUMNS, ["9999001", "Ort", "Gemeinde", "Bayern", "5", ""]]))
    assert page.tab.warning[0].value == "Bei einer Zeile fehlte die führende Null."
    assert "Gelesen als 09999001: Die führende Null fehlte." in page.text
    page.click("Register übernehmen")
    assert done(page) == ["Das Register ist übernommen."]


def test_a_known_edition_is_not_offered_again(page: App) -> None:
    know(*TOWNS)
    upload(page, a_table(TOWNS))
    assert done(page) == ["Diese Ausgabe ist schon übernommen. Es gibt nichts Neues."]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"PK\x03\x04", "Diese Datei ist gepackt."), (b"\x00\x01", "Diese Datei ist kein Text.")],
)
def test_what_is_no_register_is_told_in_one_sentence(data: bytes, sentence: str, page: App) -> None:
    assert upload(page, data, "gv.zip").tab.error[0].value.startswith(sentence)


# Taking communes from the register.


def test_a_commune_is_taken_from_the_register_by_its_name(page: App) -> None:
    know(*TOWNS)
    look_for(page, "neustadt")
    (choice,) = page.tab.radio
    assert choice.options == ["**Neustadt \\(Hessen\\), Stadt**", "**Neustadt/Vogtl\\.**"]
    assert list(choice.proto.captions) == [
        "Stadt · Hessen · 9.000 Menschen · 06999001",
        "Gemeinde · Kreis Vogtlandkreis · Sachsen · 1.000 Menschen · 14999001",
    ]
    assert not [b for b in page.tab.button if b.key == "add_commune"]  # nobody is taken without being chosen
    choice.set_value("14999001")
    page.run().click("add_commune")
    assert done(page) == [r"Neustadt/Vogtl\. nimmt jetzt teil. Dem Vergleich stimmt die Kommune selbst zu."]
    with reading() as work:
        (added,) = work.communes.all()
    assert (added.ags, added.benchmark_consent) == ("14999001", False)
    assert "**nimmt schon teil**" in look_for(page, "neustadt").tab.radio[0].proto.captions[1]


def test_one_hit_is_chosen_already_and_none_is_said(page: App) -> None:
    know(*TOWNS)
    look_for(page, "hessen")
    assert [b.label for b in page.tab.button if b.key == "add_commune"] == [r"Neustadt \(Hessen\), Stadt aufnehmen"]
    assert "Nichts gefunden" in look_for(page, "Atlantis").text


def test_many_hits_come_page_by_page(page: App) -> None:
    know(*(an_entry(f"14999{n:03}", name=f"Neustadt {n:02}") for n in range(12)))
    look_for(page, "neustadt")
    assert "12 gefunden." in page.text
    assert len(page.tab.radio[0].options) == 10
    page.tab.session_state["register_page_2_neustadt"] = 2
    assert page.run().tab.radio[0].options == ["**Neustadt 10**", "**Neustadt 11**"]


# Communes that take part.


def test_communes_are_listed_ten_at_a_time_and_found_by_name(page: App) -> None:
    for n in range(12):
        stored_commune(ags=f"14999{n:03}", name=f"Größlingen {n:02}", land="Sachsen", benchmark_consent=n < 1)
    page.run()
    assert "12 Kommunen nehmen teil, eine hat dem Vergleich zugestimmt." in page.text
    assert len(page.tab.expander) == 10
    page.tab.session_state["commune_page__0"] = 2
    assert [e.label.split(" · ")[0] for e in page.run().tab.expander] == ["**Größlingen 10**", "**Größlingen 11**"]
    look_for(page, "groesslingen 03", SEARCH)
    assert "Eine Kommune gefunden." in page.text
    assert [e.label for e in page.tab.expander] == ["**Größlingen 03** · Gemeinde · Sachsen · 20.000 Menschen "]
    assert "0 Kommunen gefunden." in look_for(page, "Atlantis", SEARCH).text


def test_a_commune_shows_public_facts_and_nothing_of_its_answers(page: App) -> None:
    town = stored_commune(public_results=True)
    stored_person(Role.OFFICER, town)
    stored_round(town, replies_to_all(3), submitted=True, remark="Streng vertraulich")
    opened(page, town)
    assert facts(page) == {
        "Amtlicher Schlüssel": "09999001",
        "Art und Land": "Gemeinde, Bayern",
        "Einwohnerzahl": "20.000",
        "Besiedlung": "mittlere Besiedlungsdichte",
        "Amtliches Register": "noch nicht geprüft",
        "Vergleich (entscheidet die Kommune selbst)": "hat zugestimmt",
        "Veröffentlicht ihre Ergebnisse selbst": "ja",
        "Konten": "1",
    }
    assert "vertraulich" not in page.text


def looked_after_by(page: App) -> TextInput:
    """The field that says who looks after the open commune."""
    (found,) = (f for f in page.tab.text_input if f.label.startswith("Wer mehrere Kommunen"))
    return found


def test_names_in_use_of_who_looks_after_several_are_told_beside_the_field(page: App) -> None:
    stored_commune(ags="14999001", trust_domain="Zweckverband Nord")
    town = stored_commune(ags="14999002", trust_domain="ein Büro")
    opened(page, town)
    assert "Schon eingetragen: ein Büro, Zweckverband Nord" in page.text
    assert looked_after_by(page).value == "ein Büro"
    looked_after_by(page).input("")
    page.click("Speichern")
    assert done(page) == ["Gespeichert."]
    assert "Schon eingetragen: Zweckverband Nord" in page.text


def test_who_looks_after_several_is_stored_and_told_where_it_was_said(page: App) -> None:
    town = stored_commune()
    opened(page, town)
    looked_after_by(page).input("Verbund 7")
    page.click("Speichern")
    assert done(page) == ["Gespeichert."]
    with reading() as work:
        (now,) = work.communes.all()
    assert now.trust_domain == "Verbund 7"


def test_what_a_colleague_said_meanwhile_is_shown_and_not_overwritten(page: App) -> None:
    town = stored_commune()
    opened(page, town)
    looked_after_by(page).input("danach")
    communes.set_trust_domain(stored_person(Role.PLATFORM, username="andere"), town, "zuerst")
    page.click("Speichern")
    assert (looked_after_by(page).value, done(page)) == ("zuerst", [])
    with reading() as work:
        (now,) = work.communes.all()
    assert now.trust_domain == "zuerst"


def test_earlier_names_stay_to_be_read(page: App) -> None:
    town = stored_commune(ags="14999001")
    know(an_entry("14999001", name="Alt"), borders_on=date(2025, 12, 31))
    know(an_entry("14999001", name="Neu"), borders_on=date(2026, 12, 31))
    assert "Bis 31.12.2026: Alt" in opened(page, town).text


# Communes that are gone.


@pytest.fixture
def gone(page: App) -> Commune:
    """A commune that the register knows under another key now."""
    town = stored_commune(ags="14999001", name="Größlingen", land="Sachsen")
    know(an_entry("14888001", name="Größlingen"), an_entry("14888", name="Neuer Kreis"))
    return town


def test_a_commune_that_is_gone_is_told_on_top_and_can_be_listed_alone(page: App, gone: Commune) -> None:
    stored_commune(ags="09999001", name="Andersheim")
    page.run()
    assert page.tab.warning[0].value.startswith("Eine Kommune steht nicht im amtlichen Register.")
    assert len(page.tab.expander) == 2
    page.tab.toggle(key="communes_gone").set_value(True)
    (line,) = page.run().tab.expander
    assert "Größlingen" in line.label and "nicht im Register" in line.label


def test_when_the_last_one_of_a_page_is_settled_the_page_before_is_shown(page: App) -> None:
    for n in range(11):
        stored_commune(ags=f"14999{n:03}", name=f"Ort {n:02}", land="Sachsen")
    know(an_entry("14888001"), an_entry("14888002"))
    page.tab.session_state["communes_gone"] = True
    page.tab.session_state["commune_page__2"] = 2
    assert [line.label.split(" · ")[0] for line in page.run().tab.expander] == ["**Ort 10**"]
    platform = stored_person(Role.PLATFORM, username="andere")
    succession.continue_under(platform, "14999010", "14888001")
    assert len(page.run().tab.expander) == 10


def test_it_continues_under_its_new_key_once_somebody_says_that_this_was_checked(page: App, gone: Commune) -> None:
    opened(page, gone)
    assert "unter dem Schlüssel 14888001 weiter, mit allen Runden und Konten" in page.text  # offered already
    (button,) = (b for b in page.tab.button if b.label == "Unter diesem Schlüssel weiterführen")
    assert button.disabled
    page.tab.checkbox(key=f"sure_{gone.id}_14888001").check()
    page.run().click("Unter diesem Schlüssel weiterführen")
    assert done(page) == ["Größlingen führt unter dem Schlüssel 14888001 weiter."]
    assert not page.tab.warning
    assert facts(page)["Amtlicher Schlüssel"] == r"14888001 (früher 14999001)"


def test_it_becomes_part_of_another_that_takes_part(page: App, gone: Commune) -> None:
    communes.add_from_register(stored_person(Role.PLATFORM, username="andere"), "14888001")
    opened(page, gone)
    page.tab.checkbox(key=f"sure_{gone.id}_14888001").check()
    page.run().click("Als aufgegangen vermerken")
    assert done(page) == ["Größlingen ist in Größlingen aufgegangen."]
    assert facts(page)["Amtliches Register"] == "aufgegangen in Größlingen"
    with reading() as work:
        stored = work.communes.by_id(gone.id)
    assert stored is not None and stored.register_standing is RegisterStanding.MERGED


def test_another_successor_can_be_looked_for(page: App, gone: Commune) -> None:
    opened(page, gone)
    look_for(page, "Atlantis", f"successor_search_{gone.id}")
    assert "Nichts gefunden. Suchen Sie nach dem neuen Namen oder Schlüssel." in page.text
    look_for(page, "Neuer Kreis", f"successor_search_{gone.id}")
    page.tab.radio[0].set_value("14888")
    page.run()
    page.tab.checkbox(key=f"sure_{gone.id}_14888").check()
    page.run().click("Unter diesem Schlüssel weiterführen")
    assert "kann nicht die Nachfolgerin sein" in page.tab.error[0].value  # a town does not become a district


def test_in_the_demo_every_commune_is_called_a_sample(app_as: AppAs) -> None:
    page = app_as(Role.PLATFORM, "kommunen")
    assert "40 Kommunen nehmen teil" in page.text
    assert all("Beispieldaten" in line.label for line in page.tab.expander)

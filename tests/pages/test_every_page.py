"""Every page as every role: who sees what, with headings in order, in one language, without an incident."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from app_tab import App, AppAs, demo_person, signed_in
from conftest import installation
from demo_texts import NAMED_BY_PEOPLE
from factories import stored_commune, stored_person

from components.support.place import Part
from data.model.people import Person, Role
from data.services import accounts

EVERYBODY = (None, *Role)
READERS = (Role.MAYOR, Role.OFFICER, Role.STEERING)
TITLES = {
    "runden": ("Runden", (*READERS, Role.CONTRIBUTOR)),
    "fragen": ("Fragen", (Role.MAYOR, Role.OFFICER, Role.CONTRIBUTOR)),
    "zustaendigkeiten": ("Zuständigkeiten", (Role.OFFICER,)),
    "hochladen": ("Antworten hochladen", (Role.OFFICER, Role.CONTRIBUTOR)),
    "einreichen": ("Prüfung und Freigabe", (Role.MAYOR, Role.OFFICER)),
    "ergebnisse": ("Ergebnisse", READERS),
    "vergleich": ("Vergleich", READERS),
    "vergleich-teilnahme": ("Teilnahme am Vergleich", READERS),
    "schwerpunkte": ("Schwerpunkte", READERS),
    "massnahmen": ("Maßnahmen", READERS),
    "sitzungen": ("Sitzungen", READERS),
    "vision-2035": ("Vision 2035", READERS),
    "roter-faden": ("Roter Faden", READERS),
    "uebergabe": ("Übergabe", READERS),
    "wissen": ("Wissen", tuple(Role)),
    "netzwerk": ("Netzwerk", (*READERS, Role.PLATFORM)),
    "wissen-pflegen": ("Wissen pflegen", (Role.PLATFORM,)),
    "kommunen": ("Kommunen", (Role.PLATFORM,)),
    "fragenkataloge": ("Fragenkataloge", (Role.PLATFORM,)),
    "vergleichsdaten": ("Vergleichsdaten", (Role.PLATFORM,)),
    "mein-konto": ("Mein Konto", tuple(Role)),
    "rueckhalt": ("Rückhalt bei Anfeindung und Bedrohung", EVERYBODY),
    "leichte-sprache": ("Leichte Sprache", EVERYBODY),
    "barrierefreiheit": ("Erklärung zur Barrierefreiheit", EVERYBODY),
    "datenschutz": ("Datenschutz", EVERYBODY),
    "impressum": ("Impressum", EVERYBODY),
}
START = {
    None: "Kompass 2035",
    Role.MAYOR: "Überblick",
    Role.OFFICER: "Überblick",
    Role.STEERING: "Überblick",
    Role.CONTRIBUTOR: "Willkommen, Beispiel Fachamt",
    Role.PLATFORM: r"Willkommen, Beispiel Plattform\-Team",
}
NOT_FOR_YOU = "Diese Seite ist für Ihr Konto nicht vorgesehen"
ENGLISH = re.compile(
    r"\b(the|and|your|you|with|of|from|this|that|results?|answers?|upload|download|sign in|log ?in|submit|round"
    r"|question|save|please|error|loading|choose|select|help|open|page|click|browse|limit)\b",
    re.IGNORECASE,
)
GERMAN = re.compile(
    r"\b(der|die|das|und|oder|nicht|mit|von|für|Ihre?|Sie|eine?|ist|sind|wird|Runde|Fragen?|Antwort(en)?|Kommunen?"
    r"|Ergebnisse?|Anmelden|Abmelden|bitte|noch|auf|im|zum|zur)\b"
)
# Names and addresses that stay as they are in every language.
STAYS = re.compile(
    r"https?://\S+|\[[^]]*\]\([^)]*\)|:material/\w+:|`[^`]*`|Kompass 2035|Excel|LibreOffice|EUPL-1\.2|EN 301 549|WCAG"
    r"|python -m data --help|English|Deutsch|Selbstcheck|„[^“]*“|“[^”]*”"
)
TYPED_BY_PEOPLE = ("Remark:", "Evidence:", "Responsible unit:")


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("page", TITLES)
def test_a_page_opens_for_those_it_is_meant_for_and_for_nobody_else(
    page: str, role: Role | None, app_as: AppAs
) -> None:
    title, meant_for = TITLES[page]
    app = app_as(role, page)
    if role in meant_for:
        assert app.title == title
    elif role is None:
        assert app.title == "Anmelden"
        assert [field.label for field in app.tab.text_input] == ["Benutzername", "Passwort"]
    else:
        assert NOT_FOR_YOU in app.text
        assert title not in [words for level, words in app.headings if level == 1]
    assert app.incidents == []


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_start_page_is_the_cockpit_for_readers_and_the_introduction_for_the_others(
    role: Role | None, app_as: AppAs
) -> None:
    app = app_as(role)
    assert app.title == START[role]
    assert app.incidents == []


@pytest.mark.parametrize("role", Role)
def test_the_address_of_the_sign_in_form_leads_on_who_is_signed_in(role: Role, app_as: AppAs) -> None:
    assert app_as(role, "anmelden").title == START[role]


@pytest.mark.parametrize("page", [page for page, (_, meant_for) in TITLES.items() if None not in meant_for])
def test_who_is_not_signed_in_reads_nothing_of_a_page_but_the_form(page: str, app_as: AppAs) -> None:
    app = app_as(None, page)
    assert "Musterstadt" not in app.text
    assert not app.tab.get("plotly_chart")
    assert not app.tab.table


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PLATFORM])
@pytest.mark.parametrize("page", ["zustaendigkeiten", "ergebnisse", "vergleich", "einreichen", "schwerpunkte"])
def test_a_page_that_is_not_for_somebody_shows_no_data(page: str, role: Role, app_as: AppAs) -> None:
    app = app_as(role, page)
    assert NOT_FOR_YOU in app.text
    assert not app.tab.get("plotly_chart")
    assert not app.tab.table
    assert not app.tab.file_uploader


# What holds on every page. Every page is drawn once with data and once without, in both languages.


def pages_of(role: Role | None) -> list[str]:
    return ["", *(page for page, (_, meant_for) in TITLES.items() if role in meant_for)]


EVERY_PAGE = [(role, page) for role in (None, Role.MAYOR, Role.OFFICER, Role.PLATFORM) for page in pages_of(role)]
EVERY_PAGE += [(None, "anmelden"), (Role.CONTRIBUTOR, ""), (Role.CONTRIBUTOR, "runden"), (Role.PLATFORM, "ergebnisse")]
EVERY_PAGE += [(Role.CONTRIBUTOR, "fragen"), (Role.CONTRIBUTOR, "hochladen")]
# A criterion with proposals, a mark and a discussion; one that is somebody else's.
EVERY_PAGE += [(role, "fragen?kriterium=sprache") for role in (Role.MAYOR, Role.OFFICER, Role.CONTRIBUTOR)]
EVERY_PAGE += [(Role.CONTRIBUTOR, "fragen?kriterium=strategie_und_ziele")]
EVERY_PAGE += [(None, f"rueckhalt?teil={part.value}") for part in Part if part is not Part.NOW]
# Services, offices and laws have German names there.
DESCRIBE_THEMSELVES = ("rueckhalt", "rueckhalt?teil=stellen", "rueckhalt?teil=recht")
on_every_page = pytest.mark.parametrize(("role", "page"), EVERY_PAGE)


@dataclass(frozen=True)
class Picture:
    """What stood on a page."""

    headings: list[tuple[int, str]]
    text: str
    english_text: str
    links: list[str]
    buttons: list[str]
    last_words: str
    incidents: list[str]


Pictures = dict[tuple[Role | None, str], Picture]


def picture_of(app: App) -> Picture:
    links = [link.label for link in app.tab.get("page_link")]
    seen = (app.headings, app.text, links, [b.label for b in app.tab.button], app.tab.caption[-1].value, app.incidents)
    english = app.click("switch_language")
    headings, text, links, buttons, last_words, incidents = seen
    return Picture(headings, text, english.text, links, buttons, last_words, incidents + english.incidents)


def opened(person: Person | None, page: str) -> App:
    """A page as somebody whose account speaks German, whatever was chosen on the page before."""
    if person is not None:
        accounts.set_language(person, "de")
    return signed_in(person, page)


@pytest.fixture(scope="module")
def pictures(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    folder = tmp_path_factory.mktemp("pictures") / "var"
    shutil.copytree(demo_folder, folder)
    with installation(folder, KOMPASS_DEMO="1"):
        people = {role: demo_person(role) for role in Role}
        return {(role, page): picture_of(opened(role and people[role], page)) for role, page in EVERY_PAGE}


@pytest.fixture(scope="module")
def empty_pictures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    folder = tmp_path_factory.mktemp("pictures")
    shutil.copy(migrated_sqlite, folder / "kompass.db")
    with installation(folder):
        town = stored_commune(name="Neue Stadt")
        people = {role: stored_person(role, None if role is Role.PLATFORM else town) for role in Role}
        return {(role, page): picture_of(opened(role and people[role], page)) for role, page in EVERY_PAGE}


@on_every_page
def test_a_page_has_one_title_and_its_headings_in_order_with_data_and_without(
    role: Role | None, page: str, pictures: Pictures, empty_pictures: Pictures
) -> None:
    for picture in (pictures[role, page], empty_pictures[role, page]):
        levels = [level for level, _ in picture.headings]
        assert (levels[0], levels.count(1)) == (1, 1)
        assert all(below <= above + 1 for above, below in pairwise(levels)), picture.headings


@on_every_page
def test_a_page_is_drawn_without_an_incident_with_data_and_without(
    role: Role | None, page: str, pictures: Pictures, empty_pictures: Pictures
) -> None:
    assert pictures[role, page].incidents == []
    assert empty_pictures[role, page].incidents == []


@on_every_page
def test_the_german_page_speaks_german_and_the_english_one_english(
    role: Role | None, page: str, pictures: Pictures, empty_pictures: Pictures
) -> None:
    for picture in (pictures[role, page], empty_pictures[role, page]):
        assert words_in(ENGLISH, picture.text) == set()
        # The services of the help page describe themselves, in German.
        assert page in DESCRIBE_THEMSELVES or words_in(GERMAN, picture.english_text) == set()


def words_in(language: re.Pattern[str], text: str) -> set[str]:
    return {
        found.group(0)
        for line in text.splitlines()
        if not line.startswith(TYPED_BY_PEOPLE)
        for found in language.finditer(STAYS.sub(" ", NAMED_BY_PEOPLE.sub(" ", line)))
    }


@on_every_page
def test_help_language_and_the_way_in_or_out_are_on_every_page(
    role: Role | None, page: str, pictures: Pictures
) -> None:
    picture = pictures[role, page]
    assert "Rückhalt" in picture.links
    assert "English" in picture.buttons
    assert ("Anmelden" in picture.links) == (role is None)
    assert ("Abmelden" in picture.buttons) == (role is not None)


@on_every_page
def test_every_page_says_that_these_are_not_the_official_questions(
    role: Role | None, page: str, pictures: Pictures
) -> None:
    assert "nicht der offizielle Fragebogen" in pictures[role, page].last_words


@pytest.mark.parametrize("page", pages_of(Role.OFFICER))
def test_every_page_says_that_the_demo_is_made_up_and_calls_no_real_commune_an_example(
    page: str, pictures: Pictures, empty_pictures: Pictures
) -> None:
    demo, real = pictures[Role.OFFICER, page].text, empty_pictures[Role.OFFICER, page].text
    assert "Musterstadt" in demo and "Beispieldaten" in demo
    assert "Neue Stadt" in real and "Beispieldaten" not in real


@pytest.mark.parametrize("page", ["", "ergebnisse", "vergleich", "schwerpunkte", "vision-2035"])
def test_every_chart_is_told_in_words_and_has_its_table_beside_it(page: str, app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, page)
    charts = app.tab.get("plotly_chart")
    assert charts
    assert all(len(chart.proto.alt) > 100 for chart in charts)
    tables = [expander for expander in app.tab.expander if expander.label == "Werte als Tabelle"]
    assert len(tables) == len(charts)

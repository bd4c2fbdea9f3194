"""What keeps people from using a page, as far as a program can find it: axe-core and a few looks of our own."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from browser.steps import STANDS_STILL
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A page is dark where its words are lighter than what is behind them.
IS_DRAWN_IN = """(theme) => {
  const light = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
  const { color, backgroundColor } = getComputedStyle(document.querySelector('[data-testid="stApp"]'));
  return (light(color) > light(backgroundColor)) === (theme === 'dark');
}"""
# Streamlit's own, each of minor impact and without a way to mend it from here (streamlit 1.67):
STREAMLITS_OWN = {
    "presentation-role-conflict": "stFileUploaderDropzone",  # cannot be reached by Tab; its button can
}


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now; the context needs `bypass_csp=True`."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    response = Axe().run(page, options=options).response
    return [
        f"{found['id']}: {node['html'][:200]}"
        for found in response["violations"]
        for node in found["nodes"]
        if STREAMLITS_OWN.get(found["id"], "\0") not in node["html"]
    ]


def violations_by_day_and_night(page: Page) -> list[str]:
    """The same in the light and in the dark theme; the page is light afterwards."""
    found = []
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.wait_for_function(IS_DRAWN_IN, arg=theme)
        page.evaluate(STANDS_STILL)  # colours fade over
        found += [f"{theme}: {violation}" for violation in violations(page)]
    return found

"""The page that the browser loads first, from the Streamlit that is installed."""

from __future__ import annotations

import re

import httpx2
import pytest
from running_server import Server


def page(server: Server, path: str = "/", **headers: str) -> httpx2.Response:
    return httpx2.get(server.url + path, headers={"Accept": "text/html", **headers}, trust_env=False)


@pytest.mark.parametrize("path", ["/", "/anmelden", "/ergebnisse"])
def test_it_is_german_by_default_on_every_address(server: Server, path: str) -> None:
    answer = page(server, path, **{"Accept-Encoding": "gzip"})
    assert '<html lang="de">' in answer.text
    assert answer.headers["content-language"] == "de"
    assert "<title>Kompass 2035</title>" in answer.text


def test_it_follows_the_language_chosen_in_this_browser(server: Server) -> None:
    answer = page(server, Cookie="kompass_language=en")
    assert '<html lang="en">' in answer.text
    assert "Kompass 2035 needs JavaScript" in answer.text
    assert "Cookie" in answer.headers["vary"]


def test_an_unknown_language_is_german(server: Server) -> None:
    assert '<html lang="de">' in page(server, Cookie='kompass_language="><script>').text


def test_it_holds_no_inline_script_and_no_word_of_streamlits_own(server: Server) -> None:
    text = page(server).text
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == []
    assert not [
        word for word in ("service-desc", "prerenderReady", "agent", "Streamlit app", "You need") if word in text
    ]
    assert "braucht JavaScript" in text


def test_it_loads_nothing_from_elsewhere(server: Server) -> None:
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page(server).text)
    assert addresses
    assert all(address.startswith("./") for address in addresses)


@pytest.mark.parametrize("path", ["/kompass/browser.js", "/kompass/browser.css", "/kompass/icon.svg"])
def test_its_own_files_are_served(server: Server, path: str) -> None:
    assert path.removeprefix("/") in page(server).text
    assert httpx2.get(server.url + path, trust_env=False).status_code == 200


def test_it_is_never_answered_as_not_modified(server: Server) -> None:
    first = page(server)
    assert not {"etag", "last-modified"} & set(first.headers)
    assert (
        page(server, **{"If-None-Match": '"x"', "If-Modified-Since": "Sun, 22 Nov 2099 10:00:00 GMT"}).status_code
        == 200
    )
    assert first.headers["cache-control"] == "no-cache"


def test_other_files_pass_untouched(server: Server) -> None:
    (script,) = re.findall(r'src="\./(static/js/index[^"]+)"', page(server).text)
    answer = httpx2.get(f"{server.url}/{script}", headers={"Accept": "*/*"}, trust_env=False)
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["cache-control"]

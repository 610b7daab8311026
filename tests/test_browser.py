"""The web page in a real browser: nothing is fetched, nothing runs that is not the page's own, one selection, room on a phone."""

import re

import pytest

from accordingto.export import html
from tests.conftest import CHROMIUM
from tests.test_export_formats import reading

pytestmark = pytest.mark.browser
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield running
        running.close()


@pytest.fixture
def page(browser, tmp_path):
    """The page opened, and on it ``seen``: every console error, dialog and request that is not the file itself."""
    file = tmp_path / "page.html"
    file.write_text(html.render([reading()]), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1280, "height": 860})
    opened.seen = []
    opened.on("console", lambda m: opened.seen.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda e: opened.seen.append(str(e)))
    opened.on("dialog", lambda d: (opened.seen.append("dialog"), d.dismiss()))
    opened.on("request", lambda r: opened.seen.append(r.url) if not r.url.startswith(file.as_uri()) else None)
    opened.goto(file.as_uri())
    yield opened
    opened.close()


def test_nothing_is_fetched_and_no_script_of_the_document_runs(page):
    assert "<script>alert" in page.locator(".text").inner_text()
    assert page.seen == []


def test_one_selection_is_shared_and_keys_move_it(page):
    page.keyboard.press("j")
    assert page.locator(".card.on").count() == 1
    assert page.locator("a.c.on").count() >= 1
    assert re.search("denied", page.locator("#live").text_content())
    page.keyboard.press("Escape")
    assert page.locator(".on").count() == 0
    page.locator("a.c").first.click()
    assert page.locator(".card.on").count() == 1
    assert page.seen == []


def test_a_phone_and_400_percent_need_no_sideways_scrolling(page):
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_control_has_a_name(page):
    names = page.evaluate(
        "[...document.querySelectorAll('a,button,[tabindex]')].map(e => e.ariaLabel || e.getAttribute('aria-labelledby') || e.textContent)"
    )
    assert names
    assert all(name.strip() for name in names)


def test_print_shows_every_claim(page):
    page.emulate_media(media="print")
    assert all(card.is_visible() for card in page.locator(".card").all())

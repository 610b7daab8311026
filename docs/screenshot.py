"""Take the picture of a page that ``accordingto read --format html`` wrote.

    python docs/screenshot.py PAGE.html PICTURE.png [WIDTH] [HEIGHT] [dark]

The ninth claim is selected, and the window stands at the page's top.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def main() -> None:
    page_file, picture = Path(sys.argv[1]).resolve(), sys.argv[2]
    width, height = (int(sys.argv[k]) if len(sys.argv) > k else d for k, d in ((3, 1280), (4, 1000)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="dark" if "dark" in sys.argv else "light")
        page.goto(page_file.as_uri())
        for _ in range(9):
            page.keyboard.press("j")
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main()

"""Make each paper by the warm worker's renderer and by a Chromium that keeps running, in turns.

`python -m bench.print_once` prints a line of JSON; see papers. Both get the same page, whose
typeface is the same files; both write tagged PDF, the renderer PDF/A-3a as it is published.
Chromium opens a page for each paper, as a service that prints for many offices must.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - after the setup
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from bench.paper_words import announcement, report, table_announcement  # noqa: E402
from ita_portal.documents.rendering.document import document_html  # noqa: E402
from ita_portal.documents.rendering.fonts import installed_fonts  # noqa: E402
from ita_portal.documents.rendering.pdf import to_pdf  # noqa: E402
from tools.debian import browser  # noqa: E402

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
ROUNDS = 9
FEW_ROWS, MANY_ROWS = 250, 1000

FONTS = installed_fonts(Path(settings.FONT_DIR))


def seconds(deed: Callable[[], object]) -> float:
    """Return how long `deed` takes."""
    start = perf_counter()
    deed()
    return perf_counter() - start


def printed(chromium: Browser, html: Path) -> bytes:
    """Return the PDF that Chromium makes of a page, tagged; each paper on a page of its own."""
    page = chromium.new_page()
    page.goto(html.as_uri())
    data: bytes = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    page.close()
    return data


def compare(chromium: Browser, words: dict[str, Any], folder: Path) -> dict[str, float]:
    """Return pages, the median ratio of a round, and the median seconds of both."""
    html = document_html(words, fonts=FONTS)
    path = folder / "paper.html"
    path.write_text(html.replace("<style>", f"<style>{FONTS.css}"), encoding="utf-8")
    pages = to_pdf(html, fonts=FONTS).pages
    printed(chromium, path)
    rounds = [
        (seconds(lambda: to_pdf(html, fonts=FONTS)), seconds(lambda: printed(chromium, path)))
        for _ in range(ROUNDS)
    ]
    return {
        "pages": pages,
        "ratio": median(ours / theirs for ours, theirs in rounds),
        "ours": median(ours for ours, _ in rounds),
        "theirs": median(theirs for _, theirs in rounds),
    }


def growth() -> dict[str, float]:
    """Return the seconds of a table's row, the least of three runs, in the short and the long."""
    cost = {}
    for rows in (FEW_ROWS, MANY_ROWS):
        html = document_html(table_announcement(rows), fonts=FONTS)
        cost[rows] = min(seconds(partial(to_pdf, html, fonts=FONTS)) for _ in range(3))
    few, many = cost[FEW_ROWS] / FEW_ROWS, cost[MANY_ROWS] / MANY_ROWS
    return {"few": few, "many": many, "ratio": many / few}


def main() -> None:
    """Measure and print. Raises RuntimeError where there is no Chromium."""
    program = browser()
    if program is None:
        raise RuntimeError("no Chromium here to measure against")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        told = {
            "announcement": compare(chromium, announcement(), Path(folder)),
            "report": compare(chromium, report(), Path(folder)),
        }
        chromium.close()
    json.dump(told | {"rows": growth()}, sys.stdout)


if __name__ == "__main__":
    main()

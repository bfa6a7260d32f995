"""All checks over 170 text PDFs against only extracting their text, in one run.

Both open each file and bring its words in lines; the checks also look into each file for what may
do harm, and judge the words. For comparison PDFium's words alone, as they come, are timed too. The
rounds take turns and the best of each counts, so that a busy machine disturbs both alike. Exit
status 1 when the checks take more than their share, or find something in these clean papers.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django
import pypdfium2

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.bench_settings")
django.setup()

from bench.checking_papers import OFFICE, YEAR, make_papers  # noqa: E402 - after the setup
from disclosure.rules.checking.context import Context  # noqa: E402
from disclosure.rules.checking.engine import check_file  # noqa: E402
from disclosure.rules.checking.reading.pdf import read_pdf  # noqa: E402

PAPERS = 170
ROUNDS = 7
LIMIT = 2.0


def main() -> int:
    """Measure, print the ratio, and return 1 when it is above its limit."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        papers = make_papers(Path(folder), PAPERS)
        found = sum(_checked(path) for path in papers)
        ways = (_words_alone, _extracted, _checked)
        bare, read, checked = _best_of_each(papers, ways)
    ratio = checked / read
    verdict = "ok" if ratio <= LIMIT else "ABOVE THE LIMIT"
    print(f"{PAPERS} papers: text {read:.3f} s, checks {checked:.3f} s, PDFium alone {bare:.3f} s")
    print(f"ratio {ratio:.2f}  limit {LIMIT:g}  {verdict}; to PDFium alone {checked / bare:.2f}")
    print(f"false alarms {found}")
    return 1 if ratio > LIMIT or found else 0


def _best_of_each(papers: list[Path], ways: tuple[Callable[[Path], object], ...]) -> list[float]:
    rounds = [[_seconds(papers, way) for way in ways] for _ in range(ROUNDS)]
    return [min(taken) for taken in zip(*rounds, strict=True)]


def _seconds(papers: list[Path], way: Callable[[Path], object]) -> float:
    begun = time.process_time()
    for path in papers:
        way(path)
    return time.process_time() - begun


def _words_alone(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return sum(len(page.get_textpage().get_text_bounded()) for page in document)


def _extracted(path: Path) -> int:
    content = read_pdf(path, name=path.name, recogniser=None)
    return sum(len(page.text) for page in content.pages)


def _checked(path: Path) -> int:
    context = Context(OFFICE, YEAR, "สพป.สกลนคร เขต 1")
    return sum(one.is_alarm for one in check_file(path, name=path.name, context=context))


if __name__ == "__main__":
    sys.exit(main())

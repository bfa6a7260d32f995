"""One step of the import's bench: write a score file, only read it, or import it.

`python -m bench.import_once write|read|import FILE [OFFICES]` prints the seconds of the step
and the most megabytes of its process.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import django

django.setup()

from openpyxl import Workbook, load_workbook  # noqa: E402

from assessments.models import Framework  # noqa: E402 - models need the setup first
from assessments.rules.files.importing import import_scores  # noqa: E402
from assessments.rules.frameworks.files import framework_paths  # noqa: E402
from assessments.rules.frameworks.loading import load_framework  # noqa: E402

YEARS = 9


def load_one_year_more() -> None:
    """Load the first framework as that of the year before too: the portal comes with eight."""
    first = framework_paths()[0]
    year = int(first.stem)
    text = first.read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        copy = Path(folder, f"{year - 1}.toml")
        before = text.replace(f"fiscal_year = {year}", f"fiscal_year = {year - 1}", 1)
        copy.write_text(before, encoding="utf-8")
        load_framework(copy)


def write(path: Path, offices: int) -> None:
    """Write a row for every office and year: name, ten scores; the newest nine years."""
    load_one_year_more()
    years = sorted(Framework.objects.values_list("fiscal_year", flat=True).distinct())[-YEARS:]
    numbers = list(range(1, 11))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(
        ["office_code", "office_name", "fiscal_year", *(f"indicator_{n}" for n in numbers)]
    )
    for office in range(offices):
        name = f"สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต {office + 1}"
        for year in years:
            scores = [60 + (office * 37 + year * 13 + n * 271) % 4000 / 100 for n in numbers]
            sheet.append([f"bench-{office + 1}", name, year, *scores])
    book.save(path)


def read(path: Path) -> None:
    """Only read the file, every cell of it."""
    for row in load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        for _ in row:
            pass


def store(path: Path) -> None:
    """Import the file; raises RuntimeError unless every row is stored."""
    outcome = import_scores(path, dry_run=False)
    if outcome.problems or outcome.stored != outcome.offices * YEARS:
        raise RuntimeError(f"{outcome.stored} stored, first problems: {outcome.problems[:3]}")


def main() -> None:
    """Do what the command line says, and print its seconds and megabytes."""
    what, path = sys.argv[1], Path(sys.argv[2])
    steps: dict[str, Callable[[], None]] = {
        "write": lambda: write(path, int(sys.argv[3])),
        "read": lambda: read(path),
        "import": lambda: store(path),
    }
    start = perf_counter()
    steps[what]()
    seconds = perf_counter() - start
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(seconds, kilobytes / 1024)


if __name__ == "__main__":
    main()

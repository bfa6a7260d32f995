"""The import of the country's scores against only reading their file; the limits of its growth.

One XLSX of 245 offices × 9 years × 10 indicators is imported into a database that holds the
frameworks alone, so that every row is new. What only reads the file is openpyxl in read-only
mode. Both are measured in a process of their own, one after the other, three times; the median
counts. Exit status 1 when a ratio, or the memory, is above its limit.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.stage import ROOT, environment, prepare, tell

OFFICES, TIMES = 245, 3
TO_READING, TO_HALF, MEGABYTES = 3.0, 2.2, 300.0
_MODULE = "bench.import_once"


def main() -> int:
    """Measure, print each figure with its limit, and return 1 when one is above it."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        empty = Path(folder, "empty")
        empty.mkdir()
        prepare(str(empty))
        whole, double = Path(folder, "whole.xlsx"), Path(folder, "double.xlsx")
        _run(empty, "write", whole, OFFICES)
        _run(empty, "write", double, 2 * OFFICES)
        rounds = [_round(Path(folder), empty, whole, double) for _ in range(TIMES)]
    to_reading, to_half, memory = (median(figures) for figures in zip(*rounds, strict=True))
    fits = (
        tell("import to reading alone", to_reading, TO_READING),
        tell("double the rows to the rows", to_half, TO_HALF),
        tell("most memory of an import, MB", memory, MEGABYTES),
    )
    return 0 if all(fits) else 1


def _round(folder: Path, empty: Path, whole: Path, double: Path) -> tuple[float, float, float]:
    """Return the import's time over the reading's, double's over single's, and megabytes."""
    reading, _ = _run(empty, "read", whole)
    once, memory = _import(folder, empty, whole)
    twice, _ = _import(folder, empty, double)
    return once / reading, twice / once, memory


def _import(folder: Path, empty: Path, table: Path) -> tuple[float, float]:
    fresh = folder / "fresh"
    shutil.copytree(empty, fresh)
    try:
        return _run(fresh, "import", table)
    finally:
        shutil.rmtree(fresh)


def _run(data: Path, *told: object) -> tuple[float, float]:
    """Run one step in a process of its own; return its seconds and its most megabytes."""
    done = subprocess.run(
        [sys.executable, "-m", _MODULE, *map(str, told)],
        cwd=ROOT,
        env=environment(str(data)),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


if __name__ == "__main__":
    sys.exit(main())

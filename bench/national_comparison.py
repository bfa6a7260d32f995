"""The page of the national comparison against its bare SQL, over the country's scores.

245 offices × 9 years × 10 indicators are imported; then one process asks for the page, as a
browser of somebody of an office would, and for the same queries alone, in turns, and the median
of the rounds' ratios counts. Exit status 1 when the ratio, or the number of all queries of the
page, is above its limit.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.stage import ROOT, environment, prepare

OFFICES = 245
TO_SQL, QUERIES = 2.0, 10.0


def main() -> int:
    """Measure, print each figure with its limit, and return 1 when one is above it."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        data = Path(folder, "data")
        data.mkdir()
        prepare(str(data))
        table = Path(folder, "country.xlsx")
        _run(data, "bench.import_once", "write", table, OFFICES)
        _run(data, "bench.import_once", "import", table)
        ratio, queries, page, bare = _run(data, "bench.compare_once")
    print(f"page {page * 1000:.1f} ms, its SQL alone {bare * 1000:.1f} ms (medians)")
    fits = (
        _tell("page to its bare SQL", ratio, TO_SQL),
        _tell("most queries of the page", queries, QUERIES),
    )
    return 0 if all(fits) else 1


def _run(data: Path, module: str, *told: object) -> list[float]:
    """Run a step in a process of its own and return the figures that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, told)],
        cwd=ROOT,
        env=environment(str(data)),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return [float(word) for word in done.stdout.split()]


def _tell(what: str, figure: float, limit: float) -> bool:
    verdict = "ok" if figure <= limit else "ABOVE THE LIMIT"
    print(f"{what}: {figure:.2f}  limit {limit:g}  {verdict}")
    return figure <= limit


if __name__ == "__main__":
    sys.exit(main())

"""The country's scores as open data against their bare SQL, and the memory that the file takes.

245 offices × 9 years × 10 indicators are imported; then one process reads `scores.csv` to its end
and writes the same scores from one statement with the csv module, in turns, and the median of the
rounds' ratios counts. The memory at its highest is held against that for a fifth of the offices:
what may grow is the list of their names alone.
Exit status 1 when a ratio is above its limit.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.stage import ROOT, environment, prepare

OFFICES = 245
TO_SQL, MEMORY = 5.0, 2.0


def main() -> int:
    """Measure, print each figure with its limit, and return 1 when one is above it."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        data = Path(folder, "data")
        data.mkdir()
        prepare(str(data))
        table = Path(folder, "country.xlsx")
        _run(data, "bench.import_once", "write", table, OFFICES)
        _run(data, "bench.import_once", "import", table)
        ratio, memory, file, bare, page, known = _run(data, "bench.open_data_once")
    print(f"scores.csv {file:.3f} s, its SQL and csv alone {bare:.3f} s (medians)")
    print(f"a page of 100 rows {page * 1000:.1f} ms, unchanged (304) {known * 1000:.1f} ms")
    fits = (
        _tell("file to bare SQL and csv", ratio, TO_SQL),
        _tell("memory for all offices to a fifth of them", memory, MEMORY),
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

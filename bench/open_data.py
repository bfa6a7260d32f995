"""The country's scores as open data against their bare SQL, and the memory that the file takes.

245 offices × 9 years × 10 indicators are imported; then one process reads `scores.csv` to its end
and writes the same scores from one statement with the csv module, in turns, and the median of the
rounds' ratios counts. The memory at its highest is held against that for a fifth of the offices:
what may grow is the list of their names alone.
Exit status 1 when a ratio is above its limit.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.stage import prepare, step, tell

OFFICES = 245
TO_SQL, MEMORY = 5.0, 2.0


def main() -> int:
    """Measure, print each figure with its limit, and return 1 when one is above it."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        data = Path(folder, "data")
        data.mkdir()
        prepare(str(data))
        table = Path(folder, "country.xlsx")
        step(data, "bench.import_once", "write", table, OFFICES)
        step(data, "bench.import_once", "import", table)
        ratio, memory, file, bare, page, known = step(data, "bench.open_data_once")
    print(f"scores.csv {file:.3f} s, its SQL and csv alone {bare:.3f} s (medians)")
    print(f"a page of 100 rows {page * 1000:.1f} ms, unchanged (304) {known * 1000:.1f} ms")
    fits = (
        tell("file to bare SQL and csv", ratio, TO_SQL),
        tell("memory for all offices to a fifth of them", memory, MEMORY),
    )
    return 0 if all(fits) else 1


if __name__ == "__main__":
    sys.exit(main())

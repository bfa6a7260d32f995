"""The page of the national comparison against its bare SQL, over the country's scores.

245 offices × 9 years × 10 indicators are imported; then one process asks for the page, as a
browser of somebody of an office would, and for the same queries alone, in turns, and the median
of the rounds' ratios counts. Exit status 1 when the ratio, or the number of all queries of the
page, is above its limit.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.stage import prepare, step, tell

OFFICES = 245
TO_SQL, QUERIES = 2.0, 10.0


def main() -> int:
    """Measure, print each figure with its limit, and return 1 when one is above it."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        data = Path(folder, "data")
        data.mkdir()
        prepare(str(data))
        table = Path(folder, "country.xlsx")
        step(data, "bench.import_once", "write", table, OFFICES)
        step(data, "bench.import_once", "import", table)
        ratio, queries, page, bare = step(data, "bench.compare_once")
    print(f"page {page * 1000:.1f} ms, its SQL alone {bare * 1000:.1f} ms (medians)")
    fits = (
        tell("page to its bare SQL", ratio, TO_SQL),
        tell("most queries of the page", queries, QUERIES),
    )
    return 0 if all(fits) else 1


if __name__ == "__main__":
    sys.exit(main())

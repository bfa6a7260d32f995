"""How long papers take, against a Chromium that is kept running and prints the same page.

The two-page announcement may take half of Chromium's time, the report of twelve pages with three
charts 1.7 times, both by the warm worker's renderer as they are published; and a row of a table of
1,000 rows not much more than one of 250. Exit status 1 when a ratio is above its limit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.stage import ROOT, environment

LIMITS = {"announcement": 0.5, "report": 1.7, "rows": 1.3}
PAGES = {"announcement": 2, "report": 12}


def main() -> int:
    """Measure, print the ratios, and return 1 when one is above its limit."""
    fonts = Path(os.environ.get("ITA_DATA_DIR") or ROOT / "var").resolve() / "fonts"
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        Path(folder, "fonts").symlink_to(fonts)
        told = subprocess.run(
            [sys.executable, "-m", "bench.print_once"],
            cwd=ROOT,
            env=environment(folder),
            check=True,
            stdout=subprocess.PIPE,
        )
    found = json.loads(told.stdout)
    for name, pages in PAGES.items():
        one = found[name]
        if one["pages"] != pages:
            raise RuntimeError(f"the {name} has {one['pages']} pages, not {pages}")
        print(f"{name} of {pages} pages: {_ms(one['ours'])}, Chromium {_ms(one['theirs'])}")
        _say(one["ratio"], LIMITS[name])
    print(f"a row of 250: {_ms(found['rows']['few'])}, of 1,000: {_ms(found['rows']['many'])}")
    _say(found["rows"]["ratio"], LIMITS["rows"])
    return int(any(found[name]["ratio"] > limit for name, limit in LIMITS.items()))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _say(ratio: float, limit: float) -> None:
    print(f"ratio {ratio:.3f}  limit {limit}  {'ok' if ratio <= limit else 'ABOVE THE LIMIT'}")


if __name__ == "__main__":
    sys.exit(main())

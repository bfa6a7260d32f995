"""How many queries the pages of disclosure ask for 1, 11 and 43 items with evidence.

Exit status 1 when a page asks more for many items than for one.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

from bench.stage import ROOT, environment, prepare

COUNTS = (1, 11, 43)


def main() -> int:
    """Count, print, and return 1 when a page grows."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        prepare(folder, *COUNTS)
        command = [sys.executable, "-m", "bench.count_queries", *map(str, COUNTS)]
        done = subprocess.run(command, cwd=ROOT, env=environment(folder), check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

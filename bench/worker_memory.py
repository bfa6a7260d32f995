"""The worker's memory after 200 papers against that after 20: it must not grow with its work.

The papers are made in a process of their own by the worker's own task, from rows of the database
to PDF files. Without the rest of Celery around it the process is smaller than a worker, so the
ratio is rather too strict. Exit status 1 when it is above its limit.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.stage import ROOT, environment, prepare

FEW, MANY = 20, 200
LIMIT = 1.5


def main() -> int:
    """Render, print the ratio, and return 1 when it is above the limit."""
    fonts = Path(os.environ.get("ITA_DATA_DIR") or ROOT / "var").resolve() / "fonts"
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        Path(folder, "fonts").symlink_to(fonts)
        prepare(folder, 1)
        command = [sys.executable, "-m", "bench.render_papers", str(FEW), str(MANY)]
        told = subprocess.run(
            command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.PIPE
        )
    few, many = (int(number) for number in told.stdout.split())
    ratio = many / few
    verdict = "ok" if ratio <= LIMIT else "ABOVE THE LIMIT"
    print(f"after {FEW} papers {few:,} kB, after {MANY} papers {many:,} kB")
    print(f"ratio {ratio:.3f}  limit {LIMIT}  {verdict}")
    return 1 if ratio > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())

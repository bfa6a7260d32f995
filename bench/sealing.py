"""What the seal adds to the making of a paper, with a common RSA key of 3072 bits and with ECDSA.

A two-page announcement is laid out and sealed again and again in one process, turn by turn; the
medians are compared. Exit status 1 when sealing takes 0.3 of the rendering or more.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.stage import ROOT, environment, prepare

LIMIT = 0.3


def main() -> int:
    """Measure, print the ratios, and return 1 when one is above the limit."""
    fonts = Path(os.environ.get("ITA_DATA_DIR") or ROOT / "var").resolve() / "fonts"
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        Path(folder, "fonts").symlink_to(fonts)
        prepare(folder, 1)
        told = subprocess.run(
            [sys.executable, "-m", "bench.seal_papers", "15"],
            cwd=ROOT,
            env=environment(folder),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    worst = 0.0
    for line in told.stdout.splitlines():
        name, *times = line.split()
        rendering, sealing = (_median(part) for part in times)
        ratio = sealing / rendering
        worst = max(worst, ratio)
        print(f"{name}: rendering {rendering * 1000:.0f} ms, sealing {sealing * 1000:.0f} ms")
        print(f"ratio {ratio:.3f}  limit {LIMIT}  {'ok' if ratio < LIMIT else 'ABOVE THE LIMIT'}")
    return 1 if worst >= LIMIT else 0


def _median(times: str) -> float:
    return statistics.median(float(one) for one in times.split(","))


if __name__ == "__main__":
    sys.exit(main())

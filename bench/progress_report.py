"""The compiled report of 600 steps with 120 photographs: the worker's memory and time.

A quarter of it is made first, then all, each in a process and on a data folder of its own, from
rows of the database to the bytes of the PDF. Exit status 1 when the process needs more than
400 MB, or a step costs clearly more in the large than in the small.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.stage import ROOT, environment, prepare, tell

FEW, MANY = (150, 30), (600, 120)
MOST_MEGABYTES, GROWTH = 400.0, 1.5


def main() -> int:
    """Measure, print each figure with its limit, and return 1 when one is above it."""
    few, many = _run(*FEW), _run(*MANY)
    for (steps, photos), (seconds, memory, pages, size) in ((FEW, few), (MANY, many)):
        told = f"{seconds:.1f} s, {memory:.0f} MB, {pages:.0f} pages, {size / 1024:.0f} kB"
        print(f"{steps} steps, {photos} photographs: {told}")
    growth = (many[0] / MANY[0]) / (few[0] / FEW[0])
    fits = (
        tell("megabytes of the process", many[1], MOST_MEGABYTES),
        tell("a step in the large to one in the small", growth, GROWTH),
    )
    return 0 if all(fits) else 1


def _run(steps: int, photos: int) -> list[float]:
    """Make the report and return what `report_once` prints."""
    fonts = Path(os.environ.get("ITA_DATA_DIR") or ROOT / "var").resolve() / "fonts"
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        Path(folder, "fonts").symlink_to(fonts)
        prepare(folder)
        figures: list[float] = []
        for step in ("fill", "render"):
            command = [sys.executable, "-m", "bench.report_once", step, str(steps), str(photos)]
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=environment(folder),
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
            figures = [float(word) for word in done.stdout.split()]
    return figures


if __name__ == "__main__":
    sys.exit(main())

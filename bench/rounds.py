"""Opening a round for the whole country, 245 offices, 15 groups, 40 steps, and reminding of it.

A twentieth of the country is opened first, then all of it, each in a process and on a data folder
of its own. Exit status 1 when the queries grow with steps, when a step costs more in the large
than in the small, or when a second run is not at once done; and the same when a reminder asks
more than a share of a query, or one costs more in the large.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

from bench.stage import ROOT, environment, prepare, tell

GROUPS, STEPS = 15, 40
FEW, MANY = 12, 245
QUERIES_AN_OFFICE = 1.5
"""Each office's opening is written into the trail, whatever its steps."""
QUERIES_A_REMINDER = 0.1
GROWTH = 1.6
AGAIN = 0.1


def main() -> int:
    """Measure, print each figure with its limit, and return 1 when one is above it."""
    few, many = _run(FEW), _run(MANY)
    for offices, figures in ((FEW, few), (MANY, many)):
        _print(offices, *figures)
    fits = (
        tell("queries an office", many[2] / MANY, QUERIES_AN_OFFICE),
        tell("a step in the large to one in the small", _cost(many) / _cost(few), GROWTH),
        tell("a second run to the first", many[1] / many[0], AGAIN),
        tell("queries a reminder", many[6] / (MANY * GROUPS), QUERIES_A_REMINDER),
        tell("a reminder in the large to one in the small", _reminder(many, few), GROWTH),
    )
    return 0 if all(fits) else 1


def _print(offices: int, *figures: float) -> None:
    seconds, again, queries, steps, memory, reminded, asked, reminded_again = figures
    told = f"{seconds:.2f} s, again {again:.2f} s, {queries:.0f} queries, {memory:.0f} MB"
    print(f"{offices} offices, {steps:,.0f} steps: {told}")
    told = f"{reminded:.2f} s, again {reminded_again:.2f} s, {asked:.0f} queries"
    print(f"{offices} offices, {offices * GROUPS:,} reminders: {told}")


def _reminder(many: list[float], few: list[float]) -> float:
    return (many[5] / MANY) / (few[5] / FEW)


def _cost(figures: list[float]) -> float:
    return figures[0] / figures[3]


def _run(offices: int) -> list[float]:
    """Open the round of `offices` offices and return what `open_once` prints."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        prepare(folder)
        command = [sys.executable, "-m", "bench.open_once", *map(str, (offices, GROUPS, STEPS))]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment(folder),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return [float(word) for word in done.stdout.split()]


if __name__ == "__main__":
    sys.exit(main())

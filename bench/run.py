"""Run every bench, one after the other: `make bench`. Exit status 1 when one is below its floor.

Standard library only; each bench is a process of its own, so that none disturbs another.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHES = (
    "bench.public_pages",
    "bench.query_growth",
    "bench.papers",
    "bench.queued_papers",
    "bench.sealing",
    "bench.import_scores",
    "bench.decoder",
    "bench.national_comparison",
    "bench.open_data",
    "bench.rounds",
    "bench.progress_report",
    "bench.plan_editor",
    "bench.evidence_checks",
    "bench.complaints",
    "bench.search",
)


def main() -> int:
    """Run the benches and return 1 when any of them is below its floor."""
    failed = []
    for name in BENCHES:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", name], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"\nbelow the floor: {', '.join(failed)}" if failed else "\nall benches passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""How many queries the editor of a large plan asks, and how many rows a save of one row writes.

A plan of 60 measures with 600 steps and 30 groups. Exit status 1 when the page asks more than 15
queries, or a save of one step writes more than that row and the plan with its revision.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.stage import ROOT, environment


def main() -> int:
    """Make the plan in a data folder of its own, count, and return 1 when it is too much."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        env = environment(folder)
        Path(folder, "static").mkdir()  # WhiteNoise warns where it is missing
        for command in (["migrate", "--verbosity", "0"], ["load_frameworks"]):
            whole = [sys.executable, "manage.py", *command]
            subprocess.run(whole, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        count = [sys.executable, "-m", "bench.count_plan_editor"]
        return subprocess.run(count, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

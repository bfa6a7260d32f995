"""The register of 20,000 complaints against one of 200, a look-up by a code, the figures.

Exit status 1 when the large register asks more than 12 queries or takes more than 1.5 times as
long, when right and wrong codes differ by more than their own noise, or when the figures of five
years take more than twice the time of their bare SQL.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.stage import ROOT, environment


def main() -> int:
    """Measure in a process of its own, on a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        env = environment(folder)
        Path(folder, "static").mkdir()
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env=env, check=True)
        command = [sys.executable, "-m", "bench.complaints_once"]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

"""A search over 10,000 files for a word that stands in each of them, against one for a rare word.

On SQLite, and on PostgreSQL where BENCH_DATABASE_URL names an empty database. Exit status 1 when
the common word takes more than its share.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.stage import ROOT, environment


def main() -> int:
    """Fill and measure in a process of its own, for each database."""
    failed = _measured({})
    if server := os.environ.get("BENCH_DATABASE_URL"):
        failed += _measured({"DATABASE_URL": server})
    return 1 if failed else 0


def _measured(more: dict[str, str]) -> int:
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        env = environment(folder, **more)
        Path(folder, "static").mkdir()
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env=env, check=True)
        command = [sys.executable, "-m", "bench.search_once"]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

"""245 announcements that are signed at once: all get their PDF, one each, from two workers.

The workers are the portal's own, on SQLite and the queue on disk. What the larger of them holds in
memory after all papers is compared with what it held after its first ten: it must not grow with its
work. Exit status 1 when a paper is not ready, has not exactly one file, or the memory grew.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.stage import ROOT, environment, prepare

PAPERS, FEW, WORKERS = 245, 10, 2
LIMIT = 1.5
PATIENCE = 600
"""Seconds after which papers that are still not ready count as lost."""


def main() -> int:
    """Queue the papers, wait, print what was found, and return 1 when it is not as it must be."""
    fonts = Path(os.environ.get("ITA_DATA_DIR") or ROOT / "var").resolve() / "fonts"
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder, ExitStack() as stack:
        Path(folder, "fonts").symlink_to(fonts)
        prepare(folder, 1)
        queue = [sys.executable, "-m", "bench.queue_papers", str(PAPERS)]
        subprocess.run(queue, cwd=ROOT, env=environment(folder), check=True)
        start = time.monotonic()
        workers = [stack.enter_context(_worker(folder, at)) for at in range(WORKERS)]
        few = _memory_after(folder, FEW * WORKERS, workers)
        many = _memory_after(folder, PAPERS, workers)
        took = time.monotonic() - start
        ready, files = _ready(folder), len(list(Path(folder).rglob("queue-*/*.pdf")))
    ratio = max(after / before for before, after in zip(few, many, strict=True))
    print(f"{ready} of {PAPERS} papers ready with {files} files, {took:.0f} s at {WORKERS} workers")
    print(f"workers after {FEW} each {few} kB, after all {many} kB")
    is_well = ready == files == PAPERS and ratio <= LIMIT
    print(f"ratio {ratio:.3f}  limit {LIMIT}  {'ok' if is_well else 'ABOVE THE LIMIT OR LOST'}")
    return 0 if is_well else 1


@contextmanager
def _worker(folder: str, number: int) -> Iterator[int]:
    """Run one worker of the portal, and give the number of its process."""
    command = [sys.executable, "-m", "celery", "-A", "ita_portal", "worker", "--pool", "threads"]
    command += ["--concurrency", "1", "--loglevel", "ERROR", "--without-gossip"]
    command += ["--without-mingle", "--hostname", f"bench-{number}"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(folder))
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=60)


def _memory_after(folder: str, papers: int, workers: list[int]) -> list[int]:
    """Wait until so many papers are ready, and return what each worker holds, in kilobytes."""
    until = time.monotonic() + PATIENCE
    while _ready(folder) < papers and time.monotonic() < until:
        time.sleep(0.2)
    return [_resident(worker) for worker in workers]


def _ready(folder: str) -> int:
    with sqlite3.connect(f"file:{folder}/ita.sqlite3?mode=ro", uri=True, timeout=30) as database:
        asked = "SELECT count(*) FROM documents_document WHERE status = 'ready'"
        return int(database.execute(asked).fetchone()[0])


def _resident(process: int) -> int:
    """Return the memory that a process holds now, in kilobytes (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


if __name__ == "__main__":
    sys.exit(main())

"""A data folder and a web server of a bench's own, on this machine alone. Standard library only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
SERVER = ("--worker-class", "gthread", "--workers", "1", "--threads", "4")
"""The workers that the portal is run with, but one of them: with two, all open connections fall
now to one and now to both, and a page is twice as fast by chance."""


def environment(folder: str, **more: str) -> dict[str, str]:
    """Return the environment of a process that works on the data folder `folder` (SQLite)."""
    outer = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return {
        **outer,
        "ITA_DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "bench.bench_settings",
        "PYTHONPATH": str(ROOT),
        **more,
    }


def prepare(folder: str, *counts: int, fill: str = "bench.full_year") -> None:
    """Make tables, frameworks and an office for each of `counts` (see full_year, or `fill`)."""
    env = environment(folder)
    Path(folder, "static").mkdir()  # WhiteNoise warns where it is missing
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=env, check=True)
    filled = [sys.executable, "-m", fill, *map(str, counts)]
    subprocess.run(filled, cwd=ROOT, env=env, check=True)


@contextmanager
def server(folder: str, **more: str) -> Iterator[int]:
    """Serve the portal on a free port of the loopback, and give the port."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", *SERVER, "--bind", f"127.0.0.1:{port}"]
    command += ["--log-level", "warning", "ita_portal.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(folder, **more))
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        try:
            with urlopen(f"http://127.0.0.1:{port}/empty/", timeout=5):
                return
        except (URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError("the server of the bench did not start")


def step(data: Path, module: str, *told: object) -> list[float]:
    """Run a step in a process of its own and return the figures that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, told)],
        cwd=ROOT,
        env=environment(str(data)),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return [float(word) for word in done.stdout.split()]


def tell(what: str, figure: float, limit: float) -> bool:
    """Print a figure with its limit, and tell whether it is within it."""
    verdict = "ok" if figure <= limit else "ABOVE THE LIMIT"
    print(f"{what}: {figure:.2f}  limit {limit:g}  {verdict}")
    return figure <= limit

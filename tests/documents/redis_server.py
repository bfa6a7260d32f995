"""A Redis of a test's own that can be ended outright and started anew where it was, empty."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tools.stack import free_port, wait_for

PROGRAM = shutil.which("redis-server")


class Redis:
    """A Redis that keeps nothing on the disk, as a message queue is often set up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """What the setting REDIS_URL is for it."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it on its port; raises TimeoutError when nobody answers there."""
        quiet = ("--save", "", "--appendonly", "no", "--dir", str(self.folder))
        with (self.folder / "redis.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(PROGRAM), "--bind", "127.0.0.1", "--port", str(self.port), *quiet],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        wait_for(self.port)

    def kill(self) -> None:
        """End it at this moment with all that it holds; safe to repeat."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

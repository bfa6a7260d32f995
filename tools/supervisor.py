"""Keep web, worker and scheduler running until Ctrl-C: `.venv/bin/python -m tools.supervisor`.

For `make run` and for a small office on one machine; a larger place uses deploy/. Standard
library only. Exit status: 0 after Ctrl-C or TERM, 1 when the portal could not be prepared, 2
when the port or the data folder is in use, or PORT is no port.

Children run in sessions of their own, so that a Ctrl-C at the terminal reaches this process
alone and the stopping is in one hand. Should this process be killed outright, the kernel ends
them (see `_die_with_parent`).
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from tools.install import ROOT, data_dir, say

PATIENCE = 9.0
"""Seconds that children have to stop by themselves, before they are killed."""
READY_WITHIN = 60.0
CALM = 20.0
"""Seconds after which a child counts as started well: its next restart is at once again."""
LONGEST_WAIT = 30.0

LARGEST_LOG = 5_000_000
"""Bytes after which a log is put aside at the next start; the one before it is then forgotten."""

PR_SET_PDEATHSIG = 1
_PRCTL = ctypes.CDLL(None).prctl  # looked up here: a child between fork and exec does little


def _die_with_parent() -> None:
    """Ask Linux, in the child, to end it when the supervisor ends, however that comes about."""
    _PRCTL(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """A program that should be running: how it is started, and how its starts went."""

    name: str
    command: Sequence[str]
    log: Path
    temporary: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    due: float = 0.0

    def start(self) -> None:
        """Start it with an empty temporary folder, writing to its own log.

        The folder is emptied since a renderer that was killed leaves its fonts there.
        """
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir(parents=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**os.environ, **self.environment, "TMPDIR": str(self.temporary)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # from the main thread only: Linux watches the thread
            )
        self.started_at = time.monotonic()

    def is_running(self) -> bool:
        """Tell whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def look_after(self) -> None:
        """Start it again if it died: at once the first time, then after longer and longer."""
        if self.is_running():
            return
        now = time.monotonic()
        if self.process is not None:
            self._note_death(now)
        if now >= self.due:
            self.start()

    def _note_death(self, now: float) -> None:
        assert self.process is not None  # noqa: S101 - for the type checker
        self.deaths = 1 if now - self.started_at > CALM else self.deaths + 1
        wait = 0.0 if self.deaths == 1 else min(2.0 ** (self.deaths - 2), LONGEST_WAIT)
        self.due = now + wait
        say(f"{self.name} หยุดเอง / ended ({self.process.returncode}); log: {self.log}")
        self.signal_group(signal.SIGKILL)  # what it had started would hold the port or the queue
        self.process = None

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the child and all that it started; nothing happens if they are gone."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return


class Supervisor:
    """The children together: started, looked after, stopped."""

    def __init__(self, children: Iterable[Child]) -> None:
        self.children = list(children)
        self.stopping = threading.Event()

    def ask_to_stop(self, *_: object) -> None:
        """Note that it is time to stop; also the handler of INT and TERM."""
        self.stopping.set()

    def run(self, health: str, greeting: str, every: float = 0.5) -> None:
        """Keep the children running, and say `greeting` once, when `health` answers 200.

        Returns when asked to stop, with all children gone. `every` is in seconds.
        """
        words = (health, greeting, self.stopping)
        threading.Thread(target=_greet_when_ready, args=words, daemon=True).start()
        while not self.stopping.is_set():
            for child in self.children:
                child.look_after()
            self.stopping.wait(every)
        self.stop()

    def stop(self) -> None:
        """Ask all children to end, wait, and kill what is left with everything it started."""
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and any(child.is_running() for child in self.children):
            time.sleep(0.05)
        for child in self.children:
            child.signal_group(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()


def _greet_when_ready(health: str, greeting: str, stopping: threading.Event) -> None:
    """Wait for the portal, then print the greeting; after a minute print it with a warning."""
    ready_by = time.monotonic() + READY_WITHIN
    while not answers(health):
        if stopping.wait(0.3):
            return
        if time.monotonic() > ready_by:
            say(f"{health} ยังไม่พร้อม / is not ready yet: see {data_dir() / 'log'}")
            break
    print(greeting, flush=True)


def answers(address: str) -> bool:
    """Tell whether `address` gives 200 within two seconds, asked directly and by no proxy."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(address, timeout=2) as reply:  # our own address
            return bool(reply.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def is_free(port: int) -> bool:
    """Tell whether a server could listen on `port` of this machine's own address."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def portal_children(port: int, data: Path) -> list[Child]:
    """Return the three processes of the portal.

    Without Redis the queue is a folder; there only a pool of threads ends and restarts cleanly
    (with prefork, a killed idle child keeps the queue's lock and the worker hangs).
    """
    pool = ("prefork",) if os.environ.get("REDIS_URL") else ("threads",)
    celery = (sys.executable, "-m", "celery", "-A", "ita_portal")
    commands = {
        "web": (
            *(sys.executable, "-m", "gunicorn", "ita_portal.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
            *("--graceful-timeout", "5", "--no-control-socket"),
        ),
        "worker": (
            *(*celery, "worker", "--pool", *pool, "--concurrency", "2", "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle"),
        ),
        "beat": (
            *(*celery, "beat", "--pidfile=", "--loglevel", "WARNING"),
            *("--schedule", str(data / "beat-schedule")),
        ),
    }
    return [
        Child(name, command, data / "log" / f"{name}.log", data / "tmp" / name)
        for name, command in commands.items()
    ]


def prepare() -> bool:
    """Bring database, frameworks and sample office up to date; all three are safe to repeat."""
    for command in (("migrate", "--no-input", "--verbosity", "0"), ("load_frameworks",), ("demo",)):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            say(f"{done.stdout}ไม่สำเร็จ / failed: manage.py {' '.join(command)}")
            return False
    return True


def greeting(port: int, data: Path) -> str:
    """Return what the person reads who started the portal: address, sign-ins, how to stop."""
    sign_ins = data / "sample-sign-ins.txt"
    known = sign_ins.read_text(encoding="utf-8") if sign_ins.exists() else ""
    return (
        f"\nพอร์ทัล ITA เปิดแล้ว / The portal is running:  http://localhost:{port}/\n\n"
        f"{known}\nหยุดด้วย Ctrl-C / Ctrl-C stops it. ข้อมูล / data: {data}\n"
    )


def wanted_port() -> int | None:
    """Return PORT, 8000 by default, or None if it is no free port; the reason has been said."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        say(f"PORT={given} ไม่ใช่หมายเลขพอร์ต / is not a port (1-65535)")
        return None
    if not is_free(int(given)):
        say(
            f"พอร์ต {given} มีโปรแกรมอื่นใช้อยู่ / port {given} is in use; "
            f"try another one: PORT={int(given) + 10} make run"
        )
        return None
    return int(given)


def lock(data: Path) -> TextIO | None:
    """Claim the data folder for this process, or return None if another one runs on it.

    Two supervisors would empty each other's temporary folders and both run the scheduler.
    The claim ends with the process.
    """
    data.mkdir(parents=True, exist_ok=True)
    file = (data / "supervisor.lock").open("w", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        say(f"พอร์ทัลบนข้อมูลชุดนี้เปิดอยู่แล้ว / a portal runs on this data already: {data}")
        return None
    return file


def main() -> int:
    """Prepare the portal and run it until somebody stops it."""
    port, data = wanted_port(), data_dir()
    if port is None or (claim := lock(data)) is None:
        return 2
    os.environ.setdefault("ITA_BASE_URL", f"http://localhost:{port}")
    with claim:
        if not prepare():
            return 1
        supervisor = Supervisor(portal_children(port, data))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, supervisor.ask_to_stop)
        supervisor.run(f"http://127.0.0.1:{port}/healthz", greeting(port, data))
    say("หยุดแล้ว / stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())

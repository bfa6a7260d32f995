"""A PostgreSQL and a Redis for the length of a test run.

    python3 -m tools.stack start FOLDER     prints DATABASE_URL and REDIS_URL, one a line
    python3 -m tools.stack stop FOLDER

Standard library only. Both listen on 127.0.0.1 alone, on ports that were free, and keep
everything in FOLDER, which holds no other pair. PostgreSQL refuses to run as root: then it runs as
Debian's user postgres. Their output goes to files: a daemon that inherits a pipe keeps whoever
reads it waiting for ever.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

SERVER_USER = "postgres"
ROOT_OWNER = "ita"
POSTGRES_PLACES = "/usr/lib/postgresql"
STARTS_WITHIN = 30.0
"""Seconds."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Start or stop the pair."""
    parser = argparse.ArgumentParser(prog="stack", description=__doc__)
    parser.add_argument("command", choices=("start", "stop"))
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args(arguments)
    folder = chosen.folder.resolve()
    if chosen.command == "stop":
        stop(folder)
        return 0
    try:
        print(f"DATABASE_URL={start_postgres(folder)}\nREDIS_URL={start_redis(folder)}")
    except (subprocess.CalledProcessError, TimeoutError) as error:
        print(f"could not be started: {error}", file=sys.stderr)
        stop(folder)
        return 1
    return 0


def start_postgres(folder: Path) -> str:
    """Make a database cluster in `folder`, start it and return the address of a database.

    Durability is off: the data lives as long as the test run.
    """
    data, log, port = folder / "postgres", folder / "postgres.log", free_port()
    data.mkdir(parents=True, mode=0o700)
    log.touch()
    if os.geteuid() == 0:
        folder.chmod(0o755)  # the server's user must be able to walk in
        shutil.chown(data, SERVER_USER)
        shutil.chown(log, SERVER_USER)
    trust = ("--username", ROOT_OWNER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C")
    postgres("initdb", "--pgdata", str(data), *trust, "--no-sync")
    options = f"-p {port} -h 127.0.0.1 -k '' -c fsync=off -c synchronous_commit=off"
    places = ("--pgdata", str(data), "--log", str(log))
    postgres("pg_ctl", *places, "--wait", "--options", options, "start")
    postgres("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", ROOT_OWNER, "ita")
    return f"postgresql://{ROOT_OWNER}@127.0.0.1:{port}/ita"


def postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, not as root; raises CalledProcessError."""
    drop = ("--reuid", SERVER_USER, "--regid", SERVER_USER, "--init-groups", "--")
    prefix = ("setpriv", *drop) if os.geteuid() == 0 else ()
    subprocess.run(
        [*prefix, str(newest(program)), *arguments],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def newest(program: str) -> Path:
    """Return the program of the newest PostgreSQL here; Debian keeps them out of PATH."""
    versions = Path(POSTGRES_PLACES).glob(f"*/bin/{program}")
    found = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    return found or Path(shutil.which(program) or program)


def start_redis(folder: Path) -> str:
    """Start a Redis that keeps nothing and return its address; raises TimeoutError."""
    port = free_port()
    quiet = ("--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", str(folder))
    with (folder / "redis.log").open("wb") as log:
        process = subprocess.Popen(
            ["redis-server", "--bind", "127.0.0.1", "--port", str(port), *quiet],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    (folder / "redis.pid").write_text(str(process.pid), encoding="ascii")
    wait_for(port)
    return f"redis://127.0.0.1:{port}/0"


def wait_for(port: int) -> None:
    """Wait until somebody listens on `port`; raises TimeoutError."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on port {port}")


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def stop(folder: Path) -> None:
    """Stop what `start` started in `folder`; safe to repeat, and when half of it never ran."""
    redis = folder / "redis.pid"
    if redis.exists():
        try:
            os.kill(int(redis.read_text(encoding="ascii")), signal.SIGTERM)
        except ProcessLookupError:
            print("redis was gone already", file=sys.stderr)
        redis.unlink()
    if (folder / "postgres" / "postmaster.pid").exists():
        postgres("pg_ctl", "--pgdata", str(folder / "postgres"), "--mode", "fast", "--wait", "stop")


if __name__ == "__main__":
    sys.exit(main())

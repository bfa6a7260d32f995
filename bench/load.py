"""Ask a page as fast as it comes, over eight connections that stay open, and count.

With `wrk` where it is installed, else with the client below, which takes more of the processor
for itself and so makes fast pages look slower than they are.
"""

from __future__ import annotations

import re
import selectors
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field

CONNECTIONS = 8
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def tool() -> str:
    """Return what the load is made with."""
    return "wrk" if shutil.which("wrk") else "the bench's own client"


def requests_per_second(port: int, path: str, *, seconds: int, headers: dict[str, str]) -> float:
    """Return how many answers a second `path` gives under load from this machine.

    Raises RuntimeError when an answer is neither 200 nor 304, or nothing answers.
    """
    if shutil.which("wrk"):
        return _wrk(port, path, seconds, headers)
    command = [sys.executable, "-m", "bench.load", str(port), path, str(seconds)]
    command += [f"{name}: {value}" for name, value in headers.items()]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(told)


def _wrk(port: int, path: str, seconds: int, headers: dict[str, str]) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    command.append(f"http://127.0.0.1:{port}{path}")
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s*([0-9.]+)", told)
    if rate is None or "Non-2xx or 3xx" in told or float(rate[1]) == 0:
        raise RuntimeError(told)
    return float(rate[1])


@dataclass
class _Line:
    """One open connection and what has come of its present answer."""

    socket: socket.socket
    received: bytearray = field(default_factory=bytearray)

    def is_answered(self) -> bool:
        """Read what has come; tell whether the answer is whole."""
        self.received += self.socket.recv(262144)
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return False
        status = bytes(self.received[9:12])
        if status not in {b"200", b"304"}:
            raise RuntimeError(bytes(self.received[:300]).decode(errors="replace"))
        length = _LENGTH.search(self.received, 0, end)
        body = int(length[1]) if length and status == b"200" else 0
        return len(self.received) >= end + 4 + body


def _own(port: int, path: str, seconds: int, headers: list[str]) -> float:
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers, "", ""]
    request = "\r\n".join(lines).encode()
    waiting = selectors.DefaultSelector()
    for _ in range(CONNECTIONS):
        line = _Line(socket.create_connection(("127.0.0.1", port)))
        waiting.register(line.socket, selectors.EVENT_READ, line)
        line.socket.sendall(request)
    answered, start = 0, time.perf_counter()
    while (passed := time.perf_counter() - start) < seconds:
        for key, _ in waiting.select(timeout=5):
            if key.data.is_answered():
                answered += 1
                key.data.received.clear()
                key.data.socket.sendall(request)
    return answered / passed


if __name__ == "__main__":
    print(_own(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:]))

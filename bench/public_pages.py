"""The public OIT page of a full year against an empty view behind the same middleware.

Both are served by the same gunicorn; the pages are measured in turns, round after round, and the
median of the rounds' ratios counts, so that a disturbed round does not. Exit status 1 when a
ratio is below its floor.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from urllib.request import urlopen

from bench.load import CONNECTIONS, requests_per_second, tool
from bench.stage import SERVER, prepare, server

ROUNDS = 15
SECONDS = 1
ITEMS = 43
PAGE = f"/o/bench-{ITEMS}/oit/2564/"


@dataclass
class Case:
    """A page to measure: where it is served, and the share of the empty view it must reach."""

    name: str
    port: int
    path: str
    floor: float
    headers: dict[str, str] = field(default_factory=dict)
    rates: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Ask the page for a while and note the rate."""
        rate = requests_per_second(self.port, self.path, seconds=SECONDS, headers=self.headers)
        self.rates.append(rate)


def main() -> int:
    """Measure, print the ratios, and return 1 when one is below its floor."""
    with tempfile.TemporaryDirectory(prefix="ita-bench-") as folder:
        prepare(folder, ITEMS)
        with server(folder) as port, server(folder, BENCH_KEPT_PAGES_BYTES="0") as bare_port:
            empty, *cases = _cases(port, bare_port)
            for case in (empty, *cases):  # the first requests load code and open the database
                case.measure()
                case.rates.clear()
            for _ in range(ROUNDS):
                for case in (empty, *cases):
                    case.measure()
    return _report(empty, cases)


def _cases(port: int, bare_port: int) -> list[Case]:
    with urlopen(f"http://127.0.0.1:{port}{PAGE}", timeout=20) as answer:
        body, etag = answer.read(), answer.headers["ETag"]
    print(f"{ITEMS} items with evidence, {len(body):,} bytes; gunicorn {' '.join(SERVER)};")
    print(f"{CONNECTIONS} connections by {tool()}, {ROUNDS} rounds of {SECONDS} s")
    return [
        Case("empty view", port, "/empty/", 1),
        Case("page made from rows", bare_port, PAGE, 0.1),
        Case("page kept as bytes", port, PAGE, 0.6),
        Case("page unchanged (304)", port, PAGE, 0.6, {"If-None-Match": etag}),
    ]


def _report(empty: Case, cases: list[Case]) -> int:
    failed = False
    print(f"{empty.name:<22}{statistics.median(empty.rates):>9,.0f} requests/s")
    for case in cases:
        ratio = statistics.median(
            mine / base for mine, base in zip(case.rates, empty.rates, strict=True)
        )
        verdict = "ok" if ratio >= case.floor else "BELOW THE FLOOR"
        failed = failed or ratio < case.floor
        rate = statistics.median(case.rates)
        print(f"{case.name:<22}{rate:>9,.0f} requests/s  ratio {ratio:.3f}", end="")
        print(f"  floor {case.floor}  {verdict}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

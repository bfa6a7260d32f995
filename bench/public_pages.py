"""The public OIT page of 43 items and 170 files against an empty view behind the same middleware,
and the same page of an office among 245 with five years of data against that of an office alone.

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
SECONDS, SLOW = 1, 3
OFFICES = 245
PAGE = "/o/bench-1/oit/2564/"
AMONG_MANY = 1 / 1.2
"""Of the rate of the office alone: no slower than 1.2 times."""


@dataclass
class Case:
    """A page to measure: where it is served, and the share of the empty view it must reach."""

    name: str
    port: int
    path: str
    floor: float
    seconds: int = SECONDS
    headers: dict[str, str] = field(default_factory=dict)
    rates: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Ask the page for a while and note the rate."""
        rate = requests_per_second(self.port, self.path, seconds=self.seconds, headers=self.headers)
        self.rates.append(rate)


def main() -> int:
    """Measure, print the ratios, and return 1 when one is below its floor."""
    with (
        tempfile.TemporaryDirectory(prefix="ita-bench-") as alone,
        tempfile.TemporaryDirectory(prefix="ita-bench-") as many,
    ):
        prepare(alone, 1, fill="bench.nation")
        prepare(many, OFFICES, fill="bench.nation")
        return _one(alone) + _among_many(alone, many)


def _one(folder: str) -> int:
    with server(folder) as port, server(folder, BENCH_KEPT_PAGES_BYTES="0") as bare_port:
        empty, *cases = _cases(port, bare_port)
        return _turns(empty, cases)


def _among_many(alone: str, many: str) -> int:
    bare = {"BENCH_KEPT_PAGES_BYTES": "0"}
    print(f"the same page of an office among {OFFICES}, five years each, against one alone")
    with server(alone) as one, server(many) as among:
        base = Case("kept, office alone", one, PAGE, 1)
        failed = _turns(base, [Case("kept, among many", among, PAGE, AMONG_MANY)])
    with server(alone, **bare) as one, server(many, **bare) as among:
        base = Case("made, office alone", one, PAGE, 1, SLOW)
        return failed + _turns(base, [Case("made, among many", among, PAGE, AMONG_MANY, SLOW)])


def _turns(base: Case, cases: list[Case]) -> int:
    for case in (base, *cases):  # the first requests load code and open the database
        case.measure()
        case.rates.clear()
    for _ in range(ROUNDS):
        for case in (base, *cases):
            case.measure()
    return _report(base, cases)


def _cases(port: int, bare_port: int) -> list[Case]:
    with urlopen(f"http://127.0.0.1:{port}{PAGE}", timeout=20) as answer:
        body, etag = answer.read(), answer.headers["ETag"]
    pieces, items = body.count(b'class="file"'), body.count(b'<li class="item"')
    print(f"{items} items, {pieces} files, {len(body):,} bytes; gunicorn {' '.join(SERVER)};")
    print(f"{CONNECTIONS} connections by {tool()}, {ROUNDS} rounds of {SECONDS} s")
    return [
        Case("empty view", port, "/empty/", 1),
        Case("page made from rows", bare_port, PAGE, 0.04, SLOW),
        Case("page kept as bytes", port, PAGE, 0.6, headers={"Accept-Encoding": "gzip"}),
        Case("page kept, not packed", port, PAGE, 0.4),
        Case("page unchanged (304)", port, PAGE, 0.6, headers={"If-None-Match": etag}),
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
        print(f"  floor {case.floor:.2g}  {verdict}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

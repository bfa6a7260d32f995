"""Fail when a test was skipped: `python3 -m tools.noskip REPORT.xml …` reads pytest's reports.

A test that does not run proves nothing; CI counts on every one. Exit status: 0 none was skipped,
1 some were, or a report holds no test at all.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree


def main(reports: list[str]) -> int:
    """Read every report, name what was skipped."""
    found = [problem for report in reports for problem in problems(Path(report))]
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found or not reports else 0


def problems(report: Path) -> list[str]:
    """Return a line for each skipped test of a report, and one if it holds none."""
    tree = ElementTree.parse(report)  # noqa: S314 - written by our own pytest a moment ago
    cases = list(tree.iter("testcase"))
    if not cases:
        return [f"{report}: no test ran"]
    return [
        f"{report}: skipped {case.get('classname')}::{case.get('name')}"
        for case in cases
        if case.find("skipped") is not None
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

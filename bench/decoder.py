"""The decoder over every score that a year's OIT indicators can have, all patterns asked for.

The year is the one with the most items (43). Every score from 0.00 to 100.00 is asked, with
marks of 0 and 100 and with half marks too, and the slowest counts. Exit status 1 when one
takes a second or more; a search that is cut off says so, and is counted too.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from decimal import Decimal

from assessments.rules.decoding.decoder import decodable, decode, require_decodable
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.files import framework_paths, read_framework
from ita_portal.errors import Refused

STEP = Decimal("0.01")
HALVES = (Decimal(0), Decimal(50), Decimal(100))
SECONDS = 1.0


def main() -> int:
    """Measure, print each figure with its limit, and return 1 when one is above it."""
    years = [read_framework(path) for path in framework_paths()]
    facts = max((year for year in years if _can_ask(year)), key=lambda year: len(year.items))
    print(f"year {facts.fiscal_year}: {len(facts.items)} items")
    halves = replace(facts, item_marks=HALVES)
    slowest = [
        _slowest(year, indicator) for year in (facts, halves) for indicator in decodable(year)
    ]
    return 0 if all(slow < SECONDS for slow in slowest) else 1


def _can_ask(facts: FrameworkFacts) -> bool:
    """Tell whether the year's items and their marks are known, so that a score can be decoded."""
    try:
        require_decodable(facts)
    except Refused:
        return False
    return True


def _slowest(facts: FrameworkFacts, indicator: int) -> float:
    """Return the seconds of the slowest score of an indicator, and print it."""
    slowest, at, patterns, cut = 0.0, Decimal(0), 0, 0
    score = Decimal(0)
    while score <= 100:
        begun = time.perf_counter()
        found = decode(facts, indicator, score)
        taken = time.perf_counter() - begun
        cut += not found.complete
        if taken > slowest:
            slowest, at, patterns = taken, score, len(found.patterns)
        score += STEP
    verdict = "ok" if slowest < SECONDS else "ABOVE THE LIMIT"
    print(
        f"indicator {indicator}, {len(facts.item_marks)} marks: slowest {slowest:.3f} s at {at} "
        f"({patterns} patterns), {cut} scores cut off and told  limit {SECONDS:g} s  {verdict}"
    )
    return slowest


if __name__ == "__main__":
    sys.exit(main())

"""Cases that look alike: compared in memory when a handler asks, and kept nowhere.

An index that finds like cases would tell the thief of a backup which ones are alike, even where
it held keyed hashes alone; so there is none. What was told is opened, compared and forgotten, of
those cases only that the handler may read anyway.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import timedelta

from complaints.models import Case, CaseQuerySet
from complaints.rules.sealing import content_of
from ita_portal.keys import KeyLostError
from ita_portal.thai.numerals import arabic_digits
from ita_portal.thai.text import clean

AROUND = timedelta(days=2 * 365)
"""How far apart cases may have come in that are compared."""
MOST = 500
"""Cases that are compared at once, the nearest in time."""
SHOWN = 5
VERY, SOMEWHAT = 0.5, 0.2
_LETTERS = 4
_FEWEST = 6
_PARTS = ("what", "who", "where", "when")
_IDLE = re.compile(r"[\s.,;:!?\"'()\[\]{}ฯๆ/\\\-–—_…“”\u2018\u2019]+")


@dataclass(frozen=True)
class Alike:
    """A case that looks like another one: `share` is how much they have in common, 0 to 1."""

    case: Case
    share: float

    @property
    def words(self) -> str:
        """How much it is alike, for people."""
        return "คล้ายมาก" if self.share >= VERY else "คล้ายบางส่วน"


def look_alikes(case: Case, among: CaseQuerySet) -> list[Alike]:
    """Return the cases of `among` that tell something like `case`, the most alike first.

    Cases whose key is lost are left out. Raises KeyLostError when that of `case` itself is.
    """
    mine = shingles(_told(case))
    found = [Alike(other, share_of(mine, _shingles_of(other))) for other in _near(case, among)]
    alike = [one for one in found if one.share >= SOMEWHAT]
    return sorted(alike, key=lambda one: (-one.share, one.case.pk))[:SHOWN]


def shingles(text: str) -> frozenset[str]:
    """Return the runs of letters that a text holds, whatever its spaces, digits and capitals."""
    folded = _IDLE.sub("", arabic_digits(clean(text)).casefold())
    return frozenset(folded[at : at + _LETTERS] for at in range(len(folded) - _LETTERS + 1))


def share_of(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two texts have in common; 0 where one says too little.

    **Source:** the coefficient of Ochiai (1957): the common part by the geometric mean of both.
    """
    if min(len(one), len(other)) < _FEWEST:
        return 0.0
    return len(one & other) / math.sqrt(len(one) * len(other))


def _near(case: Case, among: CaseQuerySet) -> list[Case]:
    around = (case.received_on - AROUND, case.received_on + AROUND)
    others = among.exclude(pk=case.pk).filter(received_on__range=around)
    needed = ("seal", "content", "content_key", "number", "fiscal_year", "is_apart", "received_on")
    state = ("kind", "status", "merged_into_id", "office_id")
    return list(others.only(*needed, *state).order_by("-received_on", "-pk")[:MOST])


def _shingles_of(case: Case) -> frozenset[str]:
    try:
        return shingles(_told(case))
    except KeyLostError:
        return frozenset()


def _told(case: Case) -> str:
    content = content_of(case)
    return " ".join(content.get(part, "") for part in _PARTS)

"""Which items of a year ask for what was done in the year before it."""

from __future__ import annotations

OF_YEAR_BEFORE = "ปีก่อนหน้า"


def asks_for_year_before(title: str) -> bool:
    """Tell whether the item with this title asks for a paper on the year before its own.

    **Source:** the OIT items of 2568 and 2569, whose titles say so in brackets.
    """
    return OF_YEAR_BEFORE in title

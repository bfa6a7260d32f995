"""The Thai government's fiscal year (ปีงบประมาณ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

BUDDHIST_ERA = 543
"""Years that the Buddhist era is ahead of the common era."""

FIRST_YEAR = 2400
LAST_YEAR = 2700
_FIRST_MONTH = 10


@dataclass(frozen=True, order=True)
class FiscalYear:
    """A fiscal year by its Buddhist-era number: 2568 is 1 October 2567 to 30 September 2568.

    Raises ValueError for a year outside 2400–2700: a common-era number is a mistake.

    Source: Budget Procedures Act B.E. 2561, section 4.
    """

    year: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"ปีงบประมาณ {self.year} ไม่ใช่ปี พ.ศ. ที่ใช้ได้")

    def __str__(self) -> str:
        return str(self.year)

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        """Return the fiscal year in which `day` lies."""
        return cls(day.year + BUDDHIST_ERA + (day.month >= _FIRST_MONTH))

    @property
    def starts(self) -> date:
        """The first day, 1 October."""
        return date(self.year - BUDDHIST_ERA - 1, _FIRST_MONTH, 1)

    @property
    def half_ends(self) -> date:
        """The last day of the first six months, 31 March."""
        return date(self.year - BUDDHIST_ERA, 3, 31)

    @property
    def ends(self) -> date:
        """The last day, 30 September."""
        return date(self.year - BUDDHIST_ERA, 9, 30)

    @property
    def label(self) -> str:
        """The year in full, so that nobody takes it for a calendar year."""
        return f"ปีงบประมาณ พ.ศ. {self.year}"

    @property
    def previous(self) -> FiscalYear:
        """The year before; raises ValueError before 2400."""
        return FiscalYear(self.year - 1)

    @property
    def next(self) -> FiscalYear:
        """The year after; raises ValueError after 2700."""
        return FiscalYear(self.year + 1)

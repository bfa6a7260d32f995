"""Working days of government offices: Monday to Friday without the holidays of the year.

The holidays are data: `holidays/<buddhist year>.toml` with their source; what was not yet
announced stands there as uncertain and counts as a holiday all the same, so that nobody is called
late for a day that may be free. A year without a file has weekends alone, and `is_known` says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from ita_portal.thai.dates import buddhist_year

_FOLDER = Path(__file__).parent / "holidays"
_SATURDAY = 5
_LONGEST = 4000
"""Days after which a count gives up: more would be a mistake in what is off."""


@dataclass(frozen=True)
class Holiday:
    """A day on which offices are closed. `is_certain` when it was announced."""

    on: date
    name: str
    is_certain: bool


@dataclass(frozen=True)
class Year:
    """The holidays of a calendar year. `source` is where they stand; empty when none are known."""

    source: str
    days: tuple[Holiday, ...]

    @property
    def is_known(self) -> bool:
        """Whether the portal has the holidays of this year."""
        return bool(self.source)


@cache
def holidays_of(year: int) -> Year:
    """Return the holidays of a calendar year, Buddhist era, in their order."""
    try:
        facts = tomllib.loads((_FOLDER / f"{year}.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Year("", ())
    days = [Holiday(date.fromisoformat(on), name, True) for on, name in facts["days"].items()]  # noqa: FBT003
    days += [
        Holiday(date.fromisoformat(on), name, False)  # noqa: FBT003
        for on, name in facts.get("uncertain", {}).items()
    ]
    return Year(facts["source"], tuple(sorted(days, key=lambda day: day.on)))


def is_working(day: date, *, off: Collection[date] = ()) -> bool:
    """Tell whether offices are open on `day`; `off` are the days on which one office is closed."""
    if day.weekday() >= _SATURDAY or day in off:
        return False
    return day not in _closed(buddhist_year(day))


def after(start: date, count: int, *, off: Collection[date] = ()) -> date:
    """Return the `count`-th working day after `start`, which is not counted itself.

    With `count` 0 it is `start`. Raises ValueError when the days off leave none to count.
    """
    for passed, day in enumerate(_from(start)):
        if count <= 0:
            return day
        if passed and is_working(day, off=off):
            count -= 1
            if not count:
                return day
    raise ValueError("there are too few working days")


def between(start: date, end: date, *, off: Collection[date] = ()) -> int:
    """Return how many working days follow `start` until `end`, `end` with them; below 0 before."""
    if end < start:
        return -between(end, start, off=off)
    days = ((start + timedelta(days=ahead)) for ahead in range(1, (end - start).days + 1))
    return sum(is_working(day, off=off) for day in days)


def doubtful(start: date, end: date) -> bool:
    """Tell whether a count from `start` to `end` rests on days that are not announced yet.

    Those are the uncertain holidays among them, and all days of a year without a file.
    """
    years = [holidays_of(year) for year in range(buddhist_year(start), buddhist_year(end) + 1)]
    guessed = (day.on for year in years for day in year.days if not day.is_certain)
    return any(not year.is_known for year in years) or any(start < on <= end for on in guessed)


def _from(start: date) -> Iterator[date]:
    return (start + timedelta(days=ahead) for ahead in range(_LONGEST))


@cache
def _closed(year: int) -> frozenset[date]:
    return frozenset(day.on for day in holidays_of(year).days)

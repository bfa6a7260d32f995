"""The dates that a text mentions: possible or not, and what each one is the date of."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from disclosure.rules.checking.content import Page
from disclosure.rules.checking.flat import MARKS
from disclosure.rules.checking.words import MONTHS
from disclosure.rules.checking.years import buddhist
from ita_portal.thai.dates import SHORT_MONTHS
from ita_portal.thai.fiscal_year import BUDDHIST_ERA

_MARK = re.compile(f"[{MARKS}]")


def _with_or_without_marks(name: str) -> str:
    return _MARK.sub(lambda mark: f"{mark[0]}?", re.escape(name)).replace(
        "\u0e33", "[\u0e33\u0e32]"
    )


_FULL = {number: _with_or_without_marks(name) for number, name in enumerate(MONTHS, 1)}
_SHORT = {
    number: re.escape(name).replace(r"\.", r"\.?").removesuffix("?")
    for number, name in enumerate(SHORT_MONTHS, 1)
}
_MONTH = "|".join(
    [f"(?P<f{number}>{name})" for number, name in _FULL.items()]
    + [f"(?P<s{number}>{name})" for number, name in _SHORT.items()]
)
_ERA = r"(?:พ\.?ศ\.?|ค\.?ศ\.?)?"
_WORDED = re.compile(
    rf"(?<![0-9,./])(?P<day>[0-9]{{1,2}})(?:เดือน|เดอน)?(?:{_MONTH}){_ERA}(?P<year>[0-9]{{4,5}}|[0-9]{{2}})(?![0-9])"
)
_NUMERIC = re.compile(
    r"(?<![0-9,./-])(?P<day>[0-9]{1,2})(?P<sign>[/.-])(?P<month>[0-9]{1,2})(?P=sign)(?P<year>2[45][0-9]{2}|20[0-9]{2})(?![0-9])"
)
_QUICK = re.compile("ค|ย|พ")
BEFORE = 26


@dataclass(frozen=True)
class Dated:
    """A date in the tight text of a page; `day` is None when no calendar has it."""

    day: date | None
    start: int
    end: int
    before: str
    after: str
    written_day: int
    year: int
    is_short: bool

    @property
    def follows_day_word(self) -> bool:
        """Whether “วันที่” stands before it, so that the number is a day for sure."""
        return self.before.endswith(("วันที่", "วันที", "วนที", "วนที่", "วนท"))


def dates(page: Page) -> list[Dated]:
    """Return the dates of a page in their order."""
    return _dates_in(page.tight)


@lru_cache(maxsize=64)
def _dates_in(text: str) -> list[Dated]:
    found = [_worded(text, match) for match in _WORDED.finditer(text)]
    found += [_numeric(text, match) for match in _NUMERIC.finditer(text)]
    return sorted(found, key=lambda one: one.start)


def _worded(text: str, match: re.Match[str]) -> Dated:
    key = next(
        name
        for name, value in match.groupdict().items()
        if value and name[0] in "fs" and name[1:].isdigit()
    )
    return _dated(text, match, int(key[1:]), is_short=key[0] == "s")


def _numeric(text: str, match: re.Match[str]) -> Dated:
    return _dated(text, match, int(match["month"]), is_short=True)


def _dated(text: str, match: re.Match[str], month: int, *, is_short: bool) -> Dated:
    written = match["year"]
    year = buddhist(written) if len(written) in {2, 4} else int(written)
    start, end = match.span()
    return Dated(
        _day(year - BUDDHIST_ERA, month, int(match["day"])),
        start,
        end,
        text[max(0, start - BEFORE) : start],
        text[end : end + BEFORE],
        int(match["day"]),
        year,
        is_short,
    )


def _day(year: int, month: int, day: int) -> date | None:
    if not (1900 <= year <= 2100 and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None

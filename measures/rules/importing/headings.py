"""The headings that tables of measures have: in which rows they stand, and what is below them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ita_portal.thai.dates import MONTHS
from ita_portal.thai.numerals import arabic_digits
from measures.rules.importing.heading_words import (
    FIELD_NAMES,
    LONGEST,
    NO_WORD,
    Field,
    field_of,
    is_month,
    plain,
)
from measures.rules.importing.tables import Cell, Row

_DIGIT = re.compile("[0-9๐-๙]")
_LEAST = 2
_WORK = {Field.MEASURE, Field.STEPS}
_SHORT = 25
_YEAR = re.compile("(?:ปี)?(?:งบประมาณ)?(?:พศ)?(25[0-9]{2})")
_QUARTER = re.compile("[1-4]")
_COUNT = re.compile("0?[1-9]|1[0-2]")
"""The number of a quarter or a month."""
_ISSUE_AND_MEASURE = re.compile("(?:ประเด็น|ด้าน|จุดอ่อน).*(?:มาตรการ|แนวทาง)")
MOST_ROWS = 4
"""How many rows the headings of a table may take: title, year, quarter and month."""


@dataclass(frozen=True)
class Layout:
    """What each column of a table holds; `headings` are the words above the columns.

    `rows` is how many rows the headings take. `months` are columns that stand for a month or a
    quarter, in which a tick says when.
    """

    fields: Mapping[int, Field]
    rows: int
    headings: Mapping[int, str]
    months: Mapping[int, str]

    def column_of(self, field: Field) -> int | None:
        """Return the first column that holds `field`."""
        return next((column for column, found in self.fields.items() if found == field), None)

    def has(self, field: Field) -> bool:
        """Tell whether a column holds `field`."""
        return field in self.fields.values()

    def heading_of(self, field: Field) -> str:
        """Return the words above the first column that holds `field`."""
        column = self.column_of(field)
        heading = "" if column is None else " ".join(self.headings.get(column, "").split())
        return heading or FIELD_NAMES[field]

    @property
    def has_work(self) -> bool:
        """Whether a column tells what is done; else its rows are no measures."""
        return bool(_WORK & set(self.fields.values()))

    def says_the_same(self, other: Layout) -> bool:
        """Tell whether these are the headings of `other`, written again on another page."""
        mine = {column: plain(text) for column, text in self.headings.items()}
        return mine == {column: plain(text) for column, text in other.headings.items()}

    def stands_in(self, row: Row) -> bool:
        """Tell whether the row holds the very words of these headings, known or not."""
        mine = {column: plain(text) for column, text in self.headings.items()}
        return self.rows == 1 and mine == {cell.column: plain(cell.text) for cell in row.filled}

    def is_beyond_doubt(self, *, first: bool) -> bool:
        """Tell whether nothing but short headings that are known stands here.

        In a row that is not the `first` of its table there must be more than two.
        """
        known = set(self.headings) <= set(self.fields)
        short = all(len(plain(text)) <= _SHORT for text in self.headings.values())
        return known and short and (first or len(set(self.fields.values())) > _LEAST)


def layout_at(rows: Sequence[Row]) -> Layout | None:
    """Return the layout if the first of `rows`, alone or with those after it, holds headings."""
    if not rows:
        return None
    best = _layout([rows[0]])
    for count in range(2, min(len(rows), MOST_ROWS) + 1):
        if not _continues(rows[: count - 1], rows[count - 1]):
            break
        more = _layout(rows[:count])
        if more and (best is None or _tells_more(more, best)):
            best = more
    return best and replace(best, fields=_spread(best, rows[best.rows - 1]))


def _tells_more(one: Layout, other: Layout) -> bool:
    return (len(one.fields), len(one.months)) > (len(other.fields), len(other.months))


def chosen_layout(rows: Sequence[Row]) -> Layout:
    """Return the layout of the row that a person said to hold the headings, with the next if need
    be; columns whose heading is not known hold nothing.
    """
    found = layout_at(rows)
    if found:
        return found
    texts = {cell.column: cell.text for cell in rows[0].filled}
    known = {column: field for column, text in texts.items() if (field := field_of(text))}
    months = {column: text for column, text in texts.items() if is_month(text)}
    return Layout(_settled(known), 1, texts, months)


def _continues(above: Sequence[Row], row: Row) -> bool:
    """Tell whether a row goes on with the headings above: each has some that the other has not.

    Else what stands above is a title over the table.
    """
    filled = row.filled
    covered = {column for cell in filled for column in range(cell.column, cell.column + cell.width)}
    own = [
        cell
        for one in above
        for cell in one.filled
        if cell.column not in covered and field_of(cell.text)
    ]
    several = len(filled) >= _LEAST or any(cell.width > 1 for cell in filled)
    return several and bool(own) and all(_is_under(above, cell) for cell in filled)


def _is_under(above: Sequence[Row], cell: Cell) -> bool:
    """Tell whether a text is a heading that is known, or a year or quarter under one of a time."""
    if field_of(cell.text) and (is_month(cell.text) or not _DIGIT.search(cell.text)):
        return True
    if _shares(above, cell) and len(plain(cell.text)) <= _SHORT and not _DIGIT.search(cell.text):
        return True
    is_part = _part_of_time(cell.text)
    return is_part and any(_is_time(one) for one in _over(above, cell.column))


def _shares(above: Sequence[Row], cell: Cell) -> bool:
    """Tell whether a known heading that is merged over several columns stands over a cell."""
    over = above[-1].at(cell.column)
    return over is not None and over.width > cell.width and field_of(over.text) is not None


def _part_of_time(text: str) -> bool:
    words = plain(arabic_digits(text))
    return bool(_YEAR.fullmatch(words) or _COUNT.fullmatch(words) or is_month(text))


def _over(above: Sequence[Row], column: int) -> list[str]:
    """Return what stands over a column from above; a time also over the empty ones to its right."""
    texts = []
    for row in above:
        cell = row.at(column)
        if cell is None or (not cell.text and not cell.is_continued):
            before = [one for one in row.filled if one.column < column]
            cell = before[-1] if before and _is_time(before[-1].text) else None
        if cell and cell.text:
            texts.append(cell.text)
    return texts


def _is_time(text: str) -> bool:
    return field_of(text) == Field.PERIOD or _part_of_time(text)


def _layout(rows: Sequence[Row]) -> Layout | None:
    texts: dict[int, str] = {}
    for row in rows:
        for cell in row.filled:
            covered = range(cell.column, cell.column + cell.width)
            last = row is rows[-1]
            for column in covered if not last else [cell.column]:
                texts[column] = cell.text
    months = _months(rows, texts)
    found = {
        column: Field.PERIOD if column in months else _field_under(rows, column, text)
        for column, text in sorted(texts.items())
    }
    known = {column: field for column, field in found.items() if field}
    distinct, fields = set(known.values()), _settled(dict(known))
    work = distinct & _WORK or (Field.ISSUE in distinct and distinct & {Field.OWNERS, Field.PERIOD})
    long = any(len(NO_WORD.sub("", text)) > LONGEST for text in texts.values())
    if len(distinct) < _LEAST or not work or long or not _sound(rows, distinct):
        return None
    return Layout(fields, len(rows), texts, months)


def _spread(layout: Layout, row: Row) -> dict[int, Field]:
    """Give the columns under a merged heading that nothing divides what the heading says.

    One of issues and measures is over the issue first, and the measure last.
    """
    fields = dict(layout.fields)
    for cell in row.filled:
        inside = range(cell.column + 1, cell.column + cell.width)
        field = fields.get(cell.column)
        if field is None or any(column in layout.headings for column in inside):
            continue
        fields |= dict.fromkeys(inside, field)
        if inside and _ISSUE_AND_MEASURE.search(plain(cell.text)):
            fields |= {cell.column: Field.ISSUE, inside[-1]: Field.MEASURE}
    return dict(sorted(fields.items()))


def _field_under(rows: Sequence[Row], column: int, text: str) -> Field | None:
    """Return what a heading says, else the merged one above it, which it only divides."""
    cell = rows[-1].at(column) if len(rows) > 1 else None
    if cell and cell.text and not field_of(text) and _shares(rows[:-1], cell):
        return field_of(_over(rows[:-1], column)[-1])
    return field_of(text)


def _months(rows: Sequence[Row], texts: Mapping[int, str]) -> dict[int, str]:
    """Return the columns of months and quarters, with the year that stands above them."""
    months: dict[int, str] = {}
    counts = {column: plain(arabic_digits(text)) for column, text in texts.items()}
    by_number = any(_COUNT.fullmatch(n) and not _QUARTER.fullmatch(n) for n in counts.values())
    for column, text in sorted(texts.items()):
        over = _over(rows[:-1], column)
        if is_month(text):
            months[column] = text if _DIGIT.search(text) else _with_year(text, over)
        elif _QUARTER.fullmatch(counts[column]) and any("ไตรมาส" in plain(one) for one in over):
            months[column] = f"ไตรมาส {counts[column]}"
        elif by_number and _COUNT.fullmatch(counts[column]) and any(map(_is_time, over)):
            months[column] = _with_year(MONTHS[int(counts[column]) - 1], over)
    return months


def _with_year(month: str, over: Sequence[str]) -> str:
    """Return a month with the calendar year above it; a fiscal year is that of the plan."""
    for text in reversed(over):
        found = _YEAR.fullmatch(plain(arabic_digits(text)))
        if found and "งบประมาณ" not in text:
            return f"{month} {found[1]}"
    return month


def _sound(rows: Sequence[Row], distinct: set[Field]) -> bool:
    """A row of two texts that happen to have such words is no heading of a wide table."""
    filled = max(sum(not _part_of_time(cell.text) for cell in row.filled) for row in rows)
    return len(distinct) * 2 >= filled


def _settled(fields: dict[int, Field]) -> dict[int, Field]:
    """Give the columns that tables name differently what they hold: a measure is never missing."""
    steps, issues = _columns(fields, Field.STEPS), _columns(fields, Field.ISSUE)
    if not _columns(fields, Field.MEASURE):
        if issues and len(steps) < 2:
            fields[issues[-1]] = Field.MEASURE
        elif steps:
            fields[steps[0]] = Field.MEASURE
    measures = _columns(fields, Field.MEASURE)
    if len(measures) > 1 and not _columns(fields, Field.STEPS):
        fields[measures[-1]] = Field.STEPS
    targets = _columns(fields, Field.TARGET)
    if targets and measures and not _columns(fields, Field.ISSUE) and targets[0] < measures[0]:
        fields[targets[0]] = Field.ISSUE  # the indicator of the assessment that a measure answers
    return fields


def _columns(fields: Mapping[int, Field], wanted: Field) -> list[int]:
    return [column for column, field in fields.items() if field == wanted]

"""Whether sums, counts and highest or lowest that a text tells agree with its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosure.rules.checking.claims import Claim, Count, counts, extremes, nothings
from disclosure.rules.checking.content import Content
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.findings import Check, Finding, error
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.grids import Grid, GridRow, grids_of

_MEND = "คำนวณใหม่จากข้อมูลต้นทาง แล้วแก้ตารางและข้อความให้ตรงกัน"
_MOST = 3
_SHARES = re.compile("(?:รอยละ|เฉลย|คะแนน|%|x̄|S\\.?D\\.?|ระดบ)")
_CENT = Decimal("0.011")


def check_contradiction(content: Content, context: Context) -> Iterator[Finding]:
    """Find sums that do not add up, and words that say other than the table."""
    grids = [grid for page in content.pages for grid in grids_of(page)]
    if not grids:
        return
    found: list[Finding] = []
    for grid in grids:
        found += _sums(grid)
    found += _extremes(content, grids)
    found += _counts(content, grids)
    yield from found[:_MOST]


def _sums(grid: Grid) -> Iterator[Finding]:
    above: list[GridRow] = []
    for row in grid.rows:
        if row.is_total:
            yield from _of_total(grid, row, above)
            above = [] if len(above) > 1 else above
        elif not row.is_average:
            above.append(row)


def _of_total(grid: Grid, total: GridRow, above: list[GridRow]) -> Iterator[Finding]:
    if len(above) < 2:
        return
    wrong = [at for at in range(len(total.values)) if _is_wrong(grid, total, above, at)]
    right = [at for at in range(len(total.values)) if _adds_up(total, above, at)]
    if len(wrong) != 1 or not (right or _is_amount(grid, above, wrong[0])):
        return
    at = wrong[0]
    added = sum((row.values[at] or Decimal(0) for row in above), Decimal(0))
    yield error(
        Check.CONTRADICTION,
        f"แถวรวมบอก {_shown(total.values[at])} แต่ผลบวกของตารางคือ {_shown(added)}",
        where=grid.page.quoting(total.shown),
        mend=_MEND,
    )


def _is_wrong(grid: Grid, total: GridRow, above: list[GridRow], at: int) -> bool:
    """Tell whether a sum is wrong, not a mean, a share, or a sum of headings only."""
    said = total.values[at]
    values = [row.values[at] for row in above if row.values[at] is not None]
    if said is None or len(values) < 2 or _adds_up(total, above, at):
        return False
    whole = [row for row in above if not row.is_part]
    parts = [row for row in above if row.is_part]
    if parts and (_adds_up(total, whole, at) or _adds_up(total, parts, at)):
        return False
    known = [value for value in values if value is not None]
    is_mean = min(known) <= said <= max(known)
    is_share = said == 100 or all(value <= 100 and value != int(value) for value in known)
    return (
        not (is_mean and _SHARES.search(grid.header)) and not is_share and not _is_mean(said, known)
    )


def _is_mean(said: Decimal, values: list[Decimal]) -> bool:
    return abs(said - sum(values, Decimal(0)) / len(values)) < 1


def _adds_up(total: GridRow, above: list[GridRow], at: int) -> bool:
    said = total.values[at]
    if said is None or not above:
        return False
    return abs(sum((row.values[at] or Decimal(0) for row in above), Decimal(0)) - said) < _CENT


def _is_amount(grid: Grid, above: list[GridRow], at: int) -> bool:
    """Tell whether a column, with no other to vouch for it, holds what is added up."""
    if any(row.is_part for row in above) or len(above) < 3:
        return False
    return bool(re.search("จานวน|งบ|บาท|วงเงน|เรอง|ราย|ครง|คน", grid.header))


def _shown(value: Decimal | None) -> str:
    return f"{value:,}" if value is not None else "–"


def _extremes(content: Content, grids: list[Grid]) -> Iterator[Finding]:
    for claim in extremes(content):
        for grid in grids:
            if message := _contradicts(claim, grid):
                yield error(Check.CONTRADICTION, message, where=claim.where, mend=_MEND)
                break


def _contradicts(claim: Claim, grid: Grid) -> str:
    """Return what is wrong with a claim by the table, "" when it agrees or is of other things."""
    named = _named(claim, grid)
    if named is None:
        return _by_value(claim, grid)
    word = "สูงสุด" if claim.is_highest else "ต่ำสุด"
    columns = _columns(claim, grid, named)
    if columns and not any(_is_extreme(grid, named, at, claim) for at in columns):
        best = _best(grid, columns[0], claim)
        return f"ข้อความบอกว่า{word}คือ “{_name(named)}” แต่ตารางบอก “{_name(best)}”"
    values = [value for value in named.values if value is not None]
    if claim.value is not None and claim.value not in values and _is_like(claim.value, values):
        return (
            f"ข้อความบอก{word} {_shown(claim.value)} แต่ตารางบอก {', '.join(map(_shown, values[:3]))}"
        )
    return ""


def _name(row: GridRow) -> str:
    words = re.sub(r"^[0-9๐-๙.)\s]+", "", row.shown)
    return re.split(r"\s[0-9๐-๙,.]+(?:\s|%|$)", words)[0][:60]


def _named(claim: Claim, grid: Grid) -> GridRow | None:
    """Return the row that a claim names: the longest label in its words, nearest behind “คือ”."""
    rows = [row for row in grid.items if len(row.label) >= 4]
    for words in (claim.after, claim.before):
        fitting = [row for row in rows if row.label in words]
        if fitting:
            longest = max(len(row.label) for row in fitting)
            best = [row for row in fitting if len(row.label) == longest]
            return best[0] if len({row.label for row in best}) == 1 else None
    return None


def _columns(claim: Claim, grid: Grid, named: GridRow) -> list[int]:
    """Return the columns that a claim can be about: those with its number, or all of them."""
    filled = [
        at
        for at in range(len(named.values))
        if len(grid.column(at)) >= 3 and named.values[at] is not None
    ]
    if claim.value is not None:
        exact = [at for at in filled if named.values[at] == claim.value]
        elsewhere = [at for at in filled if claim.value in grid.column(at)]
        return exact or elsewhere or filled
    return filled


def _is_extreme(grid: Grid, row: GridRow, at: int, claim: Claim) -> bool:
    values = grid.column(at)
    return row.values[at] == (max(values) if claim.is_highest else min(values))


def _best(grid: Grid, at: int, claim: Claim) -> GridRow:
    rows = [row for row in grid.items if row.values[at] is not None]
    choose = max if claim.is_highest else min
    return choose(rows, key=lambda row: row.values[at] or Decimal(0))


def _by_value(claim: Claim, grid: Grid) -> str:
    if claim.value is None:
        return ""
    columns = [at for at in range(grid.width) if _holds(grid, at, claim.value)]
    if not columns:
        return ""
    for at in columns:
        values = grid.column(at)
        if claim.value == (max(values) if claim.is_highest else min(values)):
            return ""
    word = "สูงสุด" if claim.is_highest else "ต่ำสุด"
    best = _best(grid, columns[0], claim)
    return f"ข้อความบอกว่า{word}คือ {_shown(claim.value)} แต่ตารางบอก {_shown(best.values[columns[0]])}"


def _holds(grid: Grid, at: int, value: Decimal) -> bool:
    values = grid.column(at)
    return len(values) >= 3 and value in values and value != int(value)


def _is_like(value: Decimal, values: list[Decimal]) -> bool:
    """Tell whether a number is of the kind of the others: with as many decimals."""
    return any(value.as_tuple().exponent == one.as_tuple().exponent != 0 for one in values)


def _counts(content: Content, grids: list[Grid]) -> Iterator[Finding]:
    for count in counts(content):
        near = [grid for grid in grids if _is_about(count, grid)]
        if near and not any(_agrees(count.value, grid) for grid in grids):
            yield error(
                Check.CONTRADICTION,
                f"ข้อความบอก {_shown(count.value)} {count.unit} แต่ตารางบอก {_told(near[0], count)}",
                where=count.where,
                mend=_MEND,
            )
    for where in nothings(content):
        for grid in grids:
            if _has_complaints(grid):
                yield error(
                    Check.CONTRADICTION,
                    "ข้อความบอกว่าไม่มีเรื่อง แต่ตารางมีจำนวนเรื่อง",
                    where=where,
                    mend=_MEND,
                )
                return


def _is_about(count: Count, grid: Grid) -> bool:
    """Tell whether the table counts in the unit of the words."""
    unit = flat(count.unit)
    told = re.compile(rf"\({unit}\)|จานวน{unit}(?!การ|ละ)" + (f"|{unit}" if len(unit) > 4 else ""))
    return any(told.search(words) for words in (grid.header, *_totals(grid)))


def _totals(grid: Grid) -> Iterator[str]:
    return (flat(row.shown) for row in grid.rows if row.is_total)


def _agrees(value: Decimal, grid: Grid) -> bool:
    """Tell whether a number is anywhere in the table, a sum of a column, or the number of rows."""
    if value == len(grid.items) or value == len([row for row in grid.items if not row.is_part]):
        return True
    for row in grid.rows:
        if any(one == value for one in row.values):
            return True
    return any(sum(grid.column(at)) == value for at in range(grid.width))


def _told(grid: Grid, count: Count) -> str:
    total = next((row for row in reversed(grid.rows) if row.is_total), None)
    values = [value for value in total.values if value is not None] if total else []
    if values:
        return ", ".join(map(_shown, values[:4]))
    return f"{len(grid.items)} แถว"


def _has_complaints(grid: Grid) -> bool:
    is_about = "เรองรองเรยน" in grid.header or "เรองรองเรยน" in grid.page.flat[:400]
    return is_about and any(value for row in grid.rows for value in row.values)

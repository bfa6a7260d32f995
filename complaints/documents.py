"""The words of the yearly figures of complaints, from figures alone; nothing of any case.

All digits are Arabic; the paper turns them into Thai ones when it is drawn.

**Source:** the item of the OIT list on complaint statistics: total, done and under way, by month,
quarter or half-year; when there was none, the office publishes that there was none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ita_portal.documents.kinds import COMPLAINT_STATISTICS

HEADING = "รายงานสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่"
NONE = "ไม่มีเรื่องร้องเรียน"
DRAFT_MARK = "ฉบับร่าง ยังไม่ลงนาม"
_PERIOD_SHARE = 28
"""Of the table's width, in percent; the other columns share the rest."""

Words = dict[str, Any]


@dataclass(frozen=True)
class Period:
    """How many complaints of each kind came in during a month, a quarter or a half-year.

    `counts` are by the name of the kind; a kind that is not named has none.
    """

    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All that came in during the period."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Figures:
    """What a report tells. `span` is the time that the periods cover, in words.

    `kinds` are the names of the kinds in the order of the columns. `done` and `pending` are how
    many of all were finished and are under way; together they must be the total.
    """

    fiscal_year: int
    span: str
    kinds: tuple[str, ...]
    periods: tuple[Period, ...]
    done: int
    pending: int

    @property
    def total(self) -> int:
        """All complaints of all periods."""
        return sum(period.total for period in self.periods)


def statistics_words(figures: Figures, *, office_name: str, digits: str = "thai") -> Words:
    """Return the words of the report, ready to be proposed. Pure: the same figures, the same words.

    Raises ValueError when a count is below 0, a period counts a kind that has no column, or done
    and pending do not add up to the total.
    """
    _check(figures)
    return {
        "kind": COMPLAINT_STATISTICS.code,
        "digits": digits,
        "office_name": office_name,
        "heading": HEADING,
        "subject_lines": [f"ประจำปีงบประมาณ พ.ศ. {figures.fiscal_year}"],
        "opening": _opening(figures, office_name),
        "table": _table(figures) if figures.total else None,
        "closing": [],
        "number": "",
        "dated": "",
        "signature": None,
        "verification": None,
        "emblem": None,
        "draft_mark": DRAFT_MARK,
    }


def _check(figures: Figures) -> None:
    for period in figures.periods:
        if min(period.counts.values(), default=0) < 0:
            raise ValueError(f"{period.name} has less than no complaint")
        if set(period.counts) - set(figures.kinds):
            raise ValueError(f"{period.name} counts a kind that has no column")
    if figures.done < 0 or figures.pending < 0 or figures.done + figures.pending != figures.total:
        raise ValueError("what is done and what is pending are not all that came in")


def _opening(figures: Figures, office_name: str) -> list[str]:
    if not figures.total:
        return [f"ในช่วง {figures.span} {office_name} {NONE}"]
    outcome = f"ดำเนินการแล้วเสร็จ {figures.done} เรื่อง อยู่ระหว่างดำเนินการ {figures.pending} เรื่อง"
    return [
        f"ในช่วง {figures.span} {office_name} ได้รับเรื่องร้องเรียนทั้งหมด {figures.total} เรื่อง "
        f"{outcome} จำแนกตามช่วงเวลาและประเภท ดังนี้"
    ]


def _table(figures: Figures) -> Words:
    rest = (100 - _PERIOD_SHARE) // (len(figures.kinds) + 1)
    names = [*figures.kinds, "รวม"]
    columns: list[Words] = [
        {"key": "period", "title": "ช่วงเวลา", "width": f"{100 - rest * len(names)}%"}
    ]
    columns += [
        {"key": _key(place), "title": name, "width": f"{rest}%", "align": "center"}
        for place, name in enumerate(names)
    ]
    whole = Period("รวม", _sums(figures.kinds, figures.periods))
    rows = [_row(period, figures.kinds) for period in figures.periods]
    rows.append(_row(whole, figures.kinds) | {"total": True})
    return {"caption": "", "columns": columns, "groups": [{"title": "", "rows": rows}]}


def _sums(kinds: Sequence[str], periods: Sequence[Period]) -> dict[str, int]:
    return {kind: sum(period.counts.get(kind, 0) for period in periods) for kind in kinds}


def _row(period: Period, kinds: Sequence[str]) -> Words:
    numbers = [*(period.counts.get(kind, 0) for kind in kinds), period.total]
    cells = {_key(place): f"{number:,}" for place, number in enumerate(numbers)}
    return {"cells": {"period": period.name, **cells}}


def _key(place: int) -> str:
    return f"kind_{place}"

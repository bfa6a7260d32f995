"""The yearly report of the figures, proposed to the director; signed, it stands on its OIT item."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from complaints.documents import Figures, Period, statistics_words
from complaints.models import Kind
from complaints.rules.masking import LEAST, Half
from complaints.rules.settling import YearFigures
from complaints.rules.statistics import until_words
from ita_portal.documents.kinds import COMPLAINT_STATISTICS
from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.proposals import propose
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User

_NAMES = {1: "ครึ่งปีแรก (ตุลาคม ถึง มีนาคม)", 2: "ครึ่งปีหลัง (เมษายน ถึง กันยายน)"}
_ALL = "ทุกประเภท"
_NOT_YET = "ยังไม่มีสถิติของปีนี้ สถิติครึ่งปีแรกมีหลังวันที่ 31 มีนาคม"


def report_words(figures: YearFigures, office: Office) -> dict[str, Any]:
    """Return the words of the report: what the public page shows, and nothing more.

    Raises Refused when no half of the year has ended.
    """
    if not figures.halves:
        raise Refused(_NOT_YET)
    done, pending = figures.outcome.done, figures.outcome.open
    if figures.total is None or done is None or pending is None:
        return _without_figures(figures, office)
    kinds, periods = _periods(figures.halves)
    facts = Figures(figures.fiscal_year, _span(figures), kinds, periods, done, pending)
    return statistics_words(facts, office_name=office.name)


@transaction.atomic
def propose_report(figures: YearFigures, *, office: Office, by: User) -> Proposal:
    """Propose the report. Raises Refused when one waits already, or nothing may be told yet."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    return propose(
        kind=COMPLAINT_STATISTICS,
        office=office,
        fiscal_year=figures.fiscal_year,
        title=f"{COMPLAINT_STATISTICS.name} ปีงบประมาณ พ.ศ. {figures.fiscal_year}",
        words=report_words(figures, office),
        by=by,
    )


def _periods(halves: tuple[Half, ...]) -> tuple[tuple[str, ...], tuple[Period, ...]]:
    """Return columns and rows: by kind when every half shows its kinds, else in one column."""
    if all(half.by_kind is not None for half in halves):
        kinds = tuple(kind.label for kind in Kind)
        counts = [{Kind(k).label: n for k, n in half.by_kind or ()} for half in halves]
    else:
        kinds, counts = (_ALL,), [{_ALL: half.total or 0} for half in halves]
    rows = zip(halves, counts, strict=True)
    return kinds, tuple(Period(_NAMES[half.number], count) for half, count in rows)


def _without_figures(figures: YearFigures, office: Office) -> dict[str, Any]:
    """Return the words when the sum would point to people: the halves that may be told."""
    nothing = Figures(figures.fiscal_year, _span(figures), (_ALL,), (), 0, 0)
    told = [f"{_NAMES[half.number]} {_told(half)}" for half in figures.halves]
    opening = (
        f"ในช่วง {_span(figures)} {office.name} ได้รับเรื่องร้องเรียน {' '.join(told)} "
        f"จำนวนที่ไม่ถึง {LEAST} เรื่องไม่แสดง เพื่อไม่ให้รู้ว่าใครร้องเรียน"
    )
    return statistics_words(nothing, office_name=office.name) | {"opening": [opening]}


def _told(half: Half) -> str:
    if half.total is None:
        return f"ไม่ถึง {LEAST} เรื่อง"
    return f"{half.total} เรื่อง" if half.total else "ไม่มีเรื่องร้องเรียน"


def _span(figures: YearFigures) -> str:
    return f"ตุลาคม {figures.fiscal_year - 1} ถึง {until_words(figures)}"

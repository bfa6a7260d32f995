"""Checking a whole year or all of an office again: by command, and each night."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from assessments.models import Framework
from disclosure.models import Evidence, EvidenceFinding, Severity
from disclosure.rules.engine import check_days
from disclosure.rules.links.waiting import try_untried
from disclosure.rules.running import note_failure, run_checks
from disclosure.rules.year import year_of
from ita_portal.jobs.rules import enqueue
from ita_portal.organisations.models import Office

logger = logging.getLogger(__name__)

TASK = "disclosure.office"
ALARMS = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True)
class YearFinding:
    """What stands at an item of the year, or at the year itself, where `item` is "".

    `answer` is why it need not be mended.
    """

    item: str
    check: str
    severity: str
    message: str
    where: str
    mend: str = ""
    answer: str = ""

    @property
    def is_open_alarm(self) -> bool:
        """Whether somebody has to look at it yet."""
        return self.severity in ALARMS and not self.answer


@dataclass(frozen=True)
class YearCheck:
    """A year after all its checks: how many items it asks for, how many are complete."""

    items: int
    complete: int
    findings: list[YearFinding]


def ask_offices(day_id: int) -> int:
    """Ask the worker to check all evidence of every office again, once a day; return how many."""
    holding = Evidence.objects.live().values("office_id")
    offices = list(Office.objects.filter(is_active=True, pk__in=holding))
    with transaction.atomic():
        for office in offices:
            enqueue(
                task=TASK,
                subject_id=office.pk,
                key=f"{TASK}:{office.pk}:{day_id}",
                title="ตรวจหลักฐานทั้งหมดประจำวัน",
                office=office,
            )
    return len(offices)


def check_office(office_id: int) -> None:
    """Check all live evidence of an office; one that breaks says so. Safe to repeat."""
    rows = Evidence.objects.live().filter(office_id=office_id).order_by("pk")
    _check_all(list(rows.values_list("pk", flat=True)))


def note_office_failure(office_id: int) -> None:
    """Leave a word in the log; the next night checks again."""
    logger.error("the nightly checks of office %s have failed", office_id)


def check_year(office: Office, framework: Framework) -> YearCheck:
    """Check all live evidence of the year now, and return what stands at its items.

    Links that were never tried are tried first, for as long as a job may; the others are left to
    the worker, which is asked to try them all.
    """
    year = framework.fiscal_year
    try_untried(office, year)
    rows = Evidence.objects.of(office).live().filter(item__framework__fiscal_year=year)
    _check_all(list(rows.order_by("pk").values_list("pk", flat=True)))
    asked = [one for one in year_of(office, framework).items if not one.is_not_applicable]
    missing = [
        YearFinding(one.code, "component", Severity.WARNING, _lacking(one.uncovered), "")
        for one in asked
        if one.is_filled and one.uncovered
    ]
    complete = sum(1 for one in asked if one.is_ready)
    days = [
        YearFinding("", one.code, one.severity, one.message, one.where, one.mend)
        for one in check_days(office, framework)
    ]
    return YearCheck(len(asked), complete, [*_standing(office, year), *missing, *days])


def _check_all(ids: Sequence[int]) -> None:
    for pk in ids:
        try:
            run_checks(pk)
        except Exception:
            logger.exception("evidence %s could not be checked", pk)
            note_failure(pk)


def _standing(office: Office, fiscal_year: int) -> list[YearFinding]:
    rows = EvidenceFinding.objects.filter(
        evidence__office=office,
        evidence__item__framework__fiscal_year=fiscal_year,
        gone_at__isnull=True,
    ).exclude(evidence__status=Evidence.Status.WITHDRAWN)
    rows = rows.select_related("evidence__item")
    return [
        YearFinding(
            item=one.evidence.item.code,
            check=one.code,
            severity=one.severity,
            message=one.message,
            where=" · ".join(filter(None, (one.evidence.title, one.place))),
            mend=one.mend,
            answer=one.answer if one.answered_for == one.evidence.number else "",
        )
        for one in rows.order_by("evidence__item__position", "evidence__position", "position")
    ]


def _lacking(components: Sequence[str]) -> str:
    return f"ยังไม่มีหลักฐานที่แสดงองค์ประกอบ: {', '.join(components)}"

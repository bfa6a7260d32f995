"""Which duties a paper is for: those of its item, or what its own title says."""

from __future__ import annotations

import re

from disclosure.rules.checking.context import Context
from disclosure.rules.checking.heads import Head, Kind
from disclosure.rules.checking.words import any_of

_TITLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (duty, re.compile(pattern))
    for duty, pattern in (
        ("complaint_guideline", any_of("คู่มือ", "แนวปฏิบัติ", "แนวทาง") + "[^\n]{0,30}รองเรยน"),
        (
            "service_manual",
            "คมอ[^\n]{0,40}(?:การให|ใหบรการ|ขอรบ)บรการ|คมอ(?:การ)?(?:ให)?บรการ|คมอสาหรบประชาชน",
        ),
        (
            "work_manual",
            "คมอ(?:หรอ(?:แนวทาง|มาตรฐาน))?(?:การ|มาตรฐานการ)?ปฏบตงาน|มาตรฐานการปฏบตงาน",
        ),
        ("procurement_monthly", "สรปผล(?:การ)?(?:ดาเนนการ)?(?:การ)?จดซอจดจาง[^\n]{0,60}รายเดอน"),
        ("budget_6_month", "รายงาน[^\n]{0,20}กากบตดตาม[^\n]{0,20}งบประมาณ"),
        ("anticorruption_6_month", "รายงาน[^\n]{0,20}กากบตดตาม[^\n]{0,30}ทจรต"),
        ("annual_plan_6_month", "รายงาน[^\n]{0,20}(?:กากบ)?ตดตาม[^\n]{0,20}(?:ผล)?การดาเนนงาน"),
        (
            "annual_report",
            "รายงานผลการดาเนนงาน(?:ตามแผน(?:ปฏบต[ก-ฮเ-ไาะ]*|ดาเนนงาน)?)?(?:ประจาป|รอบ)",
        ),
        ("complaint_statistics", "(?:สถต|รายงานผล)[^\n]{0,30}(?:เรอง|การ)รองเรยน"),
    )
)


def told_duties(context: Context, head: Head) -> frozenset[str]:
    """Return the duties of the item; when no item is told, the one that the title speaks of."""
    if context.item is not None:
        return context.duties
    if head.kind in {Kind.MEMO, Kind.LETTER, Kind.ORDER, Kind.MINUTES} or head.is_form:
        return frozenset()
    return next(
        (frozenset({duty}) for duty, title in _TITLES if title.search(head.flat)), frozenset()
    )

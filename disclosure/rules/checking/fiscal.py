"""Whether a paper says its fiscal year, and the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.checking.content import Content
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.findings import Check, Finding, error, warning
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.heads import Head, head_of
from disclosure.rules.checking.words import LOOKING_BACK, finder
from disclosure.rules.checking.years import Mention, Role, mentions

TIMELESS = frozenset(
    [
        "structure",
        "executives",
        "powers",
        "contact",
        "laws",
        "q_and_a",
        "social_network",
        "e_service",
        "ethics_code",
        "news",
        "complaint_channel",
        "feedback_channel",
        "work_manual",
        "service_manual",
        "complaint_guideline",
        "hr_criteria",
        "integrity_declaration",
        "no_gift_declaration",
    ]
)
"""Duties whose papers hold for more than one year."""
LATE_REPORTS = frozenset(
    [
        "annual_report",
        "budget_report",
        "procurement_report",
        "hr_report",
        "anticorruption_report",
        "satisfaction_survey",
        "complaint_statistics",
        "service_statistics",
        "risk_management",
        "integrity_measures_report",
        "no_gift_report",
    ]
)
"""Duties of reports that come when their year is over. **Source:** the OIT manuals."""

_YEARLY = finder(
    "ประจำปี", "รายงานผล", "สรุปผล", "แผนปฏิบัติการ", "แผนการใช้จ่าย", "แผนการจัดซื้อ", "สถิติ",
    "รอบ 6 เดือน",
    "รอบ 12 เดือน", "ไตรมาส", "รายเดือน", "รายงานการกำกับ", "การประเมินความเสี่ยง",
)  # fmt: skip
_REPORT = finder("รายงาน", "สรุปผล", "สถิติ", "ผลการดำเนินงาน")
_ANALYSIS = finder(
    "วิเคราะห์ผลการประเมิน", "ผลการประเมินคุณธรรม", "ผลคะแนน", "ผลการประเมิน ITA", "ผลการวิเคราะห์"
)
_BLANK_YEAR = re.compile(
    r"(?:ประจาป|ปงบประมาณ|ปงบ)(?:พ\.?ศ\.?)?[.…_]{2,}(?![0-9.…_])(?!\)?(?:ผดพลาด|ไมถก|ไมครบ))"
    r"|(?:ประจา|ใน)ปงบประมาณพ\.ศ\.(?![0-9.…])"
)
_ODD_YEAR = re.compile(r"ปงบประมาณ(?:พ\.?ศ\.?)?([0-9]{3}|[0-9]{5}|[0-9]{4})(?![0-9,.])")
_DATED = re.compile(r"ณวนท[0-9]{1,2}(?:เดอน)?[ก-ฮเ-ไาะ.]+?(?:พ\.?ศ\.?)?([0-9]{4})")
_LIKELY = 2  # years by which a year is wrong on paper
_MEND = "แก้ปีให้ตรงกับปีงบประมาณที่ประเมิน แล้วบันทึกไฟล์ใหม่"


def wanted_year(context: Context) -> int:
    """Return the year that the paper should be of: the year before, when the item asks for it."""
    before = context.item is not None and context.item.is_of_year_before
    return context.fiscal_year - before


def check_fiscal_year(content: Content, context: Context) -> Iterator[Finding]:
    """Find a year in title or text that is not the one asked for, or that is missing."""
    if not content.letters:
        return
    head = head_of(content)
    in_title = title_years(head)
    yield from _blank(content, head)
    yield from _impossible(content)
    if in_title:
        yield from _wrong(content, context, head, in_title)
    else:
        yield from _without_title_year(content, context, head)


def title_years(head: Head) -> list[Mention]:
    """Return the years in the title that say of which year the paper is."""
    found = mentions(head.flat)
    said = [one for one in found if one.is_of_the_paper]
    return said or [one for one in found if one.role in {Role.ERA, Role.BARE}]


def body_years(content: Content) -> list[Mention]:
    """Return all fiscal years of the text."""
    return [one for page in content.pages for one in mentions(page.flat) if one.is_of_the_paper]


def may_be_late_report(content: Content, context: Context, head: Head) -> bool:
    """Tell whether the paper is, through and through, the report on the year before.

    It must be a report, speak of no other year, and not be dated before that year was over.
    """
    before = context.fiscal_year - 1
    if context.item and not context.duties & LATE_REPORTS:
        return False
    if not _REPORT.search(head.flat):
        return False
    spoken = body_years(content)
    dated = [int(match[1]) for match in _DATED.finditer(content.flat)]
    return all(one.covers(before) for one in spoken) and all(year >= before for year in dated)


def _wrong(
    content: Content, context: Context, head: Head, in_title: list[Mention]
) -> Iterator[Finding]:
    wanted = wanted_year(context)
    if any(one.covers(wanted) for one in in_title) or _is_excused(content, context, head, in_title):
        return
    said = in_title[0]
    if content.was_recognised and abs(said.year - wanted) > _LIKELY:
        return  # a misread digit, rather
    yield error(
        Check.FISCAL_YEAR,
        f"ชื่อเอกสารบอกปี {said.year} แต่ที่ต้องใช้คือปีงบประมาณ พ.ศ. {wanted}",
        where=_where(head, said),
        mend=_MEND,
    )


def _is_excused(content: Content, context: Context, head: Head, in_title: list[Mention]) -> bool:
    before = context.fiscal_year - 1
    if not any(one.covers(before) for one in in_title):
        return False
    if _ANALYSIS.search(head.flat):
        return True
    return may_be_late_report(content, context, head)


def _where(head: Head, said: Mention) -> str:
    line = next((one for one in head.lines if str(said.year) in flat(one)), head.lines[0])
    return head.page.quoting(line)


def _without_title_year(content: Content, context: Context, head: Head) -> Iterator[Finding]:
    wanted = wanted_year(context)
    spoken = body_years(content)
    if any(one.covers(wanted) for one in spoken):
        return
    unexplained = _unexplained(content)
    if unexplained and not may_be_late_report(content, context, head):
        page, said = unexplained[0]
        yield error(
            Check.FISCAL_YEAR,
            f"เนื้อหาบอกปี {said.year} และไม่มีที่ใดบอกปีงบประมาณ พ.ศ. {wanted}",
            where=content.pages[page].where(said.lead_at, said.end),
            mend=_MEND,
        )
    elif not spoken and _needs_year(content, context, head):
        yield warning(
            Check.FISCAL_YEAR,
            f"ไม่พบปีงบประมาณในเอกสาร ทั้งที่เป็นข้อมูลรายปี ควรบอกปีงบประมาณ พ.ศ. {wanted}",
            where=head.page.quoting(head.lines[0] if head.lines else ""),
            mend="เพิ่มปีงบประมาณในชื่อเอกสาร",
        )


def _unexplained(content: Content) -> list[tuple[int, Mention]]:
    found = []
    for number, page in enumerate(content.pages):
        for one in mentions(page.flat):
            around = page.flat[max(0, one.lead_at - 70) : one.end + 30]
            if one.role is Role.FISCAL and not LOOKING_BACK.search(around):
                found.append((number, one))
    return found


def _needs_year(content: Content, context: Context, head: Head) -> bool:
    if context.item and context.duties & TIMELESS:
        return False
    dated = {int(match[1]) for match in _DATED.finditer(content.flat)}
    if dated & {context.fiscal_year, context.fiscal_year - 1}:
        return False
    if any(one.role is Role.DATE for page in content.pages for one in mentions(page.flat)):
        return bool(re.search("ประจาป", head.flat))
    return bool(_YEARLY.search(head.flat)) or bool(context.item)


def _blank(content: Content, head: Head) -> Iterator[Finding]:
    """A year that was never filled in: “พ.ศ. ....”, or a title that breaks off before it."""
    if head.is_form:
        return
    place = ""
    for page in content.pages[:3]:
        if match := _BLANK_YEAR.search(page.flat):
            place = page.where(match.start(), match.end())
            break
    else:
        open_line = next((one for one in head.lines if _breaks_off(one)), None)
        if open_line is None or mentions(head.flat):
            return
        place = head.page.quoting(open_line)
    yield error(
        Check.FISCAL_YEAR,
        "มีคำว่าปีงบประมาณแต่ไม่ได้บอกว่าเป็นปีใด",
        where=place,
        mend="เติมปีงบประมาณให้ครบทุกแห่ง",
    )


def _breaks_off(line: str) -> bool:
    return bool(
        re.search(r"(?:ประจาปงบประมาณ|ประจาป|ปงบประมาณ)(?:พ\.?ศ\.?)?[.…_\s-]*$", flat(line))
    )


def _impossible(content: Content) -> Iterator[Finding]:
    """A fiscal year that no calendar of ours holds: 2657, 267, 25667."""
    for page in content.pages:
        for match in _ODD_YEAR.finditer(page.flat):
            written = match[1]
            if len(written) == 4 and (2500 <= int(written) <= 2600 or 1957 <= int(written) <= 2060):
                continue
            yield error(
                Check.FISCAL_YEAR,
                f"ปีงบประมาณ “{written}” ไม่มีจริง น่าจะพิมพ์ผิด",
                where=page.where(match.start(), match.end()),
                mend=_MEND,
            )
            return

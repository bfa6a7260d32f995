"""Whether what is asked for by month is told by month."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.checking.content import Content
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.duties import told_duties
from disclosure.rules.checking.findings import Check, Finding, error, info
from disclosure.rules.checking.flat import flat, tight
from disclosure.rules.checking.heads import Head, head_of
from disclosure.rules.checking.words import MONTHS
from ita_portal.thai.dates import SHORT_MONTHS

_BY_MONTH = frozenset({"procurement_monthly"})
_ASKED = re.compile("รายเดอน|จาแนกตามเดอน|แยกตามเดอน|แตละเดอน|เปนเดอน")
_HALF = re.compile("รอบ6เดอน|6เดอนแรก|ไตรมาสท?[12]")
_ONE_MONTH = re.compile(r"(?:ประจา|รอบ|ใน)?เดอน(" + "|".join(map(flat, MONTHS)) + ")")
_FULL = [flat(month) for month in MONTHS]
_SHORT = [
    re.compile("(?<![ก-ฮ])" + re.escape(tight(month)).replace(r"\.", r"\.?") + "(?![ก-ฮ])")
    for month in SHORT_MONTHS
]
_ANY_MONTH = "(?:" + "|".join(_FULL) + ")"
_ANY_SHORT = (
    "(?:" + "|".join(re.escape(tight(one)).replace(r"\.", r"\.?") for one in SHORT_MONTHS) + ")"
)
_ORDINALS = re.compile(r"^[0-9]{1,2}[.)]?(?=[ก-ฮเ-ไ])", re.MULTILINE)
_UNTIL = (
    r"(?:พ\.?ศ\.?)?(?:[0-9]{4}|[0-9]{2})?(?:[-–—]|ถง|ถึง|จนถง|จนถึง)"
    r"(?:วนท|วันที่)?[0-9]{0,2}(?:เดอน|เดือน)?"
)
_PERIODS = re.compile(rf"[0-9]{{1,2}}(?:เดอน)?{_ANY_MONTH}|{_ANY_MONTH}{_UNTIL}{_ANY_MONTH}")
_SHORT_PERIODS = re.compile(rf"[0-9]{{1,2}}{_ANY_SHORT}|{_ANY_SHORT}{_UNTIL}{_ANY_SHORT}")
_FISCAL_ORDER = (10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9)
_MEND = "เพิ่มข้อมูลแยกรายเดือนให้ครบทุกเดือนของรอบ เดือนที่ไม่มีรายการให้ระบุว่าไม่มี"


def check_monthly(content: Content, context: Context) -> Iterator[Finding]:
    """Find a summary by month that lacks months, or tells none apart."""
    head = head_of(content)
    if not content.letters or not _is_asked(head, context) or _ONE_MONTH.search(head.flat):
        return
    told = _told(content)
    wanted = _FISCAL_ORDER[:6] if _HALF.search(head.flat) else _FISCAL_ORDER
    missing = [month for month in wanted if month not in told]
    if not missing:
        return
    where = head.page.quoting(head.text)
    if len(told) < 2:
        yield error(
            Check.MONTHLY,
            "ข้อนี้ต้องแจกแจงเป็นรายเดือน แต่เอกสารบอกเพียงยอดรวม",
            where=where,
            mend=_MEND,
        )
    elif _is_so_far(told):
        latest = MONTHS[_FISCAL_ORDER[len(told) - 1] - 1]
        yield info(
            Check.MONTHLY, f"ข้อมูลรายเดือนมีถึงเดือน{latest} เดือนต่อ ๆ ไปต้องเพิ่มเมื่อสิ้นเดือน", where=where
        )
    else:
        names = ", ".join(MONTHS[month - 1] for month in missing)
        yield error(Check.MONTHLY, f"ข้อมูลรายเดือนไม่ครบ ขาดเดือน{names}", where=where, mend=_MEND)


def _is_asked(head: Head, context: Context) -> bool:
    if head.is_form:
        return False
    by_item = context.item is not None and (
        _ASKED.search(flat(context.item.title))
        or any(_ASKED.search(flat(one)) for one in context.item.components if "/" not in one)
    )
    by_duty = told_duties(context, head) & _BY_MONTH
    return bool(by_item or by_duty or _ASKED.search(head.flat))


def _told(content: Content) -> set[int]:
    """Return the months that the text tells apart; those of a date or a period do not count."""
    found: set[int] = set()
    for page in content.pages:
        lines = _PERIODS.sub("", _ORDINALS.sub("", "\n".join(map(flat, page.lines))))
        found |= {number for number, name in enumerate(_FULL, 1) if name in lines}
        if len(found) < len(MONTHS):
            short = _SHORT_PERIODS.sub("", _ORDINALS.sub("", "\n".join(map(tight, page.lines))))
            found |= {number for number, name in enumerate(_SHORT, 1) if name.search(short)}
    return found


def _is_so_far(told: set[int]) -> bool:
    """Tell whether the months run from October on without a gap, as in a year under way."""
    return told == set(_FISCAL_ORDER[: len(told)])

"""Whether a paper is dated, with days that the calendar has, in an order that can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from disclosure.rules.checking.content import Content, Page
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.dates import Dated, dates
from disclosure.rules.checking.findings import Check, Finding, error
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.heads import Head, Kind, papers
from ita_portal.thai.dates import short_date

_CLOSING = re.compile(r"(?:(?:ประกาศ|สง|ใหไว|ลงนาม|แถลง|ทา)(?:มา)?|(?<=[ก-ฮ]))ณวนท")
_CLOSED = re.compile(r"(?:ประกาศ|สง|ใหไว|แถลง)(?:มา)?ณ(?:วนท)?")
_DAY_AND_MONTH = re.compile(
    r"(?:เดอน)?[0-9]{1,2}(?:เดอน)?[ก-ฮเ-ไาะ]{2,}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-]"
)
_HAS_YEAR = re.compile(
    r"[0-9]{1,2}(?:เดอน)?[ก-ฮเ-ไาะ.]{2,14}?(?:พ\.?ศ\.?)?[0-9]{2,5}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}"
)
_MEMO_DATE = re.compile(r"(?<!ณ)วนท")
_CLOSING_WORDS = ("ประกาศณ", "สั่งณ", "สงณ", "ให้ไว้ณ", "ใหไวณ", "แถลงณ", "รายงานณ", "ข้อมูลณ")
_CLOSED_ON = tuple(dict.fromkeys(flat(word + "วันที่") for word in _CLOSING_WORDS))
_EARLIER_WORDS = ("ลงวันที่", "ลงวนที", "ลงวนท", "เมื่อวันที่", "เมือวันที", "เมอวนท", "เมื่อวนที่")
_TWO_YEARS = re.compile(r"[0-9๐-๙]{2}\b.+[0-9๐-๙]{2}\b")
_MEND_ORDER = "ตรวจวันที่ทั้งหมดกับเอกสารต้นเรื่อง แล้วแก้ให้เป็นไปตามลำดับที่เกิดจริง"


def check_date(content: Content, context: Context) -> Iterator[Finding]:
    """Find dates that are missing, blank or impossible."""
    for page in content.pages:
        yield from _impossible(page, context)
    for head, text in papers(content):
        if not head.is_form:
            yield from _missing(head, text)


def _impossible(page: Page, context: Context) -> Iterator[Finding]:
    for one in dates(page):
        if one.day is None and _is_meant_as_date(page, one):
            shown = page.tight[one.start : one.end]
            yield error(
                Check.DATE,
                f"ไม่มีวันที่ “{shown}” ในปฏิทิน",
                where=page.where(one.start, one.end, keep_marks=True),
                mend="แก้วันที่ให้ถูกต้อง",
            )
        elif _is_far_off(one, context):
            yield error(
                Check.DATE,
                f"วันที่ลงนามเป็นปี {one.year} ห่างจากปีงบประมาณ พ.ศ. {context.fiscal_year} มาก",
                where=page.where(one.start, one.end, keep_marks=True),
                mend="ตรวจปีของวันที่ น่าจะพิมพ์ผิด",
            )


def _is_meant_as_date(page: Page, one: Dated) -> bool:
    """A row's number before a month, as in “35 มีนาคม 2567”, is no day."""
    if one.follows_day_word:
        return True
    if not 1 <= one.written_day <= 31 or not _is_on_a_line(page, one):
        return False
    shown = page.tight[one.start : one.end]
    return one.is_short or not any(line.startswith(shown) for line in page.tight_lines)


def _is_on_a_line(page: Page, one: Dated) -> bool:
    """Tell whether day and month stand on one line: a number above a month is no day."""
    shown = page.tight[one.start : one.end]
    return any(shown in line for line in page.tight_lines)


def _is_far_off(one: Dated, context: Context) -> bool:
    is_own = one.follows_day_word and flat(one.before).endswith(_CLOSED_ON)
    return is_own and one.day is not None and not -8 <= one.year - context.fiscal_year <= 1


def _missing(head: Head, text: str) -> Iterator[Finding]:
    mend = "ลงวัน เดือน ปี ให้ครบก่อนเผยแพร่"
    for match in _CLOSED.finditer(text):
        rest = text[match.end() : match.end() + 40].lstrip("\n")
        if "ณวนท" not in match[0] and not rest[:1].isdigit():
            continue
        if not _HAS_YEAR.match(rest):
            yield error(
                Check.DATE,
                "ลงวันที่ไม่ครบ ขาดวัน เดือน หรือปี",
                where=f"“{match[0]}{rest[:25]}”",
                mend=mend,
            )
            return
    if head.kind in {Kind.ANNOUNCEMENT, Kind.ORDER} and not _dated_at_all(text):
        word = "ประกาศ" if head.kind is Kind.ANNOUNCEMENT else "คำสั่ง"
        yield error(Check.DATE, f"{word}ไม่ได้ลงวันที่", where=head.page.quoting(head.text), mend=mend)
    if head.kind in {Kind.MEMO, Kind.LETTER}:
        yield from _memo_date(head, text, mend)


def _dated_at_all(text: str) -> bool:
    return bool(_CLOSED.search(text)) or bool(re.search(r"(?:ลง)?วนท[0-9]{1,2}", text))


def _memo_date(head: Head, text: str, mend: str) -> Iterator[Finding]:
    start = text[:900].split("เรยน")[0]
    found = _MEMO_DATE.search(start)
    if head.kind is Kind.LETTER and not found:
        return
    if found is None or not _DAY_AND_MONTH.match(start[found.end() :]):
        yield error(
            Check.DATE,
            "บันทึกข้อความไม่ได้ลงวันที่ หรือลงวันที่ไม่ครบ",
            where=head.page.quoting(next((x for x in head.lines if "วันที่" in x), head.text)),
            mend=mend,
        )


def check_date_order(content: Content, context: Context) -> Iterator[Finding]:
    """Find dates that cannot follow each other so."""
    found: list[Finding] = []
    for page in content.pages:
        found += _turned_ranges(page)
        found += _odd_rows(page)
    found += _after_the_paper(content)
    yield from found[:3]


_BETWEEN = re.compile(r"(?:วัน|วน)?(?:ที่?)?(?:[-–—−]|ถึง|ถง|จนถึง|จนถง)(?:วัน|วน)?(?:ที่?|ที)?")


def _turned_ranges(page: Page) -> Iterator[Finding]:
    found = dates(page)
    for one, other in pairwise(found):
        joint = page.tight[one.end : other.start]
        if one.day and other.day and one.day > other.day and _BETWEEN.fullmatch(joint):
            yield _finding(
                page,
                one,
                other,
                f"ช่วงวันที่เริ่ม {short_date(one.day)} หลังวันที่สิ้นสุด {short_date(other.day)}",
            )


def _finding(page: Page, one: Dated, other: Dated, message: str) -> Finding:
    first, last = min(one.start, other.start), max(one.end, other.end)
    if last - first > 120:
        first, last = other.start, other.end
    return error(
        Check.DATE_ORDER,
        message,
        where=page.where(first, last, keep_marks=True),
        mend=_MEND_ORDER,
    )


def _odd_rows(page: Page) -> Iterator[Finding]:
    """In a table whose rows have two dates in order, a row that has them turned."""
    rows: list[tuple[Dated, Dated]] = []
    for line in page.lines:
        if not _TWO_YEARS.search(line):
            continue
        found = [one for one in dates(Page("", line)) if one.day]
        if len(found) == 2 and not _BETWEEN.fullmatch(
            Page("", line).tight[found[0].end : found[1].start]
        ):
            rows.append((found[0], found[1]))
    turned = [row for row in rows if _day_of(row[0]) > _day_of(row[1])]
    if len(rows) >= 3 and 0 < len(turned) <= len(rows) / 3:
        first, last = turned[0]
        shown = f"{short_date(_day_of(first))} มาก่อน {short_date(_day_of(last))}"
        yield error(
            Check.DATE_ORDER,
            f"ในตารางมีวันที่กลับลำดับจากแถวอื่น: {shown}",
            where=page.quoting(shown),
            mend=_MEND_ORDER,
        )


def _day_of(one: Dated) -> date:
    assert one.day is not None  # noqa: S101 - only dates with a day come here
    return one.day


def _after_the_paper(content: Content) -> Iterator[Finding]:
    """What a paper says has happened cannot be later than the paper's own date."""
    known = [(page, one) for page in content.pages for one in dates(page) if one.day]
    own = [(page, one) for page, one in known if _is_own_date(one)] or _memo_head(content)
    if not own:
        return
    latest = max(_day_of(one) for _, one in own)
    for page, one in known:
        if one.before.endswith(_EARLIER_WORDS) and _day_of(one) > latest:
            told = f"กล่าวถึงสิ่งที่เกิดวันที่ {short_date(_day_of(one))} ว่าเกิดแล้ว"
            yield _finding(page, one, one, f"เอกสารลงวันที่ {short_date(latest)} แต่{told}")


def _is_own_date(one: Dated) -> bool:
    before = one.before.removesuffix("วันที่").removesuffix("วนที่")
    return before.endswith(_CLOSING_WORDS)


def _memo_head(content: Content) -> list[tuple[Page, Dated]]:
    head_page = content.first
    if not any(
        head.kind in {Kind.MEMO, Kind.LETTER, Kind.OTHER} for head, _ in papers(content)[:1]
    ):
        return []
    found = [one for one in dates(head_page)[:1] if one.day and one.follows_day_word]
    is_head = [one for one in found if one.start < 450 and not one.before.endswith(_EARLIER_WORDS)]
    starts = head_page.flat.startswith("บนทกขอความ") or "บนทกขอความ" in head_page.flat[:60]
    return [(head_page, one) for one in is_head if starts]

"""Whether papers that must carry a number carry one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.checking.content import Content
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.findings import Check, Finding, error
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.heads import Head, Kind, papers

_DOTS = r"[.…_\-–\s]"
_BLANK = re.compile(
    rf"^(?:เลข)?ท(?:(?:ศธ|อว|มท|นร)?[0-9.]*/?{_DOTS}*(?:/?{_DOTS}*)(?:/[.…_]*(?:25[0-9]{{2}})?)?)$"
)
_NUMBERED = re.compile(r"^(?:เลข)?ท(?:พเศษ|ว)?(?:[ก-ฮ]{1,4}[0-9.]*/)?ว?[0-9.]+(?:/(?:ว)?[0-9]+)?")
_ORDER_NUMBER = re.compile(r"ท(?:พเศษ)?[0-9]{1,5}/(?:25)?[0-9]{2}")
_ORDER_BLANK = re.compile(rf"ท(?:พเศษ)?(?:{_DOTS}|เลขท)*/{_DOTS}*(?:25[0-9]{{2}}|{_DOTS}*)")
_MEMO_VALUE = re.compile(
    r"^(?:[ก-ฮ]{1,4}\.?)?[0-9.]+/(?:ว)?[0-9]+|^[0-9]+/[0-9]+|^(?:[ก-ฮ]{1,4}\.?)[0-9]+$|^[ก-ฮ.]+/[0-9]+"
)
_MEETING = re.compile(rf"ครงท{_DOTS}*/{_DOTS}*(?:25[0-9]{{2}})?(?![0-9])|ครงท{_DOTS}{{2,}}")
_MEND = "ลงเลขที่จากทะเบียนก่อนเผยแพร่"


def check_document_number(content: Content, context: Context) -> Iterator[Finding]:
    """Find orders, memos and letters whose number is blank or missing.

    **Source:** the annexes of the regulation on official papers: announcements need no number.
    """
    for head, text in papers(content):
        if head.is_form:
            continue
        found = _blank(head, text)
        if found:
            yield error(Check.DOCUMENT_NUMBER, found[0], where=found[1], mend=_MEND)


def _blank(head: Head, text: str) -> tuple[str, str] | None:
    if head.kind is Kind.ORDER:
        start = text[:420].split("เรอง")[0] or text[:420]
        if not _ORDER_NUMBER.search(start):
            return "คำสั่งไม่มีเลขที่", _line(head, "ท")
    elif head.kind is Kind.MEMO:
        return _memo(head)
    elif head.kind is Kind.LETTER:
        line = next((one for one in head.page.lines[:6] if flat(one).startswith("ทศธ")), "")
        value = flat(line).removeprefix("ท")
        if not _MEMO_VALUE.match(value):
            return "หนังสือไม่มีเลขที่", head.page.quoting(line)
    elif head.kind is Kind.MINUTES and (match := _MEETING.search(text[:400])):
        return "รายงานการประชุมไม่ได้บอกครั้งที่", head.page.where(match.start(), match.end())
    elif head.kind is Kind.ANNOUNCEMENT and (match := _ORDER_BLANK.search(text[:300])):
        return "เลขที่ของประกาศยังว่าง", head.page.where(match.start(), match.end())
    return None


def _memo(head: Head) -> tuple[str, str] | None:
    for line in head.page.lines[:9]:
        one = flat(line)
        if not re.match(r"ท(?![ก-ฮ]*มา)(?:$|[0-9./…_\-]|[ก-ฮ]{1,4}\.?[0-9/…_.]|วนท)", one):
            continue
        value = one.removeprefix("ท").split("วนท")[0]
        if not _MEMO_VALUE.match(value):
            return "บันทึกข้อความไม่มีเลขที่", head.page.quoting(line)
        return None
    return "บันทึกข้อความไม่มีเลขที่", head.page.quoting(head.text)


def _line(head: Head, begins: str) -> str:
    line = next((one for one in head.page.lines[:6] if flat(one).startswith(begins)), head.text)
    return head.page.quoting(line)

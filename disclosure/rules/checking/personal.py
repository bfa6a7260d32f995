"""Personal data about to be published: identity numbers, private telephones, complainants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.checking.content import Content, Page, digits
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.findings import Check, Finding, error, warning
from disclosure.rules.checking.signatures import PREFIX
from disclosure.rules.checking.words import finder

_THIRTEEN = re.compile(
    r"(?<![0-9])[0-9](?:[- .]?[0-9]{4})(?:[- .]?[0-9]{5})(?:[- .]?[0-9]{2})[- .]?[0-9](?![0-9])"
)
_DASHED = re.compile(r"[0-9][- .][0-9]{4}[- .][0-9]{5}[- .][0-9]{2}[- .][0-9]")
_ID_WORDS = finder(
    "เลขประจำตัวประชาชน", "บัตรประชาชน", "บัตรประจำตัวประชาชน", "เลขประชาชน", "เลขที่บัตร",
    "13 หลัก", "เลขบัตร",
)  # fmt: skip
_MOBILE = re.compile(
    r"(?<![0-9])(?:0|\+?66[- ]?)[689]"
    r"(?:[0-9][- .]?[0-9]{3}[- .]?[0-9]{4}|[- ][0-9]{4}[- ]?[0-9]{4})(?![0-9])"
)
_ACCOUNT = re.compile(
    r"เลขท?บญช(?:ธนาคาร)?[:.]?[ก-ฮเ-ไาะ.() ]{0,30}?[0-9]{3}[- ]?[0-9][- ]?[0-9]{5}[- ]?[0-9]"
)
_COMPLAINANT = re.compile(
    rf"(?:ผรองเรยน|ผรอง|ผแจงเบาะแส|ผถกรองเรยน|ผถกกลาวหา|ผถกรอง)(?:ชอ|คอ|ไดแก|:|ราย|ท[0-9])*\(?{PREFIX}"
    r"(?P<name>[ก-ฮเ-ไ][ก-ฮเ-ไาะ]{3,})"
)
_HOME = re.compile(r"(?:ผรองเรยน|ผรอง|ภมลาเนา|ทอยตามทะเบยนบาน|อยบานเลขท)[^\n]{0,40}?บานเลขท[0-9]+")
_OPEN_CONTACTS = frozenset({"contact", "executives", "complaint_channel", "q_and_a", "e_service"})
_OPEN_WORDS = finder("สายด่วน", "สายตรงผู้อำนวยการ", "สายตรง ผอ.", "มือถือสำนักงาน", "โทรศัพท์เคลื่อนที่ราชการ")
_CONTACT_HEAD = finder(
    "ข้อมูลการติดต่อ", "ข้อมูลผู้บริหาร", "ทำเนียบผู้บริหาร", "ช่องทางการติดต่อ", "ช่องทางแจ้งเรื่อง", "ช่องทางการแจ้ง"
)
_BLOCKED = "ปิดทับหรือตัดข้อมูลส่วนบุคคลออกจากไฟล์ต้นฉบับ แล้วบันทึกไฟล์ใหม่"
_MOST = 3


def check_personal_data(content: Content, context: Context) -> Iterator[Finding]:
    """Find identity numbers, private telephone numbers, accounts and names around complaints."""
    found: list[Finding] = []
    has_words = bool(_ID_WORDS.search(content.flat))
    for page in content.pages:
        found += _identity(page, has_words=has_words)
        found += _telephones(page, content, context)
        found += _people(page)
        if len(found) >= _MOST:
            break
    yield from found[:_MOST]


def is_identity_number(number: str) -> bool:
    """Tell whether 13 digits are a person's number by their check digit.

    **Source:** the Department of Provincial Administration: persons' numbers begin with 1–8; those
    that begin with 0 are of companies.
    """
    if len(number) != 13 or not "1" <= number[0] <= "8":
        return False
    total = sum(int(one) * (13 - place) for place, one in enumerate(number[:12]))
    return (11 - total % 11) % 10 == int(number[12])


def _identity(page: Page, *, has_words: bool) -> Iterator[Finding]:
    for match in _THIRTEEN.finditer(page.flat):
        number = digits(match[0])
        told = has_words or bool(_DASHED.fullmatch(match[0]))
        if number[0] in "09" or not (told or is_identity_number(number)):
            continue
        yield error(
            Check.PERSONAL_DATA,
            "มีเลขประจำตัวประชาชน 13 หลักอยู่ในไฟล์ที่จะเผยแพร่",
            where=page.quoting(f"{number[:1]}-{number[1:5]}-xxxxx-xx-x"),
            mend=_BLOCKED,
        )


def _telephones(page: Page, content: Content, context: Context) -> Iterator[Finding]:
    if context.duties & _OPEN_CONTACTS or _CONTACT_HEAD.search(content.first.flat[:300]):
        return
    for match in _MOBILE.finditer(page.flat):
        around = page.flat[max(0, match.start() - 40) : match.start()]
        if _OPEN_WORDS.search(around):
            continue
        shown = digits(match[0])
        yield warning(
            Check.PERSONAL_DATA,
            "มีหมายเลขโทรศัพท์มือถือของบุคคลอยู่ในไฟล์ที่จะเผยแพร่",
            where=page.quoting(f"{shown[:3]}-xxx-xx{shown[-2:]}"),
            mend=_BLOCKED + " หรือใช้หมายเลขของสำนักงานแทน",
        )


def _people(page: Page) -> Iterator[Finding]:
    for match in _COMPLAINANT.finditer(page.flat):
        yield error(
            Check.PERSONAL_DATA,
            "มีชื่อผู้ร้องเรียนหรือผู้ถูกร้องเรียนอยู่ในไฟล์ที่จะเผยแพร่",
            where=page.quoting(match[0][:16] + "…"),
            mend=_BLOCKED,
        )
    for pattern, what in ((_HOME, "ที่อยู่บ้านของบุคคล"), (_ACCOUNT, "เลขบัญชีธนาคาร")):
        if found := pattern.search(page.flat):
            yield warning(
                Check.PERSONAL_DATA,
                f"มี{what}อยู่ในไฟล์ที่จะเผยแพร่",
                where=page.quoting(found[0][:20] + "…"),
                mend=_BLOCKED,
            )

"""What only shows beside other evidence: one file for many items, nothing new since last year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from disclosure.rules.checking.content import Content
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.dates import dates
from disclosure.rules.checking.findings import Check, Finding, error, info, warning
from disclosure.rules.checking.fiscal import TIMELESS, wanted_year
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.words import any_of
from ita_portal.thai.dates import short_date
from ita_portal.thai.fiscal_year import FiscalYear

_AS_OF = re.compile(
    any_of(
        "ข้อมูล ณ",
        "ปรับปรุงล่าสุด",
        "ปรับปรุงข้อมูล",
        "ปรับปรุงเมื่อ",
        "แก้ไขล่าสุด",
        "อัปเดตล่าสุด",
        "อัพเดทล่าสุด",
        "ข้อมูล ณ วันที่",
        "สถานะ ณ",
    )
    + r"(?:เมอ|:|ณ)*(?:วนท?)?$"
)
_TOGETHER = 10
_SHARE = 0.9
_EMPTY_WORDS = (
    "คลิก", "คลิ๊ก", "กด", "ดู", "เปิด", "อ่าน", "ที่นี่", "ที่นี้", "ตรงนี้", "เพื่อ", "เพิ่ม",
    "เติม", "รายละเอียด", "ข้อมูล", "เอกสาร", "ไฟล์", "แนบ", "หลักฐาน", "ลิงก์", "ลิงค์", "ลิ้ง",
    "ดาวน์โหลด", "ดาวโหลด", "โหลด", "ข้อ", "ตาม", "ภาพ", "รูป", "สแกน", "ใหม่", "สำเนา", "หน้า",
    "เลย", "ค่ะ", "ครับ", "download", "click", "here", "link", "more", "read", "file", "document",
    "doc", "untitled", "scanned", "scan", "image", "img", "dsc", "photo", "picture", "new",
    "microsoft", "word", "excel", "pdf", "copy", "of", "final", "page", "the", "see", "view",
    "detail", "s",
)  # fmt: skip
_EMPTY_FORMS = dict.fromkeys(flat(word) for word in _EMPTY_WORDS)
_EMPTY_TITLE = re.compile(f"(?:{'|'.join(map(re.escape, _EMPTY_FORMS))})*")
"""A title of these words alone does not say what one gets. No word begins with another one and
goes on with a third, so that there is one way only to read a title."""
_NO_LETTERS = re.compile(r"[^ก-๛a-z]+")
_LETTER = re.compile(r"[ก-ฮa-z]")
_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|html?)$")
_ADDRESS = re.compile(r"(?:https?:|www\.)\S*$")
_FEWEST_LETTERS = 2


def check_reuse(content: Content, context: Context) -> Iterator[Finding]:
    """Find a file that also stands as evidence of other items."""
    items = context.files_of_items.get(content.whole, ()) if content.whole else ()
    others = [one for one in items if context.item is None or one != context.item.code]
    if others:
        yield warning(
            Check.REUSED_FILE,
            f"ไฟล์เดียวกันนี้ใช้เป็นหลักฐานของข้อ {', '.join(others)} ด้วย",
            mend="ใช้หลักฐานที่ตรงกับข้อ หรือระบุว่าใช้ร่วมกันโดยตั้งใจ",
        )


def check_stale(content: Content, context: Context) -> Iterator[Finding]:
    """Find evidence that has not changed since last year, or tells of a state long ago."""
    if content.whole and content.whole in context.last_year:
        make = info if context.duties & TIMELESS else warning
        yield make(
            Check.STALE,
            "ไฟล์นี้เหมือนของปีที่แล้วทุกประการ ไม่มีการปรับปรุง",
            mend="ปรับปรุงข้อมูลให้เป็นปัจจุบัน แล้วระบุวันที่ปรับปรุง",
        )
    yield from _old_state(content, context)


def _old_state(content: Content, context: Context) -> Iterator[Finding]:
    oldest = FiscalYear(wanted_year(context)).starts
    for page in content.pages:
        if not _AS_OF_QUICK.search(page.flat):
            continue
        for one in dates(page):
            if one.day and one.day < oldest and _AS_OF.search(flat(one.before)):
                yield warning(
                    Check.STALE,
                    f"ข้อมูลเป็นของวันที่ {short_date(one.day)} ก่อนปีงบประมาณ พ.ศ. {wanted_year(context)}",
                    where=page.where(one.start, one.end, keep_marks=True),
                    mend="ปรับปรุงข้อมูลให้เป็นปัจจุบัน แล้วแก้วันที่",
                    same_as="tells of a state of before the year",
                )
                return


_AS_OF_QUICK = re.compile(any_of("ข้อมูล ณ", "ปรับปรุง", "แก้ไขล่าสุด", "ล่าสุด", "สถานะ ณ"))


def check_uploads(context: Context) -> Iterator[Finding]:
    """Find a year whose evidence came in all on one day."""
    days = Counter(context.uploaded_on)
    if not days:
        return
    day, count = days.most_common(1)[0]
    if len(context.uploaded_on) >= _TOGETHER and count >= _SHARE * len(context.uploaded_on):
        yield warning(
            Check.STALE,
            f"หลักฐาน {count} จาก {len(context.uploaded_on)} รายการลงไว้ในวันเดียว ({short_date(day)})",
            mend="ทยอยเผยแพร่และปรับปรุงข้อมูลตามที่เกิดจริงตลอดปี",
            same_as="came in on one day",
        )


def check_scan(content: Content) -> Iterator[Finding]:
    """Find pages that show a picture of a paper and hold no text."""
    blind = len(content.unreadable_pages)
    mend = "แนบไฟล์ต้นฉบับที่เป็นข้อความ หรือแปลงไฟล์สแกนให้ค้นข้อความได้ (OCR)"
    if content.was_recognised:
        yield info(
            Check.SCAN,
            "ไฟล์นี้มีหน้าที่เป็นภาพสแกน ระบบอ่านข้อความจากภาพเพื่อตรวจ แต่ผู้เข้าชมค้นหาข้อความไม่ได้",
            mend=mend,
        )
    if not blind:
        return
    if content.kind == "image" or blind == len(content.pages):
        yield warning(Check.SCAN, "ไฟล์นี้เป็นภาพสแกน ไม่มีข้อความ จึงตรวจเนื้อหาและค้นหาไม่ได้", mend=mend)
    elif blind * 2 > len(content.pages):
        pages = ", ".join(map(str, content.unreadable_pages[:8]))
        yield warning(
            Check.SCAN,
            f"{blind} จาก {len(content.pages)} หน้าเป็นภาพสแกน ไม่มีข้อความ",
            where=f"หน้า {pages}",
            mend=mend,
        )
    else:
        pages = ", ".join(map(str, content.unreadable_pages[:8]))
        yield info(
            Check.SCAN, f"หน้า {pages} เป็นภาพ ไม่มีข้อความให้ตรวจ", where=f"หน้า {pages}", mend=mend
        )


def check_title(context: Context) -> Iterator[Finding]:
    """Find an evidence title that does not say what the evidence is."""
    title = context.title.strip()
    if not title:
        return
    if _says_nothing(title):
        yield error(
            Check.TITLE,
            f"ชื่อหลักฐาน “{title[:60]}” ไม่ได้บอกว่าเป็นเอกสารอะไร",
            where="ชื่อหลักฐาน",
            mend="ตั้งชื่อที่บอกว่าเป็นเอกสารอะไร ของปีใด",
        )


def _says_nothing(title: str) -> bool:
    """Tell whether a title is an address, a number, or made of words that fit any paper."""
    words = flat(title).casefold()
    if _ADDRESS.match(words):
        return True
    letters = _NO_LETTERS.sub("", _ENDING.sub("", words))
    return len(_LETTER.findall(letters)) < _FEWEST_LETTERS or bool(_EMPTY_TITLE.fullmatch(letters))

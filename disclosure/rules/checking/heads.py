"""The head of a paper: its title lines, and what kind of paper it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property, lru_cache

from disclosure.rules.checking.content import Content, Page
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.words import any_of, finder


class Kind(Enum):
    """Kinds of paper that have a form of their own."""

    ANNOUNCEMENT = auto()
    ORDER = auto()
    MEMO = auto()
    LETTER = auto()
    MINUTES = auto()
    OTHER = auto()


_LONG_LINE = 72
_LONGEST_TITLE = 180
_GOES_ON = re.compile(
    r"เรอง|ของ(?:สานก|สพ)|ประกาศ|คาสง|สวนราชการ|ท(?:ศธ)?[0-9/. ]|สานกงานเขต[^ ]{0,60}$"
)
_OPENERS = re.compile(
    "^[0-9.()-]*"
    + any_of(
        "ตามที่", "ด้วย", "เพื่อให้", "โดยที่", "อาศัยอำนาจ", "เรียน", "คำนำ", "สารบัญ", "บทนำ",
        "ข้าพเจ้า",
        "ความเป็นมา", "หลักการและเหตุผล", "ลำดับ", "ระเบียบวาระ", "วัตถุประสงค์", "วาระ",
        "ผู้มาประชุม",
        "บทสรุป", "จากการ",
    )
)  # fmt: skip
_BODY = finder(
    "ได้ดำเนินการ", "ขอรายงาน", "จึงขอ", "มีหน้าที่", "ดังนี้", "ขอประกาศ", "ได้จัดทำ",
    "ประกาศ ณ วันที่", "สั่ง ณ วันที่",
    "ได้รับจัดสรร", "ผู้รับผิดชอบ",
)  # fmt: skip
_ORDER = re.compile(r"^(?:สาเนา)?คาสง(?!ซอ)")
_ANNOUNCEMENT = re.compile(r"^(?:สาเนา)?ประกาศ(?!นยบตร|ผชนะ$)")
_MEMO = re.compile("^บนทกขอความ")
_LETTER = re.compile(r"^ทศธ[0-9. ]*/")
_MINUTES = re.compile("^(?:บนทก)?รายงานการประชม")
_FORM = finder("แบบฟอร์ม", "แบบคำร้อง", "แบบคำขอ", "แบบหนังสือ", "ตัวอย่าง", "(ร่าง)")


@dataclass(frozen=True)
class Head:
    """The title of a paper, its page, its kind, and whether it is only a form to be filled in."""

    kind: Kind
    lines: tuple[str, ...]
    page: Page
    is_form: bool

    @property
    def text(self) -> str:
        """The title lines, as they stand."""
        return "\n".join(self.lines)

    @cached_property
    def flat(self) -> str:
        """The title as flat text."""
        return flat(self.text)


def head_of(content: Content) -> Head:
    """Return the head of what stands first in the content."""
    return head_of_page(content.first)


@lru_cache(maxsize=64)
def head_of_page(page: Page) -> Head:
    """Return the head of a paper that begins on the page."""
    lines = [line for line, _ in page.top]
    flats = [one for _, one in page.top]
    end = len(lines)
    for index, one in enumerate(flats):
        if index and not _may_be_title(lines[index], one):
            end = index
            break
    kind = _kind(flats[:6])
    is_form = bool(_FORM.search("".join(flats[:4])))
    return Head(kind, tuple(lines[:end]), page, is_form)


def _may_be_title(line: str, one: str) -> bool:
    """Tell whether a line can go on with a title; one that is long must say that it does."""
    if _OPENERS.match(one) or _BODY.search(one):
        return False
    return len(line) <= (_LONGEST_TITLE if _GOES_ON.match(one) else _LONG_LINE)


def _kind(flats: list[str]) -> Kind:
    for one in flats:
        if _MEMO.match(one):
            return Kind.MEMO
        if _MINUTES.match(one):
            return Kind.MINUTES
        if _LETTER.match(one):
            return Kind.LETTER
        if _ORDER.match(one):
            return Kind.ORDER
        if _ANNOUNCEMENT.match(one):
            return Kind.ANNOUNCEMENT
    return Kind.OTHER


@lru_cache(maxsize=8)
def papers(content: Content) -> list[tuple[Head, str]]:
    """Return every paper with a form of its own in the file, with its flat text.

    A new paper begins on a page whose first lines say so; what comes before the first is its own.
    """
    starts: list[tuple[Head, list[str]]] = []
    for page in content.pages:
        head = head_of_page(page)
        if not starts or head.kind is not Kind.OTHER:
            starts.append((head, []))
        starts[-1][1].append(page.flat)
    return [(head, "\n".join(texts)) for head, texts in starts]

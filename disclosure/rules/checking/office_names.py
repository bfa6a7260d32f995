"""Whether the office is named as it is, everywhere, and no other office in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from disclosure.rules.checking.content import Content, Page
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.findings import Check, Finding, error, warning
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.heads import head_of
from disclosure.rules.checking.provinces import PROVINCES
from disclosure.rules.checking.words import finder

_FULL = re.compile("สานกงานเขตพนทการศกษา(?P<kind>ประถมศกษา|มธยมศกษา)?")
_SHORT = re.compile(r"(?:สพ\.?[ปม]\.?)(?=[ก-ฮเ-ไ])")
_AREA = re.compile(r"^เขต([0-9]{1,2})(?![0-9])")
_STAND_IN = re.compile(
    "^(?:สานกงาน|สนง\\.?|สน\\.?ง\\.?)?[ก-ฮเ-ไาะ.]*(?:เขต|พนท|การศกษา|ประถม|มธยม)[ก-ฮเ-ไาะ.]*$"
)
_ABROAD = finder(
    "ศึกษาดูงาน", "ย้ายจาก", "ย้ายไป", "โอนจาก", "อันดับ", "สพท.อื่น", "เปรียบเทียบกับ",
    "เครือข่าย", "วิทยากรจาก",
    "อดีต", "ช่วยราชการ", "รับย้าย", "ไปดำรงตำแหน่ง", "ร่วมกับ", "เข้าร่วม", "จังหวัดใกล้เคียง",
    "เดินทาง", "ย้าย", "แลกเปลี่ยน",
    "ศูนย์สอบ", "แห่งอื่น", "ต้นแบบ", "ประสาน", "ตรวจราชการ",
)  # fmt: skip
_MEND = "แก้ชื่อสำนักงานให้ตรงกับชื่อเต็มหรือชื่อย่อที่ประกาศไว้ ให้เหมือนกันทั้งเอกสาร"
_MOST = 2
_LISTED = 4
"""From so many other offices on, a text is a list of offices."""


@dataclass(frozen=True)
class _Own:
    """The office's name in parts, flat: kind, place, area number ("" for none)."""

    name: str
    kind: str
    place: str
    area: str
    raw_place: str


@lru_cache(maxsize=256)
def _own(name: str) -> _Own | None:
    whole = flat(name)
    match = _FULL.match(whole)
    if match is None:
        return None
    rest = whole[match.end() :]
    area = re.search(r"เขต([0-9]{1,2})$", rest)
    place = rest[: area.start()] if area else rest
    raw = re.sub(r"\s*เขต\s*[0-9๐-๙]+$", "", name)
    raw = re.sub(r"^.*?(?:ประถมศึกษา|มัธยมศึกษา)", "", raw).strip()
    return _Own(whole, match["kind"] or "", place, area[1] if area else "", raw)


def check_office_name(content: Content, context: Context) -> Iterator[Finding]:
    """Find another office's name in place of the own one, and the own one in several spellings."""
    own = _own(context.office)
    if own is None or not own.place:
        yield from _named_otherwise(content, context)
        return
    others: list[tuple[Page, int, int, str]] = []
    variants: list[Finding] = []
    for page in content.pages:
        for page_, start, end, what in _named(page, own):
            if what == "variant":
                variants.append(_variant(page_, start, end))
            else:
                others.append((page_, start, end, what))
        variants += _stand_ins(page, own)
        variants += _misspelt(page, own)
    yield from _foreign(content, others)
    yield from variants[:_MOST]


def _variant(page: Page, start: int, end: int) -> Finding:
    return warning(
        Check.OFFICE_NAME,
        "ชื่อสำนักงานเขียนไม่ตรงกับชื่อจริง",
        where=page.where(start, end),
        mend=_MEND,
    )


def _named(page: Page, own: _Own) -> Iterator[tuple[Page, int, int, str]]:
    """Yield where an office is named that is not the own one, or the own one wrongly."""
    text = page.flat
    for match in (*_FULL.finditer(text), *_SHORT.finditer(text)):
        start, end = match.span()
        kind = _kind_of(match)
        verdict, length = _judge(text[end : end + len(own.place) + 40], kind, own)
        if verdict:
            yield page, start, end + length, verdict


def _kind_of(match: re.Match[str]) -> str:
    if match.re is _FULL:
        return match["kind"] or ""
    return "ประถมศกษา" if "ป" in match[0] else "มธยมศกษา"


def _judge(rest: str, kind: str, own: _Own) -> tuple[str, int]:
    """Return "" for the own name or no name, "other" or "variant", and how long the place is."""
    if rest.startswith(own.place):
        after = rest[len(own.place) :]
        if kind and own.kind and kind != own.kind:
            return "other", len(own.place)
        return _judge_area(after, own)
    if not kind:
        return "", 0
    for place in _places():
        if rest.startswith(place) and not own.place.startswith(place):
            area = _AREA.match(rest[len(place) :])
            return "other", len(place) + (area.end() if area else 0)
    near = _nearest(rest, own.place)
    return ("variant", near) if near else ("", 0)


def _judge_area(after: str, own: _Own) -> tuple[str, int]:
    area = _AREA.match(after)
    length = len(own.place) + (area.end() if area else 0)
    if own.area and area and area[1] != own.area:
        return "other", length
    if own.area and not area:
        return "variant", length
    if not own.area and area:
        return "variant", length
    return "", 0


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    return tuple(sorted((flat(one) for one in PROVINCES), key=len, reverse=True))


def _nearest(rest: str, place: str) -> int:
    """Return the length of a beginning that is the place but for one or two letters; 0 for none."""
    if len(place) < 4:
        return 0
    allowed = 1 if len(place) < 8 else 2
    lengths = range(max(3, len(place) - allowed), len(place) + allowed + 1)
    best = min(lengths, key=lambda length: (_distance(rest[:length], place), length))
    is_near = _distance(rest[:best], place) <= allowed and rest[:1] == place[:1]
    return best if is_near and len(rest) >= len(place) - allowed else 0


def _distance(one: str, other: str) -> int:
    """Return how many letters must be changed, added or taken away."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, wanted in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (letter != wanted)),
            )
    return row[-1]


def _foreign(content: Content, others: list[tuple[Page, int, int, str]]) -> Iterator[Finding]:
    names = Counter(page.flat[start:end] for page, start, end, _ in others)
    if len(names) >= _LISTED:
        return
    title = head_of(content).flat
    told = 0
    for page, start, end, _ in others:
        name = page.flat[start:end]
        around = page.flat[max(0, start - 60) : end + 25]
        if _ABROAD.search(around) and name not in title:
            continue
        told += 1
        if told <= _MOST:
            yield error(
                Check.OFFICE_NAME,
                "มีชื่อสำนักงานอื่นในเอกสารของสำนักงานนี้",
                where=page.where(start, end),
                mend="ตรวจว่าคัดลอกมาจากเอกสารของสำนักงานอื่นหรือไม่ แล้วแก้ชื่อให้ถูกต้อง",
            )


_PREFIX_END = re.compile(
    "(?:สานกงานเขตพนทการศกษา(?:ประถมศกษา|มธยมศกษา)|สพ\\.?[ปม]\\.?|สพ\\.?ท\\.?)$"
)
_AWAY = re.compile("(?:สานก|สนง|สน\\.)[ก-ฮเ-ไาะ.]{0,34}$")
_ALMOST = re.compile(
    "(?:ประถม|มธยม|เขตพนท|การศกษา|เขต)(?:ศกษา|การศกษา)?$|สหป\\.?$|สพ\\.$|สพฐ\\.?$|สปพ\\.?$|สมพ\\.?$"
)


def _stand_ins(page: Page, own: _Own) -> Iterator[Finding]:
    """Yield where the place follows something that is nearly, but not, the office's name."""
    text, at = page.flat, -1
    while (at := text.find(own.place, at + 1)) >= 0:
        before = text[max(0, at - 44) : at]
        if _PREFIX_END.search(before):
            continue
        begin = _AWAY.search(before)
        if _ALMOST.search(before) and (begin or before.endswith(("สหป.", "สพ.", "สปพ.", "สมพ."))):
            start = at - (len(before) - begin.start()) if begin else at - 5
            yield _variant(page, start, at + len(own.place))


def _misspelt(page: Page, own: _Own) -> Iterator[Finding]:
    """Yield where only marks differ, on a page whose marks can be trusted."""
    marked = "".join(own.raw_place.split())
    text = page.tight
    if len(flat(marked)) == len(marked) or marked not in text:
        return
    for match in re.finditer("(?:ประถมศึกษา|มัธยมศึกษา)", text):
        rest = text[match.end() : match.end() + len(marked) + 6]
        if flat(rest).startswith(own.place) and not rest.startswith(marked):
            yield warning(
                Check.OFFICE_NAME,
                "ชื่อสำนักงานสะกดไม่ตรงกับชื่อจริง",
                where=page.quoting(text[match.start() : match.end() + len(marked)]),
                mend=_MEND,
            )
            return


def _named_otherwise(content: Content, context: Context) -> Iterator[Finding]:
    """For an office of another kind: one that is called the same but for its province."""
    whole = flat(context.office)
    place = next((one for one in _places() if whole.endswith(one)), "")
    kind = whole.removesuffix(place)
    if not place or not kind:
        return
    others = []
    for page in content.pages:
        for match in re.finditer(re.escape(kind), page.flat):
            rest = page.flat[match.end() : match.end() + 40]
            other = next((one for one in _places() if rest.startswith(one)), place)
            if other != place and not rest.startswith(place):
                others.append((page, match.start(), match.end() + len(other), "other"))
    yield from _foreign(content, others)

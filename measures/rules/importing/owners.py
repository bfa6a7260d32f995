"""Owners as they are written into one cell, and which of the office's groups they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from ita_portal.thai.numerals import arabic_digits
from ita_portal.thai.text import clean
from measures.rules.importing.choices import EVERY_GROUP, token_of
from measures.rules.importing.marks import without_mark

_BEGINS = (
    "กลุ่ม|หน่วย|งาน|ฝ่าย|ทุก|สำนัก|สนง|ส่วน|ผู้|ผอ|รอง|คณะ|นาย|นาง|บุคลากร|เจ้าหน้าที่|ข้าราชการ"
    "|โรงเรียน|สถานศึกษา|ศูนย์|สพ|ศธจ|ตสน|ก\\.ต\\.|[A-Za-z(]"
)
_NEW_LINE = re.compile(rf"\n(?=\s*(?:[-–•●*]|\(?[0-9๐-๙]+[.)]|{_BEGINS}))")
_ROLE = r"(?:(?:ผู้|หน่วยงาน|กลุ่ม)?(?:รับผิดชอบ)?(?:หลัก|ร่วม|สนับสนุน)\s*[:\uff1a]\s*)"
_APART = re.compile(
    rf"\s*[,;،、]\s*|\s+[-–•]\s*(?=\S)|\s+/\s+|\s*/\s*(?={_BEGINS})"
    r"|\s*และ\s*(?=กลุ่ม|หน่วย|ทุก|ฝ่าย|สำนัก|ผู้บริหาร|คณะ|โรงเรียน|สถานศึกษา)"
    rf"|\s+(?=\(?[0-9๐-๙]{{1,2}}[.)]\s*(?:{_BEGINS}))|\s+(?={_ROLE})"
    r"|(?<![0-9๐-๙][.)])(?<!:)\s+(?=กลุ่ม(?:งาน)?[ก-ฮเ-ไ]|หน่วยตรวจ)"
)
_LAST_AND = re.compile(r"\s+และ$")
_UNITS = r"(?:กลุ่ม|หน่วย|ฝ่าย|งาน|ส่วน)(?:งาน|ราชการ)?"
_EVERY = re.compile(
    rf"(?:{_UNITS}\s*)?ทุก\s*{_UNITS}(?:\s*(?:[/,]|และ)?\s*(?:ทุก)?\s*{_UNITS})*"
    r"(?:\s*(?:ภายใน|ใน|ของ)?\s*(?:สังกัด|สพ[ปม]|ส[ก-ฮ]{1,3}\.|สนง|สำนักงาน|เขตพื้นที่|หน่วยงาน).*)?"
    r"|ส่วนราชการ(?:ภูมิภาค|ในสังกัด)?ทุก(?:แห่ง|ส่วน)"
)
_BEYOND = re.compile(r"[()]|ยกเว้น|เว้นแต่|นอกจาก|เกี่ยวข้อง|และ|โดย")
"""What says of every group that it is not every group, or more than that."""
_POST = re.compile(
    rf"^{_ROLE}|^(?:ผู้อำนวยการ|ผอ\.?|รองผู้อำนวยการ|หัวหน้า|เจ้าหน้าที่|บุคลากร|ข้าราชการ|คณะทำงาน)(?:ใน|ของ)?\s*(?=กลุ่ม|หน่วย)"
)
_PREFIX = re.compile(r"^(?:กลุ่มงาน|กลุ่ม|หน่วยงาน|หน่วย|ฝ่าย|งาน)")
_OFFICE = re.compile(r"\s*(?:ใน|ของ)?\s*(?:สำนักงาน(?:เขต|ศึกษา)|สพ[ปม]|ศธจ).*$")
"""The office's own name behind that of its group."""
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NO_LETTER = re.compile(r"[^0-9A-Za-zก-๙ฯ]")
_SHORT_FOR = {
    "dlict": "ส่งเสริมการศึกษาทางไกล",
    "ict": "ส่งเสริมการศึกษาทางไกล",
    "ตสน": "ตรวจสอบภายใน",
    "อก": "อำนวยการ",
    "นผ": "นโยบายและแผน",
    "กนผ": "นโยบายและแผน",
    "บค": "บริหารงานบุคคล",
    "กบค": "บริหารงานบุคคล",
    "กพค": "พัฒนาครูและบุคลากรทางการศึกษา",
}
_LIKE = 0.86
_LEAST = 5
"""Letters of a beginning by which a group may be known."""


@dataclass(frozen=True)
class GroupName:
    """A group of the office: its number in the database, its name, and its short name or ""."""

    pk: int
    name: str
    short_name: str = ""


@dataclass(frozen=True)
class Matched:
    """What the owners of a measure are: groups, everybody, and what no group is called.

    `remarks` are owners of which the plan keeps the group alone: a post, or words in brackets.
    """

    groups: tuple[GroupName, ...] = ()
    every_group: bool = False
    unknown: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def owners_of(text: str) -> tuple[str, ...]:
    """Return the owners that a cell names, each as it is written, without the mark before it."""
    joined = [" ".join(part.split()) for part in _NEW_LINE.split(text)]
    pieces = [piece for line in joined for piece in _pieces(without_mark(line))]
    pieces = [_LAST_AND.sub("", without_mark(piece)) for piece in pieces if piece.strip(" .-–")]
    owners = [piece.strip(" .") for piece in pieces]
    return tuple(dict.fromkeys(owner for owner in owners if owner))


def _pieces(line: str) -> list[str]:
    return [line] if _is_every_group(line) else _APART.split(line)


def matched(
    owners: Sequence[str], groups: Sequence[GroupName], chosen: Mapping[str, int] | None = None
) -> Matched:
    """Return which groups the owners are, by name, short name, beginning or likeness.

    `chosen` are those that a person has set by hand, by `token_of`, for owners that are no group.
    """
    found: dict[int, GroupName] = {}
    unknown: list[str] = []
    remarks: list[str] = []
    every = False
    for owner in owners:
        if _is_every_group(_POST.sub("", owner)):
            every = True
            remarks += [owner] if _POST.match(owner) else []
            continue
        set_by_hand = (chosen or {}).get(token_of(owner))
        group = _group(owner, tuple(groups)) or next(
            (g for g in groups if g.pk == set_by_hand), None
        )
        if group:
            found[group.pk] = group
            remarks += [owner] if _says_more(owner, group) else []
        elif set_by_hand == EVERY_GROUP:
            every = True
        else:
            unknown.append(owner)
    return Matched(tuple(found.values()), every, tuple(unknown), tuple(remarks))


def _is_every_group(owner: str) -> bool:
    """Tell whether an owner is every group of the office, and neither more nor fewer."""
    found = _EVERY.fullmatch(" ".join(owner.split()))
    if not found:
        return False
    units = re.sub(rf"\s*และ\s*(?=(?:ทุก\s*)?{_UNITS})", "", owner)
    return not _BEYOND.search(units)


def _says_more(owner: str, group: GroupName) -> bool:
    """Tell whether an owner names a post, or in brackets something else than the group itself."""
    if _plain(owner) == _plain(group.name):
        return False
    inside = [_core(_plain(one)) for one in _IN_BRACKETS.findall(owner)]
    known = {_core(_plain(name)) for name in _names(group)}
    known |= {
        short for short, core in _SHORT_FOR.items() if _core(_plain(group.name)).startswith(core)
    }
    return bool(_POST.match(owner)) or any(one not in known for one in inside if one)


@lru_cache(maxsize=2048)  # the same few owners stand in every row
def _group(owner: str, groups: tuple[GroupName, ...]) -> GroupName | None:
    whole, bare = _plain(owner), _plain(_IN_BRACKETS.sub("", owner))
    for wanted in (whole, bare):
        for group in groups:
            if wanted and wanted in {_plain(group.name), _plain(group.short_name)}:
                return group
    bare_owner = _OFFICE.sub("", _POST.sub("", _IN_BRACKETS.sub("", owner)))
    core = _core(_plain(bare_owner))
    core = _core(_SHORT_FOR.get(core, core))
    return _by_beginning(core, groups) or _by_likeness(core, groups)


def _by_beginning(core: str, groups: Sequence[GroupName]) -> GroupName | None:
    """Return the only group that is called so, or begins so; ฯ stands for what is left out."""
    core = core.rstrip("ฯ")
    exact = [group for group in groups if core and core in {_core(n) for n in _names(group)}]
    if len(core) < _LEAST or exact:
        return exact[0] if len(exact) == 1 else None
    begins = [g for g in groups if any(_core(name).startswith(core) for name in _names(g))]
    return begins[0] if len(begins) == 1 else None


def _by_likeness(core: str, groups: Sequence[GroupName]) -> GroupName | None:
    known = {_core(name): group for group in groups for name in _names(group)}
    near = get_close_matches(core, known, n=2, cutoff=_LIKE) if len(core) >= _LEAST else []
    return known[near[0]] if near and len({known[name].pk for name in near}) == 1 else None


def _names(group: GroupName) -> list[str]:
    return [name for name in (group.name, group.short_name) if name]


def _core(name: str) -> str:
    return _PREFIX.sub("", _plain(name))


def _plain(name: str) -> str:
    return _NO_LETTER.sub("", arabic_digits(clean(name))).casefold()

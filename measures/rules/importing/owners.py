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
_APART = re.compile(
    rf"\s*[,;،、]\s*|\s+[-–•]\s*(?=\S)|\s*/\s*(?={_BEGINS})|\s*และ\s*(?=กลุ่ม|หน่วย|ทุก|ฝ่าย|สำนัก|ผู้บริหาร)"
)
_EVERY = re.compile(
    r"^(?:ทุก|บุคลากรทุก|ผู้บริหาร(?:และบุคลากร)?ทุก|เจ้าหน้าที่ทุก|ข้าราชการทุก)|ทุก(?:กลุ่ม|หน่วย|ฝ่าย|งาน|แห่ง|คน|ส่วน)"
)
_PREFIX = re.compile(r"^(?:กลุ่มงาน|กลุ่ม|หน่วยงาน|หน่วย|ฝ่าย|งาน)")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NO_LETTER = re.compile(r"[^0-9A-Za-zก-๙ฯ]")
_SHORT_FOR = {
    "dlict": "ส่งเสริมการศึกษาทางไกล",
    "ict": "ส่งเสริมการศึกษาทางไกล",
    "ตสน": "ตรวจสอบภายใน",
    "อก": "อำนวยการ",
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
    """What the owners of a measure are: groups, everybody, and what no group is called."""

    groups: tuple[GroupName, ...] = ()
    every_group: bool = False
    unknown: tuple[str, ...] = ()


def owners_of(text: str) -> tuple[str, ...]:
    """Return the owners that a cell names, each as it is written, without the mark before it."""
    joined = [" ".join(part.split()) for part in _NEW_LINE.split(text)]
    pieces = [piece for line in joined for piece in _APART.split(without_mark(line))]
    owners = [without_mark(piece).strip(" .") for piece in pieces if piece.strip(" .-–")]
    return tuple(dict.fromkeys(owner for owner in owners if owner))


def matched(
    owners: Sequence[str], groups: Sequence[GroupName], chosen: Mapping[str, int] | None = None
) -> Matched:
    """Return which groups the owners are, by name, short name, beginning or likeness.

    `chosen` are those that a person has set by hand, by `token_of`, for owners that are no group.
    """
    found: dict[int, GroupName] = {}
    unknown: list[str] = []
    every = False
    for owner in owners:
        if _EVERY.search(owner):
            every = True
            continue
        set_by_hand = (chosen or {}).get(token_of(owner))
        group = _group(owner, tuple(groups)) or next(
            (g for g in groups if g.pk == set_by_hand), None
        )
        if group:
            found[group.pk] = group
        elif set_by_hand == EVERY_GROUP:
            every = True
        else:
            unknown.append(owner)
    return Matched(tuple(found.values()), every, tuple(unknown))


@lru_cache(maxsize=2048)  # the same few owners stand in every row
def _group(owner: str, groups: tuple[GroupName, ...]) -> GroupName | None:
    whole, bare = _plain(owner), _plain(_IN_BRACKETS.sub("", owner))
    for wanted in (whole, bare):
        for group in groups:
            if wanted and wanted in {_plain(group.name), _plain(group.short_name)}:
                return group
    core = _core(bare)
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

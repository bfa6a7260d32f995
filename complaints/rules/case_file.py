"""What stands in the file of a case: everything, or what somebody may read who may see no names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from complaints.models import Author, Case, CopyKind, Event, Way
from complaints.rules.blacking import BAR, blacked, needles_of
from complaints.rules.filing import files_of
from complaints.rules.naming import name_for
from complaints.rules.receiving import CONTENT_FIELDS, IDENTITY_FIELDS, STANDINGS
from complaints.rules.sealing import content_of, identity_of
from complaints.rules.steps import passed_steps
from complaints.rules.tracking import messages_of
from ita_portal.organisations.models import User
from ita_portal.thai.dates import full_date, short_date
from ita_portal.thai.text import file_size

PARTS = {name: label for name, label in CONTENT_FIELDS.items() if name not in {"standing", "what"}}
"""The parts of what was told that may be blacked out whole, by their name under seal."""
USUALLY = ("who", "witnesses")
"""Those that name people: they are blacked out unless it is said otherwise."""
_SPEAKERS = {Author.PERSON: "ผู้ร้องเรียน", Author.OFFICE: "สำนักงาน", Author.NOTE: "บันทึกภายใน"}
_HIDDEN = "ขอปกปิดชื่อ"
_UNNAMED = "ไม่บอกชื่อ"

Row = tuple[str, str]


@dataclass(frozen=True)
class Section:
    """A part of the file: a heading, and rows of a label with words."""

    heading: str
    rows: list[Row]


@dataclass(frozen=True)
class Blacking:
    """What is taken out besides what a program finds: passages, and whole parts by their names."""

    passages: Sequence[str] = ()
    parts: Sequence[str] = USUALLY


def sections_of(
    case: Case, kind: str, *, by: User, blacking: Blacking | None = None
) -> list[Section]:
    """Return the file of a case as it is made for `by`. Raises KeyLostError.

    A hidden name stands in the full one only while it is open to them.
    """
    if kind == CopyKind.FULL:
        return _full(case, by)
    return _blacked(case, blacking or Blacking())


def _full(case: Case, by: User) -> list[Section]:
    content = content_of(case)
    content["standing"] = STANDINGS.get(content.get("standing", ""), "")
    told = [(label, content[name]) for name, label in CONTENT_FIELDS.items() if content.get(name)]
    files = [(file.name, file_size(file.size)) for file in files_of(case)]
    said = [
        (f"{_SPEAKERS[Author(one.author)]} {_by(one.by)}{short_date(one.on)}", one.words)
        for one in messages_of(case)
    ]
    return _sections(
        Section("การรับเรื่อง", _head(case)),
        Section("ผู้ร้องเรียน", _person(case, by)),
        Section("เรื่องที่แจ้ง", told),
        Section("ไฟล์", files),
        Section("ขั้นตอน", _steps(case, with_names=True)),
        Section("ข้อความและบันทึก", said),
        Section("เหตุการณ์", _events(case)),
    )


def _blacked(case: Case, blacking: Blacking) -> list[Section]:
    """Return the file without names; notes of the handlers and who opened what are left out."""
    content = content_of(case)
    content["standing"] = STANDINGS.get(content.get("standing", ""), "")
    content |= {name: BAR for name in blacking.parts if name in PARTS and content.get(name)}
    told = [(label, content[name]) for name, label in CONTENT_FIELDS.items() if content.get(name)]
    files = [
        (f"ไฟล์ที่ {place}", file_size(file.size)) for place, file in enumerate(files_of(case), 1)
    ]
    said = [
        (f"{_SPEAKERS[Author(one.author)]} {short_date(one.on)}", one.words)
        for one in messages_of(case)
        if one.author != Author.NOTE
    ]
    needles = [*blacking.passages, *needles_of(identity_of(case).values())]
    open_parts = [Section("การรับเรื่อง", _head(case)), Section("ผู้ร้องเรียน", [("ผู้ร้อง", BAR)])]
    return open_parts + [
        replace(section, rows=[(label, blacked(words, needles)) for label, words in section.rows])
        for section in _sections(
            Section("เรื่องที่แจ้ง", told),
            Section("ไฟล์", files),
            Section("ขั้นตอน", _steps(case, with_names=False)),
            Section("ข้อความ", said),
        )
    ]


def texts_of(sections: Iterable[Section]) -> str:
    """Return all words of the sections, to look for a passage in them."""
    return "\n".join(words for section in sections for _, words in section.rows)


def _sections(*sections: Section) -> list[Section]:
    return [section for section in sections if section.rows]


def _head(case: Case) -> list[Row]:
    rows = [
        ("เลขที่", case.label),
        ("รับเมื่อ", full_date(case.received_on)),
        ("ช่องทาง", case.get_channel_display()),
        ("ประเภท", case.get_kind_display()),
        ("สถานะ", case.get_status_display()),
        ("ผลการพิจารณา", case.get_ending_display() if case.ending else ""),
    ]
    return [(label, words) for label, words in rows if words]


def _person(case: Case, by: User) -> list[Row]:
    if case.way == Way.UNNAMED:
        return [("ผู้ร้อง", _UNNAMED)]
    if case.way == Way.HIDDEN:
        return name_for(case, by) or [("ผู้ร้อง", _HIDDEN)]
    identity = identity_of(case)
    return [
        (label, identity[name]) for name, label in IDENTITY_FIELDS.items() if identity.get(name)
    ]


def _steps(case: Case, *, with_names: bool) -> list[Row]:
    return [
        (
            f"{step.status} {_by(step.by if with_names else '')}{short_date(step.on)}",
            "\n".join(f"{label}: {words}" for label, words in step.facts) or "–",
        )
        for step in passed_steps(case)
    ]


def _events(case: Case) -> list[Row]:
    rows = Event.objects.filter(case=case).select_related("by")
    return [
        (short_date(row.on), f"{row.get_what_display()} {_by(row.by.full_name if row.by else '')}")
        for row in rows
    ]


def _by(name: str) -> str:
    return f"({name}) " if name else ""

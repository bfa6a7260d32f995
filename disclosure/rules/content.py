"""What somebody writes down as evidence, checked before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from disclosure.models import Evidence, EvidenceKind, EvidenceVersion
from disclosure.models.content import CONTENT_FIELDS
from disclosure.rules.wording import meaningful_title, safe_link, whole_text
from ita_portal.errors import Refused
from ita_portal.files.models import StoredFile
from ita_portal.organisations.models import Office, OfficeGroup

NO_TEXT = "กรุณาเขียนข้อความที่จะเผยแพร่"
BACKWARDS = "ช่วงเวลาของข้อมูลสิ้นสุดก่อนเริ่มต้น โปรดตรวจวันที่"


class Facts(TypedDict, total=False):
    """What is said of a piece of evidence; what is left out is empty."""

    kind: str
    title: str
    url: str
    text: str
    file: StoredFile | None
    owner: OfficeGroup | None
    components: Sequence[str]
    starts_on: date | None
    ends_on: date | None
    publish_at: datetime | None


@dataclass(frozen=True)
class Checked:
    """A content as it may be kept: only what its kind says is filled."""

    kind: str
    title: str
    url: str = ""
    text: str = ""
    file: StoredFile | None = None
    owner: OfficeGroup | None = None
    components: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    publish_at: datetime | None = None


def checked(office: Office, facts: Facts) -> Checked:
    """Return the content as it is kept.

    Raises Refused for a title or link that may not stand in public, an empty text, a time that
    ends before it begins; ValueError for a group or file of another office.
    """
    owner, file = facts.get("owner"), facts.get("file")
    if owner is not None and owner.office_id != office.pk:
        raise ValueError(f"group {owner.pk} is not of office {office.code}")
    if file is not None and file.office_id != office.pk:
        raise ValueError(f"file {file.pk} is not of office {office.code}")
    starts_on, ends_on = facts.get("starts_on"), facts.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(BACKWARDS)
    kind = EvidenceKind(facts["kind"])
    return Checked(
        kind=kind.value,
        title=meaningful_title(facts["title"]),
        url=safe_link(facts.get("url", "")) if kind == EvidenceKind.LINK else "",
        text=_text(facts.get("text", "")) if kind == EvidenceKind.TEXT else "",
        file=_file(file) if kind == EvidenceKind.FILE else None,
        owner=owner,
        components=tuple(dict.fromkeys(facts.get("components", ()))),
        starts_on=starts_on,
        ends_on=ends_on,
        publish_at=facts.get("publish_at"),
    )


def _text(typed: str) -> str:
    text = whole_text(typed)
    if not text:
        raise Refused(NO_TEXT)
    return text


def _file(file: StoredFile | None) -> StoredFile:
    if file is None:
        raise Refused("กรุณาเลือกไฟล์")
    return file


def fill(evidence: Evidence, content: Checked) -> None:
    """Write the content into the row, which is not saved."""
    for name in CONTENT_FIELDS:
        value = getattr(content, name)
        setattr(evidence, name, list(value) if isinstance(value, tuple) else value)


def copy_content(source: Evidence | EvidenceVersion, target: Evidence | EvidenceVersion) -> None:
    """Copy what `source` says into `target`, which is not saved."""
    for field in Evidence._meta.concrete_fields:
        if field.name in CONTENT_FIELDS:
            setattr(target, field.attname, getattr(source, field.attname))

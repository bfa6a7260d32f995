"""Writing a paper in the place of a signed one: which may be replaced, and how the new one says so.

The old paper holds until the new one is signed; then its address leads to the new one.
"""

from __future__ import annotations

from typing import Any

from ita_portal.documents.models import Document
from ita_portal.errors import Refused
from ita_portal.papers.kinds.base import Rows, WrittenKind
from ita_portal.papers.kinds.outline import PLAIN
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.content import Content, new_key, written_kind
from ita_portal.thai.dates import full_date


def is_replaceable(paper: Paper) -> bool:
    """Tell whether a new paper may be written in the place of this one."""
    return not _why_not(paper)


def require_replaceable(paper: Paper) -> Document:
    """Return the signed paper in whose place a new one may be written. Raises Refused else."""
    why = _why_not(paper)
    if why:
        raise Refused(why)
    document: Document = paper.proposal.document  # type: ignore[union-attr, assignment]
    return document


def _why_not(paper: Paper) -> str:
    kind = written_kind(paper.kind)
    document = paper.proposal.document if paper.proposal else None
    if not kind.cancels_in:
        return f"{kind.kind.name}ไม่มีการแทนฉบับเดิม โปรดเขียนฉบับใหม่"
    if document is None:
        return "เอกสารนี้ยังไม่ได้ลงนาม จึงไม่มีฉบับที่จะแทน โปรดแก้ไขฉบับนี้"
    if document.revoked_at:
        return "เอกสารนี้ถูกยกเลิกแล้ว จึงไม่มีฉบับที่จะแทน โปรดคัดลอกเป็นร่างใหม่"
    if document.replaced_by_id:
        return "เอกสารนี้มีฉบับใหม่แทนแล้ว โปรดเขียนแทนฉบับที่ใช้อยู่"
    return ""


def newest(document: Document | None) -> Document | None:
    """Return the paper that holds at the end of those that took its place; itself without any."""
    while document is not None and document.replaced_by is not None:
        document = document.replaced_by
    return document


def cancelling(
    kind: WrittenKind, content: Content, document: Document, *, instead_of: Document | None
) -> Content:
    """Return the content with the sentence that the old paper is cancelled.

    Without the one that spoke of the paper before it (`instead_of`), which stands no more.
    """
    said = _sentence(kind, document)
    gone = _sentence(kind, instead_of) if instead_of else None
    field = next(one for one in kind.fields() if one.name == kind.cancels_in)
    value = content.get(field.name)
    return {**content, field.name: _said(field, value, said, gone)}


def _said(field: object, value: Any, said: str, gone: str | None) -> Any:  # noqa: ANN401
    if isinstance(field, Rows):
        kept = [row for row in value or [] if row.get("text") != gone]
        return [*kept, {"key": new_key(), "level": PLAIN, "text": said}]
    lines = [line for line in (value or "").split("\n") if line.strip() and line != gone]
    return "\n".join([said, *lines])


def _sentence(kind: WrittenKind, document: Document) -> str:
    """Return how a paper says that it takes the place of another one of its kind."""
    name = kind.kind.word
    number = f" ที่ {document.number_text}" if document.number_text else ""
    return (
        f"ให้ยกเลิก{name}{document.office.name}{number} เรื่อง {document.title} "
        f"{kind.given} ณ วันที่ {full_date(document.dated_on)} และให้ใช้{name}ฉบับนี้แทน"
    )

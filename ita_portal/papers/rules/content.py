"""What was written as one piece: subject, digits and fields, tidied, and put into the paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from ita_portal.errors import Refused
from ita_portal.papers.kinds import WRITTEN
from ita_portal.papers.kinds.base import CHOICE, PROSE, Field, Rows, WrittenKind
from ita_portal.papers.kinds.outline import parted
from ita_portal.papers.models import Paper
from ita_portal.thai.text import clean

MOST_ROWS = 300
"""Rows in one list; more is a file that was pasted by mistake."""
LONGEST_SUBJECT = 400

_BREAKS = re.compile(r"[\n\t]+")

Content = dict[str, Any]
"""Subject and digits beside the fields of the form, so that all are merged alike."""


def new_key() -> str:
    """Return the name of a new row."""
    return token_hex(8)


def content_of(paper: Paper) -> Content:
    """Return what is stored, with every field of the form."""
    empty = written_kind(paper.kind).first_content()
    return {**empty, **paper.content, "subject": paper.subject, "digits": paper.digits}


def written_kind(code: str) -> WrittenKind:
    """Return the form of a kind. Raises KeyError for a kind that is not written here."""
    return WRITTEN[code]


def tidied(kind: WrittenKind, content: Mapping[str, Any]) -> Content:
    """Return the content with clean texts; numbers that were pasted before points are taken off.

    Fields that the form does not have are dropped. Raises Refused for what is too long.
    """
    found: Content = {
        "subject": clean(str(content.get("subject", ""))).strip(),
        "digits": content.get("digits", "") if content.get("digits") in {"thai", "arabic"} else "",
    }
    if len(found["subject"]) > LONGEST_SUBJECT:
        raise Refused(f"เรื่องยาวเกิน {LONGEST_SUBJECT} ตัวอักษร โปรดย่อให้สั้นลง")
    for one in kind.fields():
        value = content.get(one.name)
        found[one.name] = _rows(one, value) if isinstance(one, Rows) else _text(one, value)
    if "bound" in content:
        found["bound"] = content["bound"]
    return found


def _text(field: Field, value: object) -> str:
    text = clean(str(value or "")).strip()
    text = text if field.type == PROSE else _line(text)
    if len(text) > field.most:
        raise Refused(f"“{field.label}” ยาวเกิน {field.most:,} ตัวอักษร โปรดย่อให้สั้นลง")
    return text


def _line(text: str) -> str:
    """Return `text` in one line; the two spaces before a surname stay."""
    return _BREAKS.sub(" ", text).strip()


def _rows(field: Rows, value: object) -> list[dict[str, str]]:
    rows = value if isinstance(value, list) else []
    if len(rows) > MOST_ROWS:
        raise Refused(f"“{field.label}” มีเกิน {MOST_ROWS} แถว โปรดแยกเป็นหลายฉบับ")
    return [_row(field, row) for row in rows]


def _row(field: Rows, row: Mapping[str, str]) -> dict[str, str]:
    found = {"key": str(row.get("key") or new_key())[:32]}
    for column in field.columns:
        text = clean(str(row.get(column.name, ""))).strip()
        if column.type == CHOICE:
            choices = [value for value, _ in column.choices]
            text = text if text in choices else choices[0]
        elif column.type != PROSE:
            text = _line(text)
        if column.name == "text":
            text = parted(text)[1]
        if len(text) > column.most:
            raise Refused(f"“{column.label}” ใน “{field.label}” ยาวเกิน {column.most:,} ตัวอักษร")
        found[column.name] = text
    return found

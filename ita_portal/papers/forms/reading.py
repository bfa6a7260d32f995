"""What is wrong with a page, with the place where it is: told on top and at the field."""

from __future__ import annotations

from dataclasses import dataclass

from ita_portal.papers.forms.typed import SUBJECT, TypedPaper
from ita_portal.papers.kinds.base import Field, Rows
from ita_portal.papers.rules.content import MOST_ROWS


@dataclass(frozen=True)
class Problem:
    """What is wrong, and the id of its field."""

    name: str
    words: str

    @property
    def anchor(self) -> str:
        """The id of the field on the page."""
        return f"f-{self.name}"


def problems_of(typed: TypedPaper) -> list[Problem]:
    """Return what keeps the page from being saved: texts and lists that are too long."""
    found = []
    for one in [SUBJECT, *typed.kind.fields()]:
        words = _of_rows(one, typed) if isinstance(one, Rows) else _of_text(one, typed)
        found += [Problem(one.name, words)] if words else []
    return found


def _of_text(one: Field, typed: TypedPaper) -> str:
    if len(typed.content[one.name].strip()) > one.most:
        return f"“{one.label}” ยาวเกิน {one.most:,} ตัวอักษร โปรดย่อให้สั้นลง"
    return ""


def _of_rows(one: Rows, typed: TypedPaper) -> str:
    rows = typed.content[one.name]
    if len(rows) > MOST_ROWS:
        return f"“{one.label}” มีเกิน {MOST_ROWS} แถว โปรดแยกเป็นหลายฉบับ"
    for place, row in enumerate(rows, 1):
        for column in one.columns:
            if len(row.get(column.name, "").strip()) > column.most:
                return (
                    f"“{one.label}” แถวที่ {place} ช่อง{column.label}ยาวเกิน "
                    f"{column.most:,} ตัวอักษร โปรดย่อให้สั้นลง"
                )
    return ""

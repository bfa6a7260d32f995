"""Comments at measures, as they are typed by who sends a plan back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from measures.forms.typed import row_key
from measures.models import Plan
from measures.models.numbering import numbered_measures

PREFIX = "note-"


@dataclass(frozen=True)
class NoteField:
    """The field for a comment at one measure."""

    name: str
    number: str
    title: str
    text: str


def typed_notes(data: QueryDict) -> dict[UUID, str]:
    """Return the comments that were typed, by the keys of their measures."""
    found = {}
    for name, text in data.items():
        key = row_key(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
        if key and str(text).strip():
            found[key] = str(text)
    return found


def note_fields(plan: Plan, data: QueryDict) -> list[NoteField]:
    """Return a field for each measure of `plan`, with what was typed into it."""
    typed = typed_notes(data)
    return [
        NoteField(
            f"{PREFIX}{row.measure.key}",
            row.number,
            row.measure.title,
            typed.get(row.measure.key, ""),
        )
        for row in numbered_measures(plan)
    ]

"""What an import could not put into the plan: kept with it until somebody has looked at it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction

from ita_portal.audit.rules import record
from ita_portal.organisations.models import User
from measures.models import ImportNote, Plan
from measures.rules.importing.found import Problem

_AT_ONCE = 200
_LONGEST_NAME = 255


def keep_import_notes(plan: Plan, problems: Sequence[Problem], *, file_name: str) -> None:
    """Keep the problems of an import with its plan, in the caller's transaction."""
    name = file_name[:_LONGEST_NAME]
    notes = [ImportNote(plan=plan, file_name=name, row=p.row, text=p.message) for p in problems]
    ImportNote.objects.bulk_create(notes, _AT_ONCE)


@transaction.atomic
def drop_import_notes(plan: Plan, numbers: Collection[int], *, by: User) -> int:
    """Let go of the notes of these numbers that the plan has, and return how many there were.

    Their words stay in the trail. Safe to repeat: what is gone already does not count.
    """
    notes = list(ImportNote.objects.select_for_update().filter(plan=plan, pk__in=numbers))
    if not notes:
        return 0
    told = [{"file": note.file_name, "row": note.row, "text": note.text} for note in notes]
    ImportNote.objects.filter(pk__in=[note.pk for note in notes]).delete()
    record(
        by=by,
        office=plan.office,
        verb="plan.import_checked",
        subject=plan,
        detail={"notes": told},
    )
    return len(notes)

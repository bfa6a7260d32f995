"""Comments at single measures, written by who sends a plan back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.comments import ShownComment, comments_on
from ita_portal.documents.rules.matching import source_of
from ita_portal.documents.rules.proposals import checked_comment
from measures.models import Measure, Plan, ReturnNote
from measures.models.numbering import numbered_measures


def keep_notes(plan: Plan, proposal: Proposal, notes: Mapping[UUID, str]) -> list[str]:
    """Keep the comments at measures of `plan` with its proposal; return the measures' numbers.

    Empty ones, and those at measures that the plan does not have, are left out. Must run in the
    caller's transaction. Raises Refused when one is too long.
    """
    kept = [
        (row.number, ReturnNote(proposal=proposal, measure_key=row.measure.key, text=text))
        for row in numbered_measures(plan)
        if notes.get(row.measure.key, "").strip()
        and (text := checked_comment(notes[row.measure.key]))
    ]
    ReturnNote.objects.bulk_create(note for _, note in kept)
    return [number for number, _ in kept]


def notes_of(plan: Plan) -> dict[UUID, str]:
    """Return the comments that the writers have to answer: by measure, while it is sent back.

    Costs no query; fetch the plan with `for_page()`, which brings the comments with the measures.
    """
    if plan.status != Plan.Status.RETURNED:
        return {}
    found = ((row.measure, _comment(row.measure)) for row in numbered_measures(plan))
    return {measure.key: text for measure, text in found if text}


@dataclass(frozen=True)
class Remark:
    """A comment at a paragraph, with the measure of which the paragraph was made, if of one."""

    comment: ShownComment
    number: str = ""
    key: UUID | None = None

    @property
    def words(self) -> str:
        """The comment as it stands at its measure."""
        return f"“{self.comment.excerpt}” {self.comment.text}"


def remarks_of(plan: Plan) -> list[Remark]:
    """Return the comments at paragraphs with which the announcement came back, in its order.

    Costs one query when there are any; `plan` comes as for a page.
    """
    if plan.status != Plan.Status.RETURNED or plan.proposal is None or not _has_comments(plan):
        return []
    rows = list(numbered_measures(plan))
    texts = [[row.measure.title, *(step.step.text for step in row.steps)] for row in rows]
    said = comments_on(plan.proposal)
    places = [source_of(one.excerpt, texts) for one in said]
    return [
        Remark(one) if at is None else Remark(one, rows[at].number, rows[at].measure.key)
        for one, at in zip(said, places, strict=True)
    ]


def with_remarks(notes: Mapping[UUID, str], remarks: Sequence[Remark]) -> dict[UUID, str]:
    """Return the comments at measures, with those at the paragraphs of each below them."""
    found = dict(notes)
    for one in remarks:
        if one.key is not None:
            found[one.key] = "\n".join(filter(None, [found.get(one.key), one.words]))
    return found


def _has_comments(plan: Plan) -> bool:
    return bool(getattr(plan, "has_comments", True))  # a whole plan brings it


def _comment(measure: Measure) -> str:
    text: str | None = getattr(measure, "return_note", None)  # a whole plan brings it
    return text or ""


def notes_with(proposal: Proposal | None) -> dict[UUID, str]:
    """Return the comments with which a proposal was sent back, by measure."""
    rows = ReturnNote.objects.filter(proposal=proposal) if proposal else ReturnNote.objects.none()
    return {note.measure_key: note.text for note in rows}

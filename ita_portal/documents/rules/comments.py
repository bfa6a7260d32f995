"""Comments at paragraphs: given when a paper is sent back, and shown where they belong after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from ita_portal.documents.models import Proposal, ProposalComment
from ita_portal.documents.rendering.paragraphs import Paragraph, paragraphs_of, place_of
from ita_portal.documents.rules.differences import aligned
from ita_portal.errors import Refused
from ita_portal.organisations.models import User
from ita_portal.thai.text import clean

LONGEST_COMMENT = 2000
MOST_COMMENTS = 100
"""Comments at paragraphs of one paper: more are no help to who has to answer them."""


@dataclass(frozen=True)
class TypedComment:
    """A comment as it was typed: at which paragraph of which proposal, by their numbers."""

    proposal_id: int
    place: int
    text: str


@dataclass(frozen=True)
class ShownComment:
    """A comment as it is shown with a paper; `place` is None when its paragraph is gone."""

    place: int | None
    excerpt: str
    text: str
    by: str


def checked_comment(comment: str) -> str:
    """Return the comment with which something is sent back, tidied.

    Raises Refused when it is empty or too long.
    """
    comment = clean(comment).strip()
    if not comment:
        raise Refused("โปรดเขียนความเห็นว่าต้องแก้ไขอะไร ก่อนส่งคืน")
    if len(comment) > LONGEST_COMMENT:
        raise Refused(f"ความเห็นยาวเกิน {LONGEST_COMMENT:,} ตัวอักษร โปรดย่อให้สั้นลง")
    return comment


def keep_comments(
    papers: Sequence[Proposal], typed: Sequence[TypedComment], *, by: User
) -> list[ProposalComment]:
    """Keep comments at paragraphs of the papers. Must run in the transaction of sending back.

    Raises Refused when there are too many, one is too long or empty, or a paragraph is not there.
    """
    if len(typed) > MOST_COMMENTS:
        raise Refused(f"ความเห็นที่ย่อหน้ามีเกิน {MOST_COMMENTS} ข้อ โปรดรวมข้อที่เป็นเรื่องเดียวกัน")
    commented = {comment.proposal_id for comment in typed}
    texts = {
        paper.pk: {one.place: one for one in paragraphs_of(paper.words)}
        for paper in papers
        if paper.pk in commented
    }
    rows = [_row(comment, texts.get(comment.proposal_id, {}), by) for comment in typed]
    return ProposalComment.objects.bulk_create(rows)


def _row(comment: TypedComment, paragraphs: dict[int, Paragraph], by: User) -> ProposalComment:
    if comment.place not in paragraphs:
        raise Refused("ความเห็นหนึ่งชี้ไปยังย่อหน้าที่ไม่มีในเอกสารนี้ โปรดเลือกย่อหน้าอีกครั้ง")
    return ProposalComment(
        proposal_id=comment.proposal_id,
        place=comment.place,
        excerpt=paragraphs[comment.place].excerpt,
        text=checked_comment(comment.text),
        written_at=timezone.now(),
        written_by=by,
    )


def comments_on(proposal: Proposal) -> list[ShownComment]:
    """Return the comments with which a proposal was sent back, in the order of the paper."""
    return [
        ShownComment(row.place, row.excerpt, row.text, row.written_by.full_name)
        for row in proposal.comments.select_related("written_by")
    ]


def comments_before(proposal: Proposal) -> list[ShownComment]:
    """Return the comments on the version before, at the paragraphs where they belong now."""
    return comments_in(proposal.after, proposal.words) if proposal.after else []


def comments_in(earlier: Proposal, words: Mapping[str, Any]) -> list[ShownComment]:
    """Return the comments on an earlier version at the paragraphs of `words`.

    A paragraph is known again by its first words, else by being the one that it was changed
    into; one that is no more has no place.
    """
    rows = list(earlier.comments.select_related("written_by"))
    if not rows:
        return []
    new = paragraphs_of(words)
    became = aligned(paragraphs_of(earlier.words), new)
    return [
        ShownComment(
            place_of(row.excerpt, row.place, new) or became.get(row.place),
            row.excerpt,
            row.text,
            row.written_by.full_name,
        )
        for row in rows
    ]

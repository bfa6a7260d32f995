"""What the pages of papers share: finding a paper, and what its form offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from ita_portal.documents.rules.comments import ShownComment, comments_in
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from ita_portal.papers.kinds.people import ROLES
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.people import Person, choices_of, groups_of
from ita_portal.papers.rules.templates.result import verdict_on


class PaperPage(OfficePage):
    """A page about a paper that is being written."""

    permission = Permission.DOCUMENT_WRITE

    def paper(self, pk: int) -> Paper:
        """Return the office's paper, or raise 404."""
        rows = Paper.objects.of(self.office).select_related(
            "office",
            "updated_by",
            "proposal__returned_by",
            "proposal__document",
            "proposal__bundle",
            "replaces",
        )
        return get_object_or_404(rows, pk=pk)

    def people(self) -> list[Person]:
        """Return whom a paper may name."""
        return choices_of(self.office, on=timezone.localdate())

    def offered(self, people: list[Person]) -> dict[str, Any]:
        """Return what the form suggests: people, and the lists for the fields to choose from."""
        return {
            "people": people,
            "suggested": {
                "names": sorted({one.name for one in people if one.name}),
                "positions": list(dict.fromkeys(one.position for one in people)),
                "roles": ROLES,
                "groups": [group.name for group in groups_of(self.office)],
            },
        }


def said_about(paper: Paper, words: Mapping[str, Any]) -> list[ShownComment]:
    """Return the comments with which an open paper came back, at the paragraphs of `words`."""
    return comments_in(paper.proposal, words) if paper.proposal and paper.is_open else []


def doubts_about(paper: Paper) -> list[str]:
    """Return what of the year's figures in a paper is not as the result has it today."""
    verdict = verdict_on(paper)
    changes = [
        f"ตัวเลขจากผลการประเมินเปลี่ยนจาก “{one.old}” เป็น “{one.new or 'ไม่มีแล้ว'}”"
        for one in verdict.changes
    ]
    return changes + [f"ข้อความไม่มีตัวเลข “{one}” ของผลการประเมินแล้ว" for one in verdict.missing]

"""Announcements (ประกาศ, form 7): of the year's measures, and of anything else."""

from ita_portal.documents.kinds.base import DocumentKind, Numbering

MEASURES_ANNOUNCEMENT = DocumentKind(
    code="announcement",
    name="ประกาศ",
    template="announcement",
    digits="thai",
    duties=("integrity_measures",),
    place=10,
    matter="measures:plan",
    before_subject="เรื่อง",
    numbering=Numbering.OPTIONAL,
)

FREE_ANNOUNCEMENT = DocumentKind(
    code="free_announcement",
    name="ประกาศ (เรื่องอื่น)",
    template="announcement",
    digits="thai",
    duties=(),
    place=50,
    before_subject="เรื่อง",
    is_yearly=False,
    is_written=True,
    matter="papers:of_proposal",
    numbering=Numbering.OPTIONAL,
    series=MEASURES_ANNOUNCEMENT.code,
)
"""Written as free text; an office numbers all its announcements in one run."""

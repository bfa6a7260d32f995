"""Reports on the measures after 6 and 12 months."""

from ita_portal.documents.kinds.base import DocumentKind

PROGRESS_YEAR = DocumentKind(
    code="progress_year",
    name="รายงานผลการดำเนินการ รอบ 12 เดือน",
    template="progress_year",
    digits="thai",
    duties=("integrity_measures_report",),
    place=25,
    matter="measures:progress_year",
)
PROGRESS_HALF = DocumentKind(
    code="progress_half",
    name="รายงานผลการดำเนินการ รอบ 6 เดือน",
    template="progress_half",
    digits="thai",
    duties=("integrity_measures_report",),
    place=30,
    matter="measures:progress_year",
)
"""Two kinds, since a year has one report of each round: a new one takes the place of its own."""

"""The analysis of a year's result (รายงานการวิเคราะห์ผล)."""

from ita_portal.documents.kinds.base import DocumentKind

ANALYSIS_REPORT = DocumentKind(
    code="analysis_report",
    name="รายงานการวิเคราะห์ผล",
    template="analysis_report",
    digits="thai",
    duties=("integrity_measures",),
    place=20,
    matter="assessments:analysis_edit",
    looks_back=1,
)
"""Its fiscal year is that of the measures for which it gives the ground: the item of a year asks
for the measures together with the analysis of the result of the year before."""

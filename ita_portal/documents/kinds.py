"""The kinds of official papers: a value each. A new kind is one value here and one template."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentKind:
    """One kind of paper (ชนิดเอกสาร).

    `duties` are the keys of the disclosure duties that a signed paper of the kind fulfils in its
    fiscal year; the OIT item that carries such a duty shows the paper as its evidence.
    `digits` is "thai" or "arabic". Of a kind that `is_yearly` a fiscal year has one: a new one
    takes the place of the one before it.

    `matter` names the page on which the paper is written, with office and year as arguments:
    the paper's fiscal year less `looks_back`. `before_subject` stands in the title between the
    heading and the subject.
    """

    code: str
    name: str
    template: str
    digits: str
    duties: tuple[str, ...]
    matter: str
    before_subject: str = ""
    looks_back: int = 0
    is_yearly: bool = True


MEASURES_ANNOUNCEMENT = DocumentKind(
    code="announcement",
    name="ประกาศ",
    template="announcement",
    digits="thai",
    duties=("integrity_measures",),
    matter="measures:plan",
    before_subject="เรื่อง",
)

ANALYSIS_REPORT = DocumentKind(
    code="analysis_report",
    name="รายงานการวิเคราะห์ผล",
    template="analysis_report",
    digits="thai",
    duties=("integrity_measures",),
    matter="assessments:analysis_edit",
    looks_back=1,
)
"""Its fiscal year is that of the measures for which it gives the ground: the item of a year asks
for the measures together with the analysis of the result of the year before."""

PROGRESS_HALF = DocumentKind(
    code="progress_half",
    name="รายงานผลการดำเนินการ รอบ 6 เดือน",
    template="progress_half",
    digits="thai",
    duties=("integrity_measures_report",),
    matter="measures:progress_year",
)
PROGRESS_YEAR = DocumentKind(
    code="progress_year",
    name="รายงานผลการดำเนินการ รอบ 12 เดือน",
    template="progress_year",
    digits="thai",
    duties=("integrity_measures_report",),
    matter="measures:progress_year",
)
"""Two kinds, since a year has one report of each round: a new one takes the place of its own."""

KINDS = {
    kind.code: kind
    for kind in (MEASURES_ANNOUNCEMENT, ANALYSIS_REPORT, PROGRESS_YEAR, PROGRESS_HALF)
}
"""In the order in which papers stand at an item: what it asks for, then what gives its ground."""

"""How a plan names what it answers of an analysis: by place or title, since the rows come and go.

An analysis writes its points to develop anew with every save, so that no key of them lasts. A
point is named by where it stands – the OIT item, else the sub-indicator, else the indicator – and
an issue by its title: "point:item:O12", "point:sub:9.1", "point:indicator:9", "issue:<title>".
Points at one place are one finding.
"""

from __future__ import annotations

from assessments.models import Indicator

POINT = "point:"
ISSUE = "issue:"
_PLACES = {"item": "ข้อ", "sub": "ตัวชี้วัดย่อยที่", "indicator": "ตัวชี้วัดที่"}


def point_ref(*, item: str, subindicator: str, indicator: int) -> str:
    """Return the name of a point to develop; points at one place have the same.

    `item` is the code of an OIT item, `subindicator` a number like "9.1", each "" for none.
    """
    if item:
        return f"{POINT}item:{item}"
    if subindicator:
        return f"{POINT}sub:{subindicator}"
    return f"{POINT}indicator:{indicator}"


def issue_ref(title: str) -> str:
    """Return the name of an issue of the analysis."""
    return f"{ISSUE}{title}"


def ref_words(ref: str) -> str:
    """Return a finding in words, e.g. "ประเด็นที่ต้องพัฒนา ข้อ O12"; "" for none."""
    if ref.startswith(ISSUE):
        return f"ประเด็นการวิเคราะห์ {ref.removeprefix(ISSUE)}"
    if not ref.startswith(POINT):
        return ""
    place, _, number = ref.removeprefix(POINT).partition(":")
    return f"ประเด็นที่ต้องพัฒนา {_PLACES.get(place, '')} {number}"


def answer_words(indicator: Indicator | None, finding: str) -> str:
    """Return what a row answers in words: an indicator, else a finding; "" for neither."""
    if indicator is None:
        return ref_words(finding)
    return f"ตัวชี้วัดที่ {indicator.number} {indicator.name}"

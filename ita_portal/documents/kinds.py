"""The kinds of official papers: a value each. A new kind is one value here and one template."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentKind:
    """One kind of paper (ชนิดเอกสาร).

    `duties` are the keys of the disclosure duties that a signed paper of the kind fulfils in its
    fiscal year; the OIT item that carries such a duty shows the paper as its evidence.
    `digits` is "thai" or "arabic".
    """

    code: str
    name: str
    template: str
    digits: str
    duties: tuple[str, ...]


MEASURES_ANNOUNCEMENT = DocumentKind(
    code="announcement",
    name="ประกาศ",
    template="announcement",
    digits="thai",
    duties=("integrity_measures",),
)

KINDS = {kind.code: kind for kind in (MEASURES_ANNOUNCEMENT,)}

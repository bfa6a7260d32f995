"""Memos (บันทึกข้อความ), the paper that goes round inside an office."""

from ita_portal.documents.kinds.base import DocumentKind, Numbering

MEMO = DocumentKind(
    code="memo",
    name="บันทึกข้อความ",
    template="memo",
    digits="thai",
    duties=(),
    place=60,
    before_subject="เรื่อง",
    is_yearly=False,
    is_written=True,
    is_internal=True,
    matter="papers:of_proposal",
    numbering=Numbering.OPTIONAL,
    number_form="{prefix}/{number}",
    emblem_cm="1.5",
    carries_qr=False,
)
"""Its number is often given late, by the central register; dots stand in its place until then."""

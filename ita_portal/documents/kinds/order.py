"""Orders (คำสั่ง, form 4), such as the one that appoints the analysis committee."""

from ita_portal.documents.kinds.base import DocumentKind, Numbering

ORDER = DocumentKind(
    code="order",
    name="คำสั่ง",
    template="order",
    digits="thai",
    duties=(),
    place=40,
    before_subject="เรื่อง",
    is_yearly=False,
    is_written=True,
    matter="papers:of_proposal",
    numbering=Numbering.REQUIRED,
    carries_qr=False,
)
"""Without a QR code, to keep the official form; the code is on its page."""

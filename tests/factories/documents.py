"""Papers as the rule issues them, and papers whose PDF stands."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from ita_portal.documents.kinds import ANALYSIS_REPORT, MEASURES_ANNOUNCEMENT
from ita_portal.documents.models import Document, Proposal, new_code, picture_name
from ita_portal.documents.rules.issuing import Signing, issue
from ita_portal.documents.rules.previewing import preview_of
from ita_portal.documents.rules.proposals import propose
from ita_portal.documents.rules.words import words_as_signed
from ita_portal.files.models import StoredFile
from ita_portal.files.rules import keep_photo
from ita_portal.organisations.models import Appointment, Office, User
from tests.documents import report_samples, samples
from tests.files.samples import picture

INTENT = "ข้าพเจ้าได้อ่านประกาศนี้และลงนาม"
AT = datetime(2025, 11, 14, 2, 42, tzinfo=UTC)
"""09:42 in Bangkok."""
DATED = date(2025, 11, 14)


def words(**changes: Any) -> dict[str, Any]:
    """Return the words of a paper as they are settled when it is proposed."""
    draft = samples.announcement(draft_mark="ร่าง", **changes)
    return {key: draft[key] for key in draft if key not in {"signature", "verification"}}


def issue_paper(signed_by: Appointment, **changes: Any) -> Document:
    """Issue an announcement of the signatory's office; its PDF is not made yet."""
    office = signed_by.office
    assert office is not None
    code = new_code()
    facts = {
        "kind": MEASURES_ANNOUNCEMENT,
        "office": office,
        "fiscal_year": 2569,
        "title": "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "words": words_as_signed(
            words(), dated_on=DATED, appointment=signed_by, number="", code=code
        ),
        "dated_on": DATED,
        "code": code,
        "signing": Signing(user=signed_by.user, appointment=signed_by, intent=INTENT, at=AT),
    }
    return issue(**{**facts, **changes})


def with_pdf(document: Document, data: bytes = b"%PDF-1.7 a paper") -> Document:
    """Let the paper's PDF stand without rendering it: a stand-in that is quick to make."""
    name = f"documents/{document.office.code}/{document.code}.pdf"
    path = Path(settings.PRIVATE_FILES) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    document.pdf.name = name
    document.sha256 = hashlib.sha256(data).hexdigest()
    document.size, document.pages = len(data), 3
    document.status, document.ready_at = Document.Status.READY, timezone.now()
    document.save()
    return document


def propose_paper(office: Office, by: User, **changes: Any) -> Proposal:
    """Propose a report on the analysis of 2568, which is evidence in 2569."""
    facts = {
        "kind": ANALYSIS_REPORT,
        "office": office,
        "fiscal_year": 2569,
        "title": "รายงานการวิเคราะห์ผลการประเมิน ประจำปีงบประมาณ พ.ศ. 2568",
        "words": report_samples.draft(office_name=office.name),
        "by": by,
    }
    return propose(**{**facts, **changes})


def propose_photo(office: Office, by: User) -> tuple[Proposal, StoredFile]:
    """Propose a report of 2567 in whose words a photograph is frozen."""
    stored = keep_photo([picture()], name="งาน.jpg", office=office, by=by)
    frozen = {"file": stored.pk, "sha256": stored.sha256, "caption": "วันประชุม"}
    block = {"type": "photos", "photos": [frozen]}
    part = {"number": "1", "title": "ภาพประกอบ", "blocks": [block]}
    words = report_samples.draft(office_name=office.name, parts=[part])
    return propose_paper(office, by, fiscal_year=2567, words=words), stored


def place_of_photo(office: Office, by: User) -> dict[str, int]:
    """Return where the photograph of a proposed report is."""
    proposal, stored = propose_photo(office, by)
    return {"pk": proposal.pk, "file": stored.pk}


def drawn_preview(office: Office, by: User) -> str:
    """Let the picture of one page stand before signing; return the code in its address."""
    preview = preview_of(words(), office=office, by=by)
    preview.folder.mkdir(parents=True, exist_ok=True)
    for size in ("large", "small"):
        (preview.folder / picture_name(1, size)).write_bytes(b"a picture")
    preview.pages, preview.sizes, preview.made_at = 1, [[1240, 1754]], timezone.now()
    preview.save()
    return preview.words_sha256

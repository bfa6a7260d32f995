"""Is this paper genuine? By its code, or by the file itself.

A file is the paper when its SHA-256 is that of the PDF or of the scan that the portal keeps: one
changed byte, and it is not. Of what is not, the code that it carries tells from which paper it was
made; without any code the portal did not make it, or it was changed beyond knowing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from ita_portal.documents.models import Document, DocumentQuerySet
from ita_portal.documents.rules.inspecting import Inspected, SealFound, inspected, plain_codes
from ita_portal.errors import Refused
from ita_portal.files.accepting import MEGABYTE
from ita_portal.thai.templatetags.thai import full_date

MOST_BYTES = 64 * MEGABYTE
"""Of a file that is looked into; the largest report of the portal is smaller."""


class Verdict(StrEnum):
    """What a paper or a file is."""

    GENUINE = "genuine"
    ALTERED = "altered"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Copy(StrEnum):
    """Which form of the paper was verified."""

    CODE = "code"
    PDF = "pdf"
    SCAN = "scan"
    OTHER = "other"


@dataclass(frozen=True)
class Finding:
    """The verdict with the paper that it is about, if any.

    `hint` is a further sentence on what the file is. `seals` are those that were found in the
    file; `names_it_only` is when the code stands in the words of the pages alone, so that the
    file may merely be another paper that names this one.
    """

    verdict: Verdict
    document: Document | None = None
    copy: Copy = Copy.CODE
    hint: str = ""
    seals: tuple[SealFound, ...] = ()
    names_it_only: bool = False

    @property
    def sentence(self) -> str:
        """The answer in one Thai sentence, with office, signer and date."""
        if self.document is None:
            return _UNKNOWN[self.copy]
        said = _SENTENCES[self.verdict].format(**_facts(self.document))
        if self.verdict == Verdict.ALTERED and self.names_it_only:
            said = _NAMES_IT.format(**_facts(self.document))
        return f"ภาพสแกนนี้{said}" if self.copy == Copy.SCAN else said

    @property
    def is_own_certificate(self) -> bool:
        """Whether the paper's own seal is among those found, by the office's certificate."""
        seal = getattr(self.document, "seal", None)
        own = seal.certificate.fingerprint if seal else None
        return any(found.fingerprint == own for found in self.seals)


_WHOSE = "ลงวันที่ {dated} ลงนามโดย {signer}"
_SENTENCES = {
    Verdict.GENUINE: f"เป็นเอกสารจริง “{{title}}” ออกโดย{{office}} {_WHOSE}",
    Verdict.SUPERSEDED: f"เป็นเอกสารจริงของ{{office}} {_WHOSE} แต่ถูกแทนที่ด้วยฉบับลงวันที่ {{newer}} แล้ว",
    Verdict.REVOKED: (
        f"เป็นเอกสารจริงของ{{office}} {_WHOSE} แต่ถูกยกเลิกเมื่อวันที่ {{revoked}} เพราะ{{reason}}"
    ),
    Verdict.ALTERED: (f"ไฟล์นี้ถูกแก้ไขหรือบันทึกใหม่ ไม่ตรงกับเอกสาร “{{title}}” ที่ออกโดย{{office}} {_WHOSE}"),
}
_NAMES_IT = (
    f"ไฟล์นี้ไม่ใช่ไฟล์ที่พอร์ทัลออก แม้มีรหัสของเอกสาร “{{title}}” ของ{{office}} {_WHOSE} อยู่ในเนื้อหา "
    "จึงเป็นฉบับที่ถูกแก้ไขหรือบันทึกใหม่ หรือเป็นเอกสารอื่นที่กล่าวถึงเอกสารนั้น"
)
_UNKNOWN = {
    Copy.CODE: "ไม่พบเอกสาร พอร์ทัลนี้ไม่ได้ออกเอกสารที่มีรหัสนี้",
    Copy.OTHER: "ไฟล์นี้ไม่ใช่เอกสารที่ออกจากพอร์ทัลนี้",
}
NO_PDF = "ไฟล์นี้ไม่ใช่ PDF และไม่ตรงกับภาพสแกนที่พอร์ทัลเก็บไว้ หากมีเอกสารในมือ โปรดตรวจด้วยรหัสท้ายเอกสาร"
LOCKED = (
    "ไฟล์ PDF นี้มีรหัสผ่าน จึงดูข้างในไม่ได้ เอกสารของพอร์ทัลนี้ไม่มีรหัสผ่าน หากได้มาจากผู้อื่น โปรดตรวจด้วยรหัสท้ายเอกสาร"
)
FOREIGN = "ไม่พบรหัสเอกสารของพอร์ทัลนี้ในไฟล์ หากมีรหัสพิมพ์อยู่ท้ายเอกสาร โปรดตรวจด้วยรหัสนั้นแล้วเทียบกับฉบับจริง"
TOO_LARGE = (
    f"ไฟล์ใหญ่เกิน {MOST_BYTES // MEGABYTE} เมกะไบต์ "
    "เอกสารของพอร์ทัลนี้ไม่มีไฟล์ใหญ่เช่นนี้ โปรดตรวจด้วยรหัสท้ายเอกสาร"
)


def _facts(document: Document) -> dict[str, str]:
    newer = document.superseded_by
    return {
        "title": document.title,
        "office": document.office.name,
        "dated": full_date(document.dated_on),
        "signer": document.signature.name,
        "newer": full_date(newer.dated_on) if newer else "",
        "revoked": full_date(document.revoked_at),
        "reason": document.revoke_reason,
    }


def standing(document: Document) -> Verdict:
    """Return how a genuine paper stands today; a revoked one is revoked, whatever replaced it."""
    if document.revoked_at:
        return Verdict.REVOKED
    return Verdict.SUPERSEDED if document.superseded_by else Verdict.GENUINE


def verify_code(code: str | None) -> Finding:
    """Return what the paper with this code is; `code` as `read_code` gives it. One query."""
    document = _published([code]).get(code) if code else None
    return Finding(standing(document), document) if document else Finding(Verdict.UNKNOWN)


def verify_file(path: Path) -> Finding:
    """Return what a file is. It is only read.

    Raises OSError when it cannot be read, Refused when too many files are being looked into at
    this moment.
    """
    if path.stat().st_size > MOST_BYTES:
        return Finding(Verdict.UNKNOWN, copy=Copy.OTHER, hint=TOO_LARGE)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    same = _with_hash(sha256)
    if same:
        document, copy = same
        return Finding(standing(document), document, copy, seals=_seals_of(document, copy, path))
    plain = plain_codes(path)
    inside = inspected(path)
    return _unlike(plain, inside)


def _unlike(plain: list[str], inside: Inspected) -> Finding:
    """Return what a file is that is none of the portal's, by the codes that it carries."""
    marks = [*plain, *inside.codes]
    papers = _published([*marks, *inside.printed])
    for code in [*marks, *inside.printed]:
        if code in papers:
            return Finding(
                Verdict.ALTERED,
                papers[code],
                Copy.OTHER,
                seals=inside.seals,
                names_it_only=code not in marks,
            )
    return Finding(Verdict.UNKNOWN, copy=Copy.OTHER, hint=_hint(inside), seals=inside.seals)


def _hint(inside: Inspected) -> str:
    if not inside.is_pdf:
        return NO_PDF
    return LOCKED if inside.is_locked else FOREIGN


def _with_hash(sha256: str) -> tuple[Document, Copy] | None:
    """Return the published paper whose PDF, or whose scan, has this hash."""
    papers = _papers()
    for copy, rows in (
        (Copy.PDF, papers.filter(sha256=sha256)),
        (Copy.SCAN, papers.filter(scan__sha256=sha256)),
    ):
        document = rows.order_by("pk").first()
        if document:
            return document, copy
    return None


def _published(codes: Iterable[str | None]) -> dict[str | None, Document]:
    return {document.code: document for document in _papers().filter(code__in=set(codes))}


def _papers() -> DocumentQuerySet:
    rows = Document.objects.published().select_related(
        "office", "signature", "scan", "replaced_by__office", "seal__certificate"
    )
    return rows.defer("words", "replaced_by__words")


def _seals_of(document: Document, copy: Copy, path: Path) -> tuple[SealFound, ...]:
    """Return the seals in a genuine PDF; none when nobody can look just now: it is genuine."""
    seal = getattr(document, "seal", None)
    if copy != Copy.PDF or seal is None or not seal.is_sealed:
        return ()
    try:
        return inspected(path).seals
    except Refused:
        return ()


def kept_file_is_whole(document: Document) -> bool:
    """Tell whether the PDF that the portal keeps is, byte for byte, the one that it issued."""
    try:
        with (Path(settings.PRIVATE_FILES) / str(document.pdf.name)).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == document.sha256
    except OSError:
        return False

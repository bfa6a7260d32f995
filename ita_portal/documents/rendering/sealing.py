"""Whether a paper is sealed when it is made, and if not, why: on paper nothing is left half."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from ita_portal.documents.models import Certificate, Document, Seal
from ita_portal.thai.templatetags.thai import full_date

if TYPE_CHECKING:
    from ita_portal.documents.rendering.seals import Sealed


def sealed(document: Document, pdf: bytes, *, at: datetime) -> tuple[bytes, Seal | None]:
    """Return the PDF to publish and its seal, not stored yet; None where no certificate is in use.

    A certificate that is out of its dates at that moment seals nothing: the paper, which is
    signed, goes out without, and its seal says why. Raises KeyLostError when the certificate
    cannot be opened: it can be mended, and then the paper be made.
    """
    certificate = Certificate.objects.filter(office=document.office_id, removed_at=None).first()
    if certificate is None:
        return pdf, None
    seal = Seal(document=document, certificate=certificate, sealed_at=at)
    seal.note = out_of_its_dates(certificate, at=at)
    if seal.note:
        seal.is_sealed = False
        return pdf, seal
    # Loaded here: most offices have no certificate, and pyHanko takes 25 MB of each worker.
    seal_pdf: Callable[..., Sealed] = import_string("ita_portal.documents.rendering.seals.seal_pdf")
    done = seal_pdf(
        pdf, certificate.container, office_name=document.office.name, tsa=settings.TSA_URL
    )
    seal.trusted_time, seal.note = done.has_trusted_time, done.note
    return done.data, seal


def out_of_its_dates(certificate: Certificate, *, at: datetime) -> str:
    """Return why the certificate seals nothing at that moment; "" when it does."""
    if at > certificate.valid_until:
        until = full_date(certificate.valid_until)
        return f"ใบรับรองของสำนักงานหมดอายุเมื่อวันที่ {until} เอกสารนี้จึงออกโดยไม่มีตราประทับอิเล็กทรอนิกส์"
    if at < certificate.valid_from:
        begins = full_date(certificate.valid_from)
        return f"ใบรับรองของสำนักงานเริ่มใช้ได้วันที่ {begins} เอกสารนี้จึงออกโดยไม่มีตราประทับอิเล็กทรอนิกส์"
    return ""

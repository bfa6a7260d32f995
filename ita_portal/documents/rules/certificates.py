"""The certificate with which an office seals its papers: which is in use, taken out, expiring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.models import Certificate
from ita_portal.errors import Refused
from ita_portal.notifications.people import holders_of
from ita_portal.notifications.rules import Reminder
from ita_portal.organisations.access import Permission, roles_with
from ita_portal.organisations.models import Appointment, Office, User
from ita_portal.organisations.rules import touch_public
from ita_portal.thai.templatetags.thai import full_date

TOLD_BEFORE = (90, 30, 7)
"""Days before the end at which the administrators are told, once each; and once when it is over."""


def certificate_in_use(office: Office) -> Certificate | None:
    """Return the certificate with which the office's papers are sealed now, or None."""
    rows = Certificate.objects.filter(office=office, removed_at=None).defer("container")
    return rows.select_related("installed_by").first()


def former_certificates(office: Office) -> list[Certificate]:
    """Return those that were taken out, the latest first."""
    rows = Certificate.objects.filter(office=office, removed_at__isnull=False).defer("container")
    return list(rows.select_related("removed_by").order_by("-removed_at"))


@transaction.atomic
def remove_certificate(office: Office, *, by: User) -> Certificate:
    """Take the certificate out of use. Papers that are sealed stay so; its key is deleted.

    Raises Refused when none is in use (any more).
    """
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    certificate = certificate_in_use(office)
    if certificate is None:
        raise Refused("ไม่มีใบรับรองที่ใช้อยู่แล้ว อาจมีผู้ถอดไปก่อน")
    take_out(certificate, by=by)
    return certificate


def take_out(certificate: Certificate, *, by: User) -> None:
    """Note that it is in use no more, and delete the key; in the caller's transaction."""
    certificate.removed_at, certificate.removed_by = timezone.now(), by
    certificate.container = b""
    certificate.save(update_fields=["removed_at", "removed_by", "container"])
    record(
        by=by,
        office=certificate.office,
        verb="certificate.removed",
        subject=certificate,
        detail={"fingerprint": certificate.fingerprint},
    )
    touch_public(certificate.office_id)


def expiring(today: date) -> list[Certificate]:
    """Return the certificates in use that end within the longest of TOLD_BEFORE, or have ended."""
    until = timezone.now() + timedelta(days=max(TOLD_BEFORE) + 1)
    rows = Certificate.objects.filter(removed_at=None, valid_until__lte=until).defer("container")
    return [one for one in rows.select_related("office") if days_left(one, today) <= TOLD_BEFORE[0]]


def days_left(certificate: Certificate, today: date) -> int:
    """Return the days until the last day of the certificate, below 0 when it is over."""
    return (timezone.localtime(certificate.valid_until).date() - today).days


def reminders_of(today: date) -> Iterator[Reminder]:
    """Yield what the administrators are told on that day, those that were told before as well.

    Only the latest threshold that was passed: after a standstill nobody reads three lines of
    one certificate. An office without an administrator has its coordinator told.
    """
    certificates = expiring(today)
    offices = [one.office for one in certificates]
    administrators = holders_of([Appointment.Role.ADMINISTRATOR], offices, today)
    others = holders_of(roles_with(Permission.DOCUMENT_SETTINGS), offices, today)
    for one in certificates:
        left = days_left(one, today)
        passed = 0 if left < 0 else min(days for days in TOLD_BEFORE if left <= days)
        for user_id in administrators[one.office_id] or others[one.office_id]:
            yield Reminder(
                user_id=user_id,
                office_id=one.office_id,
                key=f"certificate:{one.pk}:{passed}",
                text=_words(one, left),
                href=reverse("documents:certificate", args=[one.office.code]),
            )


def _words(certificate: Certificate, left: int) -> str:
    until = full_date(certificate.valid_until)
    if left < 0:
        return f"ใบรับรองสำหรับผนึกเอกสารหมดอายุเมื่อวันที่ {until} เอกสารที่ออกใหม่ไม่มีตราประทับ โปรดติดตั้งใบใหม่"
    when = f"อีก {left} วัน" if left else "วันนี้"
    return f"ใบรับรองสำหรับผนึกเอกสารจะหมดอายุ{when} (วันที่ {until}) โปรดขอใบใหม่แล้วติดตั้งก่อนวันนั้น"

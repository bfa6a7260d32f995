"""Installing a certificate, and locking its key anew.

Loads `cryptography`: pages name its functions by string and load it when somebody installs one.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ita_portal import keys
from ita_portal.audit.rules import record
from ita_portal.documents.models import Certificate
from ita_portal.documents.rendering.containers import PURPOSE, Contents, read_container
from ita_portal.documents.rules.certificates import certificate_in_use, take_out
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.organisations.rules import touch_public
from ita_portal.thai.templatetags.thai import full_date


def install(office: Office, *, data: bytes, password: str, by: User) -> Certificate:
    """Install the certificate in a PKCS#12 file; it takes the place of the one in use.

    The key is kept locked (see ita_portal.keys), the password is not kept. Papers that are made
    from then on are sealed with it. Raises Refused as `read_container`, and when the certificate
    has expired, is not valid yet, or is the one in use.
    """
    now = timezone.now()
    contents = read_container(data, password)
    _require_now(contents, now)
    container = keys.encrypt(PURPOSE, contents.packed)
    with transaction.atomic():
        Office.objects.select_for_update(no_key=True).get(pk=office.pk)
        old = certificate_in_use(office)
        if old and old.fingerprint == contents.fingerprint:
            raise Refused("ใบรับรองนี้ติดตั้งและใช้อยู่แล้ว")
        if old:
            take_out(old, by=by)
        return _stored(office, contents, container, at=now, by=by)


def _require_now(contents: Contents, now: datetime) -> None:
    if now > contents.valid_until:
        until = full_date(contents.valid_until)
        raise Refused(f"ใบรับรองนี้หมดอายุแล้วเมื่อวันที่ {until} โปรดขอใบรับรองใหม่จากผู้ออก")
    if now < contents.valid_from:
        begins = full_date(contents.valid_from)
        raise Refused(f"ใบรับรองนี้ยังไม่เริ่มใช้ จะใช้ได้ตั้งแต่วันที่ {begins} โปรดติดตั้งเมื่อถึงวันนั้น")


def _stored(
    office: Office, contents: Contents, container: bytes, *, at: datetime, by: User
) -> Certificate:
    certificate = Certificate.objects.create(
        office=office,
        container=container,
        subject=contents.subject,
        issuer=contents.issuer,
        serial=contents.serial[:80],
        fingerprint=contents.fingerprint,
        valid_from=contents.valid_from,
        valid_until=contents.valid_until,
        installed_at=at,
        installed_by=by,
    )
    detail = {"fingerprint": contents.fingerprint, "subject": contents.subject}
    record(by=by, office=office, verb="certificate.installed", subject=certificate, detail=detail)
    touch_public(office.pk)
    return certificate


def lock_anew() -> int:
    """Change the key with which the certificates are locked; return how many were locked anew.

    The old key goes when every certificate has the new one: cut off before that, both keys are
    kept, and a second run ends it. Raises KeyLostError when one cannot be opened.
    """
    keys.change_key(PURPOSE)
    certificates = list(Certificate.objects.filter(removed_at=None).values_list("pk", flat=True))
    for pk in certificates:
        with transaction.atomic():
            row = Certificate.objects.select_for_update().get(pk=pk)
            if row.removed_at is None:
                row.container = keys.renewed(PURPOSE, bytes(row.container))
                row.save(update_fields=["container"])
    keys.forget_old_keys(PURPOSE)
    return len(certificates)

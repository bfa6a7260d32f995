"""Telling somebody by e-mail that there is news: never what, at most once a day.

The address is given freely, lies sealed under the key of the name, and goes with the case, or as
soon as its owner wants no more. A mail names neither the office, a complaint, a code nor a page.
"""

from __future__ import annotations

import logging
import secrets
import smtplib
from datetime import date
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q, QuerySet

from complaints.models import Case, NewsAddress
from complaints.rules.sealing import IDENTITY, place_of, seal_words, unseal_words
from ita_portal import keys
from ita_portal.jobs.rules import enqueue
from ita_portal.keys import KeyLostError

logger = logging.getLogger(__name__)

TASK = "complaints.news"
SUBJECT = "มีข้อความใหม่ถึงท่าน"
BODY = (
    "มีข้อความใหม่ในหน้าที่ท่านเคยขอให้แจ้ง\n\n"
    "เปิดดูได้ตามวิธีที่ท่านจดไว้ อีเมลนี้ไม่บอกว่าเป็นเรื่องใด และเลิกรับได้ในหน้านั้น\n"
    "ส่งโดยอัตโนมัติ โปรดอย่าตอบกลับ\n"
)
_LASTING = 500
"""SMTP answers from here on say no for good. **Source:** RFC 5321, section 4.2.1."""


def keep_address(case: Case, address: str) -> None:
    """Keep where somebody with a name wants to hear of news, in the transaction of the case."""
    key = keys.decrypt(IDENTITY, bytes(case.identity_key or b""))
    sealed = seal_words(key, place=place_of(case.seal, "news"), words={"address": address})
    NewsAddress.objects.create(case=case, sealed=sealed)


def there_is_news(case: Case) -> None:
    """Note that the person finds something new, in the transaction of what is new."""
    NewsAddress.objects.filter(case=case).update(has_news=True)


def stop(case: Case) -> bool:
    """Forget the address, since its owner wants no more. Safe to repeat."""
    gone, _ = NewsAddress.objects.filter(case=case).delete()
    return bool(gone)


def wants_news(case: Case) -> bool:
    """Tell whether the person is told of news by e-mail."""
    return NewsAddress.objects.filter(case=case).exists()


def hand_over(today: date) -> None:
    """Hand the day's mails to the worker, if mail is set up and there is any news. Repeatable."""
    if settings.EMAIL_HOST and _waiting(today).exists():
        enqueue(
            task=TASK,
            subject_id=today.toordinal(),
            key=f"{TASK}:{today.isoformat()}",
            title="ส่งอีเมลประจำวัน",
            office=None,
        )


def send_news(day_id: int) -> None:
    """Send what waits, each address once a day. Safe to run twice and at the same time.

    Raises OSError when the server is not to be reached, before any mail is taken.
    """
    today = date.fromordinal(day_id)
    if not settings.EMAIL_HOST:
        return
    with get_connection() as connection:
        for pk in list(_waiting(today).values_list("pk", flat=True)):
            if _waiting(today).filter(pk=pk).update(has_news=False, sent_on=today):
                _send(pk, connection)


def note_failure(day_id: int) -> None:
    """Leave a word in the log; what waits is sent on another day."""
    logger.error("the mails of %s were not sent", date.fromordinal(day_id))


def _waiting(today: date) -> QuerySet[NewsAddress]:
    not_today = Q(sent_on__isnull=True) | Q(sent_on__lt=today)
    return NewsAddress.objects.filter(not_today, has_news=True)


def _send(pk: int, connection: BaseEmailBackend) -> None:
    """Send one mail that was taken; a "not now" gives it back for another day.

    Nothing of an address comes into the log: not even what the server said of it.
    """
    row = NewsAddress.objects.select_related("case").filter(pk=pk).first()
    if row is None:  # stopped or purged just now
        return
    try:
        _letter(_address_of(row), connection).send()
    except smtplib.SMTPRecipientsRefused as refused:
        _refused(pk, [code for code, _ in refused.recipients.values()])
    except smtplib.SMTPResponseException as refused:
        _refused(pk, [refused.smtp_code])
    except (OSError, ValueError, KeyLostError) as error:
        logger.warning("news mail %s was not sent: %s", pk, type(error).__name__)


def _refused(pk: int, codes: list[int]) -> None:
    logger.warning("news mail %s: the server answered %s", pk, codes)
    if not all(code >= _LASTING for code in codes):
        NewsAddress.objects.filter(pk=pk).update(has_news=True)


def _address_of(row: NewsAddress) -> str:
    key = keys.decrypt(IDENTITY, bytes(row.case.identity_key or b""))
    place = place_of(row.case.seal, "news")
    return unseal_words(key, place=place, sealed=row.sealed)["address"]


def _letter(address: str, connection: BaseEmailBackend) -> EmailMessage:
    """Return the mail: from the bare address of the portal, the same words to everybody."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return EmailMessage(
        subject=SUBJECT,
        body=BODY,
        from_email=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        to=[address],
        connection=connection,
        headers={
            "Message-ID": f"<{secrets.token_hex(16)}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )

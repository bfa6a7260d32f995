"""The sending of mail. What a mail says stands in the portal anyway: rather none than two.

All are safe to run twice and at the same time.
"""

from __future__ import annotations

import logging
import smtplib
import time
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from ita_portal.jobs.rules import day_is_under_way, enqueue, is_busy
from ita_portal.notifications.models import REMINDER, Message, MessageQuerySet
from ita_portal.notifications.rendering import letter_of

logger = logging.getLogger(__name__)

MAIL_WITHIN = timedelta(days=2)
"""How long a message may wait for its mail; an older one stands in the portal alone."""
TRY_AGAIN_AFTER = timedelta(minutes=15)
WORK_FOR = 45
"""Seconds that one job sends; far below the lease of a job. The next minute brings another."""
LASTING = 500
"""SMTP answers from here on say no for good. **Source:** RFC 5321, section 4.2.1."""
HUNG_UP = 421
"""The SMTP answer after which the server has gone. **Source:** RFC 5321, section 3.8."""


@shared_task(name="notifications.hand_over")
def hand_over() -> None:
    """Hand over a job that sends the mails that wait, if mail is set up and any wait.

    One at a time, and none for a while after one failed: a server that is away for hours shall
    not keep the worker from other work.
    """
    if not settings.EMAIL_HOST or not _waiting().exists():
        return
    if is_busy("notifications.send", pause=TRY_AGAIN_AFTER):
        return
    minute = int(time.time()) // 60
    enqueue(
        task="notifications.send",
        subject_id=minute,
        key=f"notifications.send:{minute}",
        title="ส่งอีเมลแจ้งข้อความ",
        office=None,
    )


def _waiting() -> MessageQuerySet:
    """Return what is to be mailed now; the digest of a day waits until all have gathered."""
    now = timezone.now()
    waiting = Message.objects.to_mail(now=now, since=now - MAIL_WITHIN)
    return waiting.exclude(purpose=REMINDER) if day_is_under_way() else waiting


def send_waiting(minute_id: int) -> None:
    """Send the mails that wait, one after the other over one connection, for most of a minute.

    Several may run at once: each mail is taken by one of them. Raises OSError when the server
    is not to be reached, before any mail is taken.
    """
    until = time.monotonic() + WORK_FOR
    if not settings.EMAIL_HOST:
        return
    with get_connection() as connection:
        for message_id in list(_waiting().order_by("pk").values_list("pk", flat=True)):
            if time.monotonic() > until or not _send(message_id, connection):
                return


def note_failure(minute_id: int) -> None:
    """Leave a word in the log; the mails are still waiting, and a later job tries anew."""
    logger.warning("the mails of minute %s could not be sent; a later job tries again", minute_id)


def _send(message_id: int, connection: BaseEmailBackend) -> bool:
    """Send one mail if nobody else has taken it; False when the server is gone."""
    message = Message.objects.for_mail().get(pk=message_id)
    letter = letter_of(message, connection)  # a mistake in it must not cost anybody their mail
    mine = Message.objects.filter(pk=message_id, mail_begun_at__isnull=True)
    if not mine.update(mail_begun_at=timezone.now()):
        return True
    try:
        letter.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
        return _note_refusal(message, error)
    except OSError:
        logger.exception("message %s: whether it was mailed is not known", message_id)
        return False
    except ValueError:  # an address that no mail can carry
        logger.exception("message %s cannot be mailed", message_id)
    else:
        Message.objects.filter(pk=message_id).update(mailed_at=timezone.now())
    return True


def _note_refusal(
    message: Message, error: smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException
) -> bool:
    """Give the mail back for later when the server said "not now"; leave it at a lasting no.

    False when the server has hung up with its answer.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    else:
        codes = [error.smtp_code]
    logger.warning("message %s: the server answered %s", message.pk, codes)
    if not all(code >= LASTING for code in codes):
        later = timezone.now() + TRY_AGAIN_AFTER
        Message.objects.filter(pk=message.pk).update(mail_begun_at=None, mail_not_before=later)
    return HUNG_UP not in codes

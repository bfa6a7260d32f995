"""A message as a mail: plain text, with the whole addresses of the pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse

from ita_portal.notifications.models import Message


def letter_of(message: Message, connection: BaseEmailBackend) -> EmailMessage:
    """Return the mail of a message that brings its user, office and lines.

    The same message has the same Message-ID, by which a mailbox knows a mail that it has.
    """
    office = message.office
    page = reverse("notifications:messages", args=[office.code]) if office else "/"
    words = {
        "message": message,
        "lines": message.lines.all(),
        "base": settings.BASE_URL,
        "page": page,
    }
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return EmailMessage(
        subject=f"[พอร์ทัล ITA] {message.subject}",
        body=render_to_string("notifications/mail.txt", words),
        to=[message.user.email],
        connection=connection,
        headers={
            "Message-ID": f"<message-{message.pk}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )

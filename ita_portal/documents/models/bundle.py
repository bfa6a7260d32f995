"""Several papers that go their way together, as a memo with the papers that it asks for."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ita_portal.organisations.models import Office


class Bundle(models.Model):
    """A bundle of proposals (ชุดเอกสาร): read, sent back or signed in one act, each paper whole.

    It has no state of its own: its proposals stand in one and the same state, since whatever is
    decided is decided for all of them in one transaction.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    title = models.CharField("เรื่อง", max_length=400)
    submitted_at = models.DateTimeField("เสนอเมื่อ")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ชุดเอกสาร"

    def __str__(self) -> str:
        return self.title

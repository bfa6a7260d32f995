"""What who decides has written at a measure when the plan was sent back."""

from __future__ import annotations

from django.db import models

from ita_portal.documents.models import Proposal


class ReturnNote(models.Model):
    """A comment at one measure (ความเห็นรายมาตรการ) of a plan that was sent back.

    `measure_key` is the measure's own key, so the comment stands with the thing while the writers
    move it about; it belongs to the one decision and is gone from the editor once the plan is
    proposed again.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    measure_key = models.UUIDField()
    text = models.TextField("ความเห็น")

    class Meta:
        verbose_name = "ความเห็นรายมาตรการ"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "measure_key"], name="return_note_once_a_measure"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

"""On the way to the signature: bundles, endorsements by the chain, comments at paragraphs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ita_portal.documents.models.proposal import Proposal
from ita_portal.lifecycle import known_values
from ita_portal.organisations.models import Appointment, OfficeGroup


class EndorsementState(models.TextChoices):
    """What became of a step of the chain."""

    WAITING = "waiting", "รอความเห็น"
    ENDORSED = "endorsed", "เห็นชอบ"
    PASSED = "passed", "ข้ามขั้น"


class Endorsement(models.Model):
    """A step of a proposal's chain (การเห็นชอบตามลำดับชั้น): who has to read it before the director.

    The steps are those that the office had set on the day of submission. `group` narrows a group
    head's step to the group of who proposed. Name and lines are frozen as they stood when it was
    endorsed; a step is passed over, with the reason in `note`, when nobody holds the post or the
    person proposed the paper; then `decided_by` is whose act led the paper past it.
    """

    State = EndorsementState

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="endorsements")
    position = models.PositiveSmallIntegerField("ลำดับ")
    role = models.CharField("บทบาท", max_length=15, choices=Appointment.Role)
    group = models.ForeignKey(OfficeGroup, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        "สถานะ", max_length=10, choices=EndorsementState, default=EndorsementState.WAITING
    )
    decided_at = models.DateTimeField("เมื่อ", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField("ชื่อ", max_length=250, blank=True)
    lines = models.JSONField("ตำแหน่ง", default=list)
    note = models.TextField("ความเห็น", blank=True)

    class Meta:
        verbose_name = "การเห็นชอบ"
        ordering = ["proposal", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "position"], name="endorsement_once_a_position"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("state", EndorsementState)),
                name="endorsement_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(**known_values("role", Appointment.Role)),
                name="endorsement_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="endorsement_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.role}"


class ProposalComment(models.Model):
    """A comment at a paragraph of a proposed paper, given when it is sent back.

    `place` is the number of the paragraph in the paper's fragment, from 1; `excerpt` are its
    first words, so that the comment can be read when the text is another one.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="comments")
    place = models.PositiveIntegerField("ย่อหน้าที่")
    excerpt = models.CharField("ข้อความ", max_length=200)
    text = models.TextField("ความเห็น")
    written_at = models.DateTimeField("เมื่อ")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ความเห็นที่ย่อหน้า"
        ordering = ["proposal", "place", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="proposal_comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

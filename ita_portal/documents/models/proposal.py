"""Papers that are proposed for approval: their words, settled, and what was decided about them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ita_portal.documents.models.bundle import Bundle
from ita_portal.documents.models.document import Document, new_code
from ita_portal.lifecycle import Lifecycle, known_values
from ita_portal.organisations.models import Office, User

_PEOPLE = ("submitted_by", "returned_by", "withdrawn_by", "approved_by")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """The questions that pages and rules ask about proposed papers."""

    def of(self, office: Office) -> ProposalQuerySet:
        """Keep those of one office."""
        return self.filter(office=office)

    def awaiting_decision(self) -> ProposalQuerySet:
        """Keep the submitted ones, the longest waiting first."""
        return self.filter(status=Proposal.Status.SUBMITTED).order_by("submitted_at", "pk")

    def ready_to_decide(self) -> ProposalQuerySet:
        """Keep the submitted ones that wait at no step (any more), the longest waiting first."""
        at_a_step = self.model.objects.filter(endorsements__state="waiting").values("pk")
        return self.awaiting_decision().exclude(pk__in=at_a_step)

    def leading(self) -> ProposalQuerySet:
        """Keep the single ones, and the first one of each bundle, which stands for it."""
        return self.filter(Q(bundle=None) | Q(place=0))

    def returned_to(self, user: User) -> ProposalQuerySet:
        """Keep what was sent back to `user` and not proposed again since, latest first."""
        returned = self.filter(status=Proposal.Status.RETURNED, submitted_by=user, next=None)
        return returned.order_by("-returned_at", "-pk")

    def for_page(self) -> ProposalQuerySet:
        """Bring a whole proposal with its people and its paper."""
        return self.select_related("office", "bundle", "document__office", *_PEOPLE)

    def for_list(self) -> ProposalQuerySet:
        """Bring all that a row of a list shows, latest first; without the words, which are long."""
        rows = self.for_page().defer("words", "document__words")
        return rows.order_by("-submitted_at", "-pk")


class ProposalStatus(models.TextChoices):
    """Where the proposal stands; PROPOSAL_LIFECYCLE says what follows what."""

    SUBMITTED = "submitted", "เสนออนุมัติ"
    RETURNED = "returned", "ส่งคืนแก้ไข"
    WITHDRAWN = "withdrawn", "ผู้เสนอถอนแล้ว"
    APPROVED = "approved", "อนุมัติและลงนามแล้ว"


_DEEDS = {
    ProposalStatus.RETURNED: "returned",
    ProposalStatus.WITHDRAWN: "withdrawn",
    ProposalStatus.APPROVED: "approved",
}
"""Which pair of columns (`…_at`, `…_by`) is filled in which state, and in no other."""


def _only_when(status: str, filled: Q, empty: Q) -> Q:
    """Return the condition that `filled` holds in one state, and `empty` in all others."""
    return (Q(status=status) & filled) | (~Q(status=status) & empty)


class Proposal(models.Model):
    """A paper proposed for approval (เอกสารที่เสนออนุมัติ).

    Its words are settled when it is submitted and never change: one decision, one row. What is
    proposed again is a new row that names the one it comes `after`, which stays as the history.
    """

    Status = ProposalStatus

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField("ชนิดเอกสาร", max_length=30)
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    title = models.CharField("เรื่อง", max_length=400)
    words = models.JSONField()
    words_sha256 = models.CharField(max_length=64)
    code = models.CharField(
        max_length=14,
        unique=True,
        default=new_code,
        help_text="The code that the paper will have, so that it can be read before it is signed.",
    )
    bundle = models.ForeignKey(
        Bundle, models.PROTECT, null=True, related_name="proposals", verbose_name="ชุดเอกสาร"
    )
    place = models.PositiveSmallIntegerField("ลำดับในชุด", default=0)
    status = models.CharField("สถานะ", max_length=10, choices=Status, default=Status.SUBMITTED)
    submitted_at = models.DateTimeField("เสนอเมื่อ")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    returned_at = models.DateTimeField("ส่งคืนเมื่อ", null=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    return_comment = models.TextField("ความเห็นที่ส่งคืน", blank=True)
    withdrawn_at = models.DateTimeField("ถอนเมื่อ", null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField("อนุมัติเมื่อ", null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="proposal", verbose_name="เอกสารที่ออก"
    )

    replaces = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", verbose_name="แทนเอกสารฉบับ"
    )
    after = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="next", verbose_name="เสนอใหม่แทนฉบับ"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "เอกสารที่เสนออนุมัติ"
        indexes = [models.Index(fields=["office", "status", "submitted_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("status", ProposalStatus)),
                name="proposal_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2500, fiscal_year__lte=2700),
                name="proposal_fiscal_year_is_buddhist",
            ),
            *(
                models.CheckConstraint(
                    condition=_only_when(
                        status,
                        Q(**{f"{deed}_at__isnull": False, f"{deed}_by__isnull": False}),
                        Q(**{f"{deed}_at__isnull": True, f"{deed}_by__isnull": True}),
                    ),
                    name=f"proposal_{deed}_has_who_and_when",
                )
                for status, deed in _DEEDS.items()
            ),
            models.CheckConstraint(
                condition=_only_when("returned", ~Q(return_comment=""), Q(return_comment="")),
                name="proposal_returned_says_why",
            ),
            models.CheckConstraint(
                condition=_only_when(
                    "approved", Q(document__isnull=False), Q(document__isnull=True)
                ),
                name="proposal_approved_has_its_document",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="proposal_is_not_approved_by_who_submitted",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_by=F("submitted_by")),
                name="proposal_is_withdrawn_by_who_submitted",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def awaits_decision(self) -> bool:
        """Whether it can still be approved, sent back or withdrawn."""
        return self.status == self.Status.SUBMITTED

    @property
    def is_open_for_writing(self) -> bool:
        """Whether the matter may be written on again: it came back, or was taken back."""
        return self.status in {self.Status.RETURNED, self.Status.WITHDRAWN}


PROPOSAL_LIFECYCLE = Lifecycle(
    {
        Proposal.Status.SUBMITTED: frozenset(
            {Proposal.Status.RETURNED, Proposal.Status.WITHDRAWN, Proposal.Status.APPROVED}
        ),
    }
)

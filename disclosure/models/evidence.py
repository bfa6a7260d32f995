"""The evidence of the OIT items: where each piece stands, and every version that was proposed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models import OITItem
from disclosure.models.content import Content, EvidenceKind, content_constraints
from ita_portal.lifecycle import Lifecycle, both_or_neither, known_values
from ita_portal.organisations.models import Office


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """The questions that pages and rules ask about evidence."""

    def of(self, office: Office) -> EvidenceQuerySet:
        """Keep the evidence of one office."""
        return self.filter(office=office)

    def of_item(self, fiscal_year: int, code: str) -> EvidenceQuerySet:
        """Keep the evidence of one item of a year, whatever version of its framework."""
        return self.filter(item__framework__fiscal_year=fiscal_year, item__code=code)

    def published(self) -> EvidenceQuerySet:
        """Keep what the public sees: a version that somebody other than its author accepted."""
        return self.filter(shown__isnull=False)

    def awaiting(self) -> EvidenceQuerySet:
        """Keep what was proposed and waits, the longest waiting first."""
        return self.filter(status=Evidence.Status.PROPOSED).order_by("proposed_at")

    def live(self) -> EvidenceQuerySet:
        """Keep what was not withdrawn."""
        return self.exclude(status=Evidence.Status.WITHDRAWN)


class EvidenceStatus(models.TextChoices):
    """Where the evidence stands; EVIDENCE_LIFECYCLE says what follows what."""

    DRAFT = "draft", "ร่าง"
    PROPOSED = "proposed", "รอรับขึ้นเผยแพร่"
    ACCEPTED = "accepted", "เผยแพร่แล้ว"
    RETURNED = "returned", "ส่งคืนแก้ไข"
    WITHDRAWN = "withdrawn", "ถอนออกแล้ว"


class Evidence(Content):
    """A piece of evidence of an OIT item (หลักฐาน): a link, a text or a file of the office.

    What it holds itself is the latest, be it a draft; the public sees the version `shown`, since
    `shown_at`, while a newer one is written, proposed or waits for its hour (`coming`). `number`
    counts its proposed versions. `proposed_at` and `proposed_by` tell, while it is a draft, when
    it was last saved and by whom; they also name the content that a page has shown.

    `checks_asked` counts up with every change, `checks_done` is the change that the findings are
    about. Papers that the portal issued are not copied here: they stand on their item by duty.
    """

    Kind = EvidenceKind
    Status = EvidenceStatus

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    item = models.ForeignKey(OITItem, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    status = models.CharField("สถานะ", max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_at = models.DateTimeField("เสนอเมื่อ")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("พิจารณาเมื่อ", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    comment = models.TextField("ความเห็น", blank=True)
    number = models.PositiveSmallIntegerField("ฉบับที่", default=0)
    shown = models.ForeignKey(
        "disclosure.EvidenceVersion", models.PROTECT, null=True, related_name="+"
    )
    shown_at = models.DateTimeField("เผยแพร่เมื่อ", null=True)
    coming = models.ForeignKey(
        "disclosure.EvidenceVersion", models.PROTECT, null=True, related_name="+"
    )
    coming_at = models.DateTimeField("จะเผยแพร่เมื่อ", null=True)
    was_public = models.BooleanField("เคยเผยแพร่", default=False)
    is_shared = models.BooleanField("ใช้ไฟล์ร่วมกับข้ออื่นโดยตั้งใจ", default=False)
    checks_asked = models.PositiveIntegerField(default=0)
    checks_done = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField("ตรวจเมื่อ", null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "หลักฐาน"
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["office", "status", "item"]),
            models.Index(
                fields=["office", "coming_at"],
                condition=Q(coming_at__isnull=False),
                name="evidence_coming",
            ),
        ]
        constraints = [
            *content_constraints("evidence"),
            models.CheckConstraint(
                condition=Q(**known_values("status", EvidenceStatus)),
                name="evidence_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "proposed"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="evidence_decided_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=both_or_neither("decided_at", "decided_by"),
                name="evidence_decided_at_goes_with_by",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | ~Q(decided_by=F("proposed_by")),
                name="evidence_is_not_accepted_by_its_author",
            ),
            models.CheckConstraint(
                condition=both_or_neither("shown", "shown_at"),
                name="evidence_shown_has_its_time",
            ),
            models.CheckConstraint(
                condition=both_or_neither("coming", "coming_at"),
                name="evidence_coming_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | Q(shown__isnull=True, coming__isnull=True),
                name="evidence_withdrawn_is_not_public",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_being_checked(self) -> bool:
        """Whether the findings are about an older content than the present one."""
        return self.checks_done != self.checks_asked


class EvidenceVersion(Content):
    """A content that was proposed (ฉบับของหลักฐาน): what, who, when, and what was decided.

    It never changes but for the decision.
    """

    Status = EvidenceStatus

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("ฉบับที่")
    status = models.CharField("ผล", max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_at = models.DateTimeField("เสนอเมื่อ")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("พิจารณาเมื่อ", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    comment = models.TextField("ความเห็น", blank=True)

    class Meta:
        verbose_name = "ฉบับของหลักฐาน"
        ordering = ["-number"]
        constraints = [
            *content_constraints("evidence_version"),
            models.CheckConstraint(
                condition=Q(**known_values("status", EvidenceStatus)),
                name="evidence_version_status_is_known",
            ),
            models.UniqueConstraint(
                fields=["evidence", "number"], name="evidence_version_number_once"
            ),
            models.CheckConstraint(
                condition=both_or_neither("decided_at", "decided_by"),
                name="evidence_version_decided_at_goes_with_by",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="evidence_version_is_not_accepted_by_its_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ฉบับที่ {self.number}"


_S = EvidenceStatus

EVIDENCE_LIFECYCLE = Lifecycle(
    {
        _S.DRAFT: frozenset({_S.DRAFT, _S.PROPOSED, _S.WITHDRAWN}),
        _S.PROPOSED: frozenset({_S.ACCEPTED, _S.RETURNED, _S.WITHDRAWN}),
        _S.RETURNED: frozenset({_S.DRAFT, _S.PROPOSED, _S.WITHDRAWN}),
        _S.ACCEPTED: frozenset({_S.DRAFT, _S.PROPOSED, _S.WITHDRAWN}),
    }
)

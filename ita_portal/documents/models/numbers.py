"""The registers of numbers: per office, kind of paper and calendar year, without gap or double.

Kinds that share one run of numbers have one register; it bears the code of one of them.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ita_portal.documents.models.document import Document
from ita_portal.documents.models.proposal import Proposal
from ita_portal.lifecycle import known_values
from ita_portal.organisations.models import Office

YEARS = Q(year__gte=1957, year__lte=2157)


class NumberSeries(models.Model):
    """A register (ทะเบียนเลข): how far the numbers of a kind of paper are given out in a year.

    `kind` is the register of the kind (`DocumentKind.register`).
    Its row is locked by whoever takes or gives back a number, so that one comes after the other.
    `year` is the Gregorian calendar year; `last` is the highest number that was given out, or
    that the office had used outside the portal when it began with it.

    **Source:** the explanation of the regulation on clerical work B.E. 2526 on orders: numbers
    begin with 1 and run to the end of the calendar year.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField("ชนิดเอกสาร", max_length=30)
    year = models.PositiveSmallIntegerField("ปีปฏิทิน")
    last = models.PositiveIntegerField("เลขล่าสุด", default=0)

    class Meta:
        verbose_name = "ทะเบียนเลขเอกสาร"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "year"], name="number_series_once_a_year"
            ),
            models.CheckConstraint(condition=YEARS, name="number_series_year_is_gregorian"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class NumberOrigin(models.TextChoices):
    """Where a number comes from."""

    PORTAL = "portal", "ระบบออกเลข"
    REGISTRY = "registry", "ทะเบียนของสำนักงาน"


class NumberState(models.TextChoices):
    """What became of a number."""

    RESERVED = "reserved", "จองไว้"
    USED = "used", "ใช้แล้ว"
    FREE = "free", "ว่าง"
    VOID = "void", "ยกเลิกเลข"


class PaperNumber(models.Model):
    """A number in a register (เลขที่เอกสาร), and the paper that has it.

    It is reserved for a proposal before that is signed, used by the signed paper, and free again
    when the proposal comes back; a free one is the next to be given out. `text` is the number as
    it stands on the paper, in Arabic digits, e.g. "169/2563". `number` is empty when the
    registry's text holds none. `dated_on` is the day that the registry gave with it, else the
    day of signing counts.
    """

    Origin = NumberOrigin
    State = NumberState

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField("ชนิดเอกสาร", max_length=30)
    year = models.PositiveSmallIntegerField("ปีปฏิทิน")
    number = models.PositiveIntegerField("เลขลำดับ", null=True)
    text = models.CharField("เลขที่", max_length=80)
    dated_on = models.DateField("ลงวันที่", null=True)
    origin = models.CharField("ที่มา", max_length=10, choices=Origin)
    state = models.CharField("สถานะ", max_length=10, choices=State)
    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, related_name="number")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="number")
    reserved_at = models.DateTimeField("จองเมื่อ")
    reserved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    void_reason = models.CharField("เหตุที่ยกเลิก", max_length=300, blank=True)

    class Meta:
        verbose_name = "เลขที่เอกสาร"
        ordering = ["-year", F("number").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "year", "number"],
                condition=Q(origin="portal"),
                name="paper_number_once_in_its_register",
            ),
            models.UniqueConstraint(
                fields=["office", "kind", "year", "text"], name="paper_number_text_once_a_year"
            ),
            models.CheckConstraint(condition=YEARS, name="paper_number_year_is_gregorian"),
            models.CheckConstraint(
                condition=Q(**known_values("origin", NumberOrigin)),
                name="paper_number_origin_is_known",
            ),
            models.CheckConstraint(
                condition=Q(**known_values("state", NumberState)),
                name="paper_number_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(origin="registry") | Q(number__gte=1),
                name="paper_number_of_the_portal_counts",
            ),
            models.CheckConstraint(
                condition=Q(state="reserved", proposal__isnull=False, document__isnull=True)
                | Q(state="used", proposal__isnull=False, document__isnull=False)
                | Q(state__in=["free", "void"], proposal__isnull=True, document__isnull=True),
                name="paper_number_state_fits_its_paper",
            ),
            models.CheckConstraint(
                condition=(Q(state="void") & ~Q(void_reason=""))
                | (~Q(state="void") & Q(void_reason="")),
                name="paper_number_void_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text

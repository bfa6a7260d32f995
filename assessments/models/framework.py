"""The framework of a fiscal year: what is assessed, with which weights, in which levels.

Rows are loaded from the files in assessments/frameworks, or released from a draft that was edited
on screen, and are never edited in place: a change makes a new version.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ita_portal.lifecycle import known_values


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """The questions that pages and rules ask about frameworks."""

    def of_year(self, fiscal_year: int) -> Framework | None:
        """Return the newest version of the year's framework, None when there is none."""
        return self.filter(fiscal_year=fiscal_year).order_by("-version").first()


class FrameworkTrust(models.TextChoices):
    """How far the facts may be relied on."""

    OFFICE = "office", "รายการของเขตพื้นที่การศึกษา อ่านจากเอกสารแล้ว"
    NATIONAL = "national", "รายการระดับประเทศ ยังไม่ได้ตรวจกับรายการของเขตพื้นที่การศึกษา"
    UNVERIFIED = "unverified", "ยังไม่ได้ตรวจสอบกับคู่มือของปีนั้น"


class FrameworkRoundingPlace(models.TextChoices):
    """Where a score is rounded for the first time."""

    END = "end", "ปัดเศษครั้งเดียวเมื่อแสดงผล"
    INDICATOR = "indicator", "ปัดเศษที่ตัวชี้วัด"
    INSTRUMENT = "instrument", "ปัดเศษที่แบบวัด"


class Framework(models.Model):
    """The yearly framework (กรอบการประเมินประจำปี) of education service area offices."""

    Trust = FrameworkTrust
    RoundingPlace = FrameworkRoundingPlace

    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    trust = models.CharField("ความน่าเชื่อถือ", max_length=10, choices=Trust)
    basis = models.TextField("ที่มาของรายการ")
    source = models.TextField("แหล่งอ้างอิง")
    pass_mark = models.DecimalField("เกณฑ์ผ่าน", max_digits=5, decimal_places=2)
    rounding_place = models.CharField("ปัดเศษที่", max_length=10, choices=RoundingPlace)
    rounding_certain = models.BooleanField("ทราบวิธีปัดเศษแน่ชัด", default=False)
    rounding_note = models.TextField("หมายเหตุการปัดเศษ", blank=True)
    level_rule = models.CharField("ชื่อเกณฑ์ระดับ", max_length=40, blank=True)
    levels_certain = models.BooleanField("ทราบเกณฑ์ระดับแน่ชัด", default=True)
    levels_note = models.TextField("หมายเหตุเกณฑ์ระดับ", blank=True)
    items_expected = models.PositiveSmallIntegerField("จำนวนข้อ OIT ตามคู่มือ")
    item_marks = models.JSONField("คะแนนที่ข้อ OIT หนึ่งได้", default=list)
    item_marks_certain = models.BooleanField("ทราบคะแนนที่ข้อ OIT หนึ่งได้แน่ชัด", default=False)
    scales = models.JSONField("มาตรวัดของข้อคำถาม", default=list)
    analysis_issues = models.JSONField("ประเด็นการวิเคราะห์", default=list)
    internal_measures = models.JSONField("มาตรการภายใน", default=list)
    checksum = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)
    released_at = models.DateTimeField("ออกเมื่อ", null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    change_note = models.TextField("สิ่งที่เปลี่ยนจากฉบับก่อน", blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "กรอบการประเมิน"
        ordering = ["-fiscal_year", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "version"], name="framework_version_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("trust", FrameworkTrust)),
                name="framework_trust_is_known",
            ),
            models.CheckConstraint(
                condition=Q(**known_values("rounding_place", FrameworkRoundingPlace)),
                name="framework_rounding_is_known",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | Q(released_at__isnull=False),
                name="framework_released_by_goes_with_at",
            ),
        ]

    def __str__(self) -> str:
        return f"กรอบการประเมิน ITA ปีงบประมาณ พ.ศ. {self.fiscal_year}"

    @property
    def is_verified(self) -> bool:
        """Whether the year's list was read in the offices' own sources."""
        return self.trust == self.Trust.OFFICE


class Instrument(models.Model):
    """One of the instruments (แบบวัด): IIT, EIT, OIT."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="instruments")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    weight = models.DecimalField("ค่าน้ำหนัก (ร้อยละ)", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "แบบวัด"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="instrument_code_once"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100), name="instrument_weight_is_percent"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    """An indicator (ตัวชี้วัด); an instrument's score is the mean of its indicators.

    `questions_expected` is how many questions the year asks for it, None while that is not known.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="indicators")
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    questions_expected = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = "ตัวชี้วัด"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="indicator_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class SubIndicator(models.Model):
    """A part of an OIT indicator (ตัวชี้วัดย่อย), e.g. 9.1."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="subindicators")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="subindicators")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=10)
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name = "ตัวชี้วัดย่อย"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"], name="subindicator_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class OITItem(models.Model):
    """An item that an office must disclose (ข้อ OIT), e.g. O42.

    `duties` are keys that follow one duty through the renumbering of the years. The
    sub-indicator is empty where the year's list does not tell it.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="items")
    subindicator = models.ForeignKey(SubIndicator, models.CASCADE, null=True, related_name="items")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=400)
    duties = models.JSONField(default=list)
    components = models.JSONField("องค์ประกอบด้านข้อมูล", default=list)
    basis = models.CharField(max_length=20)

    class Meta:
        verbose_name = "ข้อ OIT"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="item_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Question(models.Model):
    """A question of IIT or EIT (ข้อคำถาม), e.g. I1; by its topic, not its full words."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="questions")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    topic = models.CharField(max_length=400)
    subquestions = models.PositiveSmallIntegerField(null=True)
    scale = models.CharField(max_length=20)
    reverse_scored = models.BooleanField(null=True)
    reversed_parts = models.JSONField(default=list)

    class Meta:
        verbose_name = "ข้อคำถาม"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="question_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.topic}"


class RatingBand(models.Model):
    """A level (ระดับผลการประเมิน); the first one in order whose minima are reached is given."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="bands")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    minimum_total = models.DecimalField(max_digits=5, decimal_places=2)
    minimum_instrument = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    passed = models.BooleanField()

    class Meta:
        verbose_name = "ระดับผลการประเมิน"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="band_code_once"),
            models.CheckConstraint(
                condition=Q(minimum_instrument__isnull=True)
                | Q(minimum_instrument__lte=F("minimum_total")),
                name="band_instrument_minimum_is_not_above_total",
            ),
        ]

    def __str__(self) -> str:
        return self.code

"""Forms of complaints: plain words, few that must be filled in, nothing that asks for more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from complaints.models import Channel, Kind, Way
from complaints.rules.receiving import CONTENT_FIELDS, IDENTITY_FIELDS, STANDINGS, Source, Told
from ita_portal.organisations.models import Appointment, Office, User
from ita_portal.staff.forms import CleanForm, ThaiDateField
from ita_portal.thai.numerals import arabic_digits

LONG, MIDDLE, SHORT = 20_000, 4_000, 300
"""Letters that a field takes at most."""


class ThaiIntegerField(forms.CharField):
    """A whole number within bounds, typed in Thai or Arabic digits."""

    def __init__(self, *, least: int, most: int, **options: Any) -> None:  # noqa: ANN401
        self.least, self.most = least, most
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=10, widget=widget, **options)

    def clean(self, value: object) -> int:
        typed = arabic_digits(str(super().clean(value)))
        if not typed.isascii() or not typed.isdigit() or not self.least <= int(typed) <= self.most:
            raise forms.ValidationError(f"โปรดพิมพ์จำนวนเต็มตั้งแต่ {self.least} ถึง {self.most}")
        return int(typed)


_WAYS = [
    (Way.NAMED, "บอกชื่อ"),
    (Way.HIDDEN, "บอกชื่อ แต่ขอให้ปกปิด"),
    (Way.UNNAMED, "ไม่บอกชื่อ"),
]
_ABOUT = [
    ("director", "ผู้อำนวยการสำนักงาน"),
    ("handler", "ผู้รับเรื่องร้องเรียนของสำนักงาน"),
]


def long_words(label: str, *, rows: int = 3, most: int = MIDDLE, **options: Any) -> forms.CharField:  # noqa: ANN401 - Django's own options
    """Return a field for words in several lines; it need not be filled in unless it is said."""
    options.setdefault("required", False)
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **options)


def _is_address(typed: str) -> bool:
    try:
        validate_email(typed)
    except ValidationError:
        return False
    return True


class ComplaintForm(CleanForm):
    """What is told and by whom, the same for the web form and for who records what they hear."""

    kind = forms.ChoiceField(label="เรื่องอะไร", choices=Kind.choices, widget=forms.RadioSelect)
    what = long_words(
        "เกิดอะไรขึ้น",
        rows=8,
        most=LONG,
        required=True,
        help_text="เล่าตามลำดับด้วยคำของท่านเอง สุภาพ และบอกว่าท่านรู้เห็นได้อย่างไร",
    )
    who = long_words("ใครทำ", rows=2, help_text="ชื่อ ตำแหน่ง หรือกลุ่มงาน เท่าที่ทราบ")
    about = forms.MultipleChoiceField(
        label="เรื่องนี้เกี่ยวกับคนต่อไปนี้หรือไม่",
        choices=_ABOUT,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="ถ้าเลือก เรื่องจะไม่ผ่านคนนั้น แต่ไปถึงผู้รับเรื่องแทน",
    )
    where = long_words("ที่ไหน", rows=2)
    when = long_words("เมื่อใด", rows=2, help_text="วัน เดือน ปี หรือช่วงเวลา เท่าที่จำได้")
    wish = long_words("ต้องการให้สำนักงานทำอะไร", rows=2)
    witnesses = long_words("มีใครรู้เห็นบ้าง", rows=2, help_text="ชื่อพยาน หรือบอกว่าจะพบพยานได้อย่างไร")
    evidence = long_words("มีหลักฐานอะไรบ้าง", rows=2, help_text="บอกว่ามีอะไร หรือจะหาได้จากที่ใด")
    standing = forms.ChoiceField(
        label="ท่านเป็น", choices=list(STANDINGS.items()), widget=forms.RadioSelect
    )
    way = forms.ChoiceField(label="ท่านต้องการบอกชื่อหรือไม่", choices=_WAYS, widget=forms.RadioSelect)
    name = forms.CharField(label="ชื่อและนามสกุล", max_length=SHORT, required=False)
    phone = forms.CharField(
        label="โทรศัพท์",
        max_length=SHORT,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = forms.CharField(
        label="อีเมล",
        max_length=SHORT,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email"}),
    )
    news = forms.BooleanField(
        label="ส่งอีเมลบอกเมื่อมีข้อความใหม่",
        required=False,
        help_text="วันละไม่เกินหนึ่งฉบับ ไม่บอกว่าเรื่องอะไร แต่ผู้ดูแลอีเมลของท่านเห็นว่าส่งจากเครื่องใด "
        "เลิกรับได้ในหน้าติดตาม",
    )
    address = long_words("ที่อยู่", rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(*args, **options)
        for field in self.fields.values():
            # What one browser remembers of such a form, the next at the screen would be offered.
            field.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("way") in {Way.NAMED, Way.HIDDEN}:
            if not cleaned.get("name"):
                self.add_error("name", "โปรดบอกชื่อ หรือเลือก “ไม่บอกชื่อ”")
            if not any(cleaned.get(name) for name in ("phone", "email", "address")):
                self.add_error("phone", "โปรดบอกทางติดต่ออย่างน้อยหนึ่งทาง: โทรศัพท์ อีเมล หรือที่อยู่")
            if cleaned.get("news") and not _is_address(cleaned.get("email", "")):
                self.add_error("email", "โปรดพิมพ์อีเมลให้ครบ เช่น name@example.com จึงส่งข่าวถึงท่านได้")
        return cleaned

    def told(self) -> Told:
        """Return the complaint; of somebody unnamed no name is taken, even if it was typed."""
        facts = self.cleaned_data
        unnamed = facts["way"] == Way.UNNAMED
        return Told(
            way=facts["way"],
            kind=facts["kind"],
            content={name: facts.get(name, "") for name in CONTENT_FIELDS},
            identity={} if unnamed else {name: facts[name] for name in IDENTITY_FIELDS},
            about_director="director" in facts["about"],
            about_handler="handler" in facts["about"],
            wants_news=bool(facts["news"]) and not unnamed,
        )


class TellForm(ComplaintForm):
    """The public form."""

    privacy = forms.BooleanField(
        label="ข้าพเจ้าอ่านประกาศความเป็นส่วนตัวข้างต้นแล้ว",
        error_messages={"required": "โปรดอ่านประกาศความเป็นส่วนตัว แล้วทำเครื่องหมาย"},
    )
    truth = forms.BooleanField(
        label="ข้าพเจ้าขอรับรองว่าเรื่องที่เล่าเป็นความจริงเท่าที่ทราบ",
        error_messages={"required": "โปรดรับรองว่าเรื่องที่เล่าเป็นความจริงเท่าที่ทราบ"},
        help_text="การแจ้งเรื่องที่รู้ว่าเท็จเพื่อให้ผู้อื่นเสียหายอาจเป็นความผิดทางอาญา",
    )
    sum = forms.CharField(label="คำตอบ", max_length=20, required=False)


class RecordForm(ComplaintForm):
    """A complaint that came in another way, as the staff write it down."""

    channel = forms.ChoiceField(
        label="รับเรื่องทาง",
        choices=[choice for choice in Channel.choices if choice[0] != Channel.WEB],
        widget=forms.RadioSelect,
    )
    received_on = ThaiDateField(label="รับเมื่อวันที่")
    received_time = forms.TimeField(
        label="เวลา",
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        help_text="เช่น 09.30 เว้นว่างได้ หากผู้ร้องไม่บอกชื่อ ระบบไม่เก็บเวลา",
        error_messages={"invalid": "โปรดพิมพ์เวลาเป็นชั่วโมงและนาที เช่น 09.30"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(*args, **options)
        self.fields["standing"].label = "ผู้ร้องเป็น"
        self.fields["way"].label = "ผู้ร้องต้องการบอกชื่อหรือไม่"
        self.fields["what"].help_text = "บันทึกตามที่ผู้ร้องเล่า แล้วอ่านทวนให้ผู้ร้องฟัง"

    def clean_received_on(self) -> object:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("วันที่รับเรื่องต้องไม่เป็นวันในอนาคต")
        return day

    def source(self, by: User) -> Source:
        """Return the way by which it came."""
        facts = self.cleaned_data
        return Source(facts["channel"], facts["received_on"], facts["received_time"], by)


class WordsForm(CleanForm):
    """Words about a case: an answer, a question, a note."""

    words = long_words("ข้อความ", rows=4, most=LONG, required=True)

    def __init__(self, *args: Any, label: str, required: bool = True, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.fields["words"].label = label
        self.fields["words"].required = required
        self.fields["words"].widget.attrs["autocomplete"] = "off"


class LimitsForm(CleanForm):
    """An office's limits."""

    first_answer_days = ThaiIntegerField(label="แจ้งผลหรือความคืบหน้าครั้งแรกภายใน", least=1, most=60)
    progress_days = ThaiIntegerField(label="จากนั้นแจ้งความคืบหน้าทุก", least=1, most=120)
    end_days = ThaiIntegerField(label="แจ้งผลการพิจารณาภายใน", least=1, most=500)
    reports_per_hour = ThaiIntegerField(label="รับเรื่องทางแบบฟอร์มไม่เกินชั่วโมงละ", least=1, most=10)
    files_per_report = ThaiIntegerField(label="แนบไฟล์ได้เรื่องละไม่เกิน", least=1, most=30)
    keep_not_taken_up = ThaiIntegerField(label="ไม่รับไว้พิจารณา", least=1, most=30)
    keep_passed_on = ThaiIntegerField(label="ส่งต่อหน่วยงานที่มีอำนาจ", least=1, most=30)
    keep_unfounded = ThaiIntegerField(label="ยุติเรื่อง ไม่พบการกระทำผิด", least=1, most=30)
    keep_mended = ThaiIntegerField(label="ว่ากล่าวตักเตือนหรือแก้ไขแล้ว", least=1, most=30)
    keep_proceedings = ThaiIntegerField(label="ดำเนินการทางวินัยหรือคดี", least=1, most=30)
    keep_corruption = ThaiIntegerField(label="เรื่องทุจริตหรือจัดซื้อจัดจ้าง อย่างน้อย", least=1, most=30)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, end = cleaned.get("first_answer_days"), cleaned.get("end_days")
        if first and end and end < first:
            self.add_error("end_days", "ต้องไม่น้อยกว่ากำหนดแจ้งครั้งแรก")
        return cleaned


class DayOffForm(CleanForm):
    """A day on which the office is closed."""

    on = ThaiDateField(label="วันที่")
    name = forms.CharField(label="เหตุที่หยุด", max_length=200)


class ApartForm(CleanForm):
    """About whom a case turned out to be."""

    about = forms.MultipleChoiceField(
        label="เรื่องนี้เกี่ยวกับ",
        choices=_ABOUT,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "โปรดเลือกว่าเรื่องนี้เกี่ยวกับใคร"},
    )


class HandlerForm(CleanForm):
    """Who is to take complaints, from when, by which order."""

    person = forms.ModelChoiceField(label="ผู้ได้รับแต่งตั้ง", queryset=User.objects.none())
    role = forms.ChoiceField(
        label="หน้าที่",
        choices=[
            (Appointment.Role.COMPLAINT_OFFICER.value, "ผู้รับเรื่องร้องเรียน (เรื่องทั่วไป)"),
            (
                Appointment.Role.COMPLAINT_SUBSTITUTE.value,
                "ผู้รับเรื่องแทน (เรื่องที่ร้องเรียนผู้อำนวยการหรือผู้รับเรื่อง)",
            ),
        ],
        widget=forms.RadioSelect,
    )
    order_number = forms.CharField(label="คำสั่งแต่งตั้ง", max_length=100, required=False)
    starts_on = ThaiDateField(label="ตั้งแต่วันที่")

    def __init__(self, *args: Any, office: Office, by: User, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        held = Appointment.objects.filter(office=office).current(timezone.localdate())
        people = User.objects.filter(pk__in=held.values("user")).exclude(pk=by.pk)
        self.fields["person"].queryset = people.order_by("first_name", "pk")  # type: ignore[attr-defined]

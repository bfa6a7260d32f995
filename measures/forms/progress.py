"""The forms of progress: dates of a round, what is noted on a step, and its files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from ita_portal.files.accepting import DOCUMENTS, PHOTOS
from ita_portal.staff.forms import CleanForm, ThaiDateField
from ita_portal.thai.numerals import parse_decimal, parse_int
from measures.models import StepReport, StepState
from measures.rules.progress.dates import RoundDates
from measures.rules.progress.files import LONGEST_CAPTION
from measures.rules.progress.noting import NOTED, StepNote, note_of, problem_of_dates
from measures.rules.progress.parts import lacking
from measures.rules.progress.sense import doubts_of

Sent = tuple[QueryDict | None, MultiValueDict[str, UploadedFile] | None]

MOST_AT_ONCE = 10
LONGEST_TEXT = 5000
ABOUT_PHOTOS = f"ภาพละไม่เกิน {PHOTOS.max_bytes // 1024 // 1024} เมกะไบต์ ระบบย่อให้ และลบตำแหน่งที่ถ่าย"
MOST_BAHT = Decimal("999999999999.99")


class DatesForm(CleanForm):
    """When a round opens, counts up to, and is due."""

    opens_on = ThaiDateField(label="เปิดรอบ")
    cut_off_on = ThaiDateField(label="ข้อมูล ณ วันที่ (ตัดข้อมูล)")
    due_on = ThaiDateField(label="ครบกำหนดส่ง")

    def dates(self) -> RoundDates:
        """Return what was typed; only for a valid form."""
        return RoundDates(**self.cleaned_data)


class PercentField(forms.Field):
    """A whole percentage, with Thai or Arabic digits; gives a number or None."""

    def to_python(self, value: object) -> int | None:
        text = str(value or "").strip().removesuffix("%").strip()
        if not text:
            return None
        try:
            percent = parse_int(text)
        except ValueError:
            percent = -1
        if not 0 <= percent <= 100:
            raise forms.ValidationError("ร้อยละความคืบหน้าต้องเป็นจำนวนเต็ม 0 ถึง 100")
        return percent


class BahtField(forms.Field):
    """An amount of money in baht with at most two decimals; gives a Decimal or None."""

    def to_python(self, value: object) -> Decimal | None:
        text = str(value or "").replace(",", "").strip().removesuffix("บาท").strip()
        if not text:
            return None
        try:
            baht = parse_decimal(text)
        except ValueError as error:
            raise forms.ValidationError(f"งบประมาณที่ใช้: {error}") from error
        if not 0 <= baht <= MOST_BAHT or baht != baht.quantize(Decimal("0.01")):
            raise forms.ValidationError("งบประมาณที่ใช้ต้องเป็นจำนวนบาท ไม่ติดลบ ทศนิยมไม่เกิน 2 ตำแหน่ง")
        return baht.quantize(Decimal("0.01"))


class FilesInput(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files or none; what is in them is the business of who keeps them."""

    def __init__(self, accept: str, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        widget = FilesInput(attrs={"accept": accept, "class": "form-control"})
        super().__init__(required=False, allow_empty_file=True, widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ANN401
        uploads = data if isinstance(data, (list, tuple)) else [data]
        files = [super(FilesField, self).clean(one, initial) for one in uploads if one]
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(f"ส่งได้ครั้งละไม่เกิน {MOST_AT_ONCE} ไฟล์ โปรดแบ่งส่งหลายครั้ง")
        return files


def _text(label: str, rows: int = 0, most: int = LONGEST_TEXT) -> forms.CharField:
    """Return a field for words. Not max_length: its attribute cuts off what is pasted, unseen."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    told = f"{label} ยาวเกิน {most:,} ตัวอักษร จึงยังไม่ได้บันทึกช่องนี้ โปรดย่อให้สั้นลง"
    longest = MaxLengthValidator(most, message=told)
    return forms.CharField(label=label, required=False, widget=widget, validators=[longest])


class StepNoteForm(CleanForm):
    """What is noted on one step. Nothing is required: it is saved as one goes.

    `is_lost` tells that nothing of what was sent could be saved, `is_stale` that somebody else was
    quicker.
    """

    state = forms.ChoiceField(
        label="สถานะ",
        choices=StepState.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "โปรดเลือกสถานะจากสี่อย่างที่มีให้"},
    )
    result = _text("ทำอะไร ได้ผลอย่างไร", 2)
    photos = FilesField("image/*", label="ถ่ายหรือเลือกภาพ")
    caption = _text("คำบรรยายของภาพหรือไฟล์ที่เพิ่ม", most=LONGEST_CAPTION)
    obstacles = _text("ปัญหา/อุปสรรค", 2)
    suggestions = _text("ข้อเสนอแนะ", 2)
    started_on = ThaiDateField(label="เริ่มจริง", required=False, help_text="เช่น 15 ม.ค. 2567")
    finished_on = ThaiDateField(label="เสร็จจริง", required=False, help_text="เช่น 28 ก.พ. 2567")
    percent = PercentField(label="ร้อยละความคืบหน้า (ถ้าต้องการ)", required=False)
    budget_used = BahtField(label="งบประมาณที่ใช้ (บาท)", required=False)
    papers = FilesField(DOCUMENTS.suffixes, label="ไฟล์อื่น", help_text=f"รับ {DOCUMENTS.words}")

    def __init__(self, report: StepReport, today: date, sent: Sent = (None, None)) -> None:
        """`sent` are the values and the files of a form that was sent."""
        self.report, self.today = report, today
        self.is_lost = self.is_stale = False
        initial = vars(note_of(report))
        data, files = sent
        super().__init__(data, files, initial=initial, auto_id=f"s{report.pk}-%s")
        for name in ("percent", "budget_used"):
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        dates = cleaned.get("started_on"), cleaned.get("finished_on")
        problem = problem_of_dates(*dates, self.today)
        if problem:
            self.add_error(*problem)
        return cleaned

    def note(self) -> StepNote:
        """Return what was noted; a field in which something is wrong keeps what is saved.

        Two days that cannot be together both do, so that they never cost the words beside them.
        """
        saved = vars(note_of(self.report))
        typed = StepNote(**{name: self.cleaned_data.get(name, saved[name]) for name in NOTED})
        if problem_of_dates(typed.started_on, typed.finished_on, self.today):
            return replace(typed, started_on=saved["started_on"], finished_on=saved["finished_on"])
        return typed

    @property
    def doubts(self) -> dict[str, str]:
        """What in the note as it is saved should be looked at, by field."""
        return doubts_of(self.report, self.report.part.round.cut_off_on)

    @property
    def lack(self) -> str:
        """What the note as it is saved lacks before the part may be sent."""
        return lacking(self.report)

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Label and words of each field for words in which something was sent."""
        names = ("result", "obstacles", "suggestions")
        words = [(str(self.fields[name].label), self.data.get(name, "")) for name in names]
        return [(label, text) for label, text in words if text.strip()]

    @property
    def uploads(self) -> list[UploadedFile]:
        """The files that were sent along."""
        return [*self.cleaned_data.get("photos", []), *self.cleaned_data.get("papers", [])]

    @property
    def is_unfolded(self) -> bool:
        """Whether what is folded away holds something, or something wrong."""
        names = ("obstacles", "suggestions", "started_on", "finished_on", "percent", "budget_used")
        kept = any(getattr(self.report, name) not in ("", None) for name in names)
        wrong = self.is_bound and any(name in self.errors for name in (*names, "papers"))
        return kept or wrong or self.report.state == StepState.NOT_POSSIBLE

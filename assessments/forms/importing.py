"""The forms of an import: an empty file to fill in, a file to look at, the word to store it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from assessments.models import Framework
from assessments.rules.files.scores import MAX_BYTES

_MEGABYTES = MAX_BYTES // 1024**2
_CHOOSE = "กรุณาเลือกไฟล์ .xlsx หรือ .csv"


class UploadForm(forms.Form):
    """A score file; what is in it is the reader's business."""

    file = forms.FileField(
        label="ไฟล์คะแนน",
        help_text=f"สมุดงาน Excel (.xlsx) หรือ CSV ขนาดไม่เกิน {_MEGABYTES} เมกะไบต์",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _CHOOSE,
            "missing": _CHOOSE,
            "invalid": _CHOOSE,
            "empty": "ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์ที่มีตารางคะแนน",
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                f"ไฟล์ใหญ่เกินไป รับได้ไม่เกิน {_MEGABYTES} เมกะไบต์ โปรดคัดลอกเฉพาะตารางคะแนนลงไฟล์ใหม่"
            )
        return file


class TemplateForm(forms.Form):
    """Which columns the empty file has besides the usual ones; sent by GET, so it can be a link."""

    year = forms.TypedChoiceField(label="ปีงบประมาณ", coerce=int)
    items = forms.BooleanField(label="คะแนนรายข้อ OIT", required=False)
    questions = forms.BooleanField(label="คะแนนรายข้อคำถาม IIT และ EIT", required=False)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"items": True}, auto_id="template_%s")
        years = Framework.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True)
        field = self.fields["year"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(year, str(year)) for year in dict.fromkeys(years)]


class StoreForm(forms.Form):
    """Which file, and the fingerprint of the preview that was seen."""

    file = forms.CharField(max_length=43)
    seen = forms.CharField(max_length=64)

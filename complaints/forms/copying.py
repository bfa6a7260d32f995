"""The form by which the file of a case is ordered."""

from __future__ import annotations

from typing import Any

from django import forms

from complaints.forms.telling import MIDDLE, long_words
from complaints.models import CopyKind
from complaints.rules.case_file import PARTS, USUALLY, Blacking
from ita_portal.staff.forms import CleanForm

_SHORTEST = 2


class CopyForm(CleanForm):
    """Which copy, and what is blacked out besides what the portal finds."""

    kind = forms.ChoiceField(label="ฉบับ", choices=CopyKind.choices, widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label="ปิดทั้งช่อง (เฉพาะฉบับปิดชื่อ)",
        choices=list(PARTS.items()),
        initial=list(USUALLY),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    passages = long_words(
        "ข้อความอื่นที่ต้องปิด บรรทัดละหนึ่งข้อความ (เฉพาะฉบับปิดชื่อ)",
        rows=5,
        most=MIDDLE,
        help_text="เช่น ชื่อเล่น ตำแหน่ง หรือสิ่งที่บอกว่าใครร้องเรียน คัดลอกจากหน้าของเรื่องได้",
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(*args, **options)
        self.fields["passages"].widget.attrs["autocomplete"] = "off"

    def clean_passages(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["passages"].splitlines()]
        typed = list(dict.fromkeys(line for line in lines if line))
        if any(len(one.replace("-", "").replace(" ", "")) < _SHORTEST for one in typed):
            raise forms.ValidationError("ข้อความที่ปิดต้องมีอย่างน้อย 2 ตัวอักษร")
        return typed

    def blacking(self) -> Blacking:
        """Return what is to be blacked out."""
        return Blacking(self.cleaned_data["passages"], self.cleaned_data["parts"])

"""The forms of an import: a file and its year, what is set by hand, the word to store it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ita_portal.files.accepting import MEGABYTE
from measures.rules.importing.choices import Choices
from measures.rules.importing.heading_words import Field
from measures.rules.importing.reading import PLANS

_CHOOSE = "กรุณาเลือกไฟล์ .xlsx หรือ .docx"
_HEAD = re.compile(r"head-([0-9]{1,4})")
_COLUMN = re.compile(r"column-([0-9]{1,4})-([0-9]{1,6})-([0-9]{1,5})")
_OWNER = re.compile(r"owner-([0-9a-f]{12})")
_FIELDS = {field.value: field for field in Field}
_NUMBER = re.compile(r"[0-9]{1,9}")


class UploadForm(forms.Form):
    """A plan in a file, and of which year it is; what is in it is the reader's business."""

    year = forms.TypedChoiceField(label="ปีงบประมาณของแผน", coerce=int)
    file = forms.FileField(
        label="ไฟล์แผน",
        help_text=f"Excel (.xlsx) หรือ Word (.docx) ไม่เกิน {PLANS.max_bytes // MEGABYTE} เมกะไบต์",
        widget=forms.FileInput(attrs={"accept": PLANS.suffixes}),
        error_messages={
            "required": _CHOOSE,
            "missing": _CHOOSE,
            "invalid": _CHOOSE,
            "empty": "ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์ที่มีตารางมาตรการ",
        },
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(year, f"พ.ศ. {year}") for year in years]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > PLANS.max_bytes:
            raise forms.ValidationError(
                f"ไฟล์ใหญ่เกินไป รับได้ไม่เกิน {PLANS.max_bytes // MEGABYTE} เมกะไบต์ "
                "โปรดคัดลอกเฉพาะตารางมาตรการลงไฟล์ใหม่"
            )
        return file


class StoreForm(forms.Form):
    """Which file, the fingerprint of the preview that was seen, and whether it is to be added."""

    file = forms.CharField(max_length=40)
    seen = forms.CharField(max_length=64, required=False)
    append = forms.BooleanField(required=False)


def choices_from(data: Mapping[str, Any]) -> Choices:
    """Return what a person has set in the selects of the preview; what is no choice is left out."""
    heads: dict[int, int] = {}
    columns: dict[tuple[int, int], dict[int, Field]] = {}
    owners: dict[str, int] = {}
    for name, value in data.items():
        if (found := _HEAD.fullmatch(name)) and _NUMBER.fullmatch(value):
            heads[int(found[1])] = int(value)
        elif found := _COLUMN.fullmatch(name):
            fields = columns.setdefault((int(found[1]), int(found[2])), {})
            if value in _FIELDS:
                fields[int(found[3])] = _FIELDS[value]
        elif (found := _OWNER.fullmatch(name)) and _NUMBER.fullmatch(value):
            owners[found[1]] = int(value)
    return Choices(heads, columns, owners)


def numbers_from(typed: Iterable[str]) -> set[int]:
    """Return the numbers of the notes that were ticked; what is no number is left out."""
    return {int(one) for one in typed if _NUMBER.fullmatch(one)}

"""The form of source documents: several files at once, with one explanation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from assessments.models import ResultFile
from ita_portal.files.accepting import DOCUMENTS

MOST_AT_ONCE = 20
_CHOOSE = "กรุณาเลือกไฟล์อย่างน้อยหนึ่งไฟล์"


class FilesInput(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files; what is in them is the business of who keeps them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ANN401
        uploads = data if isinstance(data, (list, tuple)) else [data]
        files = [super(FilesField, self).clean(one, initial) for one in uploads or [None]]
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(f"ส่งได้ครั้งละไม่เกิน {MOST_AT_ONCE} ไฟล์ โปรดแบ่งส่งหลายครั้ง")
        return files


class SourceFilesForm(forms.ModelForm):
    """Files that tell the result, and what they are."""

    papers = FilesField(
        label="ไฟล์",
        help_text=f"เลือกได้หลายไฟล์พร้อมกัน รับ {DOCUMENTS.words}",
        allow_empty_file=True,
        widget=FilesInput(attrs={"accept": DOCUMENTS.suffixes, "data-files": ""}),
        error_messages={"required": _CHOOSE, "missing": _CHOOSE, "invalid": _CHOOSE},
    )

    class Meta:
        model = ResultFile
        fields = ["note"]
        labels = {"note": "คำอธิบาย (ไม่บังคับ)"}
        help_texts = {"note": "เช่น หนังสือแจ้งผลของ สพฐ. หรือภาพหน้าจอจากระบบ ITAS"}

    field_order = ["papers", "note"]

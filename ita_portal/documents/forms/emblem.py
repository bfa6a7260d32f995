"""The file with the office's emblem."""

from __future__ import annotations

from django import forms


class EmblemForm(forms.Form):
    """A picture file; what is in it is looked into by the rule."""

    file = forms.FileField(
        label="ไฟล์ตรา",
        help_text="PNG หรือ SVG พื้นใสจะชัดที่สุด JPEG ก็ได้ ไม่เกิน 5 เมกะไบต์",
        error_messages={
            "required": "โปรดเลือกไฟล์ตรา",
            "empty": "ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์ตราใหม่",
            "missing": "โปรดเลือกไฟล์ตรา",
            "invalid": "โปรดเลือกไฟล์ตรา",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".png,.jpg,.jpeg,.svg"}),
    )

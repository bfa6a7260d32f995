"""The form of an answer template."""

from __future__ import annotations

from django import forms

from complaints.forms.telling import MIDDLE, long_words
from complaints.rules.answering import PLACES
from ita_portal.staff.forms import CleanForm

_PLACES = " ".join(f"{{{one}}}" for one in PLACES)


class TemplateForm(CleanForm):
    """A name and words; what stands in braces is filled in from the case."""

    name = forms.CharField(label="ชื่อแบบ", max_length=100)
    words = long_words(
        "ข้อความ",
        rows=8,
        most=MIDDLE,
        required=True,
        help_text="ใส่ได้: "
        + " ".join(f"{{{one}}}" for one in PLACES)
        + " อย่าเขียนชื่อหรือรายละเอียดของเรื่องใด",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

"""The small forms around a year's scores: choosing, confirming, reopening and unlocking it."""

from __future__ import annotations

from django import forms

from assessments.forms.numbers import YearField
from ita_portal.thai.text import clean


class YearForm(forms.Form):
    """The fiscal year whose scores shall be entered."""

    year = YearField(
        label="ปีงบประมาณ พ.ศ.",
        error_messages={"required": "กรุณากรอกปีงบประมาณ"},
        widget=forms.TextInput(attrs={"size": 6, "list": "years-with-framework"}),
    )


class RevisionForm(forms.Form):
    """The revision that was looked at, carried by a button."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    """Why confirmed scores are opened again; the reason stands in the office's trail."""

    reason = forms.CharField(
        label="เหตุผลที่ต้องแก้ไข",
        max_length=500,
        error_messages={"required": "กรุณากรอกเหตุผล"},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_reason(self) -> str:
        return clean(self.cleaned_data["reason"]).strip()


class UnlockForm(forms.Form):
    """Why locked scores are unlocked; the reason stands in the office's trail."""

    reason = forms.CharField(
        label="เหตุผลที่ปลดล็อก",
        max_length=500,
        error_messages={"required": "กรุณากรอกเหตุผล"},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_reason(self) -> str:
        return clean(self.cleaned_data["reason"]).strip()

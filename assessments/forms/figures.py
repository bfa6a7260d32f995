"""The form of the analysis page: another target to look at the gap by."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from assessments.forms.numbers import ScoreField


class TargetField(ScoreField):
    """A target: a score above 0, up to 100."""

    def read(self, typed: str) -> Decimal:
        target = super().read(typed)
        if not target:
            raise ValueError("เป้าหมายต้องมากกว่า 0")
        return target


class TargetForm(forms.Form):
    """A target to try; it changes nothing that is kept."""

    target = TargetField(
        label="ลองเป้าหมายอื่น",
        error_messages={"required": "กรุณากรอกเป้าหมาย"},
        widget=forms.TextInput(attrs={"size": 6}),
    )

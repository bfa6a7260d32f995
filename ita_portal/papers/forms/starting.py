"""What a new paper begins as."""

from __future__ import annotations

from typing import Any

from django import forms

from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import parse_int


class StartForm(forms.Form):
    """The choice, the fiscal year of the paper, and the round of reporting where one is meant."""

    start = forms.CharField(
        label="เริ่มจาก", max_length=60, error_messages={"required": "โปรดเลือกว่าจะเริ่มจากอะไร"}
    )
    year = forms.CharField(
        label="ปีงบประมาณ (พ.ศ.)",
        max_length=20,
        error_messages={"required": "โปรดกรอกปีงบประมาณ"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    months = forms.ChoiceField(
        label="รอบ", choices=[("6", "6 เดือน"), ("12", "12 เดือน")], required=False
    )

    def clean_year(self) -> int:
        """Return the Buddhist year, typed with Thai or Arabic digits."""
        typed: Any = self.cleaned_data["year"]
        try:
            year = FiscalYear(parse_int(typed)).year
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if year < 2500:
            raise forms.ValidationError("ปีงบประมาณต้องเป็นปี พ.ศ. ตั้งแต่ 2500 ขึ้นไป")
        return year

"""What people type about numbers of papers."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxLengthValidator

from ita_portal.documents.rules.registry import LONGEST_NUMBER, LONGEST_REASON, MOST_NUMBERS
from ita_portal.staff.forms import CleanForm, ThaiDateField
from ita_portal.thai.numerals import arabic_digits

TOO_LONG = f"เหตุที่ยกเลิกยาวเกิน {LONGEST_REASON} ตัวอักษร โปรดย่อให้สั้นลง"


class RegistryForm(CleanForm):
    """The number, and the day, that the office's own registry gave to a paper."""

    text = forms.CharField(
        label="เลขที่จากทะเบียน",
        validators=[MaxLengthValidator(LONGEST_NUMBER, "เลขที่ยาวเกินไป โปรดตรวจอีกครั้ง")],
        help_text="กรอกเป็นเลขไทยหรือเลขอารบิกก็ได้ หากกรอกเฉพาะตัวเลข ระบบจะเติมปีหรือรหัสให้ตามแบบ",
        error_messages={"required": "โปรดกรอกเลขที่จากทะเบียน"},
    )
    dated_on = ThaiDateField(
        label="ลงวันที่ตามทะเบียน",
        required=False,
        help_text="เช่น 1 ต.ค. 2568 ไม่กรอกก็ได้ ระบบจะใช้วันที่ลงนาม",
    )


class VoidForm(CleanForm):
    """Why a number is not used."""

    reason = forms.CharField(
        label="เหตุที่ยกเลิกเลขนี้",
        validators=[MaxLengthValidator(LONGEST_REASON, TOO_LONG)],
        error_messages={"required": "โปรดเขียนเหตุที่ยกเลิกเลขนี้ เพื่อให้ทะเบียนตรวจสอบได้"},
    )


class BeginForm(CleanForm):
    """The last number that the office used outside the portal."""

    last = forms.CharField(
        label="เลขล่าสุดที่ใช้ไปแล้วนอกระบบ",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "โปรดกรอกเลขล่าสุด ถ้ายังไม่เคยใช้ให้กรอก 0"},
    )

    def clean_last(self) -> int:
        typed = arabic_digits(self.cleaned_data["last"]).strip()
        if not typed.isdecimal() or len(typed) > len(str(MOST_NUMBERS)):
            raise forms.ValidationError("เลขล่าสุดต้องเป็นจำนวนเต็ม เช่น 12")
        return int(typed)
